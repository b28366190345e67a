//! Offers of free seats: to the first who waits, and to the next when an offer is not taken (rule R3).

use super::{lock_run, step, step_until};
use crate::{
    accounts::service as accounts,
    audit,
    courses::service::RunDetails,
    db::{Ctx, Tx},
    enrollments::{
        letters::{self, EnrollmentNotice, Recipient},
        model::{LockedEnrollment, Reason, State, has_begun, offer_ends_at, passes_places_on},
        policy::{self, CanOffer},
        store,
    },
    ground::{
        AppError, clock,
        ids::{EnrollmentId, RunId, SpecialistId},
    },
    places::service::{self as places, LockedRun},
    specialists::service as specialists,
};

/// Offers every free seat of a locked run to the next in line, if the run has not begun.
pub(super) async fn fill(tx: &mut Tx, permit: &CanOffer, locked: &LockedRun, run: &RunDetails) -> Result<(), AppError> {
    if !passes_places_on(&run.run, tx.today()) {
        return Ok(());
    }
    let until = offer_ends_at(tx.at(), run.offer_hours, clock::start_of(run.run.starts_on));
    while places::has_free_seat(tx, locked).await? {
        let Some(next) = store::find_first_waiting(tx, locked).await? else { break };
        step_until(tx, &permit.take(&next)?, Reason::PlaceCameFree, Some(until)).await?;
        tell(tx, run, &next, EnrollmentNotice::Offered { until }).await?;
    }
    Ok(())
}

/// Ends every offer whose time is over and offers its seat to the next, and ends the waiting for runs that have begun;
/// returns for how many people. Each run has a transaction of its own; called again, it has nothing left to do.
pub async fn pass_on(ctx: &Ctx) -> Result<u32, AppError> {
    let runs = store::list_runs_to_pass_on(&mut ctx.read().await?).await?;
    let mut passed_on = Ok(0);
    for run in runs {
        // a run that fails must not hold up the others
        match pass_on_in(ctx, run).await {
            Ok(here) => passed_on = passed_on.map(|so_far| so_far + here),
            Err(error) => passed_on = Err(error),
        }
    }
    passed_on
}

async fn pass_on_in(ctx: &Ctx, run: RunId) -> Result<u32, AppError> {
    let mut tx = ctx.begin().await?;
    let permit = policy::may_pass_on(tx.caller(), run)?;
    let (locked, run) = lock_run(&mut tx, run).await?;
    let over = store::list_offers_over(&mut tx, &locked).await?;
    let has_begun = has_begun(&run.run, tx.today());
    let waiting = if has_begun { store::list_waiting(&mut tx, &locked).await? } else { Vec::new() };
    if over.is_empty() && waiting.is_empty() {
        return Ok(0);
    }
    for offer in &over {
        step(&mut tx, &permit.take(offer, State::Expired)?, Reason::OfferRanOut).await?;
        let until = offer.offer_ends_at.unwrap_or_else(|| tx.at());
        tell(&mut tx, &run, offer, EnrollmentNotice::OfferRanOut { until }).await?;
    }
    fill(&mut tx, &permit.offer_seats(), &locked, &run).await?;
    for waits in &waiting {
        step(&mut tx, &permit.take(waits, State::Declined)?, Reason::RunBegan).await?;
        tell(&mut tx, &run, waits, EnrollmentNotice::NoPlace).await?;
    }
    audit::commit(tx).await?;
    Ok(u32::try_from(over.len() + waiting.len()).unwrap_or(u32::MAX))
}

/// Writes to the person of an enrollment; returns whether they have an address.
pub(super) async fn tell(
    tx: &mut Tx,
    run: &RunDetails,
    enrollment: &LockedEnrollment,
    notice: EnrollmentNotice<'_>,
) -> Result<bool, AppError> {
    tell_person(tx, run, (enrollment.specialist, enrollment.id), notice).await
}

/// Writes to a person about their enrollment; returns whether they have an address.
pub(super) async fn tell_person(
    tx: &mut Tx,
    run: &RunDetails,
    (specialist, enrollment): (SpecialistId, EnrollmentId),
    notice: EnrollmentNotice<'_>,
) -> Result<bool, AppError> {
    let Some(recipient) = recipient(tx, specialist).await? else { return Ok(false) };
    letters::queue(tx, &recipient, run, enrollment, notice).await?;
    Ok(true)
}

/// Recipient of a person's letters: the owner of their account, or else the address that staff have entered from paper.
pub(super) async fn recipient(tx: &mut Tx, specialist: SpecialistId) -> Result<Option<Recipient>, AppError> {
    if let Some(account) = accounts::find_by_specialist(tx, specialist).await? {
        return Ok(Some(Recipient::from(&account)));
    }
    let address = specialists::paper_address(tx, specialist).await?;
    Ok(address.map(|(email, locale)| Recipient { email, locale }))
}
