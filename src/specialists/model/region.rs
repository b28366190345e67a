//! Regions as people write them: codes, full names in three languages, short names.

use std::sync::LazyLock;

use super::name::look_alikes;
use crate::{
    ground::{Problem, letters::code_key},
    i18n::names::{self, search_key},
    reference::{REGIONS, Region, region},
};

/// Names of regions that people write as well, beside those of the reference list.
const ALSO_WRITTEN: [(&str, &[&str]); 12] = [
    ("KZ-10", &["Abay"]),
    ("KZ-15", &["Актобинская", "Aqtobe"]),
    // the tile of the city has «Алм», which in a list may mean either
    ("KZ-19", &["Алм о", "Алм"]),
    ("KZ-27", &["Западный Казахстан"]),
    ("KZ-33", &["Жетысу", "Zhetysu", "Jetysu"]),
    ("KZ-35", &["Караганда", "Qaraghandy", "Karagandy"]),
    ("KZ-39", &["Кустанайская", "Kostanai", "Qostanay"]),
    ("KZ-47", &["Mangistau"]),
    ("KZ-59", &["Северный Казахстан"]),
    ("KZ-61", &["Turkestan"]),
    ("KZ-63", &["Восточный Казахстан"]),
    ("KZ-75", &["Алм г", "Алм қ"]),
];

/// Names of regions that no longer exist, each with the one that has their land, or their centre, today: it is only
/// offered, because the list's author alone knows. South Kazakhstan became Turkistan in 2018.
const FORMER: [(&str, &[&str]); 9] = [
    ("KZ-10", &["Семипалатинская", "Семей", "Семипалатинск"]),
    ("KZ-11", &["Целиноградская", "Кокчетавская", "Кокшетауская"]),
    ("KZ-19", &["Алма-Атинская"]),
    ("KZ-23", &["Гурьевская"]),
    ("KZ-31", &["Джамбулская"]),
    ("KZ-33", &["Талды-Курганская", "Талдыкорганская"]),
    ("KZ-39", &["Тургайская"]),
    (
        "KZ-61",
        &[
            "Южно-Казахстанская",
            "Южный Казахстан",
            "ЮКО",
            "Оңтүстік Қазақстан",
            "ОҚО",
            "South Kazakhstan",
            "Чимкентская",
        ],
    ),
    ("KZ-62", &["Джезказганская", "Жезказганская"]),
];

/// Present region in the place of a former one.
fn successor(stem: &str) -> Option<&'static Region> {
    let (code, _) = FORMER.iter().find(|(_, names)| names.iter().any(|name| self::stem(name).0 == stem))?;
    region(code)
}

/// Kind of region, as a word beside the name gives it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    City,
    Oblast,
}

/// Name of a region, folded for comparing.
struct Name {
    region: &'static Region,
    whole: String,
    stem: String,
}

static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| {
    let name = |region, name: &str| Name { region, whole: search_key(name), stem: stem(name).0 };
    REGIONS.iter().flat_map(|region| written(region).map(move |written| name(region, written))).collect()
});

/// Names that people write for a region.
fn written(region: &Region) -> impl Iterator<Item = &'static str> {
    let also = ALSO_WRITTEN.iter().find(|(code, _)| *code == region.code).map_or(&[][..], |(_, names)| names);
    let (name, short) = (region.name, region.short);
    [region.code, name.kk, name.ru, name.en, short.kk, short.ru, short.en]
        .into_iter()
        .chain(region.former_code)
        .chain(region.also_written.iter().copied())
        .chain(also.iter().copied())
}

/// Reads the region that a text names.
pub fn parse(text: &str) -> Result<&'static Region, Problem> {
    match meanings(text)[..] {
        [region] => Ok(region),
        [] => Err(Problem::Unknown),
        _ => Err(Problem::Ambiguous),
    }
}

/// Regions that a text may mean: «Алматы» alone is the city or the oblast.
pub fn meanings(text: &str) -> Vec<&'static Region> {
    let text = &with_cyrillic(text);
    let whole = search_key(text);
    if let Some(region) = REGIONS.iter().find(|region| code_key(region.code) == code_key(text)) {
        return vec![region];
    }
    // a code or one of the product's own names needs no guess, except if two regions share it
    if let [region] = regions(|name| name.whole == whole)[..] {
        return vec![region];
    }
    let (stem, said) = stem(text);
    regions(|name| !stem.is_empty() && name.stem == stem && is_of_kind(name, said))
}

/// Region to offer in place of a text that names none: a former one's successor, or the one whose name is most like it.
pub fn nearest(text: &str) -> Option<&'static Region> {
    let (stem, said) = stem(&with_cyrillic(text));
    let names = NAMES.iter().filter(|name| is_of_kind(name, said)).map(|name| (name.stem.as_str(), name.region));
    successor(&stem).or_else(|| names::nearest(&stem, names))
}

fn with_cyrillic(text: &str) -> String {
    look_alikes(text).unwrap_or_else(|| text.to_owned())
}

fn is_of_kind(name: &Name, said: Option<Said>) -> bool {
    said.is_none_or(|said| name.region.is_city == (said == Said::City))
}

/// Regions of which at least one name fits, each once.
fn regions(is_such: impl Fn(&Name) -> bool) -> Vec<&'static Region> {
    let mut found: Vec<&'static Region> = NAMES.iter().filter(|name| is_such(name)).map(|name| name.region).collect();
    // the names of a region come one after another
    found.dedup();
    found
}

/// Name without the words that only give the kind of region.
fn stem(text: &str) -> (String, Option<Said>) {
    let text = text.split('(').next().unwrap_or(text).replace(['.', ','], " ");
    let mut said = None;
    let mut stem: Vec<String> = Vec::new();
    for word in search_key(&text).split(' ') {
        match word {
            "область" | "област" | "обл" | "о" | "облысы" | "облыс" | "region" | "oblast" | "oblysy" =>
            {
                said = Some(Said::Oblast);
            }
            "город" | "гор" | "г" | "каласы" | "кала" | "к" | "city" => said = Some(Said::City),
            _ => stem.push(word.to_owned()),
        }
    }
    (stem.join(" "), said)
}
