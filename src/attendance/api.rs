//! Attendance sheet of a run as a document, to be signed on paper.

use axum::response::Response;

use super::{service, site, wording::name_words};
use crate::{
    courses::pages::where_held,
    db::Failure,
    documents::{self, AttendanceSheet, Letterhead, SheetMeeting},
    ground::{AppError, Locale, Localized, clock, work},
    settings::service as settings,
    ui::{PageRequest, attachment},
};

/// `GET /{l}/staff/runs/{run}/attendance/sheet.pdf`: people of the run with an empty cell for each meeting.
pub async fn sheet(mut request: PageRequest, address: site::Sheet) -> Result<Response, AppError> {
    let locale = request.locale;
    let tx = request.tx().await?;
    let grid = service::grid(tx, address.run.as_str()).await?;
    let centre = settings::current(tx).await?;
    let (run, course) = (&grid.details.run, &grid.details.course);
    let held = |locale| where_held(locale, course.format, &run.venue).plain();
    let meeting = |meeting: &crate::courses::model::Meeting| SheetMeeting {
        day: clock::day_of(meeting.starts_at),
        academic_hours: meeting.academic_hours.unsigned_abs(),
    };
    let sheet = AttendanceSheet {
        course: course.title.clone(),
        run: run.code.clone(),
        starts_on: run.starts_on,
        ends_on: run.ends_on,
        venue: Localized { kk: held(Locale::Kk), ru: held(Locale::Ru), en: held(Locale::En) },
        trainers: grid.details.trainers.iter().map(|trainer| trainer.name.clone()).collect(),
        meetings: grid.details.meetings.iter().map(meeting).collect(),
        people: grid.people.iter().map(|person| name_words(locale, &person.name)).collect(),
        letterhead: Letterhead::of(&centre),
        made_at: tx.at(),
    };
    let name = format!("{}-sheet.pdf", run.code);
    let pdf = work::blocking(move || documents::attendance_sheet(&sheet)).await?;
    let pdf = pdf.map_err(|error| Failure::Unreadable(error.to_string()))?;
    Ok(attachment(pdf.bytes, "application/pdf", &name))
}
