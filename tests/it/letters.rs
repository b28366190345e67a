//! Letters of every kind in three languages, as their readers see them.
//!
//! `INSTA_UPDATE=always cargo nextest run --features ssr -E 'test(letters::)'` writes them anew; look at what changed.

use chrono::TimeDelta;
use maman::{
    accounts::{
        Email,
        service::{self as accounts, Browser, TypedSignUp},
    },
    attendance::service::{self as attendance, Sheet, TypedMark},
    audit,
    certificates::{
        model::{NewRevocation, RevocationKind},
        service as certificates,
    },
    completion::service as completion,
    courses::{
        model::{Admission, Meeting, NewRun},
        service as courses,
    },
    db::Ctx,
    enrollments::{
        model::{ApplicationFilter, ApplicationOrder, Decision},
        service::{self as enrollments, NewDecision},
    },
    ground::{
        Locale, Localized,
        caller::{Caller, Role},
        clock::Clock,
        token::Token,
    },
    outbox::LetterKind,
    programme::{
        Filter,
        service::{ViewCache, ViewQuery},
    },
    reports::{model::Every, service as reports},
    specialists::PersonName,
    testing::{
        self, TestDatabase,
        registry::{self, day},
        world::{Trainee, World, announce, ten_days, with_meetings},
    },
};

/// Trainees whose letters are all in this language.
async fn trainees(world: &World, locale: Locale) -> [Trainee; 3] {
    let mut tx = world.ctx.as_caller(Caller::Demonstration).begin().await.unwrap();
    let mut people = Vec::new();
    for number in 1..=3 {
        people.push(Trainee::register(&mut tx, number, locale).await);
    }
    audit::commit(tx).await.unwrap();
    people.try_into().unwrap()
}

/// Invites somebody, signs up, signs up again with an address that has an account, and sets a new password.
async fn letters_about_accounts(world: &World, locale: Locale) {
    let administrator = world.ctx.as_caller(testing::account(&[Role::Administrator]));
    let mut tx = administrator.begin().await.unwrap();
    let roles = [Role::Trainer, Role::Staff].into_iter().collect();
    accounts::invite(&mut tx, Email::parse("erlan@example.org").unwrap(), roles, locale).await.unwrap();
    audit::commit(tx).await.unwrap();
    let visitor = world.ctx.as_caller(Caller::Visitor);
    for email in ["dana@example.org", "trainee-1@example.org"] {
        let typed = TypedSignUp { email, password: "copper-lantern-meadow-3", locale, next: None };
        accounts::sign_up(&visitor, typed, "192.0.2.1").await.unwrap();
    }
    accounts::ask_reset(&visitor, &Email::parse("trainee-1@example.org").unwrap(), "192.0.2.1").await.unwrap();
    let letters = world.letters().await;
    let text = letters.into_iter().find(|letter| letter.kind == LetterKind::Reset).unwrap().content.unwrap().text;
    let (_, token) = text.split_once("?token=").unwrap();
    let browser = Browser { from: "192.0.2.1".to_owned(), device: "a browser".to_owned(), token: None };
    accounts::reset(&visitor, &Token::parse(&token[..64]).unwrap(), "amber-violin-harbour-9", &browser).await.unwrap();
}

/// Takes, waits for, is offered, loses and gives back a seat.
async fn letters_about_enrollments(world: &mut World, [first, second, third]: [Trainee; 3]) {
    let run = world.run("RUN-1", 1).await;
    let decided = NewRun {
        admission: Admission::Selection,
        decides_on: Some(day("2026-11-20")),
        ..NewRun::plain("RUN-2", day("2026-12-01"), day("2026-12-04"), 5)
    };
    let decided = announce(&world.ctx, &decided).await;
    let full = announce(&world.ctx, &NewRun { enroll_until: Some(day("2026-10-25")), ..ten_days("RUN-3", 1) }).await;
    for who in [first, second, third] {
        who.applies_to(&world.ctx, run).await.unwrap();
    }
    first.applies_to(&world.ctx, decided).await.unwrap();
    first.withdraws_from(&world.ctx, run).await.unwrap();
    first.applies_to(&world.ctx, full).await.unwrap();
    let staff = world.ctx.as_caller(testing::account(&[Role::Staff]));
    let mut tx = staff.begin().await.unwrap();
    let (filter, order) = (ApplicationFilter::default(), ApplicationOrder::default());
    let found = enrollments::applications(&mut tx, decided, &filter, order, 1).await.unwrap();
    let ids: Vec<_> = found.applications.iter().map(|one| one.id).collect();
    let new =
        NewDecision { decision: Decision::Decline, note: "Қызметтік хат керек", is_note_sent: true };
    enrollments::decide(&mut tx, decided, &ids, new).await.unwrap();
    audit::commit(tx).await.unwrap();
    change_and_cancel(world, first, third).await;
    // the second lets the offer go by
    world.clock_passes(TimeDelta::hours(72)).await;
    third.accepts(&world.ctx, run).await.unwrap();
    second.applies_to(&world.ctx, full).await.unwrap();
    world.clock_passes(TimeDelta::days(25)).await;
}

