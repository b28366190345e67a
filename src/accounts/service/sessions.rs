//! Sessions of an account: list them and end them.

use crate::{
    auth::{self, OpenSession},
    db::Tx,
    ground::{AppError, ids::SessionId},
};

/// Sessions of the caller, the latest used first.
pub async fn own_sessions(tx: &mut Tx) -> Result<Vec<OpenSession>, AppError> {
    let account = tx.caller().signed_in()?.account;
    Ok(auth::list(tx, account).await?)
}

/// Ends one session of the caller. Those of others do not exist to them.
pub async fn end_one(tx: &mut Tx, session: SessionId) -> Result<(), AppError> {
    let account = tx.caller().signed_in()?.account;
    if auth::end_one(tx, account, session).await? { Ok(()) } else { Err(AppError::NotFound) }
}

/// Ends all sessions of the caller, this one too.
pub async fn end_all(tx: &mut Tx) -> Result<(), AppError> {
    let account = tx.caller().signed_in()?.account;
    auth::end_all(tx, account, None).await?;
    Ok(())
}
