//! Recording how an enrollment went elsewhere: on paper, or in a story.

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

/// Records an enrollment with its whole history; one that holds a place takes it, if the run has one, and one that
/// waits gets the next number of the list.
pub async fn record(
    tx: &mut Tx,
    run: RunId,
    specialist: SpecialistId,
    history: &History,
) -> Result<EnrollmentId, AppError> {
    let permit = policy::may_record(tx.caller(), run, specialist, history)?;
    admit(tx, &permit, "enrollment.recorded").await
}

/// Until when the place is kept that a history ends in the offer of: the hours of the run from that step on.
pub(super) async fn offer_ends_at(tx: &mut Tx, permit: &CanAdd<'_>) -> Result<Option<DateTime<Utc>>, AppError> {
    let (starts_on, hours) = store::find_offer_terms(tx, permit.run()).await?.ok_or(AppError::NotFound)?;
    let begins_at = clock::start_of(starts_on);
    Ok(permit.history().steps().last().map(|offer| model::offer_ends_at(offer.taken_at, hours, begins_at)))
}

/// Whether the person is in the run, or on the way into it (rule R3).
pub async fn is_enrolled(tx: &mut Tx, run: RunId, specialist: SpecialistId) -> Result<bool, AppError> {
    let scope = Scope::of_anybody(tx.caller(), specialist)?;
    Ok(store::is_enrolled(tx, &scope, run).await?)
}
