use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};

use super::{
    calendar::Period,
    files,
    groups::{SIZE, groups},
    people::People,
    plan::{DEMO_TRAINED, Plan, What},
    *,
};
use crate::{
    audit,
    certificates::{CheckCode, RegistrationNumber, Status, service as certificates},
    db::on_driver,
    enrollments::State,
    ground::clock::{Clock, day_of},
    imports,
    programme::service::{self as programme, Asked, KeptViews, View},
    specialists::{
        PersonName, Sex,
        model::{CountedFacts, NewSpecialist},
        service as specialists,
    },
    testing::on_both_databases,
};

async fn view(ctx: &Ctx, phase: &str) -> std::sync::Arc<View> {
    let asked = Asked { phase: Some(phase.into()), as_of: None };
    programme::view(ctx, &KeptViews::default(), asked).await.unwrap().unwrap()
}

async fn words(ctx: &Ctx, sql: &'static str) -> Vec<String> {
    let mut tx = ctx.read().await.unwrap();
    on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_all(c).await).unwrap()
}

async fn number(ctx: &Ctx, sql: &'static str) -> i64 {
    let mut tx = ctx.read().await.unwrap();
    on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap()
}

/// The numbers of each year, in the order of the issue dates, run from one without a gap.
async fn assert_gapless(ctx: &Ctx) {
    let mut journal: HashMap<i32, u32> = HashMap::new();
    for number in
        words(ctx, "select registration_number from certificates order by issued_on, registration_number").await
    {
        let (year, of_year) = RegistrationNumber::parse(&number).unwrap().series().unwrap();
        let last = journal.entry(year).or_default();
        assert_eq!(of_year, *last + 1, "{number}");
        *last = of_year;
    }
    assert!(!journal.is_empty());
}

on_both_databases!(the_story_has_the_figures_it_promises, |ctx| {
    let story = fill(&ctx).await.unwrap();
    assert_eq!(story.since, ctx.clock.today());

    let past = view(&ctx, "phase-1").await;
    assert_eq!((past.progress.trained, past.progress.certificates, past.phase.target), (130, 140, 130));
    assert_eq!(past.progress.regions_reached(), 20);
    assert_eq!(past.progress.by_month.len(), 7);

    assert_eq!(view(&ctx, "phase-2").await.progress.trained, 19);

    let demo = view(&ctx, "demo").await;
    assert_eq!((demo.progress.trained, demo.progress.certificates), (87, 101));
    assert_eq!(demo.progress.regions_reached(), 18);
    assert_eq!((demo.progress.by_region["KZ-47"], demo.progress.by_region["KZ-62"]), (0, 0));
    for breakdown in [&demo.progress.by_profession, &demo.progress.by_sex] {
        for (word, count) in breakdown {
            assert_eq!(*count > 0, word != "not_stated", "{word}: {count}");
        }
    }
    assert_eq!(demo.progress.by_course.len(), 8);
    let by_month: Vec<u32> = demo.progress.by_month.values().copied().collect();
    assert_eq!(by_month, [13, 7, 25, 6, 8, 16, 12]);
    assert!(!demo.progress.by_month.keys().any(|month| month.to_string().starts_with("2026-08")));
    assert_eq!(demo.phase.starts_on.to_string(), "2026-02-01");
});

on_both_databases!(the_story_shows_every_state_and_every_answer_of_the_check, |ctx| {
    let story = fill(&ctx).await.unwrap();
    let states: HashSet<String> = words(&ctx, "select state from enrollments").await.into_iter().collect();
    assert_eq!(states.len(), State::ALL.len(), "{states:?}");
    let told: Vec<&str> = story.codes.iter().map(|(word, _)| *word).collect();
    assert_eq!(told, ["valid", "expired", "revoked", "replaced", "unknown", "mistyped"]);
    for (word, code) in &story.codes {
        let Ok(code) = CheckCode::parse(code) else {
            assert_eq!(*word, "mistyped");
            continue;
        };
        let checked = certificates::check(&ctx, code).await.unwrap();
        assert_eq!(checked.map_or("unknown", |checked| checked.status.as_str()), *word);
    }
    let replaced = "select count(*) from certificates old join certificates new on new.replaces_id = old.id
        where old.surname <> new.surname and new.counts_on = old.issued_on";
    assert_eq!(number(&ctx, replaced).await, 1);
    assert_eq!(number(&ctx, "select count(*) from former_names").await, 1);
    let mut tx = ctx.read().await.unwrap();
    let today = ctx.clock.today();
    let in_90_days = "select count(*) from certificates where valid_until >= $1 and valid_until <= $2";
    let expiring: i64 =
        on_driver!(tx, |c| sqlx::query_scalar(in_90_days).bind(today).bind(today + Days::new(90)).fetch_one(c).await)
            .unwrap();
    assert_eq!(expiring, 11);
});