/// Is at one of two meetings, and does not complete the run.
async fn letters_about_results(world: &World, who: Trainee) {
    let run = with_meetings(NewRun::plain("RUN-4", day("2026-12-10"), day("2026-12-12"), 5), 2);
    let run = announce(&world.ctx, &run).await;
    who.applies_to(&world.ctx, run).await.unwrap();
    let enrollment = who.enrollment_in(&world.ctx, run).await.unwrap().id;
    let mark = |meeting, typed| TypedMark { enrollment, meeting, typed, shown: None };
    let sheet = Sheet { marks: vec![mark(1, "present"), mark(2, "absent")], all_present: None };
    let mut tx = world.ctx.as_caller(testing::account(&[Role::Staff])).begin().await.unwrap();
    attendance::mark(&mut tx, "RUN-4", &sheet).await.unwrap();
    completion::close(&mut tx, "RUN-4", &[]).await.unwrap();
    audit::commit(tx).await.unwrap();
}

/// Moves a meeting, the days and the venue of a run, and cancels it.
async fn change_and_cancel(world: &World, confirmed: Trainee, another: Trainee) {
    let meeting = |number, starts_at: &str, ends_at: &str| Meeting {
        number,
        starts_at: starts_at.parse().unwrap(),
        ends_at: ends_at.parse().unwrap(),
        academic_hours: 4,
        topic: Localized {
            kk: "Кіріспе".to_owned(), ru: "Введение".to_owned(), en: "Introduction".to_owned()
        },
    };
    let meetings = vec![
        meeting(1, "2027-02-02T09:00:00Z", "2027-02-02T12:10:00Z"),
        meeting(2, "2027-02-04T09:00:00Z", "2027-02-04T12:10:00Z"),
    ];
    let new = NewRun { meetings, ..NewRun::plain("RUN-5", day("2027-02-01"), day("2027-02-05"), 5) };
    let run = announce(&world.ctx, &new).await;
    for who in [confirmed, another] {
        who.applies_to(&world.ctx, run).await.unwrap();
    }
    let moved = NewRun {
        venue: Localized {
            kk: "Шымкент".to_owned(), ru: "Шымкент".to_owned(), en: "Shymkent".to_owned()
        },
        ends_on: day("2027-02-08"),
        meetings: vec![
            meeting(1, "2027-02-03T09:00:00Z", "2027-02-03T12:10:00Z"),
            meeting(0, "2027-02-08T09:00:00Z", "2027-02-08T12:10:00Z"),
        ],
        ..new
    };
    let staff = world.ctx.as_caller(testing::account(&[Role::Staff]));
    let mut tx = staff.begin().await.unwrap();
    assert_eq!(enrollments::edit_run(&mut tx, run, 0, moved).await.unwrap().letters, 2);
    assert_eq!(enrollments::cancel_run(&mut tx, run, 1).await.unwrap().letters, 2);
    audit::commit(tx).await.unwrap();
}

