//! First and second derivatives of the log-likelihood, summed cluster by cluster.

use nalgebra::{DMatrix, DVector, Dyn, Matrix, RawStorage};

use super::{
    Method,
    absorbed::Own,
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
        let has_cells = |j: &usize| 0 < products[*j].nrows();
        for j in (0..products.len()).filter(has_cells) {
            let rows = cluster.range(self.slopes[j].0);
            let za = cells.za(rows.clone());
            let zu = cells.sides.view((rows.start, m), (rows.len(), p));
            self.t[j].gemm_tr(1.0, &zu, &products[j].columns(m, p), 1.0);
            self.u[j].gemv_tr(1.0, &zu, &products[j].column(m + p), 1.0);
            for k in (j..products.len()).filter(has_cells) {
                let columns = cluster.range(self.slopes[k].0);
                // G N of j, and its product with G \[Zᵀ U, Zᵀ a\] of k.
                let gn = products[j].columns(columns.start, columns.len());
                let ng = products[k].columns(rows.start, rows.len());
                let through = gn * products[k].columns(m, p + 1);
                let middle = zuc.rows(rows.start, rows.len()).dot(&through.columns(0, p));
                let trace = transposed_dot(&gn, &ng) - 2.0 * self.restriction * middle;
                self.expected[(j, k)] += 0.5 * trace;
                self.quadratic[(j, k)] += za.dot(&through.column(p));
            }
        }
        if let Some(own) = &cells.own {
            self.add_own((cluster, cells), own, c, &products);
        }
    }

    /// Adds what the term that a cluster absorbed tells: its Mⱼ is the identity, and that of any other Z Zᵀ.
    fn add_own(
        &mut self,
        (cluster, cells): (&Cluster, &CellSums),
        own: &Own,
        c: &DMatrix<f64>,
        products: &[DMatrix<f64>],
    ) {
        let Some(j) = self.slopes.iter().position(|(t, _)| *t == own.term) else {
            return;
        };
        let (m, p) = (cells.n_cells, c.nrows());
        let (square, cube, last) = (&own.square, &own.cube, m + p);
        let restriction = self.restriction;
        let fitted = |product: &DMatrix<f64>| restriction * c.dot(&product.view((m, m), (p, p)));
        let element = square[(last, last)] - own.trace + fitted(square);
        self.score[own.term][(0, 0)] += 0.5 * element;
        self.t[j] += square.view((m, m), (p, p));
        self.u[j] += square.view((m, last), (p, 1)).column(0);
        self.expected[(j, j)] += 0.5 * own.trace_of_square - fitted(cube);
        self.quadratic[(j, j)] += cube[(last, last)];
        for (k, (t, _)) in self.slopes.iter().enumerate().filter(|(k, _)| *k != j) {
            let rows = cluster.range(*t);
            let trace = square.view_range(rows.clone(), rows.clone()).trace();
            let through = square.view((rows.start, m), (rows.len(), p)) * c;
            let middle = through.dot(&products[k].columns(m, p));
            let at = (j.min(k), j.max(k));
            self.expected[at] += 0.5 * trace - restriction * middle;
            let wa = square.view((rows.start, last), (rows.len(), 1));
            self.quadratic[at] += wa.dot(&products[k].columns(last, 1));
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
