//! Options that a reader chooses from in lists: regions, professions, kinds of organisations, as an index has them.

use crate::{
    ground::{Locale, text::Fixed},
    i18n::names,
    reference::{ORGANIZATION_TYPES, PROFESSIONS, REGIONS},
};

/// Value that is sent, and its words.
type Options = Vec<(String, String)>;

/// Words that come before a name in Russian, and would put half of the regions under one letter.
const KINDS_OF_REGION: [&str; 2] = ["область", "город"];

/// Regions in the order of the reader's alphabet.
pub fn region_options(locale: Locale) -> Options {
    sorted(REGIONS.iter().map(|region| (region.code, index_name(region.name.get(locale)))))
}

/// Professions in the order of the reader's alphabet, the one for all others last.
pub fn profession_options(locale: Locale) -> Options {
    let (others, known): (Vec<_>, Vec<_>) = PROFESSIONS.iter().partition(|entry| entry.code == "other");
    let options = |entries: Vec<&'static crate::reference::Profession>| {
        named(locale, entries.into_iter().map(|entry| (entry.code, &entry.name)))
    };
    options(known).into_iter().chain(options(others)).collect()
}

/// Kinds of organisations in the order of the reader's alphabet.
pub fn organization_options(locale: Locale) -> Options {
    named(locale, ORGANIZATION_TYPES.iter().map(|kind| (kind.code, &kind.name)))
}

fn named(locale: Locale, entries: impl Iterator<Item = (&'static str, &'static Fixed)>) -> Options {
    sorted(entries.map(|(code, name)| (code, capitalized(name.get(locale)))))
}

fn sorted(entries: impl Iterator<Item = (&'static str, String)>) -> Options {
    let mut options: Options = entries.map(|(code, words)| (code.to_owned(), words)).collect();
    options.sort_by_cached_key(|(_, words)| names::sort_key(words));
    options
}

/// Name as an index has it: «город Астана» is found under its own letter, «Астана, город».
fn index_name(name: &str) -> String {
    match name.split_once(' ') {
        Some((kind, own)) if KINDS_OF_REGION.contains(&kind) => format!("{own}, {kind}"),
        _ => name.to_owned(),
    }
}

/// Words as they begin a line.
pub fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(options: &Options) -> Vec<&str> {
        options.iter().map(|(_, words)| words.as_str()).collect()
    }

    #[test]
    fn regions_stand_in_the_order_of_the_readers_alphabet() {
        let names = Locale::ALL.map(region_options);
        let [kk, ru, en] = [words(&names[0]), words(&names[1]), words(&names[2])];
        assert_eq!((kk.len(), ru.len(), en.len()), (20, 20, 20));
        assert_eq!(ru[..3], ["Абай, область", "Акмолинская область", "Актюбинская область"]);
        let place = |list: &[&str], name: &str| list.iter().position(|words| *words == name).unwrap();
        assert!(place(&ru, "Восточно-Казахстанская область") < place(&ru, "Жамбылская область"), "{ru:?}");
        assert!(place(&ru, "Жамбылская область") < place(&ru, "Западно-Казахстанская область"), "{ru:?}");
        assert!(place(&en, "East Kazakhstan Region") < place(&en, "Karaganda Region"), "{en:?}");
        assert_eq!(en.last(), Some(&"Zhetisu Region"));
        assert!(place(&kk, "Ұлытау облысы") < place(&kk, "Шығыс Қазақстан облысы"), "{kk:?}");
        let mut sorted = en.clone();
        sorted.sort_unstable();
        assert_eq!(en, sorted);
    }

    #[test]
    fn professions_begin_with_a_capital_and_the_other_one_comes_last() {
        let professions = profession_options(Locale::Ru);
        assert_eq!(words(&professions).last(), Some(&"Другая профессия"));
        for locale in Locale::ALL {
            for (_, words) in profession_options(locale).into_iter().chain(organization_options(locale)) {
                assert_eq!(capitalized(&words), words);
            }
        }
    }
}
