//! Values of single cells.

use super::*;
use crate::specialists::model::{region, word};

#[test]
fn regions_are_read_by_code_full_name_and_short_name() {
    let read = [
        ("KZ-71", "KZ-71"),
        ("kz-ast", "KZ-71"),
        ("г.Астана", "KZ-71"),
        ("Астана қ.", "KZ-71"),
        ("Astana", "KZ-71"),
        ("Нур-Султан", "KZ-71"),
        ("Кар", "KZ-35"),
        ("Қар", "KZ-35"),
        ("Алм г", "KZ-75"),
        ("Алм о", "KZ-19"),
        ("Ман", "KZ-47"),
        ("Кыз", "KZ-43"),
        ("Кос", "KZ-39"),
        ("город Алматы", "KZ-75"),
        ("Алматы қаласы", "KZ-75"),
        ("Алматы обл.", "KZ-19"),
        ("Алматинская", "KZ-19"),
        ("Almaty Region", "KZ-19"),
        ("Жетісу", "KZ-33"),
        ("область Жетысу", "KZ-33"),
        ("Жетысуская обл.", "KZ-33"),
        ("обл. Абай", "KZ-10"),
        ("ЗКО", "KZ-27"),
        ("СҚО", "KZ-59"),
        ("Северо-Казахстанская", "KZ-59"),
        ("Қарағанды", "KZ-35"),
        ("караганда", "KZ-35"),
        ("Шымкент", "KZ-79"),
        ("Туркестан", "KZ-61"),
    ];
    for (typed, code) in read {
        let list = list_with(&[&[("Регион", typed)]]);
        assert_eq!(list.rows.first().map(|row| row.person.facts.region.unwrap().code), Some(code), "{typed}");
    }
}

#[test]
fn almaty_alone_may_be_the_city_or_the_oblast() {
    for typed in ["Алматы", "алматы", "Алм", "Алм."] {
        let list = list_with(&[&[("Регион", typed)]]);
        assert_eq!(list.faults[0].kind, FaultKind::Field(Problem::Ambiguous), "{typed}");
        let codes: Vec<_> = region::meanings(typed).iter().map(|region| region.code).collect();
        assert_eq!(codes, ["KZ-19", "KZ-75"], "{typed}");
    }
}

#[test]
fn a_mistyped_region_is_answered_with_the_nearest() {
    let list = list_with(&[&[("Регион", "Карагандинскя область")]]);
    assert_eq!(list.faults[0].code(), "region_unknown");
    assert_eq!(region::nearest(&list.faults[0].value).unwrap().code, "KZ-35");
}

#[test]
fn every_name_of_the_reference_lists_is_read() {
    for region in &crate::reference::REGIONS {
        for name in [region.name.kk, region.name.ru, region.name.en, region.short.kk, region.short.ru, region.short.en]
        {
            // only the tile of a region tells which of the two Almatys it is
            if name == "Алм" {
                continue;
            }
            let list = list_with(&[&[("Регион", name)]]);
            assert_eq!(list.rows.first().map(|row| row.person.facts.region), Some(Some(region)), "{name}");
        }
    }
    for profession in &crate::reference::PROFESSIONS {
        for name in [profession.name.kk, profession.name.ru, profession.name.en, profession.code] {
            let list = list_with(&[&[("Должность", name)]]);
            assert_eq!(list.rows.first().map(|row| row.person.facts.profession), Some(Some(profession)), "{name}");
        }
    }
    for kind in &crate::reference::ORGANIZATION_TYPES {
        for name in [kind.name.kk, kind.name.ru, kind.name.en] {
            let list = list_with(&[&[("Организация", name)]]);
            assert_eq!(list.rows[0].person.facts.organization_type, Some(kind), "{name}");
        }
    }
}

#[test]
fn an_organisation_is_a_kind_or_a_name() {
    let list = list_with(&[&[("Организация", "КГУ «Школа-лицей № 5»")]]);
    assert_eq!(list.rows[0].person.facts.organization_type, None);
    assert_eq!(list.rows[0].person.organization.as_deref(), Some("КГУ «Школа-лицей № 5»"));
}

#[test]
fn an_unknown_profession_is_answered_with_the_nearest() {
    let list = list_with(&[&[("Должность", "социальный рабоник")]]);
    assert_eq!(word::nearest_profession(&list.faults[0].value).unwrap().code, "social_worker");
    assert_eq!(faults_with("Должность", "космонавт"), ["profession_unknown"]);
}

