//! Documents for paper, made by Typst: what is printed goes in, the bytes of a PDF come out. Knows no slice.
//!
//! Each document has a type for its facts (`CertificateSheet` …) and a template in `templates/`. All PDFs are PDF/A-3a
//! and PDF/UA-1, and the same facts give the same bytes. The calls take milliseconds of the processor: run them in
//! `ground::work::blocking`.

mod certificate;
mod letters;
mod parts;
mod qr;
mod render;
#[cfg(test)]
mod tests;
mod wording;
mod world;

pub use certificate::{CertificateSheet, certificate, certificates};
pub use parts::{Attachment, DocumentError, FunderMark, Letterhead, Pdf, Signatory};
