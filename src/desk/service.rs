//! Work that is due today, for staff.

use chrono::{Days, TimeDelta};

use super::store;
pub(super) use super::store::{Due, DueRun, MeetingToday};
use crate::{
    db::Tx,
    ground::{AppError, clock, error::Rule},
    outbox,
    registry::service::{self as registry, Unsettled},
};

/// Time before its end from which an offer is shown.
const SOON: TimeDelta = TimeDelta::days(1);

/// Work that is due.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    pub offers: Due,
    pub applications: Due,
    pub runs: Due,
    pub certificates: Due,
    pub failed_letters: u32,
    /// Records of people that staff have to look at.
    pub people: Unsettled,
    pub meetings: Vec<MeetingToday>,
}

/// Reads what is due today.
///
/// `Refused`: the caller is not of staff.
pub(super) async fn desk(tx: &mut Tx) -> Result<Desk, AppError> {
    if !tx.caller().manages_registry() {
        return Err(tx.caller().refused(Rule::RegistryIsKeptByStaff));
    }
    let (now, today) = (tx.at(), tx.today());
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let failed = outbox::count_by_state(tx).await?.failed;
    Ok(Desk {
        offers: store::offers_ending(tx, now + SOON).await?,
        applications: store::to_decide(tx).await?,
        runs: store::to_close(tx, today).await?,
        certificates: store::to_issue(tx).await?,
        people: registry::unsettled(tx).await?,
        failed_letters: u32::try_from(failed).unwrap_or(u32::MAX),
        meetings: store::meetings_between(tx, clock::start_of(today), clock::start_of(tomorrow)).await?,
    })
}
