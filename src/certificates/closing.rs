//! Page and form that close a run. They are tied here because a run is opened again only until its first certificate,
//! which `completion` cannot know.

use uuid::Uuid;

use super::service;
use crate::{
    audit,
    completion::{
        self,
        outcome::Outcome,
        service::{self as completion_service, TypedDecision},
        site::Close,
    },
    courses::service as courses,
    db::Ctx,
    ground::{AppError, error::Clash, ids::EnrollmentId},
    ui::{FormRequest, Page, PageRequest, Redirect},
};

/// `GET /{l}/staff/runs/{run}/close`: the page of `completion`, with whether the run can be opened again.
pub async fn page(mut request: PageRequest, address: Close) -> Result<Page, AppError> {
    let tx = request.tx().await?;
    let has_certificates = if tx.caller().manages_registry() {
        match courses::find_run(tx, address.run.as_str()).await? {
            Some(run) => service::is_any_issued(tx, run.id).await?,
            None => false,
        }
    } else {
        false
    };
    completion::pages::close(request, address, has_certificates).await
}

/// `POST /{l}/staff/runs/{run}/close`: closes the run, opens it again, or corrects one result.
pub async fn form(ctx: Ctx, form: FormRequest, address: Close) -> Result<Redirect, AppError> {
    let (code, fields) = (address.run.as_str(), &form.fields);
    let mut tx = ctx.begin().await?;
    let outcome = match fields.field("action") {
        "reopen" => {
            let reopening = completion_service::begin_reopening(&mut tx, code).await?;
            if service::is_any_issued(&mut tx, reopening.details().id).await? {
                return Err(AppError::Conflict(Clash::RunHasCertificates));
            }
            completion_service::reopen(&mut tx, reopening, fields.field("reason")).await?;
            Outcome::Reopened
        }
        "correct" => {
            let id = Uuid::parse_str(fields.field("enrollment")).map_err(|_| AppError::NotFound)?;
            let reason = fields.field(&format!("reason.{id}")).to_owned();
            completion_service::complete_after_all(&mut tx, code, EnrollmentId(id), &reason).await?;
            Outcome::Corrected
        }
        _ => {
            let chosen = fields.beginning_with("outcome.");
            let typed: Vec<TypedDecision<'_>> = chosen
                .filter_map(|(id, chosen)| {
                    let enrollment = EnrollmentId(Uuid::parse_str(id).ok()?);
                    let reason = fields.field(&format!("reason.{id}"));
                    Some(TypedDecision { enrollment, chosen: Some(chosen), reason })
                })
                .collect();
            completion_service::close(&mut tx, code, &typed).await?;
            Outcome::Closed
        }
    };
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&address, form.locale).reporting(outcome))
}
