//! Outlook of a phase: what came of its runs, what the runs announced will bring, and what expires.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::RangeInclusive,
    sync::Arc,
};

use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};

use super::{PAGE, View, ViewCache};
use crate::{
    db::{Installation, Tx},
    ground::{AppError, work},
    programme::{
        model::{
            expiries::Expiries,
            forecast::{Forecast, forecast},
            runs::{Funnel, RunCounts, for_forecast, funnel},
        },
        policy::may_see_figures,
        store::{
            self, Evidence,
            runs::{list_certificates_of, list_runs},
        },
    },
};

/// Time for which the counts of the runs are kept, but for those whose people's certificates change: applications come all
/// the time.
const KEPT_FOR: TimeDelta = TimeDelta::minutes(1);
/// Number of runs that are over, the latest first, that a forecast rests on at most.
const MOST_PAST_RUNS: usize = 40;
const A_YEAR: u32 = 12;
/// Months that are looked ahead for what expires.
pub const MONTHS_AHEAD: [u32; 3] = [3, 6, A_YEAR];

/// Outlook: what came of the runs of a phase, and what is to come. It is of today, whatever the day of the view.
#[derive(Debug)]
pub struct Outlook {
    pub made_at: DateTime<Utc>,
    /// Moment of which the counts of all runs are.
    counted_at: DateTime<Utc>,
    version: i64,
    today: NaiveDate,
    /// Runs of counting courses that end within the phase, by their first day.
    pub runs: Vec<RunCounts>,
    /// `None`: too few runs are over to say anything, or the phase is.
    pub forecast: Option<Forecast>,
    expiries: Expiries,
    /// People trained in the phase who hold a certificate that is valid today.
    pub valid: u32,
}

/// People who are being trained, counted once on each of their runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InTraining {
    pub people: u32,
    pub runs: u32,
}

impl Outlook {
    /// Runs that are over by a day, of one course or of all.
    pub fn runs_over<'a>(&'a self, as_of: NaiveDate, course: Option<&'a str>) -> impl Iterator<Item = &'a RunCounts> {
        self.runs.iter().filter(move |run| {
            run.is_over(self.today) && run.ends_on <= as_of && course.is_none_or(|course| run.course == course)
        })
    }

    /// Runs whose certificates are still to come.
    pub fn runs_coming(&self) -> impl Iterator<Item = &RunCounts> {
        self.runs.iter().filter(|run| run.is_coming(self.today))
    }

    /// Funnel from application to certificate, over the runs that are over by a day.
    pub fn funnel(&self, as_of: NaiveDate, course: Option<&str>) -> Funnel {
        funnel(self.runs_over(as_of, course))
    }

    /// People who have a place on a run that is under way today, and the number of these runs.
    pub fn in_training(&self) -> InTraining {
        let is_under_way = |run: &&RunCounts| {
            !run.is_closed && run.confirmed > 0 && run.starts_on <= self.today && self.today <= run.ends_on
        };
        self.runs.iter().filter(is_under_way).fold(InTraining::default(), |sum, run| InTraining {
            people: sum.people + run.confirmed,
            runs: sum.runs + 1,
        })
    }

    /// Number of certificates that expire within so many months from today.
    pub fn expiring_within(&self, months: u32) -> u32 {
        self.expiries.count(&self.ahead(months))
    }

    /// Certificates that expire within a year, by the first day of the month.
    pub fn expiring_by_month(&self) -> BTreeMap<NaiveDate, u32> {
        self.expiries.by_month(&self.ahead(A_YEAR))
    }

    /// Certificates that expire within a year, by course.
    pub fn expiring_by_course(&self) -> BTreeMap<String, u32> {
        self.expiries.by_course(&self.ahead(A_YEAR))
    }

    /// Certificates that expire within a year, by region.
    pub fn expiring_by_region(&self) -> BTreeMap<String, u32> {
        self.expiries.by_region(&self.ahead(A_YEAR))
    }

    /// Days from today until so many months ahead.
    fn ahead(&self, months: u32) -> RangeInclusive<NaiveDate> {
        self.today..=self.today.checked_add_months(Months::new(months)).unwrap_or(self.today)
    }
}

