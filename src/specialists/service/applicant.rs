//! Applicant: a person on the way into a run, with account, profile and consents, read once.

use super::{consents, own};
use crate::{
    accounts::{Account, service as accounts},
    db::Tx,
    ground::{AppError, caller::Caller},
    specialists::model::{Consent, ConsentKind, OwnProfile},
};

/// Parts that a person has still to do before they can enroll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// True if there is no profile, or something is missing in it.
    pub profile: bool,
    /// True if there is no consent to processing with the present text.
    pub consent: bool,
}

impl Missing {
    pub const fn anything(self) -> bool {
        self.profile || self.consent
    }
}

/// Caller with all that enrolling needs of them, as it is in this transaction.
#[derive(Clone, Debug)]
pub struct Applicant {
    /// Caller with the record that their account has now.
    pub(super) caller: Caller,
    pub account: Account,
    pub profile: Option<OwnProfile>,
    /// Consents that they have ever given, in order of time.
    pub consents: Vec<Consent>,
}

impl Applicant {
    /// Reads the caller.
    pub async fn find(tx: &mut Tx) -> Result<Self, AppError> {
        let (caller, account) = own::current_account(tx).await?;
        Self::of(tx, caller, account).await
    }

    /// Reads the caller once nobody else can change their account until the transaction ends: so a form that is sent
    /// twice at once is carried out once.
    pub async fn lock(tx: &mut Tx) -> Result<Self, AppError> {
        let account = accounts::lock_own(tx).await?;
        let caller = own::caller_with(tx, account.specialist)?;
        Self::of(tx, caller, account).await
    }

    async fn of(tx: &mut Tx, caller: Caller, account: Account) -> Result<Self, AppError> {
        let profile = own::profile_of(tx, &caller, &account).await?;
        let consents = consents::list_of(tx, &caller, account.specialist).await?;
        Ok(Self { caller, account, profile, consents })
    }

    /// Parts that they have still to do before they can enroll.
    pub fn missing(&self) -> Missing {
        let is_enough = |consent: &Consent| consent.kind == ConsentKind::Processing && consent.is_current();
        Missing {
            profile: self.profile.as_ref().is_none_or(|profile| !profile.is_complete()),
            consent: !self.consents.iter().any(is_enough),
        }
    }
}

/// Parts that the caller has still to do before they can enroll.
pub async fn missing_for_enrollment(tx: &mut Tx) -> Result<Missing, AppError> {
    Ok(Applicant::find(tx).await?.missing())
}
