//! Part of the catalogue that runs in the browser: the list follows while somebody types.
//!
//! The island requests the very page that the form would lead to and puts its list in place of the present one. So
//! there is one catalogue, made on the server, and nothing here that could show something else.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use wasm_bindgen_futures::{
    JsFuture,
    js_sys::JsString,
    wasm_bindgen::{JsCast, JsValue},
};
use web_sys::{
    Document, DomParser, Event, FormData, HtmlFormElement, Response, SupportedType, UrlSearchParams, Window,
};

/// Time without typing after which the list follows.
const PAUSE: Duration = Duration::from_millis(180);
/// Parts of the page that follow the form: the number of courses found, the active filters, the courses, and the links
/// to the same search in the other languages.
const FOLLOWERS: [&str; 5] = ["found", "chips", "results", "chosen", "languages"];

/// Stands around the catalogue. Its children come from the server and stay as they are.
#[island]
pub fn SearchAsYouType(children: Children) -> impl IntoView {
    // no value of the browser's type is held here: the server makes this component too, and may drop it on any thread
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let latest = StoredValue::new(0_u32);
    let typed = move |event: Event| {
        let Some(form) = form_of(&event) else { return };
        if let Some(earlier) = waiting.get_value() {
            earlier.clear();
        }
        let ask = move || {
            let this = latest.get_value() + 1;
            latest.set_value(this);
            spawn_local(async move {
                // without a network the button still works
                let _ = follow(form, || latest.get_value() == this).await;
            });
        };
        waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    };
    view! { <div on:input=typed>{children()}</div> }
}

fn form_of(event: &Event) -> Option<HtmlFormElement> {
    event.target()?.dyn_into::<web_sys::Element>().ok()?.closest("form").ok()??.dyn_into().ok()
}

/// Requests the page of the form with its present values, and shows its list; nothing, if somebody has typed on in the
/// meantime: then another answer is on its way.
async fn follow(form: HtmlFormElement, is_latest: impl Fn() -> bool) -> Result<(), JsValue> {
    let (window, document) = (window(), document());
    let address = address(&form)?;
    let response: Response = JsFuture::from(window.fetch_with_str(&address)).await?.dyn_into()?;
    if !response.ok() {
        return Ok(());
    }
    let html: JsString = JsFuture::from(response.text()?).await?.dyn_into()?;
    if !is_latest() {
        return Ok(());
    }
    let page = DomParser::new()?.parse_from_string(&String::from(html), SupportedType::TextHtml)?;
    put_in_place(&document, &page);
    remember(&window, &address)
}

/// Address that the form leads to, without the fields that are empty.
fn address(form: &HtmlFormElement) -> Result<String, JsValue> {
    let filled = UrlSearchParams::new()?;
    let fields = JsValue::from(FormData::new_with_form(form)?);
    let sent = UrlSearchParams::new_with_str_sequence_sequence(&fields)?;
    for pair in sent.entries() {
        let pair: wasm_bindgen_futures::js_sys::Array = pair?.dyn_into()?;
        if let (Some(name), Some(value)) =
            (pair.get(0).as_string(), pair.get(1).as_string().filter(|value| !value.is_empty()))
        {
            filled.append(&name, &value);
        }
    }
    let query = String::from(filled.to_string());
    let path = form.action().split('?').next().unwrap_or_default().to_owned();
    Ok(if query.is_empty() { path } else { format!("{path}?{query}") })
}

fn put_in_place(document: &Document, page: &Document) {
    for id in FOLLOWERS {
        if let (Some(here), Some(there)) = (document.get_element_by_id(id), page.get_element_by_id(id)) {
            here.set_inner_html(&there.inner_html());
        }
    }
}

/// Writes the view into the address bar, so that it can be saved and sent on; typing does not fill the history.
fn remember(window: &Window, address: &str) -> Result<(), JsValue> {
    window.history()?.replace_state_with_url(&JsValue::NULL, "", Some(address))
}
