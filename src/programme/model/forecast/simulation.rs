//! Beta-binomial model of the rates, fitted on a grid, and the simulations drawn from it.
//!
//! Only sums, products and quotients are used, and no function such as a logarithm whose last digit depends on the
//! machine.

use chrono::{Datelike, Months, NaiveDate};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::{ComingRun, Expected, Met, PastRun};

const MOST_MORE_RUNS: u32 = 20;
/// Share of simulations that must meet the target for the number of runs to be called enough.
pub(super) const SAFE_SHARE: f64 = 0.8;
/// Number of simulations.
pub(super) const SIMULATIONS: u16 = 2_000;
/// Number of equal steps from 0 to 1 in which a mean is held and a random number is read: 16 bits.
const UNIT: u32 = 65_536;
/// Number of means on the grid, equally likely beforehand.
const MEANS: u32 = 64;
/// Concentrations taken as equally likely beforehand: from runs that differ widely to runs that hardly differ.
const CONCENTRATIONS: [u32; 12] = [2, 3, 5, 7, 10, 15, 22, 33, 50, 75, 110, 160];

/// Trials and successes of each run: of places those confirmed, of these those certified, of these those new.
pub(super) fn outcomes(past: &[PastRun]) -> [Vec<(u32, u32)>; 3] {
    let stage = |stage: fn(&PastRun) -> (u32, u32)| {
        past.iter().map(stage).map(|(trials, successes)| (trials, successes.min(trials))).collect()
    };
    [
        stage(|run| (run.places, run.confirmed)),
        stage(|run| (run.confirmed, run.certified)),
        stage(|run| (run.certified.min(run.confirmed), run.new)),
    ]
}

pub(super) fn pooled_rate(outcomes: &[(u32, u32)]) -> f64 {
    let (trials, successes) = outcomes.iter().fold((0, 0), |sum, run| (sum.0 + run.0, sum.1 + run.1));
    f64::from(successes) / f64::from(trials.max(1))
}

/// Beta distribution from which each run takes its own rate; the mean is held in steps of `UNIT`.
#[derive(Clone, Copy)]
struct Rate {
    mean: u32,
    concentration: u32,
}

impl Rate {
    /// Beta-binomial draw, as a Pólya urn: each success makes the next one likelier.
    ///
    /// Four trials share one random number, and there is no branch on the outcome: this loop takes most of the time.
    fn draw(self, trials: u32, random: &mut ChaCha8Rng) -> u32 {
        let unit = u64::from(UNIT);
        let mut favourable = u64::from(self.mean * self.concentration) * unit;
        let mut total = u64::from(self.concentration) * unit;
        let (mut bits, mut successes) = (0, 0);
        for drawn in 0..trials {
            if drawn % 4 == 0 {
                bits = random.next_u64();
            }
            let success = bits % unit * total < favourable;
            bits /= unit;
            favourable += u64::from(success) * unit * unit;
            total += unit;
            successes += u32::from(success);
        }
        successes
    }

    fn likelihood(self, outcomes: &[(u32, u32)]) -> Likelihood {
        let concentration = f64::from(self.concentration);
        let favourable = concentration * f64::from(self.mean) / f64::from(UNIT);
        let adverse = concentration - favourable;
        let rising = |start: f64, steps: u32| (0..steps).map(move |step| start + f64::from(step));
        let mut likelihood = Likelihood { value: 1.0, rescaled: 0 };
        for &(trials, successes) in outcomes {
            let numerators = rising(favourable, successes).chain(rising(adverse, trials - successes));
            for (numerator, denominator) in numerators.zip(rising(concentration, trials)) {
                likelihood.times(numerator / denominator);
            }
        }
        likelihood
    }
}

/// Product of more probabilities than a float can hold: `value` times `SMALL` to the power of `rescaled`.
#[derive(Clone, Copy)]
struct Likelihood {
    value: f64,
    rescaled: u32,
}

impl Likelihood {
    const SMALL: f64 = 1e-150;

    fn times(&mut self, probability: f64) {
        self.value *= probability;
        if self.value < Self::SMALL {
            self.value /= Self::SMALL;
            self.rescaled += 1;
        }
    }

    fn relative_to(self, least_rescaled: u32) -> f64 {
        match self.rescaled - least_rescaled {
            0 => self.value,
            1 => self.value * Self::SMALL,
            _ => 0.0,
        }
    }
}

/// Draws of a rate from its posterior distribution, one for each simulation.
fn posterior_draws(outcomes: &[(u32, u32)], random: &mut ChaCha8Rng) -> Vec<Rate> {
    let cell = UNIT / MEANS;
    let means = (0..MEANS).map(|index| index * cell + cell / 2);
    let grid: Vec<Rate> =
        means.flat_map(|mean| CONCENTRATIONS.map(|concentration| Rate { mean, concentration })).collect();
    let likelihoods: Vec<Likelihood> = grid.iter().map(|rate| rate.likelihood(outcomes)).collect();
    let least_rescaled = likelihoods.iter().map(|likelihood| likelihood.rescaled).min().unwrap_or(0);
    let mut sum = 0.0;
    let mut cumulative = Vec::with_capacity(grid.len());
    for likelihood in likelihoods {
        sum += likelihood.relative_to(least_rescaled);
        cumulative.push(sum);
    }
    let draw = |_| {
        let level = f64::from(random.next_u32()) / f64::from(u32::MAX) * sum;
        let rate = grid[cumulative.partition_point(|&so_far| so_far < level).min(grid.len() - 1)];
        Rate { mean: rate.mean - cell / 2 + random.next_u32() % cell, ..rate }
    };
    (0..SIMULATIONS).map(draw).collect()
}

