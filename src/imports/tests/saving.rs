//! Saving lists in a registry, and the figures of the registry afterwards.

use std::collections::BTreeMap;

use serde_json::Value;

use super::*;
use crate::{
    audit,
    db::{Ctx, Tx, on_driver},
    ground::{Locale, ids::ConsentId},
    imports::service::{Saved, save},
    programme::{
        Progress,
        service::{self as programme, ViewCache, ViewQuery},
    },
    reference::{PROFESSIONS, REGIONS},
    testing::{
        on_both_databases,
        registry::{COURSES, PROGRAMME, bring_in, with_courses_and_phases},
    },
};

fn expected() -> Value {
    serde_json::from_str(include_str!("../../../tests/data/phase1-participants.expected.json")).unwrap()
}

/// Imports a list as the command line does: all of it, or nothing.
async fn import(ctx: &Ctx, mut list: List) -> (List, Saved) {
    let mut tx = ctx.begin().await.unwrap();
    let saved = save(&mut tx, &mut list, "list.xlsx").await.unwrap();
    if list.faults.is_empty() && tx.has_changes() {
        audit::commit(tx).await.unwrap();
    }
    (list, saved)
}

async fn import_one(ctx: &Ctx, changes: &[(&str, &str)]) -> (List, Saved) {
    import(ctx, list_with(&[changes])).await
}

fn faults(list: &List) -> Vec<(u32, Option<Column>, &str, &FaultKind)> {
    list.faults.iter().map(|fault| (fault.row.row, fault.column, fault.value.as_str(), &fault.kind)).collect()
}

async fn number(tx: &mut Tx, sql: &'static str) -> i64 {
    on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap()
}

/// Number of rows in each table that a list could write to.
async fn rows(tx: &mut Tx) -> Vec<i64> {
    let mut counts = Vec::new();
    for sql in [
        "select count(*) from specialists",
        "select count(*) from runs",
        "select count(*) from enrollments",
        "select count(*) from enrollment_steps",
        "select count(*) from certificates",
        "select count(*) from registration_series",
        "select count(*) from audit_entries",
        "select figures_version from installation",
    ] {
        counts.push(number(tx, sql).await);
    }
    counts
}

async fn progress(ctx: &Ctx, as_of: &str) -> Progress {
    let query = ViewQuery { phase: Some("phase-1".to_owned()), as_of: Some(day(as_of)), known_at: None };
    programme::view(&mut ctx.read().await.unwrap(), &ViewCache::default(), query)
        .await
        .unwrap()
        .unwrap()
        .progress
        .clone()
}

/// Figures in the form of the file of expected figures.
fn as_expected(progress: &Progress) -> Value {
    let counts = |counts: &BTreeMap<String, u32>| -> BTreeMap<String, u32> {
        counts.iter().filter(|(_, count)| **count > 0).map(|(word, count)| (word.clone(), *count)).collect()
    };
    let months: BTreeMap<String, u32> =
        progress.by_month.iter().map(|(month, count)| (month.format("%Y-%m").to_string(), *count)).collect();
    serde_json::json!({
        "trained": progress.trained,
        "certificates": progress.certificates,
        "by_region": counts(&progress.by_region),
        "by_sex": counts(&progress.by_sex),
        "by_profession": counts(&progress.by_profession),
        "by_course": counts(&progress.by_course),
        "by_month": months,
    })
}

async fn assert_expected_figures(ctx: &Ctx) {
    let expected = expected();
    assert_eq!(as_expected(&progress(ctx, "2022-12-31").await), expected["phase_1"]);
    assert_eq!(as_expected(&progress(ctx, "2022-06-30").await), expected["phase_1_as_of_2022_06_30"]);
}

on_both_databases!(of_the_list_as_received_nothing_is_saved, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let before = rows(&mut tx).await;
    let mut list = read_today(RECEIVED).unwrap();
    let saved = save(&mut tx, &mut list, "list.xlsx").await.unwrap();
    let found: Vec<Value> =
        list.faults.iter().map(|fault| serde_json::json!({ "row": fault.row.row, "kind": fault.code() })).collect();
    assert_eq!(Value::Array(found), expected()["refused_rows_as_received"]);
    assert_eq!(saved, Saved::default());
    assert!(!tx.has_changes());
    assert_eq!(rows(&mut tx).await, before);
});

