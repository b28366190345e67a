//! Addresses of administrators, and the mailbox of the demonstration.

use crate::ground::address::addresses;

addresses! {
    Settings = "/{locale}/admin/settings";
    /// Sends letters again that were given up.
    Retry = "/{locale}/admin/settings/retry";
    Mailbox = "/{locale}/demo/mail";
}
