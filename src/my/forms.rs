//! The one deed of one's own space: having everything erased.

use super::service;
use crate::{
    accounts,
    db::Ctx,
    ground::{AppError, FormErrors, Private, Problem},
    ui::{Done, Sent, SessionCookie},
};

/// `POST /{l}/my/data/erase`: erases whoever asks, once they have shown that it is them and that they know what it
/// means. A wrong password counts as a try to sign in.
pub async fn erase(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let account = ctx.caller.signed_in()?.account;
    let mut errors = FormErrors::default();
    let password: Private<String> = sent.posted.raw("password").to_owned().into();
    if password.reveal().is_empty() {
        errors.add("password", Problem::Required);
    }
    if !sent.posted.has("understood") {
        errors.add("understood", Problem::TickNeeded);
    }
    if errors.is_empty() && !accounts::service::is_password(&ctx, account, &password).await? {
        errors.add("password", Problem::PasswordWrong);
    }
    errors.or(())?;
    service::erase(&ctx).await?;
    Ok(Done::to(format!("/{}?done=erased", sent.asked.locale.code())).session(SessionCookie::Remove))
}
