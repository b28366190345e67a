//! Enrolling, accepting, withdrawing, and offering free seats (rules R3 and R4).
//!
//! Each step locks the person, then the run, and only then reads: so the decisions about a run come one after another
//! in the order of arrival, and nobody gets into two runs that overlap. A value that was read before the lock may be
//! out of date.

mod by_hand;
mod changes;
mod completion;
mod decisions;
mod merging;
mod offers;
mod previews;
mod reading;
mod records;
mod results;

pub use self::{
    by_hand::{Chosen, PERSON, chosen_person, enroll_by_hand},
    changes::{Consequences, cancel_run, edit_run},
    completion::completed,
    decisions::{
        Applications, Decided, NewDecision, REASON, applications, chosen, completed_in_run, decide, people_of_run,
        read_ids,
    },
    merging::{move_to, of_person, shared_run},
    offers::pass_on,
    previews::{preview_cancelling, preview_change, preview_decision},
    reading::{Application, Prospect, application, own, own_in_run, own_steps, prospect, run_for_staff},
    records::{is_enrolled, record},
    results::{Ending, LockedResults, correct, end, lock_results, take_back},
};
pub use super::store::{
    Application as RunApplication, ApplicationCounts, CompletedEnrollment, Overlap, OwnEnrollment, PAGE,
};

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{
    letters::{self, EnrollmentNotice},
    model::{History, Reason, State, Step, StepReason, has_begun},
    policy::{self, CanAdd, CanApply, CanMove},
    store::{self, Waits},
};
use crate::{
    accounts::{model::Account, service as accounts},
    audit,
    courses::{
        model::Opening,
        service::{self as courses, RunDetails},
    },
    db::{Failure, Tx},
    ground::{
        AppError, FormErrors, Locale, Problem,
        error::Clash,
        ids::{EnrollmentId, RunId, SpecialistId},
    },
    places::service::{self as places, CanChangeHolding, LockedRun},
    specialists::{
        model::ConsentKind,
        service::{self as specialists, Applicant, Missing},
    },
};

/// Name of an enrollment in the audit log.
const SUBJECT: &str = "enrollment";

/// Result of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enrolled {
    pub enrollment: EnrollmentId,
    pub state: State,
}

/// Application that was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    pub enrolled: Enrolled,
    /// True if a name of the form was put right, which its sender is to see.
    pub is_name_repaired: bool,
}

/// Saves what is missing in the caller's profile and consents, and enrolls them: all of it, or nothing. `field` gives
/// the value of a field of the form, empty if there is none; `locale` is the language of the page.
pub async fn apply<T: AsRef<str>>(
    tx: &mut Tx,
    run: RunId,
    field: impl Fn(&str) -> T,
    locale: Locale,
) -> Result<Applied, AppError> {
    policy::may_apply(tx.caller())?;
    let applicant = Applicant::lock(tx).await?;
    let (applicant, is_name_repaired) = specialists::complete_from_form(tx, applicant, field, locale).await?;
    Ok(Applied { enrolled: enroll_applicant(tx, &applicant, run).await?, is_name_repaired })
}

/// Enrolls the caller in a run: they get a seat or a position on the waiting list, or staff are to choose. A caller who
/// is enrolled already gets their present state, because a button pressed twice asks for one thing.
///
/// `Conflict`: nobody can apply any more, or another run of their own overlaps with this one. `Invalid`: something is
/// missing in their profile, or their consent is.
pub async fn enroll(tx: &mut Tx, run: RunId) -> Result<Enrolled, AppError> {
    let applicant = Applicant::find(tx).await?;
    enroll_applicant(tx, &applicant, run).await
}

/// Enrolls an applicant who was read in this transaction, as [`enroll`] does.
async fn enroll_applicant(tx: &mut Tx, applicant: &Applicant, run: RunId) -> Result<Enrolled, AppError> {
    let permit = policy::may_apply_for(tx.caller(), &applicant.account, run)?;
    let (locked, run) = lock(tx, &permit, run).await?;
    let standing = store::find_latest(tx, &locked, permit.specialist()).await?;
    if let Some(standing) = standing.filter(|enrollment| enrollment.state.blocks_reapplying()) {
        return Ok(Enrolled { enrollment: standing.id, state: standing.state });
    }
    let (outcome, notice) = match run.run.opening(tx.today()) {
        Opening::Place => (Some((State::Confirmed, Reason::PlaceFree)), EnrollmentNotice::Confirmed),
        Opening::WaitingList => (
            Some((State::Waitlisted, Reason::ListFull)),
            EnrollmentNotice::Waitlisted { place: run.run.places.waiting + 1 },
        ),
        Opening::Selection => (None, EnrollmentNotice::Applied),
        Opening::Over => return Err(AppError::Conflict(Clash::EnrollmentClosed)),
    };
    check_complete(applicant.missing())?;
    let days = (run.run.starts_on, run.run.ends_on);
    if store::find_overlap(tx, &permit.scope(), run.id, days).await?.is_some() {
        return Err(AppError::Conflict(Clash::RunsOverlap));
    }
    let at = tx.at();
    let steps = [Some((State::Applied, Reason::ByApplicant)), outcome].into_iter().flatten();
    let history = History::lived(steps.map(|(to, reason)| Step::because(to, at, reason)).collect())?;
    let enrollment = admit(tx, &permit.add(&history)?, "enrollment.applied").await?;
    letters::queue(tx, &(&applicant.account).into(), &run, enrollment, notice).await?;
    if history.state() == State::Waitlisted {
        // the run may have been given more seats since the last step
        offers::fill(tx, &permit.offer_seats(), &locked, &run).await?;
    }
    Ok(Enrolled { enrollment, state: history.state() })
}

