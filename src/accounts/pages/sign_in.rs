//! `/{l}/sign-in`: address and password; for whoever is on the way to a seat, the door for newcomers beside it; in the
//! demonstration, its sign-ins as well.

use leptos::prelude::*;

use super::{next, next_field, said_notice, signed_in_page, strong_hint, with_next};
use crate::{
    accounts::{
        model::{DEMO_PASSWORD, DEMO_SIGN_INS},
        site,
        wording::role_name,
    },
    enrollments::site::Enroll,
    ground::{AppError, Locale, address::Address},
    i18n::text,
    ui::{Page, PageRequest, PasswordField, Section, TextField, TickField},
};

pub async fn sign_in(request: PageRequest, _: site::SignIn) -> Result<Page, AppError> {
    let next = next(&request);
    if request.reader.caller.signed_in().is_ok() {
        let title = text!(request.locale, accounts.sign_in);
        return Ok(signed_in_page(request.locale, title, &request.reader, next, false));
    }
    Ok(form_page(&request, next))
}

fn form_page(request: &PageRequest, next: Option<String>) -> Page {
    let (locale, form) = (request.locale, &request.form);
    let title = text!(locale, accounts.sign_in);
    let lede =
        if next.is_some() { text!(locale, accounts.sign_in_to_go_on) } else { text!(locale, accounts.sign_in_lede) };
    let (email, password) = (text!(locale, accounts.email), text!(locale, accounts.password));
    let summary = form.summary(locale, &[("email", email.clone()), ("password", password.clone())]);
    let newcomer = next.as_ref().filter(|next| is_to_enroll(next)).map(|next| newcomer(locale, next));
    let has_two_doors = newcomer.is_some();
    let own_door = has_two_doors.then(|| view! { <h2>{text!(locale, accounts.door_account)}</h2> });
    let width = if has_two_doors { "wrap page stack stack--5" } else { "wrap wrap--narrow page stack stack--5" };
    let (doors, button) =
        if has_two_doors { (Some("doors"), "btn btn--wide") } else { (None, "btn btn--go btn--wide") };
    let to_sign_up = (!has_two_doors).then(|| {
        let href = with_next(locale, &site::SignUp, next.as_ref());
        view! { <a class="more" href=href>{text!(locale, accounts.sign_up_button)}</a> }
    });
    let main = view! {
        <div class=width>
            {said_notice(request)}
            {summary}
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{lede}</p></div>
            <div class=doors>
            {newcomer}
            <form class="form panel" method="post" action=site::SignIn.path(locale) novalidate>
                {own_door}
                <TextField locale name="email" label=email value=form.value("email", "") problem=form.problem("email")
                    kind="email" autocomplete="username" required=true/>
                <PasswordField locale name="password" label=password problem=form.problem("password")
                    autocomplete="current-password" required=true/>
                <TickField locale name="remember" label=text!(locale, accounts.remember)
                    ticked=form.is_ticked("remember", false) problem=None/>
                {next_field(next.as_ref())}
                <button class=button>{text!(locale, layout.sign_in)}</button>
                <p class="row row--apart small">
                    <a class="more" href=site::ResetPassword.path(locale)>
                        {text!(locale, accounts.forgotten)}
                    </a>
                    {to_sign_up}
                </p>
            </form>
            </div>
            {request.site.demo.then(|| demo_sign_ins(locale, next.as_ref()))}
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}

/// Tells whether the reader is on the way to the form of a run.
fn is_to_enroll(next: &str) -> bool {
    let leads_there = |form: Enroll| Locale::ALL.iter().any(|locale| form.path(*locale) == next);
    Enroll::from_path(next).is_some_and(leads_there)
}

/// Door for whoever has no account yet; its form is that of the page for signing up, and comes back there with what is
/// wrong.
fn newcomer(locale: Locale, next: &String) -> impl IntoView + use<> {
    view! {
        <form class="form panel" method="post" action=site::SignUp.path(locale) novalidate>
            <h2>{text!(locale, accounts.door_new)}</h2>
            <TextField locale name="new_email" sent_as="email" label=text!(locale, accounts.email) value="" problem=None
                hint=text!(locale, accounts.email_hint) kind="email" autocomplete="email" required=true/>
            <PasswordField locale name="new_password" sent_as="password" label=text!(locale, accounts.password)
                problem=None hint=strong_hint(locale) autocomplete="new-password" required=true/>
            {next_field(Some(next))}
            <button class="btn btn--go btn--wide">{text!(locale, accounts.go_on)}</button>
        </form>
    }
}

/// Sign-ins of the demonstration, each with a button: there is nothing to protect there.
fn demo_sign_ins(locale: Locale, next: Option<&String>) -> impl IntoView + use<> {
    let sign_ins = DEMO_SIGN_INS
        .map(|sign_in| {
            let role = role_name(locale, sign_in.role);
            view! {
                <li class="task">
                    <div>
                        <h3>{role.clone()}</h3>
                        <p class="small muted">{sign_in.email}</p>
                    </div>
                    <form method="post" action=site::SignIn.path(locale)>
                        <input type="hidden" name="email" value=sign_in.email/>
                        <input type="hidden" name="password" value=DEMO_PASSWORD/>
                        {next_field(next)}
                        <button class="btn">{text!(locale, layout.sign_in)}<span class="vh">": "{role}</span></button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section stack" aria-labelledby="demo-title">
            <h2 id="demo-title">{text!(locale, accounts.demo)}</h2>
            <p class="muted">
                {text!(locale, accounts.demo_password)}" "<span class="code">{DEMO_PASSWORD}</span>
            </p>
            <ul class="tasks">{sign_ins}</ul>
        </section>
    }
}
