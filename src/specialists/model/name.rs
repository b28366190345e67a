//! Names: which text is one, and what can be put right in it safely; one rule for forms and for lists.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    ground::{
        Problem,
        letters::{is_apostrophe, is_dash, is_invisible},
    },
    i18n::names::search_key,
};

/// Words that are written small inside a name: «Рашид кызы».
const SMALL_WORDS: [&str; 10] = ["қызы", "кызы", "ұлы", "улы", "оглы", "уулу", "оғлы", "qyzy", "kyzy", "uly"];

/// Marks that a spreadsheet or a careless hand leaves in place of lost letters.
const LOST: [char; 2] = ['?', '\u{fffd}'];

/// Name as it is saved, and what was put right in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadName {
    pub name: String,
    /// Spelling before Latin letters became the Cyrillic ones they look like.
    pub before_look_alikes: Option<String>,
    /// Spelling before its capitals were put where they belong.
    pub before_capitals: Option<String>,
}

/// Reads one part of a name; returns nothing if the text says that there is none, such as «нет» or a dash.
pub fn read(typed: &str) -> Result<Option<ReadName>, Problem> {
    Ok(read_spelling(typed)?.map(|spelling| match capitals(&spelling.name) {
        Some(name) => ReadName { before_capitals: Some(spelling.name), name, ..spelling },
        None => spelling,
    }))
}

/// Reads a whole name in another spelling. Its capitals are left as the document has them.
pub fn read_spelling(typed: &str) -> Result<Option<ReadName>, Problem> {
    let text = tidy(typed);
    if says_none(&text) {
        return Ok(None);
    }
    if !is_name(&text) {
        let is_lost = text.contains(LOST) && text.chars().all(|letter| LOST.contains(&letter) || is_part(letter));
        return Err(if is_lost { Problem::LettersLost } else { Problem::NameMalformed });
    }
    Ok(Some(match look_alikes(&text) {
        Some(name) => ReadName { name, before_look_alikes: Some(text), before_capitals: None },
        None => ReadName { name: text, before_look_alikes: None, before_capitals: None },
    }))
}

/// Tells whether letters of a text were lost: it contains a mark of lost letters, or a question mark before a letter.
pub fn has_lost_letters(text: &str) -> bool {
    let next = text.chars().skip(1).chain(std::iter::once(' '));
    text.contains(char::REPLACEMENT_CHARACTER)
        || text.chars().zip(next).any(|(letter, next)| letter == '?' && next.is_alphabetic())
}

/// Tells whether a text means that there is no value: a dash, or a word such as «нет».
pub fn says_none(text: &str) -> bool {
    text.chars().all(|letter| is_dash(letter) || letter.is_whitespace())
        || matches!(search_key(text).as_str(), "нет" | "жок" | "none" | "отсутствует" | "не указано")
}

/// Tells whether a father's name has the ending with which it may take the place of a surname, in any of its spellings.
pub fn stands_for_surname(patronymic: &str) -> bool {
    let lower = patronymic.to_lowercase();
    ["ұлы", "қызы", "улы", "кызы", "uly", "qyzy", "kyzy"].iter().any(|ending| lower.ends_with(ending))
}

/// Text with composed letters, single spaces and none beside a hyphen, one kind of hyphen, and no invisible characters.
fn tidy(typed: &str) -> String {
    let seen = typed.chars().filter(|letter| !is_invisible(*letter)).nfc();
    let text: String = seen.map(|letter| if is_dash(letter) { '-' } else { letter }).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.split('-').map(str::trim).collect::<Vec<_>>().join("-")
}

fn is_name(text: &str) -> bool {
    text.contains(char::is_alphabetic) && text.chars().all(is_part) && full_stops_end_initials(text)
}

fn is_part(letter: char) -> bool {
    letter.is_alphabetic() || is_combining_mark(letter) || matches!(letter, ' ' | '-' | '.') || is_apostrophe(letter)
}

/// Tells whether full stops come only after single letters: «Ж.», «А.Б.», and not «см.».
fn full_stops_end_initials(text: &str) -> bool {
    let pieces: Vec<&str> = text.split('.').collect();
    let before_stops = pieces.iter().take(pieces.len() - 1);
    before_stops.map(|piece| piece.rsplit([' ', '-']).next().unwrap_or_default()).all(|initial| {
        let mut letters = initial.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.all(is_combining_mark)
    })
}

/// Text with Latin letters replaced by the Cyrillic ones they look like, in words that hold a Cyrillic letter; nothing
/// if there are none.
pub fn look_alikes(text: &str) -> Option<String> {
    let mut repaired = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let is_word = letter.is_alphabetic();
        let end = rest.find(|letter: char| letter.is_alphabetic() != is_word).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        if part.chars().any(is_cyrillic) {
            repaired.extend(part.chars().map(cyrillic));
        } else {
            repaired.push_str(part);
        }
        rest = after;
    }
    (repaired != text).then_some(repaired)
}

const fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52f}')
}

const fn cyrillic(letter: char) -> char {
    match letter {
        'A' => 'А',
        'a' => 'а',
        'B' => 'В',
        'C' => 'С',
        'c' => 'с',
        'E' => 'Е',
        'e' => 'е',
        'Ë' => 'Ё',
        'ë' => 'ё',
        'H' => 'Н',
        'h' => 'һ',
        'I' => 'І',
        'i' => 'і',
        'K' => 'К',
        'k' => 'к',
        'M' => 'М',
        'm' => 'м',
        'O' => 'О',
        'o' => 'о',
        'Ö' => 'Ө',
        'ö' => 'ө',
        'P' => 'Р',
        'p' => 'р',
        'T' => 'Т',
        't' => 'т',
        'X' => 'Х',
        'x' => 'х',
        'Y' => 'У',
        'y' => 'у',
        'Ə' => 'Ә',
        'ə' => 'ә',
        other => other,
    }
}

