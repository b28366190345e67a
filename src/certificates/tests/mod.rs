//! Certificates: issued once, revoked, replaced and checked.

mod documents;
mod replacement;
mod run;

use std::collections::BTreeSet;

use chrono::{Datelike, TimeDelta};

use super::{
    model::{Certificate, CheckCode, PrintedCertificate, RegistrationNumber, Revocation, RevocationKind, Status},
    service::{self, Checked},
};
use crate::{
    audit,
    courses::{Course, service as courses},
    db::{Ctx, Tx, on_driver},
    enrollments::{
        State,
        model::{History, Step},
        service as enrollments,
    },
    ground::{
        AppError, Locale,
        caller::{Caller, Role},
        clock::Clock,
        error::Clash,
        ids::{AccountId, EnrollmentId},
    },
    programme::service::{self as programme, ViewCache, ViewQuery},
    specialists::{
        PersonName,
        model::{ConsentKind, CountedFacts},
        service as specialists,
    },
    testing::{
        self, on_both_databases,
        registry::{
            self, COURSES, PROGRAMME, announce, bring_in, complete, day, earned, issue, person, register,
            with_courses_and_phases,
        },
    },
};

const RUN: (&str, &str) = ("NRC-01", "RUN-1");

async fn check(ctx: &Ctx, stored: &Certificate) -> Checked {
    service::check(&mut ctx.read().await.unwrap(), stored.check_code).await.unwrap().unwrap()
}

/// Context of the same world on another day.
fn on_the_day(ctx: &Ctx, text: &str) -> Ctx {
    let noon = day(text).and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(7);
    Ctx { clock: Clock::Fixed(noon), ..ctx.clone() }
}

/// Certificate that was issued on 6 May 2022 and saved.
async fn one(ctx: &Ctx) -> Certificate {
    with_courses_and_phases(ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let holder = register(&mut tx, 1).await;
    let stored = issue(&mut tx, &holder, RUN, day("2022-05-06")).await;
    audit::commit(tx).await.unwrap();
    stored
}

async fn reissue(ctx: &Ctx, stored: &Certificate, surname: &str, on: &str) -> Certificate {
    let mut tx = ctx.begin().await.unwrap();
    let name = PersonName { surname: surname.to_owned(), ..stored.printed.holder.clone() };
    let new = service::reissue(&mut tx, stored.id, &name, day(on), "for a test").await.unwrap();
    audit::commit(tx).await.unwrap();
    new
}

async fn revoke(ctx: &Ctx, stored: &Certificate, on: &str) {
    let mut tx = ctx.begin().await.unwrap();
    service::revoke(&mut tx, stored.id, day(on), "for a test").await.unwrap();
    audit::commit(tx).await.unwrap();
}

async fn numbers(tx: &mut Tx) -> BTreeSet<String> {
    let all: Vec<String> =
        on_driver!(tx, |c| sqlx::query_scalar("select registration_number from certificates").fetch_all(c).await)
            .unwrap();
    all.into_iter().collect()
}

on_both_databases!(an_enrollment_gets_one_certificate, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx, COURSES, PROGRAMME).await;
    let holder = register(&mut tx, 1).await;
    let enrollment = complete(&mut tx, &holder, RUN, day("2022-05-04")).await;
    service::issue(&mut tx, enrollment, day("2022-05-06")).await.unwrap();
    let again = service::issue(&mut tx, enrollment, day("2022-05-07")).await;
    assert_eq!(again, Err(AppError::Conflict(Clash::StepNotAllowed)));
});

