//! Addresses of the list of people, read and written here and nowhere else.

use super::{
    model::{PeopleFilter, iin_typed},
    site,
};
use crate::{
    ground::{Locale, address::Address},
    reference::{profession, region},
};

pub const Q: &str = "q";
pub const REGION: &str = "region";
pub const PROFESSION: &str = "profession";
pub const MARK: &str = "mark";

/// Letters of a search at most; a longer text is no search.
const LONGEST_SEARCH: usize = 200;

impl PeopleFilter {
    /// Reads the filter from a query or a form; `field` gives the value of a field, empty if there is none. A word that
    /// does not exist is ignored, and so is a number that may be an IIN: it has no place in an address.
    pub fn read<'a>(field: impl Fn(&str) -> &'a str) -> Self {
        let q: String = field(Q).trim().chars().take(LONGEST_SEARCH).collect();
        Self {
            q: if iin_typed(&q).is_some() { String::new() } else { q },
            region: region(field(REGION)),
            profession: profession(field(PROFESSION)),
            mark: field(MARK).parse().ok(),
        }
    }

    /// Address of the list with this filter; only what is set is in it.
    pub fn address(&self, locale: Locale) -> String {
        let search = (!self.q.is_empty()).then(|| (Q, self.q.clone()));
        let region = self.region.map(|region| (REGION, region.code.to_owned()));
        let profession = self.profession.map(|profession| (PROFESSION, profession.code.to_owned()));
        let mark = self.mark.map(|mark| (MARK, mark.as_str().to_owned()));
        site::People.with(locale, search.into_iter().chain(region).chain(profession).chain(mark))
    }

    /// Address of the list, to which the number of a page is added.
    pub fn base(&self, locale: Locale) -> String {
        let address = self.address(locale);
        if address.contains('?') { address } else { format!("{address}?") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::model::PersonMark;

    #[test]
    fn a_filter_is_read_back_from_its_address_and_an_iin_never_gets_there() {
        let typed = |name: &str| match name {
            Q => " Әлия ",
            REGION => "KZ-71",
            MARK => "claim",
            _ => "",
        };
        let filter = PeopleFilter::read(typed);
        assert_eq!((filter.q.as_str(), filter.mark), ("Әлия", Some(PersonMark::Claim)));
        assert_eq!(
            filter.address(Locale::Kk),
            "/kk/staff/specialists?q=%D3%98%D0%BB%D0%B8%D1%8F&region=KZ-71&mark=claim"
        );
        let number = PeopleFilter::read(|name| if name == Q { "900315212345" } else { "" });
        assert_eq!(number.address(Locale::Kk), "/kk/staff/specialists");
    }
}
