//! Trainers of a run who sign in.

use crate::{
    db::{Failure, Tx, on_driver},
    ground::ids::{AccountId, RunId},
};

/// Tells whether a trainer of the run signs in with this account.
pub(in crate::courses) async fn teaches(tx: &mut Tx, account: AccountId, run: RunId) -> Result<bool, Failure> {
    const SQL: &str = "select count(*) from trainers where account_id = $1 and run_id = $2";
    let found: i64 = on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(account).bind(run).fetch_one(c).await)?;
    Ok(found > 0)
}
