//! Draws of a day summarised as quantiles.

use super::DayQuantiles;
use crate::Day;

/// Quantiles of one quantity, in its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantiles {
    /// 50 % lie below.
    pub median: f64,
    /// 25 % lie below.
    pub lo50: f64,
    /// 75 % lie below.
    pub hi50: f64,
    /// 5 % lie below.
    pub lo90: f64,
    /// 95 % lie below.
    pub hi90: f64,
}

impl Quantiles {
    /// Quantiles of a non-empty sample, which is sorted on the way.
    pub(super) fn of(sample: &mut [f64]) -> Self {
        sample.sort_unstable_by(f64::total_cmp);
        Self {
            median: quantile(sample, 0.5),
            lo50: quantile(sample, 0.25),
            hi50: quantile(sample, 0.75),
            lo90: quantile(sample, 0.05),
            hi90: quantile(sample, 0.95),
        }
    }
}

/// The `probability` quantile of a sorted non-empty sample, linear between order statistics (type 7
/// of Hyndman and Fan 1996).
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole numbers from 0 to the length of the sample"
)]
fn quantile(sorted: &[f64], probability: f64) -> f64 {
    let position = probability * (sorted.len() - 1) as f64;
    let below = position.floor();
    let (lo, hi) = (sorted[below as usize], sorted[position.ceil() as usize]);
    lo + (hi - lo) * (position - below)
}

/// Quantiles over the rows of one day; there is at least one.
pub(super) fn of_rows(rows: &[Day]) -> DayQuantiles {
    let mut values = Vec::with_capacity(size_of_val(rows) / size_of::<f64>());
    for row in rows {
        row.map(|value| values.push(value));
    }
    let width = values.len() / rows.len();
    let mut sample = Vec::with_capacity(rows.len());
    let mut column = 0;
    let row = rows[0].map(|_| {
        sample.clear();
        sample.extend(values.iter().skip(column).step_by(width));
        column += 1;
        Quantiles::of(&mut sample)
    });
    DayQuantiles {
        draws: rows.len(),
        row,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyndman_fan1996_type7() {
        // R: quantile(c(1, 2, 4, 8), c(.05, .25, .5, .75, .95), type = 7)
        let of = Quantiles::of(&mut [8.0, 1.0, 4.0, 2.0]);
        let expected = [1.15, 1.75, 3.0, 5.0, 7.4];
        for (found, expected) in [of.lo90, of.lo50, of.median, of.hi50, of.hi90]
            .into_iter()
            .zip(expected)
        {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }
}
