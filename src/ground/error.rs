//! The one error type that pages, the API and the command line answer with.

use super::form::FormErrors;

/// Why a deed was not done: codes and numbers only. The words stand in `locales/`, the cause in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppError {
    /// What was typed is not right; the form is shown again with it. 422
    Invalid(FormErrors),
    /// Nobody is signed in, and this needs somebody. 401 to a program, the sign-in page to a person.
    SignInNeeded,
    /// The caller's role does not allow it. 403
    Refused(Rule),
    /// There is no such thing, or the caller may not know of it. 404
    NotFound,
    /// It clashes with what is already there. 409
    Conflict(Clash),
    /// Too many attempts; the wait in seconds. 429
    TooMany { seconds: u32 },
    /// The database cannot be reached or is busy; trying again helps. 503
    Unavailable,
    /// A fault of ours; the log has the cause under this number. 500
    Bug(Incident),
}

/// The rule that a refused caller ran into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The programme's figures with their breakdowns are for officers and staff (R7).
    FiguresAreForOfficers,
    /// Only the centre's own people keep the registry (R7).
    RegistryIsKeptByStaff,
    /// Accounts, roles and settings are for administrators (R7).
    SettingsAreForAdministrators,
    /// Enrolling is for accounts with the role of a trainee (R7).
    EnrollingIsForTrainees,
    /// Enrollments and certificates of one's own are those of trainees (R7).
    OwnCoursesAreForTrainees,
}

/// What a change clashes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// Another certificate has this registration number already.
    RegistrationNumberTaken,
    /// A certificate that is revoked or replaced already stays so (R6).
    CertificateIsOver,
    /// The run has no place left (R3).
    RunIsFull,
    /// The person is enrolled in this run already (R3).
    EnrolledAlready,
    /// The life of an enrollment does not allow this step (R4).
    StepNotAllowed,
    /// Another run of the person's own overlaps with this one in time (R3).
    RunsOverlap,
    /// The last day to apply is over, or the run is closed.
    EnrollmentClosed,
    /// The run has begun; from now on its staff change who is in it.
    RunHasBegun,
    /// The offered place has gone on to the next on the list (R3).
    OfferOver,
    /// They have withdrawn the consent without which nobody gets a place.
    ConsentMissing,
    /// The address has an account already.
    AccountExists,
    /// The link of a letter was used already, or is too old.
    LinkOver,
    /// Somebody else has changed the settings since they were opened.
    SettingsChanged,
}

/// The number under which the log has the cause of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incident(u64);

impl std::fmt::Display for Incident {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016X}", self.0)
    }
}

impl From<u64> for Incident {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

impl AppError {
    /// The HTTP status that says the same.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Invalid(_) => 422,
            Self::SignInNeeded => 401,
            Self::Refused(_) => 403,
            Self::NotFound => 404,
            Self::Conflict(_) => 409,
            Self::TooMany { .. } => 429,
            Self::Unavailable => 503,
            Self::Bug(_) => 500,
        }
    }
}

impl From<FormErrors> for AppError {
    fn from(errors: FormErrors) -> Self {
        Self::Invalid(errors)
    }
}
