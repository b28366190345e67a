//! Letters as people read them.

use super::*;
use crate::outbox;

/// Letters of a kind, newest first: subject and text.
async fn read(ctx: &Ctx, kind: &str) -> Vec<(Locale, String, String)> {
    let mut tx = ctx.read().await.unwrap();
    let all = outbox::list(&mut tx, 100, 0).await.unwrap();
    let of_kind = all.into_iter().filter(|letter| letter.kind.as_str() == kind);
    of_kind.filter_map(|letter| letter.content.map(|content| (letter.locale, content.subject, content.text))).collect()
}

on_both_databases!(an_offer_says_until_when_and_where_it_is_accepted, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[0].withdraws_from(&ctx, run).await.unwrap();
    let offers = read(&ctx, "place_offered").await;
    let [(Locale::En, subject, text)] = &offers[..] else { panic!("one offer, to the second trainee: {offers:?}") };
    assert!(subject.starts_with("You are offered a place: "), "{subject}");
    for words in [
        "15\u{a0}October 2026, 14:00 (Astana time, UTC+5)",
        "https://maman.example/en/runs/RUN-1/accept",
        "until 2\u{a0}November 2026, that day included",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
});

on_both_databases!(every_letter_is_in_its_readers_language_and_names_course_and_run, |ctx| {
    let people = trainees(&ctx, 3).await;
    let runs = [
        announce(&ctx, &ten_days("RUN-1", 1)).await,
        announce(
            &ctx,
            &NewRun {
                admission: Admission::Selection,
                decides_on: Some(day("2026-11-20")),
                ..NewRun::plain("RUN-2", day("2026-12-01"), day("2026-12-04"), 5)
            },
        )
        .await,
    ];
    for who in &people {
        for run in runs {
            who.applies_to(&ctx, run).await.unwrap();
        }
    }
    people[0].withdraws_from(&ctx, runs[0]).await.unwrap();
    pass_offers_on(&later(&ctx, 72)).await;
    let mut found = 0;
    for kind in
        ["application_received", "place_confirmed", "waiting_list", "place_offered", "offer_ran_out", "withdrawn"]
    {
        for (locale, subject, text) in read(&ctx, kind).await {
            let mut tx = ctx.read().await.unwrap();
            let (_, course) = registry::course(&mut tx, "NRC-01").await;
            let (title, _) = course.title.pick(locale);
            assert!(subject.contains(title) && text.contains(title), "{kind}: {subject}\n{text}");
            assert!(text.contains("RUN-") && text.contains("2026"), "{kind}: {text}");
            assert!(text.contains(&format!("https://maman.example/{}/", locale.code())), "{kind}: {text}");
            found += 1;
        }
    }
    // three applications, one seat, two who wait, two offers, one that ran out, one withdrawal
    assert_eq!(found, 10);
    assert_eq!(numbers(&ctx, "select count(*) from letters").await, [10]);
});

on_both_databases!(whoever_has_a_place_gets_the_meetings_for_their_calendar, |ctx| {
    let (run, people) = run_with(&ctx, 1, 1).await;
    people[0].applies_to(&ctx, run).await.unwrap();
    let mut tx = ctx.read().await.unwrap();
    let cipher: Vec<u8> =
        on_driver!(tx, |c| sqlx::query_scalar("select cipher from letters").fetch_one(c).await).unwrap();
    let payload: serde_json::Value = serde_json::from_str(tx.key().decrypt(&cipher).unwrap().reveal()).unwrap();
    assert!(payload["calendar"].as_str().unwrap().contains("BEGIN:VEVENT"));
});
