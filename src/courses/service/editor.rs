//! Editor of a run: making, changing, publishing and cancelling it.
//!
//! Consequences for the people who are in the run are the matter of `enrollments`, which calls these functions.

use serde_json::{Value, json};

use crate::{
    accounts::{Email, service as accounts},
    audit,
    courses::{
        model::{Course, NewRun, RunField, RunState, Trainer, change::RunChange, details::RunDetails, draft::RunDraft},
        policy::{CanEditRun, may_keep_courses},
        store,
    },
    db::{Failure, Tx},
    ground::{
        AppError, FormErrors, Problem,
        caller::Role,
        error::Clash,
        ids::{AccountId, CourseId, RunId},
        letters::is_code,
    },
    places::service as places,
};

/// Name of a run in the audit log.
const SUBJECT: &str = "run";

/// Run as its editor sees it.
#[derive(Clone, Debug)]
pub struct EditedRun {
    pub details: RunDetails,
    /// Trainers, each with the address of the account with which they sign in.
    pub trainers: Vec<(Trainer, Option<String>)>,
}

/// Run for its editor; `NotFound`: no run has the code.
pub async fn run_to_edit(tx: &mut Tx, code: &str) -> Result<EditedRun, AppError> {
    may_keep_courses(tx.caller())?;
    let details = super::run(tx, code).await?.ok_or(AppError::NotFound)?;
    let mut trainers = Vec::new();
    for trainer in store::list_trainers(tx, details.id).await? {
        let account = match trainer.account {
            Some(account) => accounts::find(tx, account).await?,
            None => None,
        };
        trainers.push((trainer, account.map(|account| account.email.reveal().clone())));
    }
    Ok(EditedRun { details, trainers })
}

/// Course with this code for the form of a new run; `None`: none is chosen, or it is archived.
pub async fn course_to_edit(tx: &mut Tx, code: &str) -> Result<Option<(CourseId, Course)>, AppError> {
    may_keep_courses(tx.caller())?;
    if !is_code(code) {
        return Ok(None);
    }
    let found = store::find_by_code(tx, code).await?.filter(|record| record.archived_at.is_none());
    Ok(found.map(|record| (record.id, record.course)))
}

/// Checks what was typed about a run of the course.
pub async fn check_run(tx: &mut Tx, course: &Course, draft: &RunDraft, state: RunState) -> Result<NewRun, AppError> {
    may_keep_courses(tx.caller())?;
    let mut known: Vec<(&str, AccountId)> = Vec::new();
    for trainer in draft.trainers.iter().filter(|trainer| !trainer.email.is_empty()) {
        let Ok(email) = Email::parse(&trainer.email) else { continue };
        let account = accounts::find_by_email(tx, &email).await?;
        known.extend(
            account
                .filter(|account| account.roles.has(Role::Trainer))
                .map(|account| (trainer.email.as_str(), account.id)),
        );
    }
    let account = |email: &str| known.iter().find(|(of, _)| *of == email).map(|(_, account)| *account);
    Ok(draft.check(course, state, account)?)
}

/// Proposes a code for a new run: that of the course, with year and month, and a number if there are several.
pub async fn propose_code(tx: &mut Tx, course: &Course, day: chrono::NaiveDate) -> Result<String, AppError> {
    let code = format!("{}-{}", course.code, day.format("%y%m"));
    let mut proposed = code.clone();
    let mut number = 1;
    while store::find_run(tx, &proposed).await?.is_some() {
        number += 1;
        proposed = format!("{code}-{number}");
    }
    Ok(proposed)
}

/// Announces a run of a course, or makes a draft of one, with its meetings and trainers, if there is no mistake in it.
pub async fn announce(tx: &mut Tx, course: CourseId, run: &NewRun) -> Result<RunId, AppError> {
    let permit = may_keep_courses(tx.caller())?;
    run.check()?;
    // a run that is over may have been held while the course was taught
    let is_new = matches!(run.state, RunState::Draft | RunState::Open);
    if is_new && store::find(tx, course).await?.is_some_and(|record| record.archived_at.is_some()) {
        return Err(AppError::Conflict(Clash::CourseIsArchived));
    }
    let run = run.clone().numbered(&[]);
    let id = tx.ids().next();
    store::insert_run(tx, &permit, id, course, &run).await.map_err(taken)?;
    places::open(tx, id, run.capacity).await?;
    let mut after = described(&run);
    after["course"] = json!(course.to_string());
    audit::record_new(tx, "run.announced", (SUBJECT, id), &after)?;
    let details = find(tx, id).await?;
    super::dates::tell_of(tx, course, &details).await?;
    Ok(id)
}

