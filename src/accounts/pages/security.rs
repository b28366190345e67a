//! `/{l}/my/security`: the password, and the places where the reader is signed in.

use leptos::prelude::*;

use super::{device, moment, said_notice, strong_hint};
use crate::{
    accounts::{service, site},
    auth::OpenSession,
    ground::{AppError, Locale, address::Address, ids::SessionId},
    i18n::text,
    my,
    ui::{Badge, BadgeKind, Crumbs, FormState, IconName, Page, PageRequest, PasswordField, Section, crumbs::above_own},
};

pub async fn security(mut request: PageRequest, _: site::Security) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    let id = request.reader.caller.signed_in()?.account;
    let tx = request.tx().await?;
    let account = service::find(tx, id).await?.ok_or(AppError::SignInNeeded)?;
    let sessions = service::own_sessions(tx).await?;
    let title = text!(locale, ui.security_title);
    let (present, new) = labels(locale);
    let lede = text!(locale, accounts.security_lede, email = account.email.reveal().clone());
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            {said_notice(&request)}
            <Crumbs locale above=above_own(locale, &request.reader.caller, my::site::My.path(locale)) here=title.clone()/>
            {form.summary(locale, &[("password", present), ("new_password", new)])}
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{lede}</p></div>
            {password_form(locale, &form, account.email.reveal())}
            {session_list(locale, &sessions, request.reader.session)}
        </div>
    };
    Ok(Page::new(title, Section::My, main).private())
}

/// Names of the two fields.
fn labels(locale: Locale) -> (String, String) {
    (text!(locale, accounts.present_password), text!(locale, accounts.new_password))
}

fn password_form(locale: Locale, form: &FormState, email: &str) -> impl IntoView + use<> {
    let (present, new) = labels(locale);
    let email = email.to_owned();
    view! {
        <form class="form panel" method="post" action=site::Security.path(locale) novalidate
            aria-labelledby="password-title">
            <h2 id="password-title">{text!(locale, accounts.change_password)}</h2>
            // so that a password manager knows whose password it is
            <input type="email" name="email" value=email autocomplete="username" hidden/>
            <PasswordField locale name="password" label=present problem=form.problem("password")
                autocomplete="current-password" required=true/>
            <PasswordField locale name="new_password" label=new problem=form.problem("new_password")
                hint=strong_hint(locale) autocomplete="new-password" required=true/>
            <p class="small muted">{text!(locale, accounts.change_ends)}</p>
            <button class="btn btn--go btn--wide">{text!(locale, accounts.change_password)}</button>
        </form>
    }
}

fn session_list(locale: Locale, sessions: &[OpenSession], this: Option<SessionId>) -> impl IntoView + use<> {
    let rows = sessions.iter().map(|session| session_row(locale, session, this == Some(session.id))).collect_view();
    view! {
        <section class="section stack" aria-labelledby="sessions-title">
            <h2 id="sessions-title">{text!(locale, accounts.sessions)}</h2>
            <p class="muted">{text!(locale, accounts.sessions_lede)}</p>
            <ul class="tasks">{rows}</ul>
            <form method="post" action=site::EndAllSessions.path(locale)>
                <button class="btn btn--bad">{text!(locale, accounts.end_all)}</button>
            </form>
        </section>
    }
}

fn session_row(locale: Locale, session: &OpenSession, is_this: bool) -> impl IntoView + use<> {
    let device = device::words(&session.device).unwrap_or_else(|| text!(locale, accounts.device_unknown));
    let (used, begun) = (moment(locale, session.last_seen_at), moment(locale, session.created_at));
    view! {
        <li class="task">
            <div>
                <h3>{device.clone()}</h3>
                {is_this.then(|| view! {
                    <p><Badge kind=BadgeKind::Ok icon=IconName::CheckCircle words=text!(locale, accounts.this_session)/></p>
                })}
                <p class="small muted">{text!(locale, accounts.last_used, moment = used)}</p>
                <p class="small muted">{text!(locale, accounts.signed_in_at, moment = begun)}</p>
            </div>
            <form method="post" action=site::EndSession.path(locale)>
                <input type="hidden" name="session" value=session.id.to_string()/>
                <button class="btn">{text!(locale, accounts.end_session)}<span class="vh">": "{device}</span></button>
            </form>
        </li>
    }
}
