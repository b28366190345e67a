//! Addresses of the check, and of staff's work with certificates.

use crate::ground::{address::addresses, code::RunCode};

addresses! {
    /// Form of the check; with `code` in the query it leads to the answer.
    VerifyForm = "/{locale}/verify";
    /// Status of the certificate with this code today. The code may be mistyped.
    Verify { code: String } = "/{locale}/verify/{code}";
    /// Short form that is printed as a QR code.
    ShortVerify { code: String } = "/v/{code}";
    /// Certificates of the people who completed a run, to be issued together.
    Issue { run: RunCode } = "/{locale}/staff/runs/{run}/certificates";
    StaffCertificates = "/{locale}/staff/certificates";
    StaffCertificate { number: String } = "/{locale}/staff/certificates/{number}";
    /// Check for programs.
    CertificateApi { code: String } = "/api/v1/certificates/{code}";
}
