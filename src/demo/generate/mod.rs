//! Invented people in any number, for measuring: as a database, or as a list to import.
//!
//! Every tenth comes back for a second certificate. `crowd.rs` puts them into further runs: over, and ahead.

mod crowd;
mod list;
mod work;

use chrono::{Days, NaiveDate};
use serde_json::json;

use self::crowd::{ahead, over};
pub use self::{list::list_csv, work::Work};
use super::{
    DemoError, Found, begin,
    calendar::{Period, at},
    files,
    groups::{Group, SIZE, groups},
    histories::history,
    people::People,
    sign_ins,
    story::check_clock,
};
use crate::{
    audit, auth,
    certificates::{CheckCode, service as certificates},
    courses::{
        model::{NewRun, RunState},
        service as courses,
    },
    db::{Ctx, Failure, Installation, Invented, Tx},
    enrollments::{
        State,
        model::{History, Step},
        service as enrollments,
    },
    ground::{
        AppError,
        caller::{Role, Roles},
        ids::{CourseId, SpecialistId},
        token::Token,
    },
    specialists::{PersonName, service as specialists},
};

/// Regions, all with the same share.
fn regions() -> Vec<(&'static str, u32)> {
    crate::reference::REGIONS.iter().map(|region| (region.code, 1)).collect()
}

/// First day of phase 1.
const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2021, 11, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// Amounts that are to be invented.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Number of people, at least one; about eleven certificates come for every ten of them.
    pub specialists: u32,
    /// Number of enrollments in all. If none is given, only those that made certificates.
    pub enrollments: u32,
    /// People who are signed in; at most every second is.
    pub sessions: u32,
    /// Tells whether staff are to have something to do: applications, a grid, and runs to close.
    pub work: bool,
    /// Number to start from: the same seed gives the same people.
    pub seed: u64,
}

/// Facts about an invented registry for those who measure it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Check code of the latest certificate.
    pub check_code: CheckCode,
    /// Runs in the future, of which no two overlap and none has a signed-in person, with seats for all of them.
    pub open_runs: Vec<String>,
    /// Runs in which staff have something to do; none unless they are wanted.
    pub work: Work,
    /// Sessions of people with a complete profile, who may enroll. The first of them is of staff and an officer, too.
    pub sessions: Vec<Token>,
}

/// Fills an empty database with invented people over all phases.
pub async fn generate(ctx: &Ctx, wanted: &Wanted) -> Result<Generated, DemoError> {
    let today = ctx.clock.today();
    let (mut tx, found) = begin(ctx).await?;
    let Found::Empty = found else { return Err(DemoError::NotEmpty) };
    check_clock(today)?;
    let known = files::bring_in(&mut tx, today).await?;
    let size = wanted.specialists.max(1) as usize;
    let period = Period { start: FIRST_DAY, end: today - Days::new(1) };
    let groups = groups(size, true, period);
    let signed_in = (wanted.sessions as usize).min(size.div_ceil(2));
    let mut invented = People::new(wanted.seed);
    let mut ids = Vec::with_capacity(size);
    // of those who are to be signed in
    let mut names = Vec::with_capacity(signed_in);
    let mut latest = None;
    let mut newcomers = invented.cohort(size, &regions());
    for group in &groups {
        for number in &group.people {
            while ids.len() <= *number {
                let Some(person) = newcomers.next() else { break };
                ids.push(specialists::register(&mut tx, &person).await?);
                if names.len() < signed_in {
                    names.push(person.name);
                }
            }
        }
        latest = write(&mut tx, group, &ids, &known).await?;
        audit::write_much(&mut tx).await?;
    }
    let certified: usize = groups.iter().map(|group| group.people.len()).sum();
    let further = (wanted.enrollments as usize).saturating_sub(certified);
    let mut open_runs = Vec::new();
    if further > 0 || signed_in > 0 {
        let ahead = ahead(size, signed_in, further, today);
        let seats: usize = ahead.iter().map(|run| run.seats.len()).sum();
        open_runs.extend(ahead.iter().filter(|run| run.has_room).map(|run| run.run.code.clone()));
        for run in over(&groups, size, further - seats, period).chain(ahead) {
            let Some((course, _)) = known.get(run.course) else { continue };
            let seats = run.seats.iter().map(|(person, state)| (ids[*person], *state));
            admit(&mut tx, *course, &run.run, seats, today).await?;
            audit::write_much(&mut tx).await?;
        }
    }
    let work = if wanted.work { work::make(&mut tx, &ids, &known, today).await? } else { Work::default() };
    let sessions = sign_in(&mut tx, &names, &ids).await?;
    Installation::mark_invented(&mut tx, Invented::Generated, today).await?;
    let after = json!({ "specialists": size, "enrollments": certified + further, "seed": wanted.seed });
    audit::record_new(&mut tx, "registry.generated", ("installation", 1), &after)?;
    audit::commit(tx).await?;
    let check_code = latest.ok_or_else(|| Failure::Unreadable("nobody was generated".to_owned()))?;
    Ok(Generated { check_code, open_runs, work, sessions })
}

/// Writes one group; returns the code of its last certificate.
async fn write(
    tx: &mut Tx,
    group: &Group,
    ids: &[SpecialistId],
    known: &files::Courses,
) -> Result<Option<CheckCode>, AppError> {
    let Some((course, _)) = known.get(&group.course.code) else { return Ok(None) };
    let capacity = i32::try_from(SIZE).unwrap_or(i32::MAX);
    let run = NewRun {
        state: RunState::Closed,
        language: Some(crowd::language(group.people.len())),
        ..NewRun::plain(&group.code, group.starts_on, group.ends_on, capacity)
    };
    let run = courses::announce(tx, *course, &run).await?;
    let step = Step::noted(State::Completed, at(group.ends_on, 0), "generated");
    let history = History::imported(step)?;
    let mut latest = None;
    for number in &group.people {
        let enrollment = enrollments::record(tx, run, ids[*number], &history).await?;
        let certificate = certificates::issue(tx, enrollment, group.issued_on).await?;
        latest = Some(certificate.check_code);
    }
    Ok(latest)
}

/// Announces a run of a course, and records the people in it by their state.
async fn admit(
    tx: &mut Tx,
    course: CourseId,
    run: &NewRun,
    seats: impl Iterator<Item = (SpecialistId, State)>,
    today: NaiveDate,
) -> Result<(), AppError> {
    let id = courses::announce(tx, course, run).await?;
    for (place, (person, state)) in seats.enumerate() {
        let history = history((run.starts_on, run.ends_on), run.admission, state, place, today)?;
        enrollments::record(tx, id, person, &history).await?;
    }
    Ok(())
}

/// Makes an account for each of the first people, and signs them in.
async fn sign_in(tx: &mut Tx, names: &[PersonName], ids: &[SpecialistId]) -> Result<Vec<Token>, AppError> {
    let mut sessions = Vec::with_capacity(names.len());
    if names.is_empty() {
        return Ok(sessions);
    }
    let hash = sign_ins::hash(tx).await?;
    for ((number, id), name) in (1..).zip(ids).zip(names) {
        let email = format!("trainee.{number}@generated.example");
        let roles = Roles::TRAINEE.with_if(Role::Officer, number == 1).with_if(Role::Staff, number == 1);
        let account = sign_ins::for_person(tx, &email, roles, (*id, name), (&hash, &[])).await?;
        sessions.push(auth::begin(tx, account, "generated", true).await?);
    }
    Ok(sessions)
}
