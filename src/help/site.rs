//! Addresses of help.

use crate::ground::address::addresses;

addresses! {
    /// Questions and answers.
    Help = "/{locale}/help";
    /// Accessibility statement.
    Accessibility = "/{locale}/accessibility";
}
