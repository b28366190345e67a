//! Settings of the centre, as readers, administrators and operators meet it.

use std::{
    io::{BufRead, BufReader},
    process::Stdio,
};

use maman::{
    audit,
    ground::{Locale, caller::Role},
    settings::{Setting, service as settings},
};

use crate::{
    app::{MISTYPED, TestApp, UNKNOWN, pages},
    binary::Maman,
};

const CENTRE: [(Setting, &str); 14] = [
    (Setting::NameKk, "Үлгі орталығы"),
    (Setting::NameRu, "Примерный центр"),
    (Setting::NameEn, "Model Centre"),
    (Setting::FullNameKk, "«Үлгі» ұлттық орталығы"),
    (Setting::FullNameRu, "Национальный центр «Пример»"),
    (Setting::FullNameEn, "National Centre Model"),
    (Setting::AddressKk, "Астана, Үлгі көшесі, 5"),
    (Setting::AddressRu, "Астана, ул. Примерная, 5"),
    (Setting::AddressEn, "5 Model Street, Astana"),
    (Setting::Phone, "+7 7172 11 22 33"),
    (Setting::Email, "centre@enu.kz"),
    (Setting::Bin, "000040000019"),
    (Setting::Website, "https://centre.enu.kz/"),
    (Setting::HeadName, "Мысалов Е.Ү."),
];

async fn introduce(app: &TestApp, values: &[(Setting, &str)]) {
    let mut tx = app.ctx.begin().await.unwrap();
    let typed = values.iter().map(|(setting, value)| (*setting, (*value).to_owned())).collect();
    settings::set(&mut tx, typed).await.unwrap();
    audit::commit(tx).await.unwrap();
}

/// Pages that name the centre in their own part: the six answers of the check, an error, the consent.
fn that_speak_of_it(app: &TestApp, locale: Locale) -> Vec<String> {
    let (l, codes) = (locale.code(), &app.codes);
    let checks = [&codes.valid, &codes.expired, &codes.revoked, &codes.replaced];
    let checks = checks.into_iter().map(String::as_str).chain([UNKNOWN, MISTYPED]);
    checks.map(|code| format!("/{l}/verify/{code}")).chain([format!("/{l}/nowhere"), format!("/{l}/privacy")]).collect()
}

#[tokio::test]
async fn while_nothing_is_set_no_page_names_an_address_that_nobody_reads() {
    let app = TestApp::open().await;
    for locale in Locale::ALL {
        let all = pages(locale, &app.codes).into_iter().map(|(_, _, address)| address);
        for address in all.chain(that_speak_of_it(&app, locale)) {
            let page = app.opens(&address).await.body;
            assert!(!page.contains("mailto:") && !page.contains(".example"), "{address}: {page}");
            for invented in ["орталық көрсетеді", "указывает центр", "to be entered"] {
                assert!(!page.contains(invented), "{address}");
            }
        }
    }
}

#[tokio::test]
async fn a_sentence_that_asked_to_write_ends_well_without_an_address() {
    let app = TestApp::closed().await;
    for address in that_speak_of_it(&app, Locale::Ru) {
        let words = app.opens(&address).await.words();
        for cut in ["напишите:", "напишите нам:", "Вопросы:", "напишите нам: ."] {
            assert!(!words.contains(cut), "{address}: {words}");
        }
    }
    let error = app.opens("/ru/nowhere").await.words();
    let (_, number) = error.split_once("Номер этого запроса: ").unwrap_or_else(|| panic!("{error}"));
    assert!(!number.is_empty() && !number.contains(' '), "{error}");
}

#[tokio::test]
async fn what_is_set_stands_on_every_page_in_the_readers_language() {
    let app = TestApp::closed().await;
    introduce(&app, &CENTRE).await;
    let value = |setting| CENTRE.iter().find(|(known, _)| *known == setting).unwrap().1;
    for (locale, name, full, address) in [
        (Locale::Kk, Setting::NameKk, Setting::FullNameKk, Setting::AddressKk),
        (Locale::Ru, Setting::NameRu, Setting::FullNameRu, Setting::AddressRu),
        (Locale::En, Setting::NameEn, Setting::FullNameEn, Setting::AddressEn),
    ] {
        for page in that_speak_of_it(&app, locale) {
            let answer = app.opens(&page).await;
            let (_, footer) = answer.body.split_once("<footer").unwrap();
            for setting in [full, address, Setting::Phone, Setting::Email, Setting::Website] {
                assert!(footer.contains(value(setting)), "{page} {}: {footer}", setting.as_str());
            }
            assert!(answer.body.contains(value(name)), "{page}");
            // what is mistyped needs nobody's help
            if !page.contains(MISTYPED) {
                assert!(answer.main().contains("mailto:centre@enu.kz"), "{page}: {}", answer.main());
            }
        }
        let l = locale.code();
        let consent = app.opens(&format!("/{l}/privacy")).await.words();
        for setting in [full, address, Setting::Bin] {
            assert!(consent.contains(value(setting)), "{l} {}: {consent}", setting.as_str());
        }
        for page in [format!("/{l}/verify/{}", app.codes.valid), format!("/{l}/courses/NRC-01")] {
            assert!(app.opens(&page).await.words().contains(value(full)), "{page}");
        }
    }
}