on_both_databases!(the_corrected_list_gives_the_expected_figures_and_a_second_import_changes_nothing, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (list, saved) = import(&ctx, read_today(CORRECTED).unwrap()).await;
    assert_eq!((&list.faults, &list.remarks), (&vec![], &vec![]));
    let all = Saved { specialists: 130, runs: 6, enrollments: 140, certificates: 140, known: 0, outside_phases: 0 };
    assert_eq!(saved, all);
    assert_expected_figures(&ctx).await;
    let mut tx = ctx.read().await.unwrap();
    let before = rows(&mut tx).await;
    assert_eq!(audit::verify(&mut tx).await.unwrap().broken_at, None);
    drop(tx);
    let (list, saved) = import(&ctx, read_today(CORRECTED).unwrap()).await;
    assert_eq!((list.faults, saved), (vec![], Saved { known: 140, ..Saved::default() }));
    assert_eq!(rows(&mut ctx.read().await.unwrap()).await, before);
    let unequal = "select count(*) from runs r join places p on p.run_id = r.id
        where p.seats_taken <> p.capacity or r.state <> 'closed'
        or p.seats_taken <> (select count(*) from enrollments e where e.run_id = r.id)";
    assert_eq!(number(&mut ctx.read().await.unwrap(), unequal).await, 0);
});

on_both_databases!(the_files_of_courses_and_phases_may_come_in_any_order, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let none = r#"{"programme":{"code":"other","name":{"ru":"Другая"}},"phases":[]}"#;
    bring_in(&mut tx, r#"{"courses":[]}"#, PROGRAMME).await;
    bring_in(&mut tx, COURSES, none).await;
    audit::commit(tx).await.unwrap();
    import(&ctx, read_today(CORRECTED).unwrap()).await;
    assert_expected_figures(&ctx).await;
});

