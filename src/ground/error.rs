//! Error type of the whole product: pages, the API and the command line all answer with it.

use super::form::FormErrors;

/// Reason for which an action was not done: codes and numbers only. Its words are in `locales/`, its cause is in the
/// log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppError {
    /// Typed values are not right; the form is shown again with them. 422
    Invalid(FormErrors),
    /// Sign-in is needed, and the caller has not signed in. 401 to a program, the sign-in page to a person.
    SignInNeeded,
    /// Caller's role does not allow the action. 403
    Refused(Rule),
    /// Thing does not exist, or the caller may not know of it. 404
    NotFound,
    /// Change clashes with data that is already there. 409
    Conflict(Clash),
    /// Attempts were too many; with the time to wait in seconds. 429
    TooMany { seconds: u32 },
    /// Database cannot be reached or is busy; trying again helps. 503
    Unavailable,
    /// Fault of ours; the log has the cause under this number. 500
    Bug(Incident),
}

/// Rule by which a caller is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Figures of the programme with their breakdowns are for officers and staff (R7).
    FiguresAreForOfficers,
    /// Registry is managed by the centre's own people alone (R7).
    RegistryIsKeptByStaff,
    /// Accounts, roles and settings are for administrators (R7).
    SettingsAreForAdministrators,
    /// Enrolling is for accounts with the role of a trainee (R7).
    EnrollingIsForTrainees,
    /// Pages of one's own enrollments and certificates are for trainees (R7).
    OwnCoursesAreForTrainees,
}

/// Cause of a clash: the data that a change does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// Registration number belongs to another certificate already.
    RegistrationNumberTaken,
    /// Certificate is revoked or replaced already, and stays so (R6).
    CertificateIsOver,
    /// Run has no seat left (R3).
    RunIsFull,
    /// Person is enrolled in this run already (R3).
    EnrolledAlready,
    /// Step is not one that the states of an enrollment allow (R4).
    StepNotAllowed,
    /// Person has another run whose days overlap with this one's (R3).
    RunsOverlap,
    /// Last day to apply is over, or the run is closed.
    EnrollmentClosed,
    /// Run has begun; from now on its staff change who is in it.
    RunHasBegun,
    /// Offered seat has gone on to the next person in the queue (R3).
    OfferOver,
    /// Consent that a seat depends on has been withdrawn.
    ConsentMissing,
    /// Address has an account already.
    AccountExists,
    /// Account has been changed by another administrator since it was opened.
    AccountChanged,
    /// Administrator would shut themselves out.
    OwnAccount,
    /// Link of a letter was used already, or is too old.
    LinkOver,
    /// Settings have been changed by another person since they were opened.
    SettingsChanged,
    /// Run is closed: its marks, scores and results do not change (R5).
    RunIsClosed,
    /// Run is cancelled.
    RunIsCancelled,
    /// Run is not closed, so that there is nothing to open again or to correct.
    RunIsOpen,
    /// Certificate was issued from the run: it is not opened again (R6).
    RunHasCertificates,
    /// Code of a projector is old, or is not for this person or this time.
    CheckInRefused,
    /// Course has no assessment, and so no scores.
    NoAssessment,
    /// Trainer marks a meeting that lies ahead, or a run that is over.
    OutsideRunDays,
    /// Run has been changed by another person since it was opened.
    RunChanged,
    /// Meeting has attendance marks, and is neither moved nor removed.
    MeetingHasMarks,
    /// Course has been changed by another person since it was opened.
    CourseChanged,
    /// Course is archived, and gets no new runs.
    CourseIsArchived,
    /// Record of a person has been changed by another person since it was opened.
    PersonChanged,
    /// Records cannot become one: two IINs, two accounts, or one run with both in it (R2).
    RecordsStayApart,
    /// IIN belongs to another record already (R2).
    IinTaken,
    /// Public address of the site is not set, and a document carries it for good.
    AddressUnset,
    /// Claim to an IIN is settled already, or was taken back.
    NoClaim,
    /// Edition with the next number was fixed by another person at the same time.
    EditionTaken,
}

/// Number under which the log has the cause of a fault.
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
    /// HTTP status of the error.
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
