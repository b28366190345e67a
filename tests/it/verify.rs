//! Check of a certificate: six answers, and what none of them shows.

use axum::http::Method;

use crate::app::{MISTYPED, TestApp, UNKNOWN};

#[tokio::test]
async fn the_six_answers_are_different_and_have_the_right_status() {
    let app = TestApp::closed().await;
    let mut headings = Vec::new();
    for (code, status, said) in [
        (app.codes.valid.as_str(), 200, "Сертификат подлинный и действует"),
        (&app.codes.expired, 200, "истёк"),
        (&app.codes.revoked, 200, "отозван"),
        (&app.codes.replaced, 200, "заменён"),
        (UNKNOWN, 404, "У нас нет"),
        (MISTYPED, 422, "опечатка"),
    ] {
        let answer = app.opens(&format!("/ru/verify/{code}")).await;
        assert_eq!(answer.status, status, "{code}");
        assert!(answer.heading().contains(said), "{}", answer.heading());
        assert_eq!((answer.header("cache-control"), answer.header("x-robots-tag")), ("no-store", "noindex"));
        headings.push(answer.heading());
    }
    headings.sort();
    headings.dedup();
    assert_eq!(headings.len(), 6);
}

#[tokio::test]
async fn a_valid_certificate_shows_name_course_hours_days_issuer_and_code() {
    let app = TestApp::closed().await;
    let words = app.opens(&format!("/en/verify/{}", app.codes.valid)).await.words();
    for shown in [
        "Сейітқали-2 Айгерім Бауыржанқызы",
        "Trauma-informed care in work with children",
        "36",
        "15 March 2024",
        "15 March 2027",
        "National Resource Centre",
        &app.codes.valid,
        "12 October 2026",
    ] {
        assert!(words.contains(shown), "{shown} is missing in: {words}");
    }
}

#[tokio::test]
async fn no_answer_shows_iin_e_mail_registration_number_birth_date_or_region() {
    let app = TestApp::closed().await;
    let codes = &app.codes;
    for code in [&codes.valid, &codes.expired, &codes.revoked, &codes.replaced, &codes.successor] {
        for address in [format!("/ru/verify/{code}"), format!("/api/v1/certificates/{code}")] {
            let body = app.opens(&address).await.body;
            for number in 1..=6 {
                let person = maman::testing::registry::person(number);
                let birth_date = *person.birth_date.as_ref().unwrap().reveal();
                for hidden in [
                    person.iin.unwrap().reveal().to_owned(),
                    person.email.unwrap().reveal().clone(),
                    birth_date.to_string(),
                    maman::i18n::dates::short(birth_date),
                ] {
                    assert!(!body.contains(&hidden), "{address} shows {hidden}");
                }
            }
            for hidden in ["NRC-20", "KZ-", "for a test"] {
                assert!(!body.contains(hidden), "{address} shows {hidden}");
            }
        }
    }
}

#[tokio::test]
async fn a_replaced_certificate_leads_to_no_other() {
    let app = TestApp::closed().await;
    let body = app.opens(&format!("/ru/verify/{}", app.codes.replaced)).await.body;
    assert!(body.contains("Сейітқали-4"));
    assert!(!body.contains(&app.codes.successor) && !body.contains(&app.codes.successor.replace('-', "")));
    assert!(!body.contains("Әлиева-Омарова"));
    assert!(app.opens(&format!("/ru/verify/{}", app.codes.successor)).await.body.contains("Әлиева-Омарова"));
}

#[tokio::test]
async fn a_code_typed_into_the_form_leads_to_the_answers_own_address() {
    let app = TestApp::closed().await;
    let sloppy = app.codes.valid.to_lowercase().replace('-', "+");
    let answer = app.opens(&format!("/ru/verify?code=+{sloppy}+")).await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), format!("/ru/verify/{}", app.codes.valid));
}

#[tokio::test]
async fn a_code_reads_the_same_however_it_is_spelled() {
    let app = TestApp::closed().await;
    let plain = app.codes.valid.replace('-', "");
    // spaces, and Cyrillic letters that look like the Latin ones
    let look_alike = |letter| match letter {
        'A' => "%D0%90".to_owned(),
        'B' => "%D0%92".to_owned(),
        'M' => "%D0%9C".to_owned(),
        '0' => "%D0%9E".to_owned(),
        other => String::from(other),
    };
    let cyrillic: String = plain.chars().map(look_alike).collect();
    assert_ne!(cyrillic, plain);
    for spelling in [plain.clone(), plain.to_lowercase(), format!("%20{plain}%20"), cyrillic] {
        let answer = app.opens(&format!("/ru/verify/{spelling}")).await;
        assert_eq!((answer.status, answer.heading().as_str()), (200, "Сертификат подлинный и действует"), "{spelling}");
    }
}

