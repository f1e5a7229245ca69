//! How often the rule is right: tests made up by seed, and what each ends with.

use rand::{RngExt, SeedableRng, distr::Open01};
use rand_chacha::ChaCha8Rng;
use spotcheck_model::Parameters;
use statrs::distribution::{ContinuousCDF, Normal};

use super::{
    Errors, Point, Tool, Verdict, Within,
    belief::Beliefs,
    design::READS,
    line::correlation_at,
    rule::{LOOKS, WEEKS_OF_EFFECT, decide},
};

/// A world in which tests take place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct World {
    /// What is measured with; its errors are those it is known for.
    pub tool: Tool,
    /// True change of the trained side over the other in twelve weeks, mm; an extra loss is negative.
    pub effect_mm: f64,
    /// Sessions a week.
    pub per_week: u32,
    /// Weeks of measuring before training.
    pub run_in_weeks: u32,
    /// Correlation of errors half a week apart.
    pub correlation: f64,
    /// Degrees of freedom of the errors' t distribution, more than two, scaled to the tool's SD;
    /// `None` for a normal.
    pub tail: Option<u32>,
    /// How many times the errors of the tool this person's are.
    pub error_ratio: f64,
    /// Whether the reader knows the errors of the tool, or learns them from the readings.
    pub known: bool,
}

/// What tests in a world end with, as shares.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    /// A local effect is found.
    pub found: f64,
    /// A useful one is ruled out.
    pub none: f64,
    /// The opposite is found.
    pub opposite: f64,
    /// Nothing is told.
    pub inconclusive: f64,
    /// Mean weeks to the end.
    pub weeks: f64,
}

impl World {
    /// What `count` tests end with, one or more; the same seed gives the same tests.
    pub fn rates(&self, parameters: &Parameters, count: u32, seed: u64) -> Rates {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut rates = Rates::default();
        let share = 1.0 / f64::from(count);
        for _ in 0..count {
            let (verdict, week) = self.test(parameters, &mut rng);
            rates.weeks += share * f64::from(week);
            *match verdict {
                Verdict::Found => &mut rates.found,
                Verdict::NoneUseful => &mut rates.none,
                Verdict::Opposite => &mut rates.opposite,
                Verdict::Inconclusive => &mut rates.inconclusive,
            } += share;
        }
        rates
    }

    fn test(&self, parameters: &Parameters, rng: &mut ChaCha8Rng) -> (Verdict, u32) {
        let tool = self.tool.errors(parameters);
        let worthwhile_mm = self.tool.worthwhile_mm(parameters);
        let (points, squares) = self.sessions(parameters, rng);
        let errors = if self.known {
            Errors::Known(tool)
        } else {
            Errors::Learnt {
                tool,
                correlation: parameters.instruments.session_correlation.value,
            }
        };
        for week in LOOKS {
            let seen = points.partition_point(|point| point.week <= f64::from(week));
            let within = Within {
                squares: squares[..seen].iter().sum(),
                freedom: (seen as f64) * 2.0 * f64::from(READS - 1),
            };
            let beliefs = Beliefs::new(&points[..seen], within, errors, worthwhile_mm);
            if let Some(verdict) = decide(&beliefs, worthwhile_mm) {
                return (verdict, week);
            }
        }
        let [.., last] = LOOKS;
        (Verdict::Inconclusive, last)
    }

    /// Every session's difference, and how the readings in it scatter.
    fn sessions(&self, parameters: &Parameters, rng: &mut ChaCha8Rng) -> (Vec<Point>, Vec<f64>) {
        let errors = self.tool.errors(parameters);
        let sd = self.error_ratio * errors.difference_sd(READS);
        let read_sd = self.error_ratio * errors.read_sd;
        let rho = correlation_at(1.0 / f64::from(self.per_week), self.correlation);
        let [.., last] = LOOKS;
        let before = (self.run_in_weeks * self.per_week).cast_signed();
        let after = (last * self.per_week).cast_signed();
        let mut error = normal(rng);
        let session = |index: i32| {
            error = rho * error + (1.0 - rho * rho).sqrt() * normal(rng);
            let week = f64::from(index) / f64::from(self.per_week);
            let point = Point {
                week,
                difference: self.effect_mm * week.max(0.0) / WEEKS_OF_EFFECT
                    + sd * error * self.stretch(rng),
                read: 2.0 / f64::from(READS),
                session: 1.0,
            };
            let squares = chi_square(rng, 2 * (READS - 1)) * read_sd.powi(2);
            (point, squares)
        };
        (-before..=after).map(session).unzip()
    }

    /// What makes a normal a t of the same SD.
    fn stretch(&self, rng: &mut ChaCha8Rng) -> f64 {
        self.tail.map_or(1.0, |freedom| {
            ((f64::from(freedom) - 2.0) / chi_square(rng, freedom)).sqrt()
        })
    }
}

fn normal(rng: &mut ChaCha8Rng) -> f64 {
    Normal::standard().inverse_cdf(rng.sample(Open01))
}

fn chi_square(rng: &mut ChaCha8Rng, freedom: u32) -> f64 {
    (0..freedom).map(|_| normal(rng).powi(2)).sum()
}