/// Accepts the seat that is offered to the caller. To accept it twice changes nothing.
///
/// `Conflict`: the offer is over, or they have withdrawn the consent to the processing of their data. `NotFound`: no
/// seat was ever offered to them in this run.
pub async fn accept(tx: &mut Tx, run: RunId) -> Result<(), AppError> {
    let applicant = Applicant::find(tx).await?;
    let permit = policy::may_apply_for(tx.caller(), &applicant.account, run)?;
    let (locked, run) = lock(tx, &permit, run).await?;
    let enrollment = store::find_latest(tx, &locked, permit.specialist()).await?.ok_or(AppError::NotFound)?;
    let until = enrollment.offer_ends_at.filter(|_| enrollment.state == State::Offered);
    if until.is_some_and(|until| tx.at() < until) {
        if applicant.missing().consent {
            return Err(AppError::Conflict(Clash::ConsentMissing));
        }
        step(tx, &permit.take(&enrollment, State::Confirmed)?, Reason::OfferAccepted).await?;
        letters::queue(tx, &(&applicant.account).into(), &run, enrollment.id, EnrollmentNotice::Confirmed).await?;
        return Ok(());
    }
    match enrollment.state {
        state if state.holds_seat() && state != State::Offered => Ok(()),
        _ if enrollment.offer_ends_at.is_some() => Err(AppError::Conflict(Clash::OfferOver)),
        _ => Err(AppError::NotFound),
    }
}

/// Withdraws the caller from a run that has not begun, or in which they have no seat. A seat that they leave is offered
/// to the first who waits.
///
/// `Conflict`: the run has begun with them. `NotFound`: they were never enrolled in it.
pub async fn withdraw(tx: &mut Tx, run: RunId) -> Result<(), AppError> {
    let (permit, account) = own_permit(tx, run).await?;
    let (locked, run) = lock(tx, &permit, run).await?;
    let enrollment = store::find_latest(tx, &locked, permit.specialist()).await?.ok_or(AppError::NotFound)?;
    if enrollment.state == State::Withdrawn {
        return Ok(());
    }
    if has_begun(&run.run, tx.today()) && !enrollment.state.awaits_place() {
        return Err(AppError::Conflict(Clash::RunHasBegun));
    }
    let had_place = enrollment.state.holds_seat();
    step(tx, &permit.take(&enrollment, State::Withdrawn)?, Reason::ByApplicant).await?;
    letters::queue(tx, &(&account).into(), &run, enrollment.id, EnrollmentNotice::Withdrawn { had_place }).await?;
    // seats that staff have kept free are no matter of somebody who had none
    if had_place { offers::fill(tx, &permit.offer_seats(), &locked, &run).await } else { Ok(()) }
}

/// Ends the open enrollments of a person who has their own data erased; their seats are offered to others. Notes that
/// were written by hand are emptied in all their enrollments; the steps remain. No letter is sent: the address is
/// erased too.
pub async fn erase(tx: &mut Tx, specialist: SpecialistId) -> Result<(), AppError> {
    let permit = policy::may_erase(tx.caller(), specialist)?;
    if !specialists::lock(tx, specialist).await? {
        return Ok(());
    }
    for run in store::list_open_runs(tx, specialist).await? {
        let (locked, run) = lock_run(tx, run).await?;
        let enrollment = store::find_latest(tx, &locked, specialist).await?;
        // the offer may have run out while another step held the lock on the run
        let Some(enrollment) = enrollment.filter(|enrollment| enrollment.state.is_open()) else { continue };
        let (leave, offer) = permit.take(&enrollment)?;
        step(tx, &leave, Reason::AccountErased).await?;
        if enrollment.state.holds_seat() {
            offers::fill(tx, &offer, &locked, &run).await?;
        }
    }
    store::erase_notes(tx, &permit).await?;
    for enrollment in store::list_of_leaving(tx, &permit).await? {
        audit::erase(tx, "enrollment.erased", (SUBJECT, enrollment)).await?;
    }
    Ok(())
}

