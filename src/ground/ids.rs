//! Ids of rows that cannot be mistaken for one another, and the source of new ones.

use std::sync::{Arc, Mutex};

use uuid::Uuid;

macro_rules! id_types {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, sqlx::Type)]
        #[sqlx(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        /// Reads an id out of an address.
        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

id_types!(
    AccountId,
    CertificateId,
    ConsentId,
    CourseId,
    EnrollmentId,
    LetterId,
    MeetingId,
    MergeId,
    PhaseId,
    ProgrammeId,
    RunId,
    SessionId,
    SpecialistId,
);

/// Source of new ids and random bytes: the system, or a counted row in tests.
#[derive(Clone, Debug, Default)]
pub struct Ids(Source);

#[derive(Clone, Debug, Default)]
enum Source {
    #[default]
    System,
    Counted(Arc<Mutex<u64>>),
}

impl Ids {
    /// Ids and "random" bytes that are the same in every run of a test.
    pub fn counted() -> Self {
        Self(Source::Counted(Arc::default()))
    }

    /// Returns a new id of version 7: rows made one after another have neighbouring ids.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that makes ids")]
    pub fn next<T: From<Uuid>>(&self) -> T {
        match &self.0 {
            Source::System => Uuid::now_v7(),
            Source::Counted(count) => Uuid::from_u128(u128::from(advance(count))),
        }
        .into()
    }

    /// Bytes that nobody can guess.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Source::System => rand::fill(&mut bytes[..]),
            Source::Counted(count) => {
                use rand::{RngExt, SeedableRng};
                rand::rngs::StdRng::seed_from_u64(advance(count)).fill(&mut bytes[..]);
            }
        }
        bytes
    }
}

fn advance(count: &Mutex<u64>) -> u64 {
    let mut count = count.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    *count += 1;
    *count
}
