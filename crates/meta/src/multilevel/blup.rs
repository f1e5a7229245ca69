//! Predicted random effects (BLUPs): how far each group is from the coefficients.

use std::ops::Range;

use nalgebra::{DMatrix, DMatrixView, DVector, DVectorView};

use super::{cluster::Cells, fit::MultilevelFit, likelihood::Likelihood};
use crate::Error;

/// One random effect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RandomEffect {
    /// Number of the group, in ascending order of its label.
    pub group: usize,
    /// Number of the inner level.
    pub level: usize,
    /// Prediction.
    pub estimate: f64,
    /// Standard error of prediction.
    pub se: f64,
}

impl MultilevelFit {
    /// The random effects of each term, by group and level.
    ///
    /// # Errors
    /// [`Error::Singular`] where the covariance of the effects has no inverse.
    pub fn random_effects(&self) -> Result<Vec<Vec<RandomEffect>>, Error> {
        // An absorbed term has no cells to tell of.
        let y = DVector::from_column_slice(self.gls().yi());
        let likelihood = Likelihood::new(
            self.options.method,
            &y,
            self.gls().design(),
            &self.sampling,
            self.likelihood.terms.clone(),
            false,
        );
        let sums = likelihood.cell_sums(&self.gammas);
        let (sums, c) = sums.ok_or(Error::Singular {
            what: "the covariance of the effects",
            advice: "leave out a random term",
        })?;
        let mut terms = vec![Vec::new(); self.gammas.len()];
        for (cluster, sums) in likelihood.clusters.iter().zip(&sums) {
            let zuc = sums.zuc(&c);
            let n = sums.n_cells;
            let zu = sums.sides.view((0, n), (n, c.nrows()));
            let zpz = sums.sides.view((0, 0), (n, n)) - zuc * zu.transpose();
            for (t, cells) in cluster.cells.iter().enumerate() {
                let rows = cluster.range(t);
                let observed = Observed {
                    za: sums.za(rows.clone()),
                    zpz: zpz.view_range(rows.clone(), rows),
                };
                terms[t].extend(observed.effects(cells, &self.gammas[t]));
            }
        }
        for effects in &mut terms {
            effects.sort_by_key(|effect: &RandomEffect| (effect.group, effect.level));
        }
        Ok(terms)
    }
}

/// Zᵀ P y and Zᵀ P Z of one term within a cluster.
struct Observed<'a> {
    za: DVectorView<'a, f64>,
    zpz: DMatrixView<'a, f64>,
}

impl Observed<'_> {
    /// G Zᵀ P y, with errors from G − G Zᵀ P Z G.
    fn effects(&self, cells: &Cells, gamma: &DMatrix<f64>) -> Vec<RandomEffect> {
        let effect = |span: &Range<usize>, c: usize| {
            let g = |d: usize| gamma[(cells.level[c], cells.level[d])];
            let estimate = span.clone().map(|d| g(d) * self.za[d]).sum();
            let pairs = span.clone().flat_map(|d| span.clone().map(move |e| (d, e)));
            let told: f64 = pairs.map(|(d, e)| g(d) * self.zpz[(d, e)] * g(e)).sum();
            RandomEffect {
                group: cells.group[c],
                level: cells.level[c],
                estimate,
                se: (g(c) - told).max(0.0).sqrt(),
            }
        };
        let spans = cells.spans.iter();
        spans
            .flat_map(|span| span.clone().map(|c| effect(span, c)))
            .collect()
    }
}
