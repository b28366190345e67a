//! Address of staff's first page.

use crate::ground::address::addresses;

addresses! {
    /// Work that is due today.
    Today = "/{locale}/staff";
}
