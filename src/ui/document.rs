//! HTML document around every page, and the answer it goes out with.

use std::{future::Future, pin::Pin, sync::Arc};

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use futures_util::{Stream, StreamExt, stream};
use leptos::{html::meta, prelude::*};

use super::{
    FormState, Location, Navigation, Notice, NoticeKind, Page, Reader, Site, Surroundings,
    error_page::{self, ErrorPage},
    layout::{Layout, asset},
    page::Script,
};
use crate::{
    ground::{AppError, Locale},
    i18n::text,
    settings::Centre,
};

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

/// Content policy: what a page may load; scripts are not among it.
pub const POLICY: &str = policy!("");
/// Content policy of a page with an island: our own scripts, and the wasm they start.
const POLICY_WITH_ISLANDS: &str = policy!("script-src 'self' 'wasm-unsafe-eval'; ");

/// Content policy of the page that checks certificates: it can be kept on the device besides.
const POLICY_OF_CHECK: &str =
    policy!("script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; manifest-src 'self'; media-src 'self'; ");

/// Data for the document around the page of one request.
#[derive(Clone)]
pub struct Frame {
    pub location: Location,
    pub reader: Reader,
    pub site: Site,
    pub centre: Arc<Centre>,
    /// Public address of the site, with which links begin that others are sent.
    pub origin: Arc<str>,
    pub navigation: Arc<Navigation>,
    /// Form of the page as the reader last left it.
    pub form: FormState,
}

impl Frame {
    /// Makes the page and answers with it. An error becomes its page in the reader's language; a reader who has to sign
    /// in first is led there, and back again afterwards.
    pub async fn answer<F>(self, page: F) -> Response<Body>
    where
        F: Future<Output = Result<Page, AppError>> + Send + 'static,
    {
        let frame = self.clone();
        let page = async move {
            match page.await {
                Ok(page) => with_state_of(page, &frame),
                Err(error @ AppError::SignInNeeded) => {
                    let leads_to = Some(sign_in_address(&frame.location, &frame.navigation));
                    let page = ErrorPage::of(&error).into_page(&frame.location).status(StatusCode::SEE_OTHER);
                    Page { leads_to, ..page }
                }
                Err(error) => ErrorPage::of(&error).into_page(&frame.location),
            }
        };
        self.respond(page).await
    }

    /// Answers with the page of an error.
    pub async fn show(self, error: ErrorPage) -> Response<Body> {
        let location = self.location.clone();
        self.respond(async move { error.into_page(&location) }).await
    }

    /// Answers with the whole document, its status and its headers.
    ///
    /// The stock handlers of `leptos_axum` add inline scripts for resources that the browser is to take up. Pages without
    /// an island have none, so their policy can forbid scripts altogether.
    async fn respond<F>(self, page: F) -> Response<Body>
    where
        F: Future<Output = Page> + Send + 'static,
    {
        let (site, centre, navigation) = (self.site, Arc::clone(&self.centre), Arc::clone(&self.navigation));
        let provide = move || {
            provide_context(site);
            provide_context(Arc::clone(&centre));
            provide_context(Arc::clone(&navigation));
        };
        let document = move || {
            let options = use_context::<leptos_axum::ResponseOptions>();
            Suspend::new(async move {
                let page = page.await;
                if let Some(options) = options {
                    options.set_status(page.status);
                    for (name, value) in headers_of(&page) {
                        options.insert_header(name, value);
                    }
                }
                self.document(page)
            })
        };
        leptos_axum::handle_response_inner(provide, document, Request::default(), |document, _scripts, _| {
            Box::pin(async move {
                let html = document.to_html_stream_in_order().collect::<String>().await;
                let html = without_markers(&html);
                Box::pin(stream::once(async move { html })) as Pin<Box<dyn Stream<Item = String> + Send>>
            })
        })
        .await
    }

    /// Lines of the head by which a link to a public page looks like something where it is shared.
    fn shared_link(&self, page: &Page) -> impl IntoView + use<> {
        let locale = self.location.locale;
        let property = |name: &'static str, content: String| meta().attr("property", name).content(content);
        let absolute = |path: &str| format!("{}{path}", self.origin);
        let description = page.description.clone().map(|words| {
            view! { <meta name="description" content=words.clone()/>{property("og:description", words)} }
        });
        let picture = page.picture.clone().unwrap_or_else(|| (self.navigation.picture)(locale));
        let territory = match locale {
            Locale::Kk => "kk_KZ",
            Locale::Ru => "ru_KZ",
            Locale::En => "en_GB",
        };
        view! {
            {description}
            {property("og:type", "website".to_owned())}
            {property("og:site_name", text!(locale, layout.name))}
            {property("og:locale", territory.to_owned())}
            {property("og:title", page.title.clone())}
            {property("og:url", absolute(&self.location.in_locale(locale)))}
            {property("og:image", absolute(&picture))}
            {property("og:image:width", "1200".to_owned())}
            {property("og:image:height", "630".to_owned())}
            <meta name="twitter:card" content="summary_large_image"/>
        }
    }

