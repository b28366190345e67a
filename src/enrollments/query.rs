//! Query of the applications page: filter, order and page of the list, and the people that a decision is asked for.

use super::{
    model::{ApplicationFilter, ApplicationOrder, Decision, State},
    site,
};
use crate::{
    ground::{Locale, address::Address, code::RunCode, ids::EnrollmentId, text_enum},
    reference::{profession, region},
    ui::Location,
};

pub const Q: &str = "q";
pub const STATE: &str = "state";
pub const REGION: &str = "region";
pub const PROFESSION: &str = "profession";
/// Parameters that with the value `1` leave only those of whom it is true.
pub const OVERLAPPING: &str = "overlapping";
pub const DUPLICATE: &str = "duplicate";
/// Column; a minus before it turns the order round.
pub const SORT: &str = "sort";
pub const PAGE: &str = "page";
/// Person that a decision is asked for; comes several times.
pub const ENROLLMENT: &str = "enrollment";
pub const ACTION: &str = "action";
/// Field of the form that takes the decision, on the page that asks once more.
pub const SURE: &str = "sure";
/// Field of the box that puts the note into the letter.
pub const IN_LETTER: &str = "in_letter";

text_enum! {
    /// Step of enrolling somebody by hand.
    pub enum ByHandStep {
        /// Search of the registry.
        Search = "search",
        /// Choice of a person whom it found.
        Pick = "pick",
        /// Form of a person whom it did not find.
        New = "new",
        Enroll = "enroll",
    }
}

/// Letters of a search at most.
const LONGEST_SEARCH: usize = 200;

impl ApplicationFilter {
    /// Reads the filter; a word that does not exist narrows nothing.
    pub fn read(location: &Location) -> Self {
        Self {
            q: location.field(Q).unwrap_or_default().trim().chars().take(LONGEST_SEARCH).collect(),
            state: location.field(STATE).and_then(|word| word.parse().ok()),
            region: location.field(REGION).and_then(region),
            profession: location.field(PROFESSION).and_then(profession),
            is_overlapping: location.field(OVERLAPPING) == Some("1"),
            is_possible_duplicate: location.field(DUPLICATE) == Some("1"),
        }
    }

    /// Fields of an address with this filter and order; only what is set is among them.
    fn fields(&self, order: ApplicationOrder) -> Vec<(&'static str, String)> {
        let when = |is_set: bool| is_set.then(|| "1".to_owned());
        let q = Some(self.q.clone()).filter(|q| !q.is_empty());
        let fields = [
            (Q, q),
            (STATE, self.state.map(|state: State| state.as_str().to_owned())),
            (REGION, self.region.map(|region| region.code.to_owned())),
            (PROFESSION, self.profession.map(|profession| profession.code.to_owned())),
            (OVERLAPPING, when(self.is_overlapping)),
            (DUPLICATE, when(self.is_possible_duplicate)),
            (SORT, (order != ApplicationOrder::default()).then(|| order.word())),
        ];
        fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// Address of the list with this filter and order.
    pub fn address(&self, locale: Locale, run: &RunCode, order: ApplicationOrder) -> String {
        site::Applications { run: run.clone() }.with(locale, self.fields(order))
    }

    /// Tells whether anything is narrowed.
    pub fn is_set(&self) -> bool {
        *self != Self::default()
    }
}

impl ApplicationOrder {
    /// Reads the order; an unknown column is the order of arrival.
    pub fn read(location: &Location) -> Self {
        let word = location.field(SORT).unwrap_or_default();
        let (is_descending, column) = word.strip_prefix('-').map_or((false, word), |column| (true, column));
        column.parse().map_or_else(|_| Self::default(), |column| Self { column, is_descending })
    }

    fn word(self) -> String {
        format!("{}{}", if self.is_descending { "-" } else { "" }, self.column.as_str())
    }
}

/// Address of the page that shows a decision before it is taken.
pub fn decision_address(locale: Locale, run: &RunCode, decision: Decision, ids: &[EnrollmentId]) -> String {
    let action = (ACTION, decision.as_str().to_owned());
    let ids = ids.iter().map(|id| (ENROLLMENT, id.to_string()));
    site::Applications { run: run.clone() }.with(locale, std::iter::once(action).chain(ids))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::*;
    use crate::enrollments::model::ApplicationColumn;

    fn location(address: &str) -> Location {
        Location::of(&address.parse().unwrap(), &HeaderMap::new())
    }

    #[test]
    fn a_link_leads_back_to_the_filter_and_the_order_it_was_made_from() {
        let filter = ApplicationFilter {
            q: "Әлиева Ж.".to_owned(),
            state: Some(State::Waitlisted),
            region: region("KZ-71"),
            profession: profession("lawyer"),
            is_overlapping: true,
            is_possible_duplicate: true,
        };
        let order = ApplicationOrder { column: ApplicationColumn::Name, is_descending: true };
        let address = location(&filter.address(Locale::Kk, &"RUN-1".into(), order));
        assert_eq!((ApplicationFilter::read(&address), ApplicationOrder::read(&address)), (filter, order));
    }

    #[test]
    fn words_that_nothing_has_narrow_nothing_and_ids_that_are_none_are_left_out() {
        let address = location("/ru/staff/runs/R/applications?state=x&region=KZ-99&sort=-x&overlapping=yes&q=");
        assert!(!ApplicationFilter::read(&address).is_set());
        assert_eq!(ApplicationOrder::read(&address), ApplicationOrder::default());
        assert_eq!(crate::enrollments::service::read_ids(["", "1", "x"].into_iter()), []);
    }
}
