//! `/{l}/admin/settings`: the centre's settings, the states of letters, and facts about this installation.

use std::net::SocketAddr;

use leptos::prelude::*;

use super::{
    centre::{about_centre, outdated_version},
    letters::{Place, letters},
};
use crate::{
    admin::{
        outcome::Outcome,
        service::{self, Identity, LetterFilter, Letters},
        site::{Retry, Settings},
    },
    ground::{AppError, Locale, address::Address},
    i18n::{numbers, text},
    outbox::{self, Counts, QueuedLetter, State},
    ui::{Notice, NoticeKind, Page, PageRequest, Section, page_asked},
};

pub async fn settings(mut request: PageRequest) -> Result<Page, AppError> {
    let (locale, form, site) = (request.locale, request.form.clone(), request.site);
    let ctx = request.ctx().clone();
    let number = page_asked(request.field("page"), i64::MAX).ok_or(AppError::NotFound)?;
    let filter =
        if request.field("state") == Some(State::Failed.as_str()) { LetterFilter::Failed } else { LetterFilter::All };
    let tx = request.tx().await?;
    let found = service::settings(tx, &ctx.db, filter, number, site.mail).await?;
    let seen = match outdated_version(&form) {
        Some(version) => Some(service::centre_before(tx, version).await?),
        None => None,
    };
    let title = text!(locale, layout.settings);
    let address = Settings.path(locale);
    let again = |letter: &QueuedLetter| send_again(locale, letter);
    let place = Place {
        locale,
        base: match found.mail.filter {
            LetterFilter::All => format!("{address}?"),
            LetterFilter::Failed => only_failed(locale),
        },
        origin: request.origin(),
        is_open: false,
        empty: (text!(locale, settings.no_letters), text!(locale, settings.no_letters_more)),
    };
    let main = view! {
        <div class="wrap wrap--wide page stack stack--7">
            <div class="head"><h1>{title.clone()}</h1></div>
            {request.outcome::<Outcome>().map(|outcome| outcome.words(locale)).map(|(title, more)| view! {
                <Notice kind=NoticeKind::Ok title=Some(title)>{more}</Notice>
            })}
            {about_centre(locale, &form, &found.centre, seen.as_ref())}
            <section class="stack" aria-labelledby="mail">
                <h2 id="mail">{text!(locale, settings.letters)}</h2>
                {server(locale, site.mail, request.origin())}
                {counted(locale, found.mail.counts)}
                {given_up(locale, &found.mail)}
                {letters(place, found.mail, again)}
            </section>
            {identity(locale, found.identity)}
        </div>
    };
    Ok(Page::new(title, Section::Admin, main).staff())
}

/// Notice that says whether letters go out, with links that work; and if they do not, where they are and who may read
/// them (rule R7).
fn server(locale: Locale, has_mail_server: bool, origin: &str) -> AnyView {
    if has_mail_server {
        let links = is_where_it_listens(origin).then(|| {
            view! {
                <Notice kind=NoticeKind::Warn title=Some(text!(locale, settings.links_begin, origin = origin))>
                    {text!(locale, settings.links_begin_more, variable = "MAMAN_URL")}
                </Notice>
            }
        });
        return view! { {links}<Notice>{text!(locale, settings.mail_goes)}</Notice> }.into_any();
    }
    view! {
        <Notice kind=NoticeKind::Warn title=Some(text!(locale, settings.no_server))>
            {text!(locale, settings.no_server_more, variable = "MAMAN_SMTP_URL")}" "{text!(locale, settings.no_server_reads)}
        </Notice>
    }
    .into_any()
}

/// Tells whether the site's address is a network address and no name. `maman serve` makes such a one of the address
/// that it listens on, if no public address is set.
fn is_where_it_listens(origin: &str) -> bool {
    origin.strip_prefix("http://").is_some_and(|rest| rest.parse::<SocketAddr>().is_ok())
}

