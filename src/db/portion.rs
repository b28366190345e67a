//! Rows that one statement gives where all of them would be too many to hold.

pub use size::PORTION;

#[cfg(not(test))]
mod size {
    /// Largest number of rows in one answer, and of ids in one statement.
    pub const PORTION: usize = 5_000;
}

#[cfg(test)]
mod size {
    /// Few, so that one answer follows another.
    pub const PORTION: usize = 3;
}
