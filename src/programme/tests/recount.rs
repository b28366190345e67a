//! Random registries, counted twice: by the program, and by loops that were written from rule R1 alone.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use chrono::Days;
use proptest::{
    prelude::*,
    sample::select,
    test_runner::{Config, TestCaseError, TestRunner},
};

use super::*;
use crate::{
    db::Tx,
    programme::{model::NOT_STATED, store},
    reference::{PROFESSIONS, Profession, REGIONS, Region},
    specialists::{Sex, model::CountedFacts},
    testing::{
        self, TestDatabase,
        registry::{COURSES, PROGRAMME, bring_in, earned},
    },
};

/// Two that count, one that counts in phase 1 until June 2022 only, and one that never does.
const TAUGHT: [&str; 4] = ["NRC-01", "NRC-02", "NRC-03", "NRC-06"];
const PHASES: [(&str, &str, &str); 2] =
    [("phase-1", "2021-11-01", "2022-12-31"), ("phase-2", "2023-01-01", "2025-12-31")];
const LAST_DAY_OF_NRC_03: &str = "2022-06-30";

/// A certificate that is to be, and what is to become of it, in days after the event before.
#[derive(Clone, Debug)]
struct Planned {
    person: u32,
    course: &'static str,
    issued_on: NaiveDate,
    facts: CountedFacts,
    replaced_after: Vec<u64>,
    revoked_after: Option<u64>,
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    let edges = [
        "2021-10-31",
        "2021-11-01",
        "2022-06-30",
        "2022-07-01",
        "2022-12-31",
        "2023-01-01",
        "2025-12-31",
        "2026-01-01",
    ];
    prop_oneof![select(edges.map(day).to_vec()), (0..1_600u64).prop_map(|days| day("2021-10-01") + Days::new(days)),]
}

fn facts() -> impl Strategy<Value = CountedFacts> {
    let regions: Vec<Option<&Region>> = [None].into_iter().chain(REGIONS[..4].iter().map(Some)).collect();
    let professions: Vec<Option<&Profession>> = [None].into_iter().chain(PROFESSIONS[..4].iter().map(Some)).collect();
    let sexes = vec![None, Some(Sex::Female), Some(Sex::Male)];
    (select(regions), select(professions), select(sexes)).prop_map(|(region, profession, sex)| CountedFacts {
        region,
        profession,
        sex,
        organization_type: None,
    })
}

fn planned(people: u32) -> impl Strategy<Value = Planned> {
    let turns = (prop::collection::vec(0..400u64, 0..3), prop::option::weighted(0.25, 0..400u64));
    (0..people, select(&TAUGHT[..]), some_day(), facts(), turns).prop_map(
        |(person, course, issued_on, facts, (replaced_after, revoked_after))| Planned {
            person,
            course,
            issued_on,
            facts,
            replaced_after,
            revoked_after,
        },
    )
}

/// A registry of 1 to 30 people with about three certificates each, and days to ask for.
fn registry() -> impl Strategy<Value = (Vec<Planned>, Vec<NaiveDate>)> {
    let certificates =
        (1..=30u32).prop_flat_map(|people| prop::collection::vec(planned(people), 0..=3 * people as usize));
    (certificates, prop::collection::vec(some_day(), 2..4))
}

/// One paper: from when it was in force, and until which day it was.
struct Paper {
    person: u32,
    course: &'static str,
    facts: CountedFacts,
    number: String,
    /// The day of the first paper in the chain of replacements.
    first_issued_on: NaiveDate,
    issued_on: NaiveDate,
    over_on: Option<NaiveDate>,
}

