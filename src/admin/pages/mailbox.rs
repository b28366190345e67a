//! `/{l}/demo/mail`: the letters of a demonstration, open to whoever looks at it.

use leptos::prelude::*;

use super::letters::{Place, letters};
use crate::{
    admin::service,
    db::Ctx,
    ground::AppError,
    i18n::text,
    ui::{Notice, Page, Section, page, page_asked},
};

#[component]
pub fn MailboxPage() -> impl IntoView {
    let ctx = use_context::<Ctx>();
    page(move |asked| async move {
        let (locale, ctx) = (asked.locale, ctx.ok_or(AppError::Unavailable)?);
        let number = page_asked(asked.field("page"), i64::MAX).ok_or(AppError::NotFound)?;
        let found = service::mailbox(&ctx, number).await?;
        let title = text!(locale, settings.mailbox);
        let place = Place {
            locale,
            base: format!("/{}/demo/mail?", locale.code()),
            origin: &ctx.origin,
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
    })
}
