//! Forecast of how many people will have been trained, from what became of past runs and from the runs announced.
//!
//! Simulation with random numbers of a fixed seed: the same input gives the same answer on any machine.

use chrono::NaiveDate;

use simulation::{SAFE_SHARE, SIMULATIONS, Simulations, outcomes, pooled_rate};

mod simulation;
#[cfg(test)]
mod tests;

const FEWEST_PAST_RUNS: usize = 5;
const MOST_PEOPLE_IN_A_RUN: u32 = 500;

/// Run that is over: what became of its places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PastRun {
    /// Number of places offered.
    pub places: u32,
    /// Number of people who confirmed; above the number of places, every place counts as confirmed.
    pub confirmed: u32,
    /// Number of people who were certified; at most those who confirmed are counted.
    pub certified: u32,
    /// Number of people for whom this was the first certificate that counts; at most those certified are counted.
    pub new: u32,
}

/// Run that is announced or under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ComingRun {
    /// Day on which its certificates are expected; a day that has passed is read as the day of the forecast.
    pub certified_on: NaiveDate,
    /// Number of places offered.
    pub places: u32,
    /// Number of people confirmed, once enrolling has ended; it is then taken as it is, whatever the places.
    pub confirmed: Option<u32>,
}

/// Number of people expected to have been trained by the end of a month: eight simulations in ten lie within the band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// First day of the month.
    pub month: NaiveDate,
    /// Lower end of the band, in people: one simulation in ten lies below it.
    pub low: u32,
    /// Median, in people.
    pub middle: u32,
    /// Upper end of the band, in people: one simulation in ten lies above it.
    pub high: u32,
}

/// Day on which the target is expected to be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// Target met already.
    Already,
    /// Days expected, where at least half of the simulations meet the target.
    On {
        /// Day by which one simulation in ten has met the target.
        early: NaiveDate,
        /// Day by which half of the simulations have met the target.
        middle: NaiveDate,
        /// Day by which nine simulations in ten have met the target; `None` if fewer than that ever do.
        late: Option<NaiveDate>,
    },
    /// Target met in fewer than half of the simulations with the runs announced.
    NotWithRunsAnnounced,
}

/// Rates over all past runs taken together, each from 0 to 1; 0 where there was nobody to count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// Share of places that were confirmed.
    pub confirm: f64,
    /// Share of those confirmed who were certified.
    pub complete: f64,
    /// Share of those certified who were new to the count.
    pub new: f64,
}

/// Forecast of the number of people trained.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// Month ends from the month of the forecast to that of the last coming run or of the end, whichever is earlier.
    pub by_month: Vec<Expected>,
    /// Total at the end: the last of the month ends.
    pub total: Expected,
    /// Day on which the target is expected to be met.
    pub met: Met,
    /// Share of simulations in which the target is met, from 0 to 1.
    pub probability_met: f64,
    /// Share of simulations in which the target is met with one typical run more, from 0 to 1.
    pub one_more_run: f64,
    /// Fewest typical runs more with which eight simulations in ten meet the target; `None` if 20 are too few.
    pub more_runs: Option<u32>,
    /// Rates of the past runs, to be shown beside the forecast.
    pub rates: Rates,
    /// Number of past runs that the forecast rests on.
    pub past_runs: usize,
    /// Number of simulations.
    pub simulations: u32,
}

/// Forecast as of a day, from the number of people trained by then and the number of people that is the target.
///
/// Runs certified after `ends_on` do not count. Runs with no places, or with more than 500 places or people
/// confirmed, are read as typing errors and left out. A typical run has the median number of places of the past runs.
///
/// `None` if fewer than five runs are over: too little to say anything.
#[must_use]
pub fn forecast(
    as_of: NaiveDate,
    trained: u32,
    target: u32,
    past: &[PastRun],
    coming: &[ComingRun],
    ends_on: NaiveDate,
) -> Option<Forecast> {
    let mut past: Vec<PastRun> = past.iter().filter(|run| plausible(run.places, run.confirmed)).copied().collect();
    past.sort_unstable();
    let typical = past.get(past.len() / 2)?.places;
    if past.len() < FEWEST_PAST_RUNS {
        return None;
    }
    let mut coming: Vec<ComingRun> =
        coming.iter().filter(|run| plausible(run.places, run.confirmed.unwrap_or(0))).copied().collect();
    coming.sort_unstable();
    let last_day = coming.last().map_or(as_of, |run| run.certified_on).min(ends_on).max(as_of);
    coming.retain(|run| run.certified_on.max(as_of) <= ends_on);

    let mut simulations = Simulations::new(&past, trained, target);
    let by_month = simulations.by_month(as_of, last_day, &coming);
    let total = *by_month.last()?;
    let met = simulations.met();
    let shares = simulations.shares_with_more(typical);
    let [confirm, complete, new] = outcomes(&past).map(|outcomes| pooled_rate(&outcomes));
    Some(Forecast {
        by_month,
        total,
        met: if trained >= target { Met::Already } else { met },
        probability_met: *shares.first()?,
        one_more_run: *shares.get(1)?,
        more_runs: shares.iter().zip(0..).find(|&(&share, _)| share >= SAFE_SHARE).map(|(_, more)| more),
        rates: Rates { confirm, complete, new },
        past_runs: past.len(),
        simulations: u32::from(SIMULATIONS),
    })
}

fn plausible(places: u32, confirmed: u32) -> bool {
    (1..=MOST_PEOPLE_IN_A_RUN).contains(&places) && confirmed <= MOST_PEOPLE_IN_A_RUN
}
