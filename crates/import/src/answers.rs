//! What a person told that their files do not.

use crate::{Ask, Quantity, Unit, Zone};

/// What a person told that their files do not.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// Units, for columns that do not name theirs.
    pub units: Vec<(Ask, Unit)>,
    /// The home zone, for times without an offset.
    pub zone: Option<Zone>,
    /// What clock a file means that may mean either.
    pub clock: Option<Clock>,
    /// Which of the people a scale knows, as the scale numbers them.
    pub person: Option<u32>,
}

/// Whose time a file tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The time on the wall.
    Local,
    /// Universal time.
    Utc,
}

impl Clock {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Utc => "UTC",
        }
    }
}

impl Answers {
    /// The unit told for what a quantity is, if it was.
    pub(crate) fn unit(&self, quantity: Quantity) -> Option<Unit> {
        let ask = Ask::about(quantity)?;
        self.units
            .iter()
            .find(|(about, _)| *about == ask)
            .map(|(_, unit)| *unit)
    }
}
