//! Check of a certificate: the form, and the six answers.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{
    certificates::{
        model::{CheckCode, Status},
        pages::scan,
        service::{self, CheckCounter, Checked},
        site,
    },
    ground::{AppError, Locale, Problem, address::Address},
    i18n::{dates, text},
    ui::{CodeField, Icon, IconName, Page, PageRequest, Section, WriteTo, centre, centre_words, field::problem_words},
};

/// `/{l}/verify`: the form; with `?code=` it leads to the address of the answer.
pub async fn verify_form(request: PageRequest, _: site::VerifyForm) -> Result<Page, AppError> {
    let typed = request.field("code").map(str::trim).unwrap_or_default();
    if let Ok(code) = CheckCode::parse(typed) {
        return Ok(Page::leading_to(site::Verify::of(code.to_string()).path(request.locale)));
    }
    let problem = if typed.is_empty() {
        request.location.has_field("code").then_some(Problem::Required)
    } else {
        CheckCode::parse(typed).err().map(Problem::from)
    };
    Ok(form_page(request.locale, typed, problem))
}

/// `/{l}/verify/{code}`: the status of the certificate with this code today.
pub async fn verify(mut request: PageRequest, address: site::Verify, checks: CheckCounter) -> Result<Page, AppError> {
    let (locale, typed, today) = (request.locale, address.code, request.today());
    let code = match CheckCode::parse(&typed) {
        Ok(code) => code,
        Err(fault) => return Ok(form_page(locale, &typed, Some(fault.into()))),
    };
    let tx = request.tx().await?;
    Ok(match service::check(tx, code).await? {
        Some(checked) => {
            checks.count(checked.id, today);
            verdict_page(locale, &checked, tx.at())
        }
        None => unknown_page(locale, code),
    })
}

fn form_page(locale: Locale, typed: &str, problem: Option<Problem>) -> Page {
    let title = text!(locale, verify.title);
    let action = site::VerifyForm.path(locale);
    let answer = problem.and_then(|problem| not_a_code(locale, problem)).map(|(heading, more)| {
        view! {
            <article>
                <div class="verdict verdict--unknown" role="alert">
                    <Icon name=IconName::Question/>
                    <div><h1>{heading}</h1><p>{more}</p></div>
                </div>
            </article>
        }
    });
    // the answer is the heading where there is one
    let (heading, of_form) = if answer.is_some() {
        (None, text!(locale, verify.again))
    } else {
        let heading = view! {
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{text!(locale, ui.verify_lede)}</p></div>
        };
        (Some(heading), text!(locale, verify.type_code))
    };
    let is_plain = problem.is_none();
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            {answer}
            {heading}
            {is_plain.then(|| scan::scanner(locale))}
            <form class="panel stack" action=action>
                <h2 class="h3">{of_form}</h2>
                <CodeField locale value=typed problem hint=true/>
            </form>
            {is_plain.then(|| scan::list_age(locale))}
            {what_is_shown(locale)}
        </div>
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Page::new(title, Section::Verify, main).status(status).described(text!(locale, ui.verify_lede));
    if problem.is_some() { page.private() } else { page.checking() }
}

/// Heading and explanation for a text that is no code; `None` for any other problem.
pub fn not_a_code(locale: Locale, problem: Problem) -> Option<(String, String)> {
    let heading = match problem {
        Problem::CheckCodeMistyped => text!(locale, verify.mistyped),
        Problem::CheckCodeLength(_) => text!(locale, verify.wrong_length),
        Problem::RegistrationNumberGiven => {
            return Some((text!(locale, verify.number_given), problem_words(locale, problem)));
        }
        _ => return None,
    };
    Some((heading, text!(locale, verify.mistyped_more)))
}

/// Words about what a check shows and what it never shows.
pub fn what_is_shown(locale: Locale) -> impl IntoView {
    view! {
        <div class="stack stack--2 small muted">
            <p><strong>{text!(locale, verify.we_show)}</strong>" "{text!(locale, verify.we_show_what)}</p>
            <p><strong>{text!(locale, verify.we_hide)}</strong>" "{text!(locale, verify.we_hide_what)}</p>
        </div>
    }
}

fn unknown_page(locale: Locale, code: CheckCode) -> Page {
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <article>
                <div class="verdict verdict--unknown">
                    <Icon name=IconName::Question/>
                    <div>
                        <h1>{text!(locale, verify.unknown)}</h1>
                        <p>
                            {text!(locale, verify.unknown_before)}" "<span class="code">{code.to_string()}</span>" "
                            {text!(locale, verify.unknown_after)}
                        </p>
                    </div>
                </div>
                <div class="panel prose">
                    <h2 class="h3">{text!(locale, verify.what_to_do)}</h2>
                    <ul>
                        <li>{text!(locale, verify.do_compare)}</li>
                        <li>{text!(locale, verify.do_scan)}</li>
                        <li>{text!(locale, verify.do_suspect)}" "{send_photo(locale)}</li>
                    </ul>
                </div>
            </article>
            {again(locale, &code.to_string())}
        </div>
    };
    Page::new(text!(locale, verify.unknown), Section::Verify, main).status(StatusCode::NOT_FOUND).private()
}

