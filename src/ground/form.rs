//! Problems of typed values: codes here, words in `locales/`.

use std::borrow::Cow;

/// Problem of one field. The page words it in the reader's language, beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Problem {
    /// Field is empty and must not be.
    Required,
    /// Check character does not fit: a character was mistyped.
    CheckCodeMistyped,
    /// Number of characters that were typed, where a check code has twelve.
    CheckCodeLength(u8),
    /// Number of the paper journal, in a field for a check code.
    RegistrationNumberGiven,
    /// Text is no calendar day.
    DayMalformed,
    /// Day, month and year, but the calendar has no such day.
    DayImpossible,
    /// Year has two digits, or is missing.
    YearShort,
    /// Day lies in the future.
    DayInFuture,
    /// Word names nothing that exists (a phase, a region, a course).
    Unknown,
    /// Word may name one of several things.
    Ambiguous,
    /// Text is longer than the field takes.
    TooLong,
    /// Number is not whole, or lies outside the bounds of the field.
    OutOfBounds { least: i32, most: i32 },
    /// Last day lies before the first.
    EndsBeforeStart,
    /// Day lies before the end of the run.
    BeforeEnd,
    /// Day lies outside the period of the phase.
    OutsidePeriod,
    /// Shares do not add up to the whole, or one of them is nought.
    SharesNotWhole,
    /// Text is no e-mail address.
    EmailMalformed,
    /// Letters of another alphabet before the @, which most mail servers do not take.
    EmailNotLatin,
    /// Password has too few characters.
    PasswordShort,
    /// Password is among those that are tried first, or close to one.
    PasswordCommon,
    /// Repeated characters, a row of letters or figures, or neighbours on the keyboard.
    PasswordPattern,
    /// Name, word or date, and little else.
    PasswordWord,
    /// Password is made of the address it belongs to.
    PasswordOwn,
    /// Password can be guessed in few attempts, for no single reason.
    PasswordWeak,
    /// Password is not the one of this account.
    PasswordWrong,
    /// Address and password do not fit any account together.
    SignInWrong,
    /// Name holds a character that is no part of a name.
    NameMalformed,
    /// Character that no text has.
    ImpossibleCharacter,
    /// Question marks in place of letters that were lost on the way.
    LettersLost,
    /// Text is not twelve digits.
    IinShape,
    /// Check digit of the IIN does not fit.
    IinCheckDigit,
    /// Number like `9,00316E+11`: a spreadsheet took the IIN for a large number.
    IinRounded,
    /// Birth date that no working person has.
    BirthDateUnlikely,
    /// Text is no telephone number.
    PhoneMalformed,
    /// Text is not twelve digits.
    BinShape,
    /// Check digit of the BIN does not fit.
    BinCheckDigit,
    /// Text is no address of a page on the web.
    WebAddressMalformed,
    /// Consent is missing, and the form cannot go on without it.
    ConsentNeeded,
    /// Box must be ticked to go on.
    TickNeeded,
    /// Text is no time of day.
    TimeMalformed,
    /// Code belongs to another course or run already.
    CodeTaken,
    /// Capacity below the number of seats that are taken.
    SeatsTaken(u32),
    /// Day outside of the first and the last day of the run.
    OutsideRun,
    /// Address has an account already.
    HasAccount,
    /// Address has no account.
    HasNoAccount,
    /// Address of which there is no trainer's account.
    NotATrainer,
    /// IIN belongs to another record already.
    IinTaken,
}

