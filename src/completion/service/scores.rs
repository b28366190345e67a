//! Final scores.

use std::collections::HashMap;

use serde_json::json;

use crate::{
    attendance::service::{self as attendance, Grid},
    audit,
    completion::{
        model::parse_score,
        policy::{self, CanScore},
        store::{self, OwnScore},
    },
    db::Tx,
    ground::{AppError, FormErrors, error::Clash, ids::EnrollmentId},
    places::service as places,
};

/// People of a run with their hours and scores.
#[derive(Debug)]
pub struct Scores {
    pub grid: Grid,
    pub by_person: HashMap<EnrollmentId, i32>,
    permit: Result<CanScore, AppError>,
}

impl Scores {
    /// Reason why no score can be entered now.
    pub fn refusal(&self) -> Option<&AppError> {
        self.permit.as_ref().err()
    }

    /// Answers with the reason why no score can be entered now, if there is one.
    pub fn permit(self) -> Result<(), AppError> {
        self.permit.map(drop)
    }
}

/// Reads the scores of a run for its team.
///
/// `NotFound`: no run has the code, or the caller is a trainer of others.
pub async fn scores(tx: &mut Tx, code: &str) -> Result<Scores, AppError> {
    let grid = attendance::grid(tx, code).await?;
    let by_person = store::find_scores(tx, &grid.team).await?;
    let permit = policy::may_score(&grid.team, &grid.details.run);
    let has_assessment = grid.details.course.pass_mark.is_some();
    let permit =
        permit.and_then(|permit| has_assessment.then_some(permit).ok_or(AppError::Conflict(Clash::NoAssessment)));
    Ok(Scores { grid, by_person, permit })
}

/// Scores of the caller in all their runs.
pub async fn own_scores(tx: &mut Tx) -> Result<Vec<OwnScore>, AppError> {
    match policy::may_see_own(tx.caller())? {
        Some(permit) => Ok(store::list_own(tx, &permit).await?),
        None => Ok(Vec::new()),
    }
}

/// Score as a form sends it.
#[derive(Clone, Copy, Debug)]
pub struct TypedScore<'a> {
    pub enrollment: EnrollmentId,
    pub typed: &'a str,
    /// Value that the page showed. A field that was left as it was does not undo what somebody else entered meanwhile.
    pub shown: Option<&'a str>,
}

/// Saves scores, all of them or none; returns how many have changed. A field of somebody who has left the run is passed
/// over.
///
/// `Invalid`: a score is no whole number up to 100. `Conflict`: the run is closed or cancelled, or its course has no
/// assessment.
pub async fn save_scores(tx: &mut Tx, code: &str, typed: &[TypedScore<'_>]) -> Result<usize, AppError> {
    let known = attendance::grid(tx, code).await?;
    places::lock(tx, known.details.id).await?;
    let Scores { grid, by_person, permit } = scores(tx, code).await?;
    let permit = permit?;
    let (mut errors, mut changes) = (FormErrors::default(), Vec::new());
    for TypedScore { enrollment, typed, shown } in typed {
        if *shown == Some(*typed) || !grid.people.iter().any(|one| one.enrollment == *enrollment) {
            continue;
        }
        let before = by_person.get(enrollment).copied();
        if let Some(after) = errors.take(format!("score.{enrollment}"), parse_score(typed))
            && before != after
        {
            changes.push((*enrollment, before, after));
        }
    }
    let changes = errors.or(changes)?;
    for (enrollment, before, after) in &changes {
        match after {
            Some(score) => store::upsert(tx, &permit, *enrollment, *score).await?,
            None => store::delete(tx, &permit, *enrollment).await?,
        }
        let (before, after) = (json!({ "score": before }), json!({ "score": after }));
        audit::record(tx, "score.entered", ("enrollment", *enrollment), Some(&before), Some(&after))?;
    }
    Ok(changes.len())
}
