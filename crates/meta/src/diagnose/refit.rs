//! A model without one of its effects.

use nalgebra::{DMatrix, DVector};

use crate::{Design, Effects, Error, Fit, Options, fit, model::Solution};

/// The model fitted to all effects but one.
pub(super) struct Refit {
    pub(super) fit: Fit,
    design: Design,
    solution: Solution,
}

/// What a model without an effect expects of that effect.
pub(super) struct Expected {
    pub(super) value: f64,
    pub(super) variance: f64,
}

impl Refit {
    /// Leaves effect `i` out.
    ///
    /// # Errors
    /// Those of [`fit`], and those of [`Design::select`] when the effect alone decides a coefficient.
    pub(super) fn without(
        i: usize,
        effects: &Effects,
        design: &Design,
        options: &Options,
    ) -> Result<Self, Error> {
        let keep: Vec<usize> = (0..effects.k()).filter(|&j| j != i).collect();
        if keep.is_empty() {
            return Err(Error::TooFew { k: 1, least: 2 });
        }
        let (effects, design) = (effects.select(&keep)?, design.select(&keep)?);
        let fit = fit(&effects, &design, &options.select(&keep))?;
        let solution = fit.solution(fit.tau2, &effects, &design)?;
        Ok(Self {
            fit,
            design,
            solution,
        })
    }

    /// The mean expected at `row`, with its variance.
    pub(super) fn expect(&self, row: &DVector<f64>) -> Expected {
        let on_q = self.design.r_inverse().tr_mul(row);
        Expected {
            value: on_q.dot(&self.solution.on_q),
            variance: self.fit.variance_scale * on_q.dot(&(&self.solution.variance * &on_q)),
        }
    }

    /// ln |vb|
    pub(super) fn ln_determinant(&self) -> Result<f64, Error> {
        let variance = &self.solution.variance * self.fit.variance_scale;
        ln_determinant(&variance, &self.design)
    }
}

/// The logarithm of the determinant of the variance matrix of the coefficients on X, from that on Q.
pub(super) fn ln_determinant(variance: &DMatrix<f64>, design: &Design) -> Result<f64, Error> {
    let cholesky = variance.clone().cholesky().ok_or(Error::Singular {
        what: "the variance matrix of the coefficients",
        advice: "give fewer moderators",
    })?;
    let factors = cholesky.l_dirty().diagonal();
    let onto_x = design.r_inverse().diagonal();
    let ln_each = factors
        .iter()
        .zip(&onto_x)
        .map(|(l, r)| l.ln() + r.abs().ln());
    Ok(2.0 * ln_each.sum::<f64>())
}
