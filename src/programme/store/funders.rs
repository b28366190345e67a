//! Funders of runs, each with its share.

use std::collections::HashMap;

use sqlx::FromRow;

use crate::{
    db::{Failure, Tx, on_driver},
    ground::ids::RunId,
    programme::{
        model::funders::{AND, Share},
        policy::CanFundRuns,
    },
};

#[derive(FromRow)]
struct ShareRow {
    run_id: RunId,
    funder: String,
    share: i32,
}

/// Words of the funders of each run that has any: their names, by the alphabet.
pub(super) async fn words_of_runs(tx: &mut Tx) -> Result<HashMap<RunId, String>, Failure> {
    const SQL: &str = "select run_id, funder, share from run_funders order by run_id, funder";
    let rows: Vec<ShareRow> = on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    let mut words: HashMap<RunId, String> = HashMap::new();
    for row in rows {
        let word = words.entry(row.run_id).or_default();
        if !word.is_empty() {
            word.push_str(AND);
        }
        word.push_str(&row.funder);
    }
    Ok(words)
}

/// Lists the funders of a run, by the alphabet.
pub(crate) async fn list_shares(tx: &mut Tx, _permit: &CanFundRuns, run: RunId) -> Result<Vec<Share>, Failure> {
    const SQL: &str = "select run_id, funder, share from run_funders where run_id = $1 order by funder";
    let rows: Vec<ShareRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(run).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|row| Share { funder: row.funder, share: row.share.unsigned_abs() }).collect())
}

/// Names of all funders, by the alphabet.
pub(crate) async fn list_names(tx: &mut Tx, _permit: &CanFundRuns) -> Result<Vec<String>, Failure> {
    const SQL: &str = "select distinct funder from run_funders order by funder";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).fetch_all(c).await)?)
}

/// Puts these funders in the place of all that a run had.
pub(crate) async fn replace_shares(
    tx: &mut Tx,
    _permit: &CanFundRuns,
    run: RunId,
    shares: &[Share],
) -> Result<(), Failure> {
    const DELETE: &str = "delete from run_funders where run_id = $1";
    const INSERT: &str = "insert into run_funders (run_id, funder, share) values ($1, $2, $3)";
    on_driver!(tx, |c| sqlx::query(DELETE).bind(run).execute(c).await.map(drop))?;
    for share in shares {
        on_driver!(tx, |c| sqlx::query(INSERT)
            .bind(run)
            .bind(&share.funder)
            .bind(share.share.cast_signed())
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}