/// Request to send a photo of the certificate; nothing while the centre has no address.
fn send_photo(locale: Locale) -> impl IntoView {
    centre().email().is_some().then(|| {
        view! { <WriteTo words=text!(locale, verify.do_write)/>{text!(locale, verify.do_write_after)} }
    })
}

fn again(locale: Locale, value: &str) -> impl IntoView + use<> {
    let value = value.to_owned();
    view! {
        <form class="panel stack no-print" action=site::VerifyForm.path(locale)>
            <h2>{text!(locale, verify.another)}</h2>
            <CodeField locale value problem=None/>
        </form>
    }
}

/// Holder's name, or the reason why it is not shown.
fn holder_of(locale: Locale, checked: &Checked) -> AnyView {
    match &checked.holder {
        Some(holder) => view! { <p class="person">{holder.full()}</p> }.into_any(),
        None => view! { <p>{nameless(locale, checked)}</p> }.into_any(),
    }
}

/// Words in the place of a name that is not shown.
pub fn nameless(locale: Locale, checked: &Checked) -> String {
    if checked.is_erased { text!(locale, verify.holder_erased) } else { text!(locale, verify.holder_hidden) }
}

fn verdict_page(locale: Locale, checked: &Checked, now: DateTime<Utc>) -> Page {
    let day = |day| dates::long(locale, day);
    let checked_at = text!(
        locale,
        verify.checked_at,
        day = dates::long(locale, crate::ground::clock::day_of(now)),
        time = dates::time(now)
    );
    let (class, icon, title, worth) = match checked.status {
        Status::Valid => (
            "verdict",
            IconName::CheckCircle,
            text!(locale, verify.valid),
            checked.valid_until.map_or_else(
                || text!(locale, verify.valid_for_ever),
                |until| text!(locale, verify.valid_until, day = day(until)),
            ),
        ),
        Status::Expired => (
            "verdict verdict--old",
            IconName::Hourglass,
            text!(locale, verify.expired),
            checked.valid_until.map(|until| text!(locale, verify.expired_on, day = day(until))).unwrap_or_default(),
        ),
        Status::Revoked => (
            "verdict verdict--bad",
            IconName::Ban,
            text!(locale, verify.revoked),
            checked.revoked_on.map(|on| text!(locale, verify.revoked_since, day = day(on))).unwrap_or_default(),
        ),
        Status::Replaced => (
            "verdict verdict--old",
            IconName::Swap,
            text!(locale, verify.replaced),
            checked.replaced_on.map(|on| text!(locale, verify.replaced_since, day = day(on))).unwrap_or_default(),
        ),
    };
    let holder =
        if checked.status == Status::Valid { text!(locale, verify.holder) } else { text!(locale, verify.issued_to) };
    let (course, course_locale) = checked.title.pick(locale);
    let course_lang = (course_locale != locale).then(|| course_locale.code());
    let hours = text!(locale, ui.hours_of_course, count = checked.academic_hours.unsigned_abs());
    let mut facts: Vec<(String, String)> = Vec::new();
    // a holder may show no more than what it is and until when it is valid
    if !checked.is_short {
        facts.push((text!(locale, verify.volume), hours));
        facts.push((text!(locale, verify.studied), dates::span(locale, checked.starts_on, checked.ends_on)));
        facts.push((text!(locale, verify.issued), day(checked.issued_on)));
    }
    facts.extend(checked.valid_until.map(|until| (text!(locale, verify.holds_until), day(until))));
    facts.extend(checked.revoked_on.map(|on| (text!(locale, verify.revoked_day), day(on))));
    facts.extend(checked.replaced_on.map(|on| (text!(locale, verify.replaced_day), day(on))));
    let issuer = centre_words(locale, centre().full_name(locale));
    let facts =
        facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view();
    let (note_class, note) = match checked.status {
        Status::Valid if checked.holder.is_none() => ("notice", text!(locale, verify.note_nameless)),
        Status::Valid => ("notice", text!(locale, verify.note_valid)),
        Status::Expired => ("notice notice--warn", text!(locale, verify.note_expired)),
        Status::Revoked => ("notice notice--warn", text!(locale, verify.note_revoked)),
        Status::Replaced => ("notice notice--warn", text!(locale, verify.note_replaced)),
    };
    let write = match checked.status {
        Status::Revoked => text!(locale, verify.write_if_shown),
        Status::Valid | Status::Expired | Status::Replaced => text!(locale, verify.write_questions),
    };
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <article>
                <div class=class>
                    <Icon name=icon/>
                    <div><h1>{title.clone()}</h1><p>{worth}" "{checked_at}</p></div>
                </div>
                <div class="panel stack stack--5">
                    <div><p class="small muted">{holder}</p>{holder_of(locale, checked)}</div>
                    <dl class="facts">
                        <div><dt>{text!(locale, verify.course)}</dt><dd lang=course_lang>{course.to_owned()}</dd></div>
                        {facts}
                        <div><dt>{text!(locale, ui.issuer)}</dt><dd>{issuer}</dd></div>
                        <div><dt>{text!(locale, ui.check_code)}</dt><dd class="code">{checked.code.to_string()}</dd></div>
                    </dl>
                </div>
            </article>
            <div class=note_class>
                <Icon name=IconName::Info/>
                <div><p>{note}" "<WriteTo words=write/></p></div>
            </div>
            {again(locale, "")}
        </div>
    };
    Page::new(title, Section::Verify, main).private()
}
