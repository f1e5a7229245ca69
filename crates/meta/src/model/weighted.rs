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

/// Where a difference of sums is this share of them it is taken in another way.
const LOST: f64 = 1e-4;

/// A fit of the coefficients at one τ².
#[derive(Debug, Clone)]
pub(crate) struct Weighted<'a> {
    pub(super) design: &'a Design,
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

/// Adds c q q' to the lower triangle of a sum.
fn add_square(sum: &mut DMatrix<f64>, c: f64, row: &[f64]) {
    let p = row.len();
    let sum = sum.as_mut_slice();
    for (b, right) in row.iter().enumerate() {
        let scaled = c * right;
        for (a, left) in row.iter().enumerate().skip(b) {
            sum[b * p + a] += scaled * left;
        }
    }
}

/// Adds c q to a sum.
fn add(sum: &mut DVector<f64>, c: f64, row: &[f64]) {
    for (sum, q) in sum.as_mut_slice().iter_mut().zip(row) {
        *sum += c * q;
    }
}

fn dot(row: &[f64], on_q: &DVector<f64>) -> f64 {
    row.iter().zip(on_q.as_slice()).map(|(q, b)| q * b).sum()
}

/// Σ cᵢ qᵢ qᵢ' over the rows of Q.
pub(crate) fn cross(design: &Design, c: impl Iterator<Item = f64>) -> DMatrix<f64> {
    let mut sum = DMatrix::zeros(design.p(), design.p());
    for (c, row) in c.zip(design.q_rows()) {
        add_square(&mut sum, c, row);
    }
    sum.fill_upper_triangle_with_lower_triangle();
    sum
}

/// Σ cᵢ qᵢ over the rows of Q.
pub(crate) fn lean(design: &Design, c: impl Iterator<Item = f64>) -> DVector<f64> {
    let mut sum = DVector::zeros(design.p());
    for (c, row) in c.zip(design.q_rows()) {
        add(&mut sum, c, row);
    }
    sum
}

/// y minus Q times coefficients.
pub(crate) fn residuals(design: &Design, yi: &[f64], on_q: &DVector<f64>) -> Vec<f64> {
    let pairs = yi.iter().zip(design.q_rows());
    pairs.map(|(y, row)| y - dot(row, on_q)).collect()
}

/// The trace of a product of two symmetric matrices.
fn trace_of_product(a: &DMatrix<f64>, b: &DMatrix<f64>) -> f64 {
    a.as_slice()
        .iter()
        .zip(b.as_slice())
        .map(|(a, b)| a * b)
        .sum()
}

/// Traces and forms of the powers of P, from one pass over the effects.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moments {
    /// Σ w
    pub(crate) sum: f64,
    /// Σ w²
    pub(crate) squares: f64,
    /// tr P
    pub(crate) trace_p: f64,
    /// tr `PP`
    pub(crate) trace_pp: f64,
    /// `y'PPy`
    pub(crate) y_pp_y: f64,
    /// `y'PPPy`
    pub(crate) y_ppp_y: f64,
}

impl Moments {
    /// Whether so little is left of the traces that rounding has a say in them.
    pub(super) fn are_lost(&self) -> bool {
        self.trace_p < LOST * self.sum || self.trace_pp < LOST * self.squares
    }
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
        let p = design.p();
        let yi = effects.yi();
        let mut a = DMatrix::zeros(p, p);
        let mut b = DVector::zeros(p);
        for ((w, y), row) in weights.iter().zip(yi).zip(design.q_rows()) {
            add_square(&mut a, *w, row);
            add(&mut b, w * y, row);
        }
        // The decomposition reads the lower triangle only.
        let cholesky = a.cholesky().ok_or(Error::Singular {
            what: "the weighted cross product of the moderators",
            advice: "give fewer moderators, or check variances that differ by many powers of ten",
        })?;
        let on_q = cholesky.solve(&b);
        let diagonal = cholesky.l_dirty().diagonal();
        let mut fitted = Self {
            design,
            ln_det_a: 2.0 * diagonal.iter().map(|l| l.ln()).sum::<f64>(),
            a_inverse: cholesky.inverse(),
            residuals: residuals(design, yi, &on_q),
            weights,
            on_q,
            rss: 0.0,
        };
        for (i, residual) in fitted.dominating_residuals(yi) {
            fitted.residuals[i] = residual;
        }
        let pairs = fitted.weights.iter().zip(&fitted.residuals);
        fitted.rss = pairs.map(|(w, r)| w * r * r).sum();
        Ok(fitted)
    }

    /// The traces and forms that a climb needs.
    pub(crate) fn moments(&self) -> Moments {
        let p = self.design.p();
        let (mut cross2, mut cross3) = (DMatrix::zeros(p, p), DMatrix::zeros(p, p));
        let mut lean = DVector::zeros(p);
        let (mut sum, mut squares, mut y_pp_y, mut outer) = (0.0, 0.0, 0.0, 0.0);
        let pairs = self.weights.iter().zip(&self.residuals);
        for ((w, r), row) in pairs.zip(self.design.q_rows()) {
            let square = w * w;
            let form = square * r * r;
            sum += w;
            squares += square;
            y_pp_y += form;
            outer += w * form;
            add_square(&mut cross2, square, row);
            add_square(&mut cross3, w * square, row);
            add(&mut lean, square * r, row);
        }
        cross2.fill_upper_triangle_with_lower_triangle();
        cross3.fill_upper_triangle_with_lower_triangle();
        let half = &self.a_inverse * &cross2;
        let mut moments = Moments {
            sum,
            squares,
            trace_p: sum - half.trace(),
            trace_pp: squares - 2.0 * trace_of_product(&self.a_inverse, &cross3)
                + trace_of_product(&half, &half.transpose()),
            y_pp_y,
            y_ppp_y: outer - lean.dot(&(&self.a_inverse * &lean)),
        };
        if moments.are_lost() {
            (moments.trace_p, moments.trace_pp) = self.traces_by_effect();
        }
        moments
    }

    /// qᵢ'A⁻¹qᵢ of each effect.
    pub(crate) fn leverage(&self) -> impl Iterator<Item = f64> {
        let rows = self.design.q_rows().map(DVector::from_column_slice);
        rows.map(move |row| row.dot(&(&self.a_inverse * &row)))
    }

    /// The diagonal of QA⁻¹Q'W.
    pub(crate) fn hat(&self) -> Vec<f64> {
        let leverage = self.leverage().zip(&self.weights);
        leverage.map(|(l, w)| (w * l).min(1.0)).collect()
    }

    /// `y'PPy`
    pub(crate) fn y_pp_y(&self) -> f64 {
        let pairs = self.weights.iter().zip(&self.residuals);
        pairs.map(|(w, r)| (w * r) * (w * r)).sum()
    }

    /// tr `PVP` for V = diag(vi)
    pub(crate) fn trace_pvp(&self, vi: &[f64]) -> f64 {
        let each = |n: i32| self.weights.iter().zip(vi).map(move |(w, v)| v * w.powi(n));
        let cross2 = cross(self.design, self.weights.iter().map(|w| w * w));
        let around = &self.a_inverse * cross2 * &self.a_inverse;
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
}