#[tokio::test]
async fn an_empty_or_mistyped_code_is_asked_for_again_with_what_was_typed() {
    let app = TestApp::closed().await;
    let answer = app.opens("/ru/verify?code=").await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.main().contains("id=\"code-error\"")
            && answer.main().contains("aria-describedby=\"code-hint code-error\"")
    );
    assert!(answer.title().starts_with("Ошибка"), "{}", answer.title());
    for typed in [MISTYPED, "NRC-2024-00001", "<b>жоқ</b>\"'"] {
        let escaped = percent_encoding::utf8_percent_encode(typed, percent_encoding::NON_ALPHANUMERIC);
        let answer = app.opens(&format!("/ru/verify?code={escaped}")).await;
        assert_eq!(answer.status, 422, "{typed}");
        let kept = typed.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        assert!(answer.main().contains(&format!("value=\"{kept}\"")), "{kept} is not kept in {}", answer.main());
        assert!(!answer.body.contains("<b>жоқ"));
    }
}

#[tokio::test]
async fn a_registration_number_finds_nothing() {
    let app = TestApp::closed().await;
    for number in ["NRC-2024-00001", "NRC-2022-00001"] {
        assert_eq!(app.opens(&format!("/ru/verify/{number}")).await.status, 422);
        assert_eq!(app.opens(&format!("/api/v1/certificates/{number}")).await.status, 422);
    }
}

#[tokio::test]
async fn a_registration_number_and_a_wrong_length_are_told_as_what_they_are() {
    let app = TestApp::closed().await;
    for (l, number, length) in [
        ("kk", "Бұл – тіркеу нөмірі", "12 таңба"),
        ("ru", "Это регистрационный номер", "8 из 12"),
        ("en", "This is the registration number", "8 of 12"),
    ] {
        for typed in ["NRC-2024-00001", "nrc%E2%80%932024%E2%80%9300001"] {
            let answer = app.opens(&format!("/{l}/verify?code={typed}")).await;
            assert!(answer.status == 422 && answer.heading().contains(number), "{}", answer.main());
            // the number of a certificate and one of none are answered alike
            assert!(!answer.body.contains("Сейітқали"));
        }
        let answer = app.opens(&format!("/{l}/verify/Y9CC-Q02S")).await;
        assert!(answer.status == 422 && answer.words().contains(length), "{}", answer.words());
    }
    for (typed, code) in [("NRC-2024-00001", "registration_number_given"), ("Y9CC", "check_code_length")] {
        let answer = app.opens(&format!("/api/v1/certificates/{typed}")).await;
        assert!(answer.status == 422 && answer.body.contains(code), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_pasted_link_or_a_code_in_cyrillic_letters_leads_to_the_answer() {
    let app = TestApp::closed().await;
    let code = &app.codes.valid;
    let cyrillic = code.replace('A', "А").replace('C', "С").replace('Y', "Ү").replace('T', "Т").replace('K', "к");
    for typed in [format!("https://maman.example/v/{code}"), format!("Код: {code}"), format!("{cyrillic}\u{200b}")] {
        let escaped = percent_encoding::utf8_percent_encode(&typed, percent_encoding::NON_ALPHANUMERIC);
        let answer = app.opens(&format!("/ru/verify?code={escaped}")).await;
        assert_eq!((answer.status, answer.header("location")), (303, format!("/ru/verify/{code}").as_str()), "{typed}");
    }
}

#[tokio::test]
async fn rubbish_in_place_of_a_code_is_answered_calmly() {
    let app = TestApp::closed().await;
    let long = "7".repeat(10_000);
    for rubbish in [
        "%00",
        "%00%01%02",
        &long,
        "%F0%9F%98%80",
        "..%2F..%2Fetc%2Fpasswd",
        "%2F",
        "%ff%fe",
        "%",
        "%zz",
        "-",
        "';drop table",
        "%E2%80%AE",
    ] {
        let rubbish = rubbish.replace(' ', "%20");
        let answer = app.opens(&format!("/ru/verify/{rubbish}")).await;
        assert!(matches!(answer.status, 404 | 422), "{rubbish}: {}", answer.status);
        assert!(answer.body.contains("<html lang=\"ru\""), "{rubbish}");
        let answer = app.opens(&format!("/v/{rubbish}")).await;
        assert!(matches!(answer.status, 307 | 404 | 422), "{rubbish}: {} {}", answer.status, answer.body);
        let answer = app.opens(&format!("/api/v1/certificates/{rubbish}")).await;
        assert!(matches!(answer.status, 404 | 422), "{rubbish}: {} {}", answer.status, answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{rubbish}");
    }
}

#[tokio::test]
async fn asking_for_the_head_alone_gives_the_same_status_and_no_body() {
    let app = TestApp::closed().await;
    for (address, status) in [
        (format!("/ru/verify/{}", app.codes.valid), 200),
        (format!("/ru/verify/{UNKNOWN}"), 404),
        (format!("/ru/verify/{MISTYPED}"), 422),
        (format!("/api/v1/certificates/{}", app.codes.valid), 200),
        ("/ru/nowhere".to_owned(), 404),
        ("/ru".to_owned(), 200),
    ] {
        let answer = app.sends(Method::HEAD, &address, &[], Vec::new()).await;
        assert_eq!((answer.status, answer.body.as_str()), (status, ""), "{address}");
    }
}
