//! Profile: the form that a person fills in, and the record that they see.

use chrono::{DateTime, NaiveDate, Utc};

use super::{CountedFacts, Iin, NewSpecialist, PersonFields, PersonName, ProfileField, Repair, Sex};
use crate::{
    ground::{FormErrors, Locale, Private, ids::SpecialistId},
    i18n::dates,
    reference::{OrganizationType, Profession, Region},
};

/// Profile of a person, checked: no text of it is checked again after this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub name: PersonName,
    pub second_spelling: Option<String>,
    pub iin: Option<Iin>,
    pub birth_date: Private<NaiveDate>,
    pub sex: Sex,
    pub region: &'static Region,
    pub profession: &'static Profession,
    pub organization: Option<String>,
    pub organization_type: Option<&'static OrganizationType>,
    /// Number in E.164: `+7` and ten digits, or another country's.
    pub phone: Option<Private<String>>,
    /// Language of their letters.
    pub locale: Locale,
    /// True if a name was put right, which the person is to see.
    pub is_repaired: bool,
}

impl Profile {
    /// Reads the form; `text` gives the typed value of a field, empty if there is none. All mistakes are returned
    /// together, in the order of the page.
    pub fn parse<T: AsRef<str>>(text: impl Fn(&str) -> T, today: NaiveDate) -> Result<Self, FormErrors> {
        let fields = PersonFields::read(|field| text(field.as_str()), ProfileField::is_required, today);
        let errors: FormErrors = fields.mistakes.iter().map(|(field, problem)| (field.as_str(), *problem)).collect();
        let has_mistakes = !errors.is_empty();
        Self::of(fields).filter(|_| !has_mistakes).ok_or(errors)
    }

    /// Makes the profile of the fields, unless one that it needs is empty.
    fn of(fields: PersonFields) -> Option<Self> {
        let is_repaired = fields
            .repairs
            .iter()
            .any(|(field, repair)| field.is_name() && !matches!(repair, Repair::FatherForSurname { .. }));
        Some(Self {
            name: fields.name,
            second_spelling: fields.second_spelling,
            iin: fields.iin,
            birth_date: fields.birth_date?,
            sex: fields.facts.sex?,
            region: fields.facts.region?,
            profession: fields.facts.profession?,
            organization: fields.organization,
            organization_type: fields.facts.organization_type,
            phone: fields.phone,
            locale: fields.locale?,
            is_repaired,
        })
    }

    pub const fn facts(&self) -> CountedFacts {
        CountedFacts {
            region: Some(self.region),
            profession: Some(self.profession),
            sex: Some(self.sex),
            organization_type: self.organization_type,
        }
    }
}

impl From<Profile> for NewSpecialist {
    fn from(profile: Profile) -> Self {
        Self {
            facts: profile.facts(),
            name: profile.name,
            second_spelling: profile.second_spelling,
            iin: profile.iin,
            birth_date: Some(profile.birth_date),
            organization: profile.organization,
            email: None,
            phone: profile.phone,
        }
    }
}

/// Record of a person as they see it themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProfile {
    pub specialist: SpecialistId,
    pub name: PersonName,
    pub second_spelling: Option<String>,
    /// IIN as they gave it, whether the registry knows it for theirs or not (rule R2).
    pub iin: Option<Iin>,
    pub birth_date: Option<Private<NaiveDate>>,
    pub facts: CountedFacts,
    pub organization: Option<String>,
    pub phone: Option<Private<String>>,
    /// Address of their letters: that of the account.
    pub email: Private<String>,
    pub locale: Locale,
    pub recorded_at: DateTime<Utc>,
}

impl OwnProfile {
    /// Tells whether it has all that an enrollment needs. A record from a list may have less.
    pub fn is_complete(&self) -> bool {
        ProfileField::ALL.iter().all(|field| !field.is_required() || !self.value(*field).is_empty())
    }

    /// Tells whether staff who correct the record may not leave a field empty: a name always, and of the rest that an
    /// enrollment needs what is known already. What nobody knows of a person on a paper list stays unknown.
    pub fn must_have(&self, field: ProfileField) -> bool {
        let is_name = matches!(field, ProfileField::Surname | ProfileField::GivenName);
        field.is_required() && field.is_in_record() && (is_name || !self.value(field).is_empty())
    }

    /// Known value of a field, as the form has it.
    pub fn value(&self, field: ProfileField) -> String {
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        match field {
            ProfileField::Surname => self.name.surname.clone(),
            ProfileField::GivenName => self.name.given_name.clone(),
            ProfileField::Patronymic => text(self.name.patronymic.as_deref()),
            ProfileField::SecondSpelling => text(self.second_spelling.as_deref()),
            ProfileField::Iin => text(self.iin.as_ref().map(Iin::reveal)),
            ProfileField::BirthDate => {
                self.birth_date.as_ref().map(|day| dates::short(*day.reveal())).unwrap_or_default()
            }
            ProfileField::Sex => text(self.facts.sex.map(Sex::as_str)),
            ProfileField::Region => text(self.facts.region.map(|region| region.code)),
            ProfileField::Profession => text(self.facts.profession.map(|profession| profession.code)),
            ProfileField::Organization => text(self.organization.as_deref()),
            ProfileField::OrganizationType => text(self.facts.organization_type.map(|kind| kind.code)),
            ProfileField::Phone => text(self.phone.as_ref().map(|phone| phone.reveal().as_str())),
            ProfileField::Locale => self.locale.code().to_owned(),
        }
    }
}

/// Record of a person as staff see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRecord {
    /// Values of the record; its IIN is the one that the record is known by.
    pub profile: OwnProfile,
    /// IIN that they typed for themselves and that nobody has confirmed yet.
    pub claimed_iin: Option<Iin>,
    /// Address of the record; that of an account may be another.
    pub email: Option<Private<String>>,
    /// Number of changes so far, by which two editors know which version they have.
    pub revision: i32,
}

impl PersonRecord {
    /// IINs of the record.
    pub fn iins(&self) -> super::Iins {
        super::Iins { known: self.profile.iin.clone(), claimed: self.claimed_iin.clone() }
    }
}

/// Name that somebody had before, and the day on which it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    pub name: PersonName,
    pub until_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
}
