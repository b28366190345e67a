//! Invented people in any number, for measuring: as a database, or as a list to import.
//!
//! Every tenth comes back for a second certificate. `crowd.rs` puts them into further runs: over, and ahead.

mod crowd;
mod list;

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use serde_json::json;

use self::crowd::{FurtherRun, ahead, over};
pub use self::list::list_csv;
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
    certificates::{
        CheckCode,
        service::{self as certificates, NewCertificate},
    },
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
        ids::SpecialistId,
        token::Token,
    },
    specialists::{
        PersonName,
        model::{CountedFacts, NewSpecialist},
        service as specialists,
    },
};

/// All regions have the same share.
fn regions() -> Vec<(&'static str, u32)> {
    crate::reference::REGIONS.iter().map(|region| (region.code, 1)).collect()
}

/// The first day of phase 1.
const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2021, 11, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// How much is to be invented.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// At least one; about eleven certificates come for every ten of them.
    pub specialists: u32,
    /// Enrollments in all. Without any wanted, there are those alone that made certificates.
    pub enrollments: u32,
    /// People who are signed in; at most every second is.
    pub sessions: u32,
    /// The same seed gives the same people.
    pub seed: u64,
}

/// What somebody who measures needs to know of an invented registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Of the latest certificate.
    pub check_code: CheckCode,
    /// Runs that lie ahead, of which no two overlap and none knows who is signed in, with places for all of them.
    pub open_runs: Vec<String>,
    /// Of people with a complete profile, who may enroll. The first of them sees the dashboard, too.
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
    let mut people = Registered::of(&groups, size, signed_in);
    let mut latest = None;
    let mut newcomers = invented.cohort(size, &regions());
    for group in &groups {
        for number in &group.people {
            while people.ids.len() <= *number {
                let Some(person) = newcomers.next() else { break };
                people.register(&mut tx, person).await?;
            }
        }
        latest = write(&mut tx, group, &mut people, &known).await?;
        audit::write_much(&mut tx).await?;
    }
    let Registered { ids, needed, .. } = people;
    let certified: usize = groups.iter().map(|group| group.people.len()).sum();
    let further = (wanted.enrollments as usize).saturating_sub(certified);
    let mut open_runs = Vec::new();
    if further > 0 || signed_in > 0 {
        let ahead = ahead(size, signed_in, further, today);
        let seats: usize = ahead.iter().map(|run| run.seats.len()).sum();
        open_runs.extend(ahead.iter().filter(|run| run.has_room).map(|run| run.run.code.clone()));
        for run in over(&groups, size, further - seats, period).chain(ahead) {
            admit(&mut tx, &run, &ids, &known, today).await?;
            audit::write_much(&mut tx).await?;
        }
    }
    let sessions = sign_in(&mut tx, signed_in, &needed, &ids).await?;
    Installation::mark_invented(&mut tx, Invented::Generated, today).await?;
    let after = json!({ "specialists": size, "enrollments": certified + further, "seed": wanted.seed });
    audit::record_new(&mut tx, "registry.generated", ("installation", 1), &after)?;
    audit::commit(tx).await?;
    let check_code = latest.ok_or_else(|| Failure::Unreadable("nobody was generated".to_owned()))?;
    Ok(Generated { check_code, open_runs, sessions })
}

/// People by their number. What was invented of somebody is dropped after their last group, so that a crowd of any size
/// fits into memory.
struct Registered {
    ids: Vec<SpecialistId>,
    needed: HashMap<usize, (PersonName, CountedFacts)>,
    /// In how many groups each still is; those who are signed in are needed to the end.
    uses_left: Vec<u8>,
}

impl Registered {
    fn of(groups: &[Group], size: usize, signed_in: usize) -> Self {
        let mut uses_left = vec![0; size];
        uses_left[..signed_in].fill(1);
        for person in groups.iter().flat_map(|group| &group.people) {
            uses_left[*person] += 1;
        }
        Self { ids: Vec::with_capacity(size), needed: HashMap::new(), uses_left }
    }

    async fn register(&mut self, tx: &mut Tx, person: NewSpecialist) -> Result<(), AppError> {
        let id = specialists::register(tx, &person).await?;
        self.needed.insert(self.ids.len(), (person.name, person.facts));
        self.ids.push(id);
        Ok(())
    }

    fn use_once(&mut self, number: usize) -> Option<(SpecialistId, PersonName, CountedFacts)> {
        self.uses_left[number] -= 1;
        let (name, facts) =
            if self.uses_left[number] == 0 { self.needed.remove(&number)? } else { self.needed.get(&number)?.clone() };
        Some((self.ids[number], name, facts))
    }
}

/// Writes one group; returns the code of its last certificate.
async fn write(
    tx: &mut Tx,
    group: &Group,
    people: &mut Registered,
    known: &files::Courses,
) -> Result<Option<CheckCode>, AppError> {
    let Some((course_id, course)) = known.get(&group.course.code) else { return Ok(None) };
    let capacity = i32::try_from(SIZE).unwrap_or(i32::MAX);
    let run =
        NewRun { state: RunState::Closed, ..NewRun::plain(&group.code, group.starts_on, group.ends_on, capacity) };
    let run = courses::announce(tx, *course_id, &run).await?;
    let step = Step::noted(State::Completed, at(group.ends_on, 0), "generated");
    let history = History::imported(step)?;
    let mut latest = None;
    for number in &group.people {
        let Some((specialist, holder, facts)) = people.use_once(*number) else { continue };
        let new = NewCertificate {
            enrollment: enrollments::record(tx, run, specialist, &history).await?,
            specialist,
            course: *course_id,
            holder,
            title: course.title.clone(),
            academic_hours: course.academic_hours,
            starts_on: group.starts_on,
            ends_on: group.ends_on,
            issued_on: group.issued_on,
            valid_until: course.valid_until(group.issued_on),
            facts,
        };
        latest = CheckCode::parse(&certificates::issue(tx, &new).await?.check_code).ok();
    }
    Ok(latest)
}

/// Announces a further run and records whoever is in it.
async fn admit(
    tx: &mut Tx,
    further: &FurtherRun,
    ids: &[SpecialistId],
    known: &files::Courses,
    today: NaiveDate,
) -> Result<(), AppError> {
    let Some((course, _)) = known.get(further.course) else { return Ok(()) };
    let run = courses::announce(tx, *course, &further.run).await?;
    let days = (further.run.starts_on, further.run.ends_on);
    for (place, (person, state)) in further.seats.iter().enumerate() {
        let history = history(days, further.run.admission, *state, place, today)?;
        enrollments::record(tx, run, ids[*person], &history).await?;
    }
    Ok(())
}

/// Makes an account for each of the first people, and signs them in.
async fn sign_in(
    tx: &mut Tx,
    count: usize,
    people: &HashMap<usize, (PersonName, CountedFacts)>,
    ids: &[SpecialistId],
) -> Result<Vec<Token>, AppError> {
    let mut sessions = Vec::with_capacity(count);
    if count == 0 {
        return Ok(sessions);
    }
    let hash = sign_ins::hash(tx).await?;
    for (number, (place, id)) in (1..).zip(ids.iter().enumerate().take(count)) {
        let Some((name, _)) = people.get(&place) else { continue };
        let email = format!("trainee.{number}@generated.example");
        let roles = Roles::TRAINEE.with_if(Role::Officer, number == 1);
        let account = sign_ins::for_person(tx, &email, roles, (*id, name), (&hash, &[])).await?;
        sessions.push(auth::begin(tx, account, "generated", true).await?);
    }
    Ok(sessions)
}
