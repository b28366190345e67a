//! Regions as people write them: codes, full names in three languages, short names.

use crate::{
    i18n::names::search_key,
    imports::FaultKind,
    reference::{REGIONS, Region},
};

/// More names people write, beside those of the reference list.
const ALSO_WRITTEN: [(&str, &[&str]); 10] = [
    ("KZ-10", &["Abay"]),
    ("KZ-15", &["Актобинская", "Aqtobe"]),
    ("KZ-27", &["Западный Казахстан"]),
    ("KZ-33", &["Жетысу", "Zhetysu", "Jetysu"]),
    ("KZ-35", &["Караганда", "Qaraghandy", "Karagandy"]),
    ("KZ-39", &["Кустанайская", "Kostanai", "Qostanay"]),
    ("KZ-47", &["Mangistau"]),
    ("KZ-59", &["Северный Казахстан"]),
    ("KZ-61", &["Turkestan"]),
    ("KZ-63", &["Восточный Казахстан"]),
];

/// Whether a word beside the name says which of the two it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    City,
    Oblast,
}

/// The region, or what is wrong with the word.
pub(super) fn find(text: &str) -> Result<&'static Region, FaultKind> {
    let whole = search_key(text);
    let named = |region: &&Region| names(region).any(|name| search_key(name) == whole);
    // a code or one of the product's own names needs no guessing, except where two regions share it
    let exact: Vec<&'static Region> = REGIONS.iter().filter(named).collect();
    if let [region] = exact[..] {
        return Ok(region);
    }
    let (stem, said) = stem(text);
    let of_kind = |region: &&Region| match said {
        Some(Said::City) => region.is_city,
        Some(Said::Oblast) => !region.is_city,
        None => true,
    };
    let same_stem = |region: &&Region| names(region).any(|name| self::stem(name).0 == stem);
    let found: Vec<&'static Region> = REGIONS.iter().filter(of_kind).filter(same_stem).collect();
    match found[..] {
        _ if stem.is_empty() => Err(FaultKind::RegionUnknown { nearest: None }),
        [region] => Ok(region),
        [first, second, ..] => Err(FaultKind::RegionAmbiguous { first, second }),
        [] => {
            let nearest = super::nearest(&stem, REGIONS.iter().filter(of_kind), |region| {
                names(region).map(|name| self::stem(name).0).collect()
            });
            Err(FaultKind::RegionUnknown { nearest })
        }
    }
}

fn names(region: &Region) -> impl Iterator<Item = &'static str> {
    let also = ALSO_WRITTEN.iter().find(|(code, _)| *code == region.code).map_or(&[][..], |(_, names)| names);
    let (name, short) = (region.name, region.short);
    [region.code, name.kk, name.ru, name.en, short.kk, short.ru, short.en]
        .into_iter()
        .chain(region.former_code)
        .chain(region.also_written.iter().copied())
        .chain(also.iter().copied())
}

/// The name without the words that only say what kind of region it is.
fn stem(text: &str) -> (String, Option<Said>) {
    let text = text.split('(').next().unwrap_or(text).replace(['.', ','], " ");
    let mut said = None;
    let mut stem: Vec<String> = Vec::new();
    for word in search_key(&text).split(' ') {
        match word {
            "область" | "област" | "обл" | "о" | "облысы" | "облыс" | "region" | "oblast" | "oblysy" => {
                said = Some(Said::Oblast);
            }
            "город" | "гор" | "г" | "каласы" | "кала" | "к" | "city" => said = Some(Said::City),
            _ => stem.push(word.to_owned()),
        }
    }
    (stem.join(" "), said)
}
