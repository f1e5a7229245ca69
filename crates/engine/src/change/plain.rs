//! A change beside the error of measuring alone.

use spotcheck_model::Parameters;

use super::{
    Error, Z_95,
    site::{limb_girth, trunk_girth},
};
use crate::{
    spread::Spread,
    tracker::{FatMethod, repeats},
};

/// What is measured of which no forecast is made, and with what.
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
    /// Mean of what was measured, in its unit.
    pub value: f64,
    /// Of how many days. Readings of one day share what differs from day to day, so together they are one.
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
    /// How measurements of it scatter.
    pub const fn spread(self, parameters: &Parameters) -> Spread<'_> {
        match self {
            Self::LimbGirth => limb_girth(parameters),
            Self::TrunkGirth => trunk_girth(parameters),
            Self::Fat(method) => repeats(parameters, method),
        }
    }
}

/// The change on each day after the first.
///
/// # Errors
/// [`Error::TooFewOccasions`] with fewer than two days, [`Error::OutOfOrder`], [`Error::NoMeasurement`].
pub fn plain(spread: Spread<'_>, measured: &[Measured]) -> Result<Vec<Plain>, Error> {
    let [first, _, ..] = measured else {
        let count = measured.len();
        return Err(Error::TooFewOccasions { count });
    };
    check(measured)?;
    let sd = spread.sd(first.value);
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
    Ok(measured[1..].iter().map(change).collect())
}

fn check(measured: &[Measured]) -> Result<(), Error> {
    for pair in measured.windows(2) {
        let [previous_day, day] = [pair[0].day, pair[1].day];
        if day <= previous_day {
            return Err(Error::OutOfOrder { day, previous_day });
        }
    }
    for &Measured { day, value, days } in measured {
        if !(value.is_finite() && 0.0 < value && 0 < days) {
            return Err(Error::NoMeasurement { day, value, days });
        }
    }
    Ok(())
}
