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
    certificates::pages::{VerifyFormPage, VerifyPage},
    ground::AppError,
    programme::pages::{DashboardPage, EvidencePage, HomePage},
    ui::{self, Asked, error_page::ErrorPage, frame, layout::asset, page},
};

/// The HTML document. No page carries an island yet, so no script is linked.
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
            Box::pin(stream::once(async move { html })) as Pin<Box<dyn Stream<Item = String> + Send>>
        })
    })
    .await
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
                <Route path=(locale(), StaticSegment("verify")) view=VerifyFormPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("verify"), ParamSegment("code")) view=VerifyPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("dashboard")) view=DashboardPage ssr=SsrMode::Async/>
                <Route path=(locale(), StaticSegment("dashboard"), StaticSegment("certificates"))
                    view=EvidencePage ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
    .into_any()
}

#[component]
fn NotFoundPage() -> impl IntoView {
    page(|_| async { Err::<ui::Page, _>(AppError::NotFound) })
}
