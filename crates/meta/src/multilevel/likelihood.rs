//! The log-likelihood of the variance components, its gradient and its Hessian.
//!
//! | symbol | meaning |
//! |---|---|
//! | M | V + Z G Zᵀ, covariance of the estimates y |
//! | W | M⁻¹ |
//! | U | W Q, with Q the orthonormal moderators |
//! | C | (Qᵀ W Q)⁻¹ |
//! | P | W − U C Uᵀ |
//! | N | Zᵀ W Z, within a cluster |
//! | a | P y |
//!
//! With Q in place of X the restricted likelihood needs no ½ `log |XᵀX|`. Derivatives as in Harville 1977,
//! J Am Stat Assoc 72:320, but on cells (one a random effect) instead of effects: tr(P Mⱼ) is then a
//! sum over N, and no matrix is larger than a cluster.

use std::ops::Range;

use nalgebra::{Cholesky, Const, DMatrix, DVector, DVectorView, Dyn};

use super::{
    Method,
    absorbed::{Absorbed, Own},
    cluster::{Cluster, clusters},
    covariance::Covariance,
    hessian::Hessian,
    random::Random,
};
use crate::{Design, special};

/// The model as the optimiser sees it: estimates less their least-squares fit, in clusters.
#[derive(Debug, Clone)]
pub(super) struct Likelihood {
    pub(super) method: Method,
    pub(super) clusters: Vec<Cluster>,
    pub(super) terms: Vec<Random>,
    pub(super) k: usize,
    pub(super) p: usize,
}

/// The log-likelihood at one point.
#[derive(Debug, Clone)]
pub(super) struct Surface {
    pub(super) value: f64,
    pub(super) gradient: DVector<f64>,
    /// The negative of the Hessian.
    pub(super) observed: DMatrix<f64>,
    /// Its expectation, never negative.
    pub(super) expected: DMatrix<f64>,
}

/// What the clusters add up to at given covariance matrices of the terms.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    log_det: f64,
    log_det_information: f64,
    rss: f64,
    /// C.
    pub(super) c: DMatrix<f64>,
    /// Coefficients on Q.
    coefficients: DVector<f64>,
}

/// N, Zᵀ U and Zᵀ a of one cluster, side by side, in the first `n_cells` rows.
#[derive(Debug)]
pub(super) struct CellSums {
    pub(super) sides: DMatrix<f64>,
    pub(super) n_cells: usize,
    /// What the term tells that the cluster absorbed, with y − Q b, of which W makes a, in place of y.
    pub(super) own: Option<Own>,
}

/// \[Z Q y\]ᵀ W \[Z Q y\] of each cluster, with what it absorbed, and Σ log |M|.
struct Products {
    of_cluster: Vec<(DMatrix<f64>, Option<Own>)>,
    log_det: f64,
}

impl Likelihood {
    pub(super) fn new(
        method: Method,
        y: &DVector<f64>,
        design: &Design,
        sampling: &Covariance,
        terms: Vec<Random>,
        absorb: bool,
    ) -> Self {
        let residuals = y - design.q() * design.q().tr_mul(y);
        Self {
            method,
            clusters: clusters(&residuals, design, sampling, &terms, absorb),
            terms,
            k: y.len(),
            p: design.p(),
        }
    }

    /// The estimated parameters: term, and number within the term.
    pub(super) fn free(&self) -> Vec<(usize, usize)> {
        let terms = self.terms.iter().enumerate();
        terms
            .flat_map(|(t, term)| term.free().map(move |j| (t, j)))
            .collect()
    }

    /// Γ of each term.
    pub(super) fn gammas(&self, theta: &[Vec<f64>]) -> Vec<DMatrix<f64>> {
        let terms = self.terms.iter().zip(theta);
        terms.map(|(term, theta)| term.shape.gamma(theta)).collect()
    }

    /// The log-likelihood by `method`, whatever the one to be maximised.
    pub(super) fn value(&self, method: Method, gammas: &[DMatrix<f64>]) -> Option<f64> {
        let products = self.products(gammas, false)?;
        self.value_of(method, &self.sums(&products)?)
    }

    /// The log-likelihood and its derivatives by the free parameters at θ, or nothing where a marginal
    /// covariance is not positive definite, or the log-likelihood is below `least`.
    pub(super) fn surface(&self, theta: &[Vec<f64>], least: f64) -> Option<Surface> {
        let products = self.products(&self.gammas(theta), true)?;
        let sums = self.sums(&products)?;
        let value = self.value_of(self.method, &sums)?;
        if value < least {
            return None;
        }
        let mut hessian = Hessian::new(self, theta);
        for (cluster, product) in self.clusters.iter().zip(products.of_cluster) {
            let cells = CellSums::new(cluster, product, &sums);
            hessian.add(cluster, &cells, &sums.c);
        }
        let surface = hessian.finish(self, theta, value, &sums.c);
        let finite = surface.gradient.iter().chain(&surface.observed);
        finite.copied().all(f64::is_finite).then_some(surface)
    }

