//! Pages of the profile, of consents and about personal data, in a browser.

use std::sync::Mutex;

use axum::{
    body::{Body, to_bytes},
    http::{Request, header},
};
use leptos::prelude::RenderHtml;
use tower::ServiceExt;

use super::*;
use crate::{
    auth,
    ground::{FormErrors, Locale, address::Address, token::Token},
    routes,
    specialists::{
        model::{Consent, ConsentKind, ConsentText},
        pages::{consent_fields, profile_fields, profile_labels},
        site,
    },
    state::AppState,
    ui::{FormFields, FormState},
};

fn consent(kind: ConsentKind, version: &str) -> Consent {
    Consent {
        kind,
        version: version.to_owned(),
        locale: Locale::Ru,
        given_at: testing::now(),
        is_on_paper: false,
        withdrawn_at: None,
    }
}

#[test]
fn every_field_that_can_be_wrong_stands_on_the_page_and_has_a_name() {
    let refused = Profile::parse(|_| "?", testing::now().date_naive()).unwrap_err();
    let state = FormState::refused(FormFields::parse("surname=%3F"), AppError::Invalid(refused.clone()));
    for locale in Locale::ALL {
        let html = profile_fields(locale, &state, None).to_html();
        let labels = profile_labels(locale);
        for (field, _) in refused.iter() {
            assert_eq!(html.matches(&format!(" id=\"{field}\"")).count(), 1, "{field}");
            assert_eq!(html.matches(&format!("id=\"{field}-error\"")).count(), 1, "{field}");
            assert!(labels.iter().any(|(name, words)| *name == field && !words.is_empty()), "{field}");
        }
        assert!(html.contains(r#"value="?""#));
    }
}

#[test]
fn no_consent_is_ticked_beforehand_and_what_stands_is_told_instead_of_asked() {
    let current = &ConsentText::current().version;
    let given = [consent(ConsentKind::Processing, current), consent(ConsentKind::Programme, "2020-01")];
    let html = consent_fields(Locale::En, &FormState::default(), &given).to_html();
    assert!(!html.contains("checked"), "{html}");
    assert!(!html.contains(r#"name="consent_processing""#) && html.contains(r#"id="consent_processing-given""#));
    // the consent to the older text is shown, and the present one is asked for
    assert!(html.contains(r#"name="consent_programme""#) && html.contains("2020-01"));
    assert!(html.contains(r#"name="consent_check_page""#) && !html.contains(r#"id="consent_check_page-given""#));
    assert_eq!(html.matches("<dt>").count(), 7);
}

#[test]
fn a_tick_stays_when_the_form_comes_back() {
    let error = AppError::Invalid(FormErrors::of("region", crate::ground::Problem::Required));
    let state = FormState::refused(FormFields::parse("consent_check_page=1"), error);
    let html = consent_fields(Locale::Kk, &state, &[]).to_html();
    assert_eq!(html.matches("checked").count(), 1, "{html}");
}

/// Browser, signed in or not.
pub(super) struct Browser {
    router: axum::Router,
    cookie: Option<Token>,
    /// Report on the page after a form.
    flash: Mutex<String>,
}

/// Answer of the server: the status, where it leads, and the body.
pub(super) struct Answer {
    pub status: u16,
    leads_to: String,
    pub body: String,
}

impl Browser {
    pub(super) async fn of(ctx: &Ctx, account: Option<AccountId>) -> Self {
        let cookie = match account {
            Some(account) => {
                let mut tx = ctx.begin().await.unwrap();
                let token = auth::begin(&mut tx, account, "a browser", false).await.unwrap();
                audit::commit_upkeep(tx).await.unwrap();
                Some(token)
            }
            None => None,
        };
        let router = routes::router(AppState::new(ctx, false, false).await.unwrap());
        Self { router, cookie, flash: Mutex::default() }
    }

    async fn sends(&self, method: &str, address: &str, body: &str) -> Answer {
        let session = self.cookie.as_ref().map(|token| format!("__Host-session={}; ", token.reveal()));
        let cookie = format!("{}__Host-flash={}", session.unwrap_or_default(), self.flash.lock().unwrap());
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "localhost")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie);
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let mut cookies = parts.headers.get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
        if let Some(flash) = cookies.find_map(|cookie| cookie.strip_prefix("__Host-flash=")) {
            flash.split(';').next().unwrap().clone_into(&mut self.flash.lock().unwrap());
        }
        let leads_to = parts.headers.get(header::LOCATION).map_or("", |to| to.to_str().unwrap());
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Answer { status: parts.status.as_u16(), leads_to: leads_to.to_owned(), body }
    }

    pub(super) async fn opens(&self, address: &str) -> Answer {
        self.sends("GET", address, "").await
    }
}

on_both_databases!(a_profile_is_filled_corrected_saved_and_a_consent_of_it_withdrawn, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    let browser = Browser::of(&ctx, Some(dana)).await;
    let fresh = browser.opens("/ru/my/profile").await;
    assert_eq!(fresh.status, 200);
    assert!(fresh.body.contains(r#"action="/ru/my/profile""#), "{}", fresh.body);
    // the language of letters alone is chosen beforehand
    assert_eq!(fresh.body.matches(" checked").count(), 1, "{}", fresh.body);
    let form = "surname=%D0%9C%D1%8B%D1%81%D0%B0%D0%BB&given_name=Dana&sex=female&region=KZ-71&profession=lawyer\
        &locale=ru&consent_check_page=1&consent_processing=1&phone=701";
    let wrong = browser.sends("POST", "/ru/my/profile", form).await;
    assert_eq!(wrong.status, 422);
    for kept in ["Мысал", "701", "birth_date-error", "phone-error", "error-summary"] {
        assert!(wrong.body.contains(kept), "{kept} is missing in {}", wrong.body);
    }
    assert_eq!(wrong.body.matches(r#"type="checkbox""#).count(), 3);
    let right = form.replace("phone=701", "phone=&birth_date=05.06.1987");
    let saved = browser.sends("POST", "/ru/my/profile", &right).await;
    assert_eq!((saved.status, saved.leads_to.as_str()), (303, "/ru/my/profile"));
    let seen = browser.opens(&saved.leads_to).await;
    assert!(seen.body.contains("Профиль сохранён") && seen.body.contains("05.06.1987"), "{}", seen.body);
    let address = "/ru/my/profile/withdraw-consent?kind=processing";
    assert!(seen.body.contains(address));
    let asked = browser.opens(address).await;
    assert!(asked.status == 200 && asked.body.contains(r#"name="kind" value="processing""#), "{}", asked.body);
    let done = browser.sends("POST", "/ru/my/profile/withdraw-consent", "kind=processing").await;
    assert_eq!((done.status, done.leads_to.as_str()), (303, "/ru/my/profile"));
    assert!(browser.opens(&done.leads_to).await.body.contains("Согласие отозвано"));
    // there is nothing left to withdraw
    assert_eq!(browser.opens(address).await.status, 404);
    assert_eq!(browser.opens("/ru/my/profile/withdraw-consent?kind=all").await.status, 404);
});

on_both_databases!(whose_name_was_put_right_is_told_how_it_stands_now, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    let browser = Browser::of(&ctx, Some(dana)).await;
    let form = "surname=САБИТОВА&given_name=айгуль&patronymic=-&sex=female&region=KZ-71&profession=lawyer\
        &locale=ru&birth_date=05061987&consent_processing=1";
    let saved = browser.sends("POST", "/ru/my/profile", form).await;
    assert_eq!((saved.status, saved.leads_to.as_str()), (303, "/ru/my/profile"));
    let seen = browser.opens(&saved.leads_to).await.body;
    assert!(seen.contains("Мы поправили написание имени: «Сабитова Айгуль»"), "{seen}");
    let on_the_way = format!("{}&next=%2Fru%2Fruns%2FRUN-1", form.replace("айгуль", "АЙГУЛЬ"));
    let saved = browser.sends("POST", "/ru/my/profile", &on_the_way).await;
    assert_eq!(saved.leads_to, "/ru/my/profile?next=%2Fru%2Fruns%2FRUN-1");
    assert!(browser.opens(&saved.leads_to).await.body.contains(r#"href="/ru/runs/RUN-1""#));
    // the name in its right form needs no message
    let right = form.replace("САБИТОВА", "Сабитова").replace("айгуль", "Айгуль");
    assert_eq!(browser.sends("POST", "/ru/my/profile", &right).await.leads_to, "/ru/my/profile");
    let wrong = browser.sends("POST", "/ru/my/profile", &right.replace("=05061987", "=31.04.1988")).await;
    assert!(wrong.status == 422 && wrong.body.contains("Такого дня в календаре не бывает"), "{}", wrong.body);
    let wrong = browser.sends("POST", "/ru/my/profile", &format!("{right}&organization=a%00b")).await;
    assert!(wrong.status == 422 && wrong.body.contains("organization-error"), "{}", wrong.body);
});

on_both_databases!(who_is_not_signed_in_is_led_to_sign_in_and_who_does_not_learn_is_told, |ctx| {
    let visitor = Browser::of(&ctx, None).await;
    for address in ["/kk/my/profile", "/kk/my/profile/withdraw-consent?kind=processing"] {
        let answer = visitor.opens(address).await;
        assert_eq!(answer.status, 303);
        assert!(answer.leads_to.starts_with("/kk/sign-in?next="), "{}", answer.leads_to);
    }
    let staff = testing::registry::account(&ctx, "staff@example.org", &[Role::Staff], None).await;
    let answer = Browser::of(&ctx, Some(staff)).await.opens("/en/my/profile").await;
    assert!(answer.status == 200 && !answer.body.contains("<form class=\"form"), "{}", answer.body);
});

on_both_databases!(the_page_about_personal_data_is_open_and_has_the_text_with_its_version, |ctx| {
    let visitor = Browser::of(&ctx, None).await;
    let text = ConsentText::current();
    for locale in Locale::ALL {
        let answer = visitor.opens(&site::Privacy.path(locale)).await;
        assert_eq!(answer.status, 200);
        for shown in text.parts.iter().map(|part| &part.title).chain([&text.words(ConsentKind::Programme).label]) {
            assert!(answer.body.contains(shown.pick(locale).0), "{shown:?}");
        }
        assert!(answer.body.contains(&text.version));
    }
});

on_both_databases!(the_way_back_is_kept_also_when_something_is_wrong, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    let browser = Browser::of(&ctx, Some(dana)).await;
    let way_back = r#"name="next" value="/ru/runs/RUN-1/enroll""#;
    let fresh = browser.opens("/ru/my/profile?next=%2Fru%2Fruns%2FRUN-1%2Fenroll").await;
    assert!(fresh.body.contains(way_back), "{}", fresh.body);
    let wrong = browser.sends("POST", "/ru/my/profile", "surname=&next=%2Fru%2Fruns%2FRUN-1%2Fenroll").await;
    assert!(wrong.status == 422 && wrong.body.contains(way_back), "{}", wrong.body);
    for address in ["/ru/my/profile", "/ru/my/profile?next=https%3A%2F%2Fevil.example"] {
        assert!(!browser.opens(address).await.body.contains(r#"name="next""#), "{address}");
    }
});
