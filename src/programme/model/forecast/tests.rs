use std::ops::Range;

use chrono::{Days, NaiveDate};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Beta, Binomial, Distribution};

use super::{ComingRun, Expected, Forecast, Met, PastRun, forecast};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn as_of() -> NaiveDate {
    day(2026, 3, 10)
}

fn ends_on() -> NaiveDate {
    day(2027, 6, 30)
}

fn past() -> Vec<PastRun> {
    [(20, 15, 12, 10), (18, 10, 9, 7), (24, 17, 16, 12), (20, 12, 10, 9), (16, 13, 11, 7), (22, 14, 13, 11)]
        .map(|(places, confirmed, certified, new)| PastRun { places, confirmed, certified, new })
        .to_vec()
}

fn run(certified_on: NaiveDate, places: u32) -> ComingRun {
    ComingRun { certified_on, places, confirmed: None }
}

fn coming() -> Vec<ComingRun> {
    vec![run(day(2026, 4, 20), 20), run(day(2026, 6, 5), 24), run(day(2026, 6, 25), 18), run(day(2026, 9, 30), 20)]
}

fn foretell(target: u32, coming: &[ComingRun]) -> Forecast {
    forecast(as_of(), 56, target, &past(), coming, ends_on()).unwrap()
}

/// Centre invented for a test, with rates that its runs follow; knows nothing of the model under test.
struct Centre {
    stages: [Beta<f64>; 3],
}

impl Centre {
    fn invent(random: &mut ChaCha8Rng, concentrations: Range<f64>) -> Self {
        let stages = [0.4..0.9, 0.6..0.95, 0.5..0.95].map(|means| {
            let mean: f64 = random.random_range(means);
            let concentration = random.random_range(concentrations.clone());
            Beta::new(mean * concentration, (1.0 - mean) * concentration).unwrap()
        });
        Self { stages }
    }

    fn hold_run(&self, random: &mut ChaCha8Rng) -> PastRun {
        let places = random.random_range(12..=30);
        let [confirmed, certified, new] = self.stages.map(|stage| stage.sample(random)).map({
            let mut people = u64::from(places);
            move |rate| {
                people = Binomial::new(people, rate).unwrap().sample(&mut *random);
                u32::try_from(people).unwrap()
            }
        });
        PastRun { places, confirmed, certified, new }
    }
}

/// Forecast for an invented centre, and what then came.
struct Trial {
    forecast: Forecast,
    trained: u32,
    target: u32,
    /// Certificate days with the running total on each.
    came: Vec<(NaiveDate, u32)>,
}

impl Trial {
    fn invent(seed: u64, concentrations: Range<f64>) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let centre = Centre::invent(&mut random, concentrations);
        let past: Vec<PastRun> = (0..random.random_range(5..=25)).map(|_| centre.hold_run(&mut random)).collect();
        let trained = past.iter().map(|run| run.new).sum();
        let (mut total, mut certified_on) = (trained, as_of());
        let (mut coming, mut came) = (Vec::new(), Vec::new());
        for number in 0..random.random_range(2..=10) {
            certified_on = certified_on + Days::new(random.random_range(10..50));
            let run = centre.hold_run(&mut random);
            let confirmed = (number == 0 && random.random_bool(0.5)).then_some(run.confirmed);
            coming.push(ComingRun { certified_on, places: run.places, confirmed });
            total += run.new;
            came.push((certified_on, total));
        }
        let places: u32 = coming.iter().map(|run| run.places).sum();
        let target = trained + 1 + random.random_range(places / 5..places * 7 / 10);
        let forecast = forecast(as_of(), trained, target, &past, &coming, ends_on()).unwrap();
        Self { forecast, trained, target, came }
    }

    fn total(&self) -> u32 {
        self.came.last().unwrap().1
    }

    /// Month ends, apart from the last, by which at least one run was over, each with the total that came.
    fn on_the_way(&self) -> impl Iterator<Item = (&Expected, u32)> {
        self.forecast.by_month.iter().rev().skip(1).filter_map(|expected| {
            let next_month = expected.month + chrono::Months::new(1);
            let came = self.came.iter().rev().find(|(certified_on, _)| *certified_on < next_month)?;
            Some((expected, came.1))
        })
    }
}

