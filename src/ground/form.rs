//! What is wrong with what somebody typed: codes here, words in `locales/`.

/// What is wrong with one field. The page words it in the reader's language, beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Problem {
    /// Nothing was entered.
    Required,
    /// The check character does not fit: a character was mistyped.
    CheckCodeMistyped,
    /// The text is no calendar day.
    DayMalformed,
    /// The day lies ahead.
    DayInFuture,
    /// The word names nothing that exists (a phase, a region, a course).
    Unknown,
}

impl Problem {
    pub const ALL: &'static [Self] =
        &[Self::Required, Self::CheckCodeMistyped, Self::DayMalformed, Self::DayInFuture, Self::Unknown];

    /// The word it is told as where machines read it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::CheckCodeMistyped => "check_code_mistyped",
            Self::DayMalformed => "day_malformed",
            Self::DayInFuture => "day_in_future",
            Self::Unknown => "unknown",
        }
    }
}

/// All problems of one form, told together, each with the name of its field.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FormErrors(Vec<(&'static str, Problem)>);

impl FormErrors {
    pub fn of(field: &'static str, problem: Problem) -> Self {
        Self(vec![(field, problem)])
    }

    pub fn add(&mut self, field: &'static str, problem: Problem) {
        self.0.push((field, problem));
    }

    pub fn on(&self, field: &str) -> Option<Problem> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, problem)| *problem)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Problem)> {
        self.0.iter().copied()
    }

    /// The checked value, unless a problem was found on the way to it.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}