on_both_databases!(a_certificate_says_what_the_registry_has_of_the_enrollment, |ctx| {
    let stored = one(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let (id, course) = registry::course(&mut tx, RUN.0).await;
    let printed = &stored.printed;
    assert_eq!((printed.course, printed.academic_hours), (id, course.academic_hours));
    assert_eq!((&printed.title, &printed.holder), (&course.title, &person(1).name));
    assert_eq!((printed.starts_on, printed.ends_on), (day("2022-04-25"), day("2022-05-04")));
    assert_eq!(printed.valid_until, course.valid_until(day("2022-05-06"), person(1).facts.profession));
});

on_both_databases!(a_course_edited_later_changes_no_certificate_and_a_profession_has_its_own_time, |ctx| {
    let old = one(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let record = courses::course_record(&mut tx, RUN.0).await.unwrap();
    let validity = vec![(person(2).facts.profession.unwrap(), 12)];
    let course = Course { academic_hours: 8, validity_by_profession: validity, ..record.course };
    courses::edit_course(&mut tx, RUN.0, record.revision, course).await.unwrap();
    assert_eq!(service::register(&mut tx).await.unwrap()[0].printed, old.printed);
    let holder = register(&mut tx, 2).await;
    let enrollment = complete(&mut tx, &holder, RUN, day("2022-05-04")).await;
    let later = service::issue(&mut tx, enrollment, day("2022-05-06")).await.unwrap();
    assert_eq!((later.printed.academic_hours, later.printed.valid_until), (8, Some(day("2023-05-06"))));
});

on_both_databases!(a_certificate_is_issued_for_nothing_that_is_not_completed, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let run = announce(&mut tx, RUN, day("2026-05-04"), 10).await;
    for (number, last) in (1..).zip([State::Confirmed, State::NotCompleted, State::NoShow, State::Withdrawn]) {
        let holder = register(&mut tx, number).await;
        let mut states = vec![State::Applied, State::Confirmed, last];
        states.dedup();
        let steps = states.into_iter().map(|to| Step::noted(to, testing::now(), "for a test"));
        let history = History::lived(steps.collect()).unwrap();
        let enrollment = enrollments::record(&mut tx, run, holder.id, &history).await.unwrap();
        let refused = service::issue(&mut tx, enrollment, day("2026-05-06")).await;
        assert_eq!(refused, Err(AppError::Conflict(Clash::StepNotAllowed)), "{last:?}");
    }
    let nothing = service::issue(&mut tx, EnrollmentId(uuid::Uuid::nil()), day("2026-05-06")).await;
    assert_eq!(nothing, Err(AppError::NotFound));
});

on_both_databases!(numbers_of_a_year_have_no_gap_even_after_a_failed_transaction, |ctx| {
    with_courses_and_phases(&ctx).await;
    for (person, is_saved) in [(1, true), (2, false), (3, false), (4, true), (5, true)] {
        let mut tx = ctx.begin().await.unwrap();
        let holder = register(&mut tx, person).await;
        issue(&mut tx, &holder, RUN, day("2026-05-06")).await;
        if is_saved {
            audit::commit(tx).await.unwrap();
        }
    }
    let mut tx = ctx.begin().await.unwrap();
    let expected = [1, 2, 3].map(|number| RegistrationNumber::in_series(2026, number).to_string());
    assert_eq!(numbers(&mut tx).await, BTreeSet::from(expected));
});

on_both_databases!(each_year_has_a_series_of_its_own, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx, COURSES, PROGRAMME).await;
    for (person, issued_on) in [(1, "2025-12-31"), (2, "2026-01-12"), (3, "2025-12-30")] {
        let holder = register(&mut tx, person).await;
        issue(&mut tx, &holder, ("NRC-01", &format!("RUN-{person}")), day(issued_on)).await;
    }
    let expected = ["NRC-2025-00001", "NRC-2026-00001", "NRC-2025-00002"].map(str::to_owned);
    assert_eq!(numbers(&mut tx).await, BTreeSet::from(expected));
});

