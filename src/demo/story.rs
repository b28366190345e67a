//! Filling in the demonstration's story: the plan of `plan`, carried out through the services.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::json;

use super::{
    DemoError, Found, begin, centre, claims, classroom,
    files::{self, Courses},
    plan::{LastStep, Plan, PlannedRun, Turn, What},
    sign_ins, store,
};
use crate::{
    audit,
    certificates::{CheckCode, Status, service as certificates},
    completion::service as completion,
    courses::Course,
    courses::{
        model::{NewRun, RunState},
        service as courses,
    },
    db::{Ctx, Failure, Installation, Invented, Tx},
    enrollments::{State, service as enrollments},
    ground::{
        AppError,
        caller::Role,
        ids::{AccountId, CertificateId, CourseId, EnrollmentId, RunId, SpecialistId},
    },
    programme::{model::funders::Share, service as programme},
    reference::region,
    specialists::service as specialists,
};

/// Demonstration as the database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Day on which the story begins.
    pub since: NaiveDate,
    /// Check code for each answer of the check, after the answer's word: the four states, `unknown` and `mistyped`.
    pub codes: Vec<(&'static str, String)>,
    /// Addresses to sign in with, each with its role; `DEMO_PASSWORD` is the password of all.
    pub sign_ins: Vec<(&'static str, Role)>,
}

/// Reason in the journal of a demonstration, which is set in Kazakhstan.
const REVOKED_BECAUSE: &str = "Сертификат қателесіп берілген: қатысу сағаттары жетпейді";
/// Reason of the replaced certificate.
const REPLACED_BECAUSE: &str = "Тегі өзгерді, жеке куәлік көрсетілді";

/// Earliest day on which phase 1 is over and the first certificates have expired.
const EARLIEST: Option<NaiveDate> = NaiveDate::from_ymd_opt(2025, 1, 1);

/// Refuses a clock before that day: the story would lie in the future.
pub(super) fn check_clock(today: NaiveDate) -> Result<(), Failure> {
    match EARLIEST {
        Some(earliest) if today < earliest => {
            Err(Failure::Unreadable(format!("the clock says {today}; invented registries begin on {earliest}")))
        }
        _ => Ok(()),
    }
}

/// Fills an empty database with the demonstration. One that is there already is left as it is.
pub async fn fill(ctx: &Ctx) -> Result<Story, DemoError> {
    let today = ctx.clock.today();
    let (mut tx, found) = begin(ctx).await?;
    match found {
        Found::Demo(since) => return Ok(as_it_stands(&mut tx, since).await?),
        Found::SomethingElse => return Err(DemoError::NotEmpty),
        Found::Empty => check_clock(today)?,
    }
    let known = files::bring_in(&mut tx, today).await?;
    let plan = Plan::of(today, files::demo_phase(today)?)
        .map_err(|step| Failure::Unreadable(format!("the demonstration's plan: {step:?}")))?;
    centre::introduce(&mut tx).await?;
    let people = tell(&mut tx, &plan, &known).await?;
    claims::claim(&mut tx, &people, &plan.people).await?;
    Installation::mark_invented(&mut tx, Invented::Demo, today).await?;
    audit::record_new(&mut tx, "demonstration.invented", ("installation", 1), &json!({ "since": today }))?;
    let story = as_it_stands(&mut tx, today).await?;
    audit::commit(tx).await?;
    Ok(story)
}

async fn as_it_stands(tx: &mut Tx, since: NaiveDate) -> Result<Story, AppError> {
    Ok(Story { since, codes: codes(tx).await?, sign_ins: sign_ins::list_of_demo(tx).await? })
}

/// Certificate that is to be issued, or what happened to one later.
enum Event<'a> {
    Issue { run: usize, person: usize, enrollment: EnrollmentId },
    Turn(&'a Turn),
}

/// Carries out the plan; returns its people in their order.
async fn tell(tx: &mut Tx, plan: &Plan, known: &Courses) -> Result<Vec<SpecialistId>, AppError> {
    let mut people = Vec::new();
    for person in &plan.people {
        people.push(specialists::register(tx, person).await?);
    }
    let trainer = sign_ins::of_demo(tx, (people[plan.trainee], &plan.people[plan.trainee].name)).await?;
    let mut events: Vec<(NaiveDate, Event)> = plan.turns.iter().map(|turn| (turn.on, Event::Turn(turn))).collect();
    for (number, run) in plan.runs.iter().enumerate() {
        let id = announce(tx, run, known, trainer.filter(|_| run.is_taught_by_sign_in)).await?;
        let mut enrolled = Vec::new();
        for seat in &run.seats {
            let enrollment = enrollments::record(tx, id, people[seat.person], &seat.history).await?;
            enrolled.push(enrollment);
            if let Some(issued_on) = run.issued_on.filter(|_| seat.history.state() == State::Completed) {
                events.push((issued_on, Event::Issue { run: number, person: seat.person, enrollment }));
            }
        }
        if run.state == RunState::Open {
            classroom::hold_meetings(tx, run, &find(known, run.course)?.1, &enrolled).await?;
        }
        programme::funders::set(tx, &run.code, funders(number)).await?;
        match run.last_step {
            Some(LastStep::Close) => drop(completion::close(tx, &run.code, &[]).await?),
            Some(LastStep::Cancel) => drop(enrollments::cancel_run(tx, id, 0).await?),
            None => {}
        }
    }
    // in the order of the journal, so that its numbers follow the days
    events.sort_by_key(|(day, _)| *day);
    let mut issued: HashMap<(usize, usize), CertificateId> = HashMap::new();
    for (day, event) in events {
        match event {
            Event::Issue { run, person, enrollment } => {
                let certificate = certificates::issue(tx, enrollment, day).await?;
                issued.insert((run, person), certificate.id);
            }
            Event::Turn(turn) => {
                let certificate = issued.get(&(turn.run, turn.person)).ok_or(AppError::NotFound)?;
                take_turn(tx, turn, *certificate, people[turn.person]).await?;
            }
        }
    }
    Ok(people)
}

/// Funders of a run of the demonstration: one, the other, both, or nobody that is stated.
fn funders(number: usize) -> Vec<Share> {
    let shares: &[(&str, u32)] = match number % 4 {
        0 => &[("EU", 100)],
        1 => &[("UNICEF", 100)],
        2 => &[("EU", 40), ("UNICEF", 60)],
        _ => &[],
    };
    shares.iter().map(|(funder, share)| Share { funder: (*funder).to_owned(), share: *share }).collect()
}

/// Announces a run; `teaches` is the account of its first trainer, if they sign in.
async fn announce(
    tx: &mut Tx,
    run: &PlannedRun,
    known: &Courses,
    teaches: Option<AccountId>,
) -> Result<RunId, AppError> {
    let (course, _) = find(known, run.course)?;
    let mut trainers = run.trainers.clone();
    if let Some(first) = trainers.first_mut() {
        first.account = teaches;
    }
    let new = NewRun {
        venue: run.place.map(|place| place.venue.into()).unwrap_or_default(),
        region: run.place.and_then(|place| region(place.region)),
        language: Some(run.language),
        enroll_until: run.enroll_until,
        decides_on: run.decides_on,
        admission: run.admission,
        state: run.state,
        meetings: run.meetings.clone(),
        trainers,
        ..NewRun::plain(run.code.as_str(), run.starts_on, run.ends_on, run.capacity)
    };
    courses::announce(tx, *course, &new).await
}

fn find<'a>(known: &'a Courses, code: &str) -> Result<&'a (CourseId, Course), Failure> {
    known.get(code).ok_or_else(|| Failure::Unreadable(format!("embedded courses: no {code}")))
}

