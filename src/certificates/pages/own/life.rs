//! Time for which a certificate is valid: months that are over and months to come, and how it goes on.

use std::fmt::Write;

use chrono::{Datelike, Months, NaiveDate};
use leptos::prelude::*;

use crate::{
    certificates::{model::Status, service::OwnCertificate, site},
    courses, enrollments,
    ground::{Locale, address::Address},
    i18n::{dates, text},
};

pub(super) fn life(locale: Locale, own: &OwnCertificate, today: NaiveDate) -> Option<AnyView> {
    let printed = &own.certificate.printed;
    let status = own.certificate.validity().status_on(today);
    if own.certificate.is_over() {
        return None;
    }
    let day = |day: NaiveDate| dates::long(locale, day);
    let Some(until) = printed.valid_until else {
        return Some(
            view! {
                <section class="panel stack" aria-labelledby="life">
                    <h2 id="life">{text!(locale, certificates.life_for_ever)}</h2>
                </section>
            }
            .into_any(),
        );
    };
    let all = months_between(printed.issued_on, until).max(1);
    let left = months_between(today, until).min(all);
    let title = match status {
        Status::Expired => text!(locale, certificates.life_over, day = day(until)),
        _ if left == 0 => text!(locale, certificates.life_last_month),
        _ => text!(locale, certificates.life_left, left = months_words(locale, left)),
    };
    let renewed = own
        .others
        .iter()
        .find(|one| one.replaced_on.is_none() && one.revocation.is_none() && one.printed.issued_on > printed.issued_on);
    let further = match renewed {
        Some(newer) => {
            let number = newer.registration_number.to_string();
            let href = site::OwnCertificate::of(&number).path(locale);
            view! { <p>{text!(locale, certificates.renewed_by)}" "<a class="code" href=href>{number}</a></p> }
                .into_any()
        }
        None => renewal(locale, own, status).into_any(),
    };
    Some(
        view! {
            <section class="panel stack" aria-labelledby="life">
                <h2 id="life">{title}</h2>
                {ticks(all, all - left)}
                <p class="small muted life__ends">
                    <span>{text!(locale, certificates.life_from, day = day(printed.issued_on))}</span>
                    <span>{text!(locale, certificates.life_until, day = day(until))}</span>
                </p>
                {further}
            </section>
        }
        .into_any(),
    )
}

/// Way to a new period: the same course once more.
fn renewal(locale: Locale, own: &OwnCertificate, status: Status) -> impl IntoView + use<> {
    let remind = (status == Status::Valid).then(|| format!("{} ", text!(locale, certificates.will_remind)));
    let way = if let Some(run) = &own.next_run {
        let href = enrollments::site::RunPage::of(&run.code).path(locale);
        let words = text!(locale, certificates.next_run, days = dates::span(locale, run.starts_on, run.ends_on));
        view! { <a href=href>{words}</a> }.into_any()
    } else {
        let href = courses::site::CoursePage::of(&own.course).path(locale);
        view! { <a href=href>{text!(locale, certificates.no_next_run)}</a> }.into_any()
    };
    view! { <p>{remind}{text!(locale, certificates.to_renew)}" "{way}</p> }
}

/// Whole months from one day to another.
fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = (to.year() - from.year()) * 12 + i32::try_from(to.month()).unwrap_or(0)
        - i32::try_from(from.month()).unwrap_or(0);
    let months = u32::try_from(months).unwrap_or(0);
    let is_whole = from.checked_add_months(Months::new(months)).is_some_and(|day| day <= to);
    if is_whole { months } else { months.saturating_sub(1) }
}

/// Years and months in words.
fn months_words(locale: Locale, months: u32) -> String {
    let (years, rest) = (months / 12, months % 12);
    let words = [
        (years > 0).then(|| text!(locale, certificates.years, count = years)),
        (rest > 0).then(|| text!(locale, certificates.months, count = rest)),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Ticks, one for each month, those that are over filled.
fn ticks(all: u32, over: u32) -> impl IntoView {
    let dashes = |from: u32, to: u32| {
        (from..to).fold(String::new(), |mut path, month| {
            // writing to a String cannot fail
            let _ = write!(path, "M{month}.08 0h.84");
            path
        })
    };
    view! {
        <svg class="life" viewBox=format!("0 -.5 {all} 1") preserveAspectRatio="none" aria-hidden="true">
            <path class="over" d=dashes(0, over)></path>
            <path class="left" d=dashes(over, all)></path>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_over_on_the_day_of_its_number() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (from, to, months) in [
            ("2026-06-26", "2029-06-26", 36),
            ("2026-06-26", "2026-07-25", 0),
            ("2026-06-26", "2026-07-26", 1),
            ("2026-01-31", "2026-02-28", 1),
            ("2026-06-26", "2026-01-01", 0),
        ] {
            assert_eq!(months_between(day(from), day(to)), months, "{from} {to}");
        }
    }

    #[test]
    fn time_left_is_said_in_years_and_months() {
        assert_eq!(months_words(Locale::Ru, 32), "2 года 8 месяцев");
        assert_eq!(months_words(Locale::En, 12), "1 year");
        assert_eq!(months_words(Locale::Kk, 5), "5 ай");
    }
}
