//! Pages on which staff prepare courses and runs, and the frame of every staff page of a run.

mod frame;
mod runs;
mod words;

pub use frame::{RunTab, run_frame};
pub use runs::runs;