#[test]
fn sex_is_read_in_three_languages() {
    for typed in ["жен", "Ж", "жен.", "женский", "әйел", "Ә", "female", "F"] {
        assert_eq!(
            list_with(&[&[("Пол", typed)]]).rows[0].person.facts.sex,
            Some(crate::specialists::Sex::Female),
            "{typed}"
        );
    }
    for typed in ["муж", "М", "мужской", "ер", "ер адам", "male", "M"] {
        let list = list_with(&[&[("Пол", typed), ("ИИН", "")]]);
        assert_eq!(list.rows[0].person.facts.sex, Some(crate::specialists::Sex::Male), "{typed}");
    }
    assert_eq!(faults_with("Пол", "да"), ["sex_unknown"]);
}

#[test]
fn an_iin_is_checked_and_zeros_are_put_back_only_before_a_number() {
    let number = |value: f64| {
        read_today(&workbook(|sheet| {
            sheet.write_number(1, 4, value).unwrap();
        }))
        .unwrap()
    };
    let short = number(11_230_434_561.0);
    assert_eq!(remarks(&short), ["zeros_restored", "iin_disagrees"]);
    assert_eq!(short.rows[0].person.iin.as_ref().unwrap().reveal(), "011230434561");
    let exact = number(900_315_212_345.0);
    assert_eq!((remarks(&exact), exact.rows.len()), (vec![], 1));
    for wrong in [11_230_434_562.0, 42.0, 9.003_152_123_45e12, -1.0, 0.5] {
        assert_eq!(number(wrong).faults[0].kind, FaultKind::Field(Problem::IinShape), "{wrong}");
    }
    let as_text = read_today(&workbook(|sheet| {
        sheet.write_string(1, 4, "11230434561").unwrap();
    }));
    assert_eq!(as_text.unwrap().faults[0].kind, FaultKind::Field(Problem::IinShape));
    // in a table as text a number has lost its zeros too
    let csv = list_with(&[&[("ИИН", "11230434561"), ("Дата рождения", "30.12.2001")]]);
    assert_eq!(remarks(&csv), ["zeros_restored"]);
    assert_eq!(faults_with("ИИН", "900315212346"), ["iin_check_digit"]);
    assert_eq!(faults_with("ИИН", "900315 212345"), Vec::<String>::new());
    assert_eq!(faults_with("ИИН", "90031521234٥"), ["iin_shape"]);
}

#[test]
fn an_iin_that_reads_as_another_birth_date_is_only_remarked_on() {
    let list = list_with(&[&[("Дата рождения", "16.03.1990")]]);
    assert_eq!((remarks(&list), list.rows.len()), (vec!["iin_disagrees"], 1));
    // one cause, one message
    let list = list_with(&[&[("Дата рождения", "31.02.1990")]]);
    assert_eq!((remarks(&list), list.faults.len()), (vec![], 1));
}

#[test]
fn days_are_read_as_dates_and_as_text() {
    for typed in
        ["12.06.2022", "12.06.2022 г.", "12.6.2022 ж.", "2022-06-12", "2022-06-12 00:00:00", "2022-06-12T00:00:00"]
    {
        assert_eq!(list_with(&[&[("Дата выдачи", typed)]]).rows[0].issued_on, day("2022-06-12"), "{typed}");
    }
    let list = read_today(&workbook(|sheet| {
        sheet.write_with_format(1, 16, &day("2022-06-12"), &date_format()).unwrap();
    }));
    assert_eq!(list.unwrap().rows[0].issued_on, day("2022-06-12"));
    let list = read_today(&workbook(|sheet| {
        sheet.write_number(1, 16, 44_724).unwrap();
    }));
    assert_eq!(list.unwrap().faults[0].kind, FaultKind::Field(Problem::DayMalformed));
}

#[test]
fn days_that_cannot_be_are_faults_by_their_own_names() {
    let wrong = [
        ("Дата рождения", "31.02.1985", "birth_date_impossible"),
        ("Дата рождения", "01.01.1022", "birth_date_unlikely"),
        ("Дата рождения", "01.01.2022", "birth_date_unlikely"),
        ("Дата рождения", "23.11.2026", "day_in_future"),
        ("Дата рождения", "май 1985", "day_malformed"),
        ("Начало", "01.03.1990", "birth_date_unlikely"),
        ("Дата выдачи", "31.06.2022", "day_impossible"),
        ("Дата выдачи", "01.01.1022", "day_impossible"),
        ("Дата выдачи", "06/05/2022", "day_malformed"),
        ("Дата выдачи", "", "issued_on_missing"),
        ("Дата выдачи", "03.05.2022", "issued_before_end"),
        ("Дата выдачи", "23.11.2026", "day_in_future"),
        ("Окончание", "24.04.2022", "ends_before_start"),
    ];
    for (heading, value, code) in wrong {
        assert_eq!(faults_with(heading, value), [code], "{heading} {value}");
    }
}

