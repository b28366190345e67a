//! Searches in the catalogue.

use super::*;
use crate::{
    audit,
    courses::model::{Admission, Format, Opening},
    ground::clock::Clock,
    reference::{competence_area, region},
    testing::on_both_databases,
};

fn search(q: &str) -> Filter {
    Filter { q: q.to_owned(), ..Filter::default() }
}

/// Announces a run in Astana in Kazakh with a trainer who may be named and one who may not, and a run online in
/// Russian.
async fn fill(ctx: &Ctx) {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    let astana = NewRun {
        venue: words("Астана, Үлгі көшесі", "Астана, ул. Примерная", "Astana, Example Street"),
        region: region("KZ-71"),
        language: Some(Locale::Kk),
        trainers: vec![trainer("Құдайбергенов Ерсін", true), trainer("Жасырынова Ләззат", false)],
        ..run("A-1-2611", "2026-11-16")
    };
    announce(&mut tx, "A-1", &astana).await;
    let online = NewRun { language: Some(Locale::Ru), ..run("B-2-2611", "2026-11-02") };
    announce(&mut tx, "B-2", &online).await;
    audit::commit(tx).await.unwrap();
}

on_both_databases!(words_are_found_however_they_are_spelt, |ctx| {
    fill(&ctx).await;
    for (q, expected) in [
        ("психосоц", vec!["A-1"]),
        ("ПСИХОӘЛЕУМ", vec!["A-1"]),
        ("кұқыгы", vec!["B-2"]),
        ("ребенк", vec!["B-2", "A-1"]),
        ("құдайб", vec!["A-1"]),
        ("үлгі көше", vec!["A-1"]),
        ("примерн", vec!["A-1"]),
        ("example street", vec!["A-1"]),
        ("Кудайберген", vec!["A-1"]),
        ("үлгі", vec!["A-1"]),
        // in the title and in the name of a trainer of its run
        ("поддержка кудайберг", vec!["A-1"]),
        ("права кудайберг", vec![]),
        ("жасырын", vec![]),
        ("100%_\\' --", vec![]),
        // no word to search
        (" «…» ", vec!["B-2", "A-1", "C-3", "D-4"]),
    ] {
        assert_eq!(codes(&ctx, &search(q)).await, expected, "{q}");
    }
});

on_both_databases!(filters_of_one_kind_widen_and_of_different_kinds_narrow, |ctx| {
    fill(&ctx).await;
    let all = Filter::default();
    let law = competence_area("law_ethics").unwrap();
    let care = competence_area("staff_care").unwrap();
    let astana = region("KZ-71");
    for (filter, expected) in [
        (Filter { areas: vec![law, care], ..all.clone() }, vec!["B-2", "C-3"]),
        (Filter { formats: vec![Format::Online, Format::Blended], ..all.clone() }, vec!["B-2", "C-3", "D-4"]),
        (Filter { languages: vec![Locale::Ru], ..all.clone() }, vec!["B-2"]),
        (Filter { languages: vec![Locale::Ru, Locale::Kk], ..all.clone() }, vec!["B-2", "A-1"]),
        (Filter { region: astana, ..all.clone() }, vec!["A-1"]),
        (Filter { region: astana, languages: vec![Locale::Ru], ..all.clone() }, vec![]),
        (Filter { is_open: true, areas: vec![care], ..all.clone() }, vec![]),
        (Filter { is_open: true, areas: vec![law], q: "ребёнка".to_owned(), ..all.clone() }, vec!["B-2"]),
        (Filter { is_open: true, areas: vec![law], q: "выгорание".to_owned(), ..all.clone() }, vec![]),
    ] {
        assert_eq!(codes(&ctx, &filter).await, expected, "{filter:?}");
    }
});

