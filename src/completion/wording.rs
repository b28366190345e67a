//! Words for results, and for what the rule says of them.

use super::model::{Cause, Missing, Proposal, Rule, RunResult};
use crate::{
    attendance::model::Tally,
    ground::Locale,
    i18n::{numbers, text},
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
