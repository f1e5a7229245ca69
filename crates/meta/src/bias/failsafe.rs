//! Fail-safe numbers: how many studies of no effect would undo a result.
//!
//! Rosenthal 1979, Psychol Bull 86:638; Orwin 1983, J Educ Stat 8:157; Rosenberg 2005, Evolution 59:464.

use crate::{Effects, Error, special};

/// A number this close to a whole one is that one, not the next.
const WHOLE: f64 = 1.5e-8;

/// How many studies would undo a result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FailSafe {
    /// The number of studies, whole.
    pub studies: f64,
    /// p value of the result as it is; absent for Orwin's, which tests nothing.
    pub p_value: Option<f64>,
    /// Mean effect; absent for Rosenthal's, which adds z values.
    pub mean: Option<f64>,
    /// The mean it would be brought down to; Orwin's only.
    pub target: Option<f64>,
}

/// Rosenthal's: studies whose z are zero on average that bring the one-sided p of Stouffer's sum to
/// `alpha`, above 0 and below one half.
///
/// # Errors
/// [`Error::BadValue`] for another `alpha`.
pub fn rosenthal(effects: &Effects, alpha: f64) -> Result<FailSafe, Error> {
    check(alpha, 0.5, "a one-sided level is above 0 and below 0.5")?;
    let k = effects.k() as f64;
    let pairs = effects.yi().iter().zip(effects.vi());
    let z = (pairs.map(|(y, v)| y / v.sqrt()).sum::<f64>() / k.sqrt()).abs();
    let ratio = z / special::normal_quantile(1.0 - alpha);
    Ok(FailSafe {
        studies: whole(k * (ratio * ratio - 1.0)),
        p_value: Some(special::normal_above(z)),
        mean: None,
        target: None,
    })
}

/// Orwin's: studies of no effect that bring the unweighted mean to `target`, by default half of it. A target
/// takes the sign of the mean.
///
/// # Errors
/// [`Error::BadValue`] for a target of zero, which no number of studies reaches, or not finite.
pub fn orwin(effects: &Effects, target: Option<f64>) -> Result<FailSafe, Error> {
    let k = effects.k() as f64;
    let mean = effects.yi().iter().sum::<f64>() / k;
    let target = target.map_or(0.5 * mean, |target| target.abs().copysign(mean));
    if !target.is_finite() || target.abs() <= 0.0 {
        return Err(Error::BadValue {
            field: "target",
            index: 0,
            value: target,
            rule: "a mean of zero is reached by no number of studies",
        });
    }
    Ok(FailSafe {
        studies: whole(k * (mean - target) / target),
        p_value: None,
        mean: Some(mean),
        target: Some(target),
    })
}

/// Rosenberg's: studies of no effect and average weight that bring the two-sided p of the weighted mean to
/// `alpha`, between 0 and 1.
///
/// # Errors
/// [`Error::BadValue`] for another `alpha`.
pub fn rosenberg(effects: &Effects, alpha: f64) -> Result<FailSafe, Error> {
    check(alpha, 1.0, "a level is between 0 and 1")?;
    let k = effects.k() as f64;
    let weight: f64 = effects.vi().iter().map(|v| 1.0 / v).sum();
    let pairs = effects.yi().iter().zip(effects.vi());
    let sum: f64 = pairs.map(|(y, v)| y / v).sum();
    let ratio = sum / special::normal_quantile(1.0 - 0.5 * alpha);
    Ok(FailSafe {
        studies: whole(k * (ratio * ratio / weight - 1.0)),
        p_value: Some(2.0 * special::normal_above(sum.abs() / weight.sqrt())),
        mean: Some(sum / weight),
        target: None,
    })
}

fn check(alpha: f64, below: f64, rule: &'static str) -> Result<(), Error> {
    if 0.0 < alpha && alpha < below {
        return Ok(());
    }
    Err(Error::BadValue {
        field: "alpha",
        index: 0,
        value: alpha,
        rule,
    })
}

/// The next whole number, at least zero.
fn whole(studies: f64) -> f64 {
    let studies = studies.max(0.0);
    if (studies - studies.round()).abs() < WHOLE {
        studies.round()
    } else {
        studies.ceil()
    }
}
