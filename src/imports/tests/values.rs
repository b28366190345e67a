//! Values as people write them in real lists: how they are read, or what their fault is.

use super::*;
use crate::{ground::Locale, imports::wording, specialists::model::region};

/// Reads the row's value in a list of one good row.
fn read_with(heading: &str, value: &str) -> ListedCertificate {
    let mut list = list_with(&[&[(heading, value)]]);
    assert_eq!(list.faults, [], "{value}");
    list.rows.remove(0)
}

#[test]
fn what_is_no_name_is_refused_as_in_the_profile() {
    for wrong in [
        "<b>Ли</b>",
        "@sum",
        "+Ахметова",
        "=1+1",
        "Ахметова*",
        "😀 Айгүл",
        "айгүл@example.org",
        "#Н/Д",
        "Ахметова, Айгүл",
        "Дана\u{202e}",
        "Курмангалиева (Серикова)",
    ] {
        assert_eq!(faults_with("Фамилия", wrong), ["name_malformed"], "{wrong}");
        assert_eq!(faults_with("Отчество", wrong), ["name_malformed"], "{wrong}");
    }
    assert_eq!(faults_with("Имя", "—"), ["given_name_missing"]);
    assert_eq!(faults_with("Фамилия", "Дана\u{fffe}"), ["impossible_character"]);
}

#[test]
fn letters_lost_in_saving_are_told_as_such() {
    for (heading, lost) in [
        ("Фамилия", "Са?атбекова"),
        ("Имя", "?али"),
        ("Отчество", "Марат?ызы"),
        ("Организация", "?ылым орталы?ы"),
        ("Имя", "Г\u{fffd}лн\u{fffd}р"),
    ] {
        assert_eq!(faults_with(heading, lost), ["letters_lost"], "{lost}");
    }
    let list = list_with(&[&[("Имя", "?али")]]);
    let said = wording::fault(Locale::En, &[], &list.faults[0]);
    assert!(said.contains("XLSX or CSV UTF-8"), "{said}");
}

#[test]
fn a_message_holds_nothing_that_steers_a_terminal() {
    let bytes = workbook(|sheet| {
        sheet.write_string(1, 1, "\u{1b}[31mАлиева").unwrap();
    });
    let list = read_today(&bytes).unwrap();
    assert_eq!(list.faults.len(), 1);
    let said = wording::fault(Locale::Ru, &[], &list.faults[0]);
    assert!(!said.contains(char::is_control), "{said:?}");
}

#[test]
fn a_day_is_read_or_told_by_its_true_cause() {
    for good in [
        "25.04.2022 г",
        "2022-04-25T00:00:00",
        "25.4.2022",
        "25. 04. 2022",
        "25.04.2022.",
        "25-04-2022",
        "2022.04.25",
        "25,04,2022",
        "25/04/2022",
        "25 апреля 2022 г.",
        "2022 жылғы 25 сәуір",
    ] {
        assert_eq!(read_with("Начало", good).starts_on, day("2022-04-25"), "{good}");
    }
    for (wrong, kind) in [
        ("31.04.2022", "day_impossible"),
        ("29.02.2023", "day_impossible"),
        ("25.04.22", "year_short"),
        ("05/04/2022", "day_malformed"),
        ("весной", "day_malformed"),
    ] {
        assert_eq!(faults_with("Начало", wrong), [kind], "{wrong}");
    }
}

#[test]
fn hours_are_whole_however_they_are_written() {
    for good in ["72", "72,0", "72.0", "72 ч", "72 ч.", "72 ак.ч.", " 72 ", "0072", "72 (семьдесят два)"]
    {
        assert_eq!(read_with("Часы", good).hours, Some(72), "{good}");
    }
    for wrong in ["72,5", "7 2", "0", "-72", "часов 72"] {
        assert_eq!(faults_with("Часы", wrong), ["out_of_bounds"], "{wrong}");
    }
}

#[test]
fn an_iin_may_have_an_apostrophe_or_a_space_but_not_be_rounded() {
    for good in [
        "900315 212345",
        "'900315212345",
        "900315\u{a0}212345",
        "\u{202a}900315212345\u{202c}",
        "ИИН 900315212345",
        "ЖСН: 900315212345",
    ] {
        assert_eq!(read_with("ИИН", good).person.iin.unwrap().reveal(), "900315212345", "{good}");
    }
    for rounded in ["9,00316E+11", "9.00316E+11"] {
        assert_eq!(faults_with("ИИН", rounded), ["iin_rounded"]);
    }
}

#[test]
fn addresses_are_read_as_at_sign_up() {
    let email = |typed: &str| {
        let text = format!("{};E-mail\n{};\"{typed}\"\n", HEADINGS.join(";"), ROW.join(";"));
        read_today(text.as_bytes()).unwrap()
    };
    for good in ["Aigerim.S+kurs@Example.ORG", "aigerim@мысал.қаз", "a11@example.kz\u{200b}"] {
        let at_sign_up = crate::accounts::Email::parse(good).unwrap();
        let list = email(good);
        assert_eq!(list.rows[0].person.email.as_ref().unwrap().reveal(), at_sign_up.reveal());
    }
    for wrong in [
        "айгерим@example.org",
        "mailto:a3@example.org",
        "<a4@example.org>",
        "a5@example.org; b5@example.org",
        "a6@example.org.",
        "a7 @example.org",
        "a8@example.org,",
    ] {
        assert_eq!(email(wrong).faults.len(), 1, "{wrong}");
        assert!(crate::accounts::Email::parse(wrong).is_err(), "{wrong}");
    }
    for none in ["нет", "—", ""] {
        assert_eq!(email(none).rows[0].person.email, None, "{none}");
    }
}

#[test]
fn a_region_that_is_no_more_offers_the_one_of_today() {
    for (written, code) in [
        ("г. Нур-Султан", "KZ-71"),
        ("Нұр-Сұлтан қ.", "KZ-71"),
        ("ВКО", "KZ-63"),
        ("ЗКО", "KZ-27"),
        ("г.Астана", "KZ-71"),
        ("Жетысуская обл.", "KZ-33"),
        ("область Ұлытау", "KZ-62"),
        ("обл. Абай", "KZ-10"),
        ("КZ-71", "KZ-71"),
        ("kz–75", "KZ-75"),
        ("АЛМАТЫ Қ.", "KZ-75"),
        ("Акмолинская обл", "KZ-11"),
    ] {
        assert_eq!(read_with("Регион", written).person.facts.region.unwrap().code, code, "{written}");
    }
    for (former, now) in [
        ("Южно-Казахстанская область", "KZ-61"),
        ("Южно–Казахстанская обл.", "KZ-61"),
        ("ЮКО", "KZ-61"),
        ("Оңтүстік Қазақстан облысы", "KZ-61"),
        ("Семипалатинская область", "KZ-10"),
        ("Алма-Атинская область", "KZ-19"),
    ] {
        let list = list_with(&[&[("Регион", former)]]);
        assert_eq!(list.faults[0].code(), "region_unknown", "{former}");
        assert_eq!(region::nearest(former).unwrap().code, now, "{former}");
    }
}

#[test]
fn decomposed_letters_are_the_composed_ones() {
    let row = read_with("Фамилия", "И\u{306}ылдыз");
    assert_eq!(row.person.name.surname, "Йылдыз");
}
