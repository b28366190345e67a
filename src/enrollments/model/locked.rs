//! Enrollment that is about to take a step.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::State;
use crate::ground::ids::{EnrollmentId, RunId, SpecialistId};

/// Enrollment that was read while its run was locked: its state cannot change until the transaction ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct LockedEnrollment {
    pub(in crate::enrollments) id: EnrollmentId,
    #[sqlx(rename = "run_id")]
    pub(in crate::enrollments) run: RunId,
    #[sqlx(rename = "specialist_id")]
    pub(in crate::enrollments) specialist: SpecialistId,
    #[sqlx(try_from = "String")]
    pub(in crate::enrollments) state: State,
    /// End of the latest offer; `None`: there was no offer.
    pub(in crate::enrollments) offer_ends_at: Option<DateTime<Utc>>,
}