/// Changes a run into what is described. `seen` is the version that the editor's page showed. `None`: nothing is new,
/// as when the form was sent twice.
///
/// `Invalid`: a mistake, or fewer seats than are taken. `Conflict`: another change came first, the run is over, or a
/// meeting with marks would be moved or removed.
pub async fn edit_run(tx: &mut Tx, run: RunId, seen: i32, new: NewRun) -> Result<Option<RunChange>, AppError> {
    may_keep_courses(tx.caller())?;
    places::lock(tx, run).await?;
    let before = find(tx, run).await?;
    let was = NewRun::of(&before, store::list_trainers(tx, run).await?);
    // calendars and letters know an announced run by its code
    let code = if was.state == RunState::Draft { new.code.clone() } else { was.code.clone() };
    let new = NewRun { code, ..new }.numbered(&before.meetings);
    if new == was {
        return Ok(None);
    }
    let permit = CanEditRun::of(tx.caller(), &before, seen)?;
    new.check()?;
    if new.capacity.unsigned_abs() < before.run.places.taken {
        let problem = Problem::SeatsTaken(before.run.places.taken);
        return Err(FormErrors::of(RunField::Capacity.as_str(), problem).into());
    }
    if new.capacity != was.capacity {
        places::set_capacity(tx, run, new.capacity).await?;
    }
    if !store::update_run(tx, &permit, &new).await.map_err(taken)? {
        return Err(AppError::Conflict(Clash::RunChanged));
    }
    store::replace_meetings(tx, &permit, (&before.meetings, &new.meetings)).await.map_err(|failure| match failure {
        Failure::Referenced(_) => AppError::Conflict(Clash::MeetingHasMarks),
        other => other.into(),
    })?;
    store::replace_trainers(tx, &permit, &new.trainers).await?;
    let action = if was.state == new.state { "run.edited" } else { "run.published" };
    audit::record(tx, action, (SUBJECT, run), Some(&described(&was)), Some(&described(&new)))?;
    let after = find(tx, run).await?;
    super::dates::tell_of(tx, after.course_id, &after).await?;
    Ok(Some(RunChange { before, after }))
}

/// Cancels a run that is not over. `None`: it is cancelled already.
pub async fn cancel_run(tx: &mut Tx, run: RunId, seen: i32) -> Result<Option<RunChange>, AppError> {
    may_keep_courses(tx.caller())?;
    places::lock(tx, run).await?;
    let before = find(tx, run).await?;
    if before.run.state == RunState::Cancelled {
        return Ok(None);
    }
    let permit = CanEditRun::of(tx.caller(), &before, seen)?;
    if !store::cancel_run(tx, &permit).await? {
        return Err(AppError::Conflict(Clash::RunChanged));
    }
    let state = |state: RunState| json!({ "state": state.as_str() });
    let (was, is) = (state(before.run.state), state(RunState::Cancelled));
    audit::record(tx, "run.cancelled", (SUBJECT, run), Some(&was), Some(&is))?;
    Ok(Some(RunChange { before, after: find(tx, run).await? }))
}

async fn find(tx: &mut Tx, run: RunId) -> Result<RunDetails, AppError> {
    store::find_details_by_id(tx, run).await?.ok_or(AppError::NotFound)
}

fn taken(failure: Failure) -> AppError {
    match failure {
        Failure::Taken(_) => FormErrors::of(RunField::Code.as_str(), Problem::CodeTaken).into(),
        other => other.into(),
    }
}

/// Run as the audit log saves it.
fn described(run: &NewRun) -> Value {
    let meetings: Vec<Value> = run
        .meetings
        .iter()
        .map(|meeting| {
            json!({
                "number": meeting.number, "starts_at": meeting.starts_at, "ends_at": meeting.ends_at,
                "academic_hours": meeting.academic_hours, "topic": meeting.topic,
            })
        })
        .collect();
    let trainers: Vec<Value> = run
        .trainers
        .iter()
        .map(|trainer| {
            json!({
                "name": trainer.name, "about": trainer.about, "is_public": trainer.is_public,
                "account": trainer.account.map(|account| account.to_string()),
            })
        })
        .collect();
    json!({
        "code": run.code, "venue": run.venue, "region": run.region.map(|region| region.code),
        "language": run.language.map(crate::ground::Locale::code), "starts_on": run.starts_on, "ends_on": run.ends_on,
        "enroll_until": run.enroll_until, "decides_on": run.decides_on, "offer_hours": run.offer_hours,
        "admission": run.admission.as_str(), "capacity": run.capacity, "state": run.state.as_str(),
        "meetings": meetings, "trainers": trainers,
    })
}
