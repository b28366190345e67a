//! `/{l}/admin/settings`: how letters fare, and what this installation is.

use leptos::prelude::*;

use super::letters::{Place, letters};
use crate::{
    admin::service::{self, Identity},
    db::Ctx,
    ground::{AppError, Locale},
    i18n::{numbers, text},
    outbox::{self, Counts, Listed, State},
    ui::{Notice, NoticeKind, Page, Section, Site, page, page_asked},
};

#[component]
pub fn SettingsPage() -> impl IntoView {
    let (ctx, site) = (use_context::<Ctx>(), use_context::<Site>().unwrap_or_default());
    page(move |asked| async move {
        let (locale, ctx) = (asked.locale, ctx.ok_or(AppError::Unavailable)?);
        let number = page_asked(asked.field("page"), i64::MAX).ok_or(AppError::NotFound)?;
        let found = service::settings(&ctx, number, site.mail).await?;
        let title = text!(locale, layout.settings);
        let address = format!("/{}/admin/settings", locale.code());
        let again = |letter: &Listed| send_again(locale, letter, &address);
        let place = Place {
            locale,
            base: format!("{address}?"),
            origin: &ctx.origin,
            is_open: false,
            empty: (text!(locale, settings.no_letters), text!(locale, settings.no_letters_more)),
        };
        let main = view! {
            <div class="wrap wrap--wide page stack stack--7">
                <div class="head"><h1>{title.clone()}</h1></div>
                {(asked.field("done") == Some("retried")).then(|| view! {
                    <Notice kind=NoticeKind::Ok title=Some(text!(locale, settings.retried))>
                        {text!(locale, settings.retried_more)}
                    </Notice>
                })}
                <section class="stack" aria-labelledby="mail">
                    <h2 id="mail">{text!(locale, settings.letters)}</h2>
                    {server(locale, site.mail)}
                    {counted(locale, found.mail.counts)}
                    {letters(place, found.mail, again)}
                </section>
                {identity(locale, found.identity)}
            </div>
        };
        Ok(Page::new(title, Section::Admin, main).staff())
    })
}

/// Whether letters go out; and if they do not, where they are and who may read them (rule R7).
fn server(locale: Locale, has_mail_server: bool) -> AnyView {
    if has_mail_server {
        return view! { <Notice>{text!(locale, settings.mail_goes)}</Notice> }.into_any();
    }
    view! {
        <Notice kind=NoticeKind::Warn title=Some(text!(locale, settings.no_server))>
            {text!(locale, settings.no_server_more, variable = "MAMAN_SMTP_URL")}" "{text!(locale, settings.no_server_reads)}
        </Notice>
    }
    .into_any()
}

fn counted(locale: Locale, counts: Counts) -> impl IntoView {
    let facts = [(State::Waiting, counts.waiting), (State::Sent, counts.sent), (State::Failed, counts.failed)]
        .map(|(state, number)| {
            let number = numbers::whole(locale, number.unsigned_abs());
            view! { <div><dt>{outbox::wording::state(locale, state)}</dt><dd>{number}</dd></div> }
        })
        .collect_view();
    view! { <dl class="facts facts--line">{facts}</dl> }
}

/// The button below a letter that was given up.
fn send_again(locale: Locale, letter: &Listed, address: &str) -> Option<AnyView> {
    (letter.state == State::Failed).then(|| {
        let id = letter.id.to_string();
        view! {
            <form method="post" action=format!("{address}/retry")>
                <button class="btn" name="letter" value=id>{text!(locale, settings.send_again)}</button>
            </form>
        }
        .into_any()
    })
}

fn identity(locale: Locale, identity: Identity) -> impl IntoView {
    let Identity { version, database, schema, key, lines, head } = identity;
    let lines = numbers::whole(locale, lines.unsigned_abs());
    view! {
        <section class="stack" aria-labelledby="installation">
            <h2 id="installation">{text!(locale, settings.installation)}</h2>
            <div class="panel">
                <dl class="facts">
                    <div><dt>{text!(locale, settings.version)}</dt><dd class="code">{version}</dd></div>
                    <div><dt>{text!(locale, settings.database)}</dt><dd>{database}</dd></div>
                    <div><dt>{text!(locale, settings.schema)}</dt><dd>{schema}</dd></div>
                    <div><dt>{text!(locale, settings.key)}</dt><dd class="code">{key}</dd></div>
                    <div><dt>{text!(locale, settings.audit_lines)}</dt><dd>{lines}</dd></div>
                    <div><dt>{text!(locale, settings.audit_head)}</dt><dd class="code">{head}</dd></div>
                </dl>
            </div>
            <p class="small muted">{text!(locale, settings.audit_more, command = "maman audit verify")}</p>
        </section>
    }
}
