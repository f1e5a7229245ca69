//! Is it real yet? A change of a site beside the error of measuring it, and beside what the body's loss explains.
//!
//! | symbol | meaning |
//! |---|---|
//! | `σ` | SD of a measurement from day to day; an occasion that is the mean of n days has `σ²/n` |
//! | `LSC` | least significant change, `1.96 √(σ²/n₀ + σ²/n)`, 2.77 σ for single days |
//! | `z` | `(seen − expected) / √(σ²/n₀ + σ²/n + σ_model²)` |
//!
//! A change is real beyond its LSC. It differs from whole-body loss if `|z| > 1.96` on two occasions at least,
//! the last among them, all to one side: a single deviation is what chance gives to many who look often.

mod expected;
mod plain;
mod site;

use spotcheck_model::{Parameters, PersonInput, ensemble::Draws};

use expected::{Body, Expected};
pub use plain::{Kind, Measured, Plain, plain};
pub use site::{Method, Site};

pub use crate::spread::Spread;

/// Half the width of a 95 % interval in standard deviations.
const Z_95: f64 = 1.96;
/// Occasions on which a change has to differ.
const LEAST_DIFFERING: usize = 2;

/// Why a change is not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
#[expect(
    clippy::error_impl_error,
    reason = "one error for changes, told apart by its path"
)]
pub enum Error {
    /// The model refuses the person or their weights.
    #[error(transparent)]
    Model(#[from] spotcheck_model::Error),
    /// A method does not measure a site.
    #[error("{} is not measured by {}", site.name(), method.name())]
    NotMeasured {
        /// The site.
        site: Site,
        /// The method.
        method: Method,
    },
    /// Fewer than two occasions.
    #[error("{count} occasions; a change takes two")]
    TooFewOccasions {
        /// How many there are.
        count: usize,
    },
    /// An occasion is not after the one before it.
    #[error("the occasion on day {day} is not after the one on day {previous_day}")]
    OutOfOrder {
        /// Its day.
        day: usize,
        /// The day of the one before.
        previous_day: usize,
    },
    /// A measurement that cannot be.
    #[error(
        "on day {day} the mean of {days} days is {value}; one of a day or more, above zero, is read"
    )]
    NoMeasurement {
        /// Day of it.
        day: usize,
        /// What was given.
        value: f64,
        /// Of how many days it is said to be the mean.
        days: u32,
    },
    /// No intake that anyone eats leads to a weight in that time.
    #[error(
        "no intake that anyone eats leads to {weight_kg} kg within {days} days; {nearest_kg} kg comes nearest"
    )]
    WeightOutOfReach {
        /// The weight.
        weight_kg: f64,
        /// Days from the first occasion.
        days: usize,
        /// What comes nearest.
        nearest_kg: f64,
    },
}

/// A measurement on a day on which somebody was weighed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Occasion {
    /// What was measured, in the unit of the site.
    pub measured: Measured,
    /// Body weight, kg.
    pub weight_kg: f64,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The person on the first occasion; weight and girth are taken from it.
    pub person: PersonInput,
    /// Where.
    pub site: Site,
    /// With what.
    pub method: Method,
    /// In the order of days, two or more.
    pub occasions: &'a [Occasion],
}

/// What is to be made of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not yet distinguishable from the error of measuring.
    NotYet,
    /// Larger than that error, and what the body's loss explains.
    Real,
    /// Larger than that error, and different from what the body's loss explains.
    RealAndDifferent,
}

/// A change since the first occasion, in the unit of the site.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// The change beside the error of measuring.
    pub plain: Plain,
    /// The change that the body's own change of weight explains.
    pub expected: f64,
    /// One SD about that.
    pub expected_sd: f64,
    /// How far the change is from it, in standard deviations.
    pub z: f64,
}

/// Every change, and what to make of the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// One for each occasion after the first.
    pub seen: Vec<Seen>,
    /// The verdict.
    pub verdict: Verdict,
}

impl Seen {
    /// Whether it is further from what is expected than chance leads in 95 of 100 cases.
    pub fn differs(&self) -> bool {
        Z_95 < self.z.abs()
    }
}

impl Verdict {
    /// The verdict in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotYet => "not yet distinguishable",
            Self::Real => "real",
            Self::RealAndDifferent => "real and different from whole-body loss",
        }
    }

    /// Of changes in the order of their days, about the last.
    fn of(seen: &[Seen]) -> Self {
        let last = seen.last().filter(|last| last.plain.is_real());
        last.map_or(Self::NotYet, |last| {
            let same_side = |other: &&Seen| other.differs() && other.z.signum() == last.z.signum();
            let differing = seen.iter().filter(same_side).count();
            if last.differs() && LEAST_DIFFERING <= differing {
                Self::RealAndDifferent
            } else {
                Self::Real
            }
        })
    }
}

/// Reads a change.
///
/// # Errors
/// [`Error::TooFewOccasions`], [`Error::OutOfOrder`], [`Error::NoMeasurement`], [`Error::NotMeasured`],
/// [`Error::WeightOutOfReach`], and [`Error::Model`] for a person or a weight the model does not hold for.
pub fn read(
    parameters: &Parameters,
    question: &Question<'_>,
    draws: Draws,
) -> Result<Reading, Error> {
    let [first, later @ ..] = question.occasions else {
        return Err(Error::TooFewOccasions { count: 0 });
    };
    let occasions = question.occasions.iter();
    let measured: Vec<Measured> = occasions.map(|occasion| occasion.measured).collect();
    let spread = question.site.spread(question.method, parameters)?;
    let changes = plain(spread, &measured)?;
    let body = Body::new(parameters, question.person, question.site, *first)?;
    let seen = later.iter().zip(changes).map(|(occasion, plain)| {
        let Expected {
            change: expected,
            sd: expected_sd,
        } = body.expected(*occasion, draws)?;
        Ok::<_, Error>(Seen {
            plain,
            expected,
            expected_sd,
            z: (plain.change - expected) / plain.error_sd.hypot(expected_sd),
        })
    });
    let seen = seen.collect::<Result<Vec<_>, _>>()?;
    let verdict = Verdict::of(&seen);
    Ok(Reading { seen, verdict })
}
