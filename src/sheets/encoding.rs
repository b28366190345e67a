//! Encodings of a table.

use std::borrow::Cow;

use encoding_rs::{
    Encoding, IBM866, ISO_8859_5, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC,
};

/// Bytes that are enough to show in which encoding there would be a heading.
const LOOKED_AT: usize = 64 * 1024;

/// Decodes UTF-8 or UTF-16 with their marks, of which some programs write two, UTF-8 without one, or else the encoding
/// that Excel writes in this country. Text in these has no control characters; with them it is something else, and
/// nothing is returned.
pub(super) fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let text = match (Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (Some((encoding, mark)), _) => encoding.decode_without_bom_handling(&bytes[mark..]).0,
        (None, Ok(text)) => Cow::Borrowed(text),
        (None, Err(_)) => WINDOWS_1251.decode_without_bom_handling(bytes).0,
    };
    let is_text = !text.chars().any(|letter| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r'));
    is_text.then(|| match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches('\u{feff}')),
        Cow::Owned(text) => Cow::Owned(text.trim_start_matches('\u{feff}').to_owned()),
    })
}

/// Text as it would read in other encodings, or with a wrong one undone.
pub(super) fn others(bytes: &[u8]) -> impl Iterator<Item = String> {
    let bytes = &bytes[..bytes.len().min(LOOKED_AT)];
    let plain = [UTF_16LE, UTF_16BE, IBM866, KOI8_R, X_MAC_CYRILLIC, ISO_8859_5]
        .into_iter()
        .map(|encoding| encoding.decode_without_bom_handling(bytes).0.into_owned());
    let undone = [(WINDOWS_1251, UTF_8), (WINDOWS_1252, WINDOWS_1251), (WINDOWS_1252, UTF_8)].into_iter().map(
        |(wrong, right)| {
            let text = String::from_utf8_lossy(bytes);
            let bytes = wrong.encode(&text).0.into_owned();
            right.decode_without_bom_handling(&bytes).0.into_owned()
        },
    );
    plain.chain(undone)
}
