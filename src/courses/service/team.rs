//! Run as its team opens it: staff, and the trainers who teach it.

use super::{RunDetails, run};
use crate::{
    courses::{
        policy::{self, RunScope, RunTeam},
        store,
    },
    db::Tx,
    ground::AppError,
};

/// Run with this code, and the caller's permit to work with its people.
///
/// `NotFound`: no run has the code, or the caller is a trainer of others. `Refused`: they are in the team of no run.
pub async fn run_of_team(tx: &mut Tx, code: &str) -> Result<(RunDetails, RunTeam), AppError> {
    let scope = RunScope::of(tx.caller())?;
    let details = run(tx, code).await?.ok_or(AppError::NotFound)?;
    let teaches = match scope.trainer() {
        Some(account) => store::teaches(tx, account, details.id).await?,
        None => false,
    };
    let team = policy::may_run(&scope, details.id, teaches)?;
    Ok((details, team))
}