fn share(of: impl IntoIterator<Item = bool>) -> f64 {
    let (mut all, mut yes) = (0.0, 0.0);
    for holds in of {
        all += 1.0;
        yes += if holds { 1.0 } else { 0.0 };
    }
    yes / all
}

fn within(expected: &Expected, came: u32) -> bool {
    (expected.low..=expected.high).contains(&came)
}

#[test]
fn band_covers_four_fifths_of_invented_histories() {
    let trials: Vec<Trial> = (0..400).map(|seed| Trial::invent(seed, 8.0..60.0)).collect();
    let total = share(trials.iter().map(|trial| within(&trial.forecast.total, trial.total())));
    let months = share(trials.iter().flat_map(Trial::on_the_way).map(|(expected, came)| within(expected, came)));
    let below = share(trials.iter().map(|trial| trial.total() < trial.forecast.total.low));
    let above = share(trials.iter().map(|trial| trial.total() > trial.forecast.total.high));
    let half_band = share(trials.iter().map(|trial| {
        let Expected { low, middle, high, .. } = trial.forecast.total;
        (middle - (middle - low) / 2..=middle + (high - middle) / 2).contains(&trial.total())
    }));
    let short_history = share(
        trials
            .iter()
            .filter(|trial| trial.forecast.past_runs < 10)
            .map(|trial| within(&trial.forecast.total, trial.total())),
    );
    println!("within the band: {total:.3} at the end, {months:.3} on the way, {short_history:.3} after 5 to 9 runs");
    println!("below {below:.3}, above {above:.3}, within half the band {half_band:.3}");
    for covered in [total, months, short_history] {
        assert!((0.78..=0.89).contains(&covered), "{covered}");
    }
    assert!(below < 0.15 && above < 0.15, "below {below}, above {above}");
    assert!(half_band < 0.65, "band far too wide: {half_band}");

    let said = trials.iter().map(|trial| trial.forecast.probability_met).sum::<f64>() / 400.0;
    let met = share(trials.iter().map(|trial| trial.total() >= trial.target));
    let likely = share(
        trials.iter().filter(|trial| trial.forecast.probability_met >= 0.7).map(|trial| trial.total() >= trial.target),
    );
    let unlikely = share(
        trials.iter().filter(|trial| trial.forecast.probability_met <= 0.3).map(|trial| trial.total() >= trial.target),
    );
    println!("target met: said {said:.3}, came {met:.3}; {likely:.3} where likely, {unlikely:.3} where unlikely");
    assert!((said - met).abs() < 0.06, "said {said}, came {met}");
    assert!(likely > 0.8 && unlikely < 0.2, "likely {likely}, unlikely {unlikely}");
    assert!(trials.iter().all(|trial| trial.forecast.total.middle > trial.trained));
}

/// Would fail if runs were taken to differ by chance alone, or the past rates to be known exactly.
#[test]
fn band_holds_where_runs_differ_widely() {
    let trials: Vec<Trial> = (0..200).map(|seed| Trial::invent(seed, 2.0..8.0)).collect();
    let total = share(trials.iter().map(|trial| within(&trial.forecast.total, trial.total())));
    let months = share(trials.iter().flat_map(Trial::on_the_way).map(|(expected, came)| within(expected, came)));
    println!("within the band where runs differ widely: {total:.3} at the end, {months:.3} on the way");
    for covered in [total, months] {
        assert!((0.74..=0.89).contains(&covered), "{covered}");
    }
}

