//! Consents of people: giving and withdrawing them, and what follows.

use serde_json::json;

use super::{
    SUBJECT,
    own::{current_account, current_caller},
};
use crate::{
    accounts::service as accounts,
    audit,
    db::Tx,
    ground::{AppError, Locale, caller::Caller, ids::SpecialistId},
    specialists::{
        model::{Consent, ConsentKind, ConsentText},
        policy::{may_decide, may_keep_person},
        store::consents as store,
    },
};

/// Consents that a person has ever given, in order of time; also those that were withdrawn.
pub async fn consents(tx: &mut Tx, specialist: SpecialistId) -> Result<Vec<Consent>, AppError> {
    let permit = may_keep_person(&current_caller(tx).await?, specialist)?;
    Ok(store::list(tx, &permit).await?)
}

/// Consents of the caller; none while they have no record.
pub async fn own_consents(tx: &mut Tx) -> Result<Vec<Consent>, AppError> {
    let (caller, account) = current_account(tx).await?;
    list_of(tx, &caller, account.specialist).await
}

/// Consents that the person with this record has ever given.
pub(super) async fn list_of(
    tx: &mut Tx,
    caller: &Caller,
    specialist: Option<SpecialistId>,
) -> Result<Vec<Consent>, AppError> {
    let Some(specialist) = specialist else { return Ok(Vec::new()) };
    let permit = may_keep_person(caller, specialist)?;
    Ok(store::list(tx, &permit).await?)
}

/// Saves that a person agrees to the present text; `locale` is the language in which they read it. A consent that they
/// have given to this text already is not saved twice, and a consent to an older text ends here.
pub async fn give(
    tx: &mut Tx,
    specialist: SpecialistId,
    kinds: &[ConsentKind],
    locale: Locale,
) -> Result<(), AppError> {
    let caller = current_caller(tx).await?;
    let given = list_of(tx, &caller, Some(specialist)).await?;
    add(tx, &caller, (specialist, &given), kinds, locale).await
}

/// Saves the consents of a person whose earlier ones were read in this transaction, as [`give`] does.
pub(super) async fn add(
    tx: &mut Tx,
    caller: &Caller,
    (specialist, given): (SpecialistId, &[Consent]),
    kinds: &[ConsentKind],
    locale: Locale,
) -> Result<(), AppError> {
    let permit = may_decide(caller, specialist)?;
    for kind in kinds.iter().copied() {
        if given.iter().any(|consent| consent.kind == kind && consent.is_current()) {
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

/// Ends a consent of the caller; returns whether there was one to end. Without the consent to processing there are no
/// new enrollments; results and certificates remain.
pub async fn withdraw_consent(tx: &mut Tx, kind: ConsentKind) -> Result<bool, AppError> {
    accounts::lock_own(tx).await?;
    let (caller, account) = current_account(tx).await?;
    let specialist = account.specialist.ok_or(AppError::NotFound)?;
    let permit = may_decide(&caller, specialist)?;
    if !store::update_withdrawn(tx, &permit, kind).await? {
        return Ok(false);
    }
    let before = json!({ "kind": kind.as_str() });
    audit::record(tx, "specialist.consent_withdrawn", (SUBJECT, specialist), Some(&before), None::<&()>)?;
    Ok(true)
}

/// Tells whether the check of a certificate shows its holder's name: not after they are erased, and not if they were
/// asked and did not agree. A person whom the centre knows from its paper lists alone was never asked, and is shown as
/// printed.
pub async fn shows_name(tx: &mut Tx, specialist: SpecialistId) -> Result<bool, AppError> {
    Ok(store::is_name_shown(tx, specialist).await?)
}
