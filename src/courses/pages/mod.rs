//! Pages of the catalogue and of a course, and the parts that the pages of runs are made of.

mod catalogue;
mod course;
mod parts;
mod run;
pub mod staff;

pub use catalogue::catalogue;
pub use course::course;
pub use parts::{Held, places_in_list, run_button, where_held};
pub use run::{calendar_link, meetings_table, places, trainers_list};
