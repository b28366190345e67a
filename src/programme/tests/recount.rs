//! Random registries, counted twice: by the program, and by loops that were written from rule R1 alone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, Months};
use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};

use super::{
    history::{History, PHASES, Paper, Phase, Recorded, cells, firsts, history},
    *,
};
use crate::{
    programme::model::NOT_STATED,
    reference::REGIONS,
    testing::{
        self, TestDatabase,
        registry::{COURSES, PROGRAMME, bring_in},
    },
};

/// Cells of the figure that are not nought.
fn counts(progress: &Progress) -> BTreeMap<(&'static str, String), u32> {
    let months: BTreeMap<String, u32> =
        progress.by_month.iter().map(|(month, count)| (month.to_string(), *count)).collect();
    let breakdowns = [
        ("region", &progress.by_region),
        ("profession", &progress.by_profession),
        ("sex", &progress.by_sex),
        ("course", &progress.by_course),
        ("month", &months),
    ];
    let cells = breakdowns
        .into_iter()
        .flat_map(|(name, counts)| counts.iter().map(move |(word, count)| ((name, word.clone()), *count)));
    cells.filter(|(_, count)| *count > 0).collect()
}

fn filter_for(cells: &[(&'static str, String)], all_certificates: bool) -> Filter {
    let mut filter = Filter { all_certificates, ..Filter::default() };
    for (name, word) in cells {
        let choice = Some((word != NOT_STATED).then(|| word.clone()));
        match *name {
            "region" => filter.region = choice,
            "profession" => filter.profession = choice,
            "sex" => filter.sex = choice,
            "course" => filter.course = Some(word.clone()),
            _ => filter.month = Some(day(word)),
        }
    }
    filter
}

/// Numbers on all pages of the list behind a cell, in its order.
async fn listed(ctx: &Ctx, view: &View, filter: &Filter) -> Vec<String> {
    let mut numbers = Vec::new();
    for page in 1.. {
        let lines = service::evidence(&mut ctx.read().await.unwrap(), view, filter, page).await.unwrap();
        let is_last = lines.len() < usize::try_from(service::PAGE).unwrap();
        numbers.extend(lines.into_iter().map(|line| line.registration_number));
        if is_last {
            break;
        }
    }
    numbers
}

fn numbers<'a>(papers: impl IntoIterator<Item = &'a &'a Paper>) -> BTreeSet<String> {
    papers.into_iter().map(|paper| paper.number.clone()).collect()
}

/// View of a phase on a day, from the cache.
async fn cached_view(ctx: &Ctx, cache: &ViewCache, phase: Option<&str>, as_of: NaiveDate) -> std::sync::Arc<View> {
    let query = ViewQuery { phase: phase.map(ToOwned::to_owned), as_of: Some(as_of), known_at: None };
    service::view(&mut ctx.read().await.unwrap(), cache, query).await.unwrap().unwrap()
}

/// Compares the whole figure of a phase on a day with the recount.
fn compare_figure(
    ctx: &Ctx,
    view: &View,
    recorded: &Recorded,
    phase: Phase,
) -> Result<BTreeMap<(&'static str, String), u32>, TestCaseError> {
    let all = recorded.counting(phase, view.as_of);
    let firsts = firsts(&all);
    let progress = service::figures(&ctx.caller, view, &Filter::default()).unwrap();
    prop_assert_eq!((progress.trained as usize, progress.certificates as usize), (firsts.len(), all.len()));
    let mut expected = BTreeMap::new();
    for cell in firsts.iter().flat_map(|paper| cells(paper)) {
        *expected.entry(cell).or_insert(0) += 1;
    }
    let counts = counts(&progress);
    prop_assert_eq!(&counts, &expected, "{} on {}", phase.0, view.as_of);
    for name in ["region", "profession", "sex", "course", "month"] {
        let sum: u32 = counts.iter().filter(|((breakdown, _), _)| *breakdown == name).map(|(_, count)| count).sum();
        prop_assert_eq!(sum, progress.trained, "by {}", name);
    }
    Ok(counts)
}

/// Compares all numbers of a phase on a day with the recount.
async fn compare(ctx: &Ctx, view: &View, recorded: &Recorded, phase: Phase) -> Result<(), TestCaseError> {
    let counts = compare_figure(ctx, view, recorded, phase)?;
    let all = recorded.counting(phase, view.as_of);
    let firsts = firsts(&all);
    let nobody = ("region", REGIONS[19].code.to_owned());
    prop_assert!(listed(ctx, view, &filter_for(&[nobody], false)).await.is_empty());
    for (is_all, of) in [(false, &firsts), (true, &all)] {
        let list = listed(ctx, view, &filter_for(&[], is_all)).await;
        prop_assert_eq!(list.len(), of.len());
        prop_assert_eq!(list.into_iter().collect::<BTreeSet<_>>(), numbers(of));
    }
    for cell in counts.keys() {
        let list = listed(ctx, view, &filter_for(std::slice::from_ref(cell), false)).await;
        prop_assert_eq!(list.len(), usize::try_from(counts[cell]).unwrap(), "the list behind {:?}", cell);
        prop_assert_eq!(
            list.into_iter().collect::<BTreeSet<_>>(),
            numbers(firsts.iter().filter(|paper| cells(paper).contains(cell)))
        );
    }
    // a part of the figure that is cut out by several words at once
    if let Some(paper) = all.last() {
        let part = [0, 2, 4].map(|place| cells(paper)[place].clone());
        let takes = |paper: &&&Paper| part.iter().all(|cell| cells(paper).contains(cell));
        let narrowed = service::figures(&ctx.caller, view, &filter_for(&part, false)).unwrap();
        prop_assert_eq!(narrowed.trained as usize, firsts.iter().filter(takes).count());
        prop_assert_eq!(narrowed.certificates as usize, all.iter().filter(takes).count());
        for (is_all, of) in [(false, &firsts), (true, &all)] {
            let list = listed(ctx, view, &filter_for(&part, is_all)).await;
            prop_assert_eq!(list.into_iter().collect::<BTreeSet<_>>(), numbers(of.iter().filter(takes)));
        }
    }
    Ok(())
}

/// Compares with the recount how many of a phase have a certificate that is valid today, and what expires.
async fn compare_validity(
    ctx: &Ctx,
    cache: &ViewCache,
    recorded: &Recorded,
    phase: Phase,
) -> Result<(), TestCaseError> {
    let today = ctx.clock.today();
    let view = cached_view(ctx, cache, Some(phase.0), today).await;
    let tx = &mut ctx.read().await.unwrap();
    let outlook = service::outlook(tx, cache, &view).await.unwrap();
    prop_assert_eq!(outlook.valid as usize, recorded.valid(phase, today));
    let days = today..=today + Months::new(12);
    let expiring = recorded.expiring(&days);
    let months = outlook.expiring_by_month();
    prop_assert_eq!(months.values().sum::<u32>() as usize, expiring.len());
    for counts in [outlook.expiring_by_course(), outlook.expiring_by_region()] {
        prop_assert_eq!(counts.values().sum::<u32>(), months.values().sum::<u32>());
    }
    let listed = service::expiring(tx, cache, &days, (None, None), 1).await.unwrap();
    prop_assert!(listed.is_sorted_by_key(|line| (line.valid_until, line.registration_number.clone())));
    prop_assert!(expiring.len() <= listed.len() || listed.len() == usize::try_from(service::PAGE).unwrap());
    let expected = numbers(&expiring);
    prop_assert!(listed.iter().all(|line| expected.contains(&line.registration_number)));
    Ok(())
}

/// Carries out the history under figures that follow it change by change, and compares them with a recount and with
/// figures that are read as a whole.
async fn count_twice(ctx: Ctx, history: History) -> Result<(), TestCaseError> {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx, COURSES, PROGRAMME).await;
    crate::audit::commit(tx).await.unwrap();
    let (cache, today) = (ViewCache::default(), ctx.clock.today());
    let mut recorded = Recorded::default();
    let mut days: Vec<NaiveDate> = history.days.iter().copied().filter(|as_of| *as_of <= today).collect();
    days.push(today);
    let follows = async |recorded: &Recorded, saving: usize| {
        let as_of = days[saving % days.len()];
        for phase in PHASES {
            compare_figure(&ctx, &*cached_view(&ctx, &cache, Some(phase.0), as_of).await, recorded, phase)?;
        }
        compare_validity(&ctx, &cache, recorded, PHASES[saving % PHASES.len()]).await
    };
    Box::pin(recorded.carry_out(&ctx, &history, follows)).await?;
    // the days around one turn in a certificate's life
    let turns = recorded.papers.iter().filter_map(|paper| paper.over_on).take(2);
    days.extend(turns.flat_map(|over| [over - Days::new(1), over]).filter(|as_of| *as_of <= today));
    let whole = ViewCache::default();
    for as_of in days {
        for phase in PHASES {
            let view = cached_view(&ctx, &cache, Some(phase.0), as_of).await;
            compare(&ctx, &view, &recorded, phase).await?;
            let read_as_a_whole = cached_view(&ctx, &whole, Some(phase.0), as_of).await;
            prop_assert_eq!(&view.progress, &read_as_a_whole.progress);
            let all = filter_for(&[], true);
            prop_assert_eq!(listed(&ctx, &view, &all).await, listed(&ctx, &read_as_a_whole, &all).await);
        }
        prop_assert_eq!(&cached_view(&ctx, &cache, Some("phase-1"), as_of).await.phase.target, &recorded.target);
        let usual = cached_view(&ctx, &cache, None, as_of).await;
        prop_assert_eq!(usual.phase.code.as_str(), recorded.usual_phase(as_of));
    }
    Ok(())
}

fn the_figure_equals_a_recount(database: impl AsyncFn() -> Option<TestDatabase>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let config = Config { cases: 12, max_shrink_iters: 30, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&history(), |history| {
        let checked =
            runtime.block_on(async { testing::run(database().await, |ctx| Box::pin(count_twice(ctx, history))).await });
        checked.unwrap_or(Ok(()))
    });
    if let Err(difference) = outcome {
        panic!("{difference}");
    }
}

#[test]
fn the_figure_equals_a_recount_on_sqlite() {
    the_figure_equals_a_recount(async || Some(TestDatabase::sqlite()));
}

#[test]
fn the_figure_equals_a_recount_on_postgres() {
    the_figure_equals_a_recount(TestDatabase::postgres);
}
