//! Letters of a statement, one byte each: a QR code of half the size is read from half the distance.
//!
//! ASCII stays as it is, `80` to `DF` are Cyrillic from U+0400, `E0` to `EF` the letters that Kazakh has besides, and the
//! rest are marks of titles. A text with any other letter is written as UTF-8, which CBOR tells apart by its type.

use minicbor::{Decode, Decoder, Encode, Encoder, data::Type, decode, encode};

/// First of the Cyrillic letters that have a byte by their place.
const CYRILLIC: u32 = 0x400;
const CYRILLIC_COUNT: u32 = 0x60;
/// Letters and marks that have the bytes from `E0` on.
const OTHERS: [char; 28] = [
    'Ә', 'ә', 'Ғ', 'ғ', 'Қ', 'қ', 'Ң', 'ң', 'Ө', 'ө', 'Ұ', 'ұ', 'Ү', 'ү', 'Һ', 'һ', '«', '»', '—', '–', '’', '№',
    '\u{a0}', '…', '“', '”', '\u{2011}', '„',
];

/// Text of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Letters(pub(super) String);

#[expect(clippy::cast_possible_truncation, reason = "both tables are shorter than a byte is large")]
fn byte_of(letter: char) -> Option<u8> {
    let code = letter as u32;
    match code.checked_sub(CYRILLIC) {
        None if letter.is_ascii() => Some(code as u8),
        Some(place) if place < CYRILLIC_COUNT => Some(0x80 + place as u8),
        _ => OTHERS.iter().position(|other| *other == letter).map(|place| 0xe0 + place as u8),
    }
}

fn letter_of(byte: u8) -> Option<char> {
    match byte {
        0..0x80 => Some(char::from(byte)),
        0x80..0xe0 => char::from_u32(CYRILLIC + u32::from(byte - 0x80)),
        _ => OTHERS.get(usize::from(byte - 0xe0)).copied(),
    }
}

impl<C> Encode<C> for Letters {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        match self.0.chars().map(byte_of).collect::<Option<Vec<u8>>>() {
            Some(bytes) => e.bytes(&bytes)?,
            None => e.str(&self.0)?,
        };
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Letters {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        if d.datatype()? == Type::String {
            return d.str().map(|text| Self(text.to_owned()));
        }
        let letters = d.bytes()?.iter().map(|byte| letter_of(*byte)).collect::<Option<String>>();
        letters.map(Self).ok_or_else(|| decode::Error::message("a byte that is no letter"))
    }
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use super::*;

    fn through(text: &str) -> (usize, String) {
        let bytes = minicbor::to_vec(Letters(text.to_owned())).unwrap();
        (bytes.len(), minicbor::decode::<Letters>(&bytes).unwrap().0)
    }

    #[test]
    fn a_kazakh_name_takes_a_byte_a_letter() {
        let name = "Ғабдулғазизұлы-Іңкәрбекқызы Өмірһан";
        assert_eq!(through(name), (name.chars().count() + 2, name.to_owned()));
    }

    #[test]
    fn a_letter_without_a_byte_is_written_as_utf_8() {
        let name = "Ľudmila Čapková";
        assert_eq!(through(name), (name.len() + 1, name.to_owned()));
    }

    #[test]
    fn each_byte_has_one_letter_and_each_letter_one_byte() {
        let letters: Vec<char> = (0..=u8::MAX).filter_map(letter_of).collect();
        for letter in &letters {
            assert_eq!(letters.iter().filter(|other| *other == letter).count(), 1, "{letter}");
            assert_eq!(byte_of(*letter).and_then(letter_of), Some(*letter));
        }
    }
}
