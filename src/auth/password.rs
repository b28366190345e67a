//! Passwords: how strong one must be, and argon2id.
//!
//! Hashing takes a core for tens of milliseconds and 19 MiB on purpose, and measuring the strength takes as long. Both
//! run off the threads that answer requests, and no more at a time than the machine has cores.

use std::sync::LazyLock;

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use unicode_normalization::UnicodeNormalization;

use crate::ground::{AppError, Incident, Private, Problem, ids::Ids, work};

/// Smallest number of characters (NIST SP 800-63B asks for 8; strength is measured besides).
const SHORTEST: usize = 10;
/// Largest number of characters; more would only cost time.
pub const LONGEST: usize = 128;
/// Characters at its beginning that are measured: the time of measuring grows with the square of the length and more.
const MEASURED: usize = 40;

/// Password that is strong enough to be set.
#[derive(Clone, Debug)]
pub struct NewPassword(Private<String>);

impl NewPassword {
    /// Measures a typed password. That takes a core for a while too, and so waits for its turn.
    pub async fn measure(text: &str, own: &str) -> Result<Result<Self, Problem>, AppError> {
        let (text, own) = (Private::from(text.to_owned()), own.to_owned());
        work::blocking(move || Self::parse(text.reveal(), &[&own])).await
    }

    /// Measures a password; `own` are words it must not be made of, such as the address it belongs to. Some keyboards
    /// write й as one character and some as two, so it is put into its composed form (NIST SP 800-63B, 5.1.1.2).
    pub fn parse(text: &str, own: &[&str]) -> Result<Self, Problem> {
        use zxcvbn::{Score, feedback::Warning};
        let text: &str = &text.nfc().collect::<String>();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        let length = text.chars().count();
        if length < SHORTEST {
            return Err(Problem::PasswordShort);
        }
        if length > LONGEST {
            return Err(Problem::TooLong);
        }
        let folded = text.to_lowercase();
        let parts = own.iter().flat_map(|word| word.split(['@', '.', ' '])).filter(|part| part.chars().count() > 3);
        let rest = parts.fold(folded, |rest, part| rest.replace(&part.to_lowercase(), ""));
        if rest.chars().count() < SHORTEST / 2 {
            return Err(Problem::PasswordOwn);
        }
        let beginning: String = text.chars().take(MEASURED).collect();
        let measured = zxcvbn::zxcvbn(&beginning, own);
        if measured.score() >= Score::Three {
            return Ok(Self(text.to_owned().into()));
        }
        Err(match measured.feedback().and_then(zxcvbn::feedback::Feedback::warning) {
            Some(
                Warning::ThisIsATop10Password
                | Warning::ThisIsATop100Password
                | Warning::ThisIsACommonPassword
                | Warning::ThisIsSimilarToACommonlyUsedPassword,
            ) => Problem::PasswordCommon,
            Some(
                Warning::StraightRowsOfKeysAreEasyToGuess
                | Warning::ShortKeyboardPatternsAreEasyToGuess
                | Warning::RepeatsLikeAaaAreEasyToGuess
                | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess
                | Warning::SequencesLikeAbcAreEasyToGuess,
            ) => Problem::PasswordPattern,
            Some(
                Warning::AWordByItselfIsEasyToGuess
                | Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
                | Warning::CommonNamesAndSurnamesAreEasyToGuess
                | Warning::RecentYearsAreEasyToGuess
                | Warning::DatesAreOftenEasyToGuess,
            ) => Problem::PasswordWord,
            None => Problem::PasswordWeak,
        })
    }

