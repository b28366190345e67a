//! `/{l}/staff`: what is due today, each line with the way to where it is done.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::{
    service::{self, Desk, Due, DueRun, MeetingToday},
    site,
};
use crate::{
    admin, attendance, certificates, completion, enrollments,
    ground::{AppError, Locale, Localized, address::Address, caller::Caller, clock},
    i18n::{dates, text},
    registry::{
        self,
        service::{PeopleFilter, PersonMark, Unsettled},
    },
    ui::{Page, PageRequest, Section},
};

pub async fn today(mut request: PageRequest, _: site::Today) -> Result<Page, AppError> {
    let (locale, caller) = (request.locale, request.reader.caller.clone());
    let tx = request.tx().await?;
    let desk = service::desk(tx).await?;
    let now = tx.at();
    let title = text!(locale, layout.today);
    let day = clock::day_of(now);
    let date = format!("{}, {}", dates::weekday(locale, day), dates::long(locale, day));
    let main = view! {
        <div class="wrap wrap--wide page stack stack--6">
            <div class="head"><p class="muted">{date}</p><h1>{title.clone()}</h1></div>
            {counts(locale, &caller, &desk)}
            <div class="split">
                <div class="stack stack--6">{lists(locale, &desk, now)}</div>
                <aside class="stack stack--5">{meetings(locale, &desk.meetings)}{people(locale, &desk)}</aside>
            </div>
        </div>
    };
    Ok(Page::new(title, Section::Today, main).staff())
}

/// Numbers of all kinds of work, each with a link to its list; nought is shown as done.
fn counts(locale: Locale, caller: &Caller, desk: &Desk) -> impl IntoView + use<> {
    let one = |href: Option<String>, count: u32, words: String| {
        let class = (count == 0).then_some("zero");
        match href.filter(|_| count > 0) {
            Some(href) => view! { <a href=href><b class=class>{count}</b>{words}</a> }.into_any(),
            None => view! { <span><b class=class>{count}</b>{words}</span> }.into_any(),
        }
    };
    let list = |id: &str| Some(format!("#{id}"));
    let letters = caller.administers().then(|| admin::site::Settings.path(locale));
    view! {
        <nav aria-label=text!(locale, desk.kinds)>
            <div class="jump">
                {one(list("offers"), desk.offers.all_people, text!(locale, desk.offers_n, count = desk.offers.all_people))}
                {one(list("applications"), desk.applications.all_people,
                    text!(locale, desk.applications_n, count = desk.applications.all_people))}
                {one(list("runs"), desk.runs.all_runs, text!(locale, desk.runs_n, count = desk.runs.all_runs))}
                {one(list("certificates"), desk.certificates.all_people,
                    text!(locale, desk.certificates_n, count = desk.certificates.all_people))}
                {one(Some(registry::site::Duplicates.path(locale)), desk.people.duplicates,
                    text!(locale, desk.duplicates_n, count = desk.people.duplicates))}
                {one(Some(claims_address(locale)), desk.people.claims,
                    text!(locale, desk.claims_n, count = desk.people.claims))}
                {one(letters, desk.failed_letters, text!(locale, desk.letters_n, count = desk.failed_letters))}
            </div>
        </nav>
    }
}

/// List of the people who claim an IIN.
fn claims_address(locale: Locale) -> String {
    PeopleFilter { mark: Some(PersonMark::Claim), ..PeopleFilter::default() }.address(locale)
}

/// Records of people that staff have to look at, with the way to each kind.
fn people(locale: Locale, desk: &Desk) -> impl IntoView + use<> {
    let Unsettled { duplicates, claims } = desk.people;
    let panel = |count: u32, id: &'static str, [title, more, button]: [String; 3], href: String| {
        (count > 0).then(|| {
            view! {
                <section class="panel stack" aria-labelledby=id>
                    <h2 id=id>{title}</h2>
                    <p class="small">{more}</p>
                    <a class="btn" href=href>{button}</a>
                </section>
            }
        })
    };
    let compare = [
        text!(locale, desk.duplicates),
        text!(locale, desk.duplicates_more),
        text!(locale, desk.compare, count = duplicates),
    ];
    let look = [text!(locale, desk.claims), text!(locale, desk.claims_more), text!(locale, desk.look, count = claims)];
    view! {
        {panel(duplicates, "duplicates-title", compare, registry::site::Duplicates.path(locale))}
        {panel(claims, "claims-title", look, claims_address(locale))}
    }
}

