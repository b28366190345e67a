//! Filter of the register.

use chrono::NaiveDate;

use super::{Search, Status};
use crate::{
    ground::{address::with_query, ids::CourseId},
    i18n::dates,
};

/// Fields of the filter in an address.
pub const Q: &str = "q";
pub const COURSE: &str = "course";
pub const STATE: &str = "state";
pub const FROM: &str = "from";
pub const TO: &str = "to";

/// Filter of the register. What cannot be read narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterFilter {
    /// Words as they were typed.
    pub q: String,
    pub course: Option<CourseId>,
    pub state: Option<Status>,
    /// First and last day of issue.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

impl RegisterFilter {
    /// Reads the fields of an address.
    pub fn read<'a>(field: impl Fn(&str) -> &'a str) -> Self {
        let day = |name| dates::parse(field(name)).ok();
        Self {
            q: field(Q).trim().to_owned(),
            course: field(COURSE).parse().ok(),
            state: field(STATE).parse().ok(),
            from: day(FROM),
            to: day(TO),
        }
    }

    pub fn search(&self) -> Search {
        Search::read(&self.q)
    }

    /// Fields of an address that have a value.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let fields = [
            (Q, Some(self.q.clone()).filter(|q| !q.is_empty())),
            (COURSE, self.course.map(|course| course.to_string())),
            (STATE, self.state.map(|state| state.as_str().to_owned())),
            (FROM, self.from.map(|day| day.to_string())),
            (TO, self.to.map(|day| day.to_string())),
        ];
        fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// True if it narrows by more than words.
    pub const fn is_narrowed(&self) -> bool {
        self.course.is_some() || self.state.is_some() || self.from.is_some() || self.to.is_some()
    }

    /// Address of a page with these fields.
    pub fn behind(&self, path: &str) -> String {
        with_query(path, self.fields())
    }
}
