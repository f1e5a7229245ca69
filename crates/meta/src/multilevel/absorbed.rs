//! A cluster in which one term is a variance of each effect's own, and the others are of few cells.
//!
//! That variance τ and the sampling variances are a diagonal D, to which each cell adds a matrix of rank one: the
//! identity of Sherman and Morrison gives \[Z Q y\]ᵀ W \[Z Q y\] cell by cell. All is done on the first terms of
//! Taylor series in τ, for ∂W/∂τ = −W² and ∂W²/∂τ = −2 W³.

use nalgebra::DMatrix;

use super::{
    cluster::{Cells, Cluster},
    random::Random,
};
use crate::special;

/// \[Z Q y\]ᵀ W \[Z Q y\] and log |M|, and what their derivatives by τ say.
#[derive(Debug)]
pub(super) struct Absorbed {
    pub(super) product: DMatrix<f64>,
    pub(super) log_det: f64,
    pub(super) own: Own,
}

/// What the derivatives by the variance of each effect's own are made of.
#[derive(Debug)]
pub(super) struct Own {
    /// Number of the term.
    pub(super) term: usize,
    /// tr W.
    pub(super) trace: f64,
    /// tr W².
    pub(super) trace_of_square: f64,
    /// \[Z Q y\]ᵀ W² \[Z Q y\].
    pub(super) square: DMatrix<f64>,
    /// \[Z Q y\]ᵀ W³ \[Z Q y\].
    pub(super) cube: DMatrix<f64>,
}

/// The term that the diagonal of a cluster may absorb: a variance of each effect's own, where the errors are
/// independent, and the cells of other terms are independent and so few that to add them one by one is faster than to
/// factorise M.
pub(super) fn absorbable(v: &DMatrix<f64>, terms: &[Random], cells: &[Cells]) -> Option<usize> {
    let n = v.nrows();
    let own = cells.iter().rposition(|cells| cells.len() == n)?;
    let others = cells.iter().map(Cells::len).sum::<usize>() - n;
    let independent = terms.iter().all(|term| term.n_levels() == 1)
        && (0..n).all(|j| (0..n).all(|i| i == j || v[(i, j)] == 0.0));
    (independent && others <= n).then_some(own)
}

impl Absorbed {
    /// Of a cluster that absorbed `term`, at the covariance matrices of the terms.
    pub(super) fn new(cluster: &Cluster, term: usize, gammas: &[DMatrix<f64>]) -> Self {
        let variances = (0..cluster.rows.len()).map(|i| cluster.v[(i, i)] + gammas[term][(0, 0)]);
        let mut factors = Vec::with_capacity(cluster.rows.len() + cluster.n_cells());
        factors.extend(variances.map(|v| Taylor([v, 1.0, 0.0])));
        let weights: Vec<_> = factors.iter().map(|m| m.reciprocal()).collect();
        let mut product = weighted_products(&cluster.zqy, &weights);
        for (t, gamma) in gammas.iter().enumerate() {
            for cell in cluster.range(t) {
                factors.push(add_cell(&mut product, cell, gamma[(0, 0)]));
            }
        }
        let slopes = factors.iter().map(|factor| factor.ln_slopes());
        let (trace, half) = slopes.fold((0.0, 0.0), |sum, [first, second]| {
            (sum.0 + first, sum.1 + second)
        });
        Self {
            product: product.map(|element| element.0[0]),
            log_det: special::ln_product(factors.iter().map(|factor| factor.0[0])),
            own: Own {
                term,
                trace,
                trace_of_square: -2.0 * half,
                square: product.map(|element| -element.0[1]),
                cube: product.map(|element| element.0[2]),
            },
        }
    }
}

/// \[Z Q y\]ᵀ W \[Z Q y\] where W is diagonal.
fn weighted_products(zqy: &DMatrix<f64>, weights: &[Taylor]) -> DMatrix<Taylor> {
    let (n, size) = zqy.shape();
    let column = |j: usize| &zqy.as_slice()[j * n..][..n];
    let mut product = DMatrix::from_element(size, size, Taylor::default());
    for j in 0..size {
        for i in 0..=j {
            let mut sum = Taylor::default();
            for ((w, x), y) in weights.iter().zip(column(i)).zip(column(j)) {
                sum += w.times(x * y);
            }
            product[(i, j)] = sum;
            product[(j, i)] = sum;
        }
    }
    product
}

/// Turns products with W into those with the inverse of W⁻¹ + g z zᵀ, with z the column of a cell, and gives the
/// factor by which the determinant of W⁻¹ grows.
fn add_cell(product: &mut DMatrix<Taylor>, cell: usize, g: f64) -> Taylor {
    let mut growth = product[(cell, cell)].times(g);
    growth.0[0] += 1.0;
    let shrinkage = growth.reciprocal();
    for j in (0..product.ncols()).filter(|&j| j != cell) {
        let scaled = shrinkage.by(product[(cell, j)]);
        for i in (0..product.nrows()).filter(|&i| i != cell) {
            let explained = scaled.by(product[(i, cell)]).times(-g);
            product[(i, j)] += explained;
        }
        product[(cell, j)] = scaled;
    }
    for i in 0..product.nrows() {
        product[(i, cell)] = shrinkage.by(product[(i, cell)]);
    }
    growth
}

/// The first coefficients of a series in τ.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Taylor([f64; 3]);

impl Taylor {
    fn times(self, factor: f64) -> Self {
        Self(self.0.map(|coefficient| factor * coefficient))
    }

    fn by(self, other: Self) -> Self {
        let ([a, b, c], [x, y, z]) = (self.0, other.0);
        Self([a * x, a * y + b * x, a * z + b * y + c * x])
    }

    fn reciprocal(self) -> Self {
        let [a, b, c] = self.0;
        let first = -b / (a * a);
        Self([1.0 / a, first, -(b * first + c / a) / a])
    }

    /// The coefficients of the logarithm that follow the first.
    fn ln_slopes(self) -> [f64; 2] {
        let [a, b, c] = self.0;
        let first = b / a;
        [first, c / a - 0.5 * first * first]
    }
}

impl std::ops::AddAssign for Taylor {
    fn add_assign(&mut self, other: Self) {
        for (sum, coefficient) in self.0.iter_mut().zip(other.0) {
            *sum += coefficient;
        }
    }
}
