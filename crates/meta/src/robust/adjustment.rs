//! Small-sample adjustments of a cluster-robust covariance matrix.

use nalgebra::{Cholesky, DMatrix};

use crate::Error;

/// Below this share of the largest, an eigenvalue or a pivot is zero.
const NOTHING: f64 = 1e-12;

/// How residuals are corrected for having been fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjustment {
    /// Not at all.
    Cr0,
    /// By m / (m − 1), with m clusters.
    Cr1,
    /// By m / (m − p): what metafor's `robust` does.
    Cr1p,
    /// By m (k − 1) / ((m − 1)(k − p)), as Stata does.
    Cr1s,
    /// Unbiased were the assumed model true.
    Cr2,
    /// As the jackknife over clusters.
    Cr3,
}

impl Adjustment {
    /// The factor that concerns all clusters alike: `m` clusters, `k` effects, `p` coefficients.
    pub(super) fn factor(self, m: f64, k: f64, p: f64) -> f64 {
        match self {
            Self::Cr0 | Self::Cr2 | Self::Cr3 => 1.0,
            Self::Cr1 => m / (m - 1.0),
            Self::Cr1p => m / (m - p),
            Self::Cr1s => m * (k - 1.0) / ((m - 1.0) * (k - p)),
        }
    }

    /// The right factor A of weights Uᵀ A for a cluster with covariance `m`, of which `fitted` (X C Xᵀ) is
    /// explained, and with `hat` its part of the hat matrix.
    pub(super) fn matrix(
        self,
        m: &DMatrix<f64>,
        fitted: &DMatrix<f64>,
        hat: &DMatrix<f64>,
    ) -> Result<Option<DMatrix<f64>>, Error> {
        match self {
            Self::Cr0 | Self::Cr1 | Self::Cr1p | Self::Cr1s => Ok(None),
            Self::Cr2 => unbiased(m, fitted).map(Some),
            Self::Cr3 => jackknifed(hat).map(Some),
        }
    }
}

/// Dᵀ (D (M − X C Xᵀ) Dᵀ)^(−½) D with M = Dᵀ D; directions of no residual are left out.
fn unbiased(m: &DMatrix<f64>, fitted: &DMatrix<f64>) -> Result<DMatrix<f64>, Error> {
    let cholesky = Cholesky::new(m.clone()).ok_or(Error::Singular {
        what: "the covariance of a cluster",
        advice: "lower the correlations that were assumed",
    })?;
    let l = cholesky.unpack();
    let inner = l.transpose() * (m - fitted) * &l;
    let root = inverse_root(inner);
    Ok(&l * root * l.transpose())
}

/// S^(−½), where eigenvalues of zero stay zero.
pub(super) fn inverse_root(s: DMatrix<f64>) -> DMatrix<f64> {
    let eigen = s.symmetric_eigen();
    let most = eigen.eigenvalues.amax();
    let scale = eigen.eigenvalues.map(|value| {
        if NOTHING * most < value {
            value.powf(-0.5)
        } else {
            0.0
        }
    });
    &eigen.eigenvectors * DMatrix::from_diagonal(&scale) * eigen.eigenvectors.transpose()
}

/// (I − H)⁻¹.
fn jackknifed(hat: &DMatrix<f64>) -> Result<DMatrix<f64>, Error> {
    let n = hat.nrows();
    let left = DMatrix::identity(n, n) - hat;
    let lu = left.full_piv_lu();
    let pivots = lu.u().diagonal().map(f64::abs);
    let inverse = (NOTHING * pivots.max() < pivots.min()).then(|| lu.try_inverse());
    inverse.flatten().ok_or(Error::Singular {
        what: "what a cluster leaves when CR3 takes it out",
        advice: "one cluster alone determines a coefficient: use CR2, or leave that moderator out",
    })
}
