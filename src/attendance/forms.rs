//! Form actions of the grid, and of a trainee who checks in.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    outcome::Outcome,
    service::{self, Sheet, TypedMark},
    site,
};
use crate::{
    audit,
    auth::{self, Attempt},
    db::Ctx,
    ground::{AppError, address::Address, ids::EnrollmentId},
    ui::{FormFields, FormRequest, Redirect},
};

/// `POST /{l}/staff/runs/{run}/attendance`: saves the marks, and reports how many have changed.
pub async fn mark(ctx: Ctx, form: FormRequest, address: site::Attendance) -> Result<Redirect, AppError> {
    let shown = shown(&form.fields);
    let sheet = Sheet {
        marks: form.fields.beginning_with("mark.").filter_map(|(cell, typed)| read(cell, typed, &shown)).collect(),
        all_present: form.fields.field("all_present").parse().ok(),
    };
    let mut tx = ctx.begin().await?;
    let saved = service::mark(&mut tx, address.run.as_str(), &sheet).await?;
    audit::commit_changes(tx).await?;
    // the same meeting is shown again
    let meeting = Some(form.fields.field("meeting")).filter(|number| !number.is_empty());
    let redirect = Redirect::to_own(address.with(form.locale, meeting.map(|number| ("meeting", number.to_owned()))));
    Ok(match saved {
        0 => redirect.reporting(Outcome::Unchanged),
        saved => redirect.reporting_of(Outcome::Saved, saved),
    })
}

/// `POST /{l}/my/check-in/{code}`: marks the sender as present; the same page says so.
pub async fn check_in(ctx: Ctx, form: FormRequest, address: site::CheckIn) -> Result<Redirect, AppError> {
    let account = ctx.caller.signed_in()?.account;
    let mut tx = ctx.begin().await?;
    auth::throttle_within(&mut tx, Attempt::EnrollingOfAccount, &account.to_string()).await?;
    service::check_in(&mut tx, &address.code).await?;
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&address, form.locale))
}

/// Values that the page showed, by person and number of the meeting.
fn shown(fields: &FormFields) -> HashMap<(EnrollmentId, usize), &str> {
    let rows = fields.beginning_with("were.").filter_map(|(id, values)| Some((enrollment(id)?, values)));
    let cells = rows.flat_map(|(id, values)| {
        values.split(',').filter_map(move |cell| {
            let (number, value) = cell.split_once(':')?;
            Some(((id, number.parse().ok()?), value))
        })
    });
    cells.collect()
}

/// Reads one cell: `{enrollment}.{number of the meeting}`.
fn read<'a>(cell: &str, typed: &'a str, shown: &HashMap<(EnrollmentId, usize), &'a str>) -> Option<TypedMark<'a>> {
    let (id, number) = cell.split_once('.')?;
    let (enrollment, meeting) = (enrollment(id)?, number.parse::<usize>().ok()?);
    let shown = shown.get(&(enrollment, meeting)).copied();
    Some(TypedMark { enrollment, meeting, typed, shown })
}

fn enrollment(id: &str) -> Option<EnrollmentId> {
    Uuid::parse_str(id).ok().map(EnrollmentId)
}