fn counted(locale: Locale, counts: Counts) -> impl IntoView {
    let facts = [
        (State::Waiting, counts.waiting),
        (State::Sent, counts.sent),
        (State::Failed, counts.failed),
        (State::Expired, counts.expired),
    ]
    .map(|(state, number)| {
        let number = numbers::whole(locale, number.unsigned_abs());
        view! { <div><dt>{outbox::wording::state(locale, state)}</dt><dd>{number}</dd></div> }
    })
    .collect_view();
    view! { <dl class="facts facts--line">{facts}</dl> }
}

/// Address of the list of only the letters that were given up.
fn only_failed(locale: Locale) -> String {
    Settings.with(locale, [("state", State::Failed.as_str().to_owned())])
}

/// Link to the letters that were given up, or back to all, and the button that puts them all back in the queue. Nothing
/// where there are none.
fn given_up(locale: Locale, mail: &Letters) -> Option<AnyView> {
    (mail.counts.failed > 0).then(|| {
        let (words, href) = match mail.filter {
            LetterFilter::All => {
                let number = numbers::whole(locale, mail.counts.failed.unsigned_abs());
                (text!(locale, settings.only_failed, number = number), only_failed(locale))
            }
            LetterFilter::Failed => (text!(locale, settings.all_letters), Settings.path(locale)),
        };
        view! {
            <form class="row" method="post" action=Retry.path(locale)>
                <a class="btn btn--plain" href=href>{words}</a>
                <button class="btn" name="all" value="1">{text!(locale, settings.send_all_again)}</button>
            </form>
        }
        .into_any()
    })
}

/// Button below a letter that was given up.
fn send_again(locale: Locale, letter: &QueuedLetter) -> Option<AnyView> {
    (letter.state == State::Failed).then(|| {
        let id = letter.id.to_string();
        view! {
            <form method="post" action=Retry.path(locale)>
                <button class="btn" name="letter" value=id>{text!(locale, settings.send_again)}</button>
            </form>
        }
        .into_any()
    })
}

fn identity(locale: Locale, identity: Identity) -> impl IntoView {
    let Identity { version, database, schema, key, head } = identity;
    let lines = numbers::whole(locale, head.lines.unsigned_abs());
    view! {
        <section class="stack" aria-labelledby="installation">
            <h2 id="installation">{text!(locale, settings.installation)}</h2>
            <div class="panel">
                <dl class="facts">
                    <div><dt>{text!(locale, settings.version)}</dt><dd class="code code--long">{version}</dd></div>
                    <div><dt>{text!(locale, settings.database)}</dt><dd>{database}</dd></div>
                    <div><dt>{text!(locale, settings.schema)}</dt><dd>{schema}</dd></div>
                    <div><dt>{text!(locale, settings.key)}</dt><dd class="code code--long">{key}</dd></div>
                    <div><dt>{text!(locale, settings.audit_lines)}</dt><dd>{lines}</dd></div>
                    <div><dt>{text!(locale, settings.audit_head)}</dt><dd class="code code--long">{head.to_string()}</dd></div>
                </dl>
            </div>
            <p class="small muted">{text!(locale, settings.audit_more, command = "maman audit verify --against")}</p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_lead_to_the_listening_address_are_warned_of_where_letters_go_out() {
        for origin in ["http://127.0.0.1:3000", "http://0.0.0.0:80", "http://[::1]:3000", "http://192.0.2.7:3000"] {
            assert!(is_where_it_listens(origin), "{origin}");
        }
        for origin in ["https://maman.example", "http://localhost:3000", "https://192.0.2.7:3000"] {
            assert!(!is_where_it_listens(origin), "{origin}");
        }
        let html = |has_mail_server| server(Locale::En, has_mail_server, "http://127.0.0.1:3000").to_html();
        assert!(html(true).contains("http://127.0.0.1:3000") && html(true).contains("MAMAN_URL"));
        assert!(!html(false).contains("MAMAN_URL"));
        assert!(!server(Locale::En, true, "https://maman.example").to_html().contains("MAMAN_URL"));
    }
}
