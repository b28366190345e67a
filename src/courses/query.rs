//! The catalogue's filter as an address, and the addresses of courses and runs: read and written here, and nowhere else.

use super::model::{Filter, Format};
use crate::{
    ground::Locale,
    reference::{COMPETENCE_AREAS, region},
    ui::{
        Asked,
        asked::{address_of, escaped},
    },
};

pub const Q: &str = "q";
pub const AREA: &str = "area";
pub const FORMAT: &str = "format";
pub const LANGUAGE: &str = "lang";
pub const REGION: &str = "region";
/// `1`: only what takes applications today.
pub const OPEN: &str = "open";

/// More letters than this are no search.
const LONGEST_SEARCH: usize = 200;

impl Filter {
    /// Reads the filter. A code that nothing has is passed over, so that an old bookmark still shows courses.
    pub fn read(asked: &Asked) -> Self {
        let has = |field: &str, code: &str| asked.fields(field).any(|value| value == code);
        Self {
            q: asked.field(Q).unwrap_or_default().trim().chars().take(LONGEST_SEARCH).collect(),
            areas: COMPETENCE_AREAS.iter().filter(|area| has(AREA, area.code)).collect(),
            formats: Format::ALL.iter().copied().filter(|format| has(FORMAT, format.as_str())).collect(),
            languages: Locale::ALL.into_iter().filter(|language| has(LANGUAGE, language.code())).collect(),
            region: asked.field(REGION).and_then(region),
            is_open: asked.field(OPEN) == Some("1"),
        }
    }

    /// The catalogue narrowed to this, with nothing in the address that is not set.
    pub fn address(&self, locale: Locale) -> String {
        let search = (!self.q.is_empty()).then(|| (Q, self.q.clone()));
        let areas = self.areas.iter().map(|area| (AREA, area.code.to_owned()));
        let formats = self.formats.iter().map(|format| (FORMAT, format.as_str().to_owned()));
        let languages = self.languages.iter().map(|language| (LANGUAGE, language.code().to_owned()));
        let region = self.region.map(|region| (REGION, region.code.to_owned()));
        let open = self.is_open.then(|| (OPEN, "1".to_owned()));
        let fields = search.into_iter().chain(areas).chain(formats).chain(languages).chain(region).chain(open);
        address_of(&catalogue_address(locale), fields)
    }
}

/// `/{l}/courses`
pub fn catalogue_address(locale: Locale) -> String {
    format!("/{}/courses", locale.code())
}

/// `/{l}/courses/{course}`
pub fn course_address(locale: Locale, code: &str) -> String {
    format!("/{}/courses/{}", locale.code(), escaped(code))
}

/// `/{l}/runs/{run}`
pub fn run_address(locale: Locale, code: &str) -> String {
    format!("/{}/runs/{}", locale.code(), escaped(code))
}

/// `/runs/{run}.ics`, its words in this language
pub fn calendar_address(locale: Locale, code: &str) -> String {
    address_of(&format!("/runs/{}.ics", escaped(code)), [(LANGUAGE, locale.code().to_owned())])
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use proptest::{option, prelude::*, sample::subsequence};

    use super::*;
    use crate::reference::REGIONS;

    fn read(address: &str) -> Filter {
        Filter::read(&Asked::of(&address.parse().unwrap(), &HeaderMap::new()))
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
    fn a_code_with_a_slash_stays_one_part_of_the_path() {
        assert_eq!(run_address(Locale::En, "A/1 Б"), "/en/runs/A%2F1%20%D0%91");
        assert_eq!(calendar_address(Locale::Kk, "NRC-01-2611"), "/runs/NRC-01-2611.ics?lang=kk");
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
