//! Records of enrollments that happened elsewhere: on paper, or in the demonstration's story.

use chrono::{DateTime, Utc};

use super::admit;
use crate::{
    db::Tx,
    enrollments::{
        model::{self, History},
        policy::{self, CanAdd, Scope},
        store,
    },
    ground::{
        AppError, clock,
        ids::{EnrollmentId, RunId, SpecialistId},
    },
    places::service::CanChangeHolding,
};

/// Records an enrollment with its whole history; one that holds a seat takes it, if the run has one, and one that waits
/// gets the next number of the list.
pub async fn record(
    tx: &mut Tx,
    run: RunId,
    specialist: SpecialistId,
    history: &History,
) -> Result<EnrollmentId, AppError> {
    let permit = policy::may_record(tx.caller(), run, specialist, history)?;
    admit(tx, &permit, "enrollment.recorded").await
}

/// End of the offer that a history ends in: the hours of the run, counted from that step.
pub(super) async fn offer_ends_at(tx: &mut Tx, permit: &CanAdd<'_>) -> Result<Option<DateTime<Utc>>, AppError> {
    let (starts_on, hours) = store::find_offer_terms(tx, permit.run()).await?.ok_or(AppError::NotFound)?;
    let begins_at = clock::start_of(starts_on);
    Ok(permit.history().steps().last().map(|offer| model::offer_ends_at(offer.taken_at, hours, begins_at)))
}

/// Tells whether the person is in the run, or on the way into it (rule R3).
pub async fn is_enrolled(tx: &mut Tx, run: RunId, specialist: SpecialistId) -> Result<bool, AppError> {
    let scope = Scope::of_anybody(tx.caller(), specialist)?;
    Ok(store::find_standing(tx, &scope, run).await?.is_some())
}
