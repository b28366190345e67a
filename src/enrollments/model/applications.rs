//! Filter and order of the list of applications.

use super::State;
use crate::{
    ground::text_enum,
    reference::{Profession, Region},
};

/// Filter of the list of applications.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplicationFilter {
    /// Words of a name, or an IIN.
    pub q: String,
    pub state: Option<State>,
    pub region: Option<&'static Region>,
    pub profession: Option<&'static Profession>,
    /// True for those alone whose days overlap with another run of theirs.
    pub is_overlapping: bool,
    /// True for those alone who look like another record.
    pub is_possible_duplicate: bool,
}

text_enum! {
    /// Column by which applications are sorted.
    pub enum ApplicationColumn {
        Applied = "applied",
        Name = "name",
        Profession = "profession",
        Region = "region",
        State = "state",
    }
}

/// Order of the list of applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApplicationOrder {
    pub column: ApplicationColumn,
    pub is_descending: bool,
}

impl Default for ApplicationOrder {
    /// Order of arrival.
    fn default() -> Self {
        Self { column: ApplicationColumn::Applied, is_descending: false }
    }
}

impl ApplicationOrder {
    /// Expression of the statement, with the order of arrival where the column says nothing.
    pub const fn sql(self) -> &'static str {
        use ApplicationColumn::{Applied, Name, Profession, Region, State};
        match (self.column, self.is_descending) {
            (Applied, false) => "begun.taken_at, e.id",
            (Applied, true) => "begun.taken_at desc, e.id desc",
            (Name, false) => "s.sort_key, e.id",
            (Name, true) => "s.sort_key desc, e.id desc",
            (Profession, false) => "s.profession, begun.taken_at, e.id",
            (Profession, true) => "s.profession desc, begun.taken_at, e.id",
            (Region, false) => "s.region, begun.taken_at, e.id",
            (Region, true) => "s.region desc, begun.taken_at, e.id",
            (State, false) => "e.state, begun.taken_at, e.id",
            (State, true) => "e.state desc, begun.taken_at, e.id",
        }
    }
}
