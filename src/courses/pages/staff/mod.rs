//! Pages on which staff prepare courses and runs, and the frame of every staff page of a run.

mod frame;
mod run;
mod runs;
mod trio;
mod words;

pub use frame::{RunTab, run_frame};
pub use run::{VERSION, edit_run, new_run, run};
pub use runs::runs;
