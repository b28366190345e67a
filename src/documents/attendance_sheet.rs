//! Attendance sheet: the people of a run with an empty cell for each meeting, A4 landscape.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

use super::{
    parts::{DocumentError, Letterhead, Pdf, in_all, letterhead, texts, trio},
    render::{Draft, render},
};
use crate::{
    ground::Localized,
    i18n::{dates, text},
};

/// Number of meetings that fit side by side.
const MEETINGS_ABREAST: usize = 6;

/// Facts of an attendance sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendanceSheet {
    pub course: Localized,
    pub run: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// Place, or words for a run without one; empty where nothing is known.
    pub venue: Localized,
    pub trainers: Vec<String>,
    /// Meetings by number; without any there is one column for a signature.
    pub meetings: Vec<SheetMeeting>,
    /// Names, in the order of the list.
    pub people: Vec<String>,
    pub letterhead: Letterhead,
    /// Instant in the metadata of the PDF.
    pub made_at: DateTime<Utc>,
}

/// Meeting as the head of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetMeeting {
    pub day: NaiveDate,
    pub academic_hours: u32,
}

/// Makes the attendance sheet of a run.
pub fn attendance_sheet(sheet: &AttendanceSheet) -> Result<Pdf, DocumentError> {
    let meetings: Vec<Value> = (1..).zip(&sheet.meetings).map(|(number, meeting)| column(number, *meeting)).collect();
    let data = json!({
        "head": letterhead(&sheet.letterhead),
        "course": trio(&sheet.course),
        "run": sheet.run,
        "days": trio(&in_all(|locale| dates::span(locale, sheet.starts_on, sheet.ends_on))),
        "venue": trio(&sheet.venue),
        "trainers": sheet.trainers,
        "parts": meetings.chunks(MEETINGS_ABREAST).collect::<Vec<_>>(),
        "people": sheet.people,
        "words": texts!(
            documents.attendance, documents.run, documents.venue, documents.days, documents.trainers,
            documents.trainer_signs, documents.row, documents.person, documents.signature, documents.bin
        ),
    });
    let ident = format!("attendance {}", sheet.run);
    render(Draft { template: "attendance.typ", ident, data, files: BTreeMap::new(), made_at: sheet.made_at })
}

fn column(number: u32, meeting: SheetMeeting) -> Value {
    json!({
        "number": number.to_string(),
        "day": dates::short(meeting.day),
        "hours": trio(&in_all(|locale| text!(locale, documents.meeting_hours, hours = meeting.academic_hours))),
    })
}
