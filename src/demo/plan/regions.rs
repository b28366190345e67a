//! Regions of the people in the story: so many of each.

use crate::demo::people::Shares;

/// Regions of phase 1. The three that were founded in June 2022 come into the last two runs of the phase.
pub(super) const PHASE_1: &Shares<&str> = &[
    ("KZ-71", 19),
    ("KZ-75", 15),
    ("KZ-79", 9),
    ("KZ-61", 9),
    ("KZ-35", 9),
    ("KZ-27", 8),
    ("KZ-63", 8),
    ("KZ-15", 7),
    ("KZ-19", 7),
    ("KZ-55", 6),
    ("KZ-11", 6),
    ("KZ-39", 5),
    ("KZ-31", 5),
    ("KZ-43", 4),
    ("KZ-59", 4),
    ("KZ-23", 3),
    ("KZ-47", 3),
    ("KZ-10", 1),
    ("KZ-33", 1),
    ("KZ-62", 1),
];

/// Regions of the demonstration's phase. It has not reached two of them yet: Mangystau and Ulytau.
pub(super) const DEMO: &Shares<&str> = &[
    ("KZ-71", 12),
    ("KZ-75", 10),
    ("KZ-79", 7),
    ("KZ-61", 7),
    ("KZ-35", 6),
    ("KZ-15", 6),
    ("KZ-27", 5),
    ("KZ-63", 5),
    ("KZ-19", 5),
    ("KZ-39", 4),
    ("KZ-55", 4),
    ("KZ-11", 4),
    ("KZ-43", 3),
    ("KZ-31", 3),
    ("KZ-10", 2),
    ("KZ-23", 2),
    ("KZ-59", 2),
    ("KZ-33", 2),
];
