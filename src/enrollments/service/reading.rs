//! Reads of runs and enrollments for pages: nothing is decided here.

use crate::{
    courses::service::{self as courses, RunDetails},
    db::Tx,
    enrollments::{
        model::Step,
        policy::{self, Scope},
        store::{self, Overlap, OwnEnrollment},
    },
    ground::{
        AppError,
        ids::{EnrollmentId, RunId},
    },
    specialists::{
        model::{Consent, OwnProfile},
        service::{Applicant, Missing},
    },
};

/// Run as a reader sees it who thinks of enrolling in it. It may have changed by the time they apply.
#[derive(Clone, Debug)]
pub struct Prospect {
    pub details: RunDetails,
    /// Reader's enrollment in it, or the latest that is over.
    pub own: Option<OwnEnrollment>,
    /// Run of the reader's own that overlaps with it.
    pub overlap: Option<Overlap>,
}

impl Prospect {
    /// Enrollment that keeps the reader from enrolling again.
    pub fn standing(&self) -> Option<&OwnEnrollment> {
        self.own.as_ref().filter(|own| own.state.blocks_reapplying())
    }
}

/// Reads the run with this code for the caller; `None` if no run has the code.
pub async fn prospect(tx: &mut Tx, code: &str) -> Result<Option<Prospect>, AppError> {
    let Some(details) = courses::run(tx, code).await? else { return Ok(None) };
    let mut prospect = Prospect { details, own: None, overlap: None };
    // a visitor has none
    if let Ok(Some(scope)) = Scope::own(tx.caller()) {
        let run = prospect.details.id;
        let days = (prospect.details.run.starts_on, prospect.details.run.ends_on);
        prospect.own = store::find_own(tx, &scope, run).await?;
        prospect.overlap = store::find_overlap(tx, &scope, run, days).await?;
    }
    Ok(Some(prospect))
}

/// Data that the form of an application shows.
#[derive(Clone, Debug)]
pub struct Application {
    pub prospect: Prospect,
    /// Profile that the registry has of the person already.
    pub profile: Option<OwnProfile>,
    /// Consents that they have ever given.
    pub consents: Vec<Consent>,
    /// Parts that they have still to fill in and to agree to.
    pub missing: Missing,
}

/// Reads the form of an application for the caller; `None` if no run has the code.
pub async fn application(tx: &mut Tx, code: &str) -> Result<Option<Application>, AppError> {
    policy::may_apply(tx.caller())?;
    let Some(prospect) = prospect(tx, code).await? else { return Ok(None) };
    let applicant = Applicant::find(tx).await?;
    let missing = applicant.missing();
    Ok(Some(Application { prospect, profile: applicant.profile, consents: applicant.consents, missing }))
}

/// Run with this code for a page of staff.
///
/// `NotFound`: no run has the code. `Refused`: the caller is not of staff.
pub async fn run_for_staff(tx: &mut Tx, code: &str) -> Result<RunDetails, AppError> {
    policy::may_manage_runs(tx.caller())?;
    courses::run(tx, code).await?.ok_or(AppError::NotFound)
}

/// Enrollments of the caller, the latest run first.
pub async fn own(tx: &mut Tx) -> Result<Vec<OwnEnrollment>, AppError> {
    match Scope::own(tx.caller())? {
        Some(scope) => Ok(store::list_own(tx, &scope).await?),
        None => Ok(Vec::new()),
    }
}

/// Steps that the caller's enrollments have taken; those of each in their order.
pub async fn own_steps(tx: &mut Tx) -> Result<Vec<(EnrollmentId, Step)>, AppError> {
    match Scope::own(tx.caller())? {
        Some(scope) => Ok(store::list_own_steps(tx, &scope).await?),
        None => Ok(Vec::new()),
    }
}

/// Enrollment of the caller in this run: the one that blocks reapplying, or else the latest that is over.
pub async fn own_in_run(tx: &mut Tx, run: RunId) -> Result<Option<OwnEnrollment>, AppError> {
    match Scope::own(tx.caller())? {
        Some(scope) => Ok(store::find_own(tx, &scope, run).await?),
        None => Ok(None),
    }
}
