//! Caller of a request or a command. Every transaction and every permit begins with a caller.

use super::{
    AppError, Locale,
    ids::{AccountId, SpecialistId},
    text_enum,
};

text_enum! {
    /// Role: the use that an account may be put to (rule R7). An account can have several.
    pub enum Role {
        /// Enrolls in courses and sees their own data.
        Trainee = "trainee",
        /// Marks attendance and enters results in the runs that they teach.
        Trainer = "trainer",
        /// Manages courses, runs, people and certificates.
        Staff = "staff",
        /// Sees the figures and the certificates that prove them, without names.
        Officer = "officer",
        /// Manages accounts, roles, targets and settings.
        Administrator = "administrator",
    }
}

/// Roles of one account.
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

    /// Roles in their order.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(move |role| self.has(*role))
    }

    /// Words that the roles are stored as, in their order.
    pub fn words(self) -> Vec<&'static str> {
        self.iter().map(Role::as_str).collect()
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::default(), Self::with)
    }
}

/// Account whose session the request carries, read anew at this request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub account: AccountId,
    /// Record of the person, once there is one.
    pub specialist: Option<SpecialistId>,
    pub roles: Roles,
    /// Language of the letters to this person.
    pub locale: Locale,
}

/// Caller of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Reader on the web who has not signed in.
    Visitor,
    /// Person who has signed in.
    Account(SignedIn),
    /// Operator: the person at the machine who runs the command line there.
    Operator { name: String },
    /// Program itself, filling the demonstration.
    Demonstration,
    /// Program itself, doing what is due: offers run out, letters go.
    Scheduler,
}

impl Caller {
    /// Name in the audit log. An account is named there by its id, which leads to nobody once the account is erased.
    pub fn name(&self) -> String {
        match self {
            Self::Visitor => "visitor".to_owned(),
            Self::Account(account) => format!("account {}", account.account),
            Self::Operator { name } => name.clone(),
            Self::Demonstration => "demonstration".to_owned(),
            Self::Scheduler => "scheduler".to_owned(),
        }
    }

    /// Tells whether the caller is an account with this role.
    pub const fn has_role(&self, role: Role) -> bool {
        matches!(self, Self::Account(account) if account.roles.has(role))
    }

    /// Tells whether the caller manages the registry: its courses, people and certificates (R7).
    pub const fn manages_registry(&self) -> bool {
        matches!(self, Self::Operator { .. } | Self::Demonstration) || self.has_role(Role::Staff)
    }

    /// Tells whether the caller sees the programme's figures with their breakdowns (R7).
    pub const fn sees_figures(&self) -> bool {
        matches!(self, Self::Operator { .. } | Self::Demonstration)
            || self.has_role(Role::Staff)
            || self.has_role(Role::Officer)
    }

    /// Tells whether the caller manages accounts, roles and settings (R7).
    pub const fn administers(&self) -> bool {
        matches!(self, Self::Operator { .. } | Self::Demonstration) || self.has_role(Role::Administrator)
    }

    /// Returns the signed-in account; no other caller has anything of their own here.
    pub const fn signed_in(&self) -> Result<&SignedIn, AppError> {
        match self {
            Self::Account(account) => Ok(account),
            _ => Err(AppError::SignInNeeded),
        }
    }

    /// Refusal for this caller: one who has not signed in is asked to sign in first.
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
        assert_eq!(Role::ALL.iter().copied().collect::<Roles>().iter().count(), Role::ALL.len());
    }
}
