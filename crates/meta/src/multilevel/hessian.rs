//! First and second derivatives of the log-likelihood, summed cluster by cluster.

use nalgebra::{DMatrix, DVector, Dyn, Matrix, RawStorage};

use super::{
    Method,
    cluster::Cluster,
    likelihood::{CellSums, Likelihood, Surface},
};

/// Running sums for the free parameters; symbols as in `likelihood.rs`.
pub(super) struct Hessian {
    /// One where the likelihood is restricted, zero where it is not.
    restriction: f64,
    /// The term and ∂Γ/∂θⱼ of each parameter.
    slopes: Vec<(usize, DMatrix<f64>)>,
    /// Of each term, the derivative of the log-likelihood by the elements of Γ.
    score: Vec<DMatrix<f64>>,
    /// Uᵀ Mⱼ U.
    t: Vec<DMatrix<f64>>,
    /// Uᵀ Mⱼ a.
    u: Vec<DVector<f64>>,
    /// ½ tr(P Mⱼ P Mₖ), or ½ tr(W Mⱼ W Mₖ) without the restriction.
    expected: DMatrix<f64>,
    /// aᵀ Mⱼ P Mₖ a.
    quadratic: DMatrix<f64>,
}

impl Hessian {
    pub(super) fn new(likelihood: &Likelihood, theta: &[Vec<f64>]) -> Self {
        let terms = &likelihood.terms;
        let slopes: Vec<_> = likelihood
            .free()
            .into_iter()
            .map(|(t, j)| (t, terms[t].shape.slope(&theta[t], j)))
            .collect();
        let p = likelihood.p;
        let q = slopes.len();
        Self {
            restriction: match likelihood.method {
                Method::Ml => 0.0,
                Method::Reml => 1.0,
            },
            slopes,
            score: terms
                .iter()
                .map(|term| DMatrix::zeros(term.n_levels(), term.n_levels()))
                .collect(),
            t: vec![DMatrix::zeros(p, p); q],
            u: vec![DVector::zeros(p); q],
            expected: DMatrix::zeros(q, q),
            quadratic: DMatrix::zeros(q, q),
        }
    }

    /// Adds one cluster.
    pub(super) fn add(&mut self, cluster: &Cluster, cells: &CellSums, c: &DMatrix<f64>) {
        let zuc = cells.zuc(c);
        self.add_score(cluster, cells, &zuc);
        let (m, p) = (cells.n_cells, c.nrows());
        let products: Vec<_> = self
            .slopes
            .iter()
            .map(|(t, slope)| cluster.cells[*t].times(slope, &cells.sides, cluster.offsets[*t]))
            .collect();
        for j in 0..self.slopes.len() {
            let rows = cluster.range(self.slopes[j].0);
            let zu = cells.sides.view((rows.start, m), (rows.len(), p));
            let right = zu.tr_mul(&products[j].columns(m, p + 1));
            self.t[j] += right.columns(0, p);
            self.u[j] += right.column(p);
            for k in j..self.slopes.len() {
                let columns = cluster.range(self.slopes[k].0);
                // G N of j, and its product with G \[Zᵀ U, Zᵀ a\] of k.
                let gn = products[j].columns(columns.start, columns.len());
                let ng = products[k].columns(rows.start, rows.len());
                let through = gn * products[k].columns(m, p + 1);
                let middle = zuc.rows(rows.start, rows.len()).dot(&through.columns(0, p));
                let trace = transposed_dot(&gn, &ng) - 2.0 * self.restriction * middle;
                self.expected[(j, k)] += 0.5 * trace;
                let za = cells.za(rows.clone());
                self.quadratic[(j, k)] += za.dot(&through.column(p));
            }
        }
    }

    fn add_score(&mut self, cluster: &Cluster, cells: &CellSums, zuc: &DMatrix<f64>) {
        let (m, p) = (cells.n_cells, zuc.ncols());
        for (t, term) in cluster.cells.iter().enumerate() {
            let rows = cluster.range(t);
            let za = cells.za(rows.clone());
            let zu = cells.sides.view((rows.start, m), (rows.len(), p));
            for (a, b) in term.pairs() {
                let (i, j) = (rows.start + a, rows.start + b);
                let fitted = self.restriction * zuc.row(i).dot(&zu.row(b));
                let element = za[a] * za[b] - cells.sides[(i, j)] + fitted;
                self.score[t][(term.level[a], term.level[b])] += 0.5 * element;
            }
        }
    }

    /// The surface of that log-likelihood, once every cluster is added.
    pub(super) fn finish(
        mut self,
        likelihood: &Likelihood,
        theta: &[Vec<f64>],
        value: f64,
        c: &DMatrix<f64>,
    ) -> Surface {
        let free = likelihood.free();
        let slopes = self.slopes.iter();
        let gradient = slopes.map(|(t, slope)| self.score[*t].dot(slope)).collect();
        let ct: Vec<_> = self.t.iter().map(|t| c * t).collect();
        let mut observed = self.expected.clone();
        for j in 0..free.len() {
            let cu = c * &self.u[j];
            for k in j..free.len() {
                let shared = self.restriction * transposed_dot(&ct[j], &ct[k]);
                self.expected[(j, k)] += 0.5 * shared;
                self.expected[(k, j)] = self.expected[(j, k)];
                self.quadratic[(j, k)] -= cu.dot(&self.u[k]);
                let ((t, first), (other, second)) = (free[j], free[k]);
                let bend = (t == other)
                    .then(|| likelihood.terms[t].shape.bend(&theta[t], first, second))
                    .flatten()
                    .map_or(0.0, |bend| self.score[t].dot(&bend));
                let element = self.quadratic[(j, k)] - self.expected[(j, k)] - bend;
                observed[(j, k)] = element;
                observed[(k, j)] = element;
            }
        }
        Surface {
            value,
            gradient: DVector::from_vec(gradient),
            observed,
            expected: self.expected,
        }
    }
}

/// tr(A B).
fn transposed_dot<S, T>(a: &Matrix<f64, Dyn, Dyn, S>, b: &Matrix<f64, Dyn, Dyn, T>) -> f64
where
    S: RawStorage<f64, Dyn, Dyn>,
    T: RawStorage<f64, Dyn, Dyn>,
{
    let columns = (0..a.nrows()).map(|i| a.row(i).tr_dot(&b.column(i)));
    columns.sum()
}
