//! Permit to change the settings.

use crate::ground::{AppError, caller::Caller, error::Rule};

/// Permit to change the centre's settings.
#[derive(Debug)]
pub(super) struct CanSet(());

/// Allows administrators, who alone change settings (rule R7).
pub(super) fn may_set(caller: &Caller) -> Result<CanSet, AppError> {
    if caller.administers() { Ok(CanSet(())) } else { Err(caller.refused(Rule::SettingsAreForAdministrators)) }
}
