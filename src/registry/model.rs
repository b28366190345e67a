//! Filter of the list of people, and what keeps two records apart.

use crate::{
    courses::service::RunDetails,
    ground::{Problem, text_enum},
    reference::{Profession, Region},
    specialists::Iin,
};

text_enum! {
    /// Mark of a person in the list, by which staff find what they have to look at.
    pub enum PersonMark {
        Account = "account",
        Duplicate = "duplicate",
        Claim = "claim",
    }
}

/// Filter of the list of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// Words of a name, or an address, as they were typed; never an IIN.
    pub q: String,
    pub region: Option<&'static Region>,
    pub profession: Option<&'static Profession>,
    pub mark: Option<PersonMark>,
}

/// Reads a searched text that is meant as an IIN: digits and spaces, and more of them than any name has. `None`: it is a
/// name or an address.
pub fn iin_typed(text: &str) -> Option<Result<Iin, Problem>> {
    const LEAST: usize = 8;
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_number = digits.len() >= LEAST && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| Iin::parse(&digits))
}

/// Cause that keeps two records from becoming one.
#[derive(Clone, Debug)]
pub enum Obstacle {
    /// IINs that the two are known by, which differ.
    TwoIins,
    /// Accounts, with either of which somebody can sign in.
    TwoAccounts,
    /// Run in which both have an enrollment that is not over.
    SameRun(Box<RunDetails>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_number_is_an_iin_right_or_wrong_and_a_name_is_none() {
        assert!(matches!(iin_typed("900315 212345"), Some(Ok(_))));
        assert_eq!(iin_typed("900315212346").map(Result::err), Some(Some(Problem::IinCheckDigit)));
        assert_eq!(iin_typed("9003152123").map(Result::err), Some(Some(Problem::IinShape)));
        for text in ["", "Сейітқали-1", "2026", "person-12345678@example.org"] {
            assert!(iin_typed(text).is_none(), "{text}");
        }
    }
}
