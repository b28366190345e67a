//! Funders of runs: set by staff, and counted in the figure.

use serde_json::json;

use crate::{
    audit, courses,
    db::Tx,
    ground::{AppError, FormErrors, Problem},
    programme::{
        model::funders::{AND, Share},
        policy::may_fund_runs,
        store::funders as store,
    },
};

pub const FUNDER: &str = "funder";
pub const SHARE: &str = "share";
/// Funders that a run may have.
pub const MOST: usize = 5;
/// Characters that the name of a funder may have.
const LONGEST: usize = 60;
/// Per cent of a whole.
const WHOLE: u32 = 100;

/// Funders of a run, and the names of all funders. `NotFound`: no run has the code.
pub async fn of_run(
    tx: &mut Tx,
    code: &str,
) -> Result<(courses::service::RunDetails, Vec<Share>, Vec<String>), AppError> {
    let permit = may_fund_runs(tx.caller())?;
    let details = courses::service::run(tx, code).await?.ok_or(AppError::NotFound)?;
    let shares = store::list_shares(tx, &permit, details.id).await?;
    let names = store::list_names(tx, &permit).await?;
    Ok((details, shares, names))
}

/// Sets the funders of a run; none at all is right too. Their shares add up to the whole.
pub async fn set(tx: &mut Tx, code: &str, mut shares: Vec<Share>) -> Result<(), AppError> {
    let permit = may_fund_runs(tx.caller())?;
    let details = courses::service::run(tx, code).await?.ok_or(AppError::NotFound)?;
    shares.sort_by(|one, other| one.funder.cmp(&other.funder));
    let mut errors = FormErrors::default();
    for share in &shares {
        if share.funder.chars().count() > LONGEST {
            errors.add(FUNDER, Problem::TooLong);
        } else if share.funder.is_empty() {
            errors.add(FUNDER, Problem::Required);
        } else if share.funder.contains(AND) {
            errors.add(FUNDER, Problem::Unknown);
        }
    }
    if shares.windows(2).any(|pair| pair[0].funder == pair[1].funder) {
        errors.add(FUNDER, Problem::Ambiguous);
    }
    let sum: u32 = shares.iter().map(|share| share.share).sum();
    if shares.iter().any(|share| share.share == 0) || !shares.is_empty() && sum != WHOLE {
        errors.add(SHARE, Problem::SharesNotWhole);
    }
    errors.or(())?;
    let before = store::list_shares(tx, &permit, details.id).await?;
    if before == shares {
        return Ok(());
    }
    store::replace_shares(tx, &permit, details.id, &shares).await?;
    let told = |shares: &[Share]| {
        json!(shares.iter().map(|one| json!({ "funder": one.funder, "share": one.share })).collect::<Vec<_>>())
    };
    audit::record(tx, "run.funders_set", ("run", details.id), Some(&told(&before)), Some(&told(&shares)))?;
    tx.figures_change();
    Ok(())
}