/// Text of the corrected list as another centre might have typed it: English words, commas, days as 2022-05-06.
fn in_english(list: &List) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record([
            "Issued on",
            "Certificate number",
            "Hours",
            "Ends on",
            "Starts on",
            "Run",
            "Course",
            "Profession",
            "Region",
            "Sex",
            "Date of birth",
            "IIN",
            "Patronymic",
            "Given name",
            "Surname",
        ])
        .unwrap();
    for row in &list.rows {
        let (person, facts) = (&row.person, &row.person.facts);
        let region = facts.region.and_then(|region| REGIONS.iter().find(|known| known.code == region.code));
        let profession =
            facts.profession.and_then(|profession| PROFESSIONS.iter().find(|known| known.code == profession.code));
        writer
            .write_record([
                row.issued_on.to_string(),
                row.registration_number.to_string(),
                row.hours.map(|hours| hours.to_string()).unwrap_or_default(),
                row.ends_on.to_string(),
                row.starts_on.to_string(),
                row.run.clone(),
                row.course.to_lowercase(),
                profession.map(|known| known.name.get(Locale::En)).unwrap_or_default().to_owned(),
                region.map(|known| known.name.get(Locale::En)).unwrap_or_default().to_owned(),
                facts.sex.map(crate::specialists::Sex::as_str).unwrap_or_default().to_owned(),
                person.birth_date.as_ref().map(|day| day.reveal().to_string()).unwrap_or_default(),
                person.iin.as_ref().map(|iin| iin.reveal().to_owned()).unwrap_or_default(),
                person.name.patronymic.clone().unwrap_or_default(),
                person.name.given_name.clone(),
                person.name.surname.clone(),
            ])
            .unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

on_both_databases!(the_same_list_as_english_text_gives_the_same_figures, |ctx| {
    with_courses_and_phases(&ctx).await;
    let text = in_english(&read_today(CORRECTED).unwrap());
    let (list, saved) = import(&ctx, read_today(text.as_bytes()).unwrap()).await;
    assert_eq!((list.faults, saved.certificates), (vec![], 140));
    assert_expected_figures(&ctx).await;
});

on_both_databases!(a_known_number_with_other_facts_is_a_fault_that_names_both, |ctx| {
    with_courses_and_phases(&ctx).await;
    import_one(&ctx, &[]).await;
    let before = rows(&mut ctx.read().await.unwrap()).await;
    for (changed, found, known) in [
        (("Фамилия", "Омарова"), "Омарова Гүлнұр Бауыржанқызы", "Әлиева Гүлнұр Бауыржанқызы"),
        (("Дата выдачи", "07.05.2022"), "07.05.2022", "06.05.2022"),
        (("Регион", "KZ-75"), "KZ-75", "KZ-71"),
        (("Часы", "72"), "72", "80"),
        (("Код курса", "NRC-02"), "NRC-02", "NRC-01"),
    ] {
        let (list, saved) = import_one(&ctx, &[changed]).await;
        let [(2, Some(_), value, FaultKind::KnownCertificateDiffers { known: had })] = faults(&list)[..] else {
            panic!("{changed:?}: {:?}", list.faults)
        };
        assert_eq!((value, had.as_str()), (found, known));
        let words = crate::imports::wording::fault(Locale::Ru, &[], &list.faults[0]);
        assert!(words.contains(found) && words.contains(known), "{words}");
        assert_eq!(saved, Saved::default());
    }
    assert_eq!(rows(&mut ctx.read().await.unwrap()).await, before);
});

on_both_databases!(facts_that_a_later_list_brings_are_a_fault_unless_their_owner_did_not_agree_to_them, |ctx| {
    with_courses_and_phases(&ctx).await;
    let without = [("Регион", ""), ("Должность", ""), ("Пол", ""), ("Организация", "")];
    let (list, saved) = import_one(&ctx, &without).await;
    assert_eq!((list.faults, saved.certificates), (vec![], 1));
    let (list, _) = import_one(&ctx, &[]).await;
    assert!(matches!(faults(&list)[..], [(2, Some(_), _, FaultKind::KnownCertificateDiffers { .. })]));

    // a person who agreed to processing alone is not counted by these facts, and the list may have them
    let mut tx = ctx.begin().await.unwrap();
    let (id, kind) = (tx.ids().next::<ConsentId>(), "processing");
    let sql = "insert into consents (id, specialist_id, kind, version, locale, given_at, on_paper)
        select $1, id, $2, 'any', 'ru', $3, 1 = 0 from specialists";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(sql).bind(id).bind(kind).bind(at).execute(c).await.map(drop)).unwrap();
    audit::commit_upkeep(tx).await.unwrap();
    let (list, saved) = import_one(&ctx, &[]).await;
    assert_eq!((list.faults, saved.known), (vec![], 1));
});

on_both_databases!(a_known_number_in_the_hands_of_another_person_is_a_fault, |ctx| {
    with_courses_and_phases(&ctx).await;
    import_one(&ctx, &[]).await;
    let iin = crate::specialists::model::invented_iin(day("1990-03-15"), crate::specialists::Sex::Female, 77);
    let (list, _) = import_one(&ctx, &[("ИИН", iin.reveal())]).await;
    let [(2, Some(Column::Iin), "NRC-2022-00001", FaultKind::KnownCertificateDiffers { known })] = faults(&list)[..]
    else {
        panic!("{:?}", list.faults)
    };
    assert_eq!(known, "Әлиева Гүлнұр Бауыржанқызы");
});

/// Row of a later course of the same person.
const LATER: [(&str, &str); 5] = [
    ("Поток", "NRC-01-2206"),
    ("№ сертификата", "NRC-2022-00099"),
    ("Начало", "01.06.2022"),
    ("Окончание", "10.06.2022"),
    ("Дата выдачи", "12.06.2022"),
];

on_both_databases!(a_known_person_under_another_name_stays_and_the_certificate_keeps_the_lists_name, |ctx| {
    with_courses_and_phases(&ctx).await;
    import_one(&ctx, &[]).await;
    let (list, saved) = import_one(&ctx, &[&LATER[..], &[("Фамилия", "Омарова"), ("Регион", "KZ-75")]].concat()).await;
    assert_eq!(list.faults, []);
    assert_eq!(remarks(&list), ["known_specialist_differs"]);
    assert_eq!((saved.specialists, saved.certificates), (0, 1));
    let mut tx = ctx.read().await.unwrap();
    let people: Vec<(String, String)> =
        on_driver!(tx, |c| sqlx::query_as("select surname, region from specialists").fetch_all(c).await).unwrap();
    assert_eq!(people, [("Әлиева".to_owned(), "KZ-71".to_owned())]);
    let sql = "select surname, region from certificates order by issued_on";
    let printed: Vec<(String, String)> = on_driver!(tx, |c| sqlx::query_as(sql).fetch_all(c).await).unwrap();
    assert_eq!(printed[1], ("Омарова".to_owned(), "KZ-75".to_owned()));
    drop(tx);
    // one person, counted once, as they were at the first certificate
    let progress = progress(&ctx, "2022-12-31").await;
    assert_eq!((progress.trained, progress.certificates, progress.by_region["KZ-71"]), (1, 2, 1));
});

on_both_databases!(people_who_come_with_a_later_list_raise_the_runs_capacity, |ctx| {
    with_courses_and_phases(&ctx).await;
    let nameless = [("ИИН", ""), ("Дата рождения", "")];
    let two: &[&[(&str, &str)]] = &[&[], &nameless];
    let (_, saved) = import(&ctx, list_with(two)).await;
    assert_eq!((saved.runs, saved.specialists), (1, 2));
    let three: &[&[(&str, &str)]] = &[&[], &nameless, &[("ИИН", ""), ("Имя", "Айгерім"), ("Дата рождения", "")]];
    let (list, saved) = import(&ctx, list_with(three)).await;
    assert_eq!(list.faults, []);
    assert_eq!((saved.runs, saved.specialists, saved.known), (0, 1, 2));
    let mut tx = ctx.read().await.unwrap();
    let seats: (i32, i32) =
        on_driver!(tx, |c| sqlx::query_as("select capacity, seats_taken from places").fetch_one(c).await).unwrap();
    assert_eq!(seats, (3, 3));
});

on_both_databases!(a_certificate_of_no_phase_is_kept_counts_nowhere_and_is_told, |ctx| {
    with_courses_and_phases(&ctx).await;
    let early = [("Начало", "01.04.2021"), ("Окончание", "10.04.2021"), ("Дата выдачи", "12.04.2021")];
    let (list, saved) = import_one(&ctx, &early).await;
    assert_eq!((saved.certificates, saved.outside_phases), (1, 1));
    assert_eq!(remarks(&list), ["outside_phases"]);
    assert_eq!(progress(&ctx, "2022-12-31").await.certificates, 0);
    assert_eq!(number(&mut ctx.read().await.unwrap(), "select count(*) from certificates").await, 1);
});

on_both_databases!(a_person_twice_in_a_run_is_a_fault_whether_in_the_list_or_in_the_registry, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (list, saved) = import(&ctx, list_with(&[&[], &[]])).await;
    let twice = FaultKind::EnrolledTwice { first_row: Some(2.into()) };
    assert_eq!(faults(&list), [(3, Some(Column::Run), "NRC-01-2204-5", &twice)]);
    assert_eq!(saved, Saved::default());
    import_one(&ctx, &[]).await;
    let (list, _) = import_one(&ctx, &[("№ сертификата", "NRC-2022-00002")]).await;
    assert_eq!(faults(&list), [(2, Some(Column::Run), "NRC-01-2204-5", &FaultKind::EnrolledTwice { first_row: None })]);
});

