mod crowd;
mod plan;
mod trainee;

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};

use super::*;
use crate::{
    attendance::service as attendance,
    audit,
    certificates::{CheckCode, RegistrationNumber, service as certificates},
    completion::{model::RunResult, service as completion},
    db::on_driver,
    enrollments::State,
    ground::clock::Clock,
    programme::service::{self as programme, View, ViewCache, ViewQuery},
    specialists::{PersonName, model::NewSpecialist, service as specialists},
    testing::on_both_databases,
};

async fn view(ctx: &Ctx, phase: &str) -> std::sync::Arc<View> {
    let query = ViewQuery { phase: Some(phase.into()), as_of: None, known_at: None };
    programme::view(&mut ctx.read().await.unwrap(), &ViewCache::default(), query).await.unwrap().unwrap()
}

async fn words(ctx: &Ctx, sql: &'static str) -> Vec<String> {
    let mut tx = ctx.read().await.unwrap();
    on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_all(c).await).unwrap()
}

async fn number(ctx: &Ctx, sql: &'static str) -> i64 {
    let mut tx = ctx.read().await.unwrap();
    on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap()
}

/// Query for the number of times that a person is in two runs at once, or on the way into both.
const OVERLAPPING: &str = "select count(*) from enrollments e join runs r on r.id = e.run_id
    join enrollments o on o.specialist_id = e.specialist_id and o.id <> e.id join runs t on t.id = o.run_id
    where e.state not in ('declined', 'withdrawn', 'expired') and o.state not in ('declined', 'withdrawn', 'expired')
    and r.starts_on <= t.ends_on and t.starts_on <= r.ends_on";

/// Checks that the numbers of each year, in the order of the issue dates, run from one without a gap.
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
    let words: Vec<&str> = story.codes.iter().map(|(word, _)| *word).collect();
    assert_eq!(words, ["valid", "expired", "revoked", "replaced", "unknown", "mistyped"]);
    for (word, code) in &story.codes {
        let Ok(code) = CheckCode::parse(code) else {
            assert_eq!(*word, "mistyped");
            continue;
        };
        let checked = certificates::check(&mut ctx.read().await.unwrap(), code).await.unwrap();
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

/// Runs that are announced or under way, and have no seat left.
const FULL: &str = "select count(*) from runs r join places p on p.run_id = r.id
    where p.seats_taken = p.capacity and r.state = 'open'";

on_both_databases!(the_story_keeps_the_rules_of_places_numbers_and_the_log, |ctx| {
    fill(&ctx).await.unwrap();
    let taking = "select count(*) from places p where seats_taken > capacity or seats_taken <> (select count(*)
        from enrollments e where e.run_id = p.run_id and e.state in
        ('confirmed', 'offered', 'completed', 'not_completed', 'no_show'))";
    assert_eq!(number(&ctx, taking).await, 0);
    assert_eq!(number(&ctx, FULL).await, 2);
    assert_gapless(&ctx).await;
    let mut tx = ctx.read().await.unwrap();
    let report = audit::verify(&mut tx).await.unwrap();
    assert_eq!((report.broken_at, report.erased), (None, 0));
    assert!(report.entries > 700, "{report:?}");
    assert_eq!(number(&ctx, OVERLAPPING).await, 0);
    let upcoming = crate::courses::service::upcoming(&mut tx, ctx.clock.today(), 10).await.unwrap();
    assert_eq!(upcoming.len(), 6);
    // those with a free seat come first, and behind them the run that people wait for
    assert!(upcoming[0].run.places.free() > 0, "{upcoming:?}");
    let places = upcoming[4].run.places;
    assert_eq!((places.free(), places.waiting), (0, 4), "{upcoming:?}");
});

