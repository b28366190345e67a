//! Runs of counting courses: what became of their applications, and what may still come of them.

use chrono::{Days, NaiveDate};

use super::forecast::{ComingRun, PastRun};

/// Days after the end of a run within which its certificates may still be on their way.
const CERTIFICATES_DUE: u64 = 45;
/// Days from the end of a run to its certificates where no run has shown it yet.
const USUAL_DELAY: i64 = 7;

/// Run with the number of people at each step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunCounts {
    pub code: String,
    pub course: String,
    pub region: Option<String>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// Last day to apply.
    pub enroll_until: Option<NaiveDate>,
    pub is_closed: bool,
    pub capacity: u32,
    pub applied: u32,
    /// People who had a place to the end of the run, or have one now.
    pub confirmed: u32,
    pub completed: u32,
    /// People with a certificate of the run that is neither revoked nor replaced by another.
    pub certified: u32,
    /// People who are counted by their certificate of this run.
    pub new: u32,
    /// Day on which the certificates were issued; of several, the last.
    pub issued_on: Option<NaiveDate>,
}

/// Numbers of people at the steps from application to certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Funnel {
    pub applied: u32,
    pub confirmed: u32,
    pub completed: u32,
    pub certified: u32,
}

impl RunCounts {
    /// Tells whether all is known that comes of the run.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.is_closed && (self.certified > 0 || self.ends_on + Days::new(CERTIFICATES_DUE) < today)
    }

    /// Tells whether its certificates are still to come.
    pub fn is_coming(&self, today: NaiveDate) -> bool {
        self.certified == 0 && !self.is_over(today) && self.ends_on + Days::new(CERTIFICATES_DUE) >= today
    }
}

/// Numbers of people at each step over some runs.
pub fn funnel<'a>(runs: impl IntoIterator<Item = &'a RunCounts>) -> Funnel {
    runs.into_iter().fold(Funnel::default(), |sum, run| Funnel {
        applied: sum.applied + run.applied,
        confirmed: sum.confirmed + run.confirmed,
        completed: sum.completed + run.completed,
        certified: sum.certified + run.certified,
    })
}

/// Runs that are over, and those whose certificates are still to come, as a forecast takes them.
pub fn for_forecast(runs: &[RunCounts], today: NaiveDate) -> (Vec<PastRun>, Vec<ComingRun>) {
    let over: Vec<&RunCounts> = runs.iter().filter(|run| run.is_over(today)).collect();
    let mut delays: Vec<i64> =
        over.iter().filter_map(|run| Some((run.issued_on? - run.ends_on).num_days().clamp(0, 90))).collect();
    delays.sort_unstable();
    let delay = delays.get(delays.len() / 2).copied().unwrap_or(USUAL_DELAY).unsigned_abs();
    let past = over.iter().map(|run| PastRun {
        places: run.capacity,
        confirmed: run.confirmed,
        certified: run.certified,
        new: run.new,
    });
    let coming = runs.iter().filter(|run| run.is_coming(today)).map(|run| {
        let is_settled = run.starts_on <= today || run.enroll_until.is_some_and(|day| day < today);
        let confirmed = if run.is_closed { run.completed } else { run.confirmed };
        ComingRun {
            certified_on: run.ends_on + Days::new(delay),
            places: run.capacity,
            confirmed: is_settled.then_some(confirmed),
        }
    });
    (past.collect(), coming.collect())
}
