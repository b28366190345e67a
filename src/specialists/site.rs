//! Addresses of a person's record and of what they agreed to.

use crate::ground::address::addresses;

addresses! {
    /// Page of one's own profile and consents.
    Profile = "/{locale}/my/profile";
    WithdrawConsent = "/{locale}/my/profile/withdraw-consent";
    /// Page about personal data: what is saved of a person, and who sees it.
    Privacy = "/{locale}/privacy";
}
