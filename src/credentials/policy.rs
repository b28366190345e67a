//! Permit to change the signing keys.

use crate::ground::{AppError, caller::Caller, error::Rule};

/// Permit to retire a signing key.
#[derive(Debug)]
pub(super) struct CanRotate(());

/// Allows the operator and administrators.
pub(super) fn may_rotate(caller: &Caller) -> Result<CanRotate, AppError> {
    if caller.administers() { Ok(CanRotate(())) } else { Err(caller.refused(Rule::SettingsAreForAdministrators)) }
}
