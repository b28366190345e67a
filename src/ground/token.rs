//! Secret of a cookie or of a letter's link: 256 random bits, of which the database has the hash alone.

use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA256, digest};

use super::{Private, ids::Ids};

/// Secret that opens something once or for a while. Written as 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token(Private<[u8; 32]>);

impl Token {
    pub fn new(ids: &Ids) -> Self {
        Self(ids.random::<32>().into())
    }

    /// Reads a token from text; text that is not 64 hexadecimal digits is no token.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Vec<u8> =
            text.chars().map_while(|digit| digit.to_digit(16)).filter_map(|digit| u8::try_from(digit).ok()).collect();
        if digits.len() != 64 || text.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            *byte = pair[0] << 4 | pair[1];
        }
        Some(Self(bytes.into()))
    }

    /// Text for the cookie or the link.
    pub fn reveal(&self) -> String {
        self.0.reveal().iter().fold(String::with_capacity(64), |mut text, byte| {
            // writing to a String cannot fail
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// Hash that the database stores. The token is random, so that no slow hash is needed.
    pub fn hash(&self) -> Vec<u8> {
        digest(&SHA256, self.0.reveal()).as_ref().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_as_it_was_written() {
        let token = Token::new(&Ids::default());
        assert_eq!(Token::parse(&token.reveal()), Some(token.clone()));
        assert_ne!(token, Token::new(&Ids::default()));
    }

    #[test]
    fn what_is_no_token_is_told_before_any_look_up() {
        let token = Token::new(&Ids::default()).reveal();
        for wrong in ["", "x", &token[1..], &format!("{token}0"), &token.replace(&token[..1], "ы")] {
            assert_eq!(Token::parse(wrong), None, "{wrong}");
        }
    }
}
