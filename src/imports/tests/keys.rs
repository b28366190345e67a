//! Codes and numbers are compared as people read them: with any dash, in any case, in look-alike letters.

use super::*;
use crate::{
    audit,
    courses::service as courses,
    db::Ctx,
    imports::service::{Saved, save},
    testing::{on_both_databases, registry},
};

const DASHES: [&str; 5] = ["-", "–", "—", "\u{2011}", "\u{2212}"];

async fn import(ctx: &Ctx, mut list: List) -> (List, Saved) {
    let mut tx = ctx.begin().await.unwrap();
    let saved = save(&mut tx, &mut list, "list.csv").await.unwrap();
    if list.faults.is_empty() && tx.has_changes() {
        audit::commit(tx).await.unwrap();
    }
    (list, saved)
}

/// Row of another person, in the same run.
fn other(number: u32) -> [(&'static str, String); 3] {
    let iin = crate::specialists::model::invented_iin(day("1990-03-15"), crate::specialists::Sex::Female, number);
    [("ИИН", iin.reveal().to_owned()), ("Имя", "Дана".to_owned()), ("Дата рождения", "15.03.1990".to_owned())]
}

/// Makes a list in which the row of each number has these values.
fn list_of(rows: &[Vec<(&'static str, String)>]) -> List {
    let rows: Vec<Vec<(&str, &str)>> =
        rows.iter().map(|row| row.iter().map(|(heading, value)| (*heading, value.as_str())).collect()).collect();
    list_with(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

#[test]
fn a_certificate_number_with_another_dash_or_look_alike_letters_is_the_same_number() {
    let numbers =
        ["NRC-2022-03800", "NRС-2022-03800", "nrc-2022-03800", "NRC–2022–03800", "NRC\u{2011}2022\u{2011}03800"];
    let rows: Vec<_> = (0..)
        .zip(numbers)
        .map(|(row, number)| other(row).into_iter().chain([("№ сертификата", number.to_owned())]).collect())
        .collect();
    let list = list_of(&rows);
    let found: Vec<_> = list.faults.iter().map(|fault| (fault.row, fault.kind.clone())).collect();
    let repeated = |row: u32| (row.into(), FaultKind::RegistrationNumberRepeated { first_row: 2.into() });
    assert_eq!(found, [repeated(3), repeated(4), repeated(5), repeated(6)]);
}

on_both_databases!(a_run_code_with_another_dash_is_the_same_run_and_keeps_its_first_spelling, |ctx| {
    registry::with_courses_and_phases(&ctx).await;
    let codes = ["P1-2022", "P1–2022", "P1\u{2011}2022", "р1-2022", "P1-\u{200b}2022"];
    let rows: Vec<_> = (0..)
        .zip(codes)
        .map(|(row, code)| other(row).into_iter().chain([("Поток", code.to_owned())]).collect())
        .collect();
    let (list, saved) = import(&ctx, list_of(&rows)).await;
    assert_eq!((list.faults, saved.runs, saved.certificates), (vec![], 1, 5));
    let mut tx = ctx.read().await.unwrap();
    for code in codes {
        assert_eq!(courses::find_run(&mut tx, code).await.unwrap().unwrap().code, "P1-2022", "{code}");
    }
});

on_both_databases!(the_same_list_with_another_dash_changes_nothing, |ctx| {
    registry::with_courses_and_phases(&ctx).await;
    let with = |dash: &str| {
        let text = format!("{}\n{}\n", HEADINGS.join(";"), ROW.join(";").replace('-', dash));
        read_today(text.as_bytes()).unwrap()
    };
    assert_eq!(import(&ctx, with("-")).await.1.certificates, 1);
    for dash in DASHES {
        let (list, saved) = import(&ctx, with(dash)).await;
        assert_eq!((list.faults, saved), (vec![], Saved { known: 1, ..Saved::default() }), "{dash}");
    }
    // in small letters, and with Cyrillic ones
    let text = format!("{}\n{}\n", HEADINGS.join(";"), ROW.join(";").replace("NRC", "nrс"));
    let (list, saved) = import(&ctx, read_today(text.as_bytes()).unwrap()).await;
    assert_eq!((list.faults, saved.known), (vec![], 1));
});

on_both_databases!(a_number_of_our_series_with_another_dash_moves_the_series, |ctx| {
    registry::with_courses_and_phases(&ctx).await;
    let (list, _) = import(&ctx, list_with(&[&[("№ сертификата", "NRC–2022–00041")]])).await;
    assert_eq!(list.faults, []);
    let mut tx = ctx.begin().await.unwrap();
    let holder = registry::register(&mut tx, 1).await;
    let stored = registry::issue(&mut tx, &holder, ("NRC-01", "RUN-9"), day("2022-12-01")).await;
    assert_eq!(stored.registration_number.as_str(), "NRC-2022-00042");
});

on_both_databases!(a_course_of_a_second_file_with_another_dash_is_no_second_course, |ctx| {
    registry::with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let again = registry::COURSES.replace("\"NRC-", "\"nrс–");
    let (brought, faults) = courses::bring_in(&mut tx, serde_json::from_str(&again).unwrap()).await.unwrap();
    assert_eq!((faults, brought.new), (vec![], 0));
    assert_eq!(courses::course(&mut tx, "nrс–01").await.unwrap().unwrap().0.code, "NRC-01");
    assert_eq!(courses::course(&mut tx, "NRC-01\0").await, Ok(None));
});

#[test]
fn names_with_another_hyphen_are_one_name() {
    let list =
        list_with(&[&[("Фамилия", "Әлиева–Мысал"), ("ИИН", "")], &[("Фамилия", "Алиева\u{2011}Мысал"), ("ИИН", "")]]);
    assert_eq!(list.rows[0].person.name.surname, "Әлиева-Мысал");
    assert_eq!(remarks(&list), ["possible_duplicate"]);
}
