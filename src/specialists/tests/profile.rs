//! Reading a profile: what is taken, and what is refused.

use super::*;
use crate::ground::{FormErrors, Problem};

/// Day of the tests: Monday, 12 October 2026.
fn today() -> NaiveDate {
    testing::now().date_naive()
}

fn read(changes: &[(&str, &str)]) -> Result<Profile, FormErrors> {
    Profile::parse(typed(changes), today())
}

fn problem(field: &str, value: &str) -> Option<Problem> {
    let errors = read(&[(field, value)]).err()?;
    assert_eq!(errors.iter().count(), 1, "{field}: {value}");
    errors.on(field)
}

#[test]
fn everything_wrong_is_told_at_once_in_the_order_of_the_page() {
    let long = "ә".repeat(81);
    let wrong = [
        ("surname", "Жұмабек2"),
        ("given_name", ""),
        ("patronymic", long.as_str()),
        ("second_spelling", "<b>"),
        ("iin", "870605212346"),
        ("birth_date", "31.02.1987"),
        ("sex", "x"),
        ("region", "KZ-99"),
        ("profession", ""),
        ("organization", &"ұ".repeat(201)),
        ("organization_type", "club"),
        ("phone", "12345"),
        ("locale", "de"),
    ];
    let errors = read(&wrong).unwrap_err();
    let found: Vec<_> = errors.iter().collect();
    assert_eq!(
        found,
        [
            ("surname", Problem::NameMalformed),
            ("given_name", Problem::Required),
            ("patronymic", Problem::TooLong),
            ("second_spelling", Problem::NameMalformed),
            ("iin", Problem::IinCheckDigit),
            ("birth_date", Problem::DayImpossible),
            ("sex", Problem::Unknown),
            ("region", Problem::Unknown),
            ("profession", Problem::Required),
            ("organization", Problem::TooLong),
            ("organization_type", Problem::Unknown),
            ("phone", Problem::PhoneMalformed),
            ("locale", Problem::Unknown),
        ]
    );
}

#[test]
fn of_an_empty_form_only_what_is_needed_is_asked() {
    let errors = Profile::parse(|_| "", today()).unwrap_err();
    let fields: Vec<_> = errors.iter().collect();
    let needed = ["surname", "given_name", "birth_date", "sex", "region", "profession", "locale"];
    assert_eq!(fields, needed.map(|field| (field, Problem::Required)));
}

#[test]
fn a_fathers_name_stands_in_place_of_a_surname_and_is_then_no_patronymic() {
    for father in ["Серікқызы", "Болатұлы", "Болатулы", "Serikqyzy"] {
        let name = read(&[("surname", ""), ("patronymic", father)]).unwrap().name;
        let expected = PersonName { surname: father.to_owned(), given_name: "Дана".to_owned(), patronymic: None };
        assert_eq!(name, expected);
    }
    // any other patronymic is no surname
    let errors = read(&[("surname", ""), ("patronymic", "Бериковна")]).unwrap_err();
    assert_eq!(errors.iter().collect::<Vec<_>>(), [("surname", Problem::Required)]);
}

#[test]
fn names_of_every_script_stay_as_they_are_typed_but_for_their_spaces() {
    for (typed, kept) in [
        ("  Ó Murchú ", "Ó Murchú"),
        ("О’Коннор", "О’Коннор"),
        ("Әбдіғали\u{2011}Мысал", "Әбдіғали-Мысал"),
        ("де  ла Крус", "де ла Крус"),
        ("李", "李"),
        ("Андреи\u{306}", "Андрей"),
    ] {
        assert_eq!(read(&[("surname", typed)]).unwrap().name.surname, kept);
    }
    for wrong in ["'", "Анна1", "a@b", "Дана; Роза", "Дана\u{202e}"] {
        assert_eq!(problem("given_name", wrong), Some(Problem::NameMalformed), "{wrong}");
    }
}

#[test]
fn a_birth_date_is_read_in_all_usual_forms_and_must_be_of_somebody_who_works() {
    for typed in [
        "05.06.1987",
        "1987-06-05",
        "5.6.1987",
        "05061987",
        "1987/06/05",
        "5 6 1987",
        "5 июня 1987",
        "1987 жылғы 5 маусым",
    ] {
        assert_eq!(*read(&[("birth_date", typed)]).unwrap().birth_date.reveal(), day("1987-06-05"));
    }
    // on the fourteenth birthday, and on the day before; a hundred years, and a hundred and one
    assert_eq!(problem("birth_date", "12.10.2012"), None);
    assert_eq!(problem("birth_date", "13.10.2012"), Some(Problem::BirthDateUnlikely));
    assert_eq!(problem("birth_date", "13.10.1925"), None);
    assert_eq!(problem("birth_date", "12.10.1925"), Some(Problem::BirthDateUnlikely));
    assert_eq!(problem("birth_date", "13.10.2026"), Some(Problem::DayInFuture));
    assert_eq!(problem("birth_date", "1987"), Some(Problem::DayMalformed));
    assert_eq!(problem("birth_date", "31.04.1988"), Some(Problem::DayImpossible));
    assert_eq!(problem("birth_date", "09.04.88"), Some(Problem::YearShort));
    // 4 September, or 9 April
    assert_eq!(problem("birth_date", "09/04/1988"), Some(Problem::DayMalformed));
    assert_eq!(problem("birth_date", "нет"), Some(Problem::Required));
}