on_both_databases!(the_series_goes_on_behind_the_highest_number_that_was_taken_over, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx, COURSES, PROGRAMME).await;
    let issued_on = day("2026-05-06");
    for (person, number) in [(1, "NRC-2026-00042"), (2, "NRC-2026-00007"), (3, "ҰРО 2026/99999")] {
        let holder = register(&mut tx, person).await;
        let new = earned(&mut tx, &holder, RUN, issued_on).await;
        let number = RegistrationNumber::parse(number).unwrap();
        let stored = service::take_over(&mut tx, &new, &number).await.unwrap();
        assert_eq!(stored.registration_number, number);
    }
    let holder = register(&mut tx, 4).await;
    assert_eq!(issue(&mut tx, &holder, RUN, issued_on).await.registration_number.as_str(), "NRC-2026-00043");
});

on_both_databases!(a_registration_number_is_given_once, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx, COURSES, PROGRAMME).await;
    let number = RegistrationNumber::parse("NRC-2026-00001").unwrap();
    let mut outcomes = Vec::new();
    for person in [1, 2] {
        let holder = register(&mut tx, person).await;
        let new = earned(&mut tx, &holder, RUN, day("2026-05-06")).await;
        outcomes.push(service::take_over(&mut tx, &new, &number).await.map(drop));
    }
    assert_eq!(outcomes, [Ok(()), Err(AppError::Conflict(Clash::RegistrationNumberTaken))]);
});

on_both_databases!(twenty_certificates_at_once_get_twenty_numbers_in_a_row, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    announce(&mut tx, RUN, day("2026-05-04"), 100).await;
    audit::commit(tx).await.unwrap();
    let mut attempts = tokio::task::JoinSet::new();
    for person in 1..=20 {
        let ctx = ctx.clone();
        attempts.spawn(async move {
            let mut tx = ctx.begin().await.unwrap();
            let holder = register(&mut tx, person).await;
            issue(&mut tx, &holder, RUN, day("2026-05-06")).await;
            audit::commit(tx).await.unwrap();
        });
    }
    attempts.join_all().await;
    let mut tx = ctx.begin().await.unwrap();
    let expected = (1..=20).map(|number| RegistrationNumber::in_series(2026, number).to_string());
    assert_eq!(numbers(&mut tx).await, expected.collect());
    assert_eq!(audit::verify(&mut tx).await.unwrap().broken_at, None);
});

on_both_databases!(a_revoked_certificate_stays_revoked, |ctx| {
    let stored = one(&ctx).await;
    revoke(&ctx, &stored, "2026-10-12").await;
    let over = Err(AppError::Conflict(Clash::CertificateIsOver));
    let mut tx = ctx.begin().await.unwrap();
    assert_eq!(service::revoke(&mut tx, stored.id, day("2026-10-12"), "again").await, over);
    assert_eq!(
        service::reissue(&mut tx, stored.id, &stored.printed.holder, day("2026-10-12"), "for a test").await.map(drop),
        over
    );
    drop(tx);
    let checked = check(&ctx, &stored).await;
    assert_eq!((checked.status, checked.revoked_on), (Status::Revoked, Some(day("2026-10-12"))));
});

on_both_databases!(a_certificate_holds_on_its_last_day_and_has_expired_on_the_day_after, |ctx| {
    // the course's certificates hold for 36 months
    let stored = one(&ctx).await;
    assert_eq!(stored.printed.valid_until, Some(day("2025-05-06")));
    assert_eq!(check(&on_the_day(&ctx, "2025-05-06"), &stored).await.status, Status::Valid);
    assert_eq!(check(&on_the_day(&ctx, "2025-05-07"), &stored).await.status, Status::Expired);
});

on_both_databases!(the_day_of_a_check_is_a_day_in_kazakhstan, |ctx| {
    let stored = one(&ctx).await;
    let at = |instant: &str| Ctx { clock: Clock::Fixed(instant.parse().unwrap()), ..ctx.clone() };
    assert_eq!(check(&at("2025-05-06T18:59:59Z"), &stored).await.status, Status::Valid);
    assert_eq!(check(&at("2025-05-06T19:00:00Z"), &stored).await.status, Status::Expired);
});

