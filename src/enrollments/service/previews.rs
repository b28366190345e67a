//! Letters that a decision or a change of a run will bring about, as staff see them before.

use std::collections::HashMap;

use crate::{
    accounts::service as accounts,
    courses::{model::change::RunChange, service::RunDetails},
    db::Tx,
    enrollments::{
        letters::{self, EnrollmentNotice},
        model::{Decision, State},
        policy::RunScope,
        store,
    },
    ground::{AppError, Locale, ids::SpecialistId},
    specialists::service as specialists,
    ui::{LetterPreview, LetterPreviews},
};

/// Letters about a decision on these people. `note` is what the letter of a decline says.
pub async fn preview_decision(
    tx: &mut Tx,
    details: &RunDetails,
    decision: Decision,
    people: &[SpecialistId],
    note: Option<&str>,
) -> Result<LetterPreviews, AppError> {
    let notice = match decision {
        Decision::Confirm => EnrollmentNotice::Confirmed,
        // each gets their own position; the first one's is shown
        Decision::Waitlist => EnrollmentNotice::Waitlisted { place: details.run.places.waiting + 1 },
        Decision::Decline => EnrollmentNotice::Declined { note },
    };
    previews(tx, details, people, notice).await
}

/// Letters about a change of a run, to all who have a seat in it; none if they need not know of it.
pub async fn preview_change(tx: &mut Tx, change: &RunChange) -> Result<LetterPreviews, AppError> {
    if !change.is_felt() {
        return Ok(LetterPreviews::default());
    }
    let scope = RunScope::of(tx.caller(), change.after.id)?;
    let people = store::list_people_in(tx, &scope, &[State::Confirmed, State::Offered]).await?;
    previews(tx, &change.after, &people, EnrollmentNotice::RunChanged { change, is_confirmed: true }).await
}

/// Letters about the end of a run that is cancelled, to all who are in it or on the way into it.
pub async fn preview_cancelling(tx: &mut Tx, details: &RunDetails) -> Result<LetterPreviews, AppError> {
    let scope = RunScope::of(tx.caller(), details.id)?;
    let people = store::list_people_in(tx, &scope, &State::OPEN).await?;
    previews(tx, details, &people, EnrollmentNotice::RunCancelled { had_place: true }).await
}

async fn previews(
    tx: &mut Tx,
    details: &RunDetails,
    people: &[SpecialistId],
    notice: EnrollmentNotice<'_>,
) -> Result<LetterPreviews, AppError> {
    let mut languages: HashMap<SpecialistId, Locale> = accounts::languages_of(tx, people).await?.into_iter().collect();
    for (person, locale) in specialists::paper_languages(tx, people).await? {
        languages.entry(person).or_insert(locale);
    }
    let count = |locale: Locale| people.iter().filter(|person| languages.get(person) == Some(&locale)).count();
    let counted = Locale::ALL.into_iter().map(|locale| (locale, count(locale))).filter(|(_, count)| *count > 0);
    let letters = counted.map(|(locale, count)| {
        let (subject, paragraphs) = letters::text(tx, details, locale, notice);
        LetterPreview { locale, count, subject, paragraphs }
    });
    let letters: Vec<_> = letters.collect();
    let without_address = people.iter().filter(|person| !languages.contains_key(person)).count();
    Ok(LetterPreviews { letters, without_address })
}
