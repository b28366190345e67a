//! Fields of forms: the question, a hint, the problem of the answer, and the input, in this order.
//!
//! A field's name is its id, so that the summary of errors leads to it; `{name}-hint` and `{name}-error` describe it.

mod choice;
mod code;
mod day;
mod editor;
mod file;
mod select;
#[cfg(test)]
mod tests;
mod typed;

use leptos::prelude::*;

pub use choice::{ChoiceField, TickField, TicksField};
pub use code::CodeField;
pub use day::DayField;
pub use editor::EditorField;
pub use file::FileField;
pub use select::SelectField;
pub use typed::{AreaField, BirthDayField, InputSize, PasswordField, TextField};

use super::icon::{Icon, IconName};
use crate::{
    ground::{Locale, Problem},
    i18n::text,
};

/// Words for the problem of a field and for what would be right, in the reader's language.
pub fn problem_words(locale: Locale, problem: Problem) -> String {
    match problem {
        Problem::Required => text!(locale, problems.required),
        Problem::CheckCodeMistyped => text!(locale, problems.check_code_mistyped),
        Problem::CheckCodeLength(count) => text!(locale, problems.check_code_length, count = count),
        Problem::RegistrationNumberGiven => text!(locale, problems.registration_number_given),
        Problem::DayMalformed => text!(locale, problems.day_malformed),
        Problem::DayImpossible => text!(locale, problems.day_impossible),
        Problem::YearShort => text!(locale, problems.year_short),
        Problem::DayInFuture => text!(locale, problems.day_in_future),
        Problem::Unknown => text!(locale, problems.unknown),
        Problem::Ambiguous => text!(locale, problems.ambiguous),
        Problem::TooLong => text!(locale, problems.too_long),
        Problem::OutOfBounds { least, most } => text!(locale, problems.out_of_bounds, least = least, most = most),
        Problem::EndsBeforeStart => text!(locale, problems.ends_before_start),
        Problem::BeforeEnd => text!(locale, problems.before_end),
        Problem::OutsidePeriod => text!(locale, problems.outside_period),
        Problem::SharesNotWhole => text!(locale, problems.shares_not_whole),
        Problem::EmailMalformed => text!(locale, problems.email_malformed),
        Problem::EmailNotLatin => text!(locale, problems.email_not_latin),
        Problem::PasswordShort => text!(locale, problems.password_short),
        Problem::PasswordCommon => text!(locale, problems.password_common),
        Problem::PasswordPattern => text!(locale, problems.password_pattern),
        Problem::PasswordWord => text!(locale, problems.password_word),
        Problem::PasswordOwn => text!(locale, problems.password_own),
        Problem::PasswordWeak => text!(locale, problems.password_weak),
        Problem::PasswordWrong => text!(locale, problems.password_wrong),
        Problem::SignInWrong => text!(locale, problems.sign_in_wrong),
        Problem::NameMalformed => text!(locale, problems.name_malformed),
        Problem::ImpossibleCharacter => text!(locale, problems.impossible_character),
        Problem::LettersLost => text!(locale, problems.letters_lost),
        Problem::IinShape => text!(locale, problems.iin_shape),
        Problem::IinCheckDigit => text!(locale, problems.iin_check_digit),
        Problem::IinRounded => text!(locale, problems.iin_rounded),
        Problem::BirthDateUnlikely => text!(locale, problems.birth_date_unlikely),
        Problem::PhoneMalformed => text!(locale, problems.phone_malformed),
        Problem::BinShape => text!(locale, problems.bin_shape),
        Problem::BinCheckDigit => text!(locale, problems.bin_check_digit),
        Problem::WebAddressMalformed => text!(locale, problems.web_address_malformed),
        Problem::ConsentNeeded => text!(locale, problems.consent_needed),
        Problem::TickNeeded => text!(locale, problems.tick_needed),
        Problem::TimeMalformed => text!(locale, problems.time_malformed),
        Problem::CodeTaken => text!(locale, problems.code_taken),
        Problem::SeatsTaken(count) => text!(locale, problems.seats_taken, count = count),
        Problem::OutsideRun => text!(locale, problems.outside_run),
        Problem::IinTaken => text!(locale, problems.iin_taken),
        Problem::HasAccount => text!(locale, problems.has_account),
        Problem::HasNoAccount => text!(locale, problems.has_no_account),
        Problem::NotATrainer => text!(locale, problems.not_a_trainer),
    }
}

