//! Order (бұйрық, приказ) by which the certificates of a run are issued, with their list; A4 portrait.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

use super::{
    parts::{DocumentError, Letterhead, Pdf, Signatory, in_all, letterhead, signatories, texts, trio, words},
    render::{Draft, render},
    wording::around,
};
use crate::{
    ground::{Locale, Localized},
    i18n::{dates, text},
};

/// Facts of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderSheet {
    /// Number and day in the book of orders; without them there is room to write them in.
    pub number: Option<String>,
    pub day: Option<NaiveDate>,
    pub run: String,
    pub course: Localized,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub certificates: Vec<OrderRow>,
    pub letterhead: Letterhead,
    /// Person who orders; without one there is an empty line to sign on.
    pub signatories: Vec<Signatory>,
    /// Instant in the metadata of the PDF.
    pub made_at: DateTime<Utc>,
}

/// Certificate in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    pub holder: String,
    /// Course as it is printed on the certificate.
    pub course: Localized,
    pub academic_hours: u32,
    pub number: String,
    pub issued_on: NaiveDate,
    pub valid_until: Option<NaiveDate>,
}

/// Makes the order for the certificates of a run.
pub fn order(sheet: &OrderSheet) -> Result<Pdf, DocumentError> {
    let sentences = [Locale::Kk, Locale::Ru].map(|locale| sentence(locale, sheet));
    let data = json!({
        "head": letterhead(&sheet.letterhead),
        "number": sheet.number,
        "day": sheet.day.map(dates::short),
        "sentences": sentences,
        "rows": sheet.certificates.iter().map(row).collect::<Vec<_>>(),
        "signatories": signatories(&sheet.signatories),
        "words": texts!(
            documents.order, documents.order_about, documents.order_number, documents.order_decides,
            documents.order_control, documents.annex, documents.row, documents.person, documents.course,
            documents.hours, documents.number, documents.issued_on, documents.valid_to, documents.bin
        ),
    });
    let ident = format!("order {}", sheet.run);
    render(Draft { template: "order.typ", ident, data, files: BTreeMap::new(), made_at: sheet.made_at })
}

/// Sentence that orders, with the course set apart.
fn sentence(locale: Locale, sheet: &OrderSheet) -> Value {
    let days = dates::span(locale, sheet.starts_on, sheet.ends_on);
    let count = u32::try_from(sheet.certificates.len()).unwrap_or(u32::MAX);
    let [before, after] =
        around(|place| text!(locale, documents.order_issue, count = count, course = place, days = days));
    let (title, written_in) = sheet.course.pick(locale);
    json!({ "lang": locale.code(), "before": before, "course": words(written_in, title), "after": after })
}

fn row(row: &OrderRow) -> Value {
    let valid_until = row.valid_until.map_or_else(
        || trio(&in_all(|locale| text!(locale, documents.no_expiry))),
        |day| json!([words(Locale::Kk, &dates::short(day))]),
    );
    json!({
        "holder": row.holder,
        "course": trio(&row.course),
        "hours": row.academic_hours.to_string(),
        "number": row.number,
        "issued_on": dates::short(row.issued_on),
        "valid_until": valid_until,
    })
}
