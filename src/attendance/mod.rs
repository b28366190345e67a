//! Attendance: who was there at each meeting of a run, and for how many academic hours.

#[cfg(feature = "ssr")]
pub mod site;
