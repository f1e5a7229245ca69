//! How far a figure can be trusted to be what its source says.

use serde::Deserialize;

/// Provenance of a figure, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Read at its source.
    Verified,
    /// Our arithmetic on verified figures.
    Derived,
    /// A stated assumption.
    Assumed,
    /// From memory, not yet confirmed: never printed in a short answer.
    Recalled,
}

impl Flag {
    /// Every flag, strongest first.
    pub const ALL: [Self; 4] = [Self::Verified, Self::Derived, Self::Assumed, Self::Recalled];

    /// The word shown beside a figure.
    pub fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Derived => "derived",
            Self::Assumed => "assumed",
            Self::Recalled => "recalled",
        }
    }
}
