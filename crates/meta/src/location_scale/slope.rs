//! Derivatives of a likelihood by α.

use nalgebra::{Cholesky, DMatrix, DVector};

use super::climb::{Climb, Place};
use crate::{
    Design, Error,
    model::{Weighted, cross, lean},
};

/// Its first derivative, and minus its second: as observed, and as expected.
pub(super) struct Slope {
    pub(super) score: DVector<f64>,
    pub(super) observed: DMatrix<f64>,
    expected: DMatrix<f64>,
}

impl Slope {
    /// Newton's step where the likelihood is curved downwards, else that of Fisher's scoring.
    pub(super) fn step(&self) -> Result<DVector<f64>, Error> {
        let curvature = Cholesky::new(self.observed.clone());
        let curvature = curvature.or_else(|| Cholesky::new(self.expected.clone()));
        Ok(curvature.ok_or_else(singular)?.solve(&self.score))
    }
}

impl Climb<'_> {
    pub(super) fn slope(&self, place: &Place<'_>) -> Slope {
        let Place { at, tau2, .. } = place;
        let leverage: Vec<f64> = if self.is_restricted() {
            at.leverage().collect()
        } else {
            vec![0.0; tau2.len()]
        };
        let each: Vec<Each> = (0..tau2.len())
            .map(|i| Each {
                tau2: tau2[i],
                weight: at.weights[i],
                pull: at.weights[i] * at.residuals[i],
                p_ii: at.weights[i] * (1.0 - at.weights[i] * leverage[i]),
            })
            .collect();
        let score = lean(self.scale, each.iter().map(Each::score));
        let bent = cross(self.scale, each.iter().map(Each::score));
        let expected = self.expected(&each, at);
        let quadratic = cross(
            self.scale,
            each.iter().map(|e| e.weight * (e.tau2 * e.pull).powi(2)),
        );
        let pulls = each.iter().map(|e| e.weight * e.tau2 * e.pull);
        let mixed = across(self.design, self.scale, pulls);
        let profiled = mixed.tr_mul(&(&at.a_inverse * &mixed));
        Slope {
            score,
            observed: quadratic - profiled - bent - &expected,
            expected,
        }
    }

    /// ½ Σᵢⱼ zᵢ τ²ᵢ Pᵢⱼ² τ²ⱼ zⱼ'; of the full likelihood with the diagonal W for P.
    fn expected(&self, each: &[Each], at: &Weighted<'_>) -> DMatrix<f64> {
        let diagonal = |e: &Each| (e.tau2 * e.weight).powi(2) * (2.0 * e.p_ii / e.weight - 1.0);
        let mut information = cross(self.scale, each.iter().map(diagonal));
        if self.is_restricted() {
            let around = |t: usize| {
                let column = self.scale.q().column(t);
                let weights = each.iter().zip(&column);
                let weights = weights.map(|(e, z)| z * e.tau2 * e.weight * e.weight);
                &at.a_inverse * cross(self.design, weights)
            };
            let around: Vec<DMatrix<f64>> = (0..self.scale.p()).map(around).collect();
            information += DMatrix::from_fn(around.len(), around.len(), |s, t| {
                around[s].component_mul(&around[t].transpose()).sum()
            });
        }
        information * 0.5
    }
}

/// What the derivatives are made of, for one effect.
struct Each {
    tau2: f64,
    /// w
    weight: f64,
    /// P y = W r
    pull: f64,
    /// The diagonal of P; of the full likelihood that of W.
    p_ii: f64,
}

impl Each {
    /// Derivative of the log-likelihood by ln τ²ᵢ.
    fn score(&self) -> f64 {
        0.5 * self.tau2 * (self.pull * self.pull - self.p_ii)
    }
}

/// Σ cᵢ xᵢ zᵢ' over the rows of the orthonormal columns of both.
fn across(design: &Design, scale: &Design, c: impl Iterator<Item = f64>) -> DMatrix<f64> {
    let mut weighted = scale.q().clone();
    for (mut row, c) in weighted.row_iter_mut().zip(c) {
        row *= c;
    }
    design.q().tr_mul(&weighted)
}

pub(super) fn singular() -> Error {
    Error::Singular {
        what: "the information matrix of the scale",
        advice: "use fewer moderators of the scale",
    }
}
