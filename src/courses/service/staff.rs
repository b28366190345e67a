//! Runs and courses as staff and trainers see them.

use crate::{
    courses::{
        model::{RunFilter, RunStage},
        policy::RunScope,
        store::{self, TitledRun},
    },
    db::Tx,
    ground::AppError,
};

/// Runs on one page of their list.
pub const RUNS_ON_PAGE: i64 = 50;

/// Page of the list of runs.
#[derive(Debug)]
pub struct StaffRuns {
    /// Number of runs of each stage that has any and fits the searched words.
    pub counts: Vec<(RunStage, i64)>,
    pub page: i64,
    /// Number of the last page, from one.
    pub last: i64,
    pub runs: Vec<TitledRun>,
}

impl StaffRuns {
    /// Number of runs of a stage, or of all of them.
    pub fn count(&self, stage: Option<RunStage>) -> i64 {
        count(&self.counts, stage)
    }
}

fn count(counts: &[(RunStage, i64)], stage: Option<RunStage>) -> i64 {
    let fitting = counts.iter().filter(|(of, _)| stage.is_none_or(|stage| stage == *of));
    fitting.map(|(_, number)| number).sum()
}

/// Page of the runs that the caller works with. A page that the list does not have is not found.
pub async fn staff_runs(tx: &mut Tx, filter: &RunFilter, page: i64) -> Result<StaffRuns, AppError> {
    let scope = RunScope::of(tx.caller())?;
    let counts = store::count_by_stage(tx, &scope, &filter.q).await?;
    let number = count(&counts, filter.stage);
    let last = (number + RUNS_ON_PAGE - 1).div_euclid(RUNS_ON_PAGE).max(1);
    if !(1..=last).contains(&page) {
        return Err(AppError::NotFound);
    }
    let part = (RUNS_ON_PAGE, (page - 1) * RUNS_ON_PAGE);
    let runs = store::list_for_staff(tx, &scope, filter, part).await?;
    Ok(StaffRuns { counts, page, last, runs })
}