on_both_databases!(the_story_keeps_the_rules_of_places_numbers_and_the_log, |ctx| {
    fill(&ctx).await.unwrap();
    let taking = "select count(*) from runs r where seats_taken > capacity or seats_taken <> (select count(*)
        from enrollments e where e.run_id = r.id and e.state in
        ('confirmed', 'offered', 'completed', 'not_completed', 'no_show'))";
    assert_eq!(number(&ctx, taking).await, 0);
    assert_eq!(number(&ctx, "select count(*) from runs where seats_taken = capacity and state = 'open'").await, 2);
    assert_gapless(&ctx).await;
    let mut tx = ctx.read().await.unwrap();
    let report = audit::verify(&mut tx).await.unwrap();
    assert_eq!((report.broken_at, report.erased), (None, 0));
    assert!(report.entries > 700, "{report:?}");
    let upcoming = crate::courses::service::upcoming(&mut tx, ctx.clock.today(), 10).await.unwrap();
    assert_eq!(upcoming.len(), 5);
    assert!(upcoming[0].seats_taken == upcoming[0].capacity && upcoming[0].waiting == 4, "{upcoming:?}");
});

on_both_databases!(nobody_in_the_story_can_be_a_living_person, |ctx| {
    fill(&ctx).await.unwrap();
    let emails = words(&ctx, "select email from specialists").await;
    assert!(emails.len() > 270 && emails.iter().all(|email| email.ends_with("@example.org")));
    assert_eq!(emails.iter().collect::<HashSet<_>>().len(), emails.len());
    let mut tx = ctx.read().await.unwrap();
    let ciphers: Vec<Vec<u8>> =
        on_driver!(tx, |c| sqlx::query_scalar("select iin_cipher from specialists where iin_cipher is not null")
            .fetch_all(c)
            .await)
        .unwrap();
    assert!(ciphers.len() > 270);
    for cipher in ciphers {
        let iin = tx.key().decrypt(&cipher).unwrap();
        assert!(matches!(iin.reveal().as_bytes()[6], b'1' | b'2'));
    }
});

on_both_databases!(two_records_of_the_story_may_be_one_person, |ctx| {
    fill(&ctx).await.unwrap();
    let mut tx = ctx.read().await.unwrap();
    let pairs: Vec<(String, String, Option<String>, NaiveDate)> = on_driver!(tx, |c| sqlx::query_as(
        "select surname, given_name, patronymic, birth_date from specialists s where iin_hash is null and exists (
            select 1 from specialists o where o.id <> s.id and o.duplicate_key = s.duplicate_key
            and o.birth_date = s.birth_date)"
    )
    .fetch_all(c)
    .await)
    .unwrap();
    let [(surname, given_name, patronymic, birth_date)] = &pairs[..] else { panic!("{pairs:?}") };
    let person = NewSpecialist {
        name: PersonName { surname: surname.clone(), given_name: given_name.clone(), patronymic: patronymic.clone() },
        second_spelling: None,
        iin: None,
        birth_date: Some((*birth_date).into()),
        facts: CountedFacts::default(),
        organization: None,
        email: None,
    };
    assert_eq!(specialists::possible_duplicates(&mut tx, &person).await.unwrap().len(), 2);
});

on_both_databases!(a_demonstration_is_started_again_as_it_stands, |ctx| {
    let story = fill(&ctx).await.unwrap();
    let lines = "select count(*) from audit_entries";
    let before = number(&ctx, lines).await;
    assert_eq!(fill(&ctx).await.unwrap(), story);
    let later = Ctx { clock: Clock::Fixed(crate::testing::now() + chrono::TimeDelta::days(30)), ..ctx.clone() };
    assert_eq!(fill(&later).await.unwrap().since, story.since);
    assert_eq!(number(&ctx, lines).await, before);
});

