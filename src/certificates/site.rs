//! Addresses of the check, and of staff's work with certificates.

use crate::ground::{address::addresses, code::RunCode, text_enum};

addresses! {
    /// Form of the check; with `code` in the query it leads to the answer.
    VerifyForm = "/{locale}/verify";
    /// Status of the certificate with this code today. The code may be mistyped.
    Verify { code: String } = "/{locale}/verify/{code}";
    /// Short form that is printed as a QR code.
    ShortVerify { code: String } = "/v/{code}";
    /// Certificates of the people who completed a run, to be issued together.
    Issue { run: RunCode } = "/{locale}/staff/runs/{run}/certificates";
    /// Documents of a run's certificates in one archive.
    RunArchive { run: RunCode } = "/{locale}/staff/runs/{run}/certificates.zip";
    /// Certificates of a run in one file for printing.
    PrintFile { run: RunCode } = "/{locale}/staff/runs/{run}/certificates.pdf";
    /// Order that lists a run's certificates.
    Order { run: RunCode } = "/{locale}/staff/runs/{run}/order.pdf";
    StaffCertificates = "/{locale}/staff/certificates";
    /// Register as a workbook, filtered like the page.
    RegisterFile = "/{locale}/staff/certificates.xlsx";
    /// Journal of a year, for paper.
    Journal { year: i32 } = "/{locale}/staff/journals/{year}";
    StaffCertificate { number: String } = "/{locale}/staff/certificates/{number}";
    /// Document or credential of a certificate, for staff.
    StaffDocument { number: DocumentName } = "/{locale}/staff/certificates/{number}";
    /// Second print of a certificate, marked as such.
    Duplicate { number: String } = "/{locale}/staff/certificates/{number}/duplicate.pdf";
    /// Certificate of the reader.
    OwnCertificate { number: String } = "/{locale}/my/certificates/{number}";
    /// Document or credential of the reader's certificate.
    OwnDocument { number: DocumentName } = "/{locale}/my/certificates/{number}";
    /// Check for programs.
    CertificateApi { code: String } = "/api/v1/certificates/{code}";
}

text_enum! {
    /// Form in which a certificate leaves the registry; its word is the ending of the file's name.
    pub enum DocumentForm {
        Pdf = "pdf",
        /// Signed token.
        Jwt = "jwt",
        /// Credential as a document.
        Json = "json",
    }
}

/// Name of the file of a certificate: `NRC-2026-00042.pdf`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentName {
    pub number: String,
    pub form: DocumentForm,
}

impl std::fmt::Display for DocumentName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.number, self.form.as_str())
    }
}

/// Error of a name without one of the endings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDocumentName;

impl std::str::FromStr for DocumentName {
    type Err = NoDocumentName;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let (number, ending) = name.rsplit_once('.').ok_or(NoDocumentName)?;
        let form = ending.parse().map_err(|_| NoDocumentName)?;
        Ok(Self { number: number.to_owned(), form })
    }
}
