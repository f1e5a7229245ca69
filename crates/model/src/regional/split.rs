//! Fat divided among depots by the normalised allometric law.

use super::baseline;
use crate::{Depot, Error, Parameters, Person, limits, scores::Scores};

/// Newton steps allowed; from the starting value three or four suffice.
const MAX_STEPS: usize = 50;
/// Agreement of the depots' sum with fat, relative to it.
const TOLERANCE: f64 = 1e-12;

/// How one person's fat divides among the depots.
#[derive(Clone, Debug)]
pub(crate) struct Split {
    fat_kg: f64,
    masses_kg: [f64; Depot::COUNT],
    floors_kg: [f64; Depot::COUNT],
    exponents: [f64; Depot::COUNT],
    /// The person's ln deviation of each depot from the law once fat has changed by `ln_onset`.
    scatter: [f64; Depot::COUNT],
    ln_onset: f64,
}

impl Split {
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
        let exponents = std::array::from_fn(|i| laws[i].log_normal(scores.exponents[i]));
        Self {
            scatter: scores.scatter.map(|score| score * p.person_ln_sd.value),
            ln_onset: -(-p.person_onset.value).ln_1p(),
            ..Self::typical(masses_kg, exponents, p.essential.value * fat_kg)
        }
    }

    /// The law without personal scatter. A depot keeps at least `floor_kg`, or what it has if that
    /// is less; one with exponent zero keeps all it has.
    fn typical(
        masses_kg: [f64; Depot::COUNT],
        exponents: [f64; Depot::COUNT],
        floor_kg: f64,
    ) -> Self {
        let floor_kg = |i: usize| {
            let kept_kg = if 0.0 < exponents[i] {
                floor_kg
            } else {
                f64::INFINITY
            };
            masses_kg[i].min(kept_kg)
        };
        Self {
            fat_kg: masses_kg.iter().sum(),
            masses_kg,
            floors_kg: std::array::from_fn(floor_kg),
            exponents,
            scatter: [0.0; Depot::COUNT],
            ln_onset: 1.0,
        }
    }

    /// Least fat that leaves every depot what it keeps, kg.
    fn essential_kg(&self) -> f64 {
        self.floors_kg.iter().sum()
    }

    /// Depot masses in kg at a fat mass, in the order of [`Depot::ALL`]; they sum to it.
    ///
    /// # Errors
    /// [`Error::LeavesRange`] if fat is not more than what the depots keep in any case.
    pub(crate) fn at(&self, day: usize, fat_kg: f64) -> Result<[f64; Depot::COUNT], Error> {
        let floor_kg = self.essential_kg();
        limits::within(day, "fat_kg", fat_kg, floor_kg, limits::FORECAST_FAT_KG)?;
        let start_kg = self.deviating(fat_kg);
        let total_kg: f64 = start_kg.iter().sum();
        let weighted_kg: f64 = start_kg
            .iter()
            .zip(&self.exponents)
            .map(|(m, k)| m * k)
            .sum();
        // By Jensen this lies right of the root of a convex increasing function:
        // Newton's steps come down on it without crossing.
        let mut lambda = (fat_kg / total_kg).ln() * total_kg / weighted_kg;
        let mut depots_kg = start_kg;
        for _ in 0..MAX_STEPS {
            let slope_kg;
            (depots_kg, slope_kg) = self.scaled(&start_kg, lambda);
            let excess_kg = depots_kg.iter().sum::<f64>() - fat_kg;
            if excess_kg.abs() <= TOLERANCE * fat_kg || slope_kg <= 0.0 {
                break;
            }
            lambda -= excess_kg / slope_kg;
        }
        Ok(depots_kg)
    }

    /// Depots at λ, none below its floor, and how fast their sum changes with λ.
    fn scaled(&self, start_kg: &[f64; Depot::COUNT], lambda: f64) -> ([f64; Depot::COUNT], f64) {
        let mut slope_kg = 0.0;
        let depots_kg = std::array::from_fn(|i| {
            let k = self.exponents[i];
            let mass_kg = start_kg[i] * (k * lambda).exp();
            if mass_kg <= self.floors_kg[i] {
                return self.floors_kg[i];
            }
            slope_kg += k * mass_kg;
            mass_kg
        });
        (depots_kg, slope_kg)
    }

    /// Masses on day 0 as they would have been if the person's deviation at this fat mass had held
    /// then.
    fn deviating(&self, fat_kg: f64) -> [f64; Depot::COUNT] {
        let progress = ((fat_kg / self.fat_kg).ln().abs() / self.ln_onset).min(1.0);
        std::array::from_fn(|i| {
            let moves = f64::from(0.0 < self.exponents[i]);
            self.masses_kg[i] * (moves * self.scatter[i] * progress).exp()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The division of `regional.md`, section 2, with the shares printed there.
    fn example(shares: [f64; Depot::COUNT]) -> Split {
        let masses_kg = shares.map(|share| share * 25.0);
        Split::typical(masses_kg, [1.30, 0.97, 1.05, 0.85, 1.10, 0.0], 0.03 * 25.0)
    }

    const MAN: [f64; Depot::COUNT] = [0.14, 0.22, 0.14, 0.35, 0.11, 0.04];
    const WOMAN: [f64; Depot::COUNT] = [0.06, 0.24, 0.155, 0.40, 0.115, 0.03];

    /// The differential equation in steps of 5 g, as `derive_regional.py` integrates it, with
    /// midpoints.
    fn by_steps(split: &Split, to_kg: f64) -> [f64; Depot::COUNT] {
        let steps = 1000;
        let step_kg = (to_kg - split.fat_kg) / f64::from(steps);
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
    fn regional_md_example_25_to_20_kg() -> Result<(), Error> {
        // Visceral, abdominal, other trunk, legs, arms: kg lost, two decimals printed.
        for (shares, lost_kg) in [
            (MAN, [0.92, 1.12, 0.76, 1.58, 0.62]),
            (WOMAN, [0.40, 1.24, 0.86, 1.84, 0.66]),
        ] {
            let split = example(shares);
            let depots_kg = split.at(0, 20.0)?;
            for i in 0..5 {
                let lost = split.masses_kg[i] - depots_kg[i];
                assert!((lost - lost_kg[i]).abs() < 0.006, "{i}: {lost}");
            }
            assert!((depots_kg[5] - split.masses_kg[5]).abs() < 1e-15);
        }
        Ok(())
    }

    #[test]
    fn the_root_is_the_solution_of_the_differential_equation() -> Result<(), Error> {
        for (shares, to_kg) in [(MAN, 20.0), (WOMAN, 16.0), (MAN, 40.0)] {
            let split = example(shares);
            let (root, stepped) = (split.at(0, to_kg)?, by_steps(&split, to_kg));
            for i in 0..Depot::COUNT {
                assert!((root[i] - stepped[i]).abs() < 1e-5, "{root:?} {stepped:?}");
            }
        }
        Ok(())
    }

    #[test]
    fn sums_to_fat_down_to_the_essential_floor() -> Result<(), Error> {
        for split in [MAN, WOMAN].map(example) {
            let floor_kg = split.essential_kg();
            for fat_kg in [floor_kg, floor_kg + 1e-9, 5.0, 25.0, 25.0 + 1e-12, 300.0] {
                let depots_kg = split.at(0, fat_kg)?;
                let sum: f64 = depots_kg.iter().sum();
                assert!((sum - fat_kg).abs() < 1e-9, "{sum} {fat_kg}");
                let mut pairs = depots_kg.iter().zip(&split.floors_kg);
                assert!(pairs.all(|(mass, floor)| floor <= mass), "{depots_kg:?}");
            }
            let below = split.at(7, floor_kg - 0.01);
            assert!(matches!(below, Err(Error::LeavesRange { day: 7, .. })));
        }
        Ok(())
    }
}