#[test]
fn fewer_than_five_past_runs_are_too_few() {
    let past = past();
    let with = |past: &[PastRun]| forecast(as_of(), 56, 130, past, &coming(), ends_on());
    assert_eq!(with(&past[..4]), None);
    assert_eq!(with(&[]), None);
    assert_eq!(with(&past[..5]).unwrap().past_runs, 5);
    let without_places = PastRun { places: 0, confirmed: 0, certified: 0, new: 0 };
    assert_eq!(with(&[&past[..4], &[without_places]].concat()), None);
}

#[test]
fn target_may_be_met_already() {
    let met = foretell(56, &coming());
    assert_eq!((met.met, met.more_runs), (Met::Already, Some(0)));
    assert_eq!((met.probability_met, met.one_more_run), (1.0, 1.0));
    assert_ne!(foretell(57, &coming()).met, Met::Already);
}

#[test]
fn band_without_coming_runs_is_the_present_figure() {
    let none = foretell(130, &[]);
    let present = Expected { month: day(2026, 3, 1), low: 56, middle: 56, high: 56 };
    assert_eq!((none.by_month.as_slice(), none.total), ([present].as_slice(), present));
    assert_eq!((none.met, none.probability_met), (Met::NotWithRunsAnnounced, 0.0));
    assert!(none.more_runs.unwrap() > 3, "74 people do not fit into three runs of 20");
    assert_eq!(foretell(5_000, &[]).more_runs, None);
}

#[test]
fn same_input_gives_same_answer_in_any_order() {
    let straight = foretell(110, &coming());
    assert_eq!(straight, foretell(110, &coming()));
    let reversed = |runs: &[ComingRun]| runs.iter().rev().copied().collect::<Vec<_>>();
    assert_eq!(straight, foretell(110, &reversed(&coming())));
    let mut past = past();
    past.reverse();
    past.swap(1, 4);
    assert_eq!(straight, forecast(as_of(), 56, 110, &past, &coming(), ends_on()).unwrap());
}

#[test]
fn runs_certified_after_the_end_do_not_count() {
    let until = |ends_on, coming: &[ComingRun]| forecast(as_of(), 56, 110, &past(), coming, ends_on).unwrap();
    let without_last = until(ends_on(), &coming()[..3]);
    let cut = until(day(2026, 9, 29), &coming());
    assert_eq!(cut.total, Expected { month: day(2026, 9, 1), ..without_last.total });
    assert_eq!(cut.by_month.len(), 7, "months run on to the end");
    let on_the_day = until(day(2026, 9, 30), &coming());
    assert_eq!(on_the_day, until(ends_on(), &coming()));
    assert!(on_the_day.total.middle > cut.total.middle);
}

#[test]
fn overdue_run_counts_as_of_today() {
    let overdue = foretell(60, &[run(day(2026, 2, 1), 20)]);
    assert!(overdue.by_month.len() == 1 && overdue.total.low > 56);
    assert_eq!(overdue.met, Met::On { early: as_of(), middle: as_of(), late: Some(as_of()) });
}

#[test]
fn confirmed_is_taken_instead_of_drawing() {
    let with = |confirmed| foretell(130, &[ComingRun { confirmed, ..run(day(2026, 4, 20), 20) }]).total;
    assert_eq!((with(Some(0)).low, with(Some(0)).high), (56, 56));
    let (few, drawn, full) = (with(Some(5)), with(None), with(Some(20)));
    assert!(few.high <= 61 && few.middle < drawn.middle && drawn.middle < full.middle);
    assert!(full.high - full.low < drawn.high - drawn.low + 3, "{full:?} {drawn:?}");
    assert!(with(Some(25)).middle > full.middle, "confirmed above places count too");
}

