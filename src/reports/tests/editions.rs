//! Editions: what was given out stays what it was, and what came after is told with its reason.

use chrono::TimeDelta;

use super::*;
use crate::{
    ground::{FormErrors, Problem, clock::Clock},
    programme::{
        model::changes::Reason,
        service::{self as programme, ViewQuery},
    },
    reports::model::{Checked, EditionInFull},
};

fn later(ctx: &Ctx, hours: i64) -> Ctx {
    Ctx { clock: Clock::Fixed(ctx.clock.now() + TimeDelta::hours(hours)), ..ctx.clone() }
}

async fn fix(ctx: &Ctx, title: &str) -> Result<u32, AppError> {
    let query = ViewQuery { phase: Some("phase-1".to_owned()), as_of: Some(day("2022-12-31")), known_at: None };
    service::editions::fix(ctx, &ViewCache::default(), (query, Filter::default()), title, "a note").await
}

async fn edition(ctx: &Ctx, number: u32) -> EditionInFull {
    service::editions::edition(&mut ctx.read().await.unwrap(), number).await.unwrap()
}

async fn bytes(ctx: &Ctx, number: u32, name: &str) -> Vec<u8> {
    service::editions::file(&mut ctx.read().await.unwrap(), number, name).await.unwrap()
}

on_both_databases!(an_edition_stays_and_the_next_tells_what_came_and_went, |ctx| {
    registry(&ctx).await;
    let first_day = later(&ctx, 1);
    assert_eq!(fix(&first_day, "Quarter 4").await, Ok(1));
    let first = edition(&ctx, 1).await;
    assert_eq!((first.edition.trained, first.edition.target, first.before.is_none()), (8, 130, true));
    let names: Vec<&str> = first.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "en.csv", "en.pdf", "en.xlsx", "json", "kk.csv", "kk.pdf", "kk.xlsx", "ru.csv", "ru.pdf", "ru.xlsx", "xml",
            "zip",
        ]
    );
    let mut given_out = Vec::new();
    for name in &names {
        given_out.push(bytes(&ctx, 1, name).await);
    }

    // one is entered late, one is revoked, and a course counts no longer
    let second_day = later(&first_day, 1);
    let mut tx = second_day.begin().await.unwrap();
    let late = register(&mut tx, 20).await;
    issue(&mut tx, &late, ("NRC-01", "RUN-1"), day("2022-03-04")).await;
    let only_other = register(&mut tx, 21).await;
    issue(&mut tx, &only_other, ("NRC-02", "RUN-2"), day("2022-05-06")).await;
    let list =
        programme::facts(&mut tx, first.edition.known_at, (day("2022-01-01"), day("2022-12-31")), "").await.unwrap();
    let number = list.iter().find(|(_, one)| one.course == "NRC-02").unwrap().1.registration_number.clone();
    audit::commit(tx).await.unwrap();
    let third_day = later(&second_day, 1);
    let mut tx = third_day.begin().await.unwrap();
    programme::set_counting(&mut tx, "phase-1", "NRC-02", None, "for a test").await.unwrap();
    let id = list.iter().find(|(_, one)| one.registration_number != number).unwrap().1.registration_number.clone();
    let revoked: crate::ground::ids::CertificateId = crate::db::on_driver!(tx, |c| sqlx::query_scalar(
        "select id from certificates where registration_number = $1 and revoked_on is null"
    )
    .bind(&id)
    .fetch_one(c)
    .await)
    .unwrap();
    crate::certificates::service::revoke(&mut tx, revoked, day("2022-06-01"), "for a test").await.unwrap();
    audit::commit(tx).await.unwrap();

    let fourth_day = later(&third_day, 1);
    assert_eq!(fix(&fourth_day, "Quarter 4, corrected").await, Ok(2));
    let second = edition(&ctx, 2).await;
    let (before, changes) = second.before.unwrap();
    assert_eq!((before.number, before.superseded_by, second.edition.superseded_by), (1, Some(2), None));
    let reasons: Vec<_> = changes.iter().map(|change| (change.reason, change.came)).collect();
    let came = changes.iter().filter(|change| change.came).count();
    assert_eq!(usize::try_from(second.edition.trained).unwrap(), 8 + came - (changes.len() - came));
    assert!(
        reasons.contains(&(Reason::EnteredLate, true)) && reasons.contains(&(Reason::Revoked, false)),
        "{reasons:?}"
    );

    // the first is what it was, byte for byte, and making it anew gives the same
    for (name, then) in names.iter().zip(&given_out) {
        assert_eq!(bytes(&ctx, 1, name).await, *then, "{name}");
        let found = service::editions::check(&mut ctx.read().await.unwrap(), &service::editions::sha256(then)).await;
        let Ok(Checked::GivenOut { edition, name: found }) = found else { panic!("{name}: {found:?}") };
        assert_eq!((edition.number, found.as_str()), (1, *name));
    }
    let query = ViewQuery {
        phase: Some("phase-1".to_owned()),
        as_of: Some(day("2022-12-31")),
        known_at: Some(first.edition.known_at),
    };
    let mut tx = fourth_day.read().await.unwrap();
    let again = service::report(&mut tx, &ViewCache::default(), query, Filter::default()).await.unwrap();
    assert_eq!(again.fingerprint(), first.edition.fingerprint);
    let again = Report { made_at: first.edition.fixed_at, audit: first.edition.audit_head.parse().unwrap(), ..again };
    let centre = settings::current(&mut tx).await.unwrap();
    let made = [
        ("json", again.document().to_string().into_bytes()),
        ("ru.pdf", Format::Pdf.write(Locale::Ru, &again, &centre).unwrap()),
        ("kk.xlsx", Format::Workbook.write(Locale::Kk, &again, &centre).unwrap()),
        ("en.csv", Format::Table.write(Locale::En, &again, &centre).unwrap()),
        ("xml", Format::Iati.write(Locale::En, &again, &centre).unwrap()),
        ("zip", service::pack(&mut tx, &again).await.unwrap()),
    ];
    for (name, bytes) in made {
        let place = names.iter().position(|known| *known == name).unwrap();
        assert!(bytes == given_out[place], "{name} is made anew with the same bytes");
    }
    let stranger = service::editions::check(&mut tx, &service::editions::sha256(b"another file")).await;
    assert_eq!(stranger, Ok(Checked::NotOurs));
});

on_both_databases!(an_edition_needs_a_title_and_a_reader_of_the_figures, |ctx| {
    registry(&ctx).await;
    assert_eq!(fix(&ctx, "").await, Err(FormErrors::of("title", Problem::Required).into()));
    assert_eq!(fix(&ctx, &"x".repeat(121)).await, Err(FormErrors::of("title", Problem::TooLong).into()));
    for (caller, _) in testing::outsiders().into_iter().filter(|(caller, _)| !caller.sees_figures()) {
        let answer = fix(&ctx.as_caller(caller), "x").await;
        assert!(matches!(answer, Err(AppError::Refused(_) | AppError::SignInNeeded)), "{answer:?}");
    }
    assert_eq!(service::editions::count_editions(&mut ctx.read().await.unwrap()).await, Ok(0));
});
