//! The test of excess significance: are more results significant than the power of the studies allows?
//!
//! Ioannidis and Trikalinos 2007, Clin Trials 4:245; Francis 2013, J Math Psychol 57:153 (the exact test).

use crate::{Effects, Error, special};

/// Outcomes no more probable than the observed, by this much, count as extreme in a two-sided exact test.
const AS_LIKELY: f64 = 1.5e-8;

/// Which direction a test looks in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tail {
    /// Both.
    TwoSided,
    /// Larger than expected.
    Greater,
    /// Smaller than expected.
    Less,
}

/// How the observed count is compared with the expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CountTest {
    /// By the distribution of a sum of unlike yes-or-no outcomes, exactly, for any number of studies. (metafor
    /// leaves it beyond a million subsets.)
    Exact,
    /// By χ² of one degree of freedom, without continuity correction.
    Chi2,
}

/// What is asked of the test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExcessOptions {
    /// The effect the studies tested against.
    pub null: f64,
    /// Level at which a study counts as significant.
    pub alpha: f64,
    /// Which direction the studies tested in.
    pub studies: Tail,
    /// The true effect; by default the mean weighted with 1 / (v + τ²).
    pub theta: Option<f64>,
    /// Variance of true effects about it.
    pub tau2: f64,
    /// Which departure of the count is looked for.
    pub count: Tail,
    /// How it is tested.
    pub test: CountTest,
}

impl Default for ExcessOptions {
    /// Two-sided studies at 5 % against zero, one true effect, too many significant ones, exactly.
    fn default() -> Self {
        Self {
            null: 0.0,
            alpha: 0.05,
            studies: Tail::TwoSided,
            theta: None,
            tau2: 0.0,
            count: Tail::Greater,
            test: CountTest::Exact,
        }
    }
}

impl ExcessOptions {
    fn check(&self) -> Result<(), Error> {
        let bad = |field, value, rule| Error::BadValue {
            field,
            index: 0,
            value,
            rule,
        };
        let theta = self.theta.unwrap_or(0.0);
        if !(0.0 < self.alpha && self.alpha < 1.0) {
            return Err(bad("alpha", self.alpha, "a level is between 0 and 1"));
        }
        if !(self.tau2.is_finite() && 0.0 <= self.tau2) {
            return Err(bad(
                "tau2",
                self.tau2,
                "a variance is finite and not negative",
            ));
        }
        if !(self.null.is_finite() && theta.is_finite()) {
            return Err(bad("theta", theta - self.null, "effects are finite"));
        }
        Ok(())
    }
}

/// Observed and expected numbers of significant studies.
#[derive(Debug, Clone, PartialEq)]
pub struct ExcessSignificance {
    /// Significant studies.
    pub observed: usize,
    /// As many as their power would have.
    pub expected: f64,
    /// Observed over expected.
    pub ratio: f64,
    /// χ², where it was asked for.
    pub chi2: Option<f64>,
    /// p value.
    pub p_value: f64,
    /// The true effect power was worked out for.
    pub theta: f64,
    /// Power of each study.
    pub power: Vec<f64>,
    /// Whether each is significant.
    pub significant: Vec<bool>,
}

/// Tests whether the number of significant studies departs from the sum of their power.
///
/// # Errors
/// [`Error::BadValue`] of the options.
pub fn excess_significance(
    effects: &Effects,
    options: &ExcessOptions,
) -> Result<ExcessSignificance, Error> {
    options.check()?;
    let critical = match options.studies {
        Tail::TwoSided => special::normal_quantile(1.0 - 0.5 * options.alpha),
        Tail::Greater | Tail::Less => special::normal_quantile(1.0 - options.alpha),
    };
    let theta = options.theta.unwrap_or_else(|| mean(effects, options.tau2));
    // Over true effects that are normal about θ, a z is normal too: no integral is needed.
    let power: Vec<f64> = effects
        .vi()
        .iter()
        .map(|v| {
            let center = (theta - options.null) / v.sqrt();
            let spread = (1.0 + options.tau2 / v).sqrt();
            let above = special::normal_above((critical - center) / spread);
            let below = special::normal_below((-critical - center) / spread);
            match options.studies {
                Tail::TwoSided => above + below,
                Tail::Greater => above,
                Tail::Less => below,
            }
        })
        .collect();
    let pairs = effects.yi().iter().zip(effects.vi());
    let significant: Vec<bool> = pairs
        .map(|(y, v)| {
            let z = (y - options.null) / v.sqrt();
            match options.studies {
                Tail::TwoSided => critical <= z.abs(),
                Tail::Greater => critical <= z,
                Tail::Less => z <= -critical,
            }
        })
        .collect();
    let observed = significant.iter().filter(|is| **is).count();
    let expected: f64 = power.iter().sum();
    let (chi2, p_value) = match options.test {
        CountTest::Exact => (None, exact(&power, observed, options.count)),
        CountTest::Chi2 => {
            let off = observed as f64 - expected;
            let chi2 = off * off / (expected * (1.0 - expected / power.len() as f64));
            (Some(chi2), of_chi2(chi2, off, options.count))
        }
    };
    Ok(ExcessSignificance {
        observed,
        expected,
        ratio: observed as f64 / expected,
        chi2,
        p_value,
        theta,
        power,
        significant,
    })
}

fn mean(effects: &Effects, tau2: f64) -> f64 {
    let weights = || effects.vi().iter().map(|v| 1.0 / (v + tau2));
    let sum: f64 = weights().zip(effects.yi()).map(|(w, y)| w * y).sum();
    sum / weights().sum::<f64>()
}

fn of_chi2(chi2: f64, off: f64, tail: Tail) -> f64 {
    let z = chi2.sqrt().copysign(off);
    match tail {
        Tail::TwoSided => special::chi2_above(chi2, 1.0),
        Tail::Greater => special::normal_above(z),
        Tail::Less => special::normal_below(z),
    }
}

/// The p value of `observed` under the distribution of the sum of yes-or-no outcomes of chances `power`.
fn exact(power: &[f64], observed: usize, tail: Tail) -> f64 {
    let mut chance = vec![1.0];
    for p in power {
        chance.push(0.0);
        for j in (1..chance.len()).rev() {
            chance[j] = chance[j] * (1.0 - p) + chance[j - 1] * p;
        }
        chance[0] *= 1.0 - p;
    }
    let sum: f64 = match tail {
        Tail::Greater => chance[observed..].iter().sum(),
        Tail::Less => chance[..=observed].iter().sum(),
        Tail::TwoSided => {
            let most = chance[observed] + AS_LIKELY;
            chance.iter().filter(|chance| **chance <= most).sum()
        }
    };
    sum.min(1.0)
}
