//! The doors of an enrollment: enrolling, accepting an offered place, withdrawing.

use super::{model::State, service};
use crate::{
    audit,
    courses::service::{self as courses, run_address},
    db::{Ctx, Tx},
    ground::{AppError, ids::RunId},
    ui::{Done, Sent},
};

/// `POST /{l}/runs/{run}/enroll`
pub async fn enroll(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    ctx.caller.signed_in()?;
    let locale = sent.asked.locale;
    let mut tx = ctx.begin().await?;
    let run = run(&mut tx, &sent).await?;
    let enrolled = service::apply(&mut tx, run, |name| sent.posted.field(name), locale).await?;
    end(tx).await?;
    Ok(match enrolled.state {
        // enrolled before, and now it is their turn
        State::Offered => Done::to(format!("{}/accept", run_address(locale, &sent.asked.segment(1)))),
        state => to_my(&sent, state.as_str()),
    })
}

/// `POST /{l}/runs/{run}/accept`
pub async fn accept(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    ctx.caller.signed_in()?;
    let mut tx = ctx.begin().await?;
    let run = run(&mut tx, &sent).await?;
    service::accept(&mut tx, run).await?;
    end(tx).await?;
    Ok(to_my(&sent, "accepted"))
}

/// `POST /{l}/runs/{run}/withdraw`
pub async fn withdraw(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    ctx.caller.signed_in()?;
    let mut tx = ctx.begin().await?;
    let run = run(&mut tx, &sent).await?;
    service::withdraw(&mut tx, run).await?;
    end(tx).await?;
    Ok(to_my(&sent, "withdrawn"))
}

/// The run that the address names.
async fn run(tx: &mut Tx, sent: &Sent) -> Result<RunId, AppError> {
    let found = courses::find_run(tx, &sent.asked.segment(1)).await?;
    found.map(|run| run.id).ok_or(AppError::NotFound)
}

/// A button pressed twice has nothing left to write.
async fn end(tx: Tx) -> Result<(), AppError> {
    if tx.has_changes() {
        audit::commit(tx).await?;
    }
    Ok(())
}

/// On to the reader's own page, which tells what was done.
fn to_my(sent: &Sent, done: &str) -> Done {
    Done::to(format!("/{}/my?done={done}", sent.asked.locale.code()))
}