#[test]
fn an_iin_may_be_left_out_or_have_spaces_in_it() {
    assert_eq!(read(&[]).unwrap().iin, None);
    let iin = some_iin(7);
    let spaced = format!(" {} {} ", &iin.reveal()[..6], &iin.reveal()[6..]);
    assert_eq!(read(&[("iin", &spaced)]).unwrap().iin.as_ref(), Some(&iin));
    for typed in [format!("ИИН {}", iin.reveal()), format!("'{}", iin.reveal())] {
        assert_eq!(read(&[("iin", &typed)]).unwrap().iin.as_ref(), Some(&iin), "{typed}");
    }
    assert_eq!(read(&[("iin", "нет")]).unwrap().iin, None);
    assert_eq!(problem("iin", "87060521234"), Some(Problem::IinShape));
    assert_eq!(problem("iin", "8,70605E+11"), Some(Problem::IinRounded));
}

#[test]
fn a_telephone_number_is_kept_in_the_form_that_every_network_knows() {
    for (typed, kept) in [
        ("8 701 000 00 00", "+77010000000"),
        ("+7 (701) 000-00-00", "+77010000000"),
        ("7010000000", "+77010000000"),
        ("87172000000", "+77172000000"),
        ("+49 30 0000000", "+49300000000"),
    ] {
        let phone = read(&[("phone", typed)]).unwrap().phone.unwrap();
        assert_eq!(phone.reveal(), kept, "{typed}");
    }
    for wrong in ["701", "+7701000000", "+7 701 000 00 000", "49300000000", "+0301234567", "٨٧٠١٠٠٠٠٠٠٠", "call me"]
    {
        assert_eq!(problem("phone", wrong), Some(Problem::PhoneMalformed), "{wrong}");
    }
}

#[test]
fn a_debug_line_shows_no_birth_date_no_iin_and_no_telephone_number() {
    let iin = some_iin(7);
    let shown = format!("{:?}", profile(&[("iin", iin.reveal()), ("phone", "8 701 000 00 00")]));
    for hidden in ["1987", iin.reveal(), "701000"] {
        assert!(!shown.contains(hidden), "{hidden}");
    }
}

#[test]
fn a_name_typed_on_a_phone_is_put_right_as_a_list_would_and_the_person_is_told() {
    for (typed, kept) in
        [("САБИТОВА", "Сабитова"), ("сабитова", "Сабитова"), ("Cағатбекова", "Сағатбекова"), ("CАБИТОВА", "Сабитова")]
    {
        let profile = read(&[("surname", typed)]).unwrap();
        assert_eq!((profile.name.surname.as_str(), profile.is_repaired), (kept, true));
    }
    let profile = read(&[("surname", "Сағат\u{200b}бекова"), ("second_spelling", "SAGATBEKOVA")]).unwrap();
    assert_eq!((profile.name.surname.as_str(), profile.is_repaired), ("Сағатбекова", false));
    assert_eq!(profile.second_spelling.as_deref(), Some("SAGATBEKOVA"));
    for none in ["нет", "-", "—", "жоқ"] {
        assert_eq!(read(&[("patronymic", none)]).unwrap().name.patronymic, None, "{none}");
    }
}

#[test]
fn a_form_refuses_what_a_list_refuses() {
    for wrong in ["=1+1", "@sum", "Дана\u{202e}", "😀 Дана", "<b>Дана</b>", "Сериков (Ли)"] {
        assert_eq!(problem("surname", wrong), Some(Problem::NameMalformed), "{wrong}");
    }
    for wrong in ["Дана\u{1}х", "Дана\u{fffe}"] {
        assert_eq!(problem("surname", wrong), Some(Problem::ImpossibleCharacter), "{wrong:?}");
    }
    for lost in ["Са?атбекова", "Са\u{fffd}атбекова"] {
        assert_eq!(problem("surname", lost), Some(Problem::LettersLost), "{lost}");
    }
    for none in ["нет", "-"] {
        assert_eq!(problem("given_name", none), Some(Problem::Required));
    }
    assert_eq!(problem("organization", "№ 1\u{0} мектеп"), Some(Problem::ImpossibleCharacter));
    assert_eq!(problem("organization", "?ылым орталы?ы"), Some(Problem::LettersLost));
    assert_eq!(problem("region", "Алматы"), Some(Problem::Ambiguous));
}

#[test]
fn a_form_reads_the_words_of_a_list() {
    let profile = profile(&[("sex", "жен"), ("region", "г. Нур-Султан"), ("profession", "юрисконсульт")]);
    assert_eq!((profile.sex, profile.region.code, profile.profession.code), (Sex::Female, "KZ-71", "lawyer"));
}

#[test]
fn a_kind_of_organisation_is_no_name_of_one() {
    let read = |changes: &[(&str, &str)]| {
        let profile = profile(changes);
        (profile.organization, profile.organization_type.map(|kind| kind.code))
    };
    assert_eq!(read(&[("organization", "Школа")]), (None, Some("school")));
    assert_eq!(read(&[("organization", "Школа"), ("organization_type", "school")]), (None, Some("school")));
    // a person who gives another kind means a name
    let named = (Some("Школа".to_owned()), Some("ngo"));
    assert_eq!(read(&[("organization", "Школа"), ("organization_type", "ngo")]), named);
    // the first letter is Latin
    assert_eq!(read(&[("organization", "Cолнце")]).0.as_deref(), Some("Солнце"));
}
