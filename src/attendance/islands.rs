//! Part of the grid that runs in the browser: each mark is saved as it is made.
//!
//! The island sends a mark to the address of the form and takes what has changed from the page that comes back: marks of
//! others, hours, and how many are missing. So there is one grid, made on the server. Marks that cannot be sent wait for
//! the connection; without a script the button saves them all.

use std::time::Duration;

use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen_futures::{
    JsFuture,
    js_sys::JsString,
    wasm_bindgen::{JsCast, JsValue},
};
use web_sys::{
    Document, DomParser, Element, Event, HtmlElement, HtmlSelectElement, KeyboardEvent, RequestInit, Response,
    SupportedType, UrlSearchParams,
};

/// Time after which marks that could not be sent are tried again; the browser also says when it is online again.
const PAUSE: Duration = Duration::from_secs(5);
/// Cells of the grid.
const CELLS: &str = ".att select.mark";

/// Marks that are not saved yet: the name of each field and its value, the latest of a field alone.
#[derive(Clone, Copy)]
struct Waiting {
    marks: StoredValue<Vec<(String, String)>>,
    is_sending: StoredValue<bool>,
}

/// Stands around the form of the grid. Its children come from the server and stay as they are.
#[island]
pub fn LiveGrid(children: Children) -> impl IntoView {
    let waiting = Waiting { marks: StoredValue::new(Vec::new()), is_sending: StoredValue::new(false) };
    let changed = move |event: Event| {
        let cell = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        if let Some(cell) = cell.filter(|cell| cell.name().starts_with("mark.")) {
            waiting.note(&cell);
        }
    };
    let pressed = move |event: KeyboardEvent| {
        let cell = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let Some(cell) = cell.filter(|cell| cell.name().starts_with("mark.")) else { return };
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        if press(&event.code(), &cell, waiting) {
            event.prevent_default();
        }
    };
    // an effect runs in the browser alone
    Effect::new(move |_| {
        let _ = window_event_listener(ev::online, move |_| waiting.send());
    });
    view! { <div class="stack" on:change=changed on:keydown=pressed>{children()}</div> }
}

/// Does what a key means in a cell; tells whether it means anything. Keys are those of the keyboard, whatever the layout.
fn press(code: &str, cell: &HtmlSelectElement, waiting: Waiting) -> bool {
    let typed = match code {
        "ArrowLeft" => return step(cell, -1, 0),
        "ArrowRight" => return step(cell, 1, 0),
        "ArrowUp" => return step(cell, 0, -1),
        "ArrowDown" | "Enter" => return step(cell, 0, 1),
        "Space" if cell.value() == "present" => "",
        "Space" | "KeyP" => "present",
        "KeyA" | "Minus" => "absent",
        "KeyE" => "excused",
        "Delete" | "Backspace" => "",
        digit => match digit.strip_prefix("Digit") {
            Some(hours) => hours,
            None => return false,
        },
    };
    let before = cell.value();
    cell.set_value(typed);
    if cell.selected_index() < 0 {
        // the meeting does not have so many hours
        cell.set_value(&before);
    } else if cell.value() != before {
        waiting.note(cell);
    }
    true
}

/// Moves the focus to a cell beside this one; there may be none.
fn step(cell: &HtmlSelectElement, columns: i32, rows: i32) -> bool {
    let beside = |mut element: Element, by: i32| {
        for _ in 0..by.abs() {
            element = if by > 0 { element.next_element_sibling() } else { element.previous_element_sibling() }?;
        }
        Some(element)
    };
    let found = cell.closest("td").ok().flatten().and_then(|column| {
        let row = beside(column.parent_element()?, rows)?;
        let mut place = 0;
        let mut before = column.previous_element_sibling();
        while let Some(element) = before {
            place += 1;
            before = element.previous_element_sibling();
        }
        let same_column = row.children().item(place)?;
        beside(same_column, columns)?.query_selector("select.mark").ok()?
    });
    if let Some(next) = found.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        // a cell that a phone does not show takes no focus
        let _ = next.focus();
    }
    true
}

