//! Actions of the settings.

use uuid::Uuid;

use super::{outcome::Outcome, service, site};
use crate::{
    audit,
    db::Ctx,
    ground::{AppError, ids::LetterId},
    settings::Setting,
    ui::{FormRequest, Redirect},
};

/// `POST /{l}/admin/settings`: changes the centre's settings. A field that was not sent is left as it is.
pub async fn save(ctx: Ctx, form: FormRequest, _: site::Settings) -> Result<Redirect, AppError> {
    let sent_fields = Setting::ALL.iter().filter(|setting| form.fields.has(setting.as_str()));
    let typed = sent_fields.map(|setting| (*setting, form.fields.field(setting.as_str()).to_owned())).collect();
    // a form without its version is as one that came too late
    let seen = form.fields.field("version").parse().unwrap_or(-1);
    let mut tx = ctx.begin().await?;
    let is_new = service::change_centre(&mut tx, seen, typed).await?;
    audit::commit_changes(tx).await?;
    Ok(to_settings(&form, is_new.then_some(Outcome::CentreSaved)))
}

/// `POST /{l}/admin/settings/retry`: tries a letter that was given up again, or all of them.
pub async fn retry(ctx: Ctx, form: FormRequest, _: site::Retry) -> Result<Redirect, AppError> {
    let mut tx = ctx.begin().await?;
    let (were_given_up, outcome) = if form.fields.has("all") {
        (service::send_all_again(&mut tx).await?, Outcome::AllRetried)
    } else {
        let letter = Uuid::parse_str(form.fields.field("letter")).map_err(|_| AppError::NotFound)?;
        (service::send_again(&mut tx, LetterId(letter)).await?, Outcome::Retried)
    };
    audit::commit_changes(tx).await?;
    Ok(to_settings(&form, were_given_up.then_some(outcome)))
}

/// Redirects to the settings, which report the change, if there is one.
fn to_settings(form: &FormRequest, outcome: Option<Outcome>) -> Redirect {
    let redirect = Redirect::to(&site::Settings, form.locale);
    match outcome {
        Some(outcome) => redirect.reporting(outcome),
        None => redirect,
    }
}
