//! Permission to change the settings.

use crate::ground::{AppError, caller::Caller, error::Rule};

/// Permission to change what the centre says of itself.
#[derive(Debug)]
pub(super) struct CanSet(());

/// Settings are changed by administrators (rule R7).
pub(super) fn may_set(caller: &Caller) -> Result<CanSet, AppError> {
    if caller.administers() { Ok(CanSet(())) } else { Err(caller.refused(Rule::SettingsAreForAdministrators)) }
}
