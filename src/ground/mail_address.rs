//! E-mail addresses, checked by one rule in every form.

use super::{
    Problem,
    letters::{is_impossible, is_margin},
    visible::visible_text,
};

/// Largest number of characters of an address that mail can be sent to (RFC 5321).
pub const LONGEST: u16 = 254;

/// Reads an address that a letter can be sent to, in lower case, a domain of another alphabet in the form that mail
/// servers know. Spaces around it, capitals and invisible characters are no part of it. Before the @ there are Latin
/// letters: most mail servers take no others.
pub fn parse(text: &str) -> Result<String, Problem> {
    if text.trim_matches(is_margin).contains(is_impossible) {
        return Err(Problem::ImpossibleCharacter);
    }
    let folded = visible_text(text).to_lowercase();
    if folded.is_empty() {
        return Err(Problem::Required);
    }
    if folded
        .split_once('@')
        .is_some_and(|(name, _)| name.contains(|letter: char| letter.is_alphabetic() && !letter.is_ascii()))
    {
        return Err(Problem::EmailNotLatin);
    }
    let address = folded.split_once('@').and_then(|(name, domain)| {
        let is_name = name.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>(),;:\"[]\\".contains(&byte));
        let domain = idna::domain_to_ascii_strict(domain).ok().filter(|domain| domain.contains('.'))?;
        (is_name && !name.is_empty()).then(|| format!("{name}@{domain}"))
    });
    address
        .filter(|address| address.len() <= usize::from(LONGEST) && address.parse::<lettre::Address>().is_ok())
        .ok_or(Problem::EmailMalformed)
}
