//! Form action of the results. That of closing is in the room of certificates, which knows whether one was issued.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    outcome::Outcome,
    service::{self, TypedScore},
    site,
};
use crate::{
    audit,
    db::Ctx,
    ground::{AppError, FormErrors, Problem, ids::EnrollmentId},
    ui::{FormRequest, Redirect},
};

/// Name of the button; scores are saved by a form without it.
pub const ACTION: &str = "action";
/// Button that shows what a file would change.
pub const COMPARE: &str = "compare";
/// Field of the page that has shown what a file changes.
pub const SURE: &str = "sure";

/// `POST /{l}/staff/runs/{run}/results`: saves the scores, and reports how many have changed. A file is only shown with
/// what it would change; the form of that page sends the scores.
pub async fn save(ctx: Ctx, form: FormRequest, address: site::Results) -> Result<Redirect, AppError> {
    if form.fields.field(ACTION) == COMPARE {
        let chosen = form.fields.file().map(|_| Redirect::to_same_form());
        return chosen.ok_or_else(|| FormErrors::of("file", Problem::Required).into());
    }
    let shown: HashMap<&str, &str> = form.fields.beginning_with("was.").collect();
    let typed: Vec<TypedScore<'_>> = form
        .fields
        .beginning_with("score.")
        .filter_map(|(id, typed)| {
            let enrollment = EnrollmentId(Uuid::parse_str(id).ok()?);
            Some(TypedScore { enrollment, typed, shown: shown.get(id).copied() })
        })
        .collect();
    let mut tx = ctx.begin().await?;
    let saved = service::save_scores(&mut tx, address.run.as_str(), &typed).await?;
    audit::commit_changes(tx).await?;
    let redirect = Redirect::to(&address, form.locale);
    Ok(match saved {
        0 => redirect.reporting(Outcome::Unchanged),
        saved => redirect.reporting_of(Outcome::Saved, saved),
    })
}
