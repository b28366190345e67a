//! Seats of a run, and what one person can hold of them.

/// Seats and waiting list of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    pub capacity: u32,
    /// Seats that nobody else can have: confirmed, or reserved for an offer.
    pub taken: u32,
    /// Seats among the taken ones that are reserved for an offer.
    pub offered: u32,
    /// People on the waiting list.
    pub waiting: u32,
}

impl Places {
    pub const fn free(self) -> u32 {
        self.capacity.saturating_sub(self.taken)
    }
}

/// Seat or queue position that one person holds in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    Nothing,
    /// Position on the waiting list.
    Position,
    /// Seat that is reserved until an offer ends.
    OfferedSeat,
    Seat,
}

impl Holding {
    /// Tells whether this is a seat, so that nobody else can have it.
    pub const fn is_seat(self) -> bool {
        matches!(self, Self::OfferedSeat | Self::Seat)
    }
}

/// Change of a run's counts when a person holds one thing in place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    pub taken: i32,
    pub offered: i32,
    pub waiting: i32,
    /// True if a number of the waiting list is given.
    pub is_queueing: bool,
}

impl Change {
    pub fn between(before: Holding, after: Holding) -> Self {
        let by = |counts: fn(Holding) -> bool| i32::from(counts(after)) - i32::from(counts(before));
        let waiting = by(|holding| holding == Holding::Position);
        Self {
            taken: by(Holding::is_seat),
            offered: by(|holding| holding == Holding::OfferedSeat),
            waiting,
            is_queueing: waiting > 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_is_taken_once_on_the_way_through_an_offer() {
        let counts = |before, after| {
            let change = Change::between(before, after);
            (change.taken, change.offered, change.waiting, change.is_queueing)
        };
        assert_eq!(counts(Holding::Nothing, Holding::Position), (0, 0, 1, true));
        assert_eq!(counts(Holding::Position, Holding::OfferedSeat), (1, 1, -1, false));
        assert_eq!(counts(Holding::OfferedSeat, Holding::Seat), (0, -1, 0, false));
        assert_eq!(counts(Holding::Seat, Holding::Nothing), (-1, 0, 0, false));
        assert_eq!(counts(Holding::OfferedSeat, Holding::Nothing), (-1, -1, 0, false));
        assert_eq!(counts(Holding::Nothing, Holding::Seat), (1, 0, 0, false));
        assert_eq!(counts(Holding::Seat, Holding::Seat), (0, 0, 0, false));
    }
}
