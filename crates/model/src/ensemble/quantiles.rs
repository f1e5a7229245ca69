//! Draws of a day summarised as quantiles.

use super::DayQuantiles;
use crate::{Row, lanes::Lanes};

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

/// The ranks of a sorted sample that the quantiles lie between, by ascending probability.
const PROBABILITIES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

impl Quantiles {
    /// Quantiles of a non-empty sample without NaN, which is reordered on the way.
    pub(super) fn of(sample: &mut [f64]) -> Self {
        let [lo90, lo50, median, hi50, hi90] = quantiles(sample);
        Self {
            median,
            lo50,
            hi50,
            lo90,
            hi90,
        }
    }
}

/// Quantiles linear between order statistics (type 7 of Hyndman and Fan 1996).
///
/// Only what lies above one quantile is searched for the next.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole numbers from 0 to the length of the sample"
)]
fn quantiles(sample: &mut [f64]) -> [f64; PROBABILITIES.len()] {
    let last = sample.len() - 1;
    let mut from = 0;
    PROBABILITIES.map(|probability| {
        let position = probability * last as f64;
        let below = position.floor();
        let rank = below as usize;
        let (_, &mut lo, above) =
            sample[from..].select_nth_unstable_by(rank - from, f64::total_cmp);
        from = rank;
        let hi = above.iter().copied().fold(f64::INFINITY, f64::min);
        let share = position - below;
        if share > 0.0 {
            lo + (hi - lo) * share
        } else {
            lo
        }
    })
}

/// The values of every quantity of a row over many draws.
pub(super) struct Sample {
    row: Option<Row<()>>,
    columns: Vec<Vec<f64>>,
    capacity: usize,
}

impl Sample {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self {
            row: None,
            columns: Vec::new(),
            capacity,
        }
    }

    /// How many draws were added.
    pub(super) fn count(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// Adds the draws of a group at the given places.
    pub(super) fn add(&mut self, row: Row<Lanes>, places: impl Iterator<Item = usize> + Clone) {
        let mut index = 0;
        self.row = Some(row.map(|lanes| {
            if index == self.columns.len() {
                self.columns.push(Vec::with_capacity(self.capacity));
            }
            self.columns[index].extend(places.clone().map(|place| lanes.0[place]));
            index += 1;
        }));
    }

    /// Quantiles of every quantity; at least one draw was added.
    pub(super) fn quantiles(mut self) -> DayQuantiles {
        let draws = self.count();
        let row = self.row.expect("a draw was added");
        let mut columns = self.columns.iter_mut();
        DayQuantiles {
            draws,
            row: row.map(|()| Quantiles::of(columns.next().expect("one column a quantity"))),
        }
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
