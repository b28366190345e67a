//! Who is asking. Every transaction and every permit begins with a caller.

/// Who asks for a deed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Anybody on the web, not known to us.
    Visitor,
    /// Anybody on the web while the dashboard is open: in the demonstration, or on the loopback address.
    Observer,
    /// Whoever has the machine and runs the command line there.
    Operator { name: String },
    /// The program itself, filling the demonstration.
    Demonstration,
}

impl Caller {
    /// The name that stands in the audit log.
    pub fn name(&self) -> &str {
        match self {
            Self::Visitor => "visitor",
            Self::Observer => "observer",
            Self::Operator { name } => name,
            Self::Demonstration => "demonstration",
        }
    }

    /// Whether the caller keeps the registry: its courses, people and certificates (R7).
    pub const fn keeps_registry(&self) -> bool {
        matches!(self, Self::Operator { .. } | Self::Demonstration)
    }

    /// Whether the caller sees the programme's figures with their breakdowns (R7).
    pub const fn sees_figures(&self) -> bool {
        !matches!(self, Self::Visitor)
    }
}