on_both_databases!(a_registration_number_finds_nothing_for_who_checks, |ctx| {
    let stored = one(&ctx).await;
    let number = stored.registration_number;
    assert!(CheckCode::parse(number.as_str()).is_err());
    let mut tx = ctx.as_caller(Caller::Visitor).read().await.unwrap();
    assert_eq!(service::find_by_number(&mut tx, &number).await.err(), Some(AppError::SignInNeeded));
    assert!(service::find_by_number(&mut ctx.read().await.unwrap(), &number).await.unwrap().is_some());
});

on_both_databases!(a_code_that_nobody_was_given_finds_nothing, |ctx| {
    one(&ctx).await;
    assert_eq!(service::check(&mut ctx.read().await.unwrap(), CheckCode::from_random([7; 11])).await, Ok(None));
});

on_both_databases!(a_printed_certificate_does_not_change_with_its_holder_or_its_course, |ctx| {
    let stored = one(&ctx).await;
    let before = check(&ctx, &stored).await;
    let mut tx = ctx.begin().await.unwrap();
    let married = PersonName { surname: "Әлиева".to_owned(), ..stored.printed.holder.clone() };
    crate::specialists::service::rename(&mut tx, stored.printed.specialist, &married, day("2026-05-01")).await.unwrap();
    let edit = "update courses set title_ru = 'Другой курс', academic_hours = 1";
    on_driver!(tx, |c| sqlx::query(edit).execute(c).await.map(drop)).unwrap();
    audit::commit(tx).await.unwrap();
    assert_eq!(check(&ctx, &stored).await, before);
});

on_both_databases!(nobody_on_the_web_issues_or_ends_certificates, |ctx| {
    let stored = one(&ctx).await;
    for (caller, refusal) in testing::outsiders() {
        let mut tx = ctx.as_caller(caller).begin().await.unwrap();
        let on = day("2026-10-12");
        assert_eq!(service::issue(&mut tx, stored.printed.enrollment, on).await.err(), Some(refusal.clone()));
        assert_eq!(service::revoke(&mut tx, stored.id, on, "x").await.err(), Some(refusal.clone()));
        assert_eq!(
            service::reissue(&mut tx, stored.id, &stored.printed.holder, on, "for a test").await.err(),
            Some(refusal.clone())
        );
    }
});

on_both_databases!(somebody_sees_their_own_certificates_and_no_others, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let (holder, other) = (register(&mut tx, 1).await, register(&mut tx, 2).await);
    let older = issue(&mut tx, &holder, RUN, day("2024-05-06")).await;
    let newer = issue(&mut tx, &holder, ("NRC-02", "RUN-2"), day("2026-05-06")).await;
    issue(&mut tx, &other, RUN, day("2024-05-06")).await;
    audit::commit(tx).await.unwrap();
    let own = async |caller| service::own(&mut ctx.as_caller(caller).read().await.unwrap()).await;
    let asking = testing::caller_of(AccountId(uuid::Uuid::nil()), Some(holder.id), &[Role::Trainee]);
    assert_eq!(own(asking).await, Ok(vec![newer, older]));
    assert_eq!(own(testing::account(&[Role::Trainee])).await, Ok(Vec::new()));
    for caller in [Caller::Visitor, Caller::Scheduler] {
        assert_eq!(own(caller).await, Err(AppError::SignInNeeded));
    }
});

