//! Round values that cover a range, and where a value lies between their ends.

use crate::number;

/// How much more a step of 1 or 10 is liked than one between, and how much more a step of 5 (the
/// weights of R's `pretty`: Becker, Chambers and Wilks 1988, The New S Language).
const BIAS: f64 = 1.5;
const BIAS_FIVE: f64 = 0.5 + 1.5 * BIAS;
/// Share of a step within which a value counts as one of the round ones.
const NEARLY: f64 = 1e-10;
/// Values further out are drawn at the edge: differences of larger ones overflow.
const FARTHEST: f64 = 1e150;
/// From here on, and below the last decimal, a number is written with a power of ten.
const LARGE: f64 = 1e7;
const MOST_DECIMALS: usize = 6;

/// A range with its round values, ends included; `lo < hi`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    pub(crate) lo: f64,
    pub(crate) hi: f64,
    pub(crate) ticks: Vec<f64>,
}

impl Axis {
    /// The axis that covers `lo` and `hi` in about `divisions` steps.
    pub(crate) fn covering(lo: f64, hi: f64, divisions: usize) -> Self {
        let (lo, hi) = apart(tamed(lo), tamed(hi));
        let ticks = ticks(lo, hi, divisions);
        Self {
            lo: ticks.first().copied().unwrap_or(lo),
            hi: ticks.last().copied().unwrap_or(hi),
            ticks,
        }
    }

    /// Where a value lies: 0 at the lower end, 1 at the upper, never beyond.
    pub(crate) fn share(&self, value: f64) -> f64 {
        ((tamed(value) - self.lo) / (self.hi - self.lo)).clamp(0.0, 1.0)
    }

    /// The place of zero among the round values, or the first.
    pub(crate) fn home(&self) -> usize {
        let step = (self.hi - self.lo) / self.ticks.len() as f64;
        let is_zero = |tick: &f64| tick.abs() < NEARLY * step;
        self.ticks.iter().position(is_zero).unwrap_or_default()
    }

    /// A round value as written beside its tick.
    pub(crate) fn label(&self, tick: f64) -> String {
        let step = (self.hi - self.lo) / (self.ticks.len().max(2) - 1) as f64;
        shown(tick, decimals_of(step), number::plain)
    }
}

/// Which of some labels are written where all would touch: every first, second, third … counted from the
/// one at `home`; `step` is the distance between two.
pub(crate) fn thinned(count: usize, home: usize, widest: f64, step: f64) -> impl Fn(usize) -> bool {
    let every = (1..count).find(|every| widest <= step * *every as f64);
    let every = every.unwrap_or(count.max(1));
    move |index| index.abs_diff(home).is_multiple_of(every)
}

/// A number with `decimals`, by `write`, or with a power of ten where that would be long or nothing.
pub(crate) fn shown(value: f64, decimals: usize, write: fn(f64, usize) -> String) -> String {
    let is_long = LARGE <= value.abs() || MOST_DECIMALS < decimals;
    if !is_long {
        return write(value, decimals);
    }
    if value.abs() < f64::MIN_POSITIVE {
        return "0".to_owned();
    }
    let power = value.abs().log10().floor();
    // In two steps: the power of ten of a very small number is beyond the largest there is.
    let mantissa = value / 10_f64.powf(0.5 * power) / 10_f64.powf(0.5 * power);
    format!("{}e{}", write(mantissa, 1), number::plain(power, 0))
}

/// Decimals that tell multiples of `step` apart.
pub(crate) fn decimals_of(step: f64) -> usize {
    let places = -(step.abs().log10() + NEARLY).floor();
    // A step of zero has infinitely many; the cast keeps to what a usize holds.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative, and saturating"
    )]
    let places = places.max(0.0) as usize;
    places
}

fn tamed(value: f64) -> f64 {
    if value.is_nan() {
        0.0
    } else {
        value.clamp(-FARTHEST, FARTHEST)
    }
}

/// The two ends, moved apart where they are too close to be told apart on paper.
fn apart(lo: f64, hi: f64) -> (f64, f64) {
    let (lo, hi) = (lo.min(hi), lo.max(hi));
    let least = (1e-9 * lo.abs().max(hi.abs())).max(1.0 / FARTHEST);
    if hi - lo < least {
        (lo - least, hi + least)
    } else {
        (lo, hi)
    }
}

