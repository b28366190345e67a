//! Columns of a person's row, and the keys that are made of them.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::SpecialistRecord;
use crate::{
    db::{Failure, Tx},
    ground::Private,
    i18n::names,
    reference::{organization_type, profession, region},
    specialists::{
        Sex,
        model::{CountedFacts, Iin, NewSpecialist, PersonName, Profile},
    },
};

/// Values of a person's row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    pub name: &'a PersonName,
    pub second_spelling: Option<&'a str>,
    pub iin: Option<&'a Iin>,
    /// IIN that they typed for themselves and no list has confirmed yet.
    pub claimed_iin: Option<&'a Iin>,
    pub birth_date: Option<NaiveDate>,
    pub facts: CountedFacts,
    pub organization: Option<&'a str>,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
}

impl<'a> Person<'a> {
    /// Makes the values of a person of a list.
    pub fn of_list(person: &'a NewSpecialist) -> Self {
        Self {
            name: &person.name,
            second_spelling: person.second_spelling.as_deref(),
            iin: person.iin.as_ref(),
            claimed_iin: None,
            birth_date: person.birth_date.as_ref().map(|day| *day.reveal()),
            facts: person.facts,
            organization: person.organization.as_deref(),
            email: person.email.as_ref().map(|email| email.reveal().as_str()),
            phone: person.phone.as_ref().map(|phone| phone.reveal().as_str()),
        }
    }

    /// Makes the values of a person as they describe themselves, without an IIN: whose it is, they do not decide.
    pub fn of_profile(profile: &'a Profile, email: &'a Private<String>) -> Self {
        Self {
            name: &profile.name,
            second_spelling: profile.second_spelling.as_deref(),
            iin: None,
            claimed_iin: None,
            birth_date: Some(*profile.birth_date.reveal()),
            facts: profile.facts(),
            organization: profile.organization.as_deref(),
            email: Some(email.reveal()),
            phone: profile.phone.as_ref().map(|phone| phone.reveal().as_str()),
        }
    }

    /// Makes the values of a person as they are stored, with their name and their IINs, which are read separately.
    pub fn of_record(
        stored: &'a SpecialistRecord,
        name: &'a PersonName,
        [iin, claimed_iin]: [Option<&'a Iin>; 2],
    ) -> Self {
        Self {
            name,
            second_spelling: stored.second_spelling.as_deref(),
            iin,
            claimed_iin,
            birth_date: stored.birth_date,
            facts: stored.facts(),
            organization: stored.organization.as_deref(),
            email: stored.email.as_deref(),
            phone: stored.phone.as_deref(),
        }
    }

    /// Person as the audit log describes them; of an IIN only whether there is one.
    pub fn document(&self) -> Value {
        let CountedFacts { region, profession, sex, organization_type } = self.facts;
        json!({
            "name": self.name.full(), "second_spelling": self.second_spelling, "iin": self.iin.is_some(),
            "claimed_iin": self.claimed_iin.is_some(), "birth_date": self.birth_date,
            "region": region.map(|region| region.code), "profession": profession.map(|profession| profession.code),
            "sex": sex.map(Sex::as_str), "organization": self.organization,
            "organization_type": organization_type.map(|kind| kind.code), "email": self.email, "phone": self.phone,
        })
    }
}

impl SpecialistRecord {
    pub fn facts(&self) -> CountedFacts {
        CountedFacts {
            region: self.region.as_deref().and_then(region),
            profession: self.profession.as_deref().and_then(profession),
            sex: self.sex.as_deref().and_then(|word| word.parse().ok()),
            organization_type: self.organization_type.as_deref().and_then(organization_type),
        }
    }
}

/// Keys that are made of the columns: for lists, for search, and to find an IIN that cannot be read.
pub(super) struct Keys {
    pub sort: Vec<u8>,
    pub search: String,
    pub duplicate: String,
    pub iin: Sealed,
    pub claimed_iin: Sealed,
}

/// IIN as it is stored: encrypted, and its keyed hash.
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

/// Spellings of a name, both folded.
pub(super) fn search_key(full: &str, second_spelling: Option<&str>) -> String {
    names::search_key(&[full, second_spelling.unwrap_or_default()].join(" "))
}

/// Statement with a person's values bound from `$1`, the row's id, to `$18`.
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
