//! Sessions, passwords, and limits on how often a thing may be tried.
//!
//! A request's cookie becomes a `Caller` in `sessions::find`, anew at every request, so that a role taken away or an
//! account disabled ends at the next one. Nothing here is logged: a session is no change of the registry.

pub mod password;
mod saved_forms;
mod sessions;
mod store;
#[cfg(test)]
mod tests;
mod throttle;

pub use saved_forms::{save_form, take_saved_form};
pub use sessions::{
    ABSOLUTE, Known, OpenSession, REMEMBERED, begin, clear_away, end, end_all, end_one, erase, find, list,
};
pub use throttle::{Attempt, forgive, give_back, throttle, throttle_within};
