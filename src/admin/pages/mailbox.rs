//! `/{l}/demo/mail`: the letters of a demonstration, open to every reader.

use leptos::prelude::*;

use super::letters::{Place, letters};
use crate::{
    admin::{service, site},
    ground::{AppError, address::Address},
    i18n::text,
    ui::{Notice, Page, PageRequest, Section, page_asked},
};

pub async fn mailbox(mut request: PageRequest, _: site::Mailbox) -> Result<Page, AppError> {
    let locale = request.locale;
    let number = page_asked(request.field("page"), i64::MAX).ok_or(AppError::NotFound)?;
    let found = service::mailbox(request.tx().await?, number).await?;
    let title = text!(locale, settings.mailbox);
    let place = Place {
        locale,
        base: format!("{}?", site::Mailbox.path(locale)),
        origin: request.origin(),
        is_open: true,
        empty: (text!(locale, settings.mailbox_empty), text!(locale, settings.mailbox_empty_more)),
    };
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="lede">{text!(locale, settings.mailbox_lede)}</p>
            </div>
            <Notice>{text!(locale, settings.mailbox_open)}</Notice>
            <section class="stack" aria-labelledby="letters">
                <h2 id="letters">{text!(locale, settings.letters)}</h2>
                {letters(place, found, |_| None)}
            </section>
        </div>
    };
    Ok(Page::new(title, Section::None, main).private())
}