/// Outlook of the phase of a view, made now or within the last minute.
pub async fn outlook(tx: &mut Tx, cache: &ViewCache, view: &View) -> Result<Arc<Outlook>, AppError> {
    may_see_figures(tx.caller())?;
    let (version, phase) = (Installation::figures_version(tx).await?, view.phase.code.clone());
    let (now, today) = (tx.at(), tx.today());
    let kept = cache.outlook(&phase).filter(|kept| kept.today == today && (now - kept.counted_at).abs() < KEPT_FOR);
    if let Some(kept) = kept.as_ref().filter(|kept| kept.version == version) {
        return Ok(Arc::clone(kept));
    }
    let made = Arc::new(made(tx, cache, view, version, kept).await?);
    cache.keep_outlook(phase, &made);
    Ok(made)
}

/// Makes an outlook anew, or from one that was kept and the runs that have changed since.
async fn made(
    tx: &mut Tx,
    cache: &ViewCache,
    view: &View,
    version: i64,
    mut kept: Option<Arc<Outlook>>,
) -> Result<Outlook, AppError> {
    let permit = may_see_figures(tx.caller())?;
    let (made_at, today, phase) = (tx.at(), tx.today(), &view.phase);
    let figures = cache.figures(tx).await?;
    let now = figures.view(Some(phase.code.clone()), today)?.ok_or(AppError::NotFound)?;
    let courses = figures.counting_courses(&phase.code);
    if let Some(before) = &kept
        && !Installation::are_figures_changes_known(tx, before.version, version).await?
    {
        kept = None;
    }
    let (counted_at, since) = kept.as_ref().map_or((made_at, None), |kept| (kept.counted_at, Some(kept.version)));
    let mut runs = list_runs(tx, &permit, (phase.starts_on, phase.ends_on), since).await?;
    runs.retain(|run| courses.contains(&run.course));
    if let Some(kept) = &kept {
        let changed: HashSet<String> = runs.iter().map(|run| run.code.clone()).collect();
        runs.extend(kept.runs.iter().filter(|run| !changed.contains(&run.code)).cloned());
        runs.sort_by(|one, other| (one.starts_on, &one.code).cmp(&(other.starts_on, &other.code)));
    }
    let over: Vec<String> = runs.iter().filter(|run| run.is_over(today)).map(|run| run.code.clone()).collect();
    let latest: Vec<&str> = over.iter().rev().take(MOST_PAST_RUNS).map(String::as_str).collect();
    let issued = list_certificates_of(tx, &permit, &latest).await?;
    let numbers = issued.iter().map(|one| (one.registration_number.clone(), one.counts_on)).collect();
    let firsts = now.firsts_among(&numbers);
    let mut new: HashMap<&str, u32> = HashMap::new();
    for one in issued.iter().filter(|one| firsts.contains(&one.registration_number)) {
        *new.entry(&one.code).or_default() += 1;
    }
    for run in &mut runs {
        run.new = new.get(run.code.as_str()).copied().unwrap_or_default();
    }
    let (expiries, valid) = (figures.expiries().clone(), now.ledger.count_valid(today));
    let (trained, target, ends_on) = (now.progress.trained, now.phase.target, phase.ends_on);
    let known: Vec<RunCounts> =
        runs.iter().filter(|run| !run.is_over(today) || latest.contains(&run.code.as_str())).cloned().collect();
    let forecast = if today > ends_on {
        None
    } else {
        work::blocking(move || {
            let (past, coming) = for_forecast(&known, today);
            forecast(today, trained, target, &past, &coming, ends_on)
        })
        .await?
    };
    Ok(Outlook { made_at, counted_at, version, today, runs, forecast, expiries, valid })
}

/// Certificates in force that a run has led to, without names.
pub async fn certificates_of_run(tx: &mut Tx, run: &str) -> Result<Vec<Evidence>, AppError> {
    let permit = may_see_figures(tx.caller())?;
    let issued = list_certificates_of(tx, &permit, &[run]).await?;
    let numbers: Vec<String> =
        issued.into_iter().filter(|one| one.is_in_force).map(|one| one.registration_number).collect();
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store::list_evidence(tx, &permit, &numbers).await?)
}

/// Page of the certificates that expire on these days, without names: of one course or of all, of one region or of all.
pub async fn expiring(
    tx: &mut Tx,
    cache: &ViewCache,
    days: &RangeInclusive<NaiveDate>,
    of: (Option<&str>, Option<&str>),
    page: i64,
) -> Result<Vec<Evidence>, AppError> {
    let permit = may_see_figures(tx.caller())?;
    let [skip, most] = [(page - 1) * PAGE, PAGE].map(|count| usize::try_from(count).unwrap_or_default());
    let numbers = cache.figures(tx).await?.expiries().registration_numbers(days, of, skip, most);
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store::list_evidence(tx, &permit, &numbers).await?)
}
