//! `/{l}/sign-out`: the button for whoever comes by its address; the masthead has it on every page.

use leptos::prelude::*;

use super::signed_in_page;
use crate::{
    i18n::text,
    ui::{Page, Section, Viewer, page},
};

#[component]
pub fn SignOutPage() -> impl IntoView {
    let viewer = Viewer::from_context();
    page(move |asked| async move {
        let locale = asked.locale;
        let title = text!(locale, accounts.sign_out);
        if viewer.caller.signed_in().is_ok() {
            return Ok(signed_in_page(locale, title, &viewer, None, true));
        }
        let main = view! {
            <div class="wrap wrap--narrow page stack stack--5">
                <div class="head">
                    <h1>{title.clone()}</h1>
                    <p class="lede">{text!(locale, accounts.nobody_signed_in)}</p>
                </div>
                <div class="panel row">
                    <a class="btn btn--go" href=format!("/{}/sign-in", locale.code())>
                        {text!(locale, layout.sign_in)}
                    </a>
                </div>
            </div>
        };
        Ok(Page::new(title, Section::SignIn, main).private())
    })
}
