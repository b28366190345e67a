//! Words for results, and for what the rule says of them.

use super::model::{
    Cause, Missing, Proposal, Rule, RunResult,
    listed::{Column, ListFault, RowFaultKind},
};
use crate::{
    attendance::model::Tally,
    ground::Locale,
    i18n::{numbers, text},
    sheets,
    ui::{BadgeKind, IconName},
};

pub(super) fn result(locale: Locale, result: RunResult) -> String {
    match result {
        RunResult::Completed => text!(locale, completion.completed),
        RunResult::NotCompleted => text!(locale, completion.not_completed),
        RunResult::NoShow => text!(locale, completion.no_show),
    }
}

/// Badge of a proposal.
pub(super) fn badge(locale: Locale, proposal: Proposal) -> (BadgeKind, IconName, String) {
    match proposal.result() {
        Some(RunResult::Completed) => (BadgeKind::Ok, IconName::CheckCircle, text!(locale, completion.completed)),
        Some(other) => (BadgeKind::Plain, IconName::XCircle, result(locale, other)),
        None => (BadgeKind::Warn, IconName::Clock, text!(locale, completion.undecided)),
    }
}

/// Reason of a proposal, in a line.
pub(super) fn why(locale: Locale, proposal: Proposal, rule: Rule, hours: Tally, score: Option<i32>) -> String {
    // a share is shown as it is, never rounded up to the minimum
    let share = |percent: u32| numbers::share(locale, percent, 100);
    let attended = share((hours.attended * 100).checked_div(hours.all).unwrap_or_default());
    match proposal {
        Proposal::Decided(_, Cause::Enough) => match score.filter(|_| rule.pass_mark.is_some()) {
            Some(score) => text!(locale, completion.why_enough_score, share = attended, score = score),
            None => text!(locale, completion.why_enough, share = attended),
        },
        Proposal::Decided(_, Cause::TooFewHours) => {
            text!(locale, completion.why_few_hours, share = attended, needed = share(rule.min_attendance))
        }
        Proposal::Decided(_, Cause::ScoreTooLow) => text!(
            locale,
            completion.why_low_score,
            score = score.unwrap_or_default(),
            needed = rule.pass_mark.unwrap_or_default()
        ),
        Proposal::Decided(_, Cause::NeverThere) => text!(locale, completion.why_never_there),
        Proposal::Undecided(Missing::Meetings) => text!(locale, completion.why_no_meetings),
        Proposal::Undecided(Missing::Marks) => {
            text!(locale, completion.why_no_marks, count = hours.unmarked())
        }
        Proposal::Undecided(Missing::Score) => text!(locale, completion.why_no_score),
    }
}

/// Heading of a column of a list.
pub(super) fn column(locale: Locale, column: Column) -> String {
    match column {
        Column::Enrollment => text!(locale, completion.column_enrollment),
        Column::Name => text!(locale, completion.column_name),
        Column::Iin => text!(locale, completion.column_iin),
        Column::Email => text!(locale, completion.column_email),
        Column::Score => text!(locale, completion.column_score),
    }
}

/// Words for why no scores can be read from a file.
pub(super) fn list_fault(locale: Locale, fault: &ListFault) -> String {
    match fault {
        ListFault::Sheet(fault) => {
            let needed = [Column::Name, Column::Score].map(|needed| column(locale, needed));
            sheets::wording::file_fault(locale, fault, &needed.join(", "))
        }
        ListFault::Missing(missing) => text!(locale, completion.file_no_column, column = column(locale, *missing)),
        ListFault::Repeated(twice) => text!(locale, completion.file_column_twice, column = column(locale, *twice)),
        ListFault::NoRows => text!(locale, completion.file_no_rows),
    }
}

/// Words for what is wrong with a row, and what would be right.
pub(super) fn row_fault(locale: Locale, kind: &RowFaultKind) -> String {
    match kind {
        RowFaultKind::Nobody => text!(locale, completion.fault_nobody),
        RowFaultKind::SeveralPeople => text!(locale, completion.fault_several),
        RowFaultKind::TwoPeople { owner } => text!(locale, completion.fault_two_people, name = owner.as_str()),
        RowFaultKind::Twice { first_row } => text!(locale, completion.fault_twice, row = *first_row),
        RowFaultKind::Score { value, .. } => text!(locale, completion.fault_score, value = value.as_str()),
        RowFaultKind::Unreadable => text!(locale, completion.fault_unreadable),
    }
}
