//! First and second derivatives of the log-likelihood, summed cluster by cluster.

use nalgebra::{DMatrix, DVector};

use super::{
    Method,
    cluster::Cluster,
    likelihood::{CellSums, Likelihood, Surface},
};

/// Running sums for the free parameters; symbols as in `likelihood.rs`.
pub(super) struct Hessian {
    restricted: bool,
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
            restricted: matches!(likelihood.method, Method::Reml),
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
        for (j, (tj, _)) in self.slopes.iter().enumerate() {
            let (from, len) = (cluster.offsets[*tj], cluster.cells[*tj].len());
            let zu = cells.sides.view((from, m), (len, p));
            let right = zu.tr_mul(&products[j].columns(m, p + 1));
            self.t[j] += right.columns(0, p);
            self.u[j] += right.column(p);
            for (k, (tk, _)) in self.slopes.iter().enumerate().skip(j) {
                let (other, width) = (cluster.offsets[*tk], cluster.cells[*tk].len());
                let gn = products[j].columns(other, width);
                let ng = products[k].columns(from, len);
                let mut trace = 0.0;
                for a in 0..len {
                    for b in 0..width {
                        trace += gn[(a, b)] * ng[(b, a)];
                    }
                }
                let through = gn * products[k].columns(m, p + 1);
                let mut quadratic = 0.0;
                for a in 0..len {
                    quadratic += cells.za(from + a) * through[(a, p)];
                    if self.restricted {
                        let middle: f64 =
                            (0..p).map(|i| zuc[(from + a, i)] * through[(a, i)]).sum();
                        trace -= 2.0 * middle;
                    }
                }
                self.expected[(j, k)] += 0.5 * trace;
                self.quadratic[(j, k)] += quadratic;
            }
        }
    }

    fn add_score(&mut self, cluster: &Cluster, cells: &CellSums, zuc: &DMatrix<f64>) {
        let m = cells.n_cells;
        for ((term, score), offset) in cluster
            .cells
            .iter()
            .zip(&mut self.score)
            .zip(&cluster.offsets)
        {
            for span in &term.spans {
                for a in span.clone() {
                    for b in span.clone() {
                        let (i, j) = (offset + a, offset + b);
                        let mut element = cells.za(i) * cells.za(j) - cells.sides[(i, j)];
                        if self.restricted {
                            let fitted = (0..zuc.ncols())
                                .map(|l| zuc[(i, l)] * cells.sides[(j, m + l)])
                                .sum::<f64>();
                            element += fitted;
                        }
                        score[(term.level[a], term.level[b])] += 0.5 * element;
                    }
                }
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
                if self.restricted {
                    self.expected[(j, k)] += 0.5 * ct[j].dot(&ct[k].transpose());
                }
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
