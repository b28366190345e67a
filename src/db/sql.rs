//! SQL that is put together while the program is compiled, so that a list of states in it is the enum's own.

/// Joins texts into one statement. Each part is a constant.
macro_rules! sql {
    ($($part:expr),+ $(,)?) => {{
        const PARTS: &[&str] = &[$($part),+];
        const BYTES: [u8; $crate::db::sql::length(PARTS)] = $crate::db::sql::joined(PARTS);
        match std::str::from_utf8(&BYTES) {
            Ok(text) => text,
            Err(_) => unreachable!(),
        }
    }};
}
pub(crate) use sql;

/// Lists words as SQL does: `'open', 'closed'`.
macro_rules! sql_words {
    ($words:expr) => {{
        const WORDS: &[&str] = &$words;
        const PARTS: [&str; 2 * WORDS.len() + 1] = $crate::db::sql::quoted(WORDS);
        const BYTES: [u8; $crate::db::sql::length(&PARTS)] = $crate::db::sql::joined(&PARTS);
        match std::str::from_utf8(&BYTES) {
            Ok(text) => text,
            Err(_) => unreachable!(),
        }
    }};
}
pub(crate) use sql_words;

pub(crate) const fn length(parts: &[&str]) -> usize {
    let (mut length, mut part) = (0, 0);
    while part < parts.len() {
        length += parts[part].len();
        part += 1;
    }
    length
}

pub(crate) const fn joined<const LENGTH: usize>(parts: &[&str]) -> [u8; LENGTH] {
    let (mut bytes, mut at, mut part) = ([0; LENGTH], 0, 0);
    while part < parts.len() {
        let (text, mut byte) = (parts[part].as_bytes(), 0);
        while byte < text.len() {
            bytes[at] = text[byte];
            (at, byte) = (at + 1, byte + 1);
        }
        part += 1;
    }
    bytes
}

/// Words with the quotes and commas that go between them.
pub(crate) const fn quoted<'a, const PARTS: usize>(words: &[&'a str]) -> [&'a str; PARTS] {
    let (mut parts, mut word) = (["', '"; PARTS], 0);
    while word < words.len() {
        parts[2 * word + 1] = words[word];
        word += 1;
    }
    (parts[0], parts[PARTS - 1]) = ("'", "'");
    parts
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_listed_and_texts_are_joined() {
        const WORDS: &str = sql_words!(["open", "closed"]);
        const SQL: &str = sql!("select id from runs where state in (", WORDS, ")");
        assert_eq!(WORDS, "'open', 'closed'");
        assert_eq!(SQL, "select id from runs where state in ('open', 'closed')");
    }
}
