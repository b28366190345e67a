//! Sessions of an account: list them and end them.

use crate::{
    audit,
    auth::{self, OpenSession},
    db::{Ctx, Tx},
    ground::{AppError, ids::SessionId},
};

/// Sessions of the caller, the latest used first.
pub async fn own_sessions(tx: &mut Tx) -> Result<Vec<OpenSession>, AppError> {
    let account = tx.caller().signed_in()?.account;
    Ok(auth::list(tx, account).await?)
}

/// Ends one session of the caller. Those of others do not exist to them.
pub async fn end_one(ctx: &Ctx, session: SessionId) -> Result<(), AppError> {
    let account = ctx.caller.signed_in()?.account;
    let mut tx = ctx.begin().await?;
    if !auth::end_one(&mut tx, account, session).await? {
        return Err(AppError::NotFound);
    }
    Ok(audit::commit_upkeep(tx).await?)
}

/// Ends all sessions of the caller, this one too.
pub async fn end_all(ctx: &Ctx) -> Result<(), AppError> {
    let account = ctx.caller.signed_in()?.account;
    let mut tx = ctx.begin().await?;
    auth::end_all(&mut tx, account, None).await?;
    Ok(audit::commit_upkeep(tx).await?)
}