#[test]
fn more_coming_runs_never_lower_the_forecast() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let mut runs: Vec<ComingRun> = Vec::new();
    let mut before = foretell(130, &runs);
    for _ in 0..25 {
        let certified_on = as_of() + Days::new(random.random_range(0..60) * 5);
        let confirmed = random.random_bool(0.3).then(|| random.random_range(0..4));
        let added = ComingRun { certified_on, places: random.random_range(1..=3), confirmed };
        runs.extend([added, added]);
        let after = foretell(130, &runs);
        for earlier in &before.by_month {
            let later = after.by_month.iter().find(|later| later.month == earlier.month).unwrap();
            assert!(later.low >= earlier.low && later.middle >= earlier.middle && later.high >= earlier.high);
        }
        assert!(after.total.middle >= before.total.middle && after.probability_met >= before.probability_met);
        before = after;
    }
    assert!(before.total.low > 70);
}

#[test]
fn day_met_agrees_with_the_months_and_the_probability() {
    for target in 60..125 {
        let told = foretell(target, &coming());
        let reached = |level: fn(&Expected) -> u32| told.by_month.iter().find(|month| level(month) >= target);
        let month = |day: NaiveDate| chrono::Datelike::with_day(&day, 1);
        if let Met::On { early, middle, late } = told.met {
            assert!(told.probability_met >= 0.5 && early <= middle && late.is_none_or(|late| middle <= late));
            assert_eq!(month(early), reached(|month| month.high).map(|month| month.month));
            assert_eq!(month(middle), reached(|month| month.middle).map(|month| month.month));
            assert_eq!(late.and_then(month), reached(|month| month.low).map(|month| month.month));
        } else {
            assert!(told.probability_met < 0.5);
        }
        assert!(told.one_more_run >= told.probability_met);
        assert_eq!(told.more_runs == Some(0), told.probability_met >= 0.8);
        assert_eq!(
            told.more_runs.is_some_and(|more| more <= 1),
            told.one_more_run >= 0.8 || told.probability_met >= 0.8
        );
    }
}

#[test]
fn contradictory_and_extreme_runs_are_borne() {
    let whole = PastRun { places: 500, confirmed: 500, certified: 500, new: 500 };
    let none = PastRun { places: 500, confirmed: 0, certified: 0, new: 0 };
    let over = PastRun { places: 10, confirmed: 14, certified: 20, new: 30 };
    for past in [vec![whole; 300], vec![none; 300], vec![over; 5], [vec![whole; 150], vec![none; 150]].concat()] {
        let told = forecast(as_of(), 0, 40, &past, &coming(), ends_on()).unwrap();
        assert!(told.total.low <= told.total.middle && told.total.high <= 82, "{told:?}");
        assert!(
            [told.rates.confirm, told.rates.complete, told.rates.new].iter().all(|rate| (0.0..=1.0).contains(rate))
        );
        let middle = if past.iter().all(|run| run == &past[0]) { told.rates.confirm * 82.0 } else { 41.0 };
        assert!((f64::from(told.total.middle) - middle).abs() < 6.0, "{told:?}");
    }
    let slip = run(day(2026, 4, 20), u32::MAX);
    assert_eq!(foretell(130, &[slip]).total.high, 56);
}

#[test]
fn golden() {
    let told = foretell(88, &coming());
    let bands: Vec<_> = told.by_month.iter().map(|month| (month.low, month.middle, month.high)).collect();
    let band = [(56, 56, 56), (61, 65, 69), (61, 65, 69), (76, 83, 91), (76, 83, 91), (76, 83, 91), (83, 92, 102)];
    assert_eq!(bands, band);
    assert_eq!(told.total, Expected { month: day(2026, 9, 1), low: 83, middle: 92, high: 102 });
    assert_eq!(told.met, Met::On { early: day(2026, 6, 25), middle: day(2026, 9, 30), late: None });
    assert_eq!((told.probability_met, told.one_more_run, told.more_runs), (0.746, 0.951, Some(1)));
    assert_eq!((told.rates.confirm, told.rates.complete, told.rates.new), (0.675, 71.0 / 81.0, 56.0 / 71.0));
    assert_eq!((told.past_runs, told.simulations), (6, 2_000));
}
