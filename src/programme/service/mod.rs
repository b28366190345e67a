//! Figure of a day with its breakdowns, the certificates behind it, and bringing in a programme.

mod cache;
mod compare;
mod document;
pub mod funders;
pub mod needs;
mod outlook;
pub mod targets;

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::json;

pub use self::{
    cache::ViewCache,
    compare::{Count, changes_between},
    document::{breakdown, document, headline},
    outlook::{MONTHS_AHEAD, Outlook, certificates_of_run, expiring, outlook},
    targets::{PhaseSettings, phase_settings, set_counting, set_target},
};
pub use super::store::Evidence;
use super::{
    model::{
        By, Filter, Phase, PhaseWithTargets, Progress, TwoWay,
        ledger::Ledger,
        rule::{Certificate, Rule},
    },
    policy::{may_edit_programme, may_see_figures},
    store,
};
use crate::{
    audit, certificates, courses,
    db::Tx,
    ground::{AppError, FormErrors, Localized, Problem, caller::Caller, clock::day_of, ids::SpecialistId},
};

/// Lines on a page of the list behind a number.
pub const PAGE: i64 = 50;

/// Figure of a phase on a day. Any filter of it, and the list behind each number, come from the same ledger, so that a
/// number and its list are of one state.
#[derive(Debug)]
pub struct View {
    pub phase: Phase,
    pub as_of: NaiveDate,
    /// Moment as of which the registry's facts are meant; `None`: now.
    pub known_at: Option<DateTime<Utc>>,
    ledger: Arc<Ledger>,
    /// Whole figure of the day.
    pub progress: Progress,
    /// Tables of the whole figure by two breakdowns, as they were first requested.
    two_way: Mutex<HashMap<[By; 2], TwoWay>>,
}

impl View {
    /// Figure of a part of it.
    pub fn narrowed(&self, filter: &Filter) -> Progress {
        if filter.is_narrow() { self.ledger.progress(self.as_of, filter) } else { self.progress.clone() }
    }

    /// View with the same facts, which says at which moment they were known.
    #[must_use]
    pub fn as_known_at(&self, moment: DateTime<Utc>) -> Self {
        Self {
            phase: self.phase.clone(),
            as_of: self.as_of,
            known_at: Some(moment),
            ledger: Arc::clone(&self.ledger),
            progress: self.progress.clone(),
            two_way: Mutex::default(),
        }
    }

    /// Registration numbers of the certificates that a part of the figure is made of.
    pub fn counted(&self, filter: &Filter) -> Vec<String> {
        self.ledger.registration_numbers(self.as_of, filter, 0, usize::MAX)
    }

    /// Registration numbers of those of some certificates that people are counted by. They are given with the days that
    /// they count from.
    fn firsts_among(&self, certificates: &HashMap<String, NaiveDate>) -> HashSet<String> {
        self.ledger.firsts_among(self.as_of, certificates)
    }

    /// Part of the figure by two breakdowns at once.
    pub fn two_way(&self, filter: &Filter, by: [By; 2]) -> TwoWay {
        if filter.is_narrow() {
            return self.ledger.two_way(self.as_of, filter, by);
        }
        let mut tables = self.two_way.lock().unwrap_or_else(PoisonError::into_inner);
        tables.entry(by).or_insert_with(|| self.ledger.two_way(self.as_of, filter, by)).clone()
    }
}

/// Query for a view: a phase by its code, or the one that fits the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewQuery {
    pub phase: Option<String>,
    pub as_of: Option<NaiveDate>,
    /// Moment as of which the registry's facts are meant, so that what was recorded later is left out.
    pub known_at: Option<DateTime<Utc>>,
}

/// View of a phase on a day, today or that of `known_at` unless another is requested. `Ok(None)`: there is no phase at all
/// yet.
pub async fn view(tx: &mut Tx, cache: &ViewCache, query: ViewQuery) -> Result<Option<Arc<View>>, AppError> {
    let today = tx.today();
    let as_of = query.as_of.unwrap_or_else(|| query.known_at.map_or(today, day_of));
    if as_of > today {
        return Err(FormErrors::of("as_of", Problem::DayInFuture).into());
    }
    let figures = match query.known_at {
        Some(moment) if moment > tx.at() => return Err(FormErrors::of("known_at", Problem::DayInFuture).into()),
        Some(moment) => cache.known_at(tx, moment).await?,
        None => cache.figures(tx).await?,
    };
    figures.view(query.phase, as_of)
}

