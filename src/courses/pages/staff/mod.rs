//! Pages on which staff prepare courses and runs, and the frame of every staff page of a run.

mod course;
mod frame;
mod run;
mod runs;
mod trio;
mod words;

pub use course::{courses, edit_course, new_course};
pub use frame::{RunTab, run_frame};
pub use run::{RunLetters, edit_run, new_run, run};
pub use runs::runs;
