//! Page of today's meeting for the projector, read from the last row.

use leptos::prelude::*;

use crate::{
    attendance::{
        model::check_in::{SECONDS, open_between},
        service::{self, Projection},
        site,
    },
    courses::{
        model::Meeting,
        pages::staff::{RunTab, run_frame},
    },
    ground::{AppError, Locale, address::Address},
    i18n::{dates, text},
    ui::{Empty, Page, PageRequest, Seats, Section, qr},
};

/// `GET /{l}/staff/runs/{run}/check-in`: code of today's meeting. The page loads itself again with the next code.
pub async fn projector(mut request: PageRequest, address: site::Projector) -> Result<Page, AppError> {
    let locale = request.locale;
    let projection = service::projection(request.tx().await?, address.run.as_str()).await?;
    let title = text!(locale, attendance.projector);
    let Some(meeting) = projection.meeting() else {
        let caller = request.reader.caller.clone();
        let content = view! {
            <Empty>
                <h2 class="h3">{text!(locale, attendance.no_meeting_today)}</h2>
                <p>{text!(locale, attendance.no_meeting_today_more)}</p>
            </Empty>
        };
        let main = run_frame(locale, &caller, &projection.grid.details, RunTab::Attendance, content);
        return Ok(Page::new(title, Section::Runs, main).staff());
    };
    let main = hall(&request, &projection, meeting);
    Ok(Page::new(title, Section::Runs, main).projected(projection.seconds_left))
}

fn hall(request: &PageRequest, projection: &Projection, meeting: &Meeting) -> impl IntoView + use<> {
    let locale = request.locale;
    let details = &projection.grid.details;
    let run = &details.run;
    // those who scan it read the language of the run
    let theirs = run.language.unwrap_or(locale);
    let check_in = site::CheckIn::of(projection.code.as_str());
    let link = check_in.url(request.origin(), theirs);
    let typed = link.split_once("://").map_or(link.as_str(), |(_, rest)| rest).to_owned();
    let code = qr(&link, text!(locale, attendance.qr_label, address = typed.clone()));
    let (title, written_in) = details.course.title.pick(locale);
    let lang = (written_in != locale).then(|| written_in.code());
    let number = text!(locale, attendance.meeting, number = projection.number.unwrap_or_default());
    let (from, until) = open_between(meeting.starts_at);
    let open = text!(locale, attendance.open_between, from = dates::time(from), until = dates::time(until));
    let (present, all) = (projection.count_present(), projection.grid.people.len());
    let [taken, capacity] = [present, all].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    let [back, again] = [site::Attendance::of(&run.code).path(locale), site::Projector::of(&run.code).path(locale)];
    view! {
        <header class="hall__top">
            <p class="brand">
                <span><b>{text!(locale, layout.name)}</b><span><span lang=lang>{title.to_owned()}</span>" · "{number}</span></span>
            </p>
            <p class="hall__clock"><time>{dates::time(request.now())}</time></p>
            <a class="btn btn--sky" href=back>{text!(locale, attendance.close_projector)}</a>
        </header>
        <main id="main" class="hall__in">
            <div class="hall__qr">{code}{time_left(locale, projection.seconds_left, again)}</div>
            <div class="hall__text">
                <h1>{text!(locale, attendance.scan)}</h1>
                <ol class="hall__steps">
                    <li>{text!(locale, attendance.scan_first)}</li>
                    <li>{text!(locale, attendance.scan_then)}</li>
                </ol>
                <p class="hall__or">{text!(locale, attendance.without_camera)}" "<span>{typed}</span></p>
                <p class="hall__code">{projection.code.clone()}</p>
                <div class="hall__n">
                    <p><b>{present}</b>" "<span>{text!(locale, attendance.checked_in, all = all)}</span></p>
                    <Seats capacity taken/>
                </div>
                <p class="hall__when">{open}</p>
            </div>
        </main>
    }
}

/// Time until the next code, and the way to it for browsers that do not load a page again by themselves.
fn time_left(locale: Locale, seconds: u32, again: String) -> impl IntoView + use<> {
    view! {
        <div class="hall__left">
            <Seats capacity=SECONDS taken=0 offered=seconds/>
            <p>{text!(locale, attendance.changes_in, count = seconds)}". "
                <a href=again>{text!(locale, attendance.reload)}</a></p>
        </div>
    }
}
