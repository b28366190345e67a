//! Addresses of a person's record and of what they agreed to.

use super::{forms, pages};
use crate::{
    ground::address::addresses,
    ui::{
        Audience::{Accounts, Everybody},
        Route,
    },
};

addresses! {
    /// Page of one's own profile and consents.
    Profile = "/{locale}/my/profile";
    WithdrawConsent = "/{locale}/my/profile/withdraw-consent";
    /// Page about personal data: what is saved of a person, and who sees it.
    Privacy = "/{locale}/privacy";
}

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Accounts, pages::profile).form(forms::save_profile),
        Route::page(Accounts, pages::withdraw_consent).form(forms::withdraw_consent),
        Route::page(Everybody, pages::privacy),
    ]
}
