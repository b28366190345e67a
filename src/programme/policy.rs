//! Permits to see the figures, and to manage phases and targets.

use crate::ground::{AppError, caller::Caller, error::Rule};

/// Permit to see the figure with its breakdowns and the certificates behind it, without names (rule R7).
#[derive(Debug)]
pub struct CanSeeFigures(());

/// Permit to manage phases, targets and what counts in them.
#[derive(Debug)]
pub struct CanEditProgramme(());

/// Permit to say who pays for a run.
#[derive(Debug)]
pub struct CanFundRuns(());

pub fn may_fund_runs(caller: &Caller) -> Result<CanFundRuns, AppError> {
    if caller.manages_registry() { Ok(CanFundRuns(())) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}

pub fn may_see_figures(caller: &Caller) -> Result<CanSeeFigures, AppError> {
    if caller.sees_figures() { Ok(CanSeeFigures(())) } else { Err(caller.refused(Rule::FiguresAreForOfficers)) }
}

/// Lets administrators and the operator manage phases, targets and what counts in them (R7).
pub fn may_edit_programme(caller: &Caller) -> Result<CanEditProgramme, AppError> {
    if caller.administers() {
        Ok(CanEditProgramme(()))
    } else {
        Err(caller.refused(Rule::SettingsAreForAdministrators))
    }
}