    /// Hash to be stored, with its salt and cost in it.
    pub async fn hash(self, ids: &Ids) -> Result<String, AppError> {
        let salt = ids.random::<16>();
        work::blocking(move || {
            let hash = Argon2::default().hash_password_with_salt(self.0.reveal().as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(unhashed)
        })
        .await?
    }
}

/// Tells whether the password is the one behind the hash: in its composed form, or as typed where it was set so before.
/// Without a hash the same work is done in vain, so that the time of the answer does not tell whether an account
/// exists.
pub async fn is_right(password: &Private<String>, hash: Option<String>) -> Result<bool, AppError> {
    let password = password.clone();
    work::blocking(move || {
        let (hash, known) = match hash {
            Some(hash) => (hash, true),
            None => (NOBODYS.clone(), false),
        };
        let (typed, composed) = (password.reveal(), password.reveal().nfc().collect::<String>());
        let right = PasswordHash::new(&hash).is_ok_and(|hash| {
            let is = |text: &str| Argon2::default().verify_password(text.as_bytes(), &hash).is_ok();
            is(&composed) || (composed != *typed && is(typed))
        });
        right && known
    })
    .await
}

/// Hash of a password that nobody has.
static NOBODYS: LazyLock<String> = LazyLock::new(|| {
    let hash =
        Argon2::default().hash_password_with_salt(&Ids::default().random::<16>(), &Ids::default().random::<16>());
    hash.map(|hash| hash.to_string()).unwrap_or_default()
});

fn unhashed(error: impl std::fmt::Display) -> AppError {
    let incident = Incident::from(u64::from_be_bytes(Ids::default().random()));
    tracing::error!(%incident, %error, "a password could not be hashed");
    AppError::Bug(incident)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> Option<Problem> {
        NewPassword::parse(text, &["gulnar.akhmetova@example.org"]).err()
    }

    #[test]
    fn a_weak_password_is_refused_with_its_reason() {
        assert_eq!(problem(""), Some(Problem::Required));
        assert_eq!(problem("короткий"), Some(Problem::PasswordShort));
        assert_eq!(problem("aaaaaaaaaaaa"), Some(Problem::PasswordPattern));
        assert_eq!(problem("qwertyuiop"), Some(Problem::PasswordCommon));
        assert_eq!(problem("gulnar.akhmetova"), Some(Problem::PasswordOwn));
        assert_eq!(problem(&"кілт".repeat(40)), Some(Problem::TooLong));
        assert_eq!(problem("көктем жылқы терезе жеті"), None);
        assert_eq!(problem("lantern-pebble-orbit-4"), None);
    }

    #[test]
    fn the_beginning_alone_is_measured() {
        let strong = "lantern-pebble-orbit-4";
        assert_eq!(problem(&format!("{}{strong}", "a".repeat(MEASURED))), Some(Problem::PasswordPattern));
        assert_eq!(problem(&format!("{strong}{}", "a".repeat(MEASURED))), None);
    }

    #[tokio::test]
    async fn a_password_is_right_for_its_own_hash_alone() {
        let right = "көктем жылқы терезе жеті";
        let hash = NewPassword::parse(right, &[]).unwrap().hash(&Ids::default()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(is_right(&right.to_owned().into(), Some(hash.clone())).await.unwrap());
        assert!(!is_right(&"көктем жылқы терезе".to_owned().into(), Some(hash)).await.unwrap());
        assert!(!is_right(&right.to_owned().into(), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_password_is_right_on_a_keyboard_that_takes_letters_apart() {
        let (composed, apart): (String, String) =
            ("Пароль-йогурт-ёлка-42".nfc().collect(), "Пароль-йогурт-ёлка-42".nfd().collect());
        assert_ne!(composed, apart);
        for set in [&composed, &apart] {
            let hash = NewPassword::parse(set, &[]).unwrap().hash(&Ids::default()).await.unwrap();
            for typed in [&composed, &apart] {
                assert!(is_right(&typed.clone().into(), Some(hash.clone())).await.unwrap());
            }
        }
        // one that was set before, as it was typed
        let before = Argon2::default().hash_password_with_salt(apart.as_bytes(), &[7; 16]).unwrap().to_string();
        assert!(is_right(&apart.clone().into(), Some(before)).await.unwrap());
        let spaces = "  lantern-otter-velvet-8  ";
        let hash = NewPassword::parse(spaces, &[]).unwrap().hash(&Ids::default()).await.unwrap();
        assert!(is_right(&spaces.to_owned().into(), Some(hash.clone())).await.unwrap());
        assert!(!is_right(&spaces.trim().to_owned().into(), Some(hash)).await.unwrap());
    }
}
