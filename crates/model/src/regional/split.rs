//! Fat divided among depots by the normalised allometric law.
#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use super::{baseline, drift_per_year};
use crate::{
    Depot, Parameters, Person,
    lanes::{Lanes, Real, exp},
    scores::Scores,
};

/// Newton steps allowed; from the starting value three or four suffice.
const MAX_STEPS: usize = 50;
/// Agreement of the depots' sum with fat, relative to it.
const TOLERANCE: f64 = 1e-12;

/// How fat divides among the depots, of one person or of sixteen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Split<R> {
    masses_kg: [R; Depot::COUNT],
    floors_kg: [R; Depot::COUNT],
    exponents: [R; Depot::COUNT],
    /// ln deviation of each depot from the law once fat has changed by `ln_onset`; none where the
    /// depot keeps its fat.
    scatter: [R; Depot::COUNT],
    ln_onset: f64,
    /// How fast each depot's ln mass drifts with age at constant fat, per year.
    drift: [R; Depot::COUNT],
}

impl Split<f64> {
    /// The division of a person who has `fat_kg` on day 0 and deviates from the estimates by
    /// `scores`.
    pub(crate) fn new(
        parameters: &Parameters,
        person: &Person,
        fat_kg: f64,
        scores: &Scores,
    ) -> Self {
        let p = &parameters.regional;
        let shares = baseline::shares(parameters, person.input(), scores);
        let masses_kg = shares.map(|share| share * fat_kg);
        let laws = [
            &p.visceral_exponent,
            &p.abdominal_subcutaneous_exponent,
            &p.other_trunk_exponent,
            &p.legs_exponent,
            &p.arms_exponent,
            &p.head_exponent,
        ];
        let measured = std::array::from_fn(|i| laws[i].log_normal(scores.exponents[i]));
        let sds = laws.map(|law| law.value * law.ln_sd());
        let exponents = closed(&shares, measured, sds);
        let scatter = |i: usize| {
            let moves = f64::from(0.0 < exponents[i]);
            moves * scores.scatter[i] * p.person_ln_sd.value
        };
        Self {
            scatter: std::array::from_fn(scatter),
            ln_onset: -(-p.person_onset.value).ln_1p(),
            drift: drift_per_year(parameters, person.input()),
            ..Self::typical(masses_kg, exponents, p.essential.value)
        }
    }

    /// The law without personal scatter and drift. A depot keeps at least so much of what it has;
    /// one with exponent zero keeps all of it.
    fn typical(
        masses_kg: [f64; Depot::COUNT],
        exponents: [f64; Depot::COUNT],
        kept_frac: f64,
    ) -> Self {
        let floor_kg = |i: usize| {
            let kept_frac = if 0.0 < exponents[i] { kept_frac } else { 1.0 };
            masses_kg[i] * kept_frac
        };
        Self {
            masses_kg,
            floors_kg: std::array::from_fn(floor_kg),
            exponents,
            scatter: [0.0; Depot::COUNT],
            ln_onset: 1.0,
            drift: [0.0; Depot::COUNT],
        }
    }
}

/// Exponents that let depots of these shares sum to total fat as it begins to change: Σ share · k
/// = 1, which every body obeys and measured exponents do nearly.
///
/// What is missing is taken where the least is known: it is the mean of normal exponents given
/// their sum, so that a drawn set becomes a draw of those given it.
fn closed(
    shares: &[f64; Depot::COUNT],
    measured: [f64; Depot::COUNT],
    sds: [f64; Depot::COUNT],
) -> [f64; Depot::COUNT] {
    let weight = |i: usize| shares[i] * sds[i] * sds[i];
    let excess: f64 = sum(&std::array::from_fn(|i| shares[i] * measured[i])) - 1.0;
    let weights: f64 = sum(&std::array::from_fn(|i| shares[i] * weight(i)));
    std::array::from_fn(|i| measured[i] - excess * weight(i) / weights)
}

impl Split<Lanes> {
    /// Sixteen side by side.
    pub(crate) fn abreast(splits: &[&Split<f64>; Lanes::COUNT]) -> Self {
        let each = |field: fn(&Split<f64>) -> &[f64; Depot::COUNT]| {
            std::array::from_fn(|depot| Lanes::of(|place| field(splits[place])[depot]))
        };
        Self {
            masses_kg: each(|s| &s.masses_kg),
            floors_kg: each(|s| &s.floors_kg),
            exponents: each(|s| &s.exponents),
            scatter: each(|s| &s.scatter),
            ln_onset: splits[0].ln_onset,
            drift: each(|s| &s.drift),
        }
    }
}

