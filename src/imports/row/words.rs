//! Words for sex, profession and kind of organisation, in the three languages.

use crate::{
    ground::text::Fixed,
    i18n::names::search_key,
    imports::FaultKind,
    reference::{ORGANIZATION_TYPES, OrganizationType, PROFESSIONS, Profession},
    specialists::Sex,
};

const FEMALE: [&str; 11] =
    ["female", "f", "woman", "w", "ж", "жен", "женский", "женщина", "әйел", "ә", "қыз"];
const MALE: [&str; 11] = ["male", "m", "man", "м", "муж", "мужской", "мужчина", "ер", "ер адам", "ер кісі", "е"];

/// Professions as people write them, beside the names of the reference list.
const PROFESSION_WORDS: [(&str, &[&str]); 12] = [
    ("educational_psychologist", &["школьный психолог", "психолог-педагог", "педагог психолог", "мектеп психологы", "school psychologist"]),
    ("psychologist", &["психолог", "практический психолог", "практик-психолог", "psychologist"]),
    ("social_pedagogue", &["соцпедагог", "соц. педагог", "әлеум. педагог", "social educator"]),
    ("social_worker", &["соцработник", "соц. работник", "специалист по социальной работе", "әлеуметтік жұмыс маманы", "әлеуметтік жұмысшы"]),
    ("guardianship_specialist", &["специалист опеки", "специалист по опеке", "инспектор по опеке", "қорғаншылық маманы", "guardianship specialist"]),
    ("case_manager", &["кейсменеджер", "кейс менеджері", "кейс-менеджері"]),
    ("teacher", &["учитель", "педагог", "мұғалім", "teacher"]),
    ("theologian", &["теолог", "религиовед", "дінтанушы", "theologian", "religious studies specialist"]),
    ("lawyer", &["юрисконсульт", "адвокат", "құқықтанушы"]),
    ("university_lecturer", &["преподаватель", "преподаватель университета", "оқытушы", "университет оқытушысы", "жоо оқытушысы", "lecturer"]),
    ("doctor", &["доктор", "медик", "медицинский работник", "медицина қызметкері", "physician"]),
    ("other", &["другое", "другая", "иное", "иная профессия", "прочее", "басқа", "өзге"]),
];

/// Kinds of organisations as people write them, beside the names of the reference list.
const ORGANIZATION_WORDS: [(&str, &[&str]); 8] = [
    ("school", &["общеобразовательная школа", "жалпы білім беретін мектеп"]),
    ("psych_support_centre", &["цпп", "центр психологической помощи", "psychological support center"]),
    ("guardianship_body", &["орган опеки", "органы опеки и попечительства", "опека", "қорғаншылық органы"]),
    ("social_services", &["центр социальных услуг", "special social services organization"]),
    ("ngo", &["нпо", "үеұ", "ngo", "non-governmental organization"]),
    ("university", &["вуз", "университет", "жоо"]),
    ("government_body", &["госорган", "гос. орган", "мемлекеттік мекеме", "government agency"]),
    ("health_organisation", &["больница", "поликлиника", "аурухана", "емхана", "health care organization", "hospital"]),
];

pub(super) fn sex(text: &str) -> Option<Sex> {
    let typed = key(text);
    let is_one_of = |words: &[&str]| words.iter().any(|word| key(word) == typed);
    if is_one_of(&FEMALE) {
        Some(Sex::Female)
    } else if is_one_of(&MALE) {
        Some(Sex::Male)
    } else {
        None
    }
}

pub(super) fn profession(text: &str) -> Result<&'static Profession, FaultKind> {
    let typed = key(text);
    let words = |profession: &Profession| all_words(profession.code, profession.name, &PROFESSION_WORDS);
    PROFESSIONS
        .iter()
        .find(|profession| words(profession).contains(&typed))
        .ok_or_else(|| FaultKind::ProfessionUnknown { nearest: super::nearest(&typed, PROFESSIONS.iter(), words) })
}

pub(super) fn organization_type(text: &str) -> Result<&'static OrganizationType, FaultKind> {
    let typed = key(text);
    let words = |kind: &OrganizationType| all_words(kind.code, kind.name, &ORGANIZATION_WORDS);
    ORGANIZATION_TYPES.iter().find(|kind| words(kind).contains(&typed)).ok_or_else(|| {
        FaultKind::OrganizationTypeUnknown { nearest: super::nearest(&typed, ORGANIZATION_TYPES.iter(), words) }
    })
}

fn all_words(code: &str, name: Fixed, more: &[(&str, &[&str])]) -> Vec<String> {
    let more = more.iter().find(|(of, _)| *of == code).map_or(&[][..], |(_, words)| words);
    [code, name.kk, name.ru, name.en].iter().chain(more).map(|word| key(word)).collect()
}

fn key(word: &str) -> String {
    search_key(&word.replace(['.', '_', '/', ','], " "))
}
