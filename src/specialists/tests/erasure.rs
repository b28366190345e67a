//! Erasure: no person is left in the rows, and what counted still counts.

use super::{pages::Browser, *};
use crate::{
    accounts::service as accounts,
    certificates::{model::Certificate, service as certificates},
    db::{Conn, Tx, on_driver},
    ground::Locale,
    i18n::names::{duplicate_key, search_key},
    programme::{
        Progress,
        service::{self as programme, ViewCache, ViewQuery},
    },
    specialists::model::ConsentKind,
    testing::registry::{Holder, issue, register, with_courses_and_phases},
};

/// Places (table and column) that contain a text in plain.
async fn places(ctx: &Ctx, needle: &str) -> Vec<String> {
    const SQLITE: &str = "select m.name, c.name, c.type from sqlite_master m join pragma_table_info(m.name) c
        where m.type = 'table'";
    const POSTGRES: &str = "select table_name::text, column_name::text, data_type::text
        from information_schema.columns where table_schema = 'public'";
    let mut tx = ctx.read().await.unwrap();
    let list = if is_sqlite(&mut tx) { SQLITE } else { POSTGRES };
    let columns: Vec<(String, String, String)> = on_driver!(tx, |c| sqlx::query_as(list).fetch_all(c).await).unwrap();
    assert!(columns.len() > 100, "the columns of all tables were found");
    let mut found = Vec::new();
    for (table, column, kind) in columns {
        let holds = match (is_sqlite(&mut tx), kind.as_str()) {
            (true, _) => format!("instr(cast(\"{column}\" as blob), cast($1 as blob)) > 0"),
            (false, "bytea") => format!("position(convert_to($1, 'UTF8') in \"{column}\") > 0"),
            (false, _) => format!("position($1 in \"{column}\"::text) > 0"),
        };
        let sql = format!("select count(*) from \"{table}\" where {holds}");
        let count: i64 =
            on_driver!(tx, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(sql.clone())).bind(needle).fetch_one(c).await)
                .unwrap();
        if count > 0 {
            found.push(format!("{table}.{column}"));
        }
    }
    found
}

fn is_sqlite(tx: &mut Tx) -> bool {
    matches!(tx.conn(), Conn::Sqlite(_))
}

async fn figures(ctx: &Ctx) -> Progress {
    let query = ViewQuery { phase: Some("phase-1".to_owned()), as_of: Some(day("2022-12-31")), known_at: None };
    programme::view(&mut ctx.read().await.unwrap(), &ViewCache::default(), query)
        .await
        .unwrap()
        .unwrap()
        .progress
        .clone()
}

/// Removes the person of an account from their record, their certificates and their account.
async fn erase(ctx: &Ctx, id: AccountId) {
    let asking = as_account(ctx, id).await;
    let mut tx = asking.begin().await.unwrap();
    let specialist = service::own_id(&mut tx).await.unwrap().unwrap();
    certificates::erase(&mut tx).await.unwrap();
    service::erase(&mut tx, specialist).await.unwrap();
    accounts::erase(&mut tx, id).await.unwrap();
    audit::commit(tx).await.unwrap();
}

