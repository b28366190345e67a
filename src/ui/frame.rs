//! One way to build a page: what was asked goes in, a [`Page`] or an error comes out, and the layout, the
//! title and the status are put around it.

use std::future::Future;

use axum::http::header;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

use super::{Asked, Page, error_page::ErrorPage, layout::Layout};
use crate::{ground::AppError, i18n::text};

/// Builds a page and puts the layout around it. An error becomes its page in the reader's language.
pub fn page<F>(build: impl FnOnce(Asked) -> F) -> impl IntoView
where
    F: Future<Output = Result<Page, AppError>> + Send + 'static,
{
    let asked = Asked::from_context();
    let response = use_context::<ResponseOptions>();
    // the routes take any word for a language; with a strange one there is no such page
    let built = asked.says_locale.then(|| build(asked.clone()));
    Suspend::new(async move {
        let built = match built {
            Some(built) => built.await,
            None => Err(AppError::NotFound),
        };
        let page = match built {
            Ok(page) => page,
            Err(error) => ErrorPage::of(&error).into_page(&asked),
        };
        frame(&asked, page, response)
    })
}

/// Puts the layout around a page that needed nothing from the database.
pub fn frame(asked: &Asked, page: Page, response: Option<ResponseOptions>) -> AnyView {
    if let Some(response) = response {
        response.set_status(page.status);
        if page.private {
            let keep_nothing = axum::http::HeaderValue::from_static("no-store");
            response.insert_header(header::CACHE_CONTROL, keep_nothing);
            let no_index = axum::http::HeaderValue::from_static("noindex");
            response.insert_header(header::HeaderName::from_static("x-robots-tag"), no_index);
        }
    }
    view! {
        <Title text=format!("{} · {}", page.title, text!(asked.locale, layout.name))/>
        <Layout asked=asked.clone() section=page.section staff=page.staff>{page.main}</Layout>
    }
    .into_any()
}