/// Checks that a person who enrolls has a whole profile and has given the consent to processing.
fn check_complete(missing: Missing) -> Result<(), AppError> {
    let mut errors = FormErrors::default();
    if missing.profile {
        errors.add("surname", Problem::Required);
    }
    if missing.consent {
        errors.add(ConsentKind::Processing.field(), Problem::ConsentNeeded);
    }
    Ok(errors.or(())?)
}

/// Permit for the caller's own steps in this run, and the account that their letters go to.
async fn own_permit(tx: &mut Tx, run: RunId) -> Result<(CanApply, Account), AppError> {
    let id = tx.caller().signed_in()?.account;
    let account = accounts::find(tx, id).await?.ok_or(AppError::SignInNeeded)?;
    Ok((policy::may_apply_for(tx.caller(), &account, run)?, account))
}

/// Locks the person, then the places of the run: always in this order, so that no two steps wait for each other.
async fn lock(tx: &mut Tx, permit: &CanApply, run: RunId) -> Result<(LockedRun, RunDetails), AppError> {
    if !specialists::lock(tx, permit.specialist()).await? {
        return Err(AppError::NotFound);
    }
    lock_run(tx, run).await
}

async fn lock_run(tx: &mut Tx, run: RunId) -> Result<(LockedRun, RunDetails), AppError> {
    let locked = places::lock(tx, run).await?;
    let details = courses::run_by_id(tx, run).await?.ok_or(AppError::NotFound)?;
    Ok((locked, details))
}

/// Writes a new enrollment, with the seat or the queue position that its state holds.
async fn admit(tx: &mut Tx, permit: &CanAdd<'_>, action: &'static str) -> Result<EnrollmentId, AppError> {
    let history = permit.history();
    let state = history.state();
    let waiting_number = places::change_holding(tx, permit).await?;
    let offer_ends_at = if state == State::Offered { records::offer_ends_at(tx, permit).await? } else { None };
    let waits = Waits { waiting_number, offer_ends_at };
    let id = tx.ids().next();
    store::insert(tx, permit, id, waits).await.map_err(|failure| match failure {
        Failure::Taken(_) => AppError::Conflict(Clash::EnrolledAlready),
        other => other.into(),
    })?;
    let after = json!({
        "run": permit.run().to_string(), "specialist": permit.specialist().to_string(), "state": state.as_str(),
        "reason": history.steps().last().map(|step| step.reason.as_str()),
    });
    audit::record_new(tx, action, (SUBJECT, id), &after)?;
    Ok(id)
}

/// Takes an enrollment one step further, with the seat or the queue position that it takes or leaves.
async fn step(tx: &mut Tx, permit: &CanMove, reason: impl Into<StepReason>) -> Result<(), AppError> {
    step_until(tx, permit, reason, None).await
}

/// Takes a step in the same way; an offered seat is reserved until `offer_ends_at`.
async fn step_until(
    tx: &mut Tx,
    permit: &CanMove,
    reason: impl Into<StepReason>,
    offer_ends_at: Option<DateTime<Utc>>,
) -> Result<(), AppError> {
    let (enrollment, step, reason) = (permit.enrollment(), permit.step(), reason.into());
    let waiting_number = places::change_holding(tx, permit).await?;
    if !store::update_state(tx, permit, &reason, Waits { waiting_number, offer_ends_at }).await? {
        return Err(AppError::Conflict(Clash::StepNotAllowed));
    }
    let before = json!({ "state": step.from().as_str() });
    let after = json!({
        "run": permit.run().to_string(), "specialist": enrollment.specialist.to_string(),
        "state": step.to().as_str(), "reason": reason.as_str(), "offer_ends_at": offer_ends_at,
    });
    Ok(audit::record(tx, action(step.to()), (SUBJECT, enrollment.id), Some(&before), Some(&after))?)
}

/// Name of a step in the audit log.
const fn action(to: State) -> &'static str {
    match to {
        State::Applied => "enrollment.applied",
        State::Confirmed => "enrollment.confirmed",
        State::Waitlisted => "enrollment.waitlisted",
        State::Declined => "enrollment.declined",
        State::Withdrawn => "enrollment.withdrawn",
        State::Offered => "enrollment.offered",
        State::Expired => "enrollment.expired",
        State::Completed => "enrollment.completed",
        State::NotCompleted => "enrollment.not_completed",
        State::NoShow => "enrollment.no_show",
    }
}
