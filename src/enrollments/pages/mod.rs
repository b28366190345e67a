//! Pages of a run: the public one, the three on which a person enrolls, accepts a seat, or withdraws, and those on
//! which staff decide, enroll somebody by hand, and print the list.

mod applications;
mod by_hand;
mod decide;
mod edit_run;
mod enroll;
mod parts;
mod people_list;
mod run;

pub use applications::applications;
pub use by_hand::new_application;
pub use decide::{accept, withdraw};
pub use edit_run::edit_run;
pub use enroll::enroll;
pub use parts::{state_badge, state_words, state_words_for_staff};
pub use people_list::people_list;
pub use run::run;