on_both_databases!(a_known_run_keeps_its_course_and_its_days, |ctx| {
    with_courses_and_phases(&ctx).await;
    import_one(&ctx, &[]).await;
    for (changed, known) in [
        (("Код курса", "NRC-02"), "NRC-01"),
        (("Начало", "24.04.2022"), "25.04.2022"),
        (("Окончание", "05.05.2022"), "04.05.2022"),
    ] {
        let other = [("№ сертификата", "NRC-2022-00002"), ("ИИН", ""), ("Имя", "Айгерім"), changed];
        let (list, _) = import_one(&ctx, &other).await;
        let kind = FaultKind::KnownRunDiffers { known: known.to_owned() };
        let found: Vec<_> = list.faults.iter().map(|fault| (fault.value.as_str(), &fault.kind)).collect();
        assert_eq!(found, [(changed.1, &kind)]);
    }
});

on_both_databases!(what_a_list_brings_says_where_it_came_from, |ctx| {
    with_courses_and_phases(&ctx).await;
    import_one(&ctx, &[]).await;
    let mut tx = ctx.read().await.unwrap();
    let sql = "select from_state, to_state, note from enrollment_steps";
    let steps: Vec<(Option<String>, String, String)> =
        on_driver!(tx, |c| sqlx::query_as(sql).fetch_all(c).await).unwrap();
    assert_eq!(steps, [(None, "completed".to_owned(), "imported from list.xlsx".to_owned())]);
    let sql = "select count(*) from specialists where iin_cipher is not null and iin_hash is not null";
    assert_eq!(number(&mut tx, sql).await, 1);
});

