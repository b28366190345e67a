//! Filter of the catalogue, and that of the staff's list of runs.

use chrono::NaiveDate;

use super::{Course, Format, Run, RunStage};
use crate::{
    ground::Locale,
    reference::{CompetenceArea, Region},
};

/// Filter of the catalogue. A course fits if it has one of the areas, formats or languages, and all the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that are searched, as they were typed.
    pub q: String,
    pub areas: Vec<&'static CompetenceArea>,
    pub formats: Vec<Format>,
    pub languages: Vec<Locale>,
    pub region: Option<&'static Region>,
    /// True if only runs that take applications today are wanted.
    pub is_open: bool,
}

impl Filter {
    /// Number of filters that are set, without the searched words.
    pub fn chosen(&self) -> usize {
        let single = usize::from(self.region.is_some()) + usize::from(self.is_open);
        self.areas.len() + self.formats.len() + self.languages.len() + single
    }

    /// Tells whether the course itself fits.
    pub fn accepts_course(&self, course: &Course) -> bool {
        (self.areas.is_empty() || self.areas.contains(&course.competence_area))
            && (self.formats.is_empty() || self.formats.contains(&course.format))
    }

    /// Tells whether a filter is set that only a run can fit.
    pub fn asks_for_run(&self) -> bool {
        !self.languages.is_empty() || self.region.is_some() || self.is_open
    }

    /// Tells whether the run fits all filters that concern runs.
    pub fn accepts_run(&self, run: &Run, today: NaiveDate) -> bool {
        (self.languages.is_empty() || run.language.is_some_and(|language| self.languages.contains(&language)))
            && self.region.is_none_or(|region| run.region == Some(region))
            && (!self.is_open || run.takes_applications(today))
    }
}

/// Filter of the list of runs that staff see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunFilter {
    /// Words that are searched, as they were typed.
    pub q: String,
    /// Stage; `None`: runs of all stages.
    pub stage: Option<RunStage>,
}
