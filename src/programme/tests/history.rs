//! Random histories of a registry, step by step, and the count of them by loops written from rule R1 alone.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    ops::RangeInclusive,
};

use chrono::{Days, TimeDelta};
use proptest::{prelude::*, sample::select};

use super::*;
use crate::{
    audit,
    db::Tx,
    ground::clock::Clock,
    programme::{
        model::{NOT_STATED, Target},
        service as programme,
    },
    reference::{PROFESSIONS, Profession, REGIONS, Region},
    specialists::{Sex, model::CountedFacts},
    testing::{
        self,
        registry::{Holder, earned, take_over},
    },
};

/// Courses: two that count, one that counts in phase 1 until June 2022 only, and one that never does.
const TAUGHT: [&str; 4] = ["NRC-01", "NRC-02", "NRC-03", "NRC-06"];
const LAST_DAY_OF_NRC_03: &str = "2022-06-30";

/// Phase by its code, with its first and last day.
pub(super) type Phase = (&'static str, &'static str, &'static str);
pub(super) const PHASES: [Phase; 2] =
    [("phase-1", "2021-11-01", "2022-12-31"), ("phase-2", "2023-01-01", "2025-12-31")];

/// Certificate that is to be made, and what happens to it, in days after the event before.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    person: u32,
    course: &'static str,
    issued_on: NaiveDate,
    facts: CountedFacts,
    replaced_after: Vec<u64>,
    revoked_after: Option<u64>,
    /// Number of certificates issued between one event of its life and the next.
    lag: usize,
}

/// Context at the time of a saving: a minute after the one before.
pub(super) fn at_saving(ctx: &Ctx, saving: usize) -> Ctx {
    let minutes = TimeDelta::minutes(i64::try_from(saving).unwrap() + 1);
    Ctx { clock: Clock::Fixed(ctx.clock.now() + minutes), ..ctx.clone() }
}

/// History of a whole registry.
#[derive(Clone, Debug)]
pub(super) struct History {
    pub plan: Vec<Planned>,
    /// Days to query.
    pub days: Vec<NaiveDate>,
    /// Steps that are saved together.
    pub pace: usize,
    /// Steps before which NRC-03 comes to count for less, the target changes, and a person is erased.
    turns: [usize; 3],
}

pub(super) fn some_day() -> impl Strategy<Value = NaiveDate> {
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
    let turns = (prop::collection::vec(0..400u64, 0..3), prop::option::weighted(0.25, 0..400u64), 0..9usize);
    (0..people, select(&TAUGHT[..]), some_day(), facts(), turns).prop_map(
        |(person, course, issued_on, facts, (replaced_after, revoked_after, lag))| Planned {
            person,
            course,
            issued_on,
            facts,
            replaced_after,
            revoked_after,
            lag,
        },
    )
}

/// Registry of 1 to 30 people with about three certificates each, recorded in any order of their days.
pub(super) fn history() -> impl Strategy<Value = History> {
    let plans = (1..=30u32).prop_flat_map(|people| prop::collection::vec(planned(people), 0..=3 * people as usize));
    (plans, prop::collection::vec(some_day(), 2..4), 1..12usize, [0..120usize, 0..120, 0..120])
        .prop_map(|(plan, days, pace, turns)| History { plan, days, pace, turns })
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Issue(usize),
    Replace(usize, u64),
    Revoke(usize, u64),
}

impl History {
    /// Steps of all certificates, those of one in their order.
    fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for (nth, planned) in self.plan.iter().enumerate() {
            let replaced = planned.replaced_after.iter().map(|after| Step::Replace(nth, *after));
            let revoked = planned.revoked_after.map(|after| Step::Revoke(nth, after));
            let of_one = [Step::Issue(nth)].into_iter().chain(replaced).chain(revoked);
            steps.extend(of_one.enumerate().map(|(turn, step)| (nth + turn * planned.lag, step)));
        }
        steps.sort_by_key(|(place, _)| *place);
        steps.into_iter().map(|(_, step)| step).collect()
    }
}

/// Paper: the days from which and until which it was in force.
pub(super) struct Paper {
    person: u32,
    course: &'static str,
    facts: CountedFacts,
    pub number: String,
    /// Day of the first paper in the chain of replacements.
    first_issued_on: NaiveDate,
    issued_on: NaiveDate,
    valid_until: Option<NaiveDate>,
    pub over_on: Option<NaiveDate>,
}

