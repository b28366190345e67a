//! The document around every page, and the list of pages: path -> page.

use std::pin::Pin;

use axum::{body::Body, extract::Request, response::Response};
use futures_util::{Stream, StreamExt, stream};
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::{
    ParamSegment, SsrMode, StaticSegment,
    components::{Route, Router, Routes},
};

use crate::{
    accounts::pages::{
        ConfirmPage, NewPasswordPage, ResetPasswordPage, SecurityPage, SignInPage, SignOutPage, SignUpPage,
    },
    admin::pages::{MailboxPage, SettingsPage},
    certificates::pages::{VerifyFormPage, VerifyPage},
    courses::pages::{CataloguePage, CoursePage},
    enrollments::pages::{AcceptPage, EnrollPage, RunPage, WithdrawPage},
    ground::AppError,
    my::pages::{DataPage, MyPage, TranscriptPage},
    programme::pages::{DashboardPage, EvidencePage, HomePage},
    specialists::pages::{PrivacyPage, ProfilePage, WithdrawConsentPage},
    ui::{self, Asked, error_page::ErrorPage, frame, gallery::GalleryPage, layout::asset, page},
};

/// The HTML document. A page with an island links its scripts itself.
pub fn shell() -> impl IntoView {
    let asked = Asked::from_context();
    let alternates = crate::ground::Locale::ALL
        .map(|locale| view! { <link rel="alternate" hreflang=locale.code() href=asked.in_locale(locale)/> })
        .collect_view();
    // the face that most words of the page are set in
    let font = match asked.locale {
        crate::ground::Locale::En => "fonts/onest-latin.woff2",
        _ => "fonts/onest-cyrillic.woff2",
    };
    view! {
        <!DOCTYPE html>
        <html lang=asked.locale.code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href=asset("favicon.svg") type="image/svg+xml"/>
                <link rel="preload" href=asset(font) r#as="font" type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=asset("main.css")/>
                {alternates}
                <MetaTags/>
            </head>
            <body><App/></body>
        </html>
    }
}

/// Renders the page that a request asks for, as one finished document.
///
/// The stock handlers add inline scripts for resources that the browser is to take up. Pages without an
/// island have none, so their policy can forbid scripts altogether.
pub async fn render(request: Request, provide: impl Fn() + Clone + Send + 'static) -> Response<Body> {
    leptos_axum::handle_response_inner(provide, shell, request, |document, _scripts, _| {
        Box::pin(async move {
            let html = document.to_html_stream_in_order().collect::<String>().await;
            Box::pin(stream::once(async move { without_markers(&html) })) as Pin<Box<dyn Stream<Item = String> + Send>>
        })
    })
    .await
}

/// The document without the marks between pieces of text, which the browser's half alone reads: they stay inside of
/// islands. What a person typed cannot look like a mark, for `<` is escaped.
fn without_markers(html: &str) -> String {
    const MARK: &str = "<!>";
    const ISLAND_ENDS: &str = "</leptos-island>";
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(begins) = rest.find("<leptos-island") {
        let ends = rest[begins..].find(ISLAND_ENDS).map_or(rest.len(), |at| begins + at + ISLAND_ENDS.len());
        kept.extend(rest[..begins].split(MARK));
        kept.push_str(&rest[begins..ends]);
        rest = &rest[ends..];
    }
    kept.extend(rest.split(MARK));
    kept
}

/// An error that a layer met before any page was reached; it is shown instead of the routes.
#[derive(Clone)]
pub struct ShownError(pub ErrorPage);

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    if let Some(ShownError(error)) = use_context::<ShownError>() {
        let asked = Asked::from_context();
        let error = error.into_page(&asked);
        return frame(&asked, error, use_context()).into_any();
    }
    let locale = || ParamSegment("locale");
    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=locale() view=HomePage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("courses")) view=CataloguePage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("courses"), ParamSegment("course")) view=CoursePage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("runs"), ParamSegment("run")) view=RunPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("runs"), ParamSegment("run"), StaticSegment("enroll"))
                    view=EnrollPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("runs"), ParamSegment("run"), StaticSegment("accept"))
                    view=AcceptPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("runs"), ParamSegment("run"), StaticSegment("withdraw"))
                    view=WithdrawPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("verify")) view=VerifyFormPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("verify"), ParamSegment("code")) view=VerifyPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("dashboard")) view=DashboardPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("dashboard"), StaticSegment("certificates"))
                    view=EvidencePage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("sign-up")) view=SignUpPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("sign-up"), StaticSegment("confirm"))
                    view=ConfirmPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("sign-in")) view=SignInPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("sign-out")) view=SignOutPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("reset-password")) view=ResetPasswordPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("reset-password"), StaticSegment("new"))
                    view=NewPasswordPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("my"), StaticSegment("security"))
                    view=SecurityPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("privacy")) view=PrivacyPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("my"), StaticSegment("profile")) view=ProfilePage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("my"), StaticSegment("profile"), StaticSegment("withdraw-consent"))
                    view=WithdrawConsentPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("my")) view=MyPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("my"), StaticSegment("transcript"))
                    view=TranscriptPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("my"), StaticSegment("data")) view=DataPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("my"), StaticSegment("data"), StaticSegment("erase"))
                    view=DataPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("admin"), StaticSegment("settings"))
                    view=SettingsPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("admin"), StaticSegment("settings"), StaticSegment("retry"))
                    view=SettingsPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("gallery")) view=GalleryPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("demo"), StaticSegment("mail")) view=MailboxPage ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
    .into_any()
}

#[component]
fn NotFoundPage() -> impl IntoView {
    page(|_| async { Err::<ui::Page, _>(AppError::NotFound) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_inside_of_islands_alone() {
        let html = "<p>a<!>b</p><leptos-island><i>c<!>d</i></leptos-island><!>e";
        assert_eq!(without_markers(html), "<p>ab</p><leptos-island><i>c<!>d</i></leptos-island>e");
        assert_eq!(without_markers("f<!><!>g<leptos-island>h<!>"), "fg<leptos-island>h<!>");
    }
}
