//! Permits to make, change and end accounts (rule R7).

use chrono::{DateTime, Utc};

use super::model::{NewAccount, PendingSignUp, ResetLink};
use crate::ground::{
    AppError,
    caller::{Caller, Role, Roles},
    error::{Clash, Rule},
    ids::AccountId,
};

/// Permit to make this account.
#[derive(Debug)]
pub struct CanCreate(NewAccount);

impl CanCreate {
    pub(super) const fn account(&self) -> &NewAccount {
        &self.0
    }
}

/// Permit to see who has an account.
#[derive(Debug)]
pub struct CanSeeAccounts(());

/// Permit to change the rights of this account.
#[derive(Debug)]
pub struct CanKeepAccount {
    account: AccountId,
}

impl CanKeepAccount {
    pub(super) const fn account(&self) -> AccountId {
        self.account
    }
}

/// Permit for the changes that an account may make to itself: its password, its language, its deletion.
#[derive(Debug)]
pub struct CanKeepOwnAccount {
    account: AccountId,
}

impl CanKeepOwnAccount {
    pub(super) const fn account(&self) -> AccountId {
        self.account
    }
}

/// Permit to let this account follow the record of its person, when staff change or merge that.
#[derive(Debug)]
pub struct CanFollow {
    account: AccountId,
}

impl CanFollow {
    pub(super) const fn account(&self) -> AccountId {
        self.account
    }
}

/// Lets staff, who keep the records of people.
pub fn may_follow(caller: &Caller, account: AccountId) -> Result<CanFollow, AppError> {
    if caller.manages_registry() { Ok(CanFollow { account }) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}

pub fn may_see_accounts(caller: &Caller) -> Result<CanSeeAccounts, AppError> {
    if caller.administers() { Ok(CanSeeAccounts(())) } else { Err(caller.refused(Rule::SettingsAreForAdministrators)) }
}

pub fn may_create(caller: &Caller, account: NewAccount) -> Result<CanCreate, AppError> {
    may_see_accounts(caller).map(|_| CanCreate(account))
}

pub fn may_keep(caller: &Caller, account: AccountId) -> Result<CanKeepAccount, AppError> {
    may_see_accounts(caller).map(|_| CanKeepAccount { account })
}

/// Lets administrators give these roles. Nobody takes the administrator's role from themselves: so one always remains.
pub fn may_set_roles(caller: &Caller, account: AccountId, roles: Roles) -> Result<CanKeepAccount, AppError> {
    let permit = may_keep(caller, account)?;
    if is_own(caller, account) && !roles.has(Role::Administrator) {
        return Err(AppError::Conflict(Clash::OwnAccount));
    }
    Ok(permit)
}

/// Lets administrators disable the accounts of others.
pub fn may_disable(caller: &Caller, account: AccountId) -> Result<CanKeepAccount, AppError> {
    let permit = may_keep(caller, account)?;
    if is_own(caller, account) { Err(AppError::Conflict(Clash::OwnAccount)) } else { Ok(permit) }
}

fn is_own(caller: &Caller, account: AccountId) -> bool {
    caller.signed_in().is_ok_and(|signed_in| signed_in.account == account)
}

/// Allows the owner of the account and administrators. To all others it does not exist.
pub fn may_keep_own(caller: &Caller, account: AccountId) -> Result<CanKeepOwnAccount, AppError> {
    match caller {
        _ if is_own(caller, account) || caller.administers() => Ok(CanKeepOwnAccount { account }),
        Caller::Visitor => Err(AppError::SignInNeeded),
        _ => Err(AppError::NotFound),
    }
}

/// Allows the holder of the letter's link, who reads the mail of the address, to open the account: a trainee's.
pub fn may_open(link: PendingSignUp, now: DateTime<Utc>) -> Result<CanCreate, AppError> {
    if link.expires_at <= now {
        return Err(AppError::Conflict(Clash::LinkOver));
    }
    Ok(CanCreate(NewAccount {
        email: link.email,
        password_hash: Some(link.password_hash),
        name: None,
        locale: link.locale,
        roles: Roles::of(Role::Trainee),
        specialist: None,
    }))
}

/// Allows the holder of the letter's link, who reads the mail of the account, to set its password.
pub fn may_reset(link: ResetLink, now: DateTime<Utc>) -> Result<CanKeepOwnAccount, AppError> {
    if link.expires_at <= now {
        return Err(AppError::Conflict(Clash::LinkOver));
    }
    Ok(CanKeepOwnAccount { account: link.account })
}