/// Multiples of 1, 2 or 5 times a power of ten that cover `lo < hi` in about `divisions` steps.
fn ticks(lo: f64, hi: f64, divisions: usize) -> Vec<f64> {
    let cell = (hi - lo) / divisions.max(1) as f64;
    let base = 10_f64.powf(cell.log10().floor());
    let mut unit = base;
    for (factor, bias) in [(2.0, BIAS), (5.0, BIAS_FIVE), (10.0, BIAS)] {
        if factor * base - cell < bias * (cell - unit) {
            unit = factor * base;
        }
    }
    let mut first = (lo / unit + NEARLY).floor();
    let mut last = (hi / unit - NEARLY).ceil();
    let least = (divisions / 3) as f64;
    let missing = (least - (last - first)).max(0.0);
    let (half, other) = ((0.5 * missing).floor(), (0.5 * missing).ceil());
    // The odd one goes to the side that is away from zero.
    let (below, above) = if first < 0.0 {
        (half, other)
    } else {
        (other, half)
    };
    first -= below;
    last += above;
    let mut ticks = Vec::new();
    let mut at = first;
    while at <= last {
        ticks.push(at * unit);
        at += 1.0;
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The axes of metafor's default forest plots: `pretty` of the range of the 95 % intervals in four steps.
    #[test]
    fn ticks_are_where_metafor_puts_them() {
        let vectors = [
            include_str!("../../../meta/tests/vectors/bcg.json"),
            include_str!("../../../meta/tests/vectors/gibson2002.json"),
            include_str!("../../../meta/tests/vectors/hine1989.json"),
            include_str!("../../../meta/tests/vectors/li2007.json"),
            include_str!("../../../meta/tests/vectors/morris2008_prepost.json"),
            include_str!("../../../meta/tests/vectors/normand1999.json"),
            include_str!("../../../meta/tests/vectors/normand1999_smd.json"),
            include_str!("../../../meta/tests/vectors/raudenbush1985.json"),
        ];
        for vector in vectors {
            let vector: serde_json::Value = serde_json::from_str(vector).expect("JSON");
            let numbers = |value: &serde_json::Value| -> Vec<f64> {
                let values = value.as_array().expect("an array").iter();
                values.filter_map(serde_json::Value::as_f64).collect()
            };
            let (yi, vi) = (numbers(&vector["yi"]), numbers(&vector["vi"]));
            let half = |vi: &f64| 1.959_963_984_540_054 * vi.sqrt();
            let lo = yi.iter().zip(&vi).map(|(y, v)| y - half(v));
            let hi = yi.iter().zip(&vi).map(|(y, v)| y + half(v));
            let axis = Axis::covering(
                lo.fold(f64::INFINITY, f64::min),
                hi.fold(f64::NEG_INFINITY, f64::max),
                4,
            );
            let layout = &vector["bias"]["forest_layout_default"];
            let expected = numbers(&layout["at"]);
            let name = &vector["dataset"];
            assert_eq!(axis.ticks.len(), expected.len(), "{name}: {axis:?}");
            for (found, expected) in axis.ticks.iter().zip(&expected) {
                let is_close = (found - expected).abs() < 1e-12 * (axis.hi - axis.lo);
                assert!(is_close, "{name}: {found} is not {expected}");
            }
            let alim = numbers(&layout["alim"]);
            assert!((axis.lo - alim[0]).abs() < 1e-12 * (axis.hi - axis.lo));
            assert!((axis.hi - alim[1]).abs() < 1e-12 * (axis.hi - axis.lo));
        }
    }

    #[test]
    fn labels_have_the_decimals_of_their_step() {
        let of = |lo, hi| {
            let axis = Axis::covering(lo, hi, 4);
            axis.ticks
                .iter()
                .map(|tick| axis.label(*tick))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of(-0.12, 0.09),
            [
                "\u{2212}0.15",
                "\u{2212}0.10",
                "\u{2212}0.05",
                "0.00",
                "0.05",
                "0.10"
            ]
        );
        assert_eq!(of(0.0, 38.0), ["0", "10", "20", "30", "40"]);
        assert_eq!(of(0.0, 4e9), ["0", "1.0e9", "2.0e9", "3.0e9", "4.0e9"]);
    }

    proptest! {
        #[test]
        fn every_range_is_covered_by_a_few_rising_ticks(a in any::<f64>(), b in any::<f64>(), divisions in 2_usize..9) {
            let axis = Axis::covering(a, b, divisions);
            prop_assert!(axis.lo < axis.hi && (axis.hi - axis.lo).is_finite());
            prop_assert!((2..40).contains(&axis.ticks.len()), "{:?}", axis.ticks);
            prop_assert!(axis.ticks.windows(2).all(|pair| pair[0] < pair[1]));
            for end in [a, b] {
                prop_assert!((0.0..=1.0).contains(&axis.share(end)));
                prop_assert!(FARTHEST < end.abs() || end.is_nan() || (axis.lo <= end + 1e-6 * (axis.hi - axis.lo) && end - 1e-6 * (axis.hi - axis.lo) <= axis.hi));
            }
            for tick in &axis.ticks {
                prop_assert!(axis.label(*tick).chars().count() < 12, "{}", axis.label(*tick));
            }
        }
    }
}
