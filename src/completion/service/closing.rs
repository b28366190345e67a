//! End of a run: what rule R5 proposes for each person, what staff decide, and how it is taken back.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::scores;
use crate::{
    attendance::{
        model::Tally,
        service::{Attendee, Grid},
    },
    audit,
    completion::{
        letters::{self, Shortfall},
        model::{Decision, Proposal, Rule, RunResult, Undecided, decide, parse_reason},
        policy,
    },
    courses::{
        model::RunState,
        service::{self as courses, RunDetails},
    },
    db::Tx,
    enrollments::{
        State,
        model::{Reason, StepReason},
        service::{self as enrollments, Ending, LockedResults},
    },
    ground::{AppError, FormErrors, Problem, error::Clash, ids::EnrollmentId},
    places::service::{self as places, LockedRun},
};

/// Person of a run as its closing shows them.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub person: Attendee,
    pub hours: Tally,
    pub score: Option<i32>,
    pub proposal: Proposal,
}

/// Run that is to be closed, or was.
#[derive(Debug)]
pub struct Closing {
    pub grid: Grid,
    pub rule: Rule,
    pub people: Vec<Candidate>,
    /// Instant at which the run was closed here; a run of an imported list has none.
    pub closed_at: Option<DateTime<Utc>>,
}

impl Closing {
    pub fn is_closed(&self) -> bool {
        self.grid.details.run.state == RunState::Closed
    }

    /// Number of people whose enrollment has this state.
    pub fn count(&self, state: State) -> usize {
        self.people.iter().filter(|one| one.person.state == state).count()
    }
}

/// Reads a run with all that its closing depends on, for staff.
pub async fn closing(tx: &mut Tx, code: &str) -> Result<Closing, AppError> {
    policy::may_see_closing(tx.caller())?;
    let scores = scores(tx, code).await?;
    let rule = Rule::of(&scores.grid.details.course);
    let candidate = |person: &Attendee| {
        let hours = person.tally(&scores.grid.details.meetings);
        let score = scores.by_person.get(&person.enrollment).copied();
        Candidate { person: person.clone(), hours, score, proposal: rule.propose(hours, score) }
    };
    let people = scores.grid.people.iter().map(candidate).collect();
    let closed_at = courses::closed_at(tx, scores.grid.details.id).await?;
    Ok(Closing { grid: scores.grid, rule, people, closed_at })
}

/// Decision of staff about one person, as a form sends it.
#[derive(Clone, Copy, Debug)]
pub struct TypedDecision<'a> {
    pub enrollment: EnrollmentId,
    /// Chosen result; `None`: the form does not name one, and the proposal holds.
    pub chosen: Option<&'a str>,
    pub reason: &'a str,
}

