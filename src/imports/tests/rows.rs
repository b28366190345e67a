//! Rows that are compared with each other: the centre's own list, people, runs, numbers, totals.

use super::*;
use crate::specialists::model::Repair;

const COURSES: [&str; 12] = [
    "NRC-01", "NRC-02", "NRC-03", "NRC-04", "NRC-05", "NRC-06", "NRC-07", "NRC-08", "NRC-09", "NRC-10", "NRC-11",
    "NRC-12",
];

#[test]
fn the_list_as_received_has_exactly_its_seven_faults() {
    let mut list = read_today(RECEIVED).unwrap();
    assert_eq!(list.faults.len(), 6);
    list.refuse_unknown_courses(&COURSES);
    let expected: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/data/phase1-participants.expected.json")).unwrap();
    let found: Vec<serde_json::Value> =
        list.faults.iter().map(|fault| serde_json::json!({ "row": fault.row.row, "kind": fault.code() })).collect();
    assert_eq!(expected["refused_rows_as_received"], serde_json::Value::Array(found));
    assert_eq!(list.rows.len(), 133);
}

#[test]
fn its_faults_say_what_stands_there_and_what_would_be_right() {
    let mut list = read_today(RECEIVED).unwrap();
    list.refuse_unknown_courses(&COURSES);
    let found: Vec<_> =
        list.faults.iter().map(|fault| (fault.column.unwrap(), fault.value.as_str(), &fault.kind)).collect();
    assert_eq!(
        found,
        [
            (Column::Surname, "", &FaultKind::Field(Problem::Required)),
            (Column::Course, "NRC-99", &FaultKind::CourseUnknown { nearest: Some("NRC-09".to_owned()) }),
            (
                Column::RegistrationNumber,
                "NRC-2022-00003",
                &FaultKind::RegistrationNumberRepeated { first_row: 6.into() }
            ),
            (Column::BirthDate, "31.02.1985", &FaultKind::Field(Problem::DayImpossible)),
            (Column::Iin, "••••••••2591", &FaultKind::Field(Problem::IinCheckDigit)),
            (Column::Region, "Тмутараканская область", &FaultKind::Field(Problem::Unknown)),
            (Column::IssuedOn, "17.06.2022", &FaultKind::IssuedBeforeEnd { ends_on: day("2022-06-24") }),
        ]
    );
}

#[test]
fn the_corrected_list_is_read_whole() {
    let mut list = read_today(CORRECTED).unwrap();
    list.refuse_unknown_courses(&COURSES);
    assert_eq!(list.faults, []);
    assert_eq!((list.rows.len(), list.people()), (140, 130));
    assert_eq!(list.remarks, []);
}

#[test]
fn what_was_put_right_in_the_received_list_is_told() {
    let list = read_today(RECEIVED).unwrap();
    let count = |code: &str| remarks(&list).iter().filter(|found| **found == code).count();
    assert_eq!((count("look_alikes_repaired"), count("capitals_repaired")), (8, 6));
    assert_eq!(list.remarks.len(), 14);
    let first = &list.remarks[0];
    let repair = Repair::LookAlikes { from: "Mукaнoвa".to_owned(), to: "Муканова".to_owned() };
    let kind = RemarkKind::Repaired(repair);
    assert_eq!((first.row.row, first.column, &first.kind), (20, Some(Column::Surname), &kind));
}

#[test]
fn a_row_is_read_with_all_it_tells() {
    let list = list_with(&[&[]]);
    assert_eq!((list.faults, list.remarks), (vec![], vec![]));
    let row = &list.rows[0];
    assert_eq!(row.person.name.full(), "Әлиева Гүлнұр Бауыржанқызы");
    assert_eq!(row.person.facts.region.unwrap().code, "KZ-71");
    assert_eq!(row.person.facts.organization_type.unwrap().code, "school");
    assert_eq!(row.person.organization, None);
    assert_eq!((row.row.row, row.hours, row.course.as_str()), (2, Some(80), "NRC-01"));
    assert_eq!((row.ends_on, row.issued_on, row.valid_until), (day("2022-05-04"), day("2022-05-06"), None));
}

