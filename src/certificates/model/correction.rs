//! Correction: what a new certificate says otherwise than the one that it replaces.

use chrono::NaiveDate;

use super::PrintedCertificate;
use crate::{
    ground::{FormErrors, Localized, Problem},
    specialists::PersonName,
};

/// Fields of the form, beside those of a name.
pub const ACADEMIC_HOURS: &str = "academic_hours";
pub const STARTS_ON: &str = "starts_on";
pub const ENDS_ON: &str = "ends_on";
/// Tick by which the new certificate has the title that the course has today.
pub const TITLE_NOW: &str = "title_now";

/// Facts of the new certificate; what is not given stays as it was printed.
#[derive(Clone, Debug)]
pub struct Correction {
    pub holder: PersonName,
    pub academic_hours: Option<i32>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    /// True if the title is the one that the course has today.
    pub has_current_title: bool,
}

impl From<&PersonName> for Correction {
    /// Correction of the name alone.
    fn from(holder: &PersonName) -> Self {
        Self { holder: holder.clone(), academic_hours: None, starts_on: None, ends_on: None, has_current_title: false }
    }
}

impl Correction {
    /// Text of the new certificate, issued on this day; `title` is the one that the course has today. The days of study
    /// are in their order and over by then.
    pub fn apply(
        self,
        old: PrintedCertificate,
        title: Localized,
        issued_on: NaiveDate,
    ) -> Result<PrintedCertificate, FormErrors> {
        let new = PrintedCertificate {
            holder: self.holder,
            academic_hours: self.academic_hours.unwrap_or(old.academic_hours),
            starts_on: self.starts_on.unwrap_or(old.starts_on),
            ends_on: self.ends_on.unwrap_or(old.ends_on),
            title: if self.has_current_title { title } else { old.title },
            issued_on,
            ..old
        };
        if new.ends_on < new.starts_on {
            return Err(FormErrors::of(ENDS_ON, Problem::EndsBeforeStart));
        }
        // only what was typed can be wrong here: a run may have been closed before its last day
        if self.ends_on.is_some_and(|day| day > issued_on && day != old.ends_on) {
            return Err(FormErrors::of(ENDS_ON, Problem::DayInFuture));
        }
        Ok(new)
    }
}

/// Names of the facts beside the holder's that differ, for the log.
pub fn corrected(old: &PrintedCertificate, new: &PrintedCertificate) -> Vec<&'static str> {
    let facts = [
        (ACADEMIC_HOURS, old.academic_hours != new.academic_hours),
        (STARTS_ON, old.starts_on != new.starts_on),
        (ENDS_ON, old.ends_on != new.ends_on),
        ("title", old.title != new.title),
    ];
    facts.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
