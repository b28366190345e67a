//! The deeds of the settings.

use uuid::Uuid;

use super::service;
use crate::{
    db::Ctx,
    ground::{AppError, ids::LetterId},
    ui::{Done, Sent},
};

/// `POST /{l}/admin/settings/retry`: a letter that was given up is tried again.
pub async fn retry(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let letter = Uuid::parse_str(sent.posted.field("letter")).map_err(|_| AppError::NotFound)?;
    let was_given_up = service::send_again(&ctx, LetterId(letter)).await?;
    let done = if was_given_up { "?done=retried" } else { "" };
    Ok(Done::to(format!("/{}/admin/settings{done}", sent.asked.locale.code())))
}
