//! Traces of P where a few effects outweigh all others, and sums over all lose their digits.
//!
//! An effect whose hat value h is near 1 has Pᵢᵢ = w(1 − h), of which rounding leaves nothing. With A₍ᵢ₎ of the
//! other effects 1 − h is 1 / (1 + w q'A₍ᵢ₎⁻¹q), a sum of positive terms.

use nalgebra::{DMatrix, DVector};

use super::weighted::{Weighted, cross};

/// From here on 1 − h is taken from the other effects. No more than p effects can be beyond.
const DOMINATES: f64 = 0.999;

impl Weighted<'_> {
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
