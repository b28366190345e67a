//! Accounts that follow the record of their person, when staff correct it or make one record of two.

use serde_json::json;

use super::SUBJECT;
use crate::{
    accounts::{model::Account, policy, store},
    audit,
    db::Tx,
    ground::{AppError, error::Clash, ids::SpecialistId},
};

/// Locks the account that a person signs in with, if they have one, until the transaction ends. It is locked before the
/// person, as by everybody.
pub async fn lock_of(tx: &mut Tx, specialist: SpecialistId) -> Result<Option<Account>, AppError> {
    let Some(found) = store::find_by_specialist(tx, specialist).await? else { return Ok(None) };
    let locked = store::lock(tx, found.account.id).await?.map(|stored| stored.account);
    Ok(locked.filter(|account| account.specialist == Some(specialist)))
}

/// Ties an account to this record under its present name.
pub async fn follow(tx: &mut Tx, account: &Account, specialist: SpecialistId, name: &str) -> Result<(), AppError> {
    change(tx, account, Some((specialist, name))).await
}

async fn change(tx: &mut Tx, account: &Account, to: Option<(SpecialistId, &str)>) -> Result<(), AppError> {
    let permit = policy::may_follow(tx.caller(), account.id)?;
    let (specialist, name) = to.unzip();
    if account.specialist == specialist && account.name.as_deref() == name {
        return Ok(());
    }
    store::update_followed(tx, &permit, specialist, name).await?;
    let before = json!({ "specialist": account.specialist.map(|id| id.to_string()), "name": account.name });
    let after = json!({ "specialist": specialist.map(|id| id.to_string()), "name": name });
    audit::record(tx, "account.tied", (SUBJECT, account.id), Some(&before), Some(&after))?;
    Ok(())
}

/// Account of the person that two records become.
#[derive(Clone, Debug)]
pub struct Followed {
    /// Account that the person goes on with.
    pub stays: Option<Account>,
    /// Disabled account that is tied to nobody any more.
    pub leaves: Option<Account>,
}

impl Followed {
    /// Decides between the accounts of two records: a person has one. A disabled one gives way.
    ///
    /// `Conflict`: somebody can sign in with either.
    pub fn of(kept: Option<Account>, gone: Option<Account>) -> Result<Self, AppError> {
        match (kept, gone) {
            (Some(kept), Some(gone)) if gone.disabled_at.is_some() => {
                Ok(Self { stays: Some(kept), leaves: Some(gone) })
            }
            (Some(kept), Some(gone)) if kept.disabled_at.is_some() => {
                Ok(Self { stays: Some(gone), leaves: Some(kept) })
            }
            (Some(_), Some(_)) => Err(AppError::Conflict(Clash::RecordsStayApart)),
            (kept, gone) => Ok(Self { stays: kept.or(gone), leaves: None }),
        }
    }
}

/// Lets the accounts of two records, locked in this transaction, follow into the one that is kept.
pub async fn merge(tx: &mut Tx, followed: &Followed, kept: SpecialistId, name: &str) -> Result<(), AppError> {
    if let Some(account) = &followed.leaves {
        change(tx, account, None).await?;
    }
    if let Some(account) = &followed.stays {
        change(tx, account, Some((kept, name))).await?;
    }
    Ok(())
}
