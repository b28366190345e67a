//! Words for what letters and pages both tell of an enrollment.

use chrono::{DateTime, Utc};

use crate::{
    ground::{Locale, clock},
    i18n::{dates, text},
};

/// An instant to the minute, with the zone it is told in.
pub(super) fn moment(locale: Locale, instant: DateTime<Utc>) -> String {
    let day = dates::long(locale, clock::day_of(instant));
    text!(locale, enrollments.moment, day = day, time = dates::time(instant))
}
