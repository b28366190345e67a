//! Addresses of accounts.

use crate::{
    admin, courses, desk,
    ground::{
        Locale,
        address::{Address, addresses},
        caller::{Role, Roles},
        ids::AccountId,
    },
    my, programme,
};

addresses! {
    /// Requests the letter that makes an account.
    SignUp = "/{locale}/sign-up";
    /// Link of that letter.
    ConfirmSignUp = "/{locale}/sign-up/confirm";
    SignIn = "/{locale}/sign-in";
    SignOut = "/{locale}/sign-out";
    /// Requests the letter that sets a new password.
    ResetPassword = "/{locale}/reset-password";
    /// Link of that letter.
    NewPassword = "/{locale}/reset-password/new";
    /// Password and sessions of the reader.
    Security = "/{locale}/my/security";
    EndSession = "/{locale}/my/security/end";
    EndAllSessions = "/{locale}/my/security/end-all";
    /// Accounts of the centre's people, and the invitation of another.
    Accounts = "/{locale}/admin/accounts";
    /// Roles of an account, and whether anybody can sign in with it.
    ManageAccount { account: AccountId } = "/{locale}/admin/accounts/{account}";
}

/// First page of a signed-in reader who was not on the way elsewhere.
pub fn start(locale: Locale, roles: Roles) -> String {
    if roles.has(Role::Staff) {
        desk::site::Today.path(locale)
    } else if roles.has(Role::Officer) {
        programme::site::Dashboard.path(locale)
    } else if roles.has(Role::Trainer) {
        courses::site::StaffRuns.path(locale)
    } else if roles.has(Role::Administrator) {
        admin::site::Settings.path(locale)
    } else {
        my::site::My.path(locale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_begins_at_the_page_of_their_work() {
        let start = |roles: &[Role]| start(Locale::Ru, roles.iter().copied().collect());
        assert_eq!(start(&[Role::Trainee]), "/ru/my");
        assert_eq!(start(&[Role::Trainee, Role::Officer]), "/ru/dashboard");
        assert_eq!(start(&[Role::Administrator, Role::Staff]), "/ru/staff");
        assert_eq!(start(&[Role::Trainer]), "/ru/staff/runs");
        assert_eq!(start(&[Role::Administrator]), "/ru/admin/settings");
        assert_eq!(start(&[]), "/ru/my");
    }
}
