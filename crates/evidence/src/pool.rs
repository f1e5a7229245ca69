//! Pooling of independent effects: what may be pooled, and the random-effects model of those that may.

use spotcheck_meta::{
    Design, Effects, Method, Options, Test,
    anytime::{AnytimeOptions, Look, Mixture, looks},
    fit,
};

use crate::{Effect, Interval, error::Error};

/// Fewest effects that are pooled; two are shown side by side instead.
pub const FEWEST: usize = 3;

/// What a pooled estimate says.
#[derive(Debug, Clone, PartialEq)]
pub struct Pooled {
    /// Number of effects.
    pub k: usize,
    /// Pooled estimate.
    pub estimate: f64,
    /// Its standard error under the chosen test.
    pub se: f64,
    /// Interval of the mean effect.
    pub ci: Interval,
    /// Where the effect of a further study would lie.
    pub pi: Interval,
    /// Between-study variance.
    pub tau2: f64,
    /// Share of the total variance that lies between studies, percent.
    pub i2_percent: f64,
    /// Cochran's Q.
    pub q: f64,
}

/// Refuses effects that must not be pooled: one cohort twice, or different units.
///
/// # Errors
/// [`Error::SameCohort`] or [`Error::MixedUnits`], naming both rows.
pub fn check_independent(effects: &[Effect]) -> Result<(), Error> {
    for (i, first) in effects.iter().enumerate() {
        for second in &effects[i + 1..] {
            if let Some(cohort) = first.cohorts.iter().find(|c| second.cohorts.contains(c)) {
                return Err(Error::SameCohort {
                    cohort: cohort.clone(),
                    first: first.key.clone(),
                    second: second.key.clone(),
                });
            }
            if first.unit != second.unit {
                return Err(Error::MixedUnits {
                    first: first.key.clone(),
                    second: second.key.clone(),
                });
            }
        }
    }
    Ok(())
}

/// Pools independent `effects` at a two-sided `level` (0..1).
///
/// # Errors
/// Those of [`check_independent`]; [`Error::TooFew`] below [`FEWEST`]; [`Error::Engine`].
pub fn pool(effects: &[Effect], method: Method, test: Test, level: f64) -> Result<Pooled, Error> {
    check_independent(effects)?;
    let k = effects.len();
    if k < FEWEST {
        return Err(Error::TooFew { k });
    }
    let numbers = numbers(effects)?;
    let options = Options {
        level,
        ..Options::of(method, test)
    };
    let fitted = fit(&numbers, &Design::intercept(k)?, &options)?;
    let mean = fitted.predict_mean()?;
    Ok(Pooled {
        k,
        estimate: mean.estimate,
        se: mean.se,
        ci: Interval {
            lo: mean.ci_lb,
            hi: mean.ci_ub,
        },
        pi: Interval {
            lo: mean.pi_lb,
            hi: mean.pi_ub,
        },
        tau2: fitted.tau2,
        i2_percent: fitted.i2_percent,
        q: fitted.q,
    })
}

/// What is known after the last of `effects`, at least one, when they are looked at after each. The mixture
/// is the one narrowest at the information there is, which tells nothing of the estimates.
///
/// # Errors
/// [`Error::Engine`].
pub fn look_again(effects: &[Effect], level: f64) -> Result<Look, Error> {
    let numbers = numbers(effects)?;
    let information = numbers.vi().iter().map(|vi| 1.0 / vi).sum();
    let mixture = Mixture::narrowest_at(information, level)?;
    let options = AnytimeOptions {
        level,
        ..AnytimeOptions::default()
    };
    let last = looks(&numbers, mixture, options)?.pop();
    last.ok_or(Error::TooFew { k: 0 })
}

fn numbers(effects: &[Effect]) -> Result<Effects, Error> {
    let numbers = Effects::new(
        effects.iter().map(|effect| effect.estimate).collect(),
        effects.iter().map(|effect| effect.variance).collect(),
    );
    Ok(numbers?)
}
