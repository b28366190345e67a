//! Form action of a new run. That of a run that is there is in `enrollments`, because its changes concern people.

use super::{
    model::{
        NewRun, RunState,
        draft::{COURSE, EditorAction, RunDraft},
    },
    outcome::RunOutcome,
    service, site,
};
use crate::{
    audit,
    db::Ctx,
    ground::{AppError, FormErrors, Problem},
    ui::{FormRequest, Redirect},
};

/// `POST /{l}/staff/runs/new`: makes a draft, or an announced run.
pub async fn create_run(ctx: Ctx, form: FormRequest, _: site::NewRun) -> Result<Redirect, AppError> {
    let draft = RunDraft::read(&form.fields).without_blanks();
    let mut tx = ctx.begin().await?;
    let chosen = service::course_to_edit(&mut tx, form.fields.field(COURSE)).await?;
    let (state, outcome) = match EditorAction::read(&form.fields) {
        EditorAction::Save => (RunState::Draft, RunOutcome::DraftSaved),
        EditorAction::Publish => (RunState::Open, RunOutcome::Published),
        EditorAction::Cancel | EditorAction::Rows => return Ok(Redirect::to_same_form()),
    };
    let (id, course) = chosen.ok_or_else(|| FormErrors::of(COURSE, Problem::Required))?;
    let new: NewRun = service::check_run(&mut tx, &course, &draft, state).await?;
    service::announce(&mut tx, id, &new).await?;
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&site::EditRun::of(&new.code), form.locale).reporting(outcome))
}
