//! Residuals and traces of P where a few effects outweigh all others, and sums over all lose their digits.
//!
//! An effect whose hat value h is near 1 has Pᵢᵢ = w(1 − h), of which rounding leaves nothing. With A₍ᵢ₎ of the
//! other effects 1 − h is 1 / (1 + w q'A₍ᵢ₎⁻¹q), a sum of positive terms; and r = (1 − h) r₍ᵢ₎, with r₍ᵢ₎ the
//! distance from what the others expect.

use nalgebra::{DMatrix, DVector};

use super::weighted::{Weighted, cross, lean};

/// From here on 1 − h is taken from the other effects. No more than p effects can be beyond.
const DOMINATES: f64 = 0.999;

/// Weights less unlike than this lose no digit that matters of a residual.
const UNLIKE: f64 = 1e6;

impl Weighted<'_> {
    /// The residuals of the effects that dominate, by their places.
    pub(super) fn dominating_residuals(&self, yi: &[f64]) -> Vec<(usize, f64)> {
        let most = self.weights.iter().copied().fold(0.0, f64::max);
        let least = self.weights.iter().copied().fold(f64::MAX, f64::min);
        if most < UNLIKE * least {
            return Vec::new();
        }
        let each = self.hat().into_iter().zip(&self.weights).enumerate();
        each.filter(|(_, (hat, weight))| UNLIKE * least <= **weight && DOMINATES < *hat)
            .filter_map(|(i, _)| Some((i, self.residual_by_others(i, yi)?)))
            .collect()
    }

    /// (1 − h) r₍ᵢ₎; absent where the others leave a coefficient undecided.
    fn residual_by_others(&self, i: usize, yi: &[f64]) -> Option<f64> {
        let row = self.design.q().row(i).transpose();
        let others = self.others(i, 1).cholesky()?;
        let pairs = self.weights.iter().zip(yi).enumerate();
        let leaning = lean(
            self.design,
            pairs.map(|(j, (w, y))| if j == i { 0.0 } else { w * y }),
        );
        let distance = yi[i] - row.dot(&others.solve(&leaning));
        Some(distance / (1.0 + self.weights[i] * row.dot(&others.solve(&row))))
    }

    /// tr P and tr `PP`, effect by effect.
    pub(super) fn traces_by_effect(&self) -> (f64, f64) {
        let squares = cross(self.design, self.weights.iter().map(|w| w * w));
        let (mut trace_p, mut trace_pp) = (0.0, 0.0);
        for (i, (w, row)) in self.weights.iter().zip(self.design.q_rows()).enumerate() {
            let row = DVector::from_column_slice(row);
            let towards = &self.a_inverse * &row;
            let hat = w * row.dot(&towards);
            let around = |squares: &DMatrix<f64>| w * w * towards.dot(&(squares * &towards));
            let (diagonal, beside) = if DOMINATES < hat {
                let diagonal = w * self.left_of(i, &row);
                (diagonal, around(&self.others(i, 2)))
            } else {
                (w * (1.0 - hat), around(&squares) - (w * hat) * (w * hat))
            };
            trace_p += diagonal;
            trace_pp += diagonal * diagonal + beside.max(0.0);
        }
        (trace_p, trace_pp)
    }

    /// 1 − h of an effect.
    fn left_of(&self, i: usize, row: &DVector<f64>) -> f64 {
        self.others(i, 1).cholesky().map_or(0.0, |others| {
            1.0 / (1.0 + self.weights[i] * row.dot(&others.solve(row)))
        })
    }

    /// Σ wⁿ q q' of all effects but one.
    fn others(&self, i: usize, n: i32) -> DMatrix<f64> {
        let weights = self.weights.iter().enumerate();
        let weights = weights.map(|(j, w)| if j == i { 0.0 } else { w.powi(n) });
        cross(self.design, weights)
    }
}