/// Records so far, as a count by hand knows them.
#[derive(Default)]
pub(super) struct Recorded {
    pub papers: Vec<Paper>,
    pub target: u32,
    is_nrc_03_cut: bool,
    holders: BTreeMap<u32, Holder>,
    /// Last paper of each planned certificate, by its position and as it is stored.
    last: BTreeMap<usize, (usize, Certificate)>,
}

impl Recorded {
    /// Carries a history out through the services, and checks after every saving that `check` holds.
    pub(super) async fn carry_out(
        &mut self,
        ctx: &Ctx,
        history: &History,
        mut check: impl AsyncFnMut(&Self, usize) -> Result<(), TestCaseError>,
    ) -> Result<(), TestCaseError> {
        self.target = 130;
        let steps = history.steps();
        for (saving, steps) in steps.chunks(history.pace).enumerate() {
            let ctx = &at_saving(ctx, saving);
            let mut tx = ctx.begin().await.unwrap();
            for (nth, step) in (saving * history.pace..).zip(steps) {
                if nth == history.turns[0] {
                    self.cut_nrc_03(&mut tx).await;
                }
                if nth == history.turns[1] {
                    self.raise_target(&mut tx).await;
                }
                self.take(&mut tx, history, *step).await;
            }
            audit::commit(tx).await.unwrap();
            if (saving * history.pace..).take(steps.len()).any(|nth| nth == history.turns[2]) {
                self.erase_somebody(ctx).await;
            }
            check(self, saving).await?;
        }
        Ok(())
    }

