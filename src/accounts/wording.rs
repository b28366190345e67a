//! Words for roles.

use crate::{
    ground::{
        Locale,
        caller::{Role, Roles},
    },
    i18n::text,
};

/// Name of a role.
pub(super) fn role_name(locale: Locale, role: Role) -> String {
    match role {
        Role::Trainee => text!(locale, accounts.role_trainee),
        Role::Trainer => text!(locale, accounts.role_trainer),
        Role::Staff => text!(locale, accounts.role_staff),
        Role::Officer => text!(locale, accounts.role_officer),
        Role::Administrator => text!(locale, accounts.role_administrator),
    }
}

/// Names of roles, in their order.
pub(super) fn role_names(locale: Locale, roles: Roles) -> String {
    roles.iter().map(|role| role_name(locale, role)).collect::<Vec<_>>().join(", ")
}

/// Name of a role, and what it is for.
pub(super) fn role_with_duties(locale: Locale, role: Role) -> String {
    let duties = match role {
        Role::Trainee => text!(locale, accounts.duties_trainee),
        Role::Trainer => text!(locale, accounts.duties_trainer),
        Role::Staff => text!(locale, accounts.duties_staff),
        Role::Officer => text!(locale, accounts.duties_officer),
        Role::Administrator => text!(locale, accounts.duties_administrator),
    };
    format!("{}: {duties}", role_name(locale, role))
}
