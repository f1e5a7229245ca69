//! Fixed- and random-effects models of independent effects, with and without moderators.
//!
//! | symbol | meaning |
//! |---|---|
//! | yi, vi | estimate and sampling variance of effect i |
//! | tau2 | variance between studies beyond what the moderators explain |
//! | vt | typical sampling variance, (k − p) / tr P at τ² = 0 |
//! | I², H² | τ² / (τ² + vt) in percent, and τ² / vt + 1; of Q where τ² is zero by decree |
//!
//! Semantics are those of metafor's `rma.uni`: Viechtbauer 2010, J Stat Softw 36(3).

mod dominated;
mod heterogeneity;
mod likelihood;
mod mean;
mod options;
mod predict;
mod tau2;
mod weighted;

pub use heterogeneity::Heterogeneity;
pub(crate) use likelihood::likelihoods;
pub use likelihood::{FitStatistics, Likelihoods};
pub use options::{Method, Options, Test, Weighting};
pub use predict::Prediction;
pub(crate) use weighted::{Weighted, cross, lean};

use nalgebra::{DMatrix, DVector};

use crate::{
    Coefficients, Design, Effects, Error, Omnibus,
    coefficients::{check_scatter, critical},
    special,
};

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// What was asked.
    pub options: Options,
    /// Number of effects.
    pub k: usize,
    /// Number of coefficients.
    pub p: usize,
    /// The coefficients.
    pub coefficients: Coefficients,
    /// Degrees of freedom of their t; absent for normal quantiles.
    pub df: Option<f64>,
    /// What their variances were multiplied by: 1 unless the test is Knapp and Hartung's.
    pub variance_scale: f64,
    /// Test of all moderators, or of the intercept where there are none.
    pub moderators: Omnibus,
    /// Between-study variance.
    pub tau2: f64,
    /// Its standard error; absent where it was not estimated, or is lost to rounding.
    pub se_tau2: Option<f64>,
    /// Residual heterogeneity as a share of the total variance, percent.
    pub i2_percent: f64,
    /// Total variance over sampling variance.
    pub h2: f64,
    /// Share of the between-study variance the moderators account for, percent; absent without moderators
    /// or intercept.
    pub r2_percent: Option<f64>,
    /// Typical sampling variance.
    pub typical_variance: f64,
    /// Cochran's Q of the residual heterogeneity.
    pub q: f64,
    /// Its degrees of freedom, k − p.
    pub q_df: usize,
    /// Its p value.
    pub q_p_value: f64,
    /// Log-likelihoods and information criteria.
    pub likelihoods: Likelihoods,
    /// y minus fitted.
    pub residuals: Vec<f64>,
}

/// Fits a model to `effects` with the moderators of `design`.
///
/// # Errors
/// [`Error::Length`] when effects and design differ in k; [`Error::BadLevel`] and [`Error::BadValue`] of
/// the options; [`Error::TooFew`] when there are not more effects than parameters;
/// [`Error::NoConvergence`]; [`Error::Singular`].
pub fn fit(effects: &Effects, design: &Design, options: &Options) -> Result<Fit, Error> {
    let (k, p) = (effects.k(), design.p());
    if design.k() != k {
        return Err(Error::Length {
            what: "moderators".to_owned(),
            found: design.k(),
            expected: k,
        });
    }
    options.check(k)?;
    check_degrees(k, design, options)?;
    let (tau2, se_tau2) = between(effects, design, options)?;
    let at = Weighted::at(tau2, effects, design)?;
    let df = options.test.uses_t().then(|| (k - p) as f64);
    let solution = solve(&at, effects, design, options, tau2)?;
    let variance_scale = variance_scale(&at, options, k - p);
    if options.test == Test::Knha {
        let scale = at.weights.iter().zip(effects.yi()).map(|(w, y)| w * y * y);
        check_scatter(at.rss, scale.sum())?;
    }
    let coefficients = Coefficients::new(
        design.names().to_vec(),
        (design.r_inverse() * &solution.on_q)
            .iter()
            .copied()
            .collect(),
        design.r_inverse() * (solution.variance * variance_scale) * design.r_inverse().transpose(),
        df.as_slice(),
        options.level,
    )?;
    let moderators = coefficients.test(&coefficients.moderators(design.has_intercept()), df)?;
    let q = spread(effects, design, options, tau2)?;
    let likelihoods = likelihoods(&at, solution.rss, effects, options.parameters(p));
    Ok(Fit {
        options: options.clone(),
        k,
        p,
        coefficients,
        df,
        variance_scale,
        moderators,
        tau2,
        se_tau2,
        i2_percent: q.i2_percent,
        h2: q.h2,
        r2_percent: explained(effects, design, options, tau2)?,
        typical_variance: q.typical,
        q: q.q,
        q_df: k - p,
        q_p_value: q.p_value,
        likelihoods,
        residuals: solution.residuals,
    })
}

/// A model needs more effects than parameters; one lone effect is its own estimate.
fn check_degrees(k: usize, design: &Design, options: &Options) -> Result<(), Error> {
    let p = design.p();
    let is_lone = k == 1 && design.is_intercept_only();
    let estimates_tau2 = options.method != Method::Fe && options.tau2.is_none() && !is_lone;
    let least = p + usize::from(estimates_tau2 || options.test.uses_t());
    if k < least {
        return Err(Error::TooFew { k, least });
    }
    Ok(())
}

