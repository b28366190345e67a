//! The doors of the profile: keeping it, and withdrawing a consent.

use super::{model::ConsentKind, service};
use crate::{
    audit,
    db::Ctx,
    ground::AppError,
    ui::{Done, Sent},
};

/// `POST /{l}/my/profile`
pub async fn keep_profile(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    ctx.caller.signed_in()?;
    let locale = sent.asked.locale;
    let mut tx = ctx.begin().await?;
    service::keep_from_form(&mut tx, |name| sent.posted.field(name), locale).await?;
    // a form that says what is known already has nothing to write
    if tx.has_changes() {
        audit::commit(tx).await?;
    }
    Ok(Done::to(format!("/{}/my/profile?done=saved", locale.code())))
}

/// `POST /{l}/my/profile/withdraw-consent`
pub async fn withdraw_consent(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    ctx.caller.signed_in()?;
    let kind: ConsentKind = sent.posted.field("kind").parse().map_err(|_| AppError::NotFound)?;
    let mut tx = ctx.begin().await?;
    // pressed twice, it is done as well
    if service::withdraw_consent(&mut tx, kind).await? {
        audit::commit(tx).await?;
    }
    Ok(Done::to(format!("/{}/my/profile?done=withdrawn", sent.asked.locale.code())))
}