/// Words for the problem of this field, where they say better what to do than one sentence for all fields.
pub fn field_words(locale: Locale, name: &str, problem: Problem) -> String {
    match (name, problem) {
        ("sex", Problem::Required) => text!(locale, problems.choose_sex),
        ("region", Problem::Required) => text!(locale, problems.choose_region),
        ("profession", Problem::Required) => text!(locale, problems.choose_profession),
        ("role", Problem::Required) => text!(locale, problems.choose_role),
        (name, Problem::EndsBeforeStart) if name.starts_with("meeting_") => text!(locale, problems.ends_too_early),
        _ => problem_words(locale, problem),
    }
}

/// Line of the summary above a form. The name of the field comes before words that do not say by themselves what they
/// are about.
pub fn summary_words(locale: Locale, (name, label): (&str, &str), problem: Problem) -> String {
    let words = field_words(locale, name, problem);
    let says_itself = match problem {
        Problem::Required => words != problem_words(locale, problem),
        Problem::CheckCodeMistyped
        | Problem::CheckCodeLength(_)
        | Problem::RegistrationNumberGiven
        | Problem::EmailMalformed
        | Problem::EmailNotLatin
        | Problem::PasswordShort
        | Problem::PasswordCommon
        | Problem::PasswordPattern
        | Problem::PasswordWord
        | Problem::PasswordOwn
        | Problem::PasswordWeak
        | Problem::PasswordWrong
        | Problem::SignInWrong
        | Problem::IinShape
        | Problem::IinCheckDigit
        | Problem::IinRounded
        | Problem::BirthDateUnlikely
        | Problem::PhoneMalformed
        | Problem::ConsentNeeded
        | Problem::TickNeeded => true,
        _ => false,
    };
    if says_itself { words } else { format!("{label}: {words}") }
}

/// Message beside a field, tied to it by `{name}-error`.
#[component]
pub fn FieldError(locale: Locale, name: &'static str, problem: Option<Problem>) -> impl IntoView {
    problem.map(|problem| {
        view! {
            <p class="err" id=format!("{name}-error")>
                <Icon name=IconName::Alert/>
                <span>{field_words(locale, name, problem)}</span>
            </p>
        }
    })
}

/// Parts that every field has beside its input.
struct Question {
    locale: Locale,
    name: &'static str,
    label: String,
    hint: Option<String>,
    /// True if the label says that it may be left out.
    optional: bool,
    problem: Option<Problem>,
}

impl Question {
    /// Ids of the texts that describe the input.
    fn described(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.name));
        let error = self.problem.map(|_| format!("{}-error", self.name));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// Value of `aria-invalid`.
    fn invalid(&self) -> Option<&'static str> {
        self.problem.map(|_| "true")
    }

    fn class(&self) -> &'static str {
        if self.problem.is_some() { "field field--bad" } else { "field" }
    }

    /// Input under its label.
    fn above(self, input: impl IntoView + 'static) -> AnyView {
        let (class, name) = (self.class(), self.name);
        let (label, notes) = self.worded();
        view! { <div class=class><label for=name>{label}</label>{notes}{input}</div> }.into_any()
    }

    /// Group of several inputs with one legend.
    fn around(self, inputs: impl IntoView + 'static, role: Option<&'static str>) -> AnyView {
        let (class, described, invalid) = (self.class(), self.described(), role.and(self.invalid()));
        let (label, notes) = self.worded();
        view! {
            <fieldset class=class role=role aria-describedby=described aria-invalid=invalid>
                <legend>{label}</legend>
                {notes}
                <div class="choices">{inputs}</div>
            </fieldset>
        }
        .into_any()
    }

    /// Label, and the texts between it and the input.
    fn worded(self) -> (AnyView, AnyView) {
        let Self { locale, name, label, hint, optional, problem } = self;
        let label = if optional {
            view! { {label}" "<span class="opt">{text!(locale, forms.optional)}</span> }.into_any()
        } else {
            label.into_any()
        };
        let error = view! { <FieldError locale name problem/> };
        let notes = match hint {
            Some(hint) => view! { <p class="hint" id=format!("{name}-hint")>{hint}</p>{error} }.into_any(),
            None => error.into_any(),
        };
        (label, notes)
    }
}