on_both_databases!(runs_that_are_not_over_meet_for_the_hours_of_their_course_and_say_who_teaches, |ctx| {
    fill(&ctx).await.unwrap();
    assert_eq!(number(&ctx, "select count(*) from runs where state = 'open'").await, 9);
    let short =
        "select count(*) from runs r join courses c on c.id = r.course_id where r.state in ('open', 'draft') and
        c.academic_hours <> (select coalesce(sum(m.academic_hours), 0) from meetings m where m.run_id = r.id)";
    assert_eq!(number(&ctx, short).await, 0);
    let lonely = "select count(*) from runs r where (select count(*) from trainers t where t.run_id = r.id) <> 2";
    assert_eq!(number(&ctx, lonely).await, 0);
    let nowhere = "select count(*) from runs where (venue_kk = '') <> (region is null)";
    assert_eq!(number(&ctx, nowhere).await, 0);
    assert!(number(&ctx, "select count(distinct region) from runs where state = 'open'").await >= 4);
});

on_both_databases!(staff_find_a_run_to_close_one_to_issue_one_cancelled_and_one_that_is_not_announced, |ctx| {
    fill(&ctx).await.unwrap();
    for (state, count) in [("draft", 1), ("cancelled", 1)] {
        let sql = "select count(*) from runs where state = $1";
        let mut tx = ctx.read().await.unwrap();
        let runs: i64 = on_driver!(tx, |c| sqlx::query_scalar(sql).bind(state).fetch_one(c).await).unwrap();
        assert_eq!(runs, count, "{state}");
    }
    let mut tx = ctx.as_caller(Caller::Demonstration).read().await.unwrap();
    let codes =
        words(&ctx, "select code from runs where state = 'open' and starts_on <= '2026-10-12' order by ends_on");
    let codes = codes.await;
    let to_close = completion::closing(&mut tx, &codes[0]).await.unwrap();
    let proposals = |proposal| to_close.people.iter().filter(|one| one.proposal.result() == proposal).count();
    assert_eq!(to_close.people.len(), 16);
    let results = [None, Some(RunResult::Completed), Some(RunResult::NotCompleted), Some(RunResult::NoShow)];
    assert_eq!(results.map(proposals), [1, 11, 3, 1]);
    // those under way have marks up to today and none of a meeting ahead
    for code in &codes[1..] {
        let grid = attendance::grid(&mut tx, code).await.unwrap();
        for (place, meeting) in grid.details.meetings.iter().enumerate() {
            let marked = grid.people.iter().filter(|one| one.marks[place].is_some()).count();
            assert_eq!(marked > 0, meeting.ends_at < ctx.clock.now(), "{code} {meeting:?}");
        }
    }
    let waiting = "select count(*) from enrollments e join runs r on r.id = e.run_id where r.closed_at is not null
        and e.state = 'completed' and not exists (select 1 from certificates c where c.enrollment_id = e.id)";
    assert_eq!(number(&ctx, waiting).await, 10);
});

on_both_databases!(nobody_in_the_story_can_be_a_living_person, |ctx| {
    fill(&ctx).await.unwrap();
    let emails = words(&ctx, "select email from specialists").await;
    assert!(
        emails.len() > 270
            && emails.iter().all(|email| email.ends_with("@example.org") || email == "trainee@maman.example")
    );
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
        birth_date: Some((*birth_date).into()),
        ..NewSpecialist::default()
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
    assert_eq!(number(&ctx, "select count(*) from accounts").await, 6);
});

on_both_databases!(a_database_that_holds_anything_else_is_refused, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    files::bring_in(&mut tx, ctx.clock.today()).await.unwrap();
    audit::commit(tx).await.unwrap();
    let before = number(&ctx, "select figures_version from installation").await;
    assert_eq!(fill(&ctx).await, Err(DemoError::NotEmpty));
    assert_eq!(generate(&ctx, &Wanted { specialists: 5, ..Wanted::default() }).await, Err(DemoError::NotEmpty));
    assert_eq!(number(&ctx, "select count(*) from specialists").await, 0);
    assert_eq!(number(&ctx, "select figures_version from installation").await, before);
});
