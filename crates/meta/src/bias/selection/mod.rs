//! Models of how results were selected: the chance that a study is seen depends on its p value.
//!
//! | symbol | meaning |
//! |---|---|
//! | w(p; δ) | chance of being seen, relative to some other p |
//! | A | ∫ w(p(y)) N(y; β, v + τ²) dy, what the density of a seen study is divided by |
//! | LRT | twice the log-likelihood gained by δ over the model without selection |
//!
//! Hedges 1992, Stat Sci 7:246 and Vevea and Hedges 1995, Psychometrika 60:419 (steps); Citkowicz and Vevea
//! 2017, Psychol Methods 22:28 (beta); Preston, Ashby and Smyth 2004, J Biopharm Stat 14:1 (half-normal,
//! logistic). Bounds and starting points of δ are metafor's.
//!
//! With few studies these likelihoods are flat and δ may run to its bound, which [`Parameter::is_at_bound`]
//! says.

mod climb;
mod likelihood;
mod weight;

use crate::{
    Design, Effects, Error, Method, Omnibus, Options, Test,
    coefficients::{check_level, critical},
    fit, special,
};
pub use weight::Selection;

use climb::{Point, Space};
use likelihood::Likelihood;

use super::Tail;

/// What is asked of a selection model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SelectionOptions {
    /// Which p values selection goes by; one-sided for an effect above zero by default.
    pub tail: Tail,
    /// Whether true effects differ; if not, τ² is zero.
    pub is_random: bool,
    /// Level of intervals.
    pub level: f64,
}

impl Default for SelectionOptions {
    fn default() -> Self {
        Self {
            tail: Tail::Greater,
            is_random: true,
            level: 0.95,
        }
    }
}

/// An estimate with its error, where the curvature of the likelihood gives one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimated {
    /// The estimate.
    pub estimate: f64,
    /// Standard error from the observed information; absent where that has no inverse.
    pub se: Option<f64>,
    /// Interval of normal quantiles.
    pub ci: Option<(f64, f64)>,
    /// Two-sided p value against zero.
    pub p_value: Option<f64>,
}

/// A parameter of selection.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// The estimate, or 1 where it is the reference.
    pub estimate: f64,
    /// Standard error; absent for the reference, and where the information has no inverse.
    pub se: Option<f64>,
    /// Whether the likelihood still rises at the end of the range that was searched.
    pub is_at_bound: bool,
}

/// A fitted selection model without moderators.
#[derive(Debug, Clone, PartialEq)]
pub struct SelectionFit {
    /// What was fitted.
    pub selection: Selection,
    /// What was asked.
    pub options: SelectionOptions,
    /// Mean effect of all studies, seen or not.
    pub mean: Estimated,
    /// Variance of true effects.
    pub tau2: f64,
    /// Its standard error.
    pub se_tau2: Option<f64>,
    /// The parameters of selection.
    pub deltas: Vec<Parameter>,
    /// Log-likelihood.
    pub ll: f64,
    /// Test of the model against the one without selection.
    pub lrt: Omnibus,
}

/// Fits `selection` to `effects` by maximum likelihood.
///
/// # Errors
/// [`Error::BadLevel`]; [`Error::BadValue`] and [`Error::Undefined`] of steps: not rising between 0 and 1, or
/// with no study between two; [`Error::TooFew`] when there are more parameters than studies;
/// [`Error::NoConvergence`].
pub fn selection_model(
    effects: &Effects,
    selection: &Selection,
    options: SelectionOptions,
) -> Result<SelectionFit, Error> {
    let level = options.level;
    check_level(level)?;
    selection.check()?;
    let free = selection.parameters();
    let least = 1 + usize::from(options.is_random) + free;
    if effects.k() < least {
        return Err(Error::TooFew {
            k: effects.k(),
            least,
        });
    }
    let method = if options.is_random {
        Method::Ml
    } else {
        Method::Fe
    };
    let plain = fit(
        effects,
        &Design::intercept(effects.k())?,
        &Options::of(method, Test::Z),
    )?;
    let likelihood = Likelihood::new(effects, selection, options.tail)?;
    let sign = if options.tail == Tail::Less {
        -1.0
    } else {
        1.0
    };
    let space = Space {
        likelihood: &likelihood,
        center: sign * plain.coefficients.beta[0],
        scale: plain.coefficients.se[0],
        typical_variance: median(effects.vi()),
        least_variance: effects.vi().iter().copied().fold(f64::INFINITY, f64::min),
        is_random: options.is_random,
    };
    let top = climb::climb(&space, plain.tau2)?;
    let errors = climb::errors(&space, &top);
    let gained = (2.0 * (top.ll - plain.likelihoods.ml.ll)).max(0.0);
    Ok(SelectionFit {
        selection: selection.clone(),
        options,
        mean: estimated(sign * top.mean, errors[0], level),
        tau2: top.tau2,
        se_tau2: errors[1],
        deltas: deltas(selection, &top, &errors[2..]),
        ll: top.ll,
        lrt: Omnibus {
            statistic: gained,
            df: free,
            df2: None,
            p_value: special::chi2_above(gained, free as f64),
        },
    })
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn estimated(estimate: f64, se: Option<f64>, level: f64) -> Estimated {
    let half = |se: f64| critical(level, None) * se;
    Estimated {
        estimate,
        se,
        ci: se.map(|se| (estimate - half(se), estimate + half(se))),
        p_value: se.map(|se| 2.0 * special::normal_above((estimate / se).abs())),
    }
}

fn deltas(selection: &Selection, top: &Point, errors: &[Option<f64>]) -> Vec<Parameter> {
    let reference = selection.has_reference().then_some(Parameter {
        estimate: 1.0,
        se: None,
        is_at_bound: false,
    });
    let estimated = top.deltas.iter().zip(errors).map(|(delta, se)| Parameter {
        estimate: *delta,
        se: *se,
        is_at_bound: selection.is_at_bound(*delta),
    });
    reference.into_iter().chain(estimated).collect()
}
