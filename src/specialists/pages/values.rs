//! Values of a record in words.

use crate::{
    ground::Locale,
    i18n::text,
    specialists::{
        Iin, Sex,
        model::{OwnProfile, ProfileField},
    },
    ui::capitalized,
};

/// Value of a field as a reader sees it, an IIN masked; `None`: the record has none.
pub fn value_words(locale: Locale, record: &OwnProfile, field: ProfileField) -> Option<String> {
    let facts = &record.facts;
    let words = match field {
        ProfileField::Iin => record.iin.as_ref().map(Iin::masked).unwrap_or_default(),
        ProfileField::Sex => match facts.sex {
            Some(Sex::Female) => text!(locale, profile.female),
            Some(Sex::Male) => text!(locale, profile.male),
            None => String::new(),
        },
        ProfileField::Region => facts.region.map(|region| region.name.get(locale).to_owned()).unwrap_or_default(),
        ProfileField::Profession => facts.profession.map(|one| capitalized(one.name.get(locale))).unwrap_or_default(),
        ProfileField::OrganizationType => {
            facts.organization_type.map(|kind| capitalized(kind.name.get(locale))).unwrap_or_default()
        }
        other => record.value(other),
    };
    (!words.is_empty()).then_some(words)
}
