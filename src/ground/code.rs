//! Codes by which people name things: short words in addresses, files and letters.

/// Declares a code. It is stored as it was written; two codes are the same if their keys are
/// (`ground::letters::code_key`).
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident;)+) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(code: &str) -> Self {
                Self(code.to_owned())
            }
        }

        impl From<&String> for $name {
            fn from(code: &String) -> Self {
                Self(code.clone())
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                Ok(Self(code.to_owned()))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+ };
}

codes! {
    /// Code of a course: `NRC-01`.
    CourseCode;
    /// Code of a run: `NRC-01-2611`.
    RunCode;
}
