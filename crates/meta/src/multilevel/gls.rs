//! Generalised least squares with a known block-diagonal covariance, and what follows from it.

use nalgebra::{Cholesky, DMatrix, DVector};

use super::covariance::{Covariance, CovarianceBlock};
use crate::{Design, Error};

/// Coefficients of effects whose covariance matrix is known, weighted by its inverse.
#[derive(Debug, Clone)]
pub struct Gls {
    design: Design,
    y: DVector<f64>,
    blocks: Vec<Block>,
    /// (Qᵀ M⁻¹ Q)⁻¹, with Q the orthonormal columns of the design.
    c: DMatrix<f64>,
    coefficients: DVector<f64>,
    vb: DMatrix<f64>,
    residuals: DVector<f64>,
    rss: f64,
    log_det: f64,
}

/// One block of the covariance M, with M⁻¹ Q of its effects.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) rows: Vec<usize>,
    pub(crate) m: DMatrix<f64>,
    pub(crate) u: DMatrix<f64>,
    cholesky: Cholesky<f64, nalgebra::Dyn>,
}

impl Gls {
    /// Fits `yi` on `design` with the covariance given.
    ///
    /// # Errors
    /// [`Error::Length`], [`Error::BadValue`] for an estimate that is not finite, [`Error::Singular`].
    pub fn new(yi: &[f64], design: &Design, covariance: &Covariance) -> Result<Self, Error> {
        check(yi, design, covariance)?;
        Self::of_blocks(yi, design, covariance.blocks().to_vec())
    }

    pub(super) fn of_blocks(
        yi: &[f64],
        design: &Design,
        blocks: Vec<CovarianceBlock>,
    ) -> Result<Self, Error> {
        let y = DVector::from_column_slice(yi);
        // Least squares without weights first: what it explains can lose no digits below.
        let first = design.q().tr_mul(&y);
        let left = &y - design.q() * &first;
        let p = design.p();
        let mut information = DMatrix::zeros(p, p);
        let mut crossed = DVector::zeros(p);
        let mut log_det = 0.0;
        let blocks = blocks
            .into_iter()
            .map(|block| Block::new(block, design))
            .collect::<Result<Vec<_>, _>>()?;
        for block in &blocks {
            let (q, e) = (
                rows_of(design.q(), &block.rows),
                part_of(&left, &block.rows),
            );
            information += q.tr_mul(&block.u);
            crossed += block.u.tr_mul(&e);
            log_det += block.cholesky.ln_determinant();
        }
        let cholesky = Cholesky::new(information).ok_or(SINGULAR)?;
        let second = cholesky.solve(&crossed);
        let residuals = left - design.q() * &second;
        let rss = blocks
            .iter()
            .map(|block| {
                let e = part_of(&residuals, &block.rows);
                e.dot(&block.cholesky.solve(&e))
            })
            .sum();
        let c = cholesky.inverse();
        let vb = design.r_inverse() * &c * design.r_inverse().transpose();
        Ok(Self {
            coefficients: design.r_inverse() * (first + second),
            design: design.clone(),
            y,
            blocks,
            c,
            vb,
            residuals,
            rss,
            log_det,
        })
    }

    /// The model matrix.
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// The estimates that were fitted.
    pub fn yi(&self) -> &[f64] {
        self.y.as_slice()
    }

    /// The coefficients.
    pub fn coefficients(&self) -> &[f64] {
        self.coefficients.as_slice()
    }

    /// The covariance matrix of the coefficients.
    pub fn vb(&self) -> &DMatrix<f64> {
        &self.vb
    }

    /// Estimates less fitted values.
    pub fn residuals(&self) -> &[f64] {
        self.residuals.as_slice()
    }

    /// The weighted sum of squared residuals eᵀ M⁻¹ e.
    pub fn rss(&self) -> f64 {
        self.rss
    }

