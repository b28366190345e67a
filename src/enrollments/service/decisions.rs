//! Decisions of staff on applications, one or many at once.

use super::{lock_run, offers::tell, step};
use crate::{
    db::Tx,
    enrollments::{
        letters::EnrollmentNotice,
        model::{ApplicationFilter, ApplicationOrder, Decision, State, StepReason},
        policy::{self, RunScope},
        store::{self, Application, ApplicationCounts},
    },
    ground::{
        AppError, FormErrors, Problem,
        ids::{EnrollmentId, RunId},
    },
    specialists::service as specialists,
};

/// Field of the note of a decision.
pub const REASON: &str = "reason";

/// Page of a run's applications.
#[derive(Clone, Debug)]
pub struct Applications {
    pub applications: Vec<Application>,
    pub counts: ApplicationCounts,
}

/// Applications to a run, filtered and sorted, on a page of which 1 is the first; for staff.
pub async fn applications(
    tx: &mut Tx,
    run: RunId,
    filter: &ApplicationFilter,
    order: ApplicationOrder,
    page: i64,
) -> Result<Applications, AppError> {
    let scope = RunScope::of(tx.caller(), run)?;
    let counts = store::count_applications(tx, &scope, filter).await?;
    Ok(Applications { applications: store::list_applications(tx, &scope, filter, order, page).await?, counts })
}

/// Applications with these ids; for staff.
pub async fn chosen(tx: &mut Tx, run: RunId, ids: &[EnrollmentId]) -> Result<Vec<Application>, AppError> {
    let scope = RunScope::of(tx.caller(), run)?;
    Ok(store::list_chosen(tx, &scope, ids).await?)
}

/// People who have completed a run, in the order of their names; for staff.
pub async fn completed_in_run(tx: &mut Tx, run: RunId) -> Result<Vec<Application>, AppError> {
    let scope = RunScope::of(tx.caller(), run)?;
    Ok(store::list_in_states(tx, &scope, &[State::Completed]).await?)
}

/// People who are in a run, or were in it to its end, in the order of their names; for staff.
pub async fn people_of_run(tx: &mut Tx, run: RunId) -> Result<Vec<Application>, AppError> {
    let scope = RunScope::of(tx.caller(), run)?;
    Ok(store::list_in_states(tx, &scope, &State::IN_RUN).await?)
}

/// Ids as a form or an address has them; what is no id is left out.
pub fn read_ids<'a>(words: impl Iterator<Item = &'a str>) -> Vec<EnrollmentId> {
    let ids = words.filter_map(|word| word.parse::<uuid::Uuid>().ok().map(EnrollmentId));
    let mut ids: Vec<EnrollmentId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Decision as staff made it.
#[derive(Clone, Copy, Debug)]
pub struct NewDecision<'a> {
    pub decision: Decision,
    /// Note of staff. A decline needs one, and so does a seat for a person whose runs overlap (rule R3).
    pub note: &'a str,
    /// True if the letter says the note.
    pub is_note_sent: bool,
}

/// Numbers of people whom a decision has reached, and of those it has not because they were no longer waiting for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    pub decided: usize,
    pub left: usize,
}

/// Takes a decision on all of these applications, or on none. Those that somebody else has decided meanwhile are left
/// as they are.
///
/// `Conflict`: the run has not so many free seats. `Invalid`: a note is missing.
pub async fn decide(tx: &mut Tx, run: RunId, ids: &[EnrollmentId], new: NewDecision<'_>) -> Result<Decided, AppError> {
    let permit = policy::may_decide(tx.caller(), run)?;
    let scope = RunScope::of(tx.caller(), run)?;
    if ids.is_empty() {
        return Err(FormErrors::of("enrollment", Problem::Required).into());
    }
    for person in store::list_people(tx, &scope, ids).await? {
        // one who was erased has withdrawn by that
        specialists::lock(tx, person).await?;
    }
    let (locked, details) = lock_run(tx, run).await?;
    let enrollments = store::list_locked(tx, &locked, ids).await?;
    let open = enrollments.iter().filter(|enrollment| new.decision.is_open_to(enrollment.state));
    let open: Vec<_> = open.copied().collect();
    let applications = store::list_chosen(tx, &scope, ids).await?;
    check_note(new, &applications)?;
    let (mut decided, mut waiting) = (0, details.run.places.waiting);
    for enrollment in &open {
        step(tx, &permit.take(enrollment, new.decision.state())?, StepReason::Staff(new.note.to_owned())).await?;
        let notice = match new.decision {
            Decision::Confirm => EnrollmentNotice::Confirmed,
            Decision::Waitlist => {
                waiting += 1;
                EnrollmentNotice::Waitlisted { place: waiting }
            }
            Decision::Decline => EnrollmentNotice::Declined { note: new.is_note_sent.then_some(new.note) },
        };
        tell(tx, &details, enrollment, notice).await?;
        decided += 1;
    }
    Ok(Decided { decided, left: ids.len() - decided })
}

/// Checks that what needs a note has one.
fn check_note(new: NewDecision<'_>, applications: &[Application]) -> Result<(), AppError> {
    let is_needed = match new.decision {
        Decision::Decline => true,
        Decision::Confirm => applications.iter().any(|application| application.overlap.is_some()),
        Decision::Waitlist => false,
    };
    if is_needed && new.note.is_empty() {
        return Err(FormErrors::of(REASON, Problem::Required).into());
    }
    Ok(())
}
