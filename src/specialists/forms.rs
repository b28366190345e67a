//! The doors of the profile: keeping it, and withdrawing a consent.

use super::{model::ConsentKind, service};
use crate::{
    audit,
    db::Ctx,
    ground::AppError,
    ui::{Done, Sent, asked::address_of, form::is_own},
};

/// `POST /{l}/my/profile`: whoever came here from another page of ours goes back to it.
pub async fn keep_profile(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    ctx.caller.signed_in()?;
    let locale = sent.asked.locale;
    let mut tx = ctx.begin().await?;
    let kept = service::keep_from_form(&mut tx, |name| sent.posted.field(name), locale).await?;
    // a form that says what is known already has nothing to write
    if tx.has_changes() {
        audit::commit(tx).await?;
    }
    let profile = format!("/{}/my/profile", locale.code());
    let next = Some(sent.posted.field("next")).filter(|next| is_own(next));
    Ok(Done::to(match next {
        // whose name was put right sees how it stands now, before going on
        _ if kept.is_repaired => {
            let next = next.map(|next| ("next", next.to_owned()));
            address_of(&profile, [("done", "repaired".to_owned())].into_iter().chain(next))
        }
        Some(next) => next.to_owned(),
        None => format!("{profile}?done=saved"),
    }))
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
