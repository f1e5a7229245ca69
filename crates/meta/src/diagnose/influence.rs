//! How much a model owes to each of its effects.
//!
//! | symbol | meaning |
//! |---|---|
//! | β, vb | coefficients and their variance matrix, of all effects |
//! | β₍ᵢ₎, vb₍ᵢ₎, τ²₍ᵢ₎ | the same without effect i |
//! | s² | what a test by Knapp and Hartung multiplies variances by, without effect i |
//! | h | hat value |

use nalgebra::{Cholesky, DVector, Dyn};

use super::{
    PerEffect,
    refit::{Refit, ln_determinant},
    residuals::Residual,
};
use crate::{Design, Effects, Error, Fit, Weighting, special};

/// From here on a change in standard errors is called influential.
const LARGE_DFBETAS: f64 = 1.0;
/// From here on a share of the χ² distribution below Cook's distance is called influential.
const LARGE_COOK: f64 = 0.5;
/// What a hat value, or a change of the fitted value, may be of its mean size.
const LARGE_MULTIPLE: f64 = 3.0;

/// What happens when one effect is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Deletion {
    /// The effect against the model of the others.
    pub rstudent: Residual,
    /// Change of its fitted value, in standard errors; zero where its hat value is.
    pub dffits: f64,
    /// Cook's distance: change of all coefficients together, (β − β₍ᵢ₎)' vb⁻¹ (β − β₍ᵢ₎).
    pub cook_d: f64,
    /// |vb₍ᵢ₎| / |vb|: below 1, the model is more certain without the effect.
    pub cov_r: f64,
    /// Between-study variance without it.
    pub tau2: f64,
    /// Cochran's Q without it.
    pub q: f64,
    /// Change of each coefficient, in standard errors.
    pub dfbetas: Vec<f64>,
}

/// The influence of each effect on a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    /// How much of its own fitted value each effect decides, 0 to 1.
    pub hat: Vec<f64>,
    /// What each weighs, percent.
    pub weight_percent: Vec<f64>,
    /// What happens without it; where nothing can be computed without it, why.
    pub deletions: PerEffect<Deletion>,
    /// Whether |dffits| > 3√(p/(k−p)), or Cook's distance is beyond the median of χ² of p degrees of freedom, or
    /// h > 3p/k, or a |dfbetas| > 1. Absent where the hat value is small and the rest cannot be computed.
    pub is_influential: Vec<Option<bool>>,
}

/// Leaves out each effect in turn and fits the rest anew.
///
/// # Errors
/// [`Error::TooFew`] for one effect; [`Error::Singular`] when the fit was of other effects or moderators.
pub fn influence(fit: &Fit, effects: &Effects, design: &Design) -> Result<Influence, Error> {
    if effects.k() < 2 {
        return Err(Error::TooFew {
            k: effects.k(),
            least: 2,
        });
    }
    let whole = Whole::new(fit, effects, design)?;
    let deletions: PerEffect<Deletion> = (0..effects.k()).map(|i| whole.delete(i)).collect();
    let is_influential = deletions
        .iter()
        .zip(&whole.hat)
        .map(|(deletion, &hat)| is_influential(fit, hat, deletion.as_ref().ok()))
        .collect();
    Ok(Influence {
        weight_percent: fit.weights_percent(effects),
        hat: whole.hat,
        deletions,
        is_influential,
    })
}

fn is_influential(fit: &Fit, hat: f64, deletion: Option<&Deletion>) -> Option<bool> {
    let (k, p) = (fit.k as f64, fit.p as f64);
    if LARGE_MULTIPLE * p / k < hat {
        return Some(true);
    }
    deletion.map(|deletion| {
        LARGE_MULTIPLE * (p / (k - p)).sqrt() < deletion.dffits.abs()
            || special::chi2_above(deletion.cook_d, p) < 1.0 - LARGE_COOK
            || deletion.dfbetas.iter().any(|d| LARGE_DFBETAS < d.abs())
    })
}

/// What deletions are compared with.
struct Whole<'a> {
    fit: &'a Fit,
    effects: &'a Effects,
    design: &'a Design,
    hat: Vec<f64>,
    on_q: DVector<f64>,
    /// Of vb on Q.
    cholesky: Cholesky<f64, Dyn>,
    ln_determinant: f64,
}

impl<'a> Whole<'a> {
    fn new(fit: &'a Fit, effects: &'a Effects, design: &'a Design) -> Result<Self, Error> {
        let solution = fit.solution(fit.tau2, effects, design)?;
        let variance = solution.variance * fit.variance_scale;
        let ln_determinant = ln_determinant(&variance, design)?;
        Ok(Self {
            fit,
            effects,
            design,
            hat: fit.hat_values(effects, design)?,
            on_q: solution.on_q,
            cholesky: Cholesky::new(variance).expect("its determinant is positive"),
            ln_determinant,
        })
    }

    fn delete(&self, i: usize) -> Result<Deletion, Error> {
        let Self {
            fit,
            effects,
            design,
            ..
        } = *self;
        let refit = Refit::without(i, effects, design, &fit.options)?;
        let without = &refit.fit;
        let row = design.row(i);
        let expected = refit.expect(&row);
        // The variance of all effects' coefficients, were τ² what it is without the effect.
        let at_its_tau2 = fit.solution(without.tau2, effects, design)?.variance;
        let on_q = design.q().row(i).transpose();
        let spread = if fit.options.weighting == Weighting::InverseVariance {
            self.hat[i] * (without.tau2 + effects.vi()[i])
        } else {
            on_q.dot(&(&at_its_tau2 * &on_q))
        };
        let moved = (effects.yi()[i] - fit.residuals[i]) - expected.value;
        let scale = without.variance_scale;
        let beta = DVector::from_column_slice(&without.coefficients.beta);
        let change_on_q = &self.on_q - design.q().tr_mul(&(design.x() * beta));
        let on_x = design.r_inverse() * at_its_tau2 * design.r_inverse().transpose();
        let changes = fit.coefficients.beta.iter();
        let changes = changes.zip(&without.coefficients.beta).enumerate();
        Ok(Deletion {
            rstudent: Residual::deleted(i, effects, without, &expected)?,
            dffits: if 0.0 < spread {
                moved / (scale * spread).sqrt()
            } else {
                0.0
            },
            cook_d: change_on_q.dot(&self.cholesky.solve(&change_on_q)),
            cov_r: (refit.ln_determinant()? - self.ln_determinant).exp(),
            tau2: without.tau2,
            q: without.q,
            dfbetas: changes
                .map(|(j, (all, rest))| (all - rest) / (scale * on_x[(j, j)]).sqrt())
                .collect(),
        })
    }
}
