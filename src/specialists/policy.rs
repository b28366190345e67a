//! Permits to read and change the records of people (rule R7).

use crate::ground::{
    AppError,
    caller::{Caller, Role},
    error::Rule,
    ids::{AccountId, SpecialistId},
};

/// Permit to register people and to change any record.
#[derive(Debug)]
pub struct CanEditPeople(());

impl CanEditPeople {
    /// Permit for one of them.
    #[expect(clippy::unused_self, reason = "the one yes is made of the other")]
    pub(super) const fn person(&self, specialist: SpecialistId) -> CanKeepPerson {
        CanKeepPerson { specialist }
    }

    /// Permit for the paper that one of them has signed.
    #[expect(clippy::unused_self, reason = "the one yes is made of the other")]
    pub(super) const fn paper_of(&self, specialist: SpecialistId) -> CanRecordPaper {
        CanRecordPaper { specialist }
    }
}

/// Permit to enter what this person has signed on paper.
#[derive(Debug)]
pub struct CanRecordPaper {
    specialist: SpecialistId,
}

impl CanRecordPaper {
    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
    }
}

/// Permit to see and change this person's record.
#[derive(Debug)]
pub struct CanKeepPerson {
    specialist: SpecialistId,
}

impl CanKeepPerson {
    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
    }
}

/// Permit for a record of one's own, for an account that has none.
#[derive(Debug)]
pub struct CanRegisterSelf {
    account: AccountId,
}

impl CanRegisterSelf {
    pub(super) const fn account(&self) -> AccountId {
        self.account
    }

    /// Permit for the record that the account is getting.
    #[expect(clippy::unused_self, reason = "the one yes is made of the other")]
    pub(super) const fn person(&self, specialist: SpecialistId) -> CanKeepPerson {
        CanKeepPerson { specialist }
    }
}

/// Permit for a new record: of staff for anybody, or of a person for themselves.
#[derive(Debug)]
pub struct CanRegister(());

impl From<&CanEditPeople> for CanRegister {
    fn from(_: &CanEditPeople) -> Self {
        Self(())
    }
}

impl From<&CanRegisterSelf> for CanRegister {
    fn from(_: &CanRegisterSelf) -> Self {
        Self(())
    }
}

/// Permit for what nobody decides for another: agreeing, withdrawing a consent, and being removed.
#[derive(Debug)]
pub struct CanDecide {
    specialist: SpecialistId,
}

impl CanDecide {
    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
    }
}

/// Permit to make one record of two.
#[derive(Debug)]
pub struct CanMergePeople {
    kept: SpecialistId,
    gone: SpecialistId,
}

impl CanMergePeople {
    pub(super) const fn kept(&self) -> SpecialistId {
        self.kept
    }

    pub(super) const fn gone(&self) -> SpecialistId {
        self.gone
    }
}

/// Lets staff make one record of two: `gone` ends in `kept`.
pub fn may_merge_people(caller: &Caller, kept: SpecialistId, gone: SpecialistId) -> Result<CanMergePeople, AppError> {
    may_edit_people(caller).map(|_| CanMergePeople { kept, gone })
}

pub fn may_edit_people(caller: &Caller) -> Result<CanEditPeople, AppError> {
    if caller.manages_registry() { Ok(CanEditPeople(())) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}

/// Lets staff change any record, and an account its own. To all others the record does not exist.
pub fn may_keep_person(caller: &Caller, specialist: SpecialistId) -> Result<CanKeepPerson, AppError> {
    if caller.manages_registry() {
        return Ok(CanKeepPerson { specialist });
    }
    is_own(caller, specialist).map(|()| CanKeepPerson { specialist })
}

/// Lets trainees make a record of their own, if they have none yet.
pub fn may_register_self(caller: &Caller) -> Result<CanRegisterSelf, AppError> {
    let signed_in = caller.signed_in()?;
    if signed_in.specialist.is_some() {
        Err(AppError::NotFound)
    } else if signed_in.roles.has(Role::Trainee) {
        Ok(CanRegisterSelf { account: signed_in.account })
    } else {
        Err(caller.refused(Rule::EnrollingIsForTrainees))
    }
}

/// Lets only the person decide; and the demonstration for the people whom it has invented.
pub fn may_decide(caller: &Caller, specialist: SpecialistId) -> Result<CanDecide, AppError> {
    match caller {
        Caller::Demonstration => Ok(CanDecide { specialist }),
        _ => is_own(caller, specialist).map(|()| CanDecide { specialist }),
    }
}

fn is_own(caller: &Caller, specialist: SpecialistId) -> Result<(), AppError> {
    match caller {
        Caller::Visitor => Err(AppError::SignInNeeded),
        Caller::Account(signed_in) if signed_in.specialist == Some(specialist) => Ok(()),
        _ => Err(AppError::NotFound),
    }
}