fn between(
    effects: &Effects,
    design: &Design,
    options: &Options,
) -> Result<(f64, Option<f64>), Error> {
    if let Some(tau2) = options.tau2 {
        return Ok((tau2, None));
    }
    if effects.k() == 1 {
        return Ok((0.0, None));
    }
    let estimate = tau2::estimate(options.method, effects, design)?;
    // Where variances differ by sixteen powers of ten the information may be lost to rounding.
    Ok((estimate.tau2, estimate.se.filter(|se| se.is_finite())))
}

/// Coefficients on the orthonormal columns with their variance.
#[derive(Debug)]
pub(crate) struct Solution {
    pub(crate) on_q: DVector<f64>,
    /// Before it is scaled.
    pub(crate) variance: DMatrix<f64>,
    residuals: Vec<f64>,
    /// Σ w r² with the inverse-variance weights, whatever the coefficients were weighted by.
    rss: f64,
}

fn solve(
    at: &Weighted<'_>,
    effects: &Effects,
    design: &Design,
    options: &Options,
    tau2: f64,
) -> Result<Solution, Error> {
    if options.weighting == Weighting::InverseVariance {
        return Ok(Solution {
            on_q: at.on_q.clone(),
            variance: at.a_inverse.clone(),
            residuals: at.residuals.clone(),
            rss: at.rss,
        });
    }
    let given = options.weights(effects, tau2);
    let total = effects.vi().iter().map(|vi| vi + tau2);
    let spread = cross(design, given.iter().zip(total).map(|(a, m)| a * a * m));
    let chosen = Weighted::with(given, effects, design)?;
    let weighted = at.weights.iter().zip(&chosen.residuals);
    Ok(Solution {
        variance: &chosen.a_inverse * spread * &chosen.a_inverse,
        rss: weighted.map(|(w, r)| w * r * r).sum(),
        on_q: chosen.on_q,
        residuals: chosen.residuals,
    })
}

/// What Knapp and Hartung multiply variances by: the observed scatter over the expected.
pub(crate) fn variance_scale(at: &Weighted<'_>, options: &Options, df: usize) -> f64 {
    let scatter = || at.rss / df as f64;
    match options.test {
        Test::Z | Test::T => 1.0,
        Test::Knha => scatter(),
        Test::Adhoc => scatter().max(1.0),
    }
}

struct Spread {
    q: f64,
    p_value: f64,
    typical: f64,
    i2_percent: f64,
    h2: f64,
}

fn spread(
    effects: &Effects,
    design: &Design,
    options: &Options,
    tau2: f64,
) -> Result<Spread, Error> {
    let df = (effects.k() - design.p()) as f64;
    if df <= 0.0 {
        return Ok(Spread {
            q: 0.0,
            p_value: 1.0,
            typical: 0.0,
            i2_percent: 0.0,
            h2: 1.0,
        });
    }
    let fixed = Weighted::at(0.0, effects, design)?;
    let q = fixed.rss;
    let typical = df / fixed.moments().trace_p;
    let (i2_percent, h2) = if options.method == Method::Fe {
        (if df < q { 100.0 * (q - df) / q } else { 0.0 }, q / df)
    } else {
        (100.0 * tau2 / (typical + tau2), tau2 / typical + 1.0)
    };
    Ok(Spread {
        q,
        p_value: special::chi2_above(q, df),
        typical,
        i2_percent,
        h2,
    })
}

/// R²: how much smaller τ² is than without moderators (Raudenbush 1994); for equal effects the adjusted
/// R² of the weighted regression.
fn explained(
    effects: &Effects,
    design: &Design,
    options: &Options,
    tau2: f64,
) -> Result<Option<f64>, Error> {
    if !design.has_intercept() || design.is_intercept_only() {
        return Ok(None);
    }
    let alone = Design::intercept(effects.k())?;
    if options.method == Method::Fe {
        let weights = options.weights(effects, 0.0);
        let whole = Weighted::with(weights.clone(), effects, &alone)?.rss;
        let left = Weighted::with(weights, effects, design)?.rss;
        let (k, p) = (effects.k() as f64, design.p() as f64);
        if k <= p || whole <= 0.0 {
            return Ok(None);
        }
        let adjusted = 1.0 - (left / (k - p)) / (whole / (k - 1.0));
        return Ok(Some((100.0 * adjusted).max(0.0)));
    }
    let (without, _) = between(effects, &alone, options)?;
    let share = if 0.0 < without {
        (without - tau2) / without
    } else {
        0.0
    };
    Ok(Some((100.0 * share).max(0.0)))
}

impl Fit {
    /// What each effect weighs in the estimate, in percent; of a model with moderators in the diagonal of
    /// the weight matrix.
    pub fn weights_percent(&self, effects: &Effects) -> Vec<f64> {
        let weights = self.options.weights(effects, self.tau2);
        let sum: f64 = weights.iter().sum();
        weights.iter().map(|w| 100.0 * w / sum).collect()
    }

    /// How much of its own fitted value each effect decides, 0 to 1.
    ///
    /// # Errors
    /// [`Error::Singular`] when the fit was of other effects or moderators.
    pub fn hat_values(&self, effects: &Effects, design: &Design) -> Result<Vec<f64>, Error> {
        let weights = self.options.weights(effects, self.tau2);
        Ok(Weighted::with(weights, effects, design)?.hat())
    }

    /// The coefficients and their variance as the fit has them, at another τ².
    pub(crate) fn solution(
        &self,
        tau2: f64,
        effects: &Effects,
        design: &Design,
    ) -> Result<Solution, Error> {
        let at = Weighted::at(tau2, effects, design)?;
        solve(&at, effects, design, &self.options, tau2)
    }

    /// Half-width multiplier of the intervals.
    pub(crate) fn critical(&self) -> f64 {
        critical(self.options.level, self.df)
    }
}
