//! Addresses of staff's work with people.

use std::{fmt, str::FromStr};

use crate::ground::{address::addresses, ids::SpecialistId};

addresses! {
    /// People of the registry, searched and filtered. A search is sent to it, so that no IIN is in an address.
    People = "/{locale}/staff/specialists";
    /// Pairs of records that may be of one person.
    Duplicates = "/{locale}/staff/specialists/duplicates";
    /// Page of two records side by side.
    Duplicate { pair: Pair } = "/{locale}/staff/specialists/duplicates/{pair}";
    Person { id: SpecialistId } = "/{locale}/staff/specialists/{id}";
    EditPerson { id: SpecialistId } = "/{locale}/staff/specialists/{id}/edit";
}

/// Pair of records, the one with the smaller id first: it is older, and is kept when the two become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    a: SpecialistId,
    b: SpecialistId,
}

impl Pair {
    /// Pair of two different records; `None`: both are the same.
    pub fn of(one: SpecialistId, other: SpecialistId) -> Option<Self> {
        (one != other).then(|| Self { a: one.min(other), b: one.max(other) })
    }

    pub const fn ids(self) -> [SpecialistId; 2] {
        [self.a, self.b]
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.a, self.b)
    }
}

/// Text that is no pair of records.
#[derive(Debug)]
pub struct NoPair;

impl FromStr for Pair {
    type Err = NoPair;

    fn from_str(text: &str) -> Result<Self, NoPair> {
        let (one, other) = text.split_once('_').ok_or(NoPair)?;
        let id = |text: &str| text.parse::<SpecialistId>().map_err(|_| NoPair);
        Self::of(id(one)?, id(other)?).ok_or(NoPair)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ground::{Locale, address::Address};

    #[test]
    fn a_pair_is_one_address_whichever_record_is_named_first() {
        let [one, other] = [1, 2].map(|number| SpecialistId(Uuid::from_u128(number)));
        let pair = Pair::of(other, one).unwrap();
        assert_eq!((pair.ids(), Pair::of(one, other)), ([one, other], Some(pair)));
        assert_eq!(Pair::of(one, one), None);
        let path = Duplicate::of(pair).path(Locale::Kk);
        assert_eq!(Duplicate::from_path(&path), Some(Duplicate { pair }));
        assert!(Duplicate::from_path("/kk/staff/specialists/duplicates/1_2").is_none());
    }
}