/// Carries the plan out through the services.
async fn carry_out(tx: &mut Tx, plan: &[Planned]) -> Vec<Paper> {
    let (mut holders, mut papers) = (BTreeMap::new(), Vec::new());
    for (nth, planned) in plan.iter().enumerate() {
        let holder = match holders.entry(planned.person) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(register(tx, planned.person).await),
        };
        let mut new = earned(tx, holder, (planned.course, &format!("RUN-{nth}")), planned.issued_on).await;
        new.facts = planned.facts;
        let mut stored = certificates::issue(tx, &new).await.unwrap();
        let mut on = planned.issued_on;
        let paper = |stored: &certificates::Stored, over_on| Paper {
            person: planned.person,
            course: planned.course,
            facts: planned.facts,
            number: stored.registration_number.clone(),
            first_issued_on: planned.issued_on,
            issued_on: stored.issued_on,
            over_on,
        };
        for after in &planned.replaced_after {
            on = on + Days::new(*after);
            papers.push(paper(&stored, Some(on)));
            stored = certificates::reissue(tx, stored.id, &holder.person.name, on).await.unwrap();
        }
        let revoked_on = planned.revoked_after.map(|after| on + Days::new(after));
        if let Some(on) = revoked_on {
            certificates::revoke(tx, stored.id, on, "for a test").await.unwrap();
        }
        papers.push(paper(&stored, revoked_on));
    }
    papers
}

/// Rule R1, paper by paper: who holds something on the day that was issued in the phase for a course that counts.
fn counting<'a>(papers: &'a [Paper], (phase, first, last): (&str, &str, &str), as_of: NaiveDate) -> Vec<&'a Paper> {
    let mut counting = Vec::new();
    for paper in papers {
        let is_held = paper.issued_on <= as_of && paper.over_on.is_none_or(|over| over > as_of);
        let is_in_phase = day(first) <= paper.first_issued_on && paper.first_issued_on <= day(last);
        let counts = match paper.course {
            "NRC-06" => false,
            "NRC-03" if phase == "phase-1" => paper.first_issued_on <= day(LAST_DAY_OF_NRC_03),
            _ => true,
        };
        if is_held && is_in_phase && counts {
            counting.push(paper);
        }
    }
    counting
}

/// Each person's first, by its day and then by its number.
fn firsts<'a>(counting: &[&'a Paper]) -> Vec<&'a Paper> {
    let mut firsts: BTreeMap<u32, &Paper> = BTreeMap::new();
    for paper in counting {
        let first = firsts.entry(paper.person).or_insert(paper);
        if (paper.first_issued_on, &paper.number) < (first.first_issued_on, &first.number) {
            *first = paper;
        }
    }
    firsts.into_values().collect()
}