on_both_databases!(an_old_list_does_not_bring_back_who_asked_to_be_removed, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (list, _) = import_one(&ctx, &[]).await;
    assert_eq!(list.faults, vec![]);
    let mut tx = ctx.read().await.unwrap();
    let sql = "select id from specialists";
    let specialist = on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap();
    drop(tx);
    let roles = [crate::ground::caller::Role::Trainee];
    let account = crate::testing::registry::account(&ctx, "somebody@example.org", &roles, Some(specialist)).await;
    let asking = ctx.as_caller(crate::testing::caller_of(account, Some(specialist), &roles));
    let mut tx = asking.begin().await.unwrap();
    crate::certificates::service::erase(&mut tx).await.unwrap();
    crate::specialists::service::erase(&mut tx, specialist).await.unwrap();
    audit::commit(tx).await.unwrap();
    let (list, saved) = import_one(&ctx, &[]).await;
    assert_eq!((list.faults, saved), (vec![], Saved { known: 1, ..Saved::default() }));
    assert_eq!(number(&mut ctx.read().await.unwrap(), "select count(*) from specialists").await, 1);
});

on_both_databases!(the_same_list_twice_at_once_is_saved_once_and_found_once, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (one, other) =
        tokio::join!(import(&ctx, read_today(CORRECTED).unwrap()), import(&ctx, read_today(CORRECTED).unwrap()));
    assert_eq!((&one.0.faults, &other.0.faults), (&vec![], &vec![]));
    let saved = |saved: &Saved| (saved.certificates, saved.known);
    let mut both = [saved(&one.1), saved(&other.1)];
    both.sort_unstable();
    assert_eq!(both, [(0, 140), (140, 0)]);
});

on_both_databases!(a_number_with_a_slip_is_told_and_the_next_number_can_be_given, |ctx| {
    with_courses_and_phases(&ctx).await;
    let person = |number: &'static str| [("№ сертификата", number), ("ИИН", ""), ("Дата рождения", "")];
    let (usual, slip, huge) = (person("NRC-2022-00017"), person("NRC-2022-99999"), person("NRC-2022-4294967295"));
    let (list, saved) = import(&ctx, list_with(&[&usual, &slip, &huge])).await;
    assert_eq!((list.faults.len(), saved.certificates), (0, 3));
    let kinds: Vec<_> =
        list.remarks.iter().filter(|remark| remark.column == Some(Column::RegistrationNumber)).collect();
    let far = RemarkKind::NumberFarOff { nearest: "NRC-2022-00017".to_owned() };
    assert_eq!((kinds[0].row.row, &kinds[0].kind), (3, &far));
    assert_eq!((kinds[1].row.row, &kinds[1].kind), (4, &RemarkKind::NumberOutsideSeries));
    let last = number(&mut ctx.read().await.unwrap(), "select last_number from registration_series").await;
    assert_eq!(last, 99_999);
});
