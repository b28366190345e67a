//! Letter to somebody who did not complete a run, with their hours and score.

use super::model::Rule;
use crate::{
    accounts::service as accounts,
    attendance::model::Tally,
    courses::service::RunDetails,
    db::Tx,
    ground::{
        AppError,
        address::Address,
        ids::{EnrollmentId, SpecialistId},
    },
    i18n::{dates, text},
    my,
    outbox::{self, Letter, LetterKind},
};

/// Facts by which somebody did not complete a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shortfall {
    pub enrollment: EnrollmentId,
    pub specialist: SpecialistId,
    pub hours: Tally,
    pub score: Option<i32>,
}

/// Queues the letter, in the transaction that closes the run. A person without an account gets none. A run that is closed
/// anew may have another result, so each closing has a letter of its own.
pub(super) async fn queue_not_completed(
    tx: &mut Tx,
    details: &RunDetails,
    shortfall: Shortfall,
) -> Result<(), AppError> {
    let Some(account) = accounts::find_by_specialist(tx, shortfall.specialist).await? else { return Ok(()) };
    let (locale, rule, run) = (account.locale, Rule::of(&details.course), &details.run);
    let course = details.course.title.pick(locale).0.to_owned();
    let hours = text!(
        locale,
        completion.letter_hours,
        attended = shortfall.hours.attended,
        all = shortfall.hours.all,
        needed = rule.hours_needed(shortfall.hours.all)
    );
    let score = rule.pass_mark.map(|pass_mark| match shortfall.score {
        Some(score) => text!(locale, completion.letter_score, score = score, needed = pass_mark),
        None => text!(locale, completion.letter_no_score, needed = pass_mark),
    });
    let days = dates::span(locale, run.starts_on, run.ends_on);
    let paragraphs = [
        Some(text!(locale, completion.letter, course = course.clone())),
        Some(text!(locale, completion.letter_run, run = run.code.clone(), days = days)),
        Some(hours),
        score,
        Some(text!(locale, completion.letter_complaint)),
    ];
    let letter = Letter {
        kind: LetterKind::NotCompleted,
        to: account.email,
        locale,
        subject: text!(locale, completion.letter_subject, course = course),
        paragraphs: paragraphs.into_iter().flatten().collect(),
        action: Some((text!(locale, layout.my), my::site::My.url(tx.origin(), locale))),
        dedupe_key: Some(format!(
            "{} {} {}",
            LetterKind::NotCompleted.as_str(),
            shortfall.enrollment,
            tx.at().timestamp_micros()
        )),
        calendar: None,
        useless_after: None,
    };
    Ok(outbox::queue(tx, letter).await?)
}
