//! Who is asking. Every transaction and every permit begins with a caller.

use super::{
    AppError, Locale,
    ids::{AccountId, SpecialistId},
    text_enum,
};

text_enum! {
    /// What an account may be used for (rule R7). An account can hold several.
    pub enum Role {
        /// Enrolls in courses and sees what is their own.
        Trainee = "trainee",
        /// Keeps courses, runs, people and certificates.
        Staff = "staff",
        /// Sees the figures and what proves them, without names.
        Officer = "officer",
        /// Keeps accounts, roles, targets and settings.
        Administrator = "administrator",
    }
}

/// The roles of one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Roles(u8);

impl Roles {
    pub const TRAINEE: Self = Self::of(Role::Trainee);

    pub const fn of(role: Role) -> Self {
        Self(1 << role as u8)
    }

    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | Self::of(role).0)
    }

    #[must_use]
    pub const fn with_if(self, role: Role, held: bool) -> Self {
        if held { self.with(role) } else { self }
    }

    pub const fn has(self, role: Role) -> bool {
        self.0 & Self::of(role).0 != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The roles in their order.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(move |role| self.has(*role))
    }

    /// The words the roles are stored as, one after another.
    pub fn words(self) -> Vec<&'static str> {
        self.iter().map(Role::as_str).collect()
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::default(), Self::with)
    }
}

/// An account whose session the request carries, as it stands at this request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub account: AccountId,
    /// The person's record, once there is one.
    pub specialist: Option<SpecialistId>,
    pub roles: Roles,
    /// The language of their letters.
    pub locale: Locale,
}

/// Who asks for a deed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Anybody on the web, not known to us.
    Visitor,
    /// Somebody who has signed in.
    Account(SignedIn),
    /// Whoever has the machine and runs the command line there.
    Operator { name: String },
    /// The program itself, filling the demonstration.
    Demonstration,
    /// The program itself, doing what is due: offers run out, letters go.
    Scheduler,
}

impl Caller {
    /// The name that stands in the audit log. An account stands there by its id, which means nobody once the
    /// account is erased.
    pub fn name(&self) -> String {
        match self {
            Self::Visitor => "visitor".to_owned(),
            Self::Account(account) => format!("account {}", account.account),
            Self::Operator { name } => name.clone(),
            Self::Demonstration => "demonstration".to_owned(),
            Self::Scheduler => "scheduler".to_owned(),
        }
    }

    /// Whether the caller is an account with this role.
    pub const fn has_role(&self, role: Role) -> bool {
        matches!(self, Self::Account(account) if account.roles.has(role))
    }

    /// Whether the caller keeps the registry: its courses, people and certificates (R7).
    pub const fn keeps_registry(&self) -> bool {
        matches!(self, Self::Operator { .. } | Self::Demonstration) || self.has_role(Role::Staff)
    }

    /// Whether the caller sees the programme's figures with their breakdowns (R7).
    pub const fn sees_figures(&self) -> bool {
        matches!(self, Self::Operator { .. } | Self::Demonstration)
            || self.has_role(Role::Staff)
            || self.has_role(Role::Officer)
    }

    /// Whether the caller keeps accounts, roles and settings (R7).
    pub const fn administers(&self) -> bool {
        matches!(self, Self::Operator { .. } | Self::Demonstration) || self.has_role(Role::Administrator)
    }

    /// Who has signed in; nobody else has anything of their own here.
    pub const fn signed_in(&self) -> Result<&SignedIn, AppError> {
        match self {
            Self::Account(account) => Ok(account),
            _ => Err(AppError::SignInNeeded),
        }
    }

    /// A refusal in this caller's case: whoever is not known yet is asked to sign in first.
    pub const fn refused(&self, rule: super::error::Rule) -> AppError {
        match self {
            Self::Visitor => AppError::SignInNeeded,
            _ => AppError::Refused(rule),
        }
    }
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_held_together_and_taken_apart() {
        let roles = Roles::of(Role::Officer).with(Role::Trainee);
        assert_eq!(roles.words(), ["trainee", "officer"]);
        assert!(!roles.has(Role::Staff) && !roles.is_empty());
        assert_eq!(Role::ALL.iter().copied().collect::<Roles>().iter().count(), 4);
    }
}
