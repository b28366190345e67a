//! Editors of courses and runs, as staff use them in a browser without scripts.

use maman::ground::caller::Role;

use crate::app::{Answer, TestApp, reported};

const RUN: &str = "course=NRC-02&code=NRC-02-2702&language=ru&region=KZ-71&starts_on=02.02.2027&ends_on=12.02.2027&\
    admission=first_come&capacity=10&offer_hours=72&generate_on=2&generate_on=4&generate_from=14%3A00&\
    generate_to=17%3A00&generate_first=02.02.2027&generate_times=3&generate_not=04.02.2027";

/// Fields of the form on a page, as a browser would send them again.
fn fields(page: &Answer) -> Vec<(String, String)> {
    let value = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value.replace("&amp;", "&").replace("&quot;", "\""))
    };
    let inputs = page.main().split("<input ").skip(1).filter_map(|rest| {
        let tag = format!(" {}", rest.split('>').next()?);
        let is_sent = !tag.contains("type=\"checkbox\"") && !tag.contains("type=\"radio\"") || tag.contains(" checked");
        Some((value(&tag, "name")?, value(&tag, "value").unwrap_or_default())).filter(|_| is_sent)
    });
    let areas = page.main().split("<textarea ").skip(1).filter_map(|rest| {
        let (tag, rest) = rest.split_once('>')?;
        Some((value(&format!(" {tag}"), "name")?, rest.split("</textarea>").next()?.to_owned()))
    });
    let lists = page.main().split("<select ").skip(1).filter_map(|rest| {
        let (tag, rest) = rest.split_once('>')?;
        let chosen = rest.split("</select>").next()?.split("<option ").find(|option| option.contains(" selected"));
        let chosen = chosen.and_then(|option| value(&format!(" {option}"), "value")).unwrap_or_default();
        Some((value(&format!(" {tag}"), "name")?, chosen))
    });
    inputs.chain(areas).chain(lists).collect()
}

/// Fields as a form, with other values for some of them.
fn body(fields: &[(String, String)], changes: &[(&str, &str)]) -> String {
    let changed = |name: &str, value: &str| {
        let change = changes.iter().find(|(of, _)| *of == name);
        change.map_or(value.to_owned(), |(_, value)| (*value).to_owned())
    };
    let escaped = |text: &str| maman::ground::address::escaped(text);
    let sent = fields.iter().map(|(name, value)| format!("{name}={}", escaped(&changed(name, value))));
    let added = changes.iter().filter(|(name, _)| !fields.iter().any(|(of, _)| of == name));
    let added = added.map(|(name, value)| format!("{name}={}", escaped(value)));
    sent.chain(added).collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn whoever_chooses_the_course_in_the_form_gets_a_code_too() {
    let app = TestApp::closed().await;
    let staff = app.signs_in("staff@example.org", &[Role::Staff], None).await;
    let form = RUN.replace("code=NRC-02-2702", "code=");
    let made = app.posts_as(&staff, "/en/staff/runs/new", &format!("{form}&action=generate")).await;
    let (_, code) = fields(&made).into_iter().find(|(name, _)| name == "code").unwrap();
    assert!(code.starts_with("NRC-02-2"), "{code}");
    for number in ["", "-2"] {
        let form = body(&fields(&made), &[("action", "save"), ("code", "")]);
        let saved = app.posts_as(&staff, "/en/staff/runs/new", &form).await;
        assert_eq!((saved.status, saved.header("location")), (303, &*format!("/en/staff/runs/{code}{number}/edit")));
    }
}

#[tokio::test]
async fn a_run_is_made_from_a_sentence_published_changed_and_cancelled() {
    let app = TestApp::closed().await;
    let staff = app.signs_in("staff@example.org", &[Role::Staff], None).await;
    let made = app.posts_as(&staff, "/ru/staff/runs/new", &format!("{RUN}&action=generate")).await;
    assert_eq!((made.status, made.main().matches("name=\"meeting_on\"").count()), (200, 3), "{}", made.words());
    assert!(made.words().contains("Одно занятие: 180 мин, это 4 часа по 45 мин."), "{}", made.words());
    for day in ["02.02.2027", "09.02.2027", "11.02.2027"] {
        assert!(made.main().contains(&format!("value=\"{day}\"")), "{day}");
    }
    // nothing is saved by that, and a row more or less saves nothing either
    assert_eq!(app.opens_as(&staff, "/ru/staff/runs/NRC-02-2702/edit").await.status, 404);
    let fewer = app.posts_as(&staff, "/ru/staff/runs/new", &body(&fields(&made), &[("action", "drop-2")])).await;
    assert_eq!((fewer.status, fewer.main().matches("name=\"meeting_on\"").count()), (200, 2));
    let saved = app.posts_as(&staff, "/ru/staff/runs/new", &body(&fields(&fewer), &[("action", "save")])).await;
    assert_eq!((saved.status, reported(&saved.headers).as_str()), (303, "draft_saved"), "{}", saved.body);
    let edit = saved.header("location").to_owned();
    assert_eq!(edit, "/ru/staff/runs/NRC-02-2702/edit");
    // a draft is nowhere but with staff
    for path in ["/ru/runs/NRC-02-2702", "/runs/NRC-02-2702.ics"] {
        assert_eq!(app.opens(path).await.status, 404, "{path}");
    }
    assert!(!app.opens("/ru/courses/NRC-02").await.main().contains("NRC-02-2702"));

    let page = app.opens_as(&staff, &edit).await;
    let wrong = body(&fields(&page), &[("action", "publish"), ("capacity", "0"), ("ends_on", "10.02.2027")]);
    let refused = app.posts_as(&staff, &edit, &wrong).await;
    assert_eq!(refused.status, 422);
    for part in ["value=\"0\"", "href=\"#capacity\"", "aria-invalid=\"true\""] {
        assert!(refused.main().contains(part), "{part}");
    }
    let published = app.posts_as(&staff, &edit, &body(&fields(&page), &[("action", "publish")])).await;
    assert_eq!((published.status, reported(&published.headers).as_str()), (303, "run_published"));
    for path in ["/ru/runs/NRC-02-2702", "/runs/NRC-02-2702.ics"] {
        assert_eq!(app.opens(path).await.status, 200, "{path}");
    }

    // two members of staff have the page open; the second is shown what the first has saved
    let page = app.opens_as(&staff, &edit).await;
    let first = body(&fields(&page), &[("action", "save"), ("capacity", "12")]);
    assert_eq!(app.posts_as(&staff, &edit, &first).await.status, 303);
    let second = body(&fields(&page), &[("action", "save"), ("offer_hours", "48")]);
    let late = app.posts_as(&staff, &edit, &second).await;
    assert_eq!(late.status, 409);
    assert!(late.words().contains("Сейчас сохранено: «12»"), "{}", late.words());
    assert!(late.main().contains("value=\"48\""));
    let again = app.posts_as(&staff, &edit, &body(&fields(&late), &[("action", "save"), ("capacity", "12")])).await;
    assert_eq!((again.status, reported(&again.headers).as_str()), (303, "run_saved"));

    let page = app.opens_as(&staff, &edit).await;
    let cancelled = app.posts_as(&staff, &edit, &body(&fields(&page), &[("action", "cancel")])).await;
    assert_eq!((cancelled.status, reported(&cancelled.headers).as_str()), (303, "run_cancelled"));
    let page = app.opens_as(&staff, &edit).await;
    assert!(!page.main().contains("value=\"publish\""), "nothing more can be done with it");
}

#[tokio::test]
async fn a_run_is_copied_without_its_days() {
    let app = TestApp::closed().await;
    let staff = app.signs_in("staff@example.org", &[Role::Staff], None).await;
    let copy = app.opens_as(&staff, "/en/staff/runs/new?copy=NRC-01-2611").await;
    assert_eq!(copy.status, 200);
    let fields = fields(&copy);
    let value = |name: &str| fields.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str());
    assert_eq!((value("course"), value("code")), (Some("NRC-01"), Some("NRC-01-2610")));
    assert_eq!((value("capacity"), value("starts_on"), value("venue_en")), (Some("25"), Some(""), Some("Astana")));
}

