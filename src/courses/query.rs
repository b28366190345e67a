//! Addresses of the catalogue's filter and of that of the list of runs: read and written here, and nowhere else.

use super::{
    model::{Filter, Format, RunFilter, RunStage},
    site,
};
use crate::{
    ground::{Locale, address::Address},
    reference::{COMPETENCE_AREAS, region},
    ui::Location,
};

pub const Q: &str = "q";
pub const AREA: &str = "area";
pub const FORMAT: &str = "format";
pub use super::site::LANGUAGE;
pub const REGION: &str = "region";
/// Parameter that with the value `1` leaves only what takes applications today.
pub const OPEN: &str = "open";
/// Stage in the list of runs.
pub const STATE: &str = "state";

/// Letters of a search at most; a longer text is no search.
const LONGEST_SEARCH: usize = 200;

impl Filter {
    /// Reads the filter. A code that does not exist is ignored, so that an old bookmark still shows courses.
    pub fn read(location: &Location) -> Self {
        let has = |field: &str, code: &str| location.fields(field).any(|value| value == code);
        Self {
            q: searched(location),
            areas: COMPETENCE_AREAS.iter().filter(|area| has(AREA, area.code)).collect(),
            formats: Format::ALL.iter().copied().filter(|format| has(FORMAT, format.as_str())).collect(),
            languages: Locale::ALL.into_iter().filter(|language| has(LANGUAGE, language.code())).collect(),
            region: location.field(REGION).and_then(region),
            is_open: location.field(OPEN) == Some("1"),
        }
    }

    /// Address of the catalogue with this filter; only what is set is in it.
    pub fn address(&self, locale: Locale) -> String {
        let search = (!self.q.is_empty()).then(|| (Q, self.q.clone()));
        let areas = self.areas.iter().map(|area| (AREA, area.code.to_owned()));
        let formats = self.formats.iter().map(|format| (FORMAT, format.as_str().to_owned()));
        let languages = self.languages.iter().map(|language| (LANGUAGE, language.code().to_owned()));
        let region = self.region.map(|region| (REGION, region.code.to_owned()));
        let open = self.is_open.then(|| (OPEN, "1".to_owned()));
        let fields = search.into_iter().chain(areas).chain(formats).chain(languages).chain(region).chain(open);
        site::Catalogue.with(locale, fields)
    }
}

impl RunFilter {
    /// Reads the filter. A stage that does not exist is ignored.
    pub fn read(location: &Location) -> Self {
        Self { q: searched(location), stage: location.field(STATE).and_then(|word| word.parse::<RunStage>().ok()) }
    }

    /// Address of the list with this filter; only what is set is in it.
    pub fn address(&self, locale: Locale) -> String {
        site::StaffRuns.with(locale, self.fields())
    }

    /// Address of the list, to which the number of a page is added.
    pub fn base(&self, locale: Locale) -> String {
        let address = self.address(locale);
        if address.contains('?') { address } else { format!("{address}?") }
    }

    fn fields(&self) -> impl Iterator<Item = (&'static str, String)> {
        let search = (!self.q.is_empty()).then(|| (Q, self.q.clone()));
        let stage = self.stage.map(|stage| (STATE, stage.as_str().to_owned()));
        search.into_iter().chain(stage)
    }
}

/// Searched words as they were typed, no longer than a search is.
fn searched(location: &Location) -> String {
    location.field(Q).unwrap_or_default().trim().chars().take(LONGEST_SEARCH).collect()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use proptest::{option, prelude::*, sample::subsequence};

    use super::*;
    use crate::reference::REGIONS;

    fn read(address: &str) -> Filter {
        Filter::read(&Location::of(&address.parse().unwrap(), &HeaderMap::new()))
    }

    #[test]
    fn a_code_that_nothing_has_narrows_nothing() {
        assert_eq!(read("/ru/courses?area=magic&format=post&lang=de&region=KZ-99&open=yes&q=++"), Filter::default());
        let filter = read("/ru/courses?area=magic&area=law_ethics");
        assert_eq!(filter.address(Locale::Ru), "/ru/courses?area=law_ethics");
    }

    #[test]
    fn empty_fields_of_the_form_leave_nothing_in_the_address() {
        let filter = read("/kk/courses?q=&region=&lang=ru&lang=kk&lang=kk");
        assert_eq!(filter.address(Locale::Kk), "/kk/courses?lang=kk&lang=ru");
        assert_eq!(filter.chosen(), 2);
    }

    #[test]
    fn a_link_to_the_list_of_runs_leads_back_to_its_filter() {
        let read = |address: &str| RunFilter::read(&Location::of(&address.parse().unwrap(), &HeaderMap::new()));
        for stage in RunStage::ALL.iter().copied().map(Some).chain([None]) {
            for q in ["", "Шымкент 2611"] {
                let filter = RunFilter { q: q.to_owned(), stage };
                assert_eq!(read(&filter.address(Locale::Ru)), filter);
                assert_eq!(read(&format!("{}&page=2", filter.base(Locale::Kk))), filter);
            }
        }
        assert_eq!(read("/ru/staff/runs?state=lost&q=+"), RunFilter::default());
    }

    proptest! {
        #[test]
        fn a_link_leads_back_to_the_filter_it_was_made_from(
            q in "\\PC{0,40}",
            areas in subsequence(COMPETENCE_AREAS.iter().collect::<Vec<_>>(), 0..=COMPETENCE_AREAS.len()),
            formats in subsequence(Format::ALL.to_vec(), 0..=Format::ALL.len()),
            languages in subsequence(Locale::ALL.to_vec(), 0..=Locale::ALL.len()),
            region in option::of(0..REGIONS.len()),
            is_open in any::<bool>(),
        ) {
            let region = region.map(|at| &REGIONS[at]);
            let filter = Filter { q: q.trim().to_owned(), areas, formats, languages, region, is_open };
            prop_assert_eq!(read(&filter.address(Locale::Ru)), filter);
        }
    }
}