on_both_databases!(one_run_has_to_answer_everything_that_is_asked_of_runs, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    let astana = NewRun { region: region("KZ-71"), language: Some(Locale::Kk), ..run("A-1-2611", "2026-11-02") };
    let almaty = NewRun { region: region("KZ-75"), language: Some(Locale::Ru), ..run("A-1-2612", "2026-12-07") };
    announce(&mut tx, "A-1", &astana).await;
    announce(&mut tx, "A-1", &almaty).await;
    audit::commit(tx).await.unwrap();

    let almaty = Filter { region: region("KZ-75"), ..Filter::default() };
    let in_kazakh = Filter { languages: vec![Locale::Kk], ..almaty.clone() };
    assert!(codes(&ctx, &in_kazakh).await.is_empty());
    // the run that is shown is the one that fits, and the languages are those of all
    let entry = found(&ctx, &almaty).await.entries.remove(0);
    assert_eq!(entry.next.map(|run| run.code).as_deref(), Some("A-1-2612"));
    assert_eq!(entry.languages, [Locale::Kk, Locale::Ru]);
});

on_both_databases!(a_course_is_open_for_enrollment_on_the_last_day_and_not_after, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    announce(&mut tx, "A-1", &run("A-1-2611", "2026-11-02")).await;
    let early = NewRun { enroll_until: Some(day("2026-10-20")), ..run("B-2-2611", "2026-11-02") };
    announce(&mut tx, "B-2", &early).await;
    let late = NewRun { enroll_until: Some(day("2026-11-04")), ..run("C-3-2611", "2026-11-02") };
    announce(&mut tx, "C-3", &late).await;
    audit::commit(tx).await.unwrap();

    let open = Filter { is_open: true, ..Filter::default() };
    for (today, expected) in [
        ("2026-10-20", vec!["A-1", "B-2", "C-3"]),
        ("2026-10-21", vec!["A-1", "C-3"]),
        ("2026-11-01", vec!["A-1", "C-3"]),
        // whatever staff have set, nobody joins a run that has begun
        ("2026-11-02", vec![]),
    ] {
        // the last minute of the day in Astana
        let now = day(today).and_hms_opt(18, 59, 59).unwrap().and_utc();
        let then = Ctx { clock: Clock::Fixed(now), ..ctx.clone() };
        assert_eq!(codes(&then, &open).await, expected, "{today}");
    }
});

on_both_databases!(the_run_that_is_shown_takes_applications_if_any_does, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    let over = NewRun { enroll_until: Some(day("2026-10-01")), ..run("A-1-2610", "2026-10-19") };
    announce(&mut tx, "A-1", &over).await;
    announce(&mut tx, "A-1", &run("A-1-2612", "2026-12-07")).await;
    let choice = NewRun {
        admission: Admission::Selection,
        enroll_until: Some(day("2026-10-01")),
        ..run("B-2-2611", "2026-11-02")
    };
    announce(&mut tx, "B-2", &choice).await;
    // one that has begun does not lie ahead
    announce(&mut tx, "C-3", &run("C-3-2610", "2026-10-05")).await;
    let today = tx.today();
    audit::commit(tx).await.unwrap();

    let shown: Vec<_> = found(&ctx, &Filter::default())
        .await
        .entries
        .into_iter()
        .map(|entry| (entry.course.code, entry.next.map(|run| (run.opening(today), run.code))))
        .collect();
    let some = |opening, code: &str| Some((opening, code.to_owned()));
    assert_eq!(
        shown,
        [
            ("A-1".to_owned(), some(Opening::Place, "A-1-2612")),
            ("B-2".to_owned(), some(Opening::Over, "B-2-2611")),
            ("C-3".to_owned(), None),
            ("D-4".to_owned(), None),
        ]
    );
});

on_both_databases!(an_empty_registry_is_told_from_a_search_without_an_answer, |ctx| {
    assert!(!found(&ctx, &search("қолдау")).await.has_courses);
    fill(&ctx).await;
    let nothing = found(&ctx, &search("астрономия")).await;
    assert!(nothing.has_courses && nothing.entries.is_empty());
});

on_both_databases!(rows_older_than_their_search_keys_are_found_as_well, |ctx| {
    fill(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    for sql in ["update courses set search_key = ''", "update runs set search_key = ''"] {
        crate::db::on_driver!(tx, |c| sqlx::query(sql).execute(c).await.map(drop)).unwrap();
    }
    for (q, expected) in [("психосоц", "A-1"), ("астана", "A-1"), ("құқығы", "B-2")] {
        let found = service::catalogue(&mut tx, &search(q)).await.unwrap();
        assert_eq!(found.entries.iter().map(|entry| entry.course.code.as_str()).collect::<Vec<_>>(), [expected]);
    }
});
