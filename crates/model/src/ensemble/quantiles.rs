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
    /// Quantiles of a non-empty sample without NaN.
    pub fn of(sample: &[f64]) -> Self {
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
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole numbers from 0 to the length of the sample"
)]
fn quantiles(sample: &[f64]) -> [f64; PROBABILITIES.len()] {
    let last = sample.len() - 1;
    let mut ranked = Ranked::new(sample);
    PROBABILITIES.map(|probability| {
        let position = probability * last as f64;
        let below = position.floor();
        let rank = below as usize;
        let (lo, hi) = (ranked.at(rank), ranked.at((rank + 1).min(last)));
        let share = position - below;
        if share > 0.0 {
            lo + (hi - lo) * share
        } else {
            lo
        }
    })
}

/// Equal parts of the range of a sample.
const PARTS: usize = 256;

/// A sample put in order by parts of its range; a part is sorted when it is asked for.
struct Ranked {
    values: Vec<f64>,
    /// Where each part begins, and the end.
    starts: [usize; PARTS + 1],
    sorted: [bool; PARTS],
}

impl Ranked {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to the number of parts"
    )]
    fn new(sample: &[f64]) -> Self {
        let (lo, hi) = range(sample);
        // Not a number where all are equal, which is part 0.
        let per_unit = PARTS as f64 / (hi - lo);
        let part = |value: f64| (((value - lo) * per_unit) as usize).min(PARTS - 1);
        let parts: Vec<usize> = sample.iter().map(|value| part(*value)).collect();
        let mut starts = [0; PARTS + 1];
        for part in &parts {
            starts[part + 1] += 1;
        }
        for part in 0..PARTS {
            starts[part + 1] += starts[part];
        }
        let mut next = starts;
        let mut values = vec![0.0; sample.len()];
        for (value, part) in sample.iter().zip(parts) {
            values[next[part]] = *value;
            next[part] += 1;
        }
        Self {
            values,
            starts,
            sorted: [false; PARTS],
        }
    }

    /// The value of a rank, the least first.
    fn at(&mut self, rank: usize) -> f64 {
        let part = self.starts.partition_point(|start| *start <= rank) - 1;
        if !self.sorted[part] {
            let values = &mut self.values[self.starts[part]..self.starts[part + 1]];
            values.sort_unstable_by(f64::total_cmp);
            self.sorted[part] = true;
        }
        self.values[rank]
    }
}

/// The least and the greatest value.
fn range(sample: &[f64]) -> (f64, f64) {
    let first = sample[0];
    sample.iter().fold((first, first), |(lo, hi), &value| {
        (
            if value < lo { value } else { lo },
            if hi < value { value } else { hi },
        )
    })
}

/// The values of every quantity of a row over many draws.
pub(super) struct Sample {
    row: Row<()>,
    columns: Vec<Vec<f64>>,
}

impl Sample {
    /// The draws at the given places of each group; there is a group.
    pub(super) fn of(groups: &[Row<Lanes>], places: &[Vec<usize>]) -> Self {
        let count = places.iter().map(Vec::len).sum();
        let mut columns = Vec::new();
        let row = groups[0].map(|_| columns.push(Vec::with_capacity(count)));
        for (group, places) in groups.iter().zip(places) {
            let mut columns = columns.iter_mut();
            group.map(|lanes| {
                let column: &mut Vec<f64> = columns.next().expect("rows of one forecast are alike");
                column.extend(places.iter().map(|place| lanes.0[*place]));
            });
        }
        Self { row, columns }
    }

    /// `f` of the values of each quantity.
    pub(super) fn map<T>(&self, mut f: impl FnMut(&[f64]) -> T) -> Row<T> {
        let mut columns = self.columns.iter();
        self.row
            .map(|()| f(columns.next().expect("one column a quantity")))
    }

    /// `f` of the values of each quantity here and in two samples of the same draws.
    pub(super) fn map_with<T>(
        &self,
        [other, third]: [&Self; 2],
        f: impl Fn([&[f64]; 3]) -> T,
    ) -> Row<T> {
        let mut others = other.columns.iter().zip(&third.columns);
        self.map(|own| {
            let (other, third) = others.next().expect("rows of one forecast are alike");
            f([own, other, third])
        })
    }

    /// Quantiles of every quantity; there is a draw.
    pub(super) fn quantiles(&self) -> DayQuantiles {
        DayQuantiles {
            draws: self.columns.first().map_or(0, Vec::len),
            row: self.map(Quantiles::of),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn prop_ranks_are_those_of_the_sorted_sample(
            mut sample in prop::collection::vec((-1.0e3..1.0e3_f64).prop_map(|x| x * x * x), 1..2000)
        ) {
            let mut ranked = Ranked::new(&sample);
            sample.sort_unstable_by(f64::total_cmp);
            for rank in [0, sample.len() / 20, sample.len() / 2, sample.len() - 1] {
                prop_assert_eq!(ranked.at(rank).to_bits(), sample[rank].to_bits());
            }
        }
    }

    #[test]
    fn equal_values_have_any_rank() {
        let mut ranked = Ranked::new(&[3.0; 5]);
        assert!((0..5).all(|rank| ranked.at(rank).to_bits() == 3.0_f64.to_bits()));
    }

    #[test]
    fn hyndman_fan1996_type7() {
        // R: quantile(c(1, 2, 4, 8), c(.05, .25, .5, .75, .95), type = 7)
        let of = Quantiles::of(&[8.0, 1.0, 4.0, 2.0]);
        let expected = [1.15, 1.75, 3.0, 5.0, 7.4];
        for (found, expected) in [of.lo90, of.lo50, of.median, of.hi50, of.hi90]
            .into_iter()
            .zip(expected)
        {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }
}
