//! `/{l}/admin/accounts`: who works with the registry, and the invitation of another.

use leptos::prelude::*;

use super::{role_ticks, said_notice, state_badge};
use crate::{
    accounts::{
        Account,
        forms::{ACTION, EMAIL, FIND, INVITE, ROLE},
        model::Email,
        service, site,
        wording::role_names,
    },
    ground::{AppError, Locale, Problem, address::Address, ids::AccountId},
    i18n::text,
    ui::{Empty, FormState, InputSize, ListTable, Notice, NoticeKind, Page, PageRequest, Section, TextField},
};

pub async fn accounts(mut request: PageRequest, _: site::Accounts) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    let tx = request.tx().await?;
    let list = service::list_of_centre(tx).await?;
    let holder = match Email::parse(&form.value(EMAIL, "")) {
        Ok(email) if form.problem(EMAIL) == Some(Problem::HasAccount) => service::find_by_email(tx, &email).await?,
        _ => None,
    };
    let title = text!(locale, layout.accounts);
    let labels = [(EMAIL, text!(locale, accounts.email)), (ROLE, text!(locale, accounts.roles))];
    let main = view! {
        <div class="wrap wrap--wide page stack stack--7">
            {said_notice(&request)}
            {form.summary(locale, &labels)}
            {holder.map(|holder| known(locale, holder.id))}
            <div class="row row--apart">
                <div class="head"><h1>{title.clone()}</h1><p class="lede">{text!(locale, accounts.accounts_lede)}</p></div>
                <a class="btn btn--go" href="#invite">{text!(locale, accounts.invite)}</a>
            </div>
            {table(locale, &list)}
            {invitation(locale, &form)}
        </div>
    };
    Ok(Page::new(title, Section::Accounts, main).staff())
}

/// Notice that leads to the account that an address has already.
fn known(locale: Locale, id: AccountId) -> impl IntoView + use<> {
    let href = site::ManageAccount { account: id }.path(locale);
    view! {
        <Notice kind=NoticeKind::Warn>
            {text!(locale, problems.has_account)}" "<a href=href>{text!(locale, accounts.open)}</a>
        </Notice>
    }
}

fn table(locale: Locale, list: &[Account]) -> AnyView {
    if list.is_empty() {
        return view! { <Empty><h2>{text!(locale, accounts.none)}</h2></Empty> }.into_any();
    }
    let rows = list.iter().map(|account| row(locale, account)).collect_view();
    view! {
        <ListTable label=text!(locale, layout.accounts) rows=rows.into_any() heads=vec![
            text!(locale, accounts.email),
            text!(locale, accounts.name),
            text!(locale, accounts.roles),
            text!(locale, accounts.state),
        ]/>
    }
    .into_any()
}

fn row(locale: Locale, account: &Account) -> impl IntoView + use<> {
    let roles = role_names(locale, account.roles);
    let name = account.name.clone().unwrap_or_else(|| "–".to_owned());
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=site::ManageAccount { account: account.id }.path(locale)>{account.email.reveal().clone()}</a>
            </th>
            <td role="cell" data-label=text!(locale, accounts.name)>{name}</td>
            <td role="cell" data-label=text!(locale, accounts.roles)>{roles}</td>
            <td role="cell">{state_badge(locale, account)}</td>
        </tr>
    }
}

/// Form of the invitation. With its second button it leads to the account of an address, also that of a trainee.
fn invitation(locale: Locale, form: &FormState) -> impl IntoView + use<> {
    let chosen = form.all(ROLE).map(ToOwned::to_owned).collect();
    view! {
        <section class="stack" id="invite" aria-labelledby="invite-title">
            <h2 id="invite-title">{text!(locale, accounts.invite)}</h2>
            <form class="form panel" method="post" action=site::Accounts.path(locale) novalidate>
                <TextField locale name=EMAIL label=text!(locale, accounts.email) value=form.value(EMAIL, "")
                    problem=form.problem(EMAIL) hint=text!(locale, accounts.invite_hint) kind="email" autocomplete="off"
                    size=InputSize::Medium required=true/>
                {role_ticks(locale, form, chosen)}
                <p class="small muted">{text!(locale, accounts.invite_more)}</p>
                <div class="row">
                    <button class="btn btn--go" name=ACTION value=INVITE>{text!(locale, accounts.invite_button)}</button>
                    <button class="btn" name=ACTION value=FIND>{text!(locale, accounts.find)}</button>
                </div>
            </form>
        </section>
    }
}