/// Completes a run, and gets a certificate that is replaced and then revoked.
async fn letters_about_certificates(world: &World, who: Trainee) {
    let mut tx = world.ctx.begin().await.unwrap();
    let run = registry::announce(&mut tx, ("NRC-01", "RUN-6"), day("2026-09-10"), 5).await;
    enrollments::record(&mut tx, run, who.specialist, &registry::completed(day("2026-09-10"))).await.unwrap();
    let details = courses::run_by_id(&mut tx, run).await.unwrap().unwrap();
    let completed = enrollments::completed_in_run(&mut tx, run).await.unwrap();
    let ids: Vec<_> = completed.iter().map(|one| one.id).collect();
    certificates::issue_run(&mut tx, &details, &ids, day("2026-10-01")).await.unwrap();
    let issued = certificates::of_run(&mut tx, &details, day("2026-10-12")).await.unwrap().issued.remove(0);
    let name = PersonName { surname: "Омарова".to_owned(), ..issued.printed.holder.clone() };
    let new = certificates::reissue(&mut tx, issued.id, &name, day("2026-10-05"), "Тегі өзгерді").await.unwrap();
    audit::commit(tx).await.unwrap();
    // a month before its end
    let later = Clock::Fixed(day("2029-09-15").and_time(chrono::NaiveTime::MIN).and_utc());
    let scheduler = Ctx { clock: later, ..world.ctx.as_caller(Caller::Scheduler) };
    assert_eq!(certificates::remind(&scheduler).await, Ok(1));
    let mut tx = world.ctx.begin().await.unwrap();
    let revocation = NewRevocation { kind: RevocationKind::Mistake, reason: "Қате берілді", is_said: true };
    certificates::revoke(&mut tx, new.id, day("2026-10-12"), revocation).await.unwrap();
    audit::commit(tx).await.unwrap();
}

/// Subscribes an officer to a view; the month ends.
async fn letters_about_views(world: &World, locale: Locale) {
    let officer = registry::account(&world.ctx, "officer@example.org", &[Role::Officer], None).await;
    let mut tx = world.ctx.as_caller(testing::caller_of(officer, None, &[Role::Officer])).begin().await.unwrap();
    accounts::set_locale(&mut tx, officer, locale).await.unwrap();
    let view = (ViewQuery { phase: Some("phase-1".to_owned()), ..ViewQuery::default() }, Filter::default());
    reports::subscriptions::subscribe(&mut tx, view, Every::Month).await.unwrap();
    audit::commit(tx).await.unwrap();
    let clock = Clock::Fixed(world.ctx.clock.now() + TimeDelta::days(40));
    let scheduler = Ctx { clock, ..world.ctx.as_caller(Caller::Scheduler) };
    assert_eq!(reports::subscriptions::send_due(&scheduler, &ViewCache::default()).await, Ok(1));
}

/// Asks for the days of a course, which are then set.
async fn letters_about_days(world: &World, who: Trainee) {
    let asks = world.ctx.as_caller(testing::caller_of(who.account, Some(who.specialist), &[Role::Trainee]));
    let mut tx = asks.begin().await.unwrap();
    courses::request_dates(&mut tx, "NRC-01").await.unwrap();
    audit::commit(tx).await.unwrap();
    announce(&world.ctx, &NewRun::plain("RUN-7", day("2028-03-06"), day("2028-03-15"), 5)).await;
}

async fn assert_letters_in(locale: Locale) {
    let test = testing::run(Some(TestDatabase::sqlite()), async |ctx| {
        let mut world = World::begin(&ctx).await;
        let people = trainees(&world, locale).await;
        Box::pin(letters_about_accounts(&world, locale)).await;
        Box::pin(letters_about_certificates(&world, people[0])).await;
        Box::pin(letters_about_enrollments(&mut world, people)).await;
        Box::pin(letters_about_results(&world, people[0])).await;
        Box::pin(letters_about_views(&world, locale)).await;
        Box::pin(letters_about_days(&world, people[0])).await;
        let letters = world.letters().await;
        for kind in LetterKind::ALL {
            let letter = letters.iter().find(|letter| letter.kind == *kind);
            let letter = letter.unwrap_or_else(|| panic!("{kind:?}: let something here bring it about"));
            assert_eq!(letter.locale, locale);
            let content = letter.content.as_ref().unwrap();
            let (_, body) = content.html.split_once("<body").unwrap();
            let looks = format!("{}\n\n{}\n\n<body{body}", content.subject, content.text);
            insta::with_settings!({ omit_expression => true }, {
                insta::assert_snapshot!(format!("{}_{}", kind.as_str(), locale.code()), looks);
            });
        }
    });
    Box::pin(test).await;
}

#[tokio::test]
async fn letters_read_as_they_did_in_kazakh() {
    assert_letters_in(Locale::Kk).await;
}

#[tokio::test]
async fn letters_read_as_they_did_in_russian() {
    assert_letters_in(Locale::Ru).await;
}

#[tokio::test]
async fn letters_read_as_they_did_in_english() {
    assert_letters_in(Locale::En).await;
}