/// Part that the certificates of a run have in the figure of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rise {
    /// Certificates of the run that count, in the phase in which they were issued.
    pub certificates: u32,
    /// People among them whose first certificate that counts it is.
    pub new: u32,
    /// Figure of the phase, with them.
    pub trained: u32,
    pub target: u32,
}

/// Tells what the certificates of a run mean for the figure. `None`: none of them counts, or none is issued.
pub async fn rise(
    tx: &mut Tx,
    cache: &ViewCache,
    issued: &[certificates::model::Certificate],
) -> Result<Option<Rise>, AppError> {
    may_see_figures(tx.caller())?;
    let Some(day) = issued.iter().map(|one| one.printed.issued_on).max() else { return Ok(None) };
    let (today, figures) = (tx.today(), cache.figures(tx).await?);
    let Some(of_day) = figures.view(None, day)? else { return Ok(None) };
    let Some(view) = figures.view(Some(of_day.phase.code.clone()), today)? else { return Ok(None) };
    let numbers = issued.iter().map(|one| (one.registration_number.to_string(), one.counts_on)).collect();
    let (certificates, new) = view.ledger.count_among(today, &numbers);
    let (trained, target) = (view.progress.trained, view.phase.target);
    Ok((certificates > 0).then_some(Rise { certificates, new, trained, target }))
}

/// Choices that a view of the figure may be narrowed to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Choices {
    /// Phases, the earliest first.
    pub phases: Vec<Phase>,
    /// Codes and titles, by code.
    pub courses: Vec<(String, Localized)>,
}

/// Phases and courses, for those who may see the breakdowns of the figure.
pub async fn choices(tx: &mut Tx) -> Result<Choices, AppError> {
    may_see_figures(tx.caller())?;
    Ok(Choices { phases: phases(tx).await?, courses: courses(tx).await? })
}

/// Codes and titles of the courses, by code.
pub async fn courses(tx: &mut Tx) -> Result<Vec<(String, Localized)>, AppError> {
    let courses = courses::service::list(tx).await?;
    Ok(courses.into_iter().map(|(_, course)| (course.code, course.title)).collect())
}

/// Phases with the targets that hold today.
async fn phases(tx: &mut Tx) -> Result<Vec<Phase>, AppError> {
    let today = tx.today();
    Ok(store::list_phases(tx, None).await?.into_iter().map(|(_, phase)| phase.on(today)).collect())
}

/// Figure in full, for those who may see its breakdowns.
pub fn figures(caller: &Caller, view: &View, filter: &Filter) -> Result<Progress, AppError> {
    may_see_figures(caller)?;
    Ok(view.narrowed(filter))
}

/// Page of the certificates that a number is made of, without names.
pub async fn evidence(tx: &mut Tx, view: &View, filter: &Filter, page: i64) -> Result<Vec<Evidence>, AppError> {
    let permit = may_see_figures(tx.caller())?;
    let [skip, most] = [(page - 1) * PAGE, PAGE].map(|count| usize::try_from(count).unwrap_or_default());
    let numbers = view.ledger.registration_numbers(view.as_of, filter, skip, most);
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store::list_evidence(tx, &permit, &numbers).await?)
}

/// Phase, and the rule by which certificates count in it, as both were known at a moment. `NotFound`: it was not known
/// then.
pub async fn rule(tx: &mut Tx, phase: &str, known_at: DateTime<Utc>) -> Result<(PhaseWithTargets, Rule), AppError> {
    may_see_figures(tx.caller())?;
    cache::phase_with_rule(tx, phase, known_at).await?.ok_or(AppError::NotFound)
}

/// Some thousands of the certificates of all people that count from one of these days, as they were known at a moment, by
/// registration number: those after one, none after the last. What a stranger needs to count again, without names; a person
/// is an id that the caller keeps to themselves.
pub async fn facts(
    tx: &mut Tx,
    known_at: DateTime<Utc>,
    days: (NaiveDate, NaiveDate),
    after: &str,
) -> Result<Vec<(SpecialistId, Certificate)>, AppError> {
    let permit = may_see_figures(tx.caller())?;
    Ok(store::list_certificates(tx, &permit, known_at, days, after).await?)
}

/// File of a programme as it is written.
#[derive(Debug, Deserialize)]
pub struct ProgrammeFile {
    programme: ProgrammeInFile,
    phases: Vec<PhaseInFile>,
    /// Phase of the demonstration, which alone reads it.
    #[serde(default)]
    demo_phase: Option<PhaseInFile>,
}

