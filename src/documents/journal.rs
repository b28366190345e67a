//! Journal of a year: the centre's paper book of certificates, A4 landscape.

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

/// Facts of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalSheet {
    pub year: i32,
    /// Day whose state is printed.
    pub as_of: NaiveDate,
    /// Certificates by number.
    pub rows: Vec<JournalRow>,
    pub letterhead: Letterhead,
    /// Instant in the metadata of the PDF.
    pub made_at: DateTime<Utc>,
}

/// Certificate in the journal. Its check code is not in it: who reads the book could pass for the holder with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    pub number: String,
    pub holder: String,
    pub course: Localized,
    pub academic_hours: u32,
    pub issued_on: NaiveDate,
    pub state: JournalState,
    /// Number of the certificate that this one was issued in place of.
    pub replaces: Option<String>,
}

/// State of a certificate in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalState {
    Issued,
    RevokedOn(NaiveDate),
    ReplacedOn(NaiveDate),
}

/// Makes the journal of a year.
pub fn journal(sheet: &JournalSheet) -> Result<Pdf, DocumentError> {
    let count = |is_counted: fn(JournalState) -> bool| sheet.rows.iter().filter(|row| is_counted(row.state)).count();
    let revoked = count(|state| matches!(state, JournalState::RevokedOn(_)));
    let replaced = count(|state| matches!(state, JournalState::ReplacedOn(_)));
    let data = json!({
        "head": letterhead(&sheet.letterhead),
        "year": trio(&in_all(|locale| text!(locale, documents.journal_year, year = sheet.year))),
        "as_of": trio(&in_all(|locale| text!(locale, documents.as_of, day = dates::long(locale, sheet.as_of)))),
        "rows": sheet.rows.iter().map(row).collect::<Vec<_>>(),
        "totals": [
            trio(&in_all(|locale| text!(locale, documents.total_issued, count = sheet.rows.len()))),
            trio(&in_all(|locale| text!(locale, documents.total_revoked, count = revoked))),
            trio(&in_all(|locale| text!(locale, documents.total_replaced, count = replaced))),
        ],
        "words": texts!(
            documents.journal, documents.row, documents.number, documents.person, documents.course, documents.hours,
            documents.issued_on, documents.received, documents.state, documents.bin
        ),
    });
    let ident = format!("journal {} {}", sheet.year, sheet.as_of);
    render(Draft { template: "journal.typ", ident, data, files: BTreeMap::new(), made_at: sheet.made_at })
}

fn row(row: &JournalRow) -> Value {
    let state = match row.state {
        JournalState::Issued => None,
        JournalState::RevokedOn(day) => {
            Some(in_all(|locale| text!(locale, documents.revoked_on, day = dates::short(day))))
        }
        JournalState::ReplacedOn(day) => {
            Some(in_all(|locale| text!(locale, documents.replaced_on, day = dates::short(day))))
        }
    };
    let replaces =
        row.replaces.as_ref().map(|number| in_all(|locale| text!(locale, documents.in_place_of, number = number)));
    json!({
        "number": row.number,
        "holder": row.holder,
        "course": trio(&row.course),
        "hours": row.academic_hours.to_string(),
        "issued_on": dates::short(row.issued_on),
        "state": state.iter().chain(&replaces).map(trio).collect::<Vec<_>>(),
    })
}
