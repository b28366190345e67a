//! Page of letters, one below another.

use leptos::prelude::*;

use crate::{
    admin::{service::Letters, wording},
    ground::{Locale, clock},
    i18n::{dates, text},
    outbox::{self, Content, QueuedLetter, State},
    ui::{Badge, BadgeKind, Empty, Icon, IconName, Pager, fallback::language_name},
};

/// Place of a list of letters, and how openly it shows them.
pub(super) struct Place<'a> {
    pub locale: Locale,
    /// Address of the list with its question mark.
    pub base: String,
    /// Address of the site, so that links into it can be followed from a letter.
    pub origin: &'a str,
    /// True if the reader of a letter and its subject are shown outside, and not folded away with its text.
    pub is_open: bool,
    /// Words where there is no letter.
    pub empty: (String, String),
}

/// Letters with their pager; `below` is the actions for one letter.
pub(super) fn letters(place: Place<'_>, page: Letters, below: impl Fn(&QueuedLetter) -> Option<AnyView>) -> AnyView {
    if page.letters.is_empty() {
        let (title, more) = place.empty;
        return view! { <Empty><h3>{title}</h3><p>{more}</p></Empty> }.into_any();
    }
    let (locale, current, last) = (place.locale, page.page, page.last);
    let letters = page
        .letters
        .into_iter()
        .map(|letter| {
            let below = below(&letter);
            view! { <li class="panel card">{one(&place, letter)}{below}</li> }
        })
        .collect_view();
    view! {
        <ul class="stack">{letters}</ul>
        <Pager locale current last base=place.base/>
    }
    .into_any()
}

fn one(place: &Place<'_>, letter: QueuedLetter) -> impl IntoView + use<> {
    let (locale, lang) = (place.locale, letter.locale.code());
    let queued = text!(
        locale,
        settings.queued,
        day = dates::long(locale, clock::day_of(letter.queued_at)),
        time = dates::time(letter.queued_at),
        language = language_name(locale, letter.locale)
    );
    let (kind, icon) = match letter.state {
        State::Waiting => (BadgeKind::Info, IconName::Clock),
        State::Sent => (BadgeKind::Ok, IconName::CheckCircle),
        State::Failed => (BadgeKind::Bad, IconName::XCircle),
        State::Expired => (BadgeKind::Plain, IconName::Hourglass),
    };
    let fared = wording::fared(locale, &letter).map(|words| view! { <p class="small">{words}</p> });
    let about = wording::kind(locale, letter.kind);
    let (heading, to) = match letter.content.as_ref().filter(|_| place.is_open) {
        Some(content) => {
            let to = format!("{}: {}", text!(locale, settings.to), content.to.reveal());
            (view! { <h3 lang=lang>{content.subject.clone()}</h3> }.into_any(), Some(to))
        }
        None => (view! { <h3>{about}</h3> }.into_any(), None),
    };
    let to = to.map(|to| view! { {to}<br/> });
    let content = letter.content.map(|content| folded(place, lang, &content));
    view! {
        <div class="card__top">
            <div>{heading}<p class="small muted">{to}{queued}</p></div>
            <Badge kind icon words=outbox::wording::state(locale, letter.state)/>
        </div>
        {fared}
        {content}
    }
}

/// Text of the letter, folded away.
fn folded(place: &Place<'_>, lang: &'static str, content: &Content) -> impl IntoView + use<> {
    let locale = place.locale;
    let head = (!place.is_open).then(|| {
        view! {
            <dl class="facts">
                <div><dt>{text!(locale, settings.to)}</dt><dd>{content.to.reveal().clone()}</dd></div>
                <div><dt>{text!(locale, settings.subject)}</dt><dd lang=lang>{content.subject.clone()}</dd></div>
            </dl>
        }
    });
    view! {
        <details>
            <summary>{text!(locale, settings.read)}<Icon name=IconName::Chevron/></summary>
            {head}
            <pre class="letter" lang=lang>{linked(&content.text, place.origin)}</pre>
        </details>
    }
}

/// Part of a letter's text.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Words(String),
    /// Address of this site.
    Address(String),
}

/// Cuts a text where an address of this site begins and ends. An address elsewhere remains plain words.
fn parts(text: &str, origin: &str) -> Vec<Part> {
    let start = format!("{origin}/");
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(&start) {
        let (before, from) = rest.split_at(at);
        let end = from.find(char::is_whitespace).unwrap_or(from.len());
        let (address, after) = from.split_at(end);
        parts.extend([Part::Words(before.to_owned()), Part::Address(address.to_owned())]);
        rest = after;
    }
    parts.push(Part::Words(rest.to_owned()));
    parts.retain(|part| *part != Part::Words(String::new()));
    parts
}

fn linked(text: &str, origin: &str) -> AnyView {
    let link = |address: String| {
        let href = address.clone();
        view! { <a href=href>{address}</a> }
    };
    let parts = parts(text, origin).into_iter().map(|part| match part {
        Part::Words(words) => words.into_any(),
        Part::Address(address) => link(address).into_any(),
    });
    parts.collect_view().into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ways_into_the_site_itself_are_made_into_links() {
        let text = "Open this:\nhttps://maman.example/ru/sign-up?token=1\nhttps://maman.example.evil/x https://elsewhere.example";
        let words = |words: &str| Part::Words(words.to_owned());
        assert_eq!(
            parts(text, "https://maman.example"),
            [
                words("Open this:\n"),
                Part::Address("https://maman.example/ru/sign-up?token=1".to_owned()),
                words("\nhttps://maman.example.evil/x https://elsewhere.example"),
            ]
        );
        assert_eq!(parts("", "https://maman.example"), []);
    }
}
