//! One number with its unit, its uncertainty and where it comes from.

use crate::{Error, Interval};

/// A number of the model and everything a reader may ask about it.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// The literature's symbol, empty if it has none.
    pub symbol: String,
    /// The number, in `unit`.
    pub value: f64,
    /// Unit, spelled as the code asks for it.
    pub unit: String,
    /// Uncertainty, in `unit`.
    pub interval: Option<Interval>,
    /// How the number came about.
    pub basis: Basis,
    /// Whom it describes.
    pub population: String,
    /// Key into the bibliography.
    pub source: String,
    /// Where in the source.
    pub locator: String,
    /// How far the number was checked against its source.
    pub flag: Flag,
    /// What a reader should know besides.
    pub note: String,
}

/// How a number came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Observed in people.
    Measured,
    /// Combined from several studies.
    Pooled,
    /// Chosen so that a model fits, or computed from other numbers.
    Calibrated,
    /// A choice without data.
    Assumed,
}

/// How far a number was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Flag {
    /// Read where the locator says.
    Verified,
    /// From memory: to be confirmed before it decides anything.
    Recalled,
    /// Computed by us from verified numbers.
    Derived,
    /// A design prior, to be fitted.
    Assumed,
}

impl Basis {
    /// The word in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Pooled => "pooled",
            Self::Calibrated => "calibrated",
            Self::Assumed => "assumed",
        }
    }
}

impl Flag {
    /// The word in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Recalled => "recalled",
            Self::Derived => "derived",
            Self::Assumed => "assumed",
        }
    }
}

impl Parameter {
    /// Checks that the file and the code mean the same unit and the value its own interval.
    pub(super) fn check(&self, name: &'static str, expected: &'static str) -> Result<(), Error> {
        if self.unit != expected {
            return Err(Error::ParameterUnit {
                name,
                found: self.unit.clone(),
                expected,
            });
        }
        let inside = self.interval.is_none_or(|i| i.contains(self.value));
        if self.value.is_finite() && inside {
            Ok(())
        } else {
            Err(Error::ParameterValue {
                name,
                value: self.value,
                interval: self.interval,
            })
        }
    }

    /// The value `score` standard deviations away, taking the interval as that of a normal.
    pub(crate) fn normal(&self, score: f64) -> f64 {
        self.value + self.sd() * score
    }

    /// One standard deviation, taking the interval as that of a normal; zero without one.
    pub fn sd(&self) -> f64 {
        self.interval
            .map_or(0.0, |i| (i.hi() - i.lo()) / i.width_sd())
    }

    /// The value `score` standard deviations away in ln, taking the interval as that of a
    /// log-normal.
    pub(crate) fn log_normal(&self, score: f64) -> f64 {
        self.value * (self.ln_sd() * score).exp()
    }

    /// One standard deviation in ln, taking the interval as that of a log-normal.
    pub fn ln_sd(&self) -> f64 {
        self.interval
            .map_or(0.0, |i| (i.hi() / i.lo()).ln() / i.width_sd())
    }
}
