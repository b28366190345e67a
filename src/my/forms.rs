//! Action of the reader's own space, the only one: having everything erased.

use super::{outcome::Outcome, service, site};
use crate::{
    accounts, audit,
    db::Ctx,
    ground::{AppError, FormErrors, Private, Problem, ids::AccountId},
    programme,
    ui::{FormRequest, Redirect, SessionCookie},
};

/// `POST /{l}/my/data/erase`: erases the caller, once they have shown that it is them and that they know what it means.
/// Wrong passwords are counted. Sent twice at once, it is done once, and both answers say so.
pub async fn erase(ctx: Ctx, form: FormRequest, _: site::Erase) -> Result<Redirect, AppError> {
    let account = ctx.caller.signed_in()?.account;
    if let Err(error) = erase_if_sure(&ctx, &form, account).await {
        // of a button pressed twice, the first press has done it
        if accounts::service::find(&mut ctx.read().await?, account).await?.is_some() {
            return Err(error);
        }
    }
    Ok(Redirect::to(&programme::site::Home, form.locale).reporting(Outcome::Erased).session(SessionCookie::Remove))
}

async fn erase_if_sure(ctx: &Ctx, form: &FormRequest, account: AccountId) -> Result<(), AppError> {
    let mut errors = FormErrors::default();
    let password: Private<String> = form.fields.raw("password").to_owned().into();
    if password.reveal().is_empty() {
        errors.add("password", Problem::Required);
    }
    if !form.fields.has("understood") {
        errors.add("understood", Problem::TickNeeded);
    }
    if errors.is_empty() && !accounts::service::is_password(ctx, account, &password).await? {
        errors.add("password", Problem::PasswordWrong);
    }
    errors.or(())?;
    let mut tx = ctx.begin().await?;
    service::erase(&mut tx).await?;
    audit::commit(tx).await?;
    // the erasure holds already: a reader of an earlier state keeps nobody waiting for the rest
    drop(ctx.db.forget().await);
    Ok(())
}