fn lists(locale: Locale, desk: &Desk, now: DateTime<Utc>) -> AnyView {
    let is_done =
        [&desk.offers, &desk.applications, &desk.runs, &desk.certificates].iter().all(|due| due.runs.is_empty());
    if is_done && desk.people == Unsettled::default() {
        return view! { <p class="lede">{text!(locale, desk.all_done)}</p> }.into_any();
    }
    let moment = |instant: Option<DateTime<Utc>>| {
        instant
            .map(|at| format!("{}, {}", dates::day_month(locale, clock::day_of(at)), dates::time(at)))
            .unwrap_or_default()
    };
    let offers = list(locale, ("offers", text!(locale, desk.offers)), &desk.offers, |run| {
        let more = text!(locale, desk.offers_more, count = run.people, moment = moment(run.moment));
        (more, enrollments::site::Applications::of(&run.code).path(locale), text!(locale, desk.open), true)
    });
    let today = clock::day_of(now);
    let applications = list(locale, ("applications", text!(locale, desk.applications)), &desk.applications, |run| {
        let waits = run.moment.map_or(0, |at| (today - clock::day_of(at)).num_days().unsigned_abs());
        let waits = match u32::try_from(waits).unwrap_or(u32::MAX) {
            0 => text!(locale, desk.oldest_today),
            days => text!(locale, desk.oldest_waits, count = days),
        };
        let promised = run.day.map(|day| text!(locale, desk.promised, day = dates::long(locale, day)));
        let more = [Some(waits), promised].into_iter().flatten().collect::<Vec<_>>().join(". ");
        let address = enrollments::site::Applications::of(&run.code).path(locale);
        (more, address, text!(locale, desk.decide, count = run.people), true)
    });
    let runs = list(locale, ("runs", text!(locale, desk.runs)), &desk.runs, |run| {
        let ended = text!(locale, desk.ended, day = dates::long(locale, run.ends_on));
        let people = text!(locale, desk.people, count = run.people);
        let address = completion::site::Close::of(&run.code).path(locale);
        (format!("{ended}. {people}"), address, text!(locale, desk.close), false)
    });
    let certificates = list(locale, ("certificates", text!(locale, desk.certificates)), &desk.certificates, |run| {
        let address = certificates::site::Issue::of(&run.code).path(locale);
        (
            text!(locale, desk.completed, count = run.people),
            address,
            text!(locale, desk.issue, count = run.people),
            true,
        )
    });
    view! { {offers}{applications}{runs}{certificates} }.into_any()
}

/// List of one kind of work; nothing where nothing is due. `line` gives the second line of a run, the address where it is
/// done, the words of its button, and whether that is the thing to do now.
fn list(
    locale: Locale,
    (id, title): (&'static str, String),
    due: &Due,
    line: impl Fn(&DueRun) -> (String, String, String, bool),
) -> AnyView {
    let rows = due.runs.iter().map(|run| {
        let (more, href, words, is_filled) = line(run);
        let name = picked(locale, &run.title);
        let days = dates::span(locale, run.starts_on, run.ends_on);
        let class = if is_filled { "btn btn--go" } else { "btn" };
        let label = format!("{words}: {name}");
        view! {
            <li class="task">
                <div>
                    <h3>{name}</h3>
                    <p class="small muted">{days}". "{more}</p>
                </div>
                <a class=class href=href aria-label=label>{words}</a>
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    let rest = due.all_runs.saturating_sub(u32::try_from(due.runs.len()).unwrap_or(u32::MAX));
    let rest = (rest > 0).then(|| view! { <p class="small muted">{text!(locale, desk.more_runs, count = rest)}</p> });
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    (!rows.is_empty())
        .then(|| {
            view! {
                <section class="stack" id=id aria-labelledby=labelled_by>
                    <h2 id=heading>{title}</h2>
                    <ul class="tasks">{rows}</ul>
                    {rest}
                </section>
            }
        })
        .into_any()
}

fn meetings(locale: Locale, meetings: &[MeetingToday]) -> impl IntoView + use<> {
    let rows = meetings.iter().map(|meeting| {
        let venue = picked(locale, &meeting.venue);
        let people = text!(locale, desk.people, count = meeting.people);
        let line = if venue.is_empty() { people } else { format!("{venue} · {people}") };
        let href = attendance::site::Attendance::of(&meeting.code).path(locale);
        view! {
            <li>
                <p><strong>{dates::times(meeting.starts_at, meeting.ends_at)}</strong></p>
                <p><a href=href>{picked(locale, &meeting.title)}</a></p>
                <p class="small muted">{line}</p>
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <p class="muted">{text!(locale, desk.no_meetings)}</p> }.into_any()
    } else {
        view! { <ul class="stack">{rows}</ul> }.into_any()
    };
    view! {
        <section class="panel stack" aria-labelledby="meetings-title">
            <h2 id="meetings-title">{text!(locale, desk.meetings)}</h2>
            {list}
        </section>
    }
}

fn picked(locale: Locale, text: &Localized) -> String {
    text.pick(locale).0.to_owned()
}
