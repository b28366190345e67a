//! `/{l}/sign-out`: button for a reader who comes by its address; the masthead has it on every page.

use leptos::prelude::*;

use super::signed_in_page;
use crate::{
    accounts::site,
    ground::{AppError, address::Address},
    i18n::text,
    ui::{Page, PageRequest, Section},
};

pub async fn sign_out(request: PageRequest, _: site::SignOut) -> Result<Page, AppError> {
    let locale = request.locale;
    let title = text!(locale, accounts.sign_out);
    if request.reader.caller.signed_in().is_ok() {
        return Ok(signed_in_page(locale, title, &request.reader, None, true));
    }
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="lede">{text!(locale, accounts.nobody_signed_in)}</p>
            </div>
            <div class="panel row">
                <a class="btn btn--go" href=site::SignIn.path(locale)>
                    {text!(locale, layout.sign_in)}
                </a>
            </div>
        </div>
    };
    Ok(Page::new(title, Section::SignIn, main).private())
}
