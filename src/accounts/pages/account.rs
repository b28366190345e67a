//! `/{l}/admin/accounts/{account}`: roles of an account, and whether anybody can sign in with it.

use leptos::prelude::*;

use super::{moment, role_ticks, said_notice, state_badge};
use crate::{
    accounts::{
        Account,
        forms::{ACTION, DISABLE, ENABLE, END_SESSIONS, INVITE, ROLE, SAVE, SEEN},
        service::{self, ManagedAccount},
        site,
        wording::role_names,
    },
    ground::{AppError, Locale, address::Address, clock::day_of, error::Clash},
    i18n::{dates, numbers, text},
    ui::{Crumb, Crumbs, FormState, Notice, NoticeKind, Page, PageRequest, Section, fallback::language_name},
};

pub async fn account(mut request: PageRequest, address: site::ManageAccount) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    let managed = service::manage(request.tx().await?, address.account).await?;
    let account = &managed.account;
    let email = account.email.reveal().clone();
    let above = vec![Crumb { words: text!(locale, layout.accounts), lang: None, href: site::Accounts.path(locale) }];
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            {said_notice(&request)}
            <Crumbs locale above here=email.clone()/>
            {form.summary(locale, &[(ROLE, text!(locale, accounts.roles))])}
            {is_outdated(&form).then(|| outdated(locale, account))}
            <div class="head"><h1>{email.clone()}</h1><p>{state_badge(locale, account)}</p></div>
            {facts(locale, &managed)}
            {roles(locale, &form, &managed, &address)}
            {access(locale, &managed, &address)}
        </div>
    };
    Ok(Page::new(email, Section::Accounts, main).staff())
}

/// Tells whether the form came after another administrator's.
fn is_outdated(form: &FormState) -> bool {
    form.error() == Some(&AppError::Conflict(Clash::AccountChanged))
}

/// Notice of the roles that are saved now, where they are not what the form began from.
fn outdated(locale: Locale, account: &Account) -> impl IntoView + use<> {
    let roles = role_names(locale, account.roles);
    view! { <Notice kind=NoticeKind::Warn>{text!(locale, accounts.roles_now, roles = roles)}</Notice> }
}

fn facts(locale: Locale, managed: &ManagedAccount) -> impl IntoView + use<> {
    let account = &managed.account;
    // the name of a trainee is personal data of a specialist (R7)
    let name = account.name.clone().filter(|_| account.is_of_centre());
    let used = managed.sessions.first().map(|session| moment(locale, session.last_seen_at));
    let open = numbers::whole(locale, managed.sessions.len() as u64);
    let facts = [
        (text!(locale, accounts.name), name),
        (text!(locale, accounts.made_on), Some(dates::long(locale, day_of(account.recorded_at)))),
        (text!(locale, accounts.language), Some(language_name(locale, account.locale))),
        (text!(locale, accounts.open_sessions), Some(open)),
        (text!(locale, accounts.last_use), used),
        (text!(locale, accounts.disabled_on), account.disabled_at.map(|disabled_at| moment(locale, disabled_at))),
    ];
    let rows = facts
        .into_iter()
        .filter_map(|(label, value)| value.map(|value| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }));
    view! { <div class="panel"><dl class="facts">{rows.collect_view()}</dl></div> }
}

fn roles(
    locale: Locale,
    form: &FormState,
    managed: &ManagedAccount,
    address: &site::ManageAccount,
) -> impl IntoView + use<> {
    let saved = managed.account.roles.words();
    let now = saved.join(",");
    // a form with a mistake goes on from what its sender saw
    let seen = if is_outdated(form) { now } else { form.value(SEEN, &now) };
    let chosen = match form.fields() {
        Some(_) => form.all(ROLE).map(ToOwned::to_owned).collect(),
        None => saved.iter().map(|word| (*word).to_owned()).collect(),
    };
    let own = managed.is_own.then(|| view! { <p class="small muted">{text!(locale, accounts.own_roles)}</p> });
    view! {
        <form class="form panel" method="post" action=address.path(locale) novalidate>
            <input type="hidden" name=SEEN value=seen/>
            {role_ticks(locale, form, chosen)}
            {own}
            <button class="btn btn--go" name=ACTION value=SAVE>{text!(locale, accounts.save_roles)}</button>
        </form>
    }
}

/// Buttons for what can be done about signing in with the account.
fn access(locale: Locale, managed: &ManagedAccount, address: &site::ManageAccount) -> impl IntoView + use<> {
    let account = &managed.account;
    let is_disabled = account.disabled_at.is_some();
    let deeds = [
        (
            INVITE,
            !account.has_password && !is_disabled,
            text!(locale, accounts.invite_again),
            text!(locale, accounts.invite_again_more),
        ),
        (
            END_SESSIONS,
            !managed.sessions.is_empty(),
            text!(locale, accounts.end_sessions),
            text!(locale, accounts.end_sessions_more),
        ),
        (
            DISABLE,
            !is_disabled && !managed.is_own,
            text!(locale, accounts.disable),
            text!(locale, accounts.disable_more),
        ),
        (ENABLE, is_disabled, text!(locale, accounts.enable), text!(locale, accounts.enable_more)),
    ];
    let rows = deeds.into_iter().filter(|(_, is_possible, ..)| *is_possible).map(|(action, _, words, more)| {
        let class = if action == DISABLE { "btn btn--bad" } else { "btn" };
        view! {
            <li class="task">
                <p>{more}</p>
                <form method="post" action=address.path(locale)>
                    <button class=class name=ACTION value=action>{words}</button>
                </form>
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section stack" aria-labelledby="access">
                <h2 id="access">{text!(locale, accounts.access)}</h2>
                <ul class="tasks">{rows}</ul>
            </section>
        }
    })
}