impl<R: Real> Split<R> {
    /// Depot masses in kg at a fat mass, in the order of [`Depot::ALL`]; they sum to it if it is
    /// more than what the depots keep in any case. `ln_ratio` is the logarithm of fat over fat at
    /// the start, `aged_y` how many years the body has aged.
    #[inline(always)]
    pub(crate) fn at(&self, fat_kg: R, ln_ratio: R, aged_y: R) -> [R; Depot::COUNT] {
        let start_kg = self.deviating(ln_ratio, aged_y);
        let total_kg = sum(&start_kg);
        let mut weighted_kg = R::splat(0.0);
        for (start_kg, k) in start_kg.iter().zip(&self.exponents) {
            weighted_kg = weighted_kg + *start_kg * *k;
        }
        // By Jensen this lies right of the root of a convex increasing function:
        // Newton's steps come down on it without crossing.
        let mut lambda = ln_above(fat_kg, total_kg) * total_kg / weighted_kg;
        let (mut depots_kg, mut slope_kg) = self.scaled(&start_kg, lambda);
        for _ in 0..MAX_STEPS {
            let excess_kg = sum(&depots_kg) - fat_kg;
            // A lane that has arrived stays where it is while others go on.
            let step = excess_kg.zip(fat_kg, still_off).zip(slope_kg, newton);
            if !step.any(|step| step != 0.0) {
                break;
            }
            lambda = lambda - step;
            (depots_kg, slope_kg) = self.scaled(&start_kg, lambda);
        }
        depots_kg
    }

    /// Depots at λ, none below its floor, and how fast their sum changes with λ.
    #[inline(always)]
    fn scaled(&self, start_kg: &[R; Depot::COUNT], lambda: R) -> ([R; Depot::COUNT], R) {
        let mut slope_kg = R::splat(0.0);
        let mut depots_kg = *start_kg;
        for (i, depot_kg) in depots_kg.iter_mut().enumerate() {
            let k = self.exponents[i];
            let floor_kg = self.floors_kg[i];
            let mass_kg = *depot_kg * (k * lambda).map(exp);
            let above_kg = mass_kg.zip(floor_kg, if_above);
            slope_kg = slope_kg + k * above_kg;
            *depot_kg = above_kg.zip(floor_kg, or_floor);
        }
        (depots_kg, slope_kg)
    }

    /// By how much depots differ from those of day 0, kg.
    #[inline(always)]
    pub(crate) fn change(&self, depots_kg: &[R; Depot::COUNT]) -> [R; Depot::COUNT] {
        let mut changes_kg = *depots_kg;
        for (change_kg, mass_kg) in changes_kg.iter_mut().zip(&self.masses_kg) {
            *change_kg = *change_kg - *mass_kg;
        }
        changes_kg
    }

    /// Masses on day 0 as they would have been if the person's deviation at this fat mass, and the
    /// drift of these years, had held then.
    #[inline(always)]
    fn deviating(&self, ln_ratio: R, aged_y: R) -> [R; Depot::COUNT] {
        let progress = ln_ratio.map(|x| {
            let share = x.abs() / self.ln_onset;
            if share < 1.0 { share } else { 1.0 }
        });
        let mut masses_kg = self.masses_kg;
        for (i, mass_kg) in masses_kg.iter_mut().enumerate() {
            *mass_kg = *mass_kg * (self.scatter[i] * progress + self.drift[i] * aged_y).map(exp);
        }
        masses_kg
    }
}

/// The logarithm of a quotient near one, never less where it is negative: with u = (a − b) / (a + b)
/// it is 2 (u + u³/3 + u⁵/5 + …).
#[inline(always)]
fn ln_above<R: Real>(over: R, under: R) -> R {
    let u = (over - under) / (over + under);
    u * (u * u * (1.0 / 3.0) + 1.0) * 2.0
}

/// The excess, or nothing where it is as small as it need be.
#[inline(always)]
fn still_off(excess_kg: f64, fat_kg: f64) -> f64 {
    if TOLERANCE * fat_kg < excess_kg.abs() {
        excess_kg
    } else {
        0.0
    }
}