#[derive(Debug, Deserialize)]
struct ProgrammeInFile {
    code: String,
    name: Localized,
}

#[derive(Clone, Debug, Deserialize)]
struct PhaseInFile {
    code: String,
    name: Localized,
    start: NaiveDate,
    end: NaiveDate,
    #[serde(default)]
    baseline: u32,
    target: u32,
}

/// Fault in a programme's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeFault {
    /// Code of the programme or the phase.
    pub code: String,
    pub kind: ProgrammeFaultKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgrammeFaultKind {
    /// Phase ends before it starts.
    EndsBeforeStart,
    /// Target must be at least one.
    NoTarget,
    /// Code is in the file twice.
    Repeated,
    /// Registry has it with other facts.
    Differs,
}

impl ProgrammeFile {
    /// File with the demonstration's phase among the others.
    #[must_use]
    pub fn with_demo_phase(mut self) -> Self {
        self.phases.extend(self.demo_phase.take());
        self
    }
}

/// Brings in a programme with its phases and targets. A phase that is there with the same facts is left as it is.
/// Returns how many phases are new.
pub async fn bring_in(tx: &mut Tx, file: ProgrammeFile) -> Result<(u32, Vec<ProgrammeFault>), AppError> {
    let permit = may_edit_programme(tx.caller())?;
    let mut faults = Vec::new();
    let ProgrammeInFile { code, name } = file.programme;
    let programme = match store::find_programme(tx, &code).await? {
        Some(stored) if stored.name == name => stored.id,
        Some(stored) => {
            faults.push(ProgrammeFault { code, kind: ProgrammeFaultKind::Differs });
            stored.id
        }
        None => {
            let id = tx.ids().next();
            store::insert_programme(tx, &permit, id, &code, &name).await?;
            audit::record_new(tx, "programme.added", ("programme", id), &json!({ "code": code, "name": name }))?;
            id
        }
    };
    let known = phases(tx).await?;
    let (mut new, mut seen) = (0, Vec::new());
    for PhaseInFile { code, name, start, end, baseline, target } in file.phases {
        let phase = Phase { code, name, starts_on: start, ends_on: end, target, baseline };
        let fault = if end < start {
            Some(ProgrammeFaultKind::EndsBeforeStart)
        } else if target == 0 {
            Some(ProgrammeFaultKind::NoTarget)
        } else if seen.contains(&phase.code) {
            Some(ProgrammeFaultKind::Repeated)
        } else {
            let stored = known.iter().find(|stored| stored.code == phase.code);
            stored.filter(|stored| **stored != phase).map(|_| ProgrammeFaultKind::Differs)
        };
        seen.push(phase.code.clone());
        if let Some(kind) = fault {
            faults.push(ProgrammeFault { code: phase.code, kind });
        } else if !known.contains(&phase) {
            let id = tx.ids().next();
            store::insert_phase(tx, &permit, id, programme, &phase).await?;
            let after = json!({
                "code": phase.code, "name": phase.name, "starts_on": start, "ends_on": end, "target": target,
                "baseline": baseline,
            });
            audit::record_new(tx, "phase.added", ("phase", id), &after)?;
            tx.figures_change();
            new += 1;
        }
    }
    Ok((new, faults))
}

/// Makes the courses that count toward the target count in every phase, in whatever order they were brought in.
pub async fn mark_counting_courses(tx: &mut Tx) -> Result<(), AppError> {
    let permit = may_edit_programme(tx.caller())?;
    let made = store::insert_counting_courses(tx, &permit).await?;
    if made > 0 {
        tx.figures_change();
        audit::record_new(tx, "counting_courses.marked", ("programme", "*"), &json!({ "rows": made }))?;
    }
    Ok(())
}

/// Phases that have begun, the earliest first, with their targets of today: anybody may know them.
pub async fn begun_phases(tx: &mut Tx) -> Result<Vec<Phase>, AppError> {
    let today = tx.today();
    Ok(phases(tx).await?.into_iter().filter(|phase| phase.starts_on <= today).collect())
}

/// First and last day of every phase.
pub async fn periods(tx: &mut Tx) -> Result<Vec<(NaiveDate, NaiveDate)>, AppError> {
    Ok(phases(tx).await?.into_iter().map(|phase| (phase.starts_on, phase.ends_on)).collect())
}