/// Name with capitals where they belong, if it is written wholly in capitals or wholly small.
fn capitals(name: &str) -> Option<String> {
    let letters = || name.chars().filter(|letter| letter.is_alphabetic());
    let is_one_case = letters().all(char::is_uppercase) || letters().all(char::is_lowercase);
    if !is_one_case || letters().nth(1).is_none() {
        return None;
    }
    let words: Vec<String> = name.split(' ').enumerate().map(|(place, word)| word_in_title_case(place, word)).collect();
    let titled = words.join(" ");
    (titled != name).then_some(titled)
}

fn word_in_title_case(place: usize, word: &str) -> String {
    let small = word.to_lowercase();
    let parts = small.split('-').enumerate().map(|(part, letters)| {
        let stays_small = (place > 0 || part > 0) && SMALL_WORDS.contains(&letters);
        if stays_small { letters.to_owned() } else { part_in_title_case(letters) }
    });
    parts.collect::<Vec<_>>().join("-")
}

/// Part of a name with capitals at its beginning, after a full stop, and after the apostrophe of a beginning of one
/// letter: «О'Коннор», but «Дар'я».
fn part_in_title_case(small: &str) -> String {
    let mut titled = String::with_capacity(small.len());
    let mut letters_before = 0;
    let mut begins = true;
    for letter in small.chars() {
        if begins && letter.is_alphabetic() {
            titled.extend(letter.to_uppercase());
        } else {
            titled.push(letter);
        }
        begins = letter == '.' || (is_apostrophe(letter) && letters_before == 1) || (begins && !letter.is_alphabetic());
        letters_before += usize::from(letter.is_alphabetic());
    }
    titled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(typed: &str) -> Option<String> {
        read(typed).unwrap().map(|read| read.name)
    }

    #[test]
    fn latin_letters_become_cyrillic_only_beside_cyrillic_ones() {
        assert_eq!(look_alikes("Mукaнoвa").as_deref(), Some("Муканова"));
        assert_eq!(look_alikes("Рaxмaтуллaeв").as_deref(), Some("Рахматуллаев"));
        assert_eq!(look_alikes("Iлияc Əлiұлы").as_deref(), Some("Ілияс Әліұлы"));
        assert_eq!(look_alikes("Anna Каримова"), None);
        assert_eq!(look_alikes("NRC-01"), None);
    }

    #[test]
    fn capitals_are_put_where_they_belong_but_mixed_names_are_left() {
        for (typed, titled) in [
            ("ЦВЕТКОВА-МИЛЛЕР", "Цветкова-Миллер"),
            ("ЦВЕТКОВА–МИЛЛЕР", "Цветкова-Миллер"),
            ("РАШИД КЫЗЫ", "Рашид кызы"),
            ("АЛИ ОГЛЫ", "Али оглы"),
            ("МАМЕД-ОГЛЫ", "Мамед-оглы"),
            ("әлиева", "Әлиева"),
            ("ӘБДІҒАЛИҰЛЫ", "Әбдіғалиұлы"),
            ("О'КОННОР", "О'Коннор"),
            ("Д’АРТАНЬЯН", "Д’Артаньян"),
            ("дар'я", "Дар'я"),
            ("а.б.", "А.Б."),
            ("сабитова айгуль", "Сабитова Айгуль"),
        ] {
            assert_eq!(kept(typed).as_deref(), Some(titled));
        }
        for mixed in ["МакКейн", "Ю", "де ла Крус", "李明", "Ó Murchú", "Ж."] {
            assert_eq!(kept(mixed).as_deref(), Some(mixed));
        }
        assert_eq!(read_spelling("KUDAIBERGENOV").unwrap().unwrap().name, "KUDAIBERGENOV");
    }

    #[test]
    fn what_is_not_seen_in_a_name_is_left_out_of_it() {
        assert_eq!(kept("Сағат\u{200b}бекова").as_deref(), Some("Сағатбекова"));
        assert_eq!(kept("  Айгүл\u{a0} \u{feff}").as_deref(), Some("Айгүл"));
        assert_eq!(kept("Андреи\u{306}").as_deref(), Some("Андрей"));
    }

    #[test]
    fn a_dash_and_the_words_for_none_are_no_name() {
        for none in ["", "-", "—", "нет", "Нет", "жоқ", "none", "Не указано"] {
            assert_eq!(kept(none), None, "{none}");
        }
    }

    #[test]
    fn whatever_is_no_name_is_refused() {
        for wrong in [
            "=1+1",
            "@sum",
            "+Ахметова",
            "<b>Ли</b>",
            "Ахметова; Досова",
            "#Н/Д",
            "😀 Айгүл",
            "айгүл@example.org",
            "Ахметова, Айгүл",
            "см. выше",
            "Ахметова*",
            "Анна1",
            "'",
            "Дана\u{202e}",
            "Дана\u{1}",
            "Дана\u{fffe}",
            "Курмангалиева (Серикова)",
            ".",
            "А..",
        ] {
            assert_eq!(read(wrong), Err(Problem::NameMalformed), "{wrong:?}");
        }
        for lost in ["Са?атбекова", "Са\u{fffd}атбекова", "???", "?ли Б?рі"] {
            assert_eq!(read(lost), Err(Problem::LettersLost), "{lost}");
        }
    }
}