/// Stream of random numbers of its own, so that one run more leaves the draws for all other runs as they were.
fn stream(words: [u32; 4]) -> ChaCha8Rng {
    let mut seed = [0; 32];
    for (bytes, word) in seed.chunks_exact_mut(4).zip(words) {
        bytes.copy_from_slice(&word.to_le_bytes());
    }
    ChaCha8Rng::from_seed(seed)
}

pub(super) struct Simulations {
    rates: Vec<[Rate; 3]>,
    totals: Vec<u32>,
    target: u32,
    days_met: Vec<NaiveDate>,
}

impl Simulations {
    pub(super) fn new(past: &[PastRun], trained: u32, target: u32) -> Self {
        let [confirm, complete, new] = outcomes(past);
        let draws = |outcomes: &[_], tag| posterior_draws(outcomes, &mut stream([0, tag, 0, 0]));
        let rates = draws(&confirm, 0).into_iter().zip(draws(&complete, 1)).zip(draws(&new, 2));
        let rates = rates.map(|((confirm, complete), new)| [confirm, complete, new]).collect();
        Self { rates, totals: vec![trained; usize::from(SIMULATIONS)], target, days_met: Vec::new() }
    }

    /// Adds a run to every simulation that has not yet reached `enough`.
    fn add(&mut self, places: u32, confirmed: Option<u32>, enough: u32, random: &mut ChaCha8Rng) {
        for (total, [confirm, complete, new]) in self.totals.iter_mut().zip(&self.rates) {
            if *total < enough {
                let confirmed = confirmed.unwrap_or_else(|| confirm.draw(places, random));
                let certified = complete.draw(confirmed, random);
                *total = total.saturating_add(new.draw(certified, random));
            }
        }
    }

    pub(super) fn by_month(&mut self, as_of: NaiveDate, last_day: NaiveDate, coming: &[ComingRun]) -> Vec<Expected> {
        let mut by_month = Vec::new();
        let mut coming = coming.iter().peekable();
        let (mut previous, mut repeated) = (None, 0);
        let months = std::iter::successors(as_of.with_day(1), |month| month.checked_add_months(Months::new(1)));
        for month in months.take_while(|&month| month <= last_day) {
            while let Some(run) = coming.next_if(|run| run.certified_on.with_day(1) <= Some(month)) {
                repeated = if previous == Some(run) { repeated + 1 } else { 0 };
                previous = Some(run);
                let day = u32::try_from(run.certified_on.num_days_from_ce()).unwrap_or(0);
                let mut random = stream([day, run.places, run.confirmed.unwrap_or(u32::MAX), repeated]);
                self.add(run.places, run.confirmed, u32::MAX, &mut random);
                let met = self.totals.iter().filter(|&&total| total >= self.target).count();
                self.days_met.resize(met, run.certified_on.max(as_of));
            }
            by_month.push(self.expected(month));
        }
        by_month
    }

    fn expected(&self, month: NaiveDate) -> Expected {
        let mut totals = self.totals.clone();
        totals.sort_unstable();
        let [low, middle, high] = ranks().map(|rank| totals[rank]);
        Expected { month, low, middle, high }
    }

    pub(super) fn met(&self) -> Met {
        let [low, middle, high] = ranks().map(|rank| self.days_met.get(self.totals.len() - 1 - rank).copied());
        match (high, middle) {
            (Some(early), Some(middle)) => Met::On { early, middle, late: low },
            _ => Met::NotWithRunsAnnounced,
        }
    }

    /// Shares of simulations that meet the target with no, one, two and further typical runs more, until safe.
    pub(super) fn shares_with_more(&mut self, places: u32) -> Vec<f64> {
        let mut shares = vec![self.share_met()];
        for more in 1..=MOST_MORE_RUNS {
            if more > 1 && shares.iter().any(|&share| share >= SAFE_SHARE) {
                break;
            }
            self.add(places, None, self.target, &mut stream([1, more, 0, 0]));
            shares.push(self.share_met());
        }
        shares
    }

    fn share_met(&self) -> f64 {
        let met = self.totals.iter().filter(|&&total| total >= self.target).map(|_| 1.0);
        met.sum::<f64>() / f64::from(SIMULATIONS)
    }
}

/// Positions of the lowest in ten, the middle and the highest in ten among the simulations in ascending order.
fn ranks() -> [usize; 3] {
    let count = usize::from(SIMULATIONS);
    [count / 10, count / 2, count - 1 - count / 10]
}
