//! Parts that the pages about people share.

use leptos::prelude::*;

use crate::{
    ground::{Locale, address::Address},
    i18n::text,
    reference::{profession, region},
    registry::{outcome::Outcome, site},
    ui::{Crumb, Notice, NoticeKind, capitalized},
};

/// Way back up to the list of people.
pub(super) fn above(locale: Locale) -> Vec<Crumb> {
    vec![Crumb { words: text!(locale, layout.people), lang: None, href: site::People.path(locale) }]
}

/// Way back up from a pair.
pub(super) fn above_pair(locale: Locale) -> Vec<Crumb> {
    let href = site::Duplicates.path(locale);
    above(locale).into_iter().chain([Crumb { words: text!(locale, registry.duplicates), lang: None, href }]).collect()
}

/// Report of the form before the page.
pub(super) fn report(locale: Locale, outcome: Option<Outcome>) -> AnyView {
    let words = outcome.map(|outcome| match outcome {
        Outcome::NobodyHasIin => text!(locale, registry.nobody_has_iin),
        Outcome::Saved => text!(locale, registry.saved),
        Outcome::Repaired => text!(locale, registry.repaired),
        Outcome::IinSeen => text!(locale, registry.iin_seen),
        Outcome::ClaimRefused => text!(locale, registry.claim_refused),
        Outcome::Merged => text!(locale, registry.merged),
        Outcome::ToldApart => text!(locale, registry.told_apart),
    });
    let kind = if outcome == Some(Outcome::NobodyHasIin) { NoticeKind::Warn } else { NoticeKind::Ok };
    words.map(|words| view! { <Notice kind>{words}</Notice> }).into_any()
}

/// Name of a region by its code; empty if there is none.
pub(super) fn region_words(locale: Locale, code: Option<&str>) -> String {
    code.and_then(region).map(|region| region.name.get(locale).to_owned()).unwrap_or_default()
}

/// Name of a profession by its code; empty if there is none.
pub(super) fn profession_words(locale: Locale, code: Option<&str>) -> String {
    code.and_then(profession).map(|profession| capitalized(profession.name.get(locale))).unwrap_or_default()
}

/// Words that are there, in one line.
pub(super) fn joined(words: impl IntoIterator<Item = String>) -> String {
    words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
}
