//! Pages of help.

mod accessibility;
mod help;

pub use accessibility::accessibility;
pub use help::help;

use leptos::prelude::*;

use crate::{
    ground::Locale,
    i18n::text,
    ui::centre::{centre, ways_to_reach},
};

/// Panel that says how to reach a person; nothing while the centre has set no way.
fn a_person(locale: Locale) -> Option<impl IntoView + use<>> {
    let centre = centre();
    (centre.phone().is_some() || centre.email().is_some()).then(|| {
        view! {
            <section class="panel stack" aria-labelledby="person">
                <h2 id="person" class="h3">{text!(locale, help.person)}</h2>
                <div class="stack stack--2">{ways_to_reach(locale, &centre)}</div>
                <p class="small muted">{text!(locale, help.person_more)}</p>
            </section>
        }
    })
}
