use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::{
    courses::model::Meeting,
    demo::{
        files,
        people::People,
        plan::{DEMO_TRAINED, Plan, What},
    },
    enrollments::State,
    ground::clock::day_of,
    specialists::{PersonName, Sex},
};

/// Days of four years, of every weekday, in pauses and out of them.
fn days() -> impl Iterator<Item = NaiveDate> {
    NaiveDate::from_ymd_opt(2025, 1, 1).unwrap().iter_days().take(4 * 366).step_by(9)
}

#[test]
fn the_plan_holds_whatever_day_it_is() {
    for today in days() {
        let phase = files::demo_phase(today).unwrap();
        assert!(phase.start < today && today < phase.end, "{today}");
        let plan = Plan::of(today, phase).unwrap();
        let mut trained = HashSet::new();
        let mut live: HashMap<usize, Vec<(NaiveDate, NaiveDate)>> = HashMap::new();
        for run in &plan.runs {
            let states = || run.seats.iter().map(|seat| seat.history.state());
            let places = states().filter(|state| state.holds_seat()).count();
            assert!(places <= usize::try_from(run.capacity).unwrap(), "{today} {}", run.code);
            assert!(run.issued_on.is_none_or(|day| run.ends_on < day && day <= today), "{today} {run:?}");
            for seat in &run.seats {
                let steps = seat.history.steps();
                assert!(steps.is_sorted_by_key(|step| step.taken_at), "{today} {} {steps:?}", run.code);
                assert!(steps.iter().all(|step| day_of(step.taken_at) < today), "{today} {} {steps:?}", run.code);
                let state = seat.history.state();
                if state.blocks_reapplying() {
                    let days = (run.starts_on, run.ends_on);
                    let others = live.entry(seat.person).or_default();
                    let is_apart = others.iter().all(|other| days.1 < other.0 || other.1 < days.0);
                    assert!(is_apart, "{today} {} {days:?} {others:?}", run.code);
                    others.push(days);
                }
                let counts = run.course != "NRC-11" && run.issued_on.is_some_and(|day| phase.start <= day);
                if state == State::Completed && counts {
                    trained.insert(seat.person);
                }
            }
        }
        assert_eq!(trained.len() - 1, DEMO_TRAINED, "{today}: one is revoked");
        for run in plan.runs.iter().filter(|run| run.issued_on.is_none()) {
            let days = |meeting: &Meeting| day_of(meeting.starts_at);
            assert_eq!(run.meetings.first().map(days), Some(run.starts_on), "{today} {}", run.code);
            assert_eq!(run.meetings.last().map(days), Some(run.ends_on), "{today} {}", run.code);
            let lies_ahead = today < run.starts_on;
            let last_day = run.enroll_until.unwrap();
            assert!(last_day < run.starts_on && (!lies_ahead || today < last_day), "{today} {}", run.code);
            assert!(run.decides_on.is_none_or(|day| last_day < day && day < run.starts_on), "{today} {}", run.code);
        }
        let under_way = plan.runs.iter().filter(|run| run.starts_on <= today && today <= run.ends_on).count();
        assert_eq!(under_way, 2, "{today}");
        assert_eq!(plan.turns.len(), 2, "{today}");
        for turn in &plan.turns {
            assert!(Some(turn.on) > plan.runs[turn.run].issued_on && turn.on <= today, "{today} {turn:?}");
        }
    }
}

#[test]
fn names_are_of_every_kind_that_occurs() {
    let today = day_of(crate::testing::now());
    let plan = Plan::of(today, files::demo_phase(today).unwrap()).unwrap();
    let names: Vec<&PersonName> = plan.people.iter().map(|person| &person.name).collect();
    let with = |kind: fn(&&&PersonName) -> bool| names.iter().filter(kind).count();
    assert!(with(|name| name.surname.ends_with("ұлы") || name.surname.ends_with("қызы")) > 0);
    assert!(with(|name| name.surname.contains('-')) > 0);
    assert!(with(|name| name.full().contains(['ё', 'Ё'])) > 0);
    assert!(with(|name| name.patronymic.is_none()) > 5);
    assert!(names.iter().all(|name| !name.surname.is_empty() && !name.given_name.is_empty()));
    let full: HashSet<String> = names.iter().map(|name| name.full()).collect();
    assert_eq!(full.len(), names.len() - 1, "only the one recorded twice shares a name");
    let women = plan.people.iter().filter(|person| person.facts.sex == Some(Sex::Female)).count();
    assert!((70..80).contains(&(women * 100 / plan.people.len())));
    let renamed = plan.turns.iter().find_map(|turn| match &turn.what {
        What::Renamed { name, .. } => Some((turn.person, name)),
        What::Revoked => None,
    });
    let (person, name) = renamed.unwrap();
    assert_ne!(plan.people[person].name.surname, name.surname);
}

#[test]
fn the_same_seed_gives_the_same_people() {
    let people = |seed| People::new(seed).cohort(30, &[("KZ-71", 1), ("KZ-75", 2)]).collect::<Vec<_>>();
    assert_eq!(people(1), people(1));
    assert_ne!(people(1), people(2));
    let in_astana = people(1).iter().filter(|person| person.facts.region.unwrap().code == "KZ-71").count();
    assert_eq!(in_astana, 10);
}

#[test]
fn every_venue_is_written_in_three_languages_and_the_university_in_one_way_in_each() {
    let today = NaiveDate::from_ymd_opt(2026, 10, 12).unwrap();
    let plan = Plan::of(today, files::demo_phase(today).unwrap()).unwrap();
    let venues: Vec<_> = plan.runs.iter().filter_map(|run| run.place).map(|place| place.venue).collect();
    assert!(venues.len() > 10);
    for venue in &venues {
        assert!(
            !venue.kk.is_empty() && !venue.ru.is_empty() && venue.en.replace('\u{a0}', " ").is_ascii(),
            "{venue:?}"
        );
        let is_university = venue.en.contains("Gumilyov");
        assert_eq!(venue.ru.contains("Евразийский национальный университет им. Л.Н.\u{a0}Гумилёва"), is_university);
        assert_eq!(venue.kk.contains("Л.Н.\u{a0}Гумилев атындағы Еуразия ұлттық университеті"), is_university);
    }
}
