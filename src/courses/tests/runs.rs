//! Run as its page shows it.

use chrono::Duration;

use super::*;
use crate::{
    audit,
    courses::model::{OFFER_HOURS, Opening, Places},
    enrollments::{
        State,
        model::{History, Step},
        service as enrollments,
    },
    reference::region,
    testing::{on_both_databases, registry::register},
};

fn lived(tx: &Tx, states: &[State]) -> History {
    let taken_at = tx.at() - Duration::days(2);
    let steps = states.iter().map(|to| Step::noted(*to, taken_at, "for a test"));
    History::lived(steps.collect()).unwrap()
}

async fn places(tx: &mut Tx, code: &str) -> Places {
    service::run(tx, code).await.unwrap().unwrap().run.places
}

on_both_databases!(places_left_are_true_after_every_change, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    let id = announce(&mut tx, "A-1", &NewRun { capacity: 2, ..run("A-1-2611", "2026-11-02") }).await;
    let mut seen = vec![places(&mut tx, "A-1-2611").await];
    let ways = [
        &[State::Applied, State::Confirmed][..],
        &[State::Applied, State::Confirmed, State::Withdrawn],
        &[State::Applied, State::Waitlisted, State::Offered],
        &[State::Applied, State::Waitlisted],
        &[State::Applied, State::Declined],
    ];
    for (number, states) in (1..).zip(ways) {
        let holder = register(&mut tx, number).await;
        let history = lived(&tx, states);
        enrollments::record(&mut tx, id, holder.id, &history).await.unwrap();
        seen.push(places(&mut tx, "A-1-2611").await);
    }
    let of = |taken, offered, waiting| Places { capacity: 2, taken, offered, waiting };
    assert_eq!(seen, [of(0, 0, 0), of(1, 0, 0), of(1, 0, 0), of(2, 1, 0), of(2, 1, 1), of(2, 1, 1)]);

    // the catalogue, the course and the home page show the same numbers
    let full = of(2, 1, 1);
    let today = tx.today();
    let in_catalogue = service::catalogue(&mut tx, &Filter::default()).await.unwrap().entries.remove(0).next.unwrap();
    let (_, of_course) = service::course(&mut tx, "A-1").await.unwrap().unwrap();
    let upcoming = service::upcoming(&mut tx, today, 3).await.unwrap();
    assert_eq!((in_catalogue.places, of_course[0].places, upcoming[0].run.places), (full, full, full));
    assert_eq!(of_course[0].opening(today), Opening::WaitingList);
});

on_both_databases!(a_run_has_its_meetings_in_order_and_names_only_trainers_who_agreed, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    let meetings = vec![
        meeting(1, "2026-11-03T13:30:00Z", "2026-11-03T16:30:00Z", words("Бірінші", "Первая", "First")),
        meeting(2, "2026-11-05T13:30:00Z", "2026-11-05T16:30:00Z", words("", "Вторая", "")),
    ];
    let new = NewRun {
        venue: words("Астана", "", "Astana"),
        region: region("KZ-71"),
        language: Some(Locale::Kk),
        decides_on: Some(day("2026-10-25")),
        meetings: meetings.clone(),
        trainers: vec![trainer("Жасырынова Ләззат", false), trainer("Құдайбергенов Ерсін", true)],
        ..run("A-1-2611", "2026-11-02")
    };
    let id = announce(&mut tx, "A-1", &new).await;
    audit::commit(tx).await.unwrap();

    let mut tx = ctx.read().await.unwrap();
    let details = service::run(&mut tx, "A-1-2611").await.unwrap().unwrap();
    assert_eq!((details.id, details.course.code.as_str(), details.course.pass_mark), (id, "A-1", Some(70)));
    assert_eq!(details.meetings, meetings);
    assert_eq!(details.trainers, [trainer("Құдайбергенов Ерсін", true)]);
    assert_eq!(details.run.venue, words("Астана", "", "Astana"));
    assert_eq!((details.run.region, details.run.language), (region("KZ-71"), Some(Locale::Kk)));
    assert_eq!((details.decides_on, details.offer_hours), (Some(day("2026-10-25")), OFFER_HOURS));
    assert_eq!(details.run.last_day_to_apply(), day("2026-11-01"));
    assert_eq!(service::run(&mut tx, "a–1–2611").await.unwrap(), Some(details));
    assert_eq!(service::run(&mut tx, "A12611").await.unwrap(), None);
});

on_both_databases!(a_course_is_found_by_its_code_as_people_read_it, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    announce(&mut tx, "A-1", &run("A-1-2609", "2026-09-07")).await;
    announce(&mut tx, "A-1", &run("A-1-2612", "2026-12-07")).await;
    announce(&mut tx, "B-2", &run("B-2-2611", "2026-11-02")).await;
    let (course, runs) = service::course(&mut tx, "A-1").await.unwrap().unwrap();
    assert_eq!(course.outcomes.en, "Notice.\nListen.");
    assert_eq!(runs.iter().map(|run| run.code.as_str()).collect::<Vec<_>>(), ["A-1-2612"]);
    assert_eq!(service::course(&mut tx, "а–1").await.unwrap(), Some((course, runs)));
    assert_eq!(service::course(&mut tx, "A1").await.unwrap(), None);
});
