//! What a reader looks for in the catalogue.

use chrono::NaiveDate;

use super::{Course, Format, Run};
use crate::{
    ground::Locale,
    reference::{CompetenceArea, Region},
};

/// What the catalogue is narrowed to. Of several areas, formats or languages one is enough; all else must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The words looked for, as they were typed.
    pub q: String,
    pub areas: Vec<&'static CompetenceArea>,
    pub formats: Vec<Format>,
    pub languages: Vec<Locale>,
    pub region: Option<&'static Region>,
    /// Only what takes applications today.
    pub is_open: bool,
}

impl Filter {
    /// How many things are chosen, the words looked for aside.
    pub fn chosen(&self) -> usize {
        let single = usize::from(self.region.is_some()) + usize::from(self.is_open);
        self.areas.len() + self.formats.len() + self.languages.len() + single
    }

    /// Whether the course itself is among what is looked for.
    pub fn accepts_course(&self, course: &Course) -> bool {
        (self.areas.is_empty() || self.areas.contains(&course.competence_area))
            && (self.formats.is_empty() || self.formats.contains(&course.format))
    }

    /// Whether something is asked that only a run can answer.
    pub fn asks_for_run(&self) -> bool {
        !self.languages.is_empty() || self.region.is_some() || self.is_open
    }

    /// Whether the run answers everything that is asked of runs.
    pub fn accepts_run(&self, run: &Run, today: NaiveDate) -> bool {
        (self.languages.is_empty() || run.language.is_some_and(|language| self.languages.contains(&language)))
            && self.region.is_none_or(|region| run.region == Some(region))
            && (!self.is_open || run.takes_applications(today))
    }
}
