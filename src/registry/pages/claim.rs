//! Part of a person's page on which staff settle a claim to an IIN.

use leptos::prelude::*;

use crate::{
    ground::{Locale, address::Address},
    i18n::text,
    registry::{
        forms::{ACTION, NOT_THEIRS, THEIRS},
        service::PersonView,
        site::{self, Pair},
    },
    specialists::Iin,
};

/// Claim with its two answers; where another record has the IIN, the way to compare the two instead of the first.
pub(super) fn claim(locale: Locale, view: &PersonView) -> AnyView {
    let Some(claimed) = &view.record.claimed_iin else { return ().into_any() };
    let id = view.record.profile.specialist;
    let digits = spaced(claimed);
    let disagrees = claimed
        .disagrees_with(view.record.profile.birth_date.as_ref().map(|day| *day.reveal()), view.record.profile.facts.sex)
        .then(|| view! { <p class="small">{text!(locale, registry.iin_disagrees)}</p> });
    let holder = view.iin_holder.and_then(|holder| Pair::of(id, holder));
    let theirs = match holder {
        Some(pair) => {
            let href = site::Duplicate { pair }.path(locale);
            view! { <a class="btn btn--go" href=href>{text!(locale, registry.compare_two)}</a> }.into_any()
        }
        None => view! {
            <button class="btn btn--go" name=ACTION value=THEIRS>{text!(locale, registry.claim_theirs)}</button>
        }
        .into_any(),
    };
    let elsewhere = holder.map(|_| view! { <p><strong>{text!(locale, registry.iin_elsewhere)}</strong></p> });
    view! {
        <section class="panel stack" id="claim" aria-labelledby="claim-title">
            <h2 id="claim-title">{text!(locale, registry.claim)}</h2>
            <p>{text!(locale, registry.claim_more)}</p>
            <p class="code">{digits}</p>
            {disagrees}
            {elsewhere}
            <form class="row" method="post" action=site::Person { id }.path(locale)>
                {theirs}
                <button class="btn" name=ACTION value=NOT_THEIRS>{text!(locale, registry.claim_not_theirs)}</button>
            </form>
            <p class="small muted">{text!(locale, registry.claim_no_letter)}</p>
        </section>
    }
    .into_any()
}

/// Digits in groups of four, as they are compared with a document.
fn spaced(iin: &Iin) -> String {
    let digits: Vec<char> = iin.reveal().chars().collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
