//! What a person tells of themselves: the form they fill, and the record they see.

use chrono::{DateTime, NaiveDate, Utc};

use super::{CountedFacts, Iin, PersonFields, PersonName, ProfileField, Repair, Sex};
use crate::{
    ground::{FormErrors, Locale, Private, ids::SpecialistId},
    i18n::dates,
    reference::{OrganizationType, Profession, Region},
};

/// What a person tells of themselves, checked: after this no text of it is checked again.
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
    /// In E.164: `+7` and ten digits, or another country's.
    pub phone: Option<Private<String>>,
    /// The language of their letters.
    pub locale: Locale,
    /// True if a name was put right, which the person is to be told.
    pub is_repaired: bool,
}

impl Profile {
    /// Reads the form; `text` gives what was typed in a field of this name, empty where nothing was. All mistakes are
    /// told together, in the order of the page.
    pub fn parse<T: AsRef<str>>(text: impl Fn(&str) -> T, today: NaiveDate) -> Result<Self, FormErrors> {
        let fields = PersonFields::read(|field| text(field.as_str()), ProfileField::is_required, today);
        let errors: FormErrors = fields.mistakes.iter().map(|(field, problem)| (field.as_str(), *problem)).collect();
        let has_mistakes = !errors.is_empty();
        Self::of(fields).filter(|_| !has_mistakes).ok_or(errors)
    }

    /// The profile that the fields make, unless one that it needs is empty.
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

/// A person's record as they see it themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProfile {
    pub specialist: SpecialistId,
    pub name: PersonName,
    pub second_spelling: Option<String>,
    /// As they gave it, whether the registry knows it for theirs or not (rule R2).
    pub iin: Option<Iin>,
    pub birth_date: Option<Private<NaiveDate>>,
    pub facts: CountedFacts,
    pub organization: Option<String>,
    pub phone: Option<Private<String>>,
    /// Where their letters go: the address of the account.
    pub email: Private<String>,
    pub locale: Locale,
    pub recorded_at: DateTime<Utc>,
}

impl OwnProfile {
    /// Whether it has all that an enrollment needs. A record from a list may have less.
    pub fn is_complete(&self) -> bool {
        ProfileField::ALL.iter().all(|field| !field.is_required() || !self.value(*field).is_empty())
    }

    /// What is known of a field, as the form has it.
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

/// A name that somebody had before, and the day on which it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    pub name: PersonName,
    pub until_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
}
