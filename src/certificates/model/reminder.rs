//! Reminders of a certificate that expires.

use chrono::{Days, NaiveDate};

/// Reminder before a certificate expires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminder {
    ThreeMonths,
    Month,
    Week,
}

impl Reminder {
    /// Reminders, the nearest to the end first: somebody who comes late gets that one alone.
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::ThreeMonths];

    /// Days before the last day of validity.
    pub const fn days(self) -> i64 {
        match self {
            Self::ThreeMonths => 90,
            Self::Month => 30,
            Self::Week => 7,
        }
    }

    /// Last day of validity of those who are due for it today.
    pub fn day_of(self, today: NaiveDate) -> NaiveDate {
        today.checked_add_days(Days::new(self.days().unsigned_abs())).unwrap_or(today)
    }
}