impl Waiting {
    /// Notes a mark and sends what waits.
    fn note(self, cell: &HtmlSelectElement) {
        let (name, value) = (cell.name(), cell.value());
        self.marks.update_value(|marks| {
            marks.retain(|(other, _)| *other != name);
            marks.push((name, value));
        });
        self.send();
    }

    /// Sends all that waits, if nothing is on its way.
    fn send(self) {
        if self.is_sending.get_value() || self.marks.with_value(Vec::is_empty) {
            return;
        }
        self.is_sending.set_value(true);
        say("saving", None);
        spawn_local(async move {
            let sent = self.marks.get_value();
            let saved = save(&sent).await;
            self.is_sending.set_value(false);
            if let Ok(Some(page)) = saved {
                // a mark that was changed once more on the way is sent once more
                self.marks.update_value(|marks| marks.retain(|mark| !sent.contains(mark)));
                let _ = take_over(&page, &self.marks.get_value());
                say("saved", None);
                self.send();
            } else {
                let is_refused = saved.is_ok();
                say(if is_refused { "refused" } else { "waiting" }, Some(self.marks.with_value(Vec::len)));
                if !is_refused {
                    set_timeout(move || self.send(), PAUSE);
                }
            }
        });
    }
}

/// Sends marks to the address of the form; returns the page of the grid that comes back, or nothing if the server has
/// refused them. An error is a lost connection.
async fn save(marks: &[(String, String)]) -> Result<Option<Document>, JsValue> {
    let (window, document) = (window(), document());
    let fields = UrlSearchParams::new()?;
    let meeting = document.query_selector("input[name=meeting]")?.and_then(|field| field.get_attribute("value"));
    fields.append("meeting", &meeting.unwrap_or_default());
    for (name, value) in marks {
        fields.append(name, value);
    }
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&fields);
    let path = window.location().pathname()?;
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(&path, &init)).await?.dyn_into()?;
    if response.status() >= 500 {
        return Err(JsValue::NULL);
    }
    let html: JsString = JsFuture::from(response.text()?).await?.dyn_into()?;
    let page = DomParser::new()?.parse_from_string(&String::from(html), SupportedType::TextHtml)?;
    // whose session has ended is led to another page
    let is_grid = response.ok() && page.query_selector(".att")?.is_some();
    Ok(is_grid.then_some(page))
}

/// Shows what the page that came back has, except in cells whose marks are still to be sent.
fn take_over(page: &Document, waiting: &[(String, String)]) -> Result<(), JsValue> {
    let here = document().query_selector_all(CELLS)?;
    for place in 0..here.length() {
        let Some(cell) = here.item(place).and_then(|cell| cell.dyn_into::<HtmlSelectElement>().ok()) else { continue };
        let there = page.get_element_by_id(&cell.id()).and_then(|cell| cell.dyn_into::<HtmlSelectElement>().ok());
        let Some(there) = there.filter(|there| waiting.iter().all(|(name, _)| *name != there.name())) else { continue };
        cell.set_value(&there.value());
    }
    // hours of each person, with what the page has shown of them, and the bar below
    for parts in [".att tbody th", ".att tbody td.num", ".bulk p"] {
        let (here, there) = (document().query_selector_all(parts)?, page.query_selector_all(parts)?);
        if here.length() != there.length() {
            continue;
        }
        for place in 0..here.length() {
            let element = |node: Option<web_sys::Node>| node.and_then(|node| node.dyn_into::<Element>().ok());
            if let (Some(here), Some(there)) = (element(here.item(place)), element(there.item(place))) {
                here.set_inner_html(&there.inner_html());
            }
        }
    }
    Ok(())
}

/// Says in the page how saving goes. The words of each state are the page's own.
fn say(state: &str, count: Option<usize>) {
    let Some(place) = document().get_element_by_id("live") else { return };
    let words = place.get_attribute(&format!("data-{state}")).unwrap_or_default();
    let words = count.map_or_else(|| words.clone(), |count| format!("{words} {count}"));
    place.set_text_content(Some(&words));
}
