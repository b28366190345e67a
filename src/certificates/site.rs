//! Addresses of the check.

use crate::ground::address::addresses;

addresses! {
    /// Form of the check; with `code` in the query it leads to the answer.
    VerifyForm = "/{locale}/verify";
    /// Status of the certificate with this code today. The code may be mistyped.
    Verify { code: String } = "/{locale}/verify/{code}";
    /// Short form that is printed as a QR code.
    ShortVerify { code: String } = "/v/{code}";
    /// Check for programs.
    CertificateApi { code: String } = "/api/v1/certificates/{code}";
}
