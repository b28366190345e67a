//! Words that a person reads about a list.

use std::collections::HashSet;

use super::*;
use crate::ground::Locale;

fn found(locale: Locale, row: u32) -> Vec<String> {
    let mut list = read_today(RECEIVED).unwrap();
    list.refuse_unknown_courses(&["NRC-01", "NRC-02", "NRC-03", "NRC-09"]);
    list.faults.iter().filter(|fault| fault.row.row == row).map(|fault| wording::fault(locale, &[], fault)).collect()
}

#[test]
fn a_fault_says_where_what_stands_there_and_what_would_be_right() {
    assert_eq!(
        found(Locale::Ru, 73),
        [
            "Строка 73, столбец «Регион»: «Тмутараканская область» — такого региона нет. Запишите, например, «город Астана» или код KZ-71."
        ]
    );
    assert_eq!(
        found(Locale::Kk, 73),
        [
            "73-жол, «Өңір» бағаны: «Тмутараканская область» — мұндай өңір жоқ. Мысалы, «Астана қаласы» деп немесе KZ-71 кодын жазыңыз."
        ]
    );
    assert_eq!(
        found(Locale::En, 73),
        [
            "Row 73, column “Region”: “Тмутараканская область” – there is no such region. Write, for example, “Astana” or the code KZ-71."
        ]
    );
    assert_eq!(
        found(Locale::Ru, 18),
        [
            "Строка 18, столбец «Фамилия»: здесь пусто. Впишите фамилию; если вместо неё пишется имя отца с -ұлы или -қызы, впишите его."
        ]
    );
}

#[test]
fn no_message_holds_an_iin() {
    for locale in Locale::ALL {
        let messages = found(locale, 72).join("");
        assert!(messages.contains("••••••••2591") && !messages.contains("9004061"), "{messages}");
    }
}

#[test]
fn the_heading_that_a_message_names_is_one_that_is_read() {
    for locale in Locale::ALL {
        for column in Column::ALL.iter().copied() {
            assert_eq!(Column::of_heading(&wording::column(locale, column)), Some(column));
        }
    }
}

#[test]
fn a_file_fault_names_the_columns_it_is_about() {
    let missing = FileFault::ColumnsMissing(vec![Column::Surname, Column::Run]);
    assert_eq!(
        wording::file_fault(Locale::En, &missing),
        "Not found among the columns: “Surname”, “Run”. Add what is missing; the order of the columns does not matter."
    );
    let headings = vec![("B".to_owned(), "Фамилия".to_owned()), ("R".to_owned(), "Тегі".to_owned())];
    let repeated = FileFault::ColumnsRepeated(vec![fault::RepeatedColumn { column: Column::Surname, headings }]);
    assert_eq!(
        wording::file_fault(Locale::Ru, &repeated),
        "Несколько столбцов значат одно и то же: «Фамилия» (B «Фамилия», R «Тегі»). Оставьте по одному."
    );
}

/// Problems of a field that a list words in its own way, each with a column and a value of it.
const FIELDS: [(Column, &str, Problem); 14] = [
    (Column::Surname, "", Problem::Required),
    (Column::GivenName, "", Problem::Required),
    (Column::Run, "", Problem::Required),
    (Column::Surname, "Са?атбекова", Problem::LettersLost),
    (Column::Organization, "х", Problem::TooLong),
    (Column::Iin, "х", Problem::IinShape),
    (Column::Email, "х", Problem::EmailMalformed),
    (Column::Email, "х", Problem::EmailNotLatin),
    (Column::Sex, "х", Problem::Unknown),
    (Column::Region, "х", Problem::Unknown),
    (Column::Region, "Карагандинскя", Problem::Unknown),
    (Column::Region, "Алматы", Problem::Ambiguous),
    (Column::Profession, "х", Problem::Unknown),
    (Column::OrganizationType, "х", Problem::Unknown),
];

#[test]
fn every_kind_has_words_of_its_own_in_every_language() {
    let day = day("2022-06-24");
    let kinds = [
        FaultKind::CellTooLong,
        FaultKind::CellError,
        FaultKind::Formula,
        FaultKind::NumberFormat,
        FaultKind::MergedAcross { range: cell::Range { rows: (3, 3), columns: (13, 14) } },
        FaultKind::HeadingDiffers,
        FaultKind::IssuedBeforeEnd { ends_on: day },
        FaultKind::ValidUntilBeforeIssue { issued_on: day },
        FaultKind::RegistrationNumberRepeated { first_row: 6.into() },
        FaultKind::CourseUnknown { nearest: None },
        FaultKind::CourseUnknown { nearest: Some("NRC-09".to_owned()) },
        FaultKind::EnrolledTwice { first_row: Some(6.into()) },
        FaultKind::EnrolledTwice { first_row: None },
        FaultKind::RunDisagrees { first_row: 6.into(), expected: "24.06.2022".to_owned() },
        FaultKind::KnownCertificateDiffers { known: String::new() },
        FaultKind::KnownRunDiffers { known: "24.06.2022".to_owned() },
    ];
    let fault = |column, value: &str, kind| {
        let value = value.to_owned();
        Fault { row: 5.into(), column: Some(column), value, kind }
    };
    let of_kinds = kinds.into_iter().map(|kind| fault(Column::Surname, "х", kind));
    let of_fields = FIELDS.iter().map(|(column, value, problem)| fault(*column, value, FaultKind::Field(*problem)));
    let faults: Vec<Fault> = of_kinds.chain(of_fields).collect();
    for locale in Locale::ALL {
        let words: HashSet<String> = faults.iter().map(|fault| wording::fault(locale, &[], fault)).collect();
        assert_eq!(words.len(), faults.len(), "{words:#?}");
        assert!(words.iter().all(|words| words.ends_with('.') && !words.contains("{{")), "{words:#?}");
    }
}

#[test]
fn a_mistake_that_forms_know_is_told_in_their_words() {
    let said = |locale, column, problem| {
        let kind = FaultKind::Field(problem);
        wording::fault(locale, &[], &Fault { row: 5.into(), column: Some(column), value: "х".to_owned(), kind })
    };
    assert_eq!(
        said(Locale::Ru, Column::BirthDate, Problem::DayImpossible),
        "Строка 5, столбец «Дата рождения»: «х» — такого дня в календаре не бывает. Проверьте число и месяц."
    );
    assert!(said(Locale::Kk, Column::Iin, Problem::IinCheckDigit).contains("— ЖСН-де қате бар"));
    assert!(said(Locale::En, Column::IssuedOn, Problem::DayMalformed).contains("– write the date as 31.12.2022"));
}