    async fn take(&mut self, tx: &mut Tx, history: &History, step: Step) {
        match step {
            Step::Issue(nth) => {
                let planned = &history.plan[nth];
                let holder = match self.holders.entry(planned.person) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(place) => place.insert(register(tx, planned.person).await),
                };
                let mut paper = earned(tx, holder, (planned.course, &format!("RUN-{nth}")), planned.issued_on).await;
                paper.facts = planned.facts;
                let stored = take_over(tx, &paper).await;
                self.add(planned, nth, stored);
            }
            Step::Replace(nth, after) => {
                let planned = &history.plan[nth];
                let (place, stored) = &self.last[&nth];
                let on = stored.printed.issued_on + Days::new(after);
                self.papers[*place].over_on = Some(on);
                let name = &self.holders[&planned.person].person.name;
                let stored = certificates::reissue(tx, stored.id, name, on, "for a test").await.unwrap();
                self.add(planned, nth, stored);
            }
            Step::Revoke(nth, after) => {
                let (place, stored) = &self.last[&nth];
                let on = stored.printed.issued_on + Days::new(after);
                self.papers[*place].over_on = Some(on);
                certificates::revoke(tx, stored.id, on, "for a test").await.unwrap();
            }
        }
    }

    fn add(&mut self, planned: &Planned, nth: usize, stored: Certificate) {
        self.papers.push(Paper {
            person: planned.person,
            course: planned.course,
            facts: planned.facts,
            number: stored.registration_number.to_string(),
            first_issued_on: planned.issued_on,
            issued_on: stored.printed.issued_on,
            valid_until: stored.printed.valid_until,
            over_on: None,
        });
        self.last.insert(nth, (self.papers.len() - 1, stored));
    }

    async fn cut_nrc_03(&mut self, tx: &mut Tx) {
        let days = Some((day("2021-11-01"), day(LAST_DAY_OF_NRC_03)));
        programme::set_counting(tx, "phase-1", "NRC-03", days, "for a test").await.unwrap();
        self.is_nrc_03_cut = true;
    }

    async fn raise_target(&mut self, tx: &mut Tx) {
        let target = Target { from_on: day("2021-11-01"), target: 150, baseline: 0 };
        programme::set_target(tx, "phase-1", target, "for a test").await.unwrap();
        self.target = 150;
    }

    /// Takes the name of the first person off their certificates; they go on counting.
    async fn erase_somebody(&self, ctx: &Ctx) {
        let Some(holder) = self.holders.values().next() else { return };
        let own = testing::caller_of(crate::ground::ids::AccountId(uuid::Uuid::nil()), Some(holder.id), &[]);
        let mut tx = ctx.as_caller(own).begin().await.unwrap();
        certificates::erase(&mut tx).await.unwrap();
        audit::commit(tx).await.unwrap();
    }

    /// Papers that count by rule R1, one by one: those held on the day that were issued in the phase for a course that
    /// counts.
    pub(super) fn counting(&self, (phase, first, last): Phase, as_of: NaiveDate) -> Vec<&Paper> {
        let mut counting = Vec::new();
        for paper in &self.papers {
            let is_held = paper.issued_on <= as_of && paper.over_on.is_none_or(|over| over > as_of);
            let is_in_phase = day(first) <= paper.first_issued_on && paper.first_issued_on <= day(last);
            let counts = match paper.course {
                "NRC-06" => false,
                "NRC-03" if phase == "phase-1" && self.is_nrc_03_cut => {
                    paper.first_issued_on <= day(LAST_DAY_OF_NRC_03)
                }
                _ => true,
            };
            if is_held && is_in_phase && counts {
                counting.push(paper);
            }
        }
        counting
    }

    /// Papers that are held on a day.
    fn held(&self, on: NaiveDate) -> impl Iterator<Item = &Paper> {
        self.papers.iter().filter(move |paper| paper.issued_on <= on && paper.over_on.is_none_or(|over| over > on))
    }

    /// People trained in a phase who hold a paper, of whatever course, that is valid on a day.
    pub(super) fn valid(&self, phase: Phase, on: NaiveDate) -> usize {
        let is_valid = |paper: &Paper| paper.valid_until.is_none_or(|last| last >= on);
        let has_one = |person| self.held(on).any(|paper| paper.person == person && is_valid(paper));
        firsts(&self.counting(phase, on)).iter().filter(|paper| has_one(paper.person)).count()
    }

    /// Papers whose last day is one of these, unless their holder has another of the same course that is valid longer. All
    /// of them that are over are so today.
    pub(super) fn expiring(&self, days: &RangeInclusive<NaiveDate>) -> Vec<&Paper> {
        let in_force = || self.papers.iter().filter(|paper| paper.over_on.is_none());
        let mut expiring = Vec::new();
        for paper in in_force() {
            let Some(last) = paper.valid_until.filter(|last| days.contains(last)) else { continue };
            let is_longer = |other: &&Paper| {
                (other.person, other.course) == (paper.person, paper.course)
                    && other.valid_until.is_none_or(|other_last| other_last > last)
            };
            if !in_force().any(|other| is_longer(&other)) {
                expiring.push(paper);
            }
        }
        expiring
    }

    /// Phase that is meant where none is named.
    pub(super) fn usual_phase(&self, as_of: NaiveDate) -> &'static str {
        let mut usual = "phase-1";
        for (phase, first, _) in PHASES {
            if day(first) <= as_of {
                usual = phase;
            }
        }
        let [_, (_, _, end)] = PHASES;
        // after the last of them, the one in which something counts
        if as_of > day(end) && self.counting(PHASES[1], as_of).is_empty() && !self.counting(PHASES[0], as_of).is_empty()
        {
            usual = "phase-1";
        }
        usual
    }
}

/// First paper of each person, by its day and then by its number.
pub(super) fn firsts<'a>(counting: &[&'a Paper]) -> Vec<&'a Paper> {
    let mut firsts: BTreeMap<u32, &Paper> = BTreeMap::new();
    for paper in counting {
        let first = firsts.entry(paper.person).or_insert(paper);
        if (paper.first_issued_on, &paper.number) < (first.first_issued_on, &first.number) {
            *first = paper;
        }
    }
    firsts.into_values().collect()
}

/// Breakdowns of a paper: the names of its cells.
pub(super) fn cells(paper: &Paper) -> [(&'static str, String); 5] {
    let word = |word: Option<&str>| word.unwrap_or(NOT_STATED).to_owned();
    [
        ("region", word(paper.facts.region.map(|region| region.code))),
        ("profession", word(paper.facts.profession.map(|profession| profession.code))),
        ("sex", word(paper.facts.sex.map(crate::specialists::Sex::as_str))),
        ("course", paper.course.to_owned()),
        ("month", paper.first_issued_on.format("%Y-%m-01").to_string()),
    ]
}