/// Newton's step, none where nothing moves.
#[inline(always)]
fn newton(excess_kg: f64, slope_kg: f64) -> f64 {
    if 0.0 < slope_kg {
        excess_kg / slope_kg
    } else {
        0.0
    }
}

/// A mass above its floor, else nothing.
#[inline(always)]
fn if_above(mass_kg: f64, floor_kg: f64) -> f64 {
    if floor_kg < mass_kg { mass_kg } else { 0.0 }
}

/// The larger of both.
#[inline(always)]
fn or_floor(above_kg: f64, floor_kg: f64) -> f64 {
    if floor_kg < above_kg {
        above_kg
    } else {
        floor_kg
    }
}

/// Of all depots, in their order.
#[inline(always)]
fn sum<R: Real>(depots: &[R; Depot::COUNT]) -> R {
    let [first, rest @ ..] = depots;
    rest.iter().fold(*first, |sum, depot| sum + *depot)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The division of `regional.md`, section 2, with the shares printed there.
    fn example(shares: [f64; Depot::COUNT]) -> Split<f64> {
        let masses_kg = shares.map(|share| share * 25.0);
        Split::typical(masses_kg, [1.30, 0.97, 1.05, 0.85, 1.10, 0.0], 0.03)
    }

    const MAN: [f64; Depot::COUNT] = [0.14, 0.22, 0.14, 0.35, 0.11, 0.04];
    const WOMAN: [f64; Depot::COUNT] = [0.06, 0.24, 0.155, 0.40, 0.115, 0.03];

    /// The differential equation in steps of 5 g, as `derive_regional.py` integrates it, with
    /// midpoints.
    fn by_steps(split: &Split<f64>, to_kg: f64) -> [f64; Depot::COUNT] {
        let steps = 1000;
        let step_kg = (to_kg - sum(&split.masses_kg)) / f64::from(steps);
        let rate = |m: &[f64; Depot::COUNT]| {
            let weighted: f64 = m.iter().zip(&split.exponents).map(|(m, k)| m * k).sum();
            std::array::from_fn::<_, { Depot::COUNT }, _>(|i| split.exponents[i] * m[i] / weighted)
        };
        let mut m = split.masses_kg;
        for _ in 0..steps {
            let slope = rate(&m);
            let middle = std::array::from_fn(|i| m[i] + 0.5 * step_kg * slope[i]);
            let slope = rate(&middle);
            m = std::array::from_fn(|i| m[i] + step_kg * slope[i]);
        }
        m
    }

    #[test]
    fn regional_md_example_25_to_20_kg() {
        // Visceral, abdominal, other trunk, legs, arms: kg lost, two decimals printed.
        for (shares, lost_kg) in [
            (MAN, [0.92, 1.12, 0.76, 1.58, 0.62]),
            (WOMAN, [0.40, 1.24, 0.86, 1.84, 0.66]),
        ] {
            let split = example(shares);
            let depots_kg = split.at(20.0, 0.0, 0.0);
            for i in 0..5 {
                let lost = split.masses_kg[i] - depots_kg[i];
                assert!((lost - lost_kg[i]).abs() < 0.006, "{i}: {lost}");
            }
            assert!((depots_kg[5] - split.masses_kg[5]).abs() < 1e-15);
        }
    }

    #[test]
    fn the_root_is_the_solution_of_the_differential_equation() {
        for (shares, to_kg) in [(MAN, 20.0), (WOMAN, 16.0), (MAN, 40.0)] {
            let split = example(shares);
            let (root, stepped) = (split.at(to_kg, 0.0, 0.0), by_steps(&split, to_kg));
            for i in 0..Depot::COUNT {
                assert!((root[i] - stepped[i]).abs() < 1e-5, "{root:?} {stepped:?}");
            }
        }
    }

    #[test]
    fn sums_to_fat_down_to_the_essential_floor() {
        for split in [MAN, WOMAN].map(example) {
            let floor_kg = sum(&split.floors_kg);
            for fat_kg in [floor_kg, floor_kg + 1e-9, 5.0, 25.0, 25.0 + 1e-12, 300.0] {
                let depots_kg = split.at(fat_kg, 0.0, 0.0);
                let sum: f64 = depots_kg.iter().sum();
                assert!((sum - fat_kg).abs() < 1e-9, "{sum} {fat_kg}");
                let mut pairs = depots_kg.iter().zip(&split.floors_kg);
                assert!(pairs.all(|(mass, floor)| floor <= mass), "{depots_kg:?}");
            }
        }
    }
}
