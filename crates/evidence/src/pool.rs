//! Random-effects pooling of independent effects.
//!
//! | symbol | meaning |
//! |---|---|
//! | yi, vi | estimate and sampling variance of effect i |
//! | tau2 | between-study variance |
//! | mu | pooled estimate |
//! | w | 1 / (vi + tau2) |
//!
//! Semantics follow metafor 3.8 `rma(yi, vi)` without moderators: Viechtbauer 2010, J Stat Softw 36(3);
//! the floored Hartung-Knapp interval is its `test = "adhoc"`. Time and memory are linear in k.

use crate::{Effect, Interval, error::Error, quantile};

/// Fewest effects that are pooled; two are shown side by side instead.
pub const FEWEST: usize = 3;

const MAX_ITERATIONS: usize = 200;
/// REML has settled when a step changes tau² by less than this share of the typical variance.
const SETTLED: f64 = 1e-13;

/// Estimator of the between-study variance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heterogeneity {
    /// `DerSimonian` and Laird's moment estimator.
    DerSimonianLaird,
    /// Restricted maximum likelihood.
    Reml,
}

/// How the interval of the pooled estimate is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// Normal quantile and the model's standard error.
    Wald,
    /// t quantile and a standard error scaled by the observed scatter.
    HartungKnapp,
    /// Hartung-Knapp, never narrower than the model's standard error.
    HartungKnappFloored,
}

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
/// Those of [`check_independent`]; [`Error::TooFew`] below [`FEWEST`]; those of [`pool_numbers`].
pub fn pool(
    effects: &[Effect],
    heterogeneity: Heterogeneity,
    test: Test,
    level: f64,
) -> Result<Pooled, Error> {
    check_independent(effects)?;
    if effects.len() < FEWEST {
        return Err(Error::TooFew { k: effects.len() });
    }
    let numbers: Vec<(f64, f64)> = effects
        .iter()
        .map(|effect| (effect.estimate, effect.variance))
        .collect();
    pool_numbers(&numbers, heterogeneity, test, level)
}

/// Pools bare effects, each an estimate `yi` and its variance `vi`, two or more of them.
///
/// # Errors
/// [`Error::BadEffect`], [`Error::BadLevel`], [`Error::TooFew`] or [`Error::NoConvergence`].
pub fn pool_numbers(
    effects: &[(f64, f64)],
    heterogeneity: Heterogeneity,
    test: Test,
    level: f64,
) -> Result<Pooled, Error> {
    let k = effects.len();
    if k < 2 {
        return Err(Error::TooFew { k });
    }
    if !(0.0 < level && level < 1.0) {
        return Err(Error::BadLevel { level });
    }
    for (index, &(estimate, variance)) in effects.iter().enumerate() {
        if !(estimate.is_finite() && variance.is_finite() && 0.0 < variance) {
            return Err(Error::BadEffect {
                index,
                estimate,
                variance,
            });
        }
    }
    let fixed = Weights::at(0.0, effects);
    let df = (k - 1) as f64;
    let typical = df / fixed.trace_p();
    let moments = ((fixed.q - df) / fixed.trace_p()).max(0.0);
    let tau2 = match heterogeneity {
        Heterogeneity::DerSimonianLaird => moments,
        Heterogeneity::Reml => reml(effects, moments, typical)?,
    };
    let at = Weights::at(tau2, effects);
    let scatter = at.q / df;
    let scale = match test {
        Test::Wald => 1.0,
        Test::HartungKnapp => scatter,
        Test::HartungKnappFloored => scatter.max(1.0),
    };
    let critical = match test {
        Test::Wald => quantile::normal(level),
        Test::HartungKnapp | Test::HartungKnappFloored => quantile::student(level, df),
    };
    let se = (scale / at.sum).sqrt();
    Ok(Pooled {
        k,
        estimate: at.mu,
        se,
        ci: Interval::around(at.mu, critical * se),
        pi: Interval::around(at.mu, critical * (se * se + tau2).sqrt()),
        tau2,
        i2_percent: 100.0 * tau2 / (tau2 + typical),
        q: fixed.q,
    })
}

/// Sums of powers of the weights at one tau².
struct Weights {
    sum: f64,
    squares: f64,
    cubes: f64,
    mu: f64,
    /// Σ w (y − mu)²
    q: f64,
    /// Σ w² (y − mu)²
    q_squares: f64,
    /// Σ w³ (y − mu)²
    q_cubes: f64,
    /// Σ w² (y − mu)
    lean: f64,
}

impl Weights {
    fn at(tau2: f64, effects: &[(f64, f64)]) -> Self {
        let mut sums = Self {
            sum: 0.0,
            squares: 0.0,
            cubes: 0.0,
            mu: 0.0,
            q: 0.0,
            q_squares: 0.0,
            q_cubes: 0.0,
            lean: 0.0,
        };
        let weighted = || effects.iter().map(|(yi, vi)| (yi, 1.0 / (vi + tau2)));
        for (yi, w) in weighted() {
            sums.sum += w;
            sums.squares += w * w;
            sums.cubes += w * w * w;
            sums.mu += w * yi;
        }
        sums.mu /= sums.sum;
        for (yi, w) in weighted() {
            let away = yi - sums.mu;
            sums.q += w * away * away;
            sums.q_squares += w * w * away * away;
            sums.q_cubes += w * w * w * away * away;
            sums.lean += w * w * away;
        }
        sums
    }

    fn trace_p(&self) -> f64 {
        self.sum - self.squares / self.sum
    }

    fn trace_pp(&self) -> f64 {
        let ratio = self.squares / self.sum;
        self.squares - 2.0 * self.cubes / self.sum + ratio * ratio
    }

    /// Twice the slope of the restricted log-likelihood in tau²: `y'PPy − tr P`.
    fn score(&self) -> f64 {
        self.q_squares - self.trace_p()
    }

    /// Twice the information on tau²: the observed one, `2 y'PPPy − tr PP`, where the likelihood is
    /// curved downwards, else the expected one, `tr PP`.
    fn information(&self) -> f64 {
        let observed = 2.0 * (self.q_cubes - self.lean * self.lean / self.sum) - self.trace_pp();
        if 0.0 < observed {
            observed
        } else {
            self.trace_pp()
        }
    }
}

/// Newton's method from the moment estimate; `typical` is the scale of the variances.
///
/// A step is kept between the last points at which the likelihood rose and fell, and halves that span
/// where it would leave it or does not shrink fast enough by itself.
fn reml(effects: &[(f64, f64)], moments: f64, typical: f64) -> Result<f64, Error> {
    let mut tau2 = moments;
    let (mut rises_at, mut falls_at) = (None, None);
    let mut previous = f64::INFINITY;
    for _ in 0..MAX_ITERATIONS {
        let at = Weights::at(tau2, effects);
        let score = at.score();
        // At the boundary with a falling likelihood there is nowhere to go.
        if tau2 <= 0.0 && score <= 0.0 {
            return Ok(0.0);
        }
        *(if 0.0 < score {
            &mut rises_at
        } else {
            &mut falls_at
        }) = Some(tau2);
        let mut next = (tau2 + score / at.information()).max(0.0);
        if let (Some(lo), Some(hi)) = (rises_at, falls_at) {
            let is_inside = lo < next && next < hi;
            if !is_inside || 0.5 * previous < (next - tau2).abs() {
                next = f64::midpoint(lo, hi);
            }
        }
        previous = (next - tau2).abs();
        if previous <= SETTLED * (next + typical) {
            return Ok(next);
        }
        tau2 = next;
    }
    Err(Error::NoConvergence {
        iterations: MAX_ITERATIONS,
    })
}
