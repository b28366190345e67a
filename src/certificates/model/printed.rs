//! What stands on a certificate.

use chrono::NaiveDate;

use crate::{
    ground::{
        Localized,
        ids::{CourseId, EnrollmentId, SpecialistId},
    },
    specialists::{PersonName, model::CountedFacts},
};

/// What a certificate says, and of which enrollment.
#[derive(Clone, Debug)]
pub struct PrintedCertificate {
    pub enrollment: EnrollmentId,
    pub specialist: SpecialistId,
    pub course: CourseId,
    pub holder: PersonName,
    pub title: Localized,
    pub academic_hours: i32,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub issued_on: NaiveDate,
    pub valid_until: Option<NaiveDate>,
    /// Facts of the holder on that day.
    pub facts: CountedFacts,
}