/// Makes a person with all that the registry can hold: a certificate, a former name, consents, a claim.
async fn somebody(ctx: &Ctx) -> (AccountId, Certificate) {
    with_courses_and_phases(ctx).await;
    let taken = some_iin(9);
    let mut tx = ctx.begin().await.unwrap();
    let other = register(&mut tx, 1).await;
    issue(&mut tx, &other, ("NRC-01", "RUN-1"), day("2022-05-06")).await;
    service::register(&mut tx, &NewSpecialist { iin: Some(taken.clone()), ..gulnur(false) }).await.unwrap();
    audit::commit(tx).await.unwrap();
    let dana = trainee(ctx, "dana.mysal@example.org").await;
    let found = [
        ("second_spelling", "Zhumabek-Mysal"),
        ("phone", "8 701 000 11 22"),
        ("organization", "Мысал орталығы"),
        ("organization_type", "ngo"),
    ];
    let first = profile(&[&found[..], &[("surname", "Бұрынғы-Мысал"), ("iin", some_iin(8).reveal())]].concat());
    let id = keep(ctx, dana, &first).await;
    let second = profile(&[&found[..], &[("iin", taken.reveal())]].concat());
    keep(ctx, dana, &second).await;
    let mut tx = as_account(ctx, dana).await.begin().await.unwrap();
    service::give(&mut tx, id, ConsentKind::ALL, Locale::Kk).await.unwrap();
    audit::commit(tx).await.unwrap();
    let person = NewSpecialist { name: second.name.clone(), facts: second.facts(), ..gulnur(false) };
    let mut tx = ctx.begin().await.unwrap();
    let stored = issue(&mut tx, &Holder { id, person }, ("NRC-01", "RUN-1"), day("2022-05-06")).await;
    audit::commit(tx).await.unwrap();
    (dana, stored)
}

on_both_databases!(erasing_leaves_nothing_of_the_person_in_any_table_and_every_figure_as_it_was, |ctx| {
    let (dana, _) = Box::pin(somebody(&ctx)).await;
    let full = profile(&[]).name.full();
    let needles = [
        "Жұмабек-Мысал",
        "Дана",
        "Серікқызы",
        "Бұрынғы-Мысал",
        "Zhumabek-Mysal",
        "dana.mysal@example.org",
        "+77010001122",
        "1987-06-05",
        "Мысал орталығы",
        &search_key("Жұмабек-Мысал"),
        &search_key("Бұрынғы-Мысал"),
        &duplicate_key(&full),
    ];
    for needle in needles {
        assert!(!places(&ctx, needle).await.is_empty(), "{needle} stands somewhere before");
    }
    let before = figures(&ctx).await;
    assert_eq!(before.trained, 2);
    erase(&ctx, dana).await;
    for needle in needles {
        assert_eq!(places(&ctx, needle).await, Vec::<String>::new(), "{needle}");
    }
    assert_eq!(figures(&ctx).await, before);
    let report = audit::verify(&mut ctx.read().await.unwrap()).await.unwrap();
    assert!(report.broken_at.is_none() && report.erased >= 5, "{report:?}");
});

/// Fields of a person for which their record has a value.
async fn filled(ctx: &Ctx, id: SpecialistId) -> Vec<ProfileField> {
    let mut tx = ctx.read().await.unwrap();
    let mut filled = Vec::new();
    for field in ProfileField::ALL.iter().copied().filter(|field| field.is_in_record()) {
        let column = if field == ProfileField::Iin { "claimed_iin_cipher" } else { field.as_str() };
        let sql = format!("select count(*) from specialists where id = $1 and cast({column} as text) <> ''");
        let count: i64 =
            on_driver!(tx, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(sql.clone())).bind(id).fetch_one(c).await)
                .unwrap();
        filled.extend((count > 0).then_some(field));
    }
    filled
}

on_both_databases!(every_field_of_a_person_is_emptied_in_their_record, |ctx| {
    let (dana, stored) = Box::pin(somebody(&ctx)).await;
    let all: Vec<_> = ProfileField::ALL.iter().copied().filter(|field| field.is_in_record()).collect();
    assert_eq!(filled(&ctx, stored.printed.specialist).await, all);
    erase(&ctx, dana).await;
    assert_eq!(filled(&ctx, stored.printed.specialist).await, []);
});

on_both_databases!(an_iin_is_never_in_plain_in_any_table, |ctx| {
    Box::pin(somebody(&ctx)).await;
    for serial in [8, 9] {
        assert_eq!(places(&ctx, some_iin(serial).reveal()).await, Vec::<String>::new());
    }
});