on_both_databases!(an_erased_name_is_off_ones_own_certificates_and_stays_on_those_of_others, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let (holder, other) = (register(&mut tx, 1).await, register(&mut tx, 2).await);
    let own = issue(&mut tx, &holder, RUN, day("2024-05-06")).await;
    service::revoke(&mut tx, own.id, day("2025-01-01"), "Сейітқали-1 query for it").await.unwrap();
    let theirs = issue(&mut tx, &other, RUN, day("2024-05-06")).await;
    audit::commit(tx).await.unwrap();
    let asking = testing::caller_of(AccountId(uuid::Uuid::nil()), Some(holder.id), &[Role::Trainee]);
    let mut tx = ctx.as_caller(asking).begin().await.unwrap();
    service::erase(&mut tx).await.unwrap();
    audit::commit(tx).await.unwrap();
    let mut tx = ctx.read().await.unwrap();
    let stored = service::register(&mut tx).await.unwrap();
    let find = |id| stored.iter().find(|stored| stored.id == id).unwrap();
    let revocation = Revocation { on: day("2025-01-01"), kind: RevocationKind::Other, reason: String::new() };
    let mut expected = Certificate { revocation: Some(revocation), ..own };
    expected.printed.holder = PersonName { surname: String::new(), given_name: String::new(), patronymic: None };
    assert_eq!((find(expected.id), find(theirs.id)), (&expected, &theirs));
});

on_both_databases!(facts_are_kept_as_their_owner_answered_and_as_listed_where_nobody_was_asked, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.as_caller(Caller::Demonstration).begin().await.unwrap();
    let people = [register(&mut tx, 1).await, register(&mut tx, 2).await, register(&mut tx, 3).await];
    let without = [ConsentKind::Processing, ConsentKind::CheckPage];
    specialists::give(&mut tx, people[1].id, &without, Locale::Kk).await.unwrap();
    specialists::give(&mut tx, people[2].id, ConsentKind::ALL, Locale::Kk).await.unwrap();
    let mut kept = Vec::new();
    for holder in &people {
        kept.push(issue(&mut tx, holder, RUN, day("2022-05-06")).await.printed.facts);
    }
    audit::commit(tx).await.unwrap();
    let listed = person(1).facts;
    assert_eq!(kept, [listed, CountedFacts::default(), listed]);
    // all of them count; officers see of two where their holders are from
    let query = ViewQuery { phase: Some("phase-1".to_owned()), as_of: Some(day("2022-12-31")), known_at: None };
    let view = programme::view(&mut ctx.read().await.unwrap(), &ViewCache::default(), query).await.unwrap().unwrap();
    assert_eq!(view.progress.trained, 3);
    assert_eq!((view.progress.by_region["KZ-71"], view.progress.by_region["not_stated"]), (2, 1));
    assert_eq!((view.progress.by_sex["female"], view.progress.by_sex["not_stated"]), (2, 1));
});

on_both_databases!(facts_that_were_counted_stay_and_a_withdrawn_consent_keeps_them_off_what_comes_later, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.as_caller(Caller::Demonstration).begin().await.unwrap();
    let holder = register(&mut tx, 1).await;
    specialists::give(&mut tx, holder.id, ConsentKind::ALL, Locale::Kk).await.unwrap();
    let before = issue(&mut tx, &holder, RUN, day("2022-05-06")).await;
    audit::commit(tx).await.unwrap();
    let account = registry::account(&ctx, "holder@example.org", &[Role::Trainee], Some(holder.id)).await;
    let asking = testing::caller_of(account, Some(holder.id), &[Role::Trainee]);
    let mut tx = ctx.as_caller(asking).begin().await.unwrap();
    assert!(specialists::withdraw_consent(&mut tx, ConsentKind::Programme).await.unwrap());
    audit::commit(tx).await.unwrap();
    let mut tx = ctx.begin().await.unwrap();
    let after = issue(&mut tx, &holder, ("NRC-02", "RUN-2"), day("2024-05-06")).await;
    audit::commit(tx).await.unwrap();
    let reissued = reissue(&ctx, &before, "Әлиева", "2026-01-15").await;
    assert_eq!(before.printed.facts, person(1).facts);
    assert_eq!((after.printed.facts, reissued.printed.facts), (CountedFacts::default(), before.printed.facts));
});