/// What a paper is broken down by: the names of its cells.
fn cells(paper: &Paper) -> [(&'static str, String); 5] {
    let word = |word: Option<&str>| word.unwrap_or(NOT_STATED).to_owned();
    [
        ("region", word(paper.facts.region.map(|region| region.code))),
        ("profession", word(paper.facts.profession.map(|profession| profession.code))),
        ("sex", word(paper.facts.sex.map(crate::specialists::Sex::as_str))),
        ("course", paper.course.to_owned()),
        ("month", paper.first_issued_on.format("%Y-%m-01").to_string()),
    ]
}

/// All cells of the figure that are not nought.
fn told(progress: &Progress) -> BTreeMap<(&'static str, String), u32> {
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

/// The numbers on all pages of the list behind a cell, in its order.
async fn listed(ctx: &Ctx, view: &View, filter: &Filter) -> Vec<String> {
    let mut numbers = Vec::new();
    for page in 1.. {
        let lines = service::evidence(ctx, view, filter, page).await.unwrap();
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

/// Compares everything that is said of a phase on a day with the recount.
async fn compare(
    ctx: &Ctx,
    papers: &[Paper],
    phase: (&str, &str, &str),
    as_of: NaiveDate,
) -> Result<(), TestCaseError> {
    let view = view_of(ctx, phase.0, as_of).await;
    let (all, firsts) = {
        let all = counting(papers, phase, as_of);
        let firsts = firsts(&all);
        (all, firsts)
    };
    let progress = service::figures(ctx, &view, &Filter::default()).unwrap();
    prop_assert_eq!((progress.trained as usize, progress.certificates as usize), (firsts.len(), all.len()));
    let mut expected = BTreeMap::new();
    for cell in firsts.iter().flat_map(|paper| cells(paper)) {
        *expected.entry(cell).or_insert(0) += 1;
    }
    let told = told(&progress);
    prop_assert_eq!(&told, &expected, "{} on {}", phase.0, as_of);
    for name in ["region", "profession", "sex", "course", "month"] {
        let sum: u32 = told.iter().filter(|((breakdown, _), _)| *breakdown == name).map(|(_, count)| count).sum();
        prop_assert_eq!(sum, progress.trained, "by {}", name);
    }
    let nobody = ("region".to_owned(), REGIONS[19].code.to_owned());
    prop_assert!(listed(ctx, &view, &filter_for(&[("region", nobody.1)], false)).await.is_empty());
    for (is_all, of) in [(false, &firsts), (true, &all)] {
        let list = listed(ctx, &view, &filter_for(&[], is_all)).await;
        prop_assert_eq!(list.len(), of.len());
        prop_assert_eq!(list.into_iter().collect::<BTreeSet<_>>(), numbers(of));
    }
    for cell in expected.keys() {
        let list = listed(ctx, &view, &filter_for(std::slice::from_ref(cell), false)).await;
        prop_assert_eq!(list.len(), usize::try_from(told[cell]).unwrap(), "the list behind {:?}", cell);
        prop_assert_eq!(
            list.into_iter().collect::<BTreeSet<_>>(),
            numbers(firsts.iter().filter(|paper| cells(paper).contains(cell)))
        );
    }
    // a part of the figure that is cut out by several words at once
    if let Some(paper) = all.last() {
        let part = [0, 2, 4].map(|place| cells(paper)[place].clone());
        let takes = |paper: &&&Paper| part.iter().all(|cell| cells(paper).contains(cell));
        let narrowed = service::figures(ctx, &view, &filter_for(&part, false)).unwrap();
        prop_assert_eq!(narrowed.trained as usize, firsts.iter().filter(takes).count());
        prop_assert_eq!(narrowed.certificates as usize, all.iter().filter(takes).count());
        for (is_all, of) in [(false, &firsts), (true, &all)] {
            let list = listed(ctx, &view, &filter_for(&part, is_all)).await;
            prop_assert_eq!(list.into_iter().collect::<BTreeSet<_>>(), numbers(of.iter().filter(takes)));
        }
    }
    Ok(())
}

async fn count_twice(ctx: Ctx, plan: Vec<Planned>, mut days: Vec<NaiveDate>) -> Result<(), TestCaseError> {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx, COURSES, PROGRAMME).await;
    let cut = "update counting_courses set to_on = $1 where phase_id = (select id from phases where code = 'phase-1')
        and course_id = (select id from courses where code = 'NRC-03')";
    on_driver!(tx, |c| sqlx::query(cut).bind(day(LAST_DAY_OF_NRC_03)).execute(c).await.map(drop)).unwrap();
    let papers = carry_out(&mut tx, &plan).await;
    crate::audit::commit(tx).await.unwrap();
    // the days around one turn of somebody's fate, and today
    days.extend(papers.iter().filter_map(|paper| paper.over_on).take(2).flat_map(|over| [over - Days::new(1), over]));
    days.push(ctx.clock.today());
    for as_of in days.into_iter().filter(|as_of| *as_of <= ctx.clock.today()) {
        for phase in PHASES {
            compare(&ctx, &papers, phase, as_of).await?;
        }
        let counting_phases = store::list_counting_phases(&mut ctx.read().await.unwrap(), as_of).await.unwrap().len();
        let expected = PHASES.iter().filter(|phase| !counting(&papers, **phase, as_of).is_empty()).count();
        prop_assert_eq!(counting_phases, expected);
    }
    Ok(())
}

fn the_figure_equals_a_recount(database: impl AsyncFn() -> Option<TestDatabase>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let config = Config { cases: 12, max_shrink_iters: 30, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&registry(), |(plan, days)| {
        let checked =
            runtime.block_on(async { testing::run(database().await, |ctx| count_twice(ctx, plan, days)).await });
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
