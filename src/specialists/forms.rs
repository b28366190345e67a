//! Form actions of the profile: saving it, and withdrawing a consent.

use super::{model::ConsentKind, outcome::Outcome, service, site};
use crate::{
    audit,
    db::Ctx,
    ground::{AppError, address::Address},
    ui::{FormRequest, Redirect, form::is_own},
};

/// `POST /{l}/my/profile`: saves the profile. A sender who came here from another page of ours goes back to it.
pub async fn save_profile(ctx: Ctx, form: FormRequest, _: site::Profile) -> Result<Redirect, AppError> {
    ctx.caller.signed_in()?;
    let locale = form.locale;
    let mut tx = ctx.begin().await?;
    let kept = service::keep_from_form(&mut tx, |name| form.fields.field(name), locale).await?;
    audit::commit_changes(tx).await?;
    let next = Some(form.fields.field("next")).filter(|next| is_own(next));
    Ok(match next {
        // a sender whose name was put right sees its spelling first, before going on
        _ if kept.is_repaired => {
            let next = next.map(|next| ("next", next.to_owned()));
            Redirect::to_own(site::Profile.with(locale, next)).reporting(Outcome::Repaired)
        }
        Some(next) => Redirect::to_own(next.to_owned()),
        None => Redirect::to(&site::Profile, locale).reporting(Outcome::Saved),
    })
}

/// `POST /{l}/my/profile/withdraw-consent`: withdraws a consent of the sender.
pub async fn withdraw_consent(ctx: Ctx, form: FormRequest, _: site::WithdrawConsent) -> Result<Redirect, AppError> {
    ctx.caller.signed_in()?;
    let kind: ConsentKind = form.fields.field("kind").parse().map_err(|_| AppError::NotFound)?;
    let mut tx = ctx.begin().await?;
    service::withdraw_consent(&mut tx, kind).await?;
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&site::Profile, form.locale).reporting(Outcome::ConsentWithdrawn))
}
