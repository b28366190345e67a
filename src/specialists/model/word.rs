//! Words for sex, profession and kind of organisation, in the three languages.

use std::sync::LazyLock;

use super::{Sex, name::look_alikes};
use crate::{
    ground::{Problem, text::Fixed},
    i18n::names::{self, search_key},
    reference::{ORGANIZATION_TYPES, OrganizationType, PROFESSIONS, Profession},
};

const FEMALE: [&str; 11] = ["female", "f", "woman", "w", "ж", "жен", "женский", "женщина", "әйел", "ә", "қыз"];
const MALE: [&str; 11] = ["male", "m", "man", "м", "муж", "мужской", "мужчина", "ер", "ер адам", "ер кісі", "е"];

/// Professions as people write them, beside the names of the reference list.
const PROFESSION_WORDS: [(&str, &[&str]); 12] = [
    (
        "educational_psychologist",
        &["школьный психолог", "психолог-педагог", "педагог психолог", "мектеп психологы", "school psychologist"],
    ),
    ("psychologist", &["психолог", "практический психолог", "практик-психолог", "psychologist"]),
    ("social_pedagogue", &["соцпедагог", "соц. педагог", "әлеум. педагог", "social educator"]),
    (
        "social_worker",
        &[
            "соцработник",
            "соц. работник",
            "специалист по социальной работе",
            "әлеуметтік жұмыс маманы",
            "әлеуметтік жұмысшы",
        ],
    ),
    (
        "guardianship_specialist",
        &[
            "специалист опеки",
            "специалист по опеке",
            "инспектор по опеке",
            "қорғаншылық маманы",
            "guardianship specialist",
        ],
    ),
    ("case_manager", &["кейсменеджер", "кейс менеджері", "кейс-менеджері"]),
    ("teacher", &["учитель", "педагог", "мұғалім", "teacher"]),
    ("theologian", &["теолог", "религиовед", "дінтанушы", "theologian", "religious studies specialist"]),
    ("lawyer", &["юрисконсульт", "адвокат", "құқықтанушы"]),
    (
        "university_lecturer",
        &[
            "преподаватель",
            "преподаватель университета",
            "оқытушы",
            "университет оқытушысы",
            "жоо оқытушысы",
            "lecturer",
        ],
    ),
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

/// Words, folded for comparing, with their meanings.
type Words<T> = LazyLock<Vec<(String, T)>>;

static SEXES: Words<Sex> = LazyLock::new(|| {
    let words = |words: &[&'static str], sex| words.iter().map(move |word| (key(word), sex)).collect::<Vec<_>>();
    [words(&FEMALE, Sex::Female), words(&MALE, Sex::Male)].concat()
});

static PROFESSION_NAMES: Words<&'static Profession> = LazyLock::new(|| {
    let words = |entry: &'static Profession| all_words(entry.code, entry.name, &PROFESSION_WORDS, entry);
    PROFESSIONS.iter().flat_map(words).collect()
});

static ORGANIZATION_TYPE_NAMES: Words<&'static OrganizationType> = LazyLock::new(|| {
    let words = |entry: &'static OrganizationType| all_words(entry.code, entry.name, &ORGANIZATION_WORDS, entry);
    ORGANIZATION_TYPES.iter().flat_map(words).collect()
});

fn all_words<T: Copy>(code: &str, name: Fixed, more: &[(&str, &[&str])], entry: T) -> Vec<(String, T)> {
    let more = more.iter().find(|(of, _)| *of == code).map_or(&[][..], |(_, words)| words);
    [code, name.kk, name.ru, name.en].iter().chain(more).map(|word| (key(word), entry)).collect()
}

pub fn sex(text: &str) -> Result<Sex, Problem> {
    meaning(&SEXES, text).ok_or(Problem::Unknown)
}

pub fn profession(text: &str) -> Result<&'static Profession, Problem> {
    meaning(&PROFESSION_NAMES, text).ok_or(Problem::Unknown)
}

pub fn organization_type(text: &str) -> Result<&'static OrganizationType, Problem> {
    meaning(&ORGANIZATION_TYPE_NAMES, text).ok_or(Problem::Unknown)
}

/// Profession to offer in place of a text that names none.
pub fn nearest_profession(text: &str) -> Option<&'static Profession> {
    nearest(&PROFESSION_NAMES, text)
}

/// Kind of organisation to offer in place of a text that names none.
pub fn nearest_organization_type(text: &str) -> Option<&'static OrganizationType> {
    nearest(&ORGANIZATION_TYPE_NAMES, text)
}

fn meaning<T: Copy>(words: &[(String, T)], text: &str) -> Option<T> {
    let typed = key(text);
    words.iter().find(|(word, _)| *word == typed).map(|(_, meaning)| *meaning)
}

fn nearest<T: Copy>(words: &[(String, T)], text: &str) -> Option<T> {
    names::nearest(&key(text), words.iter().map(|(word, meaning)| (word.as_str(), *meaning)))
}

fn key(word: &str) -> String {
    let word = look_alikes(word).unwrap_or_else(|| word.to_owned());
    search_key(&word.replace(['.', '_', '/', ','], " "))
}