on_both_databases!(a_database_that_holds_anything_else_is_refused, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    files::bring_in(&mut tx, ctx.clock.today()).await.unwrap();
    audit::commit(tx).await.unwrap();
    let before = number(&ctx, "select figures_version from installation").await;
    assert_eq!(fill(&ctx).await, Err(DemoError::NotEmpty));
    assert_eq!(generate(&ctx, 5, 1).await, Err(DemoError::NotEmpty));
    assert_eq!(number(&ctx, "select count(*) from specialists").await, 0);
    assert_eq!(number(&ctx, "select figures_version from installation").await, before);
});

on_both_databases!(as_many_people_are_generated_as_were_asked_for, |ctx| {
    let code = generate(&ctx, 50, 7).await.unwrap();
    assert_eq!(number(&ctx, "select count(*) from specialists").await, 50);
    let certificates = number(&ctx, "select count(*) from certificates").await;
    assert!((52..=55).contains(&certificates), "{certificates}");
    assert_eq!(certificates::check(&ctx, code).await.unwrap().unwrap().status, Status::Valid);
    assert_gapless(&ctx).await;
    let mut tx = ctx.read().await.unwrap();
    assert_eq!(Installation::find(&mut tx).await.unwrap().unwrap().invented(), Some(Invented::Generated));
    drop(tx);
    assert_eq!(generate(&ctx, 50, 7).await, Err(DemoError::NotEmpty));
    assert_eq!(fill(&ctx).await, Err(DemoError::NotEmpty));
});

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
            let places = states().filter(|state| state.takes_place()).count();
            assert!(places <= usize::try_from(run.capacity).unwrap(), "{today} {}", run.code);
            assert!(run.issued_on.is_none_or(|day| run.ends_on < day && day <= today), "{today} {run:?}");
            for seat in &run.seats {
                let steps = seat.history.steps();
                assert!(steps.is_sorted_by_key(|step| step.taken_at), "{today} {} {steps:?}", run.code);
                assert!(steps.iter().all(|step| day_of(step.taken_at) < today), "{today} {} {steps:?}", run.code);
                let state = seat.history.state();
                if state.takes_place() {
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
fn groups_are_small_enough_and_nobody_is_in_two_at_once() {
    let day = |text: &str| text.parse().unwrap();
    let period = Period { start: day("2021-11-01"), end: day("2026-10-11") };
    for specialists in [1, 50, 130, 3_000, 20_000] {
        let groups = groups(specialists, true, period);
        let mut last: HashMap<usize, NaiveDate> = HashMap::new();
        for group in &groups {
            assert!(group.people.len() <= SIZE);
            assert!(
                period.start <= group.starts_on && group.ends_on < group.issued_on && group.issued_on <= period.end
            );
            for person in &group.people {
                let earlier = last.insert(*person, group.ends_on);
                assert!(earlier.is_none_or(|earlier| earlier < group.starts_on), "{specialists} {}", group.code);
            }
        }
        assert_eq!(last.len(), specialists);
        assert!(groups.is_sorted_by_key(|group| group.issued_on));
    }
}

#[test]
fn a_generated_list_is_read_without_a_fault_or_a_remark() {
    let list = list_csv(260, 3);
    let read = imports::read(list.as_bytes(), day_of(crate::testing::now())).unwrap();
    assert_eq!((read.rows.len(), read.people()), (260, 260));
    assert!(read.faults.is_empty() && read.remarks.is_empty(), "{:?} {:?}", read.faults, read.remarks);
    assert!(read.rows.iter().all(|row| row.person.facts.organization_type.is_some()));
    assert_eq!(list, list_csv(260, 3));
    assert_ne!(list, list_csv(260, 4));
}

#[test]
fn the_same_seed_gives_the_same_people() {
    let people = |seed| People::new(seed).cohort(30, &[("KZ-71", 1), ("KZ-75", 2)]);
    assert_eq!(people(1), people(1));
    assert_ne!(people(1), people(2));
    let in_astana = people(1).iter().filter(|person| person.facts.region.unwrap().code == "KZ-71").count();
    assert_eq!(in_astana, 10);
}
