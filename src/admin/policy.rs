//! Permits for the settings: who may see and change what.

use crate::{
    db::{Installation, Invented, Tx},
    ground::{AppError, caller::Caller, error::Rule},
};

/// Permit to see the states of letters.
#[derive(Debug)]
pub struct CanSeeLetters(());

/// Allows administrators, who alone have the settings (rule R7).
pub fn may_administer(caller: &Caller) -> Result<CanSeeLetters, AppError> {
    if caller.administers() { Ok(CanSeeLetters(())) } else { Err(caller.refused(Rule::SettingsAreForAdministrators)) }
}

/// Allows every reader the letters of a demonstration. Elsewhere its mailbox does not exist.
pub async fn may_open_mailbox(tx: &mut Tx) -> Result<CanSeeLetters, AppError> {
    let installation = Installation::find(tx).await?;
    let is_demo = installation.and_then(|row| row.invented()) == Some(Invented::Demo);
    is_demo.then_some(CanSeeLetters(())).ok_or(AppError::NotFound)
}
