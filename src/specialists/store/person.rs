//! The columns of a person's row, and the keys that are made of them.

use chrono::NaiveDate;

use crate::{
    db::{Failure, Tx},
    i18n::names,
    specialists::model::{CountedFacts, Iin, PersonName},
};

/// All that a row tells of a person.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    pub name: &'a PersonName,
    pub second_spelling: Option<&'a str>,
    pub iin: Option<&'a Iin>,
    /// One that they typed for themselves and no list has borne out yet.
    pub claimed_iin: Option<&'a Iin>,
    pub birth_date: Option<NaiveDate>,
    pub facts: CountedFacts,
    pub organization: Option<&'a str>,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
}

/// What is made of the columns: for lists, for search, and to find an IIN that cannot be read.
pub(super) struct Keys {
    pub sort: Vec<u8>,
    pub search: String,
    pub duplicate: String,
    pub iin: Sealed,
    pub claimed_iin: Sealed,
}

/// An IIN as it is stored: encrypted, and its keyed hash.
#[derive(Default)]
pub(super) struct Sealed {
    pub cipher: Option<Vec<u8>>,
    pub hash: Option<Vec<u8>>,
}

impl Sealed {
    fn of(tx: &Tx, iin: Option<&Iin>) -> Result<Self, Failure> {
        let Some(iin) = iin else { return Ok(Self::default()) };
        let cipher = tx.key().encrypt(tx.ids(), iin.reveal())?;
        Ok(Self { cipher: Some(cipher), hash: Some(tx.key().index(iin.reveal())) })
    }
}

impl Person<'_> {
    pub(super) fn keys(&self, tx: &Tx) -> Result<Keys, Failure> {
        let full = self.name.full();
        Ok(Keys {
            sort: names::sort_key(&full),
            search: search_key(&full, self.second_spelling),
            duplicate: names::duplicate_key(&full),
            iin: Sealed::of(tx, self.iin)?,
            claimed_iin: Sealed::of(tx, self.claimed_iin)?,
        })
    }
}

/// Both spellings of a name, folded.
pub(super) fn search_key(full: &str, second_spelling: Option<&str>) -> String {
    names::search_key(&[full, second_spelling.unwrap_or_default()].join(" "))
}

/// A statement with what a person tells of themselves from `$1`, the row's id, to `$18`.
macro_rules! bound {
    ($sql:expr, $id:expr, $person:expr, $keys:expr) => {
        sqlx::query($sql)
            .bind($id)
            .bind(&$person.name.surname)
            .bind(&$person.name.given_name)
            .bind(&$person.name.patronymic)
            .bind($person.second_spelling)
            .bind($person.birth_date)
            .bind($person.facts.sex.map(crate::specialists::Sex::as_str))
            .bind($person.facts.region.map(|region| region.code))
            .bind($person.facts.profession.map(|profession| profession.code))
            .bind($person.organization)
            .bind($person.facts.organization_type.map(|kind| kind.code))
            .bind($person.email)
            .bind($person.phone)
            .bind(&$keys.sort)
            .bind(&$keys.search)
            .bind(&$keys.duplicate)
            .bind(&$keys.claimed_iin.cipher)
            .bind(&$keys.claimed_iin.hash)
    };
}
pub(super) use bound;