async fn take_turn(tx: &mut Tx, turn: &Turn, certificate: CertificateId, holder: SpecialistId) -> Result<(), AppError> {
    match &turn.what {
        What::Revoked => certificates::revoke(tx, certificate, turn.on, REVOKED_BECAUSE).await,
        What::Renamed { since, name } => {
            specialists::rename(tx, holder, name, *since).await?;
            certificates::reissue(tx, certificate, name, turn.on, REPLACED_BECAUSE).await.map(drop)
        }
    }
}

/// Code that no certificate has.
const UNKNOWN: [u8; 11] = [25, 18, 7, 30, 3, 12, 21, 9, 28, 5, 14];

/// Latest code of each state on this day, one that is nobody's, and one with a wrong character.
async fn codes(tx: &mut Tx) -> Result<Vec<(&'static str, String)>, Failure> {
    let today = tx.today();
    let all = store::list_checkable(tx).await?;
    let mut codes = Vec::new();
    for status in Status::ALL {
        let stored = all.iter().find(|certificate| certificate.validity().status_on(today) == *status);
        if let Some(code) = stored.and_then(|certificate| CheckCode::parse(&certificate.check_code).ok()) {
            codes.push((status.as_str(), code.to_string()));
        }
    }
    let unknown = CheckCode::from_random(UNKNOWN).to_string();
    let wrong = if unknown.starts_with('2') { "3" } else { "2" };
    let mistyped = format!("{wrong}{}", &unknown[1..]);
    codes.extend([("unknown", unknown), ("mistyped", mistyped)]);
    Ok(codes)
}