    /// N, Zᵀ U and Zᵀ a of each cluster, and C.
    pub(super) fn cell_sums(
        &self,
        gammas: &[DMatrix<f64>],
    ) -> Option<(Vec<CellSums>, DMatrix<f64>)> {
        let products = self.products(gammas, true)?;
        let sums = self.sums(&products)?;
        let cells = self.clusters.iter().zip(products.of_cluster);
        let cells = cells
            .map(|(cluster, product)| CellSums::new(cluster, product, &sums))
            .collect();
        Some((cells, sums.c))
    }

    fn products(&self, gammas: &[DMatrix<f64>], with_cells: bool) -> Option<Products> {
        let mut of_cluster = Vec::with_capacity(self.clusters.len());
        let mut log_det = 0.0;
        for cluster in &self.clusters {
            if let Some(own) = cluster.own {
                let absorbed = Absorbed::new(cluster, own, gammas);
                of_cluster.push((absorbed.product, Some(absorbed.own)));
                log_det += absorbed.log_det;
                continue;
            }
            let cholesky = Cholesky::new(cluster.marginal(gammas))?;
            let l = cholesky.l_dirty();
            log_det += 2.0 * special::ln_product((0..l.nrows()).map(|i| l[(i, i)]));
            let mut columns = cluster.columns(with_cells);
            solve(l, &mut columns);
            // `tr_mul` would take a dot product an element, this takes blocks.
            of_cluster.push((columns.transpose() * &columns, None));
        }
        Some(Products {
            of_cluster,
            log_det,
        })
    }

    fn sums(&self, products: &Products) -> Option<Sums> {
        let p = self.p;
        let mut corner = DMatrix::zeros(p + 1, p + 1);
        for (product, _) in &products.of_cluster {
            let from = product.ncols() - p - 1;
            corner += product.view((from, from), (p + 1, p + 1));
        }
        let cholesky = Cholesky::new(corner.view((0, 0), (p, p)).into_owned())?;
        let crossed: DVector<f64> = corner.view((0, p), (p, 1)).column(0).into_owned();
        let coefficients = cholesky.solve(&crossed);
        Some(Sums {
            log_det: products.log_det,
            log_det_information: cholesky.ln_determinant(),
            rss: corner[(p, p)] - crossed.dot(&coefficients),
            c: cholesky.inverse(),
            coefficients,
        })
    }

    fn value_of(&self, method: Method, sums: &Sums) -> Option<f64> {
        let (count, restricted) = match method {
            Method::Ml => (self.k, 0.0),
            Method::Reml => (self.k - self.p, sums.log_det_information),
        };
        let constant = count as f64 * (2.0 * std::f64::consts::PI).ln();
        let value = -0.5 * (constant + sums.log_det + restricted + sums.rss);
        value.is_finite().then_some(value)
    }
}

impl CellSums {
    /// Takes the products of a cluster, of which the rows beyond the cells are of no more use.
    fn new(
        cluster: &Cluster,
        (mut sides, mut own): (DMatrix<f64>, Option<Own>),
        sums: &Sums,
    ) -> Self {
        let n_cells = cluster.n_cells();
        subtract_fit(&mut sides, &sums.coefficients);
        if let Some(own) = &mut own {
            for product in [&mut own.square, &mut own.cube] {
                subtract_fit(product, &sums.coefficients);
                product.transpose_mut();
                subtract_fit(product, &sums.coefficients);
            }
        }
        Self {
            sides,
            n_cells,
            own,
        }
    }

    /// Zᵀ a of some cells.
    pub(super) fn za(&self, cells: Range<usize>) -> DVectorView<'_, f64> {
        let last = self.sides.ncols() - 1;
        self.sides
            .generic_view((cells.start, last), (Dyn(cells.len()), Const::<1>))
    }

    /// Zᵀ U C, by which an element of Zᵀ P Z is N less a product of rows.
    pub(super) fn zuc(&self, c: &DMatrix<f64>) -> DMatrix<f64> {
        self.sides
            .view((0, self.n_cells), (self.n_cells, c.nrows()))
            * c
    }
}

/// Puts y − Q b in place of y, the last column, which follows the columns of Q.
fn subtract_fit(product: &mut DMatrix<f64>, coefficients: &DVector<f64>) {
    let p = coefficients.len();
    let last = product.ncols() - 1;
    for row in 0..product.nrows() {
        for j in 0..p {
            let fitted = product[(row, last - p + j)] * coefficients[j];
            product[(row, last)] -= fitted;
        }
    }
}

/// L⁻¹ times each column, from its first element that is not zero on: a cell touches few effects.
fn solve(l: &DMatrix<f64>, columns: &mut DMatrix<f64>) {
    let n = l.nrows();
    for mut column in columns.column_iter_mut() {
        let from = column.iter().position(|value| *value != 0.0).unwrap_or(n);
        for i in from..n {
            column[i] /= l[(i, i)];
            let solved = column[i];
            let below = l.column(i);
            let mut rest = column.rows_range_mut(i + 1..);
            rest.axpy(-solved, &below.rows_range(i + 1..), 1.0);
        }
    }
}
