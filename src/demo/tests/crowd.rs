use std::collections::HashMap;

use chrono::NaiveDate;

use super::{OVERLAPPING, assert_gapless, number};
use crate::{
    attendance::service as attendance,
    audit, auth,
    certificates::{Status, service as certificates},
    completion::service as completion,
    courses::service as courses,
    db::{Installation, Invented},
    demo::{
        DemoError, Wanted, Work,
        calendar::Period,
        fill, generate,
        groups::{SIZE, groups},
        list_csv,
    },
    enrollments::{State, service as enrollments},
    ground::{
        caller::{Caller, Role},
        clock::day_of,
    },
    imports,
    specialists::service as specialists,
    testing::on_both_databases,
};

const FIFTY: Wanted = Wanted { specialists: 50, enrollments: 0, sessions: 0, work: false, seed: 7 };

on_both_databases!(as_many_people_are_generated_as_were_asked_for, |ctx| {
    let generated = generate(&ctx, &FIFTY).await.unwrap();
    assert_eq!(number(&ctx, "select count(*) from specialists").await, 50);
    let made = number(&ctx, "select count(*) from certificates").await;
    assert!((52..=55).contains(&made), "{made}");
    assert_eq!(number(&ctx, "select count(*) from enrollments").await, made);
    assert_eq!(
        certificates::check(&mut ctx.read().await.unwrap(), generated.check_code).await.unwrap().unwrap().status,
        Status::Valid
    );
    assert!(generated.open_runs.is_empty() && generated.sessions.is_empty());
    assert_gapless(&ctx).await;
    let mut tx = ctx.read().await.unwrap();
    assert_eq!(Installation::find(&mut tx).await.unwrap().unwrap().invented(), Some(Invented::Generated));
    drop(tx);
    assert_eq!(generate(&ctx, &FIFTY).await, Err(DemoError::NotEmpty));
    assert_eq!(fill(&ctx).await, Err(DemoError::NotEmpty));
});

on_both_databases!(a_large_registry_is_written_down_along_the_way_and_its_log_is_whole, |ctx| {
    generate(&ctx, &Wanted { specialists: 450, ..FIFTY }).await.unwrap();
    let mut tx = ctx.read().await.unwrap();
    let report = audit::verify(&mut tx).await.unwrap();
    // more lines than a transaction notes before it writes them down
    assert!(report.entries > 1_400 && report.broken_at.is_none(), "{report:?}");
    assert_eq!(number(&ctx, "select count(*) from audit_entries where action = 'specialist.registered'").await, 450);
    assert_eq!(number(&ctx, "select count(distinct specialist_id) from certificates").await, 450);
});

on_both_databases!(whoever_is_signed_in_among_the_generated_can_enroll_in_every_open_run, |ctx| {
    let wanted = Wanted { specialists: 20, enrollments: 300, sessions: 1_000, work: false, seed: 7 };
    let generated = generate(&ctx, &wanted).await.unwrap();
    assert_eq!(number(&ctx, "select count(*) from enrollments").await, 300);
    assert_eq!(number(&ctx, OVERLAPPING).await, 0);
    assert_eq!((generated.sessions.len(), generated.open_runs.len()), (10, 12));
    for (place, token) in generated.sessions.iter().enumerate() {
        let known = auth::find(&ctx, token).await.unwrap().unwrap();
        assert_eq!(known.signed_in.roles.has(Role::Officer), place == 0);
        let asking = ctx.as_caller(Caller::Account(known.signed_in));
        let mut tx = asking.begin().await.unwrap();
        assert!(!specialists::missing_for_enrollment(&mut tx).await.unwrap().anything());
        for code in &generated.open_runs {
            let run = courses::find_run(&mut tx, code).await.unwrap().unwrap();
            let enrolled = enrollments::enroll(&mut tx, run.id).await.unwrap();
            assert_eq!(enrolled.state, State::Confirmed, "{code}");
        }
        audit::commit(tx).await.unwrap();
    }
    assert_eq!(number(&ctx, "select count(*) from enrollments").await, 300 + 10 * 12);
});

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

on_both_databases!(staff_have_applications_a_grid_and_runs_to_close_where_they_are_wanted, |ctx| {
    let generated = generate(&ctx, &Wanted { work: true, ..FIFTY }).await.unwrap();
    let Work { applications, grid, small, large } = generated.work;
    assert_eq!((applications.as_str(), grid.as_str(), small.len(), large.len()), ("APPLY-1", "GRID-1", 20, 5));
    let mut tx = ctx.as_caller(Caller::Demonstration).begin().await.unwrap();
    let of_grid = attendance::grid(&mut tx, &grid).await.unwrap();
    assert_eq!((of_grid.people.len(), of_grid.details.meetings.len()), (50, 20));
    assert_eq!(completion::close(&mut tx, &small[0], &[]).await.unwrap(), 25);
    assert_eq!(completion::close(&mut tx, &large[0], &[]).await.unwrap(), 50);
});