#[test]
fn one_wrong_row_of_a_run_does_not_make_the_others_wrong() {
    let late = [("Окончание", "05.05.2022")];
    let list = list_with(&[&late, &[], &[]]);
    let [fault] = &list.faults[..] else { panic!("{:?}", list.faults) };
    assert_eq!((fault.row.row, fault.column), (2, Some(Column::EndsOn)));
    assert_eq!(fault.kind, FaultKind::RunDisagrees { first_row: 3.into(), expected: "04.05.2022".to_owned() });
    assert_eq!(list.rows.len(), 2);
}

#[test]
fn a_repeated_registration_number_is_told_on_the_later_rows() {
    let same = [("№ сертификата", "NRC-2022-00001")];
    let list = list_with(&[&[], &[], &same, &same]);
    let found: Vec<_> = list.faults.iter().map(|fault| (fault.row.row, &fault.kind)).collect();
    let kind = FaultKind::RegistrationNumberRepeated { first_row: 2.into() };
    assert_eq!(found, [(4, &kind), (5, &kind)]);
}

#[test]
fn the_same_iin_is_one_person_and_other_facts_are_only_remarked_on() {
    let list = list_with(&[&[], &[("Фамилия", "Омарова")], &[("Регион", "KZ-75")]]);
    assert_eq!((list.rows.len(), list.people()), (3, 1));
    let [remark] = &list.remarks[..] else { panic!("{:?}", list.remarks) };
    assert_eq!((remark.row.row, remark.column), (3, Some(Column::Surname)));
    assert_eq!(remark.kind, RemarkKind::PersonDiffers { first_row: 2.into() });
}

#[test]
fn without_an_iin_each_row_is_a_person_and_a_double_is_only_remarked_on() {
    let list = list_with(&[&[], &[("ИИН", "")], &[("ИИН", "—"), ("Дата рождения", "")]]);
    assert_eq!(list.people(), 3);
    assert_eq!(remarks(&list), ["possible_duplicate"]);
}

#[test]
fn two_people_with_iins_of_their_own_are_no_double() {
    let list = list_with(&[&[], &[("ИИН", "900315801000")]]);
    assert_eq!(list.people(), 2);
    assert_eq!(list.remarks, []);
}

#[test]
fn a_total_that_differs_from_the_people_is_remarked_on_and_one_that_agrees_is_not() {
    let with = |total: &str| {
        let text = format!("{}\n{}\n{total}\n;;Директор;\n", HEADINGS.join(";"), line(0, &[]));
        let list = read_today(text.as_bytes()).unwrap();
        assert_eq!((list.rows.len(), &list.faults), (1, &vec![]));
        list.remarks
    };
    for agreeing in ["Итого обучено:;;;1", "Барлығы 1 адам", ";Всего;1", "Жиыны: 1", "Total;1", "Итого"]
    {
        assert_eq!(with(agreeing), [], "{agreeing}");
    }
    let found = with("Итого обучено:;;;130");
    assert_eq!(found[0].kind, RemarkKind::TotalDiffers { stated: 130, counted: 1 });
    assert_eq!((found[0].row.row, found[0].column), (3, None));
}

#[test]
fn a_list_is_told_from_courses_and_a_programme_by_its_content() {
    assert_eq!(content(br#"{"courses": [], "note": 1}"#), Content::Courses);
    assert_eq!(content(b"\xef\xbb\xbf {\"programme\": {}, \"phases\": [{}]}"), Content::Programme);
    for other in [&b"[1]"[..], b"{\"courses\"", b"{}", b"{\"courses\": [], \"phases\": []}"] {
        assert_eq!(content(other), Content::Unknown);
    }
    assert_eq!(content(RECEIVED), Content::List);
    assert_eq!(content("Фамилия;Имя".as_bytes()), Content::List);
}
