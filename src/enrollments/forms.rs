//! The doors of an enrollment: enrolling, accepting an offered place, withdrawing.

use super::{model::State, service};
use crate::{
    audit,
    auth::{self, Deed},
    courses::service::{self as courses, run_address},
    db::{Ctx, Tx},
    ground::{AppError, ids::RunId},
    ui::{Done, Sent, asked::address_of},
};

/// `POST /{l}/runs/{run}/enroll`
pub async fn enroll(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let locale = sent.asked.locale;
    let mut tx = begin(&ctx).await?;
    let run = run(&mut tx, &sent).await?;
    let applied = service::apply(&mut tx, run, |name| sent.posted.field(name), locale).await?;
    end(tx).await?;
    Ok(match applied.enrolled.state {
        // enrolled before, and now it is their turn
        State::Offered => Done::to(format!("{}/accept", run_address(locale, &sent.asked.segment(1)))),
        state if applied.is_name_repaired => {
            let done = [("done", state.as_str().to_owned()), ("name", "repaired".to_owned())];
            Done::to(address_of(&format!("/{}/my", locale.code()), done))
        }
        state => to_my(&sent, state.as_str()),
    })
}

/// `POST /{l}/runs/{run}/accept`
pub async fn accept(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let mut tx = begin(&ctx).await?;
    let run = run(&mut tx, &sent).await?;
    service::accept(&mut tx, run).await?;
    end(tx).await?;
    Ok(to_my(&sent, "accepted"))
}

/// `POST /{l}/runs/{run}/withdraw`
pub async fn withdraw(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let mut tx = begin(&ctx).await?;
    let run = run(&mut tx, &sent).await?;
    service::withdraw(&mut tx, run).await?;
    end(tx).await?;
    Ok(to_my(&sent, "withdrawn"))
}

/// Transaction of somebody's own step, counted as theirs.
async fn begin(ctx: &Ctx) -> Result<Tx, AppError> {
    let account = ctx.caller.signed_in()?.account;
    let mut tx = ctx.begin().await?;
    auth::throttle_within(&mut tx, Deed::EnrollingOfAccount, &account.to_string()).await?;
    Ok(tx)
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
