//! Permits of reports.

use crate::ground::{AppError, caller::Caller, error::Rule, ids::AccountId};

/// Permit to see and fix editions, for those who see the figures (rule R7).
#[derive(Debug)]
pub struct CanFixEditions(());

pub fn may_fix_editions(caller: &Caller) -> Result<CanFixEditions, AppError> {
    if caller.sees_figures() { Ok(CanFixEditions(())) } else { Err(caller.refused(Rule::FiguresAreForOfficers)) }
}

/// Permit to subscribe to views, for an account that sees the figures.
#[derive(Debug)]
pub struct CanSubscribe(AccountId);

impl CanSubscribe {
    pub(super) const fn account(&self) -> AccountId {
        self.0
    }
}

pub fn may_subscribe(caller: &Caller) -> Result<CanSubscribe, AppError> {
    may_fix_editions(caller)?;
    Ok(CanSubscribe(caller.signed_in()?.account))
}
