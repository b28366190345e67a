//! The deeds of the settings.

use uuid::Uuid;

use super::service;
use crate::{
    db::Ctx,
    ground::{AppError, ids::LetterId},
    settings::Setting,
    ui::{Done, Sent},
};

/// `POST /{l}/admin/settings`: what the centre says of itself is changed. A field that was not sent stays as it is.
pub async fn save(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let sent_fields = Setting::ALL.iter().filter(|setting| sent.posted.has(setting.as_str()));
    let typed = sent_fields.map(|setting| (*setting, sent.posted.field(setting.as_str()).to_owned())).collect();
    // a form without its version is as one that came too late
    let seen = sent.posted.field("version").parse().unwrap_or(-1);
    let done = if service::change_centre(&ctx, seen, typed).await? { "?done=saved" } else { "" };
    Ok(Done::to(format!("/{}/admin/settings{done}", sent.asked.locale.code())))
}

/// `POST /{l}/admin/settings/retry`: a letter that was given up is tried again, or all of them are.
pub async fn retry(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let (were_given_up, done) = if sent.posted.has("all") {
        (service::send_all_again(&ctx).await?, "?done=all_retried")
    } else {
        let letter = Uuid::parse_str(sent.posted.field("letter")).map_err(|_| AppError::NotFound)?;
        (service::send_again(&ctx, LetterId(letter)).await?, "?done=retried")
    };
    let done = if were_given_up { done } else { "" };
    Ok(Done::to(format!("/{}/admin/settings{done}", sent.asked.locale.code())))
}
