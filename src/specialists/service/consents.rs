//! What people agree to: giving it, withdrawing it, and what follows from it.

use serde_json::json;

use super::{
    SUBJECT, own,
    own::{asking, asking_anyhow},
};
use crate::{
    accounts::service as accounts,
    audit,
    db::Tx,
    ground::{AppError, Locale, ids::SpecialistId},
    specialists::{
        model::{Consent, ConsentKind, ConsentText},
        policy::{may_decide, may_keep_person},
        store::consents as store,
    },
};

/// What is still to be done before somebody can enroll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The profile is not there, or lacks something.
    pub profile: bool,
    /// The consent to processing was not given to the text as it reads today.
    pub consent: bool,
}

impl Missing {
    pub const fn anything(self) -> bool {
        self.profile || self.consent
    }
}

/// All that a person has ever agreed to, the first first; also what was withdrawn.
pub async fn consents(tx: &mut Tx, specialist: SpecialistId) -> Result<Vec<Consent>, AppError> {
    let permit = may_keep_person(&asking_anyhow(tx).await?, specialist)?;
    Ok(store::list(tx, &permit).await?)
}

/// The same of who is signed in; nothing while they have no record.
pub async fn own_consents(tx: &mut Tx) -> Result<Vec<Consent>, AppError> {
    let (caller, account) = asking(tx).await?;
    let Some(specialist) = account.specialist else { return Ok(Vec::new()) };
    let permit = may_keep_person(&caller, specialist)?;
    Ok(store::list(tx, &permit).await?)
}

/// Keeps that a person agrees to the text as it reads today; `locale` is the language they read it in. What they
/// have agreed to already in these words is not kept twice, and a consent to an older text ends here.
pub async fn give(
    tx: &mut Tx,
    specialist: SpecialistId,
    kinds: &[ConsentKind],
    locale: Locale,
) -> Result<(), AppError> {
    let caller = asking_anyhow(tx).await?;
    let permit = may_decide(&caller, specialist)?;
    let standing = consents(tx, specialist).await?;
    for kind in kinds.iter().copied() {
        if standing.iter().any(|consent| consent.kind == kind && consent.is_current()) {
            continue;
        }
        store::update_withdrawn(tx, &permit, kind).await?;
        store::insert(tx, &permit, kind, locale).await?;
        let version = &ConsentText::current().version;
        let after = json!({ "kind": kind.as_str(), "version": version, "locale": locale.code() });
        audit::record_new(tx, "specialist.agreed", (SUBJECT, specialist), &after)?;
    }
    Ok(())
}

/// Ends a consent of who is signed in; says whether it stood. Without the consent to processing there are no new
/// enrollments; what has been learned and issued stays.
pub async fn withdraw_consent(tx: &mut Tx, kind: ConsentKind) -> Result<bool, AppError> {
    accounts::lock_own(tx).await?;
    let (caller, account) = asking(tx).await?;
    let specialist = account.specialist.ok_or(AppError::NotFound)?;
    let permit = may_decide(&caller, specialist)?;
    if !store::update_withdrawn(tx, &permit, kind).await? {
        return Ok(false);
    }
    let before = json!({ "kind": kind.as_str() });
    audit::record(tx, "specialist.consent_withdrawn", (SUBJECT, specialist), Some(&before), None::<&()>)?;
    Ok(true)
}

/// What who is signed in has still to do before they can enroll.
pub async fn missing_for_enrollment(tx: &mut Tx) -> Result<Missing, AppError> {
    let profile = own::own(tx).await?.is_none_or(|own| !own.is_complete());
    let agreed = own_consents(tx).await?;
    let is_enough = |consent: &Consent| consent.kind == ConsentKind::Processing && consent.is_current();
    Ok(Missing { profile, consent: !agreed.iter().any(is_enough) })
}

/// Whether the check of a certificate shows its holder's name: not once they are erased, nor where they were asked
/// and did not agree. Whom the centre knows from its paper lists alone was never asked, and is shown as printed.
pub async fn shows_name(tx: &mut Tx, specialist: SpecialistId) -> Result<bool, AppError> {
    Ok(store::count_shown(tx, specialist).await? > 0)
}
