//! Editor of one run, which its parts are given.

use super::RunLetters;
use crate::{
    courses::model::{Course, RunState, details::RunDetails, draft::RunDraft, timetable::TimetableDraft},
    ground::{FormErrors, Locale, Problem},
    i18n::text,
    ui::FormState,
};

/// Editor of one run: what is typed, and what is known.
#[derive(Clone, Copy)]
pub(super) struct Editor<'a> {
    pub locale: Locale,
    pub form: &'a FormState,
    /// Problems of the generator, which is no part of what is saved.
    pub problems: &'a FormErrors,
    pub draft: &'a RunDraft,
    pub timetable: &'a TimetableDraft,
    /// Course of the run, once it is chosen.
    pub course: Option<&'a Course>,
    /// Run that is edited; `None`: it is new.
    pub run: Option<&'a RunDetails>,
    /// Run as somebody else has saved it meanwhile.
    pub now: Option<&'a RunDraft>,
    /// Letters that a change of the run brings about.
    pub letters: Option<&'a RunLetters>,
}

impl Editor<'_> {
    pub(super) fn problem(&self, name: &str) -> Option<Problem> {
        self.form.problem(name).or_else(|| self.problems.on(name))
    }

    /// Sentence that says what is saved now, where somebody else has changed it meanwhile.
    pub(super) fn saved_now(&self, typed: &str, of: impl Fn(&RunDraft) -> String) -> Option<String> {
        let now = of(self.now?);
        (now != typed).then(|| text!(self.locale, run_editor.saved_now, value = now))
    }

    pub(super) fn is_over(&self) -> bool {
        self.run.is_some_and(|details| matches!(details.run.state, RunState::Closed | RunState::Cancelled))
    }

    pub(super) fn is_announced(&self) -> bool {
        self.run.is_some_and(|details| details.run.state == RunState::Open)
    }
}