impl Problem {
    pub const ALL: &'static [Self] = &[
        Self::Required,
        Self::CheckCodeMistyped,
        Self::CheckCodeLength(8),
        Self::RegistrationNumberGiven,
        Self::DayMalformed,
        Self::DayImpossible,
        Self::YearShort,
        Self::DayInFuture,
        Self::Unknown,
        Self::Ambiguous,
        Self::TooLong,
        Self::OutOfBounds { least: 1, most: 60 },
        Self::EndsBeforeStart,
        Self::BeforeEnd,
        Self::OutsidePeriod,
        Self::SharesNotWhole,
        Self::EmailMalformed,
        Self::EmailNotLatin,
        Self::PasswordShort,
        Self::PasswordCommon,
        Self::PasswordPattern,
        Self::PasswordWord,
        Self::PasswordOwn,
        Self::PasswordWeak,
        Self::PasswordWrong,
        Self::SignInWrong,
        Self::NameMalformed,
        Self::ImpossibleCharacter,
        Self::LettersLost,
        Self::IinShape,
        Self::IinCheckDigit,
        Self::IinRounded,
        Self::BirthDateUnlikely,
        Self::PhoneMalformed,
        Self::BinShape,
        Self::BinCheckDigit,
        Self::WebAddressMalformed,
        Self::ConsentNeeded,
        Self::TickNeeded,
        Self::TimeMalformed,
        Self::CodeTaken,
        Self::SeatsTaken(10),
        Self::OutsideRun,
        Self::HasAccount,
        Self::HasNoAccount,
        Self::NotATrainer,
        Self::IinTaken,
    ];

    /// Code of the problem, for programs to read.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::CheckCodeMistyped => "check_code_mistyped",
            Self::CheckCodeLength(_) => "check_code_length",
            Self::RegistrationNumberGiven => "registration_number_given",
            Self::DayMalformed => "day_malformed",
            Self::DayImpossible => "day_impossible",
            Self::YearShort => "year_short",
            Self::DayInFuture => "day_in_future",
            Self::Unknown => "unknown",
            Self::Ambiguous => "ambiguous",
            Self::TooLong => "too_long",
            Self::OutOfBounds { .. } => "out_of_bounds",
            Self::EndsBeforeStart => "ends_before_start",
            Self::BeforeEnd => "before_end",
            Self::OutsidePeriod => "outside_period",
            Self::SharesNotWhole => "shares_not_whole",
            Self::EmailMalformed => "email_malformed",
            Self::EmailNotLatin => "email_not_latin",
            Self::PasswordShort => "password_short",
            Self::PasswordCommon => "password_common",
            Self::PasswordPattern => "password_pattern",
            Self::PasswordWord => "password_word",
            Self::PasswordOwn => "password_own",
            Self::PasswordWeak => "password_weak",
            Self::PasswordWrong => "password_wrong",
            Self::SignInWrong => "sign_in_wrong",
            Self::NameMalformed => "name_malformed",
            Self::ImpossibleCharacter => "impossible_character",
            Self::LettersLost => "letters_lost",
            Self::IinShape => "iin_shape",
            Self::IinCheckDigit => "iin_check_digit",
            Self::IinRounded => "iin_rounded",
            Self::BirthDateUnlikely => "birth_date_unlikely",
            Self::PhoneMalformed => "phone_malformed",
            Self::BinShape => "bin_shape",
            Self::BinCheckDigit => "bin_check_digit",
            Self::WebAddressMalformed => "web_address_malformed",
            Self::ConsentNeeded => "consent_needed",
            Self::TickNeeded => "tick_needed",
            Self::TimeMalformed => "time_malformed",
            Self::CodeTaken => "code_taken",
            Self::SeatsTaken(_) => "seats_taken",
            Self::OutsideRun => "outside_run",
            Self::NotATrainer => "not_a_trainer",
            Self::HasAccount => "has_account",
            Self::HasNoAccount => "has_no_account",
            Self::IinTaken => "iin_taken",
        }
    }
}

/// Problems of one form, all reported at once, each with the name of its field. A field that a form has many times has
/// its number in its name: `score.…`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FormErrors(Vec<(Cow<'static, str>, Problem)>);

impl FromIterator<(&'static str, Problem)> for FormErrors {
    fn from_iter<T: IntoIterator<Item = (&'static str, Problem)>>(problems: T) -> Self {
        Self(problems.into_iter().map(|(field, problem)| (field.into(), problem)).collect())
    }
}

impl FormErrors {
    pub fn of(field: impl Into<Cow<'static, str>>, problem: Problem) -> Self {
        Self(vec![(field.into(), problem)])
    }

    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, problem: Problem) {
        self.0.push((field.into(), problem));
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the value out of a checked field, or notes its problem.
    pub fn take<T>(&mut self, field: impl Into<Cow<'static, str>>, checked: Result<T, Problem>) -> Option<T> {
        checked.map_err(|problem| self.add(field, problem)).ok()
    }

    pub fn on(&self, field: &str) -> Option<Problem> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, problem)| *problem)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, Problem)> {
        self.0.iter().map(|(name, problem)| (name.as_ref(), *problem))
    }

    /// Returns the checked value, unless a problem was found on the way to it.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}
