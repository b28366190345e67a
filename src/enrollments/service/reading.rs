//! How things stand, for whoever looks: nothing is decided here.

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

/// A run as somebody sees it who thinks of enrolling in it. By the time they have applied, it may have changed.
#[derive(Clone, Debug)]
pub struct Prospect {
    pub details: RunDetails,
    /// How they stand in it already, or have stood.
    pub own: Option<OwnEnrollment>,
    /// Another run of their own that is in the way.
    pub overlap: Option<Overlap>,
}

impl Prospect {
    /// The enrollment that keeps them from enrolling once more.
    pub fn standing(&self) -> Option<&OwnEnrollment> {
        self.own.as_ref().filter(|own| own.state.blocks_reapplying())
    }
}

/// The run with this code as whoever asks sees it; `None` where no run has the code.
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

/// All that the form of an application shows.
#[derive(Clone, Debug)]
pub struct Application {
    pub prospect: Prospect,
    /// What the registry has of the person already.
    pub profile: Option<OwnProfile>,
    /// All that they have ever agreed to.
    pub consents: Vec<Consent>,
    /// What they have still to fill in and to agree to.
    pub missing: Missing,
}

/// The form of an application as whoever asks is to see it; `None` where no run has the code.
pub async fn application(tx: &mut Tx, code: &str) -> Result<Option<Application>, AppError> {
    policy::may_apply(tx.caller())?;
    let Some(prospect) = prospect(tx, code).await? else { return Ok(None) };
    let applicant = Applicant::find(tx).await?;
    let missing = applicant.missing();
    Ok(Some(Application { prospect, profile: applicant.profile, consents: applicant.consents, missing }))
}

/// The enrollments of whoever asks, the latest run first.
pub async fn own(tx: &mut Tx) -> Result<Vec<OwnEnrollment>, AppError> {
    match Scope::own(tx.caller())? {
        Some(scope) => Ok(store::list_own(tx, &scope).await?),
        None => Ok(Vec::new()),
    }
}

/// Every step that the enrollments of whoever asks have taken; those of each in their order.
pub async fn own_steps(tx: &mut Tx) -> Result<Vec<(EnrollmentId, Step)>, AppError> {
    match Scope::own(tx.caller())? {
        Some(scope) => Ok(store::list_own_steps(tx, &scope).await?),
        None => Ok(Vec::new()),
    }
}

/// The enrollment of whoever asks in this run: that which stands, or else the latest that is over.
pub async fn own_in_run(tx: &mut Tx, run: RunId) -> Result<Option<OwnEnrollment>, AppError> {
    match Scope::own(tx.caller())? {
        Some(scope) => Ok(store::find_own(tx, &scope, run).await?),
        None => Ok(None),
    }
}
