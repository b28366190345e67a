//! Outcomes of staff's forms about certificates, as the next page reports them.

use crate::ground::text_enum;

text_enum! {
    pub enum Outcome {
        /// Certificates that were issued, with their number.
        Issued = "certificates_issued",
        /// People who had their certificate already.
        Left = "certificates_left",
        Revoked = "certificate_revoked",
        Replaced = "certificate_replaced",
        /// Choice of what the check shows.
        Shown = "certificate_shown",
    }
}
