//! The plan of a test: which side is trained, when it is measured, and what it could see.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use spotcheck_model::Parameters;

use super::{
    Error, Tool,
    error::within,
    line::correlation_at,
    rule::{LOOKS, WEEKS_OF_EFFECT},
};

/// Days of a week.
pub(super) const WEEK: i32 = 7;
/// Weeks of measuring before the side is trained.
const RUN_IN_WEEKS: u32 = 2;
/// Readings of a side in a session.
pub const READS: u32 = 3;
/// `z` of 80 % power at a two-sided 5 %.
pub(super) const POWER_Z: f64 = 2.80;
/// Sessions a week that anybody keeps up.
pub(super) const MOST_PER_WEEK: f64 = 7.0;

/// A side of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left.
    Left,
    /// Right.
    Right,
}

/// When both sides are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Day; training begins on day 0, after that day's session.
    pub day: i32,
    /// The side that is measured first.
    pub first: Side,
}

/// A planned test.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// What is measured with.
    pub tool: Tool,
    /// The side that the coin chose for training.
    pub trained: Side,
    /// Weeks of training.
    pub weeks: u32,
    /// Sessions a week.
    pub per_week: u32,
    /// Every session, the run-in first.
    pub sessions: Vec<Session>,
}

impl Side {
    /// "left" or "right".
    pub fn word(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

impl Design {
    /// Plans a test; the same seed gives the same side and orders.
    ///
    /// # Errors
    /// [`Error::Weeks`] unless the test ends at a look, [`Error::OutOfRange`] for less than one or
    /// more than seven sessions a week.
    pub fn new(tool: Tool, weeks: u32, per_week: u32, seed: u64) -> Result<Self, Error> {
        if !LOOKS.contains(&weeks) {
            return Err(Error::Weeks {
                weeks,
                looks: &LOOKS,
            });
        }
        within("sessions a week", f64::from(per_week), 1.0, MOST_PER_WEEK)?;
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut coin = || {
            if rng.random::<bool>() {
                Side::Left
            } else {
                Side::Right
            }
        };
        let trained = coin();
        let before = (RUN_IN_WEEKS * per_week).cast_signed();
        let after = (weeks * per_week).cast_signed();
        let sessions = (-before..=after).map(|index| Session {
            day: (index * WEEK).div_euclid(per_week.cast_signed()),
            first: coin(),
        });
        Ok(Self {
            tool,
            trained,
            weeks,
            per_week,
            sessions: sessions.collect(),
        })
    }

    /// The weeks at which it is looked at, the last one included.
    pub fn looks(&self) -> impl Iterator<Item = u32> {
        LOOKS.into_iter().filter(|look| *look <= self.weeks)
    }

    /// The smallest extra loss over the whole test that it would find in four of five tests, mm:
    /// with independent errors, and with those half a week apart as correlated as they are taken to
    /// be at most: neighbouring sessions less if they are further apart, more if nearer.
    pub fn detectable_mm(&self, parameters: &Parameters) -> [f64; 2] {
        let sd = self.tool.errors(parameters).difference_sd(READS);
        let independent = detectable(sd, self.weeks * self.per_week);
        let phi = parameters.instruments.session_correlation.value;
        let rho = correlation_at(1.0 / f64::from(self.per_week), phi);
        [
            independent,
            independent * ((1.0 + rho) / (1.0 - rho)).sqrt(),
        ]
    }

    /// [`Self::detectable_mm`] of independent errors for twelve weeks, as what is worth having is stated, mm.
    pub fn detectable_per_12_weeks_mm(&self, parameters: &Parameters) -> f64 {
        let [over_test, _] = self.detectable_mm(parameters);
        over_test * WEEKS_OF_EFFECT / f64::from(self.weeks)
    }
}

/// The smallest change over a period that a line through `sessions + 1` evenly spaced differences
/// with an SD of `sd` finds with 80 % power at a two-sided 5 %, in the unit of `sd`.
///
/// `MDE = 2.80 σ √(12 (n − 1) / (n (n + 1)))`, n = sessions + 1.
pub fn detectable(sd: f64, sessions: u32) -> f64 {
    let n = f64::from(sessions) + 1.0;
    POWER_Z * sd * (12.0 * (n - 1.0) / (n * (n + 1.0))).sqrt()
}
