//! Pages as browsers get them.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use tower::ServiceExt;

use super::*;
use crate::{auth, routes, state::AppState};

/// Browser, and the person who uses it.
struct Browser {
    router: Router,
    cookie: String,
}

/// Answer of the server.
struct Answer {
    status: u16,
    location: String,
    /// Body with plain spaces, so that words can be looked for.
    body: String,
}

impl Answer {
    /// Asserts that the page has these words, one after another.
    fn says(&self, words: &[&str]) {
        let mut rest = self.body.as_str();
        for expected in words {
            let (_, behind) = rest.split_once(expected).unwrap_or_else(|| panic!("{expected} in {rest}"));
            rest = behind;
        }
    }

    /// Number of filled buttons on the page, which show the one thing to do.
    fn filled_buttons(&self) -> usize {
        self.body.matches("btn--go").count()
    }
}

impl Browser {
    async fn of(ctx: &Ctx, account: Option<AccountId>) -> Self {
        let cookie = match account {
            Some(account) => {
                let mut tx = ctx.begin().await.unwrap();
                let token = auth::begin(&mut tx, account, "a test", false).await.unwrap();
                audit::commit_upkeep(tx).await.unwrap();
                format!("__Host-session={}", token.reveal())
            }
            None => String::new(),
        };
        Self { router: routes::router(AppState::new(ctx, false, false).await.unwrap()), cookie }
    }

    async fn sends(&self, method: &str, address: &str, body: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("host", "localhost")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", &self.cookie)
            .body(Body::from(body.to_owned()))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let location = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap().replace('\u{a0}', " ");
        Answer { status, location: location.unwrap_or_default(), body }
    }

    async fn opens(&self, address: &str) -> Answer {
        self.sends("GET", address, "").await
    }
}

