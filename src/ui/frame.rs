//! One way to build a page: what was asked goes in, a [`Page`] or an error comes out, and the layout, the
//! title and the status are put around it.

use std::future::Future;

use axum::http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

use super::{
    Asked, FormState, Notice, NoticeKind, Page,
    error_page::{self, ErrorPage},
    layout::{Layout, Viewer, asset},
};
use crate::{ground::AppError, i18n::text};

macro_rules! policy {
    ($scripts:literal) => {
        concat!(
            "default-src 'none'; ",
            $scripts,
            "style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; ",
            "base-uri 'none'; frame-ancestors 'none'"
        )
    };
}

/// Builds a page and puts the layout around it. An error becomes its page in the reader's language; whoever is
/// to sign in first is led there, and back again afterwards.
pub fn page<F>(build: impl FnOnce(Asked) -> F) -> impl IntoView
where
    F: Future<Output = Result<Page, AppError>> + Send + 'static,
{
    let asked = Asked::from_context();
    let response = use_context::<ResponseOptions>();
    let (form, viewer) = (FormState::from_context(), Viewer::from_context());
    // the routes take any word for a language; with a strange one there is no such page
    let built = asked.says_locale.then(|| build(asked.clone()));
    Suspend::new(async move {
        let built = match built {
            Some(built) => built.await,
            None => Err(AppError::NotFound),
        };
        let page = match built {
            Ok(page) => with_state_of(page, &asked, &form, &viewer),
            Err(AppError::SignInNeeded) => lead_to_sign_in(&asked, response.as_ref()),
            Err(error) => ErrorPage::of(&error).into_page(&asked),
        };
        frame(&asked, page, response)
    })
}

/// What the form and the reader mean for any page: the status, a sentence above it, and who may keep a copy.
fn with_state_of(page: Page, asked: &Asked, form: &FormState, viewer: &Viewer) -> Page {
    let status = match form.error() {
        Some(error) if page.status == StatusCode::OK => {
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
        }
        _ => page.status,
    };
    let above = match form.error() {
        Some(AppError::Invalid(_)) | None => None,
        Some(error) => Some((NoticeKind::Bad, error_page::words(asked.locale, error))),
    }
    .or_else(|| {
        let restored = text!(asked.locale, forms.restored);
        form.is_restored().then_some((NoticeKind::Warn, (String::new(), restored)))
    });
    let main = match above {
        Some((kind, (title, more))) => {
            let title = (!title.is_empty()).then_some(title);
            view! {
                <div class="wrap said"><Notice kind title=title>{more}</Notice></div>
                {page.main}
            }
            .into_any()
        }
        None => page.main,
    };
    // the first thing that a screen reader says of a page
    let title =
        if status.is_client_error() { text!(asked.locale, forms.error_title, title = page.title) } else { page.title };
    let private = page.private || viewer.caller.signed_in().is_ok();
    Page { title, status, private, main, ..page }
}

fn lead_to_sign_in(asked: &Asked, response: Option<&ResponseOptions>) -> Page {
    let address = asked.sign_in_address();
    if let (Some(response), Ok(location)) = (response, HeaderValue::from_str(&address)) {
        response.insert_header(header::LOCATION, location);
    }
    let page = ErrorPage::of(&AppError::SignInNeeded).into_page(asked);
    page.status(StatusCode::SEE_OTHER)
}

/// What a page may load; scripts are not among it.
pub const POLICY: &str = policy!("");
/// The same for a page with an island: our own scripts, and the wasm they start.
const POLICY_WITH_ISLANDS: &str = policy!("script-src 'self' 'wasm-unsafe-eval'; ");

/// Puts the layout around a page that needed nothing from the database.
pub fn frame(asked: &Asked, page: Page, response: Option<ResponseOptions>) -> AnyView {
    let viewer = Viewer::from_context();
    if let Some(response) = response {
        response.set_status(page.status);
        if page.private {
            response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
                .insert_header(header::HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
        }
        if page.island {
            response.insert_header(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY_WITH_ISLANDS));
        }
    }
    // a tag in its place, and not the one of leptos_meta for the head: that one is lost whenever the page is not ready at
    // once, which is about half of the times; a module waits for the whole page wherever it stands
    let script = page.island.then(|| view! { <script type="module" src=asset("islands.js")></script> });
    view! {
        <Title text=format!("{} · {}", page.title, text!(asked.locale, layout.name))/>
        <Layout asked=asked.clone() viewer section=page.section staff=page.staff>{page.main}</Layout>
        {script}
    }
    .into_any()
}