on_both_databases!(an_erased_record_is_nobodys_and_no_duplicate_of_anybody, |ctx| {
    let (dana, stored) = Box::pin(somebody(&ctx)).await;
    let id = stored.printed.specialist;
    erase(&ctx, dana).await;
    let mut tx = ctx.begin().await.unwrap();
    assert!(service::find_by_iin(&mut tx, &some_iin(8)).await.unwrap().is_none());
    for name in [profile(&[]).name, PersonName::default()] {
        let again = NewSpecialist { name, birth_date: Some(day("1987-06-05").into()), iin: None, ..gulnur(false) };
        assert!(service::possible_duplicates(&mut tx, &again).await.unwrap().is_empty());
    }
    let renamed = service::rename(&mut tx, id, &gulnur(false).name, day("2026-10-12")).await;
    assert_eq!(renamed, Err(AppError::NotFound));
    assert_eq!(service::former_names(&mut tx, id).await, Ok(vec![]));
    assert_eq!(service::consents(&mut tx, id).await, Ok(vec![]));
    assert!(!service::shows_name(&mut tx, id).await.unwrap());
    drop(tx);
    // a person who comes back begins anew
    let back = trainee(&ctx, "dana.mysal@example.org").await;
    assert_ne!(keep(&ctx, back, &profile(&[])).await, id);
});

on_both_databases!(the_certificate_of_an_erased_person_can_be_checked_without_a_name, |ctx| {
    let (dana, stored) = Box::pin(somebody(&ctx)).await;
    let code = stored.check_code;
    let check = async || certificates::check(&mut ctx.read().await.unwrap(), code).await.unwrap().unwrap();
    let before = check().await;
    assert_eq!((before.holder.clone(), before.is_erased), (Some(stored.printed.holder), false));
    erase(&ctx, dana).await;
    let after = check().await;
    assert_eq!(after, certificates::Checked { holder: None, is_erased: true, ..before });
});

/// Answers of the check page and of the API about a certificate, for anybody.
async fn found(ctx: &Ctx, stored: &Certificate) -> (String, serde_json::Value) {
    let visitor = Browser::of(ctx, None).await;
    let page = visitor.opens(&format!("/en/verify/{}", stored.check_code)).await;
    let api = visitor.opens(&format!("/api/v1/certificates/{}", stored.check_code)).await;
    assert_eq!((page.status, api.status), (200, 200));
    (page.body, serde_json::from_str(&api.body).unwrap())
}

on_both_databases!(a_certificate_of_somebody_who_was_asked_and_did_not_agree_shows_no_name, |ctx| {
    let (dana, stored) = Box::pin(somebody(&ctx)).await;
    let (page, api) = found(&ctx, &stored).await;
    assert!(page.contains("Жұмабек-Мысал") && api["name"] == "Жұмабек-Мысал Дана Серікқызы", "{api}");
    let mut tx = as_account(&ctx, dana).await.begin().await.unwrap();
    assert!(service::withdraw_consent(&mut tx, ConsentKind::CheckPage).await.unwrap());
    audit::commit(tx).await.unwrap();
    let (page, api) = found(&ctx, &stored).await;
    assert!(page.contains("chosen not to show their name here") && !page.contains("Мысал"), "{page}");
    assert_eq!((&api["name"], &api["hours"]), (&serde_json::Value::Null, &stored.printed.academic_hours.into()));
    erase(&ctx, dana).await;
    let (page, api) = found(&ctx, &stored).await;
    assert!(page.contains("removed at their request") && !page.contains("Мысал"), "{page}");
    assert_eq!((&api["name"], &api["status"]), (&serde_json::Value::Null, &"expired".into()));
});

on_both_databases!(to_be_erased_twice_is_to_find_nobody, |ctx| {
    let (dana, stored) = Box::pin(somebody(&ctx)).await;
    let mut tx = as_account(&ctx, dana).await.begin().await.unwrap();
    service::erase(&mut tx, stored.printed.specialist).await.unwrap();
    assert_eq!(service::erase(&mut tx, stored.printed.specialist).await, Err(AppError::NotFound));
});
