//! Check of a file that lives in the browser: the file is read on the reader's device, and its SHA-256 alone is sent.
//!
//! Without it the form sends the file, and the server makes the same fingerprint.

use std::fmt::Write;

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::{
    JsFuture,
    js_sys::Uint8Array,
    wasm_bindgen::{JsCast, JsValue},
};
use web_sys::{DragEvent, File, HtmlFormElement, HtmlInputElement, SubmitEvent};

/// Id of the line that says a file is read here; it is hidden until that is true.
pub const READ_HERE: &str = "read-here";

/// Stands around the form with the file. Its children come from the server and stay as they are.
#[island]
pub fn FileReadHere(children: Children) -> impl IntoView {
    Effect::new(|_| {
        let line = document().get_element_by_id(READ_HERE).filter(|_| can_read());
        // a line that cannot be shown is only left unsaid
        let _ = line.map(|line| line.remove_attribute("hidden"));
    });
    let submitted = |event: SubmitEvent| {
        if let Some((input, file)) = chosen() {
            event.prevent_default();
            check(input, file);
        }
    };
    let dropped = |event: DragEvent| {
        event.prevent_default();
        let files = event.data_transfer().and_then(|dropped| dropped.files());
        if let Some(input) = file_input() {
            input.set_files(files.as_ref());
        }
        if let Some((input, file)) = chosen() {
            check(input, file);
        }
    };
    view! { <div on:submit=submitted on:dragover=|event| event.prevent_default() on:drop=dropped>{children()}</div> }
}

/// Tells whether this browser makes fingerprints: over TLS and on the machine's own address only.
fn can_read() -> bool {
    window().is_secure_context()
}

fn file_input() -> Option<HtmlInputElement> {
    document().query_selector("input[type=file]").ok()??.dyn_into().ok()
}

/// File that is chosen, if it can be read here, with its field.
fn chosen() -> Option<(HtmlInputElement, File)> {
    let input = file_input().filter(|_| can_read())?;
    let file = input.files()?.get(0)?;
    Some((input, file))
}

/// Leads to the answer for a file; where it cannot be read here, the form is sent with it.
fn check(input: HtmlInputElement, file: File) {
    let Some(form) = input.form() else { return };
    spawn_local(async move {
        if answer(&form, &input.name(), &file).await.is_err() {
            let _ = form.submit();
        }
    });
}

async fn answer(form: &HtmlFormElement, name: &str, file: &File) -> Result<(), JsValue> {
    let bytes = JsFuture::from(file.array_buffer()).await?;
    let digest = window().crypto()?.subtle().digest_with_str_and_buffer_source("SHA-256", &bytes.dyn_into()?)?;
    let digest = Uint8Array::new(&JsFuture::from(digest).await?);
    let sha256 = digest.to_vec().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    // the property of this name is the form's button
    let action = form.get_attribute("action").unwrap_or_default();
    window().location().set_href(&format!("{action}?{name}={sha256}#check"))
}