/// Closes a run: everybody gets their result, those who did not complete it get a letter, and the run is closed. All of
/// it or nothing; returns how many have completed it.
///
/// `Invalid`: a result is not decided, or has no reason where it is not the proposed one. `Conflict`: the run is closed
/// already, or cancelled.
pub async fn close(tx: &mut Tx, code: &str, typed: &[TypedDecision<'_>]) -> Result<usize, AppError> {
    let locked = lock(tx, code).await?;
    let closing = closing(tx, code).await?;
    policy::check_open(&closing.grid.details.run)?;
    let confirmed: Vec<&Candidate> = closing.people.iter().filter(|one| one.person.state == State::Confirmed).collect();
    let decisions = decisions(&confirmed, typed)?;
    let endings = confirmed.iter().zip(&decisions).map(|(one, decision)| Ending {
        enrollment: one.person.enrollment,
        state: decision.result.state(),
        reason: decision.reason.clone().map_or(StepReason::Program(Reason::ByRule), StepReason::Staff),
    });
    enrollments::end(tx, &locked, endings.collect()).await?;
    courses::close(tx, &closing.grid.details).await?;
    for (one, decision) in confirmed.iter().zip(&decisions) {
        if decision.result == RunResult::NotCompleted {
            let (person, hours, score) = (&one.person, one.hours, one.score);
            let (enrollment, specialist) = (person.enrollment, person.specialist);
            let shortfall = Shortfall { enrollment, specialist, hours, score };
            letters::queue_not_completed(tx, &closing.grid.details, shortfall).await?;
        }
    }
    let completed = decisions.iter().filter(|decision| decision.result == RunResult::Completed).count();
    Ok(completed)
}

fn decisions(confirmed: &[&Candidate], typed: &[TypedDecision<'_>]) -> Result<Vec<Decision>, AppError> {
    let typed: HashMap<EnrollmentId, &TypedDecision<'_>> =
        typed.iter().map(|decision| (decision.enrollment, decision)).collect();
    let mut errors = FormErrors::default();
    let mut decisions = Vec::new();
    for one in confirmed {
        let id = one.person.enrollment;
        let (chosen, reason) = typed.get(&id).map_or((None, ""), |typed| (typed.chosen, typed.reason));
        match decide(one.proposal, chosen, reason) {
            Ok(decision) => decisions.push(decision),
            Err(Undecided::Result) => errors.add(format!("outcome.{id}"), Problem::Required),
            Err(Undecided::Reason(problem)) => errors.add(format!("reason.{id}"), problem),
        }
    }
    Ok(errors.or(decisions)?)
}

/// Locks the run, so that nobody marks it, closes it or opens it again meanwhile.
async fn lock(tx: &mut Tx, code: &str) -> Result<LockedRun, AppError> {
    policy::may_see_closing(tx.caller())?;
    let run = courses::find_run(tx, code).await?.ok_or(AppError::NotFound)?;
    places::lock(tx, run.id).await
}

/// Run that is about to be opened again; its results are locked, so that no certificate is issued from them.
#[derive(Debug)]
pub struct Reopening {
    details: RunDetails,
    locked: LockedRun,
    results: LockedResults,
}

impl Reopening {
    pub const fn details(&self) -> &RunDetails {
        &self.details
    }
}

/// Locks a closed run and its results. The calling room asks afterwards whether a certificate was issued.
///
/// `Conflict`: the run is not closed.
pub async fn begin_reopening(tx: &mut Tx, code: &str) -> Result<Reopening, AppError> {
    let locked = lock(tx, code).await?;
    let details = courses::run_by_id(tx, locked.id()).await?.ok_or(AppError::NotFound)?;
    if details.run.state != RunState::Closed {
        return Err(AppError::Conflict(Clash::RunIsOpen));
    }
    let results = enrollments::lock_results(tx, &locked).await?;
    Ok(Reopening { details, locked, results })
}

/// Opens a closed run again, with a reason: its people are confirmed as before, and what was marked stays.
///
/// `Invalid`: there is no reason.
pub async fn reopen(tx: &mut Tx, reopening: Reopening, reason: &str) -> Result<(), AppError> {
    let reason = parse_reason(reason).map_err(|problem| FormErrors::of("reason", problem))?;
    enrollments::take_back(tx, &reopening.locked, reopening.results, &reason).await?;
    courses::open_again(tx, &reopening.details, &reason).await
}

/// Lets one person of a closed run have completed it after all, such as after a complaint, with a reason.
///
/// `Invalid`: there is no reason. `NotFound`: they have no result in this run. `Conflict`: the run is not closed, or they
/// have completed it already.
pub async fn complete_after_all(
    tx: &mut Tx,
    code: &str,
    enrollment: EnrollmentId,
    reason: &str,
) -> Result<(), AppError> {
    let locked = lock(tx, code).await?;
    let details = courses::run_by_id(tx, locked.id()).await?.ok_or(AppError::NotFound)?;
    if details.run.state != RunState::Closed {
        return Err(AppError::Conflict(Clash::RunIsOpen));
    }
    let reason = parse_reason(reason).map_err(|problem| FormErrors::of(format!("reason.{enrollment}"), problem))?;
    enrollments::correct(tx, &locked, enrollment, &reason).await?;
    let after = json!({ "run": details.id.to_string(), "reason": reason });
    Ok(audit::record_new(tx, "result.corrected", ("enrollment", enrollment), &after)?)
}
