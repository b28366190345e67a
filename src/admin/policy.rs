//! Who may see and do what in the settings.

use crate::{
    db::{Installation, Invented, Tx},
    ground::{AppError, caller::Caller, error::Rule},
};

/// A yes to seeing how letters fare.
#[derive(Debug)]
pub struct CanSeeLetters(());

/// The settings are for administrators (rule R7).
pub fn may_administer(caller: &Caller) -> Result<CanSeeLetters, AppError> {
    if caller.administers() { Ok(CanSeeLetters(())) } else { Err(caller.refused(Rule::SettingsAreForAdministrators)) }
}

/// Anybody may read the letters of a demonstration. Elsewhere there is no such thing as its mailbox.
pub async fn may_open_mailbox(tx: &mut Tx) -> Result<CanSeeLetters, AppError> {
    let installation = Installation::find(tx).await?;
    let is_demo = installation.and_then(|row| row.invented()) == Some(Invented::Demo);
    is_demo.then_some(CanSeeLetters(())).ok_or(AppError::NotFound)
}
