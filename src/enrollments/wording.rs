//! Words that letters and pages about an enrollment share.

use chrono::{DateTime, Utc};

use crate::{
    ground::{Locale, clock},
    i18n::{dates, text},
};

/// Instant to the minute, with its time zone, in words.
pub(super) fn moment(locale: Locale, instant: DateTime<Utc>) -> String {
    let day = dates::long(locale, clock::day_of(instant));
    text!(locale, enrollments.moment, day = day, time = dates::time(instant))
}
