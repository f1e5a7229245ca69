//! Weighted least squares at one τ², and the traces and forms that estimators of τ² are made of.
//!
//! | symbol | meaning |
//! |---|---|
//! | w | 1 / (vi + τ²) |
//! | A | Q'WQ, p × p |
//! | P | W − WQ A⁻¹ Q'W, never formed: diagonal plus rank p |
//! | r | y minus fitted, so that P y = W r |
//!
//! Every sum is over effects, so time is O(k p²) and memory O(k p).

use nalgebra::{DMatrix, DVector};

use crate::{Design, Effects, Error};

/// A fit of the coefficients at one τ².
#[derive(Debug, Clone)]
pub(crate) struct Weighted<'a> {
    design: &'a Design,
    /// w
    pub(crate) weights: Vec<f64>,
    /// A⁻¹
    pub(crate) a_inverse: DMatrix<f64>,
    /// ln |A|
    pub(crate) ln_det_a: f64,
    /// Coefficients on the orthonormal columns.
    pub(crate) on_q: DVector<f64>,
    /// r
    pub(crate) residuals: Vec<f64>,
    /// y'Py = Σ w r²
    pub(crate) rss: f64,
}

/// Σ cᵢ qᵢ qᵢ' over the rows of Q.
pub(crate) fn cross(design: &Design, c: impl Iterator<Item = f64>) -> DMatrix<f64> {
    let q = design.q();
    let p = q.ncols();
    let mut sum = DMatrix::zeros(p, p);
    for (i, c) in c.enumerate() {
        for a in 0..p {
            let scaled = c * q[(i, a)];
            for b in 0..=a {
                sum[(a, b)] += scaled * q[(i, b)];
            }
        }
    }
    sum.fill_upper_triangle_with_lower_triangle();
    sum
}

/// Σ cᵢ qᵢ over the rows of Q.
pub(crate) fn lean(design: &Design, c: impl Iterator<Item = f64>) -> DVector<f64> {
    let q = design.q();
    let mut sum = DVector::zeros(q.ncols());
    for (i, c) in c.enumerate() {
        for a in 0..q.ncols() {
            sum[a] += c * q[(i, a)];
        }
    }
    sum
}

/// y minus Q times coefficients.
pub(crate) fn residuals(design: &Design, yi: &[f64], on_q: &DVector<f64>) -> Vec<f64> {
    let q = design.q();
    let fitted = |i: usize| (0..q.ncols()).map(|a| q[(i, a)] * on_q[a]).sum::<f64>();
    yi.iter().enumerate().map(|(i, y)| y - fitted(i)).collect()
}

/// The trace of a product of two symmetric matrices.
fn trace_of_product(a: &DMatrix<f64>, b: &DMatrix<f64>) -> f64 {
    a.component_mul(b).sum()
}

impl<'a> Weighted<'a> {
    /// Fits at `tau2 >= 0`.
    ///
    /// # Errors
    /// [`Error::Singular`] when the weights are so unlike that A has no inverse in double precision.
    pub(crate) fn at(tau2: f64, effects: &Effects, design: &'a Design) -> Result<Self, Error> {
        let weights = effects.vi().iter().map(|vi| 1.0 / (vi + tau2)).collect();
        Self::with(weights, effects, design)
    }

    /// Fits with given positive weights.
    ///
    /// # Errors
    /// Those of [`Weighted::at`].
    pub(crate) fn with(
        weights: Vec<f64>,
        effects: &Effects,
        design: &'a Design,
    ) -> Result<Self, Error> {
        let a = cross(design, weights.iter().copied());
        let cholesky = a.cholesky().ok_or(Error::Singular {
            what: "the weighted cross product of the moderators",
            advice: "give fewer moderators, or check variances that differ by many powers of ten",
        })?;
        let yi = effects.yi();
        let on_q = cholesky.solve(&lean(design, weights.iter().zip(yi).map(|(w, y)| w * y)));
        let residuals = residuals(design, yi, &on_q);
        let rss = weights.iter().zip(&residuals).map(|(w, r)| w * r * r).sum();
        let diagonal = cholesky.l_dirty().diagonal();
        Ok(Self {
            design,
            ln_det_a: 2.0 * diagonal.iter().map(|l| l.ln()).sum::<f64>(),
            a_inverse: cholesky.inverse(),
            weights,
            on_q,
            residuals,
            rss,
        })
    }

    /// qᵢ'A⁻¹qᵢ of each effect.
    pub(crate) fn leverage(&self) -> impl Iterator<Item = f64> {
        let q = self.design.q();
        (0..q.nrows()).map(move |i| {
            let row = q.row(i).transpose();
            row.dot(&(&self.a_inverse * &row))
        })
    }

    /// The diagonal of QA⁻¹Q'W.
    pub(crate) fn hat(&self) -> Vec<f64> {
        let leverage = self.leverage().zip(&self.weights);
        leverage.map(|(l, w)| (w * l).min(1.0)).collect()
    }

    /// Σ wⁿ
    pub(crate) fn power_sum(&self, n: i32) -> f64 {
        self.weights.iter().map(|w| w.powi(n)).sum()
    }

    fn cross_power(&self, n: i32) -> DMatrix<f64> {
        cross(self.design, self.weights.iter().map(|w| w.powi(n)))
    }

    /// tr P
    pub(crate) fn trace_p(&self) -> f64 {
        self.power_sum(1) - trace_of_product(&self.a_inverse, &self.cross_power(2))
    }

    /// tr PP
    pub(crate) fn trace_pp(&self) -> f64 {
        let half = &self.a_inverse * self.cross_power(2);
        self.power_sum(2) - 2.0 * trace_of_product(&self.a_inverse, &self.cross_power(3))
            + trace_of_product(&half, &half.transpose())
    }

    /// tr `PVP` for V = diag(vi)
    pub(crate) fn trace_pvp(&self, vi: &[f64]) -> f64 {
        let each = |n: i32| self.weights.iter().zip(vi).map(move |(w, v)| v * w.powi(n));
        let around = &self.a_inverse * self.cross_power(2) * &self.a_inverse;
        each(2).sum::<f64>() - 2.0 * trace_of_product(&self.a_inverse, &cross(self.design, each(3)))
            + trace_of_product(&around, &cross(self.design, each(2)))
    }

    /// tr `PVPV` for V = diag(vi)
    pub(crate) fn trace_pvpv(&self, vi: &[f64]) -> f64 {
        let each = |n: i32, m: i32| {
            let pairs = self.weights.iter().zip(vi);
            pairs.map(move |(w, v)| w.powi(n) * v.powi(m))
        };
        let half = &self.a_inverse * cross(self.design, each(2, 1));
        each(2, 2).sum::<f64>()
            - 2.0 * trace_of_product(&self.a_inverse, &cross(self.design, each(3, 2)))
            + trace_of_product(&half, &half.transpose())
    }

    /// `y'PPy`
    pub(crate) fn y_pp_y(&self) -> f64 {
        let pairs = self.weights.iter().zip(&self.residuals);
        pairs.map(|(w, r)| (w * r) * (w * r)).sum::<f64>()
    }

    /// `y'PPPy`
    pub(crate) fn y_ppp_y(&self) -> f64 {
        let pairs = || self.weights.iter().zip(&self.residuals);
        let lean = lean(self.design, pairs().map(|(w, r)| w * w * r));
        pairs().map(|(w, r)| w * (w * r) * (w * r)).sum::<f64>()
            - lean.dot(&(&self.a_inverse * &lean))
    }
}
