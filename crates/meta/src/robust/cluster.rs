//! A cluster's part in the coefficients.

use std::collections::BTreeMap;

use nalgebra::{DMatrix, DVector};

use super::Adjustment;
use crate::{
    Error,
    multilevel::{Gls, rows_of},
};

/// Effects that may depend on each other in ways the fit does not know.
pub(super) struct Cluster {
    /// By which adjusted residuals become changes of the coefficients, p × n.
    pub(super) weights: DMatrix<f64>,
    pub(super) residuals: DVector<f64>,
    /// Covariance of the estimates in the assumed model.
    pub(super) m: DMatrix<f64>,
    /// Orthonormal moderators.
    pub(super) q: DMatrix<f64>,
}

/// The clusters of a fit by label.
pub(super) fn clusters(
    fit: &Gls,
    labels: &[usize],
    adjustment: Adjustment,
) -> Result<Vec<Cluster>, Error> {
    let k = fit.design().k();
    if labels.len() != k {
        return Err(Error::Length {
            what: "clusters".to_owned(),
            found: labels.len(),
            expected: k,
        });
    }
    let mut blocks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (b, block) in fit.blocks().iter().enumerate() {
        let label = labels[block.rows[0]];
        if block.rows.iter().any(|&row| labels[row] != label) {
            return Err(Error::Undefined {
                what: "a cluster-robust covariance",
                why: "the fit lets effects of different clusters depend on each other: cluster by \
                      its outermost factor, or by a coarser one",
            });
        }
        blocks.entry(label).or_default().push(b);
    }
    blocks
        .values()
        .map(|blocks| Cluster::new(fit, blocks, adjustment))
        .collect()
}

impl Cluster {
    fn new(fit: &Gls, blocks: &[usize], adjustment: Adjustment) -> Result<Self, Error> {
        let blocks: Vec<_> = blocks.iter().map(|&b| &fit.blocks()[b]).collect();
        let rows: Vec<usize> = blocks.iter().flat_map(|block| block.rows.clone()).collect();
        let (n, p) = (rows.len(), fit.design().p());
        let (mut m, mut u) = (DMatrix::zeros(n, n), DMatrix::zeros(n, p));
        let mut from = 0;
        for block in blocks {
            let len = block.rows.len();
            m.view_mut((from, from), (len, len)).copy_from(&block.m);
            u.rows_mut(from, len).copy_from(&block.u);
            from += len;
        }
        let q = rows_of(fit.design().q(), &rows);
        let fitted = &q * fit.c() * q.transpose();
        let hat = &q * fit.c() * u.transpose();
        let mut weights = fit.design().r_inverse() * fit.c() * u.transpose();
        if let Some(a) = adjustment.matrix(&m, &fitted, &hat)? {
            weights *= a;
        }
        Ok(Self {
            residuals: DVector::from_fn(n, |i, _| fit.residuals()[rows[i]]),
            weights,
            m,
            q,
        })
    }
}
