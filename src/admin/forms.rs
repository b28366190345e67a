//! The deeds of the settings.

use uuid::Uuid;

use super::service;
use crate::{
    db::Ctx,
    ground::{AppError, ids::LetterId},
    ui::{Done, Sent},
};

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
