//! A change of what no forecast is made of, beside the error of measuring alone.

use spotcheck_model::Parameters;

use super::{Error, Z_95};
use crate::tracker::{FatMethod, repeat_sd};

/// Millimetres of a centimetre.
const MM_PER_CM: f64 = 10.0;

/// What is measured, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A girth of neck, forearm or calf by tape, cm.
    LimbGirth,
    /// A girth of shoulders, chest or abdomen by tape, cm: it moves with breath and meals as a waist does.
    TrunkGirth,
    /// The share of fat, 0 to 1.
    Fat(FatMethod),
}

/// What was measured on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// Day.
    pub day: usize,
    /// Mean of what was measured.
    pub value: f64,
    /// Of how many days.
    pub days: u32,
}

/// A change since the first day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plain {
    /// Day.
    pub day: usize,
    /// The change.
    pub change: f64,
    /// One SD of it due to measuring.
    pub error_sd: f64,
    /// The least change that is larger than error with 95 % confidence.
    pub least_significant: f64,
}

impl Plain {
    /// Whether it is larger than the error of measuring.
    pub fn is_real(&self) -> bool {
        self.least_significant < self.change.abs()
    }
}

impl Kind {
    /// One SD of a measurement of `value`.
    fn error_sd(self, parameters: &Parameters, value: f64) -> f64 {
        match self {
            Self::LimbGirth => parameters.instruments.tape_read_sd.value / MM_PER_CM,
            Self::TrunkGirth => parameters.instruments.waist_day_sd.value,
            Self::Fat(method) => repeat_sd(parameters, method, value),
        }
    }
}

/// The change on each day after the first; days ascend.
///
/// # Errors
/// [`Error::TooFewOccasions`] with fewer than two days.
pub fn plain(
    parameters: &Parameters,
    kind: Kind,
    measured: &[Measured],
) -> Result<Vec<Plain>, Error> {
    let count = measured.len();
    let [first, later @ ..] = measured else {
        return Err(Error::TooFewOccasions { count });
    };
    if later.is_empty() {
        return Err(Error::TooFewOccasions { count });
    }
    let sd = kind.error_sd(parameters, first.value);
    let var = |one: &Measured| sd * sd / f64::from(one.days);
    let change = |one: &Measured| {
        let error_sd = (var(first) + var(one)).sqrt();
        Plain {
            day: one.day,
            change: one.value - first.value,
            error_sd,
            least_significant: Z_95 * error_sd,
        }
    };
    Ok(later.iter().map(change).collect())
}