#[tokio::test]
async fn a_course_is_described_previewed_saved_archived_and_restored() {
    let app = TestApp::closed().await;
    let staff = app.signs_in("staff@example.org", &[Role::Staff], None).await;
    let new = "code=X-1&title_kk=%D0%9A%D1%83%D1%80%D1%81&title_ru=&title_en=Course&outcomes_en=One%0D%0ATwo&\
        academic_hours=24&competence_area=psychosocial&format=online&validity_months=36&\
        validity_profession=educational_psychologist&validity_for=12";
    let preview = app.posts_as(&staff, "/ru/staff/courses/new", &format!("{new}&action=preview-en")).await;
    assert_eq!(preview.status, 200);
    for words in ["Course", "One", "Two", "3 years", "educational psychologist: 1 year"] {
        assert!(preview.words().contains(words), "{words}: {}", preview.words());
    }
    let wrong =
        app.posts_as(&staff, "/ru/staff/courses/new", &new.replace("academic_hours=24", "academic_hours=")).await;
    assert_eq!(wrong.status, 422);
    let saved = app.posts_as(&staff, "/ru/staff/courses/new", new).await;
    assert_eq!((saved.status, reported(&saved.headers).as_str()), (303, "course_added"));
    assert_eq!(app.opens("/ru/courses/X-1").await.status, 200);
    let edit = saved.header("location").to_owned();
    let page = app.opens_as(&staff, &edit).await;
    let later = body(&fields(&page), &[("action", "save"), ("academic_hours", "36")]);
    assert_eq!(reported(&app.posts_as(&staff, &edit, &later).await.headers), "course_saved");
    let late = app.posts_as(&staff, &edit, &body(&fields(&page), &[("action", "save"), ("pass_mark", "70")])).await;
    assert_eq!(late.status, 409);
    assert!(late.words().contains("Сейчас сохранено: «36»"), "{}", late.words());
    for (action, outcome, is_shown) in [("archive", "course_archived", false), ("restore", "course_restored", true)] {
        let page = app.opens_as(&staff, &edit).await;
        let answer = app.posts_as(&staff, &edit, &body(&fields(&page), &[("action", action)])).await;
        assert_eq!((answer.status, reported(&answer.headers).as_str()), (303, outcome));
        assert_eq!(app.opens("/ru/courses").await.main().contains("/ru/courses/X-1"), is_shown);
    }
    let archived = app.opens_as(&staff, "/ru/staff/courses?archived=1").await;
    assert!(!archived.main().contains("/ru/staff/courses/X-1/edit"));
}
