//! One kind of activity for some minutes a week.

use crate::{Error, limits};

/// How hard an activity is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Intensity {
    /// Light: one could sing.
    Easy,
    /// What is taken where nobody says: one can talk.
    #[default]
    Moderate,
    /// Vigorous: a few words at a time.
    Hard,
    /// Of walking and running: how fast, and how steep.
    Speed {
        /// Speed in km/h.
        km_per_h: f64,
        /// Rise over distance; negative downhill.
        grade_frac: f64,
    },
}

/// One kind of activity for some minutes a week, on top of the usual day.
#[derive(Clone, Debug, PartialEq)]
pub struct Bout {
    kind: String,
    minutes_per_week: f64,
    intensity: Intensity,
}

impl Bout {
    /// `minutes_per_week` minutes of an activity. Case, blanks and hyphens of `kind` do not matter.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] unless the minutes fit in a week. Whether the kind is known is found
    /// when it is reckoned with.
    pub fn new(kind: &str, minutes_per_week: f64, intensity: Intensity) -> Result<Self, Error> {
        Ok(Self {
            kind: kind.trim().to_lowercase().replace([' ', '-'], "_"),
            minutes_per_week: limits::WEEK_MINUTES.check(minutes_per_week)?,
            intensity,
        })
    }

    /// Name of the kind, in lower case with underscores.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Minutes a week, 0 to 10 080.
    pub fn minutes_per_week(&self) -> f64 {
        self.minutes_per_week
    }

    /// How hard.
    pub fn intensity(&self) -> Intensity {
        self.intensity
    }
}