    fn document(self, page: Page) -> AnyView {
        let locale = self.location.locale;
        let alternates = Locale::ALL
            .map(|locale| view! { <link rel="alternate" hreflang=locale.code() href=self.location.in_locale(locale)/> })
            .collect_view();
        // the face that most words of the page are set in
        let font = match locale {
            Locale::En => "fonts/onest-latin.woff2",
            Locale::Kk | Locale::Ru => "fonts/onest-cyrillic.woff2",
        };
        let title = format!("{} · {}", page.title, text!(locale, layout.name));
        // a module waits for the whole page wherever it is
        let script = page.script.map(|script| view! { <script type="module" src=asset(script.file())></script> });
        let manifest = format!("check-{}.webmanifest", locale.code());
        let manifest =
            (page.script == Some(Script::Check)).then(|| view! { <link rel="manifest" href=asset(&manifest)/> });
        let shared = (!page.private).then(|| self.shared_link(&page));
        let body = if page.surroundings == Surroundings::Nothing {
            view! { <body class="hall sky on-sky">{page.main}</body> }.into_any()
        } else {
            view! {
                <body>
                    <Layout location=self.location reader=self.reader section=page.section staff=page.surroundings == Surroundings::Staff>
                        {page.main}
                    </Layout>
                    {script}
                </body>
            }
            .into_any()
        };
        view! {
            <!DOCTYPE html>
            <html lang=locale.code()>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <link rel="icon" href=asset("favicon.svg") type="image/svg+xml"/>
                    <link rel="preload" href=asset(font) r#as="font" type="font/woff2" crossorigin="anonymous"/>
                    <link rel="stylesheet" href=asset("main.css")/>
                    {alternates}
                    {manifest}
                    {shared}
                    <title>{title}</title>
                </head>
                {body}
            </html>
        }
        .into_any()
    }
}

fn headers_of(page: &Page) -> Vec<(HeaderName, HeaderValue)> {
    let mut headers = Vec::new();
    if let Some(location) = page.leads_to.as_ref().and_then(|address| HeaderValue::from_str(address).ok()) {
        headers.push((header::LOCATION, location));
    }
    if page.private {
        headers.push((header::CACHE_CONTROL, HeaderValue::from_static("no-store")));
        headers.push((HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")));
    }
    if let Some(seconds) = page.loaded_again {
        headers.push((header::REFRESH, HeaderValue::from(seconds)));
    }
    match page.script {
        None => {}
        Some(Script::Islands) => {
            headers.push((header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY_WITH_ISLANDS)));
        }
        Some(Script::Check) => {
            headers.push((header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY_OF_CHECK)));
            let camera = HeaderValue::from_static("camera=(self), microphone=(), geolocation=()");
            headers.push((HeaderName::from_static("permissions-policy"), camera));
        }
    }
    headers
}

/// Adds to a page what follows from the form and the reader: the status, a sentence above it, and who may save a copy.
fn with_state_of(page: Page, frame: &Frame) -> Page {
    let (locale, form) = (frame.location.locale, &frame.form);
    let status = match form.error() {
        Some(error) if page.status == StatusCode::OK => {
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
        }
        _ => page.status,
    };
    let above = match form.error() {
        Some(AppError::Invalid(_)) | None => None,
        Some(error) => Some((NoticeKind::Bad, error_page::words(locale, error))),
    }
    .or_else(|| {
        let restored = text!(locale, forms.restored);
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
        if status.is_client_error() { text!(locale, forms.error_title, title = page.title) } else { page.title };
    let private = page.private || frame.reader.caller.signed_in().is_ok();
    Page { title, status, private, main, ..page }
}

/// Address of the sign-in page, which leads back to the present page.
///
/// An address longer than any of ours is left out: a proxy refuses answers with a head of that size.
pub fn sign_in_address(location: &Location, navigation: &Navigation) -> String {
    const LONGEST: usize = 1000;
    let (sign_in, back) = ((navigation.sign_in)(location.locale), location.in_locale(location.locale));
    if back.len() > LONGEST { sign_in } else { crate::ground::address::with_query(&sign_in, [("next", back)]) }
}

/// Document without the marks between pieces of text, which the browser's half alone reads: they remain inside of
/// islands. Typed text cannot look like a mark, for `<` is escaped.
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