    /// The sum of squared estimates over their variances: what a sum of squared residuals is measured by.
    pub(crate) fn size(&self) -> f64 {
        let each = self.by_effect(|block, i| self.y[block.rows[i]].powi(2) / block.m[(i, i)]);
        each.iter().sum()
    }

    /// The logarithm of the determinant of the covariance matrix.
    pub fn log_det(&self) -> f64 {
        self.log_det
    }

    /// The diagonal of the hat matrix X (Xᵀ M⁻¹ X)⁻¹ Xᵀ M⁻¹.
    pub fn hat(&self) -> Vec<f64> {
        self.by_effect(|block, i| {
            let q = self.design.q().row(block.rows[i]);
            (q * &self.c).transpose().dot(&block.u.row(i).transpose())
        })
    }

    /// The weight of each effect in percent: row sums of M⁻¹, which for an intercept alone are its weights.
    pub fn weights_percent(&self) -> Vec<f64> {
        let mut weights = vec![0.0; self.y.len()];
        for block in &self.blocks {
            let sums = block
                .cholesky
                .solve(&DVector::from_element(block.rows.len(), 1.0));
            for (&row, weight) in block.rows.iter().zip(sums.iter()) {
                weights[row] = *weight;
            }
        }
        let total: f64 = weights.iter().sum();
        weights
            .iter()
            .map(|weight| 100.0 * weight / total)
            .collect()
    }

    /// The standard error of each residual.
    pub fn residual_se(&self) -> Vec<f64> {
        self.by_effect(|block, i| {
            let q = self.design.q().row(block.rows[i]).transpose();
            (block.m[(i, i)] - q.dot(&(&self.c * &q))).max(0.0).sqrt()
        })
    }

    /// Blocks of the covariance.
    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// (Qᵀ M⁻¹ Q)⁻¹.
    pub(crate) fn c(&self) -> &DMatrix<f64> {
        &self.c
    }

    fn by_effect(&self, of: impl Fn(&Block, usize) -> f64) -> Vec<f64> {
        let mut values = vec![0.0; self.y.len()];
        for block in &self.blocks {
            for (i, &row) in block.rows.iter().enumerate() {
                values[row] = of(block, i);
            }
        }
        values
    }
}

const SINGULAR: Error = Error::Singular {
    what: "the covariance of the estimates",
    advice: "lower the correlations that were assumed, or look for variances of zero",
};

impl Block {
    fn new(block: CovarianceBlock, design: &Design) -> Result<Self, Error> {
        let cholesky = Cholesky::new(block.matrix.clone()).ok_or(SINGULAR)?;
        let u = cholesky.solve(&rows_of(design.q(), &block.rows));
        Ok(Self {
            rows: block.rows,
            m: block.matrix,
            u,
            cholesky,
        })
    }
}

/// Refuses inputs that do not go together.
pub(super) fn check(yi: &[f64], design: &Design, covariance: &Covariance) -> Result<(), Error> {
    for (what, found) in [("yi", yi.len()), ("covariance", covariance.k())] {
        if found != design.k() {
            return Err(Error::Length {
                what: what.to_owned(),
                found,
                expected: design.k(),
            });
        }
    }
    match yi.iter().position(|y| !y.is_finite()) {
        None => Ok(()),
        Some(index) => Err(Error::BadValue {
            field: "yi",
            index,
            value: yi[index],
            rule: "an estimate is a finite number",
        }),
    }
}

/// The rows of a matrix that belong to some effects.
pub(crate) fn rows_of(matrix: &DMatrix<f64>, rows: &[usize]) -> DMatrix<f64> {
    DMatrix::from_fn(rows.len(), matrix.ncols(), |i, j| matrix[(rows[i], j)])
}

/// The elements of a vector that belong to some effects.
pub(crate) fn part_of(vector: &DVector<f64>, rows: &[usize]) -> DVector<f64> {
    DVector::from_fn(rows.len(), |i, _| vector[rows[i]])
}
