//! `/{l}/staff/runs/{run}/edit`: the editor of a run, with the letters that a change of it brings about.

use crate::{
    courses::{
        model::{
            RunState,
            change::RunChange,
            draft::{EditorAction, RunDraft},
        },
        pages::staff::{self, RunLetters},
        service as courses,
        site::EditRun,
    },
    enrollments::service,
    ground::AppError,
    ui::{Page, PageRequest},
};

pub async fn edit_run(mut request: PageRequest, address: EditRun) -> Result<Page, AppError> {
    let letters = letters(&mut request, &address).await?;
    staff::edit_run(request, address, letters).await
}

/// Letters about the end of an announced run, and about the change that was asked for; `None`: nobody is told anything
/// of a run that is not announced, or is over.
async fn letters(request: &mut PageRequest, address: &EditRun) -> Result<Option<RunLetters>, AppError> {
    let form = request.form.clone();
    let tx = request.tx().await?;
    let details = courses::run_to_edit(tx, address.run.as_str()).await?.details;
    if details.run.state != RunState::Open {
        return Ok(None);
    }
    let cancel = service::preview_cancelling(tx, &details).await?;
    let asked = form.fields().filter(|fields| EditorAction::read(fields) == EditorAction::Letters);
    let change = match asked.filter(|_| form.error().is_none()) {
        Some(fields) => {
            let draft = RunDraft::read(fields).without_blanks();
            let new = courses::check_run(tx, &details.course, &draft, details.run.state).await?;
            Some(service::preview_change(tx, &RunChange::planned(details, &new)).await?)
        }
        None => None,
    };
    Ok(Some(RunLetters { change, cancel }))
}