#[test]
fn names_are_put_right_and_told() {
    let list = list_with(&[&[("Фамилия", "  ЦВЕТКОВА -  МИЛЛЕР"), ("Имя", "Aнна"), ("Отчество", "нет"), ("ИИН", "")]]);
    let name = &list.rows[0].person.name;
    assert_eq!((name.full().as_str(), &name.patronymic), ("Цветкова-Миллер Анна", &None));
    assert_eq!(remarks(&list), ["capitals_repaired", "look_alikes_repaired"]);
    let list = list_with(&[&[("Фамилия", "\u{200b} Әлиева\u{a0}")]]);
    assert_eq!((list.rows[0].person.name.surname.as_str(), list.remarks.len()), ("Әлиева", 0));
    let list = list_with(&[&[("Фамилия", "")], &[("Фамилия", "—"), ("Отчество", "Бериковна")]]);
    let name = &list.rows[0].person.name;
    assert_eq!((name.full().as_str(), &name.patronymic), ("Бауыржанқызы Гүлнұр", &None));
    assert_eq!(remarks(&list)[0], "father_for_surname");
    assert_eq!(list.faults[0].code(), "surname_missing");
}

#[test]
fn each_missing_or_odd_value_has_its_own_fault() {
    let long = "я".repeat(101);
    let wrong = [
        ("Имя", " ", "given_name_missing"),
        ("Имя", "123", "name_malformed"),
        ("Фамилия", long.as_str(), "too_long"),
        ("Код курса", "", "course_missing"),
        ("Поток", "", "run_missing"),
        ("№ сертификата", "", "registration_number_missing"),
        ("Часы", "0", "out_of_bounds"),
        ("Часы", "2001", "out_of_bounds"),
        ("Часы", "36-40", "out_of_bounds"),
        ("Часы", "36.5", "out_of_bounds"),
    ];
    for (heading, value, code) in wrong {
        assert_eq!(faults_with(heading, value), [code], "{heading} {value}");
    }
    for right in ["36", "36 ч.", "36 сағат", ""] {
        assert_eq!(faults_with("Часы", right), Vec::<String>::new(), "{right}");
    }
}

#[test]
fn an_email_has_one_at_sign_and_a_host() {
    let list = |email: &str| {
        let text = format!("{};E-mail\n{};{email}\n", HEADINGS.join(";"), line(0, &[]));
        read_today(text.as_bytes()).unwrap()
    };
    let right = list("a.b@example.org");
    assert_eq!(right.rows[0].person.email.as_ref().unwrap().reveal(), "a.b@example.org");
    for wrong in ["example.org", "a@b@example.org", "a@example", "a b@example.org", "@example.org", "a@example."] {
        assert_eq!(list(wrong).faults[0].kind, FaultKind::Field(Problem::EmailMalformed), "{wrong}");
    }
    // the first letter is Cyrillic
    assert_eq!(list("а@example.org").faults[0].kind, FaultKind::Field(Problem::EmailNotLatin));
}

#[test]
fn a_formula_or_an_error_is_a_fault_only_in_a_column_that_is_read() {
    let read_column = read_today(&workbook(|sheet| {
        sheet.write_formula(1, 1, "=CONCATENATE(\"Әли\",\"ева\")").unwrap();
    }));
    let faults = read_column.unwrap().faults;
    assert_eq!((faults[0].column, &faults[0].kind, faults.len()), (Some(Column::Surname), &FaultKind::Formula, 1));
    let unread = read_today(&workbook(|sheet| {
        sheet.write_formula(1, 0, "=ROW()-1").unwrap();
        sheet.write_formula(1, 40, "=1/0").unwrap();
        sheet.write_string(2, 0, "Итого").unwrap();
        sheet.write_formula(2, 3, "=COUNTA(B2:B2)").unwrap();
    }));
    let unread = unread.unwrap();
    assert_eq!((unread.rows.len(), unread.faults.len(), unread.remarks.len()), (1, 0, 0));
}

#[test]
fn a_cell_of_a_hundred_thousand_characters_is_a_fault_that_does_not_repeat_it() {
    let huge = "я".repeat(100_000);
    let list = list_with(&[&[("Организация", &huge)]]);
    assert_eq!((list.faults[0].value.as_str(), &list.faults[0].kind), ("", &FaultKind::CellTooLong));
    let list = list_with(&[&[("Имя", &huge)]]);
    assert_eq!((list.faults.len(), &list.faults[0].kind), (1, &FaultKind::CellTooLong));
    let list = list_with(&[&[("№", &huge)]]);
    assert_eq!(list.faults, []);
}
