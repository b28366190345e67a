//! Changes of a run, with what they mean to the people in it: letters, offers of added seats, the end of a cancelled run.

use super::{lock_run, offers, step};
use crate::{
    courses::{
        model::{NewRun, RunState},
        service as courses,
    },
    db::Tx,
    enrollments::{
        letters::EnrollmentNotice,
        model::{Reason, State},
        policy, store,
    },
    ground::{AppError, clock, ids::RunId},
};

/// Numbers of people whom a change of a run has reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consequences {
    /// Letters about the change itself.
    pub letters: usize,
    /// Offers of seats that have come free.
    pub offers: usize,
    /// Enrollments that have ended.
    pub ended: usize,
}

/// Changes a run as `courses::edit_run` does. Free seats are offered to those who wait, and all who have a seat learn of
/// other days, meetings or another venue.
pub async fn edit_run(tx: &mut Tx, run: RunId, seen: i32, new: NewRun) -> Result<Consequences, AppError> {
    let permit = policy::may_change_run(tx.caller(), run)?;
    let Some(change) = courses::edit_run(tx, run, seen, new).await? else { return Ok(Consequences::default()) };
    if change.before.run.state != RunState::Open {
        return Ok(Consequences::default());
    }
    let (locked, details) = lock_run(tx, run).await?;
    // no offer lasts longer than until the run begins (rule R3)
    store::shorten_offers(tx, &permit, clock::start_of(details.run.starts_on)).await?;
    let mut letters = 0;
    if change.is_felt() {
        for enrollment in store::list_open(tx, &locked).await? {
            let is_confirmed = enrollment.state == State::Confirmed;
            if is_confirmed || enrollment.state == State::Offered {
                let notice = EnrollmentNotice::RunChanged { change: &change, is_confirmed };
                letters += usize::from(offers::tell(tx, &details, &enrollment, notice).await?);
            }
        }
    }
    offers::fill(tx, &permit.offer_seats(), &locked, &details).await?;
    let (_, filled) = lock_run(tx, run).await?;
    let offers = filled.run.places.offered.saturating_sub(details.run.places.offered);
    Ok(Consequences { letters, offers: usize::try_from(offers).unwrap_or(usize::MAX), ended: 0 })
}

/// Cancels a run: the open enrollments end, and everybody concerned learns of it.
pub async fn cancel_run(tx: &mut Tx, run: RunId, seen: i32) -> Result<Consequences, AppError> {
    let permit = policy::may_change_run(tx.caller(), run)?;
    if courses::cancel_run(tx, run, seen).await?.is_none() {
        return Ok(Consequences::default());
    }
    let (locked, details) = lock_run(tx, run).await?;
    let (mut letters, mut ended) = (0, 0);
    for enrollment in store::list_open(tx, &locked).await? {
        step(tx, &permit.end(&enrollment)?, Reason::RunCancelled).await?;
        let notice = EnrollmentNotice::RunCancelled { had_place: enrollment.state == State::Confirmed };
        letters += usize::from(offers::tell(tx, &details, &enrollment, notice).await?);
        ended += 1;
    }
    Ok(Consequences { letters, offers: 0, ended })
}