#[tokio::test]
async fn a_name_in_one_language_is_marked_with_it_on_the_pages_of_the_others() {
    let app = TestApp::closed().await;
    introduce(&app, &[(Setting::FullNameRu, "Национальный центр «Пример»")]).await;
    let english = app.opens("/en/verify").await.body;
    assert!(english.contains(r#"<p lang="ru">Национальный центр «Пример»"#), "{english}");
    assert!(app.opens("/ru/verify").await.body.contains("<p>Национальный центр «Пример»"));
}

/// Form of the settings as a browser sends it.
fn form(version: i64, values: &[(&str, &str)]) -> String {
    let escaped =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    let fields = values.iter().map(|(name, value)| format!("&{name}={}", escaped(value)));
    std::iter::once(format!("version={version}")).chain(fields).collect()
}

const PAGE: &str = "/ru/admin/settings";

#[tokio::test]
async fn an_administrator_sets_what_every_page_then_says_and_markup_stays_words() {
    let app = TestApp::closed().await;
    let admin = app.signs_in("admin@example.org", &[Role::Administrator], None).await;
    let before = app.opens_as(&admin, PAGE).await;
    assert!(before.words().contains("Не указано: Адрес (казахский)"), "{}", before.words());
    let hostile = "<script>alert(1)</script>";
    let typed = form(0, &[("name_ru", hostile), ("address_ru", hostile), ("email", "centre@enu.kz"), ("phone", "")]);
    let done = app.posts_as(&admin, PAGE, &typed).await;
    assert_eq!((done.status, done.header("location")), (303, PAGE));
    for address in [PAGE, "/ru/nowhere", "/ru/verify/7777-7777-777X"] {
        let page = app.opens_as(&admin, address).await.body;
        assert!(!page.contains(hostile) && page.contains("&lt;script&gt;alert(1)"), "{address}: {page}");
        assert!(page.contains("mailto:centre@enu.kz"), "{address}");
    }
    let head = audit::head(&mut app.ctx.read().await.unwrap()).await.unwrap();
    let again = app.posts_as(&admin, PAGE, &typed).await;
    assert_eq!((again.status, again.header("location")), (303, PAGE), "sent twice, there is nothing left to do");
    assert_eq!(audit::head(&mut app.ctx.read().await.unwrap()).await.unwrap(), head);
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field_and_everything_typed_is_still_there() {
    let app = TestApp::closed().await;
    let admin = app.signs_in("admin@example.org", &[Role::Administrator], None).await;
    let typed = form(0, &[("bin", "123"), ("website", "javascript:alert(1)"), ("name_kk", "Үлгі")]);
    for l in ["kk", "ru", "en"] {
        let refused = app.posts_as(&admin, &format!("/{l}/admin/settings"), &typed).await;
        assert_eq!(refused.status, 422);
        let main = refused.main();
        for expected in [r##"href="#bin""##, r#"id="bin-error""#, r#"id="website-error""#, r#"value="123""#, "Үлгі"]
        {
            assert!(main.contains(expected), "{l} {expected}: {main}");
        }
        assert!(main.contains("<details open"), "the form is in sight: {main}");
    }
    assert!(!app.opens("/ru/verify").await.body.contains("Үлгі"), "nothing was saved by half");
}

#[tokio::test]
async fn of_two_tabs_the_second_is_shown_what_the_first_has_saved() {
    let app = TestApp::closed().await;
    let admin = app.signs_in("admin@example.org", &[Role::Administrator], None).await;
    let first = form(0, &[("phone", "+7 7172 11 11 11"), ("email", "first@enu.kz"), ("bin", "")]);
    assert_eq!(app.posts_as(&admin, PAGE, &first).await.status, 303);
    let second = form(0, &[("phone", "+7 7172 22 22 22"), ("email", ""), ("bin", "000040000019")]);
    let clash = app.posts_as(&admin, PAGE, &second).await;
    assert_eq!(clash.status, 409);
    let main = clash.main();
    for expected in [
        "настройки изменил кто-то другой",
        "Сейчас сохранено: «+7 7172 11 11 11»",
        r#"value="+7 7172 22 22 22""#,
        // the second had left it alone
        r#"value="first@enu.kz""#,
        r#"value="000040000019""#,
        r#"name="version" value="1""#,
    ] {
        assert!(main.contains(expected), "{expected}: {main}");
    }
    assert!(app.opens("/ru/verify").await.body.contains("+7 7172 11 11 11"), "the first still holds");
    let knowing = form(1, &[("phone", "+7 7172 22 22 22"), ("email", "first@enu.kz"), ("bin", "000040000019")]);
    assert_eq!(app.posts_as(&admin, PAGE, &knowing).await.status, 303);
    let page = app.opens("/ru/verify").await.body;
    assert!(page.contains("+7 7172 22 22 22") && page.contains("first@enu.kz"), "{page}");
}

/// Lines that a starting server writes to its log before it answers.
fn said_at_start(maman: &Maman, arguments: &[&str]) -> String {
    let mut command = maman.command(&[&["serve", "--addr", "127.0.0.1:0"], arguments].concat());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap()
}

#[test]
fn a_server_warns_at_its_start_of_what_the_centre_has_not_said() {
    let maman = Maman::new();
    let warned = said_at_start(&maman, &[]);
    let lines = warned.lines().filter(|line| line.contains("maman settings set")).count();
    assert_eq!(lines, 1, "{warned}");
    for key in ["address_kk", "address_ru", "address_en", "phone", "email", "bin", "head_name"] {
        assert!(warned.contains(key), "{key}: {warned}");
    }
    let pairs: Vec<String> = CENTRE.iter().map(|(setting, value)| format!("{}={value}", setting.as_str())).collect();
    let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
    maman.run(&[&["settings", "set"], &pairs[..]].concat()).assert_code(0);
    assert!(!said_at_start(&maman, &[]).contains("maman settings"));
}

#[test]
fn the_demonstration_has_an_invented_centre_and_warns_of_nothing() {
    let maman = Maman::new();
    assert!(!said_at_start(&maman, &["--demo"]).contains("maman settings"));
    let shown = maman.run(&["settings"]).assert_code(0).out.clone();
    assert!(shown.contains("email=okytu@maman.example") && shown.contains("\nbin=0000"), "{shown}");
}

#[test]
fn an_operator_sets_all_or_nothing_and_reads_what_was_set_on_a_day() {
    let maman = Maman::new();
    let unset = maman.run(&["settings", "show"]).assert_code(0).out.clone();
    assert_eq!(unset.lines().count(), 21);
    assert!(unset.lines().all(|line| line.ends_with('=')), "{unset}");

    for (arguments, said) in [
        (vec!["email"], "KEY=VALUE"),
        (vec!["email=centre@enu.kz", "mail=x"], "full_name_kk"),
        (vec!["email=centre@enu.kz", "email=x@enu.kz"], "twice"),
        (vec!["email=centre@enu.kz", "bin=000040000018"], "check digit"),
        (vec!["website=javascript:alert(1)"], "https://example.org"),
    ] {
        let refused = maman.run(&[&["settings", "set"], &arguments[..]].concat());
        assert!(refused.assert_code(2).err.contains(said), "{said}: {}", refused.err);
    }
    assert_eq!(maman.run(&["settings", "show"]).out, unset);

    let set = ["settings", "set", "email=centre@enu.kz", "name_kk=Үлгі орталығы", "--operator", "Алма"];
    assert_eq!(maman.run(&set).assert_code(0).out, "Changed: email, name_kk\n");
    assert!(maman.run(&set).assert_code(0).out.contains("nothing was changed"));
    let shown = maman.run(&["settings", "show"]).assert_code(0).out.clone();
    assert!(shown.contains("email=centre@enu.kz\n") && shown.contains("name_kk=Үлгі орталығы\n"), "{shown}");
    assert_eq!(maman.run(&["settings", "show", "--as-of", "2020-01-01"]).assert_code(0).out, unset);
    maman.run(&["settings", "show", "--as-of", "31.02.2026"]).assert_code(2);
    for (lang, word) in [("kk", "деген баптау жоқ"), ("ru", "настройки «x» нет")] {
        let refused = maman.run(&["settings", "set", "x=1", "--lang", lang]);
        assert!(refused.assert_code(2).err.contains(word), "{}", refused.err);
    }
}
