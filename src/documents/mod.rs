//! Documents for paper, made by Typst: what is printed goes in, the bytes of a PDF come out. Knows no slice.
//!
//! Each document has a type for its facts (`CertificateSheet` …) and a template in `templates/`. All PDFs are PDF/A-3a
//! and PDF/UA-1, and the same facts give the same bytes. The calls take milliseconds of the processor: run them in
//! `ground::work::blocking`.

mod attendance_sheet;
mod centre;
mod certificate;
mod journal;
mod letters;
mod order;
mod parts;
mod picture;
mod qr;
mod render;
mod report;
mod transcript;
mod wording;
mod world;

pub use attendance_sheet::{AttendanceSheet, SheetMeeting, attendance_sheet};
pub use certificate::{CertificateSheet, PAGES_OF_A_PRINT_FILE, certificate, certificates};
pub use journal::{JournalRow, JournalSheet, JournalState, journal};
pub use letters::unprintable;
pub use order::{OrderRow, OrderSheet, order};
pub use parts::{Attachment, DocumentError, FunderMark, Letterhead, Pdf, Signatory};
pub use picture::png;
pub use report::{BreakdownInReport, MonthInReport, MonthsInReport, ReportSheet, TableInReport, report};
pub use transcript::{CourseResult, TranscriptRow, TranscriptSheet, transcript};
