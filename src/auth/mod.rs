//! Who asks: sessions, passwords, and how often somebody may try.
//!
//! A request's cookie becomes a `Caller` in `sessions::find`, anew at every request, so that a role taken away
//! or an account disabled ends at the next one. Nothing here is logged: a session is no change of the registry.

mod kept_forms;
pub mod password;
mod sessions;
mod store;
#[cfg(test)]
mod tests;
mod throttle;

pub use kept_forms::{keep, take_kept};
pub use sessions::{ABSOLUTE, Known, Listed, REMEMBERED, begin, clear_away, end, end_all, end_one, erase, find, list};
pub use throttle::{Deed, forgive, give_back, throttle, throttle_within};