on_both_databases!(a_run_says_what_comes_of_the_button_before_the_button, |ctx| {
    let (run, people) = run_with(&ctx, 1, 3).await;
    let visitor = Browser::of(&ctx, None).await;
    let free = visitor.opens("/en/runs/RUN-1").await;
    assert_eq!((free.status, free.filled_buttons()), (200, 1));
    free.says(&["A free place is yours at once.", "until 2 November 2026", r#"href="/en/runs/RUN-1/enroll""#]);
    for who in &people[..2] {
        who.applies_to(&ctx, run).await.unwrap();
    }
    let full = visitor.opens("/en/runs/RUN-1").await;
    full.says(&["as number 2.", "until 2 November 2026", r#"href="/en/runs/RUN-1/enroll""#, "waiting list"]);
    assert_eq!(visitor.opens("/en/runs/NONE").await.status, 404);
});

on_both_databases!(a_run_tells_everybody_how_they_stand, |ctx| {
    let (run, people) = run_with(&ctx, 1, 4).await;
    for who in &people[..3] {
        who.applies_to(&ctx, run).await.unwrap();
    }
    let mut browsers = Vec::new();
    for who in &people {
        browsers.push(Browser::of(&ctx, Some(who.account)).await);
    }
    let first = browsers[0].opens("/ru/runs/RUN-1").await;
    first.says(&["Вы зачислены", r#"href="/ru/my""#, r#"href="/ru/runs/RUN-1/withdraw""#]);
    assert_eq!(first.filled_buttons(), 0);
    browsers[2].opens("/ru/runs/RUN-1").await.says(&["В листе ожидания: 2 из 2"]);
    people[0].withdraws_from(&ctx, run).await.unwrap();
    let offered = browsers[1].opens("/ru/runs/RUN-1").await;
    offered.says(&["до 15 октября 2026 года, 14:00", r#"href="/ru/runs/RUN-1/accept""#]);
    assert_eq!(offered.filled_buttons(), 1);
    browsers[0].opens("/ru/runs/RUN-1").await.says(&["Вы отказались от этого потока 12 октября", "/enroll"]);
    browsers[3].opens("/ru/runs/RUN-1").await.says(&["номер в очереди: 2.", "/enroll"]);
    let staff = registry::account(&ctx, "staff@example.org", &[Role::Staff], None).await;
    let staff = Browser::of(&ctx, Some(staff)).await.opens("/ru/runs/RUN-1").await;
    assert_eq!((staff.status, staff.filled_buttons()), (200, 0));
});

on_both_databases!(somebody_with_an_offer_or_a_place_does_not_read_first_that_there_are_none, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    let confirmed = Browser::of(&ctx, Some(people[0].account)).await.opens("/ru/runs/RUN-1").await;
    confirmed.says(&["Вы зачислены", "Начало"]);
    assert!(!confirmed.body.contains("Мест нет"), "{}", confirmed.body);
    people[0].withdraws_from(&ctx, run).await.unwrap();
    let offered = Browser::of(&ctx, Some(people[1].account)).await.opens("/ru/runs/RUN-1").await;
    offered.says(&["Предложено место", "до 15 октября 2026 года", "/accept", "Начало"]);
    assert!(!offered.body.contains("Мест нет"), "{}", offered.body);
    Browser::of(&ctx, None).await.opens("/ru/runs/RUN-1").await.says(&["Мест нет", "Начало"]);
});

on_both_databases!(giving_up_a_place_that_nobody_waits_for_does_not_promise_it_to_the_next_in_line, |ctx| {
    let (run, people) = run_with(&ctx, 2, 3).await;
    people[0].applies_to(&ctx, run).await.unwrap();
    let browser = Browser::of(&ctx, Some(people[0].account)).await;
    let nobody_waits = browser.opens("/ru/runs/RUN-1/withdraw").await;
    nobody_waits.says(&["Место сразу освободится, и его сможет занять другой.", "снова можно"]);
    assert!(!nobody_waits.body.contains("в очереди"), "{}", nobody_waits.body);
    people[1].applies_to(&ctx, run).await.unwrap();
    people[2].applies_to(&ctx, run).await.unwrap();
    browser.opens("/ru/runs/RUN-1/withdraw").await.says(&["предложено следующему в очереди"]);
});

on_both_databases!(a_run_that_is_over_promises_no_schedule_and_offers_no_calendar, |ctx| {
    trainees(&ctx, 1).await;
    let over = NewRun::plain("OVER", day("2025-06-16"), day("2025-06-20"), 20);
    announce(&ctx, &over).await;
    let ahead = NewRun::plain("AHEAD", day("2027-01-12"), day("2027-01-20"), 20);
    announce(&ctx, &ahead).await;
    let visitor = Browser::of(&ctx, None).await;
    let over = visitor.opens("/ru/runs/OVER").await;
    over.says(&["16 июня 2025 года, пн"]);
    for untrue in ["ещё не составлено", "OVER.ics"] {
        assert!(!over.body.contains(untrue), "{untrue}");
    }
    visitor.opens("/ru/runs/AHEAD").await.says(&["12 января 2027 года, вт", "ещё не составлено", "AHEAD.ics"]);
});

on_both_databases!(an_address_that_is_nowhere_does_not_look_like_being_signed_out, |ctx| {
    let (_, people) = run_with(&ctx, 1, 1).await;
    let browser = Browser::of(&ctx, Some(people[0].account)).await;
    for (method, address, status) in [
        ("GET", "/ru/nowhere", 404),
        ("GET", "/ru/admin/nowhere", 404),
        ("PUT", "/ru/my", 405),
        ("POST", "/ru/runs/NONE/withdraw", 404),
    ] {
        let answer = browser.sends(method, address, "").await;
        assert_eq!(answer.status, status, "{address}");
        answer.says(&[r#"class="who""#, r#"action="/ru/sign-out""#, "<h1>"]);
        assert!(!answer.body.contains(r#"href="/ru/sign-in""#), "{address}");
    }
    let visitor = Browser::of(&ctx, None).await.opens("/ru/nowhere").await;
    assert!(visitor.body.contains(r#"href="/ru/sign-in""#) && !visitor.body.contains("sign-out"));
});

on_both_databases!(staff_at_the_pages_of_trainees_are_told_what_these_are_and_not_led_there, |ctx| {
    trainees(&ctx, 1).await;
    let staff = registry::account(&ctx, "staff@example.org", &[Role::Staff], None).await;
    let staff = Browser::of(&ctx, Some(staff)).await;
    let refused = staff.opens("/ru/my").await;
    assert_eq!(refused.status, 403);
    refused.says(&["Здесь слушатель видит свои заявки и сертификаты."]);
    for page in ["profile", "security", "data"] {
        assert!(!staff.opens(&format!("/ru/my/{page}")).await.body.contains(r#"href="/ru/my""#), "{page}");
    }
    staff.opens("/ru/sign-out").await.says(&[r#"<button class="btn btn--go">Выйти"#, r#"class="btn">Продолжить"#]);
});

on_both_databases!(a_refused_form_says_so_first_of_all_in_the_title, |ctx| {
    let visitor = Browser::of(&ctx, None).await;
    for page in ["sign-up", "sign-in", "reset-password"] {
        let refused = visitor.sends("POST", &format!("/ru/{page}"), "email=x&password=y").await;
        assert_eq!(refused.status, 422, "{page}");
        refused.says(&["<title>Ошибка: "]);
    }
    assert!(!visitor.opens("/ru/sign-in").await.body.contains("Ошибка:"));
});

on_both_databases!(a_run_that_takes_no_applications_says_why_and_is_still_there, |ctx| {
    trainees(&ctx, 1).await;
    for (code, run) in [
        ("OVER", NewRun::plain("OVER", day("2026-09-01"), day("2026-09-10"), 5)),
        ("BEGUN", NewRun::plain("BEGUN", day("2026-10-12"), day("2026-10-20"), 5)),
        ("LATE", NewRun { enroll_until: Some(day("2026-10-01")), ..ten_days("LATE", 5) }),
    ] {
        announce(&ctx, &run).await;
        let page = Browser::of(&ctx, None).await.opens(&format!("/kk/runs/{code}")).await;
        assert_eq!((page.status, page.filled_buttons()), (200, 0), "{code}");
        let reason = match code {
            "OVER" => "Топ аяқталды: 2026 жылғы 10 қыркүйек.",
            "BEGUN" => "Топ басталды: 2026 жылғы 12 қазан.",
            _ => "Өтінім қабылдау аяқталды. Соңғы күні: 2026 жылғы 1 қазан.",
        };
        page.says(&[reason, r#"href="/kk/courses/NRC-01""#]);
    }
});

on_both_databases!(the_form_asks_for_what_is_missing_and_for_nothing_else, |ctx| {
    let (_, people) = run_with(&ctx, 1, 1).await;
    let visitor = Browser::of(&ctx, None).await.opens("/ru/runs/RUN-1/enroll").await;
    assert_eq!((visitor.status, visitor.location.as_str()), (303, "/ru/sign-in?next=%2Fru%2Fruns%2FRUN-1%2Fenroll"));
    let known = Browser::of(&ctx, Some(people[0].account)).await.opens("/ru/runs/RUN-1/enroll").await;
    // and from the profile back to where the reader was
    let profile = r#"href="/ru/my/profile?next=%2Fru%2Fruns%2FRUN-1%2Fenroll""#;
    known.says(&["Заявку подаёт Сейітқали-1 Айгерім", profile, "закрепляется за вами сразу"]);
    assert!(!known.body.contains(r#"name="surname""#) && !known.body.contains("consent_processing"));
    let new = registry::account(&ctx, "new@example.org", &[Role::Trainee], None).await;
    let new = Browser::of(&ctx, Some(new)).await;
    let empty = new.opens("/ru/runs/RUN-1/enroll").await;
    empty.says(&[r#"name="surname""#, r#"name="consent_processing""#, "закрепляется за вами сразу", "<button"]);
    let wrong = new.sends("POST", "/ru/runs/RUN-1/enroll", "surname=Dana&birth_date=31.02.1990").await;
    assert_eq!(wrong.status, 422);
    wrong.says(&["<title>Ошибка: ", r##"href="#given_name""##, r#"value="Dana""#, r#"value="31.02.1990""#]);
    let officer = registry::account(&ctx, "officer@example.org", &[Role::Officer], None).await;
    let officer = Browser::of(&ctx, Some(officer)).await;
    assert_eq!(officer.opens("/ru/runs/RUN-1/enroll").await.status, 403);
    assert_eq!(officer.sends("POST", "/ru/runs/RUN-1/enroll", "").await.status, 403);
});

on_both_databases!(what_is_in_the_way_stands_in_place_of_the_form, |ctx| {
    let (run, people) = run_with(&ctx, 5, 1).await;
    announce(&ctx, &ten_days("RUN-2", 5)).await;
    announce(&ctx, &NewRun::plain("OVER", day("2026-09-01"), day("2026-09-10"), 5)).await;
    people[0].applies_to(&ctx, run).await.unwrap();
    let browser = Browser::of(&ctx, Some(people[0].account)).await;
    for (code, reason) in [
        ("RUN-1", "You have an application for this run already."),
        ("RUN-2", "You already have a course on these days."),
        ("OVER", "The run ended on 10 September 2026."),
    ] {
        let page = browser.opens(&format!("/en/runs/{code}/enroll")).await;
        assert_eq!((page.status, page.filled_buttons()), (200, 0), "{code}");
        page.says(&[reason]);
    }
    browser
        .opens("/en/runs/RUN-2")
        .await
        .says(&["You already have a course on these days.", r#"href="/en/runs/RUN-1""#]);
    let refused = browser.sends("POST", "/en/runs/RUN-2/enroll", "").await;
    assert_eq!(refused.status, 409);
    refused.says(&["This run overlaps in time with another run of yours."]);
});

on_both_databases!(withdrawing_says_what_is_lost_and_is_nobody_elses, |ctx| {
    let (run, people) = run_with(&ctx, 1, 3).await;
    for who in &people[..2] {
        who.applies_to(&ctx, run).await.unwrap();
    }
    let first = Browser::of(&ctx, Some(people[0].account)).await;
    first.opens("/en/runs/RUN-1/withdraw").await.says(&[
        "You cannot take it back.",
        "until 2 November 2026",
        "<button",
    ]);
    let second = Browser::of(&ctx, Some(people[1].account)).await;
    second.opens("/en/runs/RUN-1/withdraw").await.says(&["Your number on the waiting list (1) is not kept", "<button"]);
    let stranger = Browser::of(&ctx, Some(people[2].account)).await;
    for page in ["withdraw", "accept"] {
        let address = format!("/en/runs/RUN-1/{page}");
        assert_eq!(stranger.opens(&address).await.status, 404, "{page}");
        assert_eq!(stranger.sends("POST", &address, "").await.status, 404, "{page}");
        assert_eq!(Browser::of(&ctx, None).await.opens(&address).await.status, 303, "{page}");
    }
    assert_eq!(second.opens("/en/runs/RUN-1/accept").await.status, 404, "nothing is offered yet");
    let done = first.sends("POST", "/en/runs/RUN-1/withdraw", "").await;
    assert_eq!((done.status, done.location.as_str()), (303, "/en/my"));
    second.opens("/en/runs/RUN-1/accept").await.says(&["15 October 2026, 14:00 (Astana time, UTC+5)", "<button"]);
    let done = second.sends("POST", "/en/runs/RUN-1/accept", "").await;
    assert_eq!((done.status, done.location.as_str()), (303, "/en/my"));
    first.opens("/en/runs/RUN-1/withdraw").await.says(&["You withdrew from this run on 12 October 2026."]);
});

on_both_databases!(an_offer_that_is_over_says_so_and_leads_back, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[0].withdraws_from(&ctx, run).await.unwrap();
    pass_offers_on(&later(&ctx, 72)).await;
    let late = Browser::of(&later(&ctx, 72), Some(people[1].account)).await;
    let page = late.opens("/en/runs/RUN-1/accept").await;
    assert_eq!((page.status, page.filled_buttons()), (200, 0));
    page.says(&["The offer expired: 15 October 2026, 14:00", r#"href="/en/runs/RUN-1""#]);
    assert_eq!(late.sends("POST", "/en/runs/RUN-1/accept", "").await.status, 409);
});

on_both_databases!(an_address_with_a_code_that_no_code_can_be_is_not_found, |ctx| {
    let trainee = testing::registry::account(&ctx, "trainee@example.org", &[Role::Trainee], None).await;
    let browser = Browser::of(&ctx, Some(trainee)).await;
    for address in ["/en/runs/a%00", "/en/courses/a%00", "/runs/a%00.ics", "/en/runs/a%00/enroll", "/en/runs/%FF"] {
        assert_eq!(browser.opens(address).await.status, 404, "{address}");
    }
    for action in ["enroll", "accept", "withdraw"] {
        assert_eq!(browser.sends("POST", &format!("/en/runs/a%00/{action}"), "").await.status, 404, "{action}");
    }
});

on_both_databases!(an_address_with_another_dash_or_script_leads_to_the_same_run, |ctx| {
    let visitor = Browser::of(&ctx, None).await;
    let mut tx = ctx.begin().await.unwrap();
    testing::registry::bring_in(&mut tx, testing::registry::COURSES, testing::registry::PROGRAMME).await;
    testing::registry::announce(&mut tx, ("NRC-01", "P1-2022"), testing::registry::day("2022-03-25"), 5).await;
    audit::commit(tx).await.unwrap();
    for code in ["P1-2022", "p1-2022", "P1%E2%80%932022", "%D0%A01%E2%80%912022"] {
        assert_eq!(visitor.opens(&format!("/en/runs/{code}")).await.status, 200, "{code}");
        assert_eq!(visitor.opens(&format!("/runs/{code}.ics")).await.status, 200, "{code}");
    }
    assert_eq!(visitor.opens("/en/courses/nr%D0%A1%E2%80%9301").await.status, 200);
});
