//! Circumferences from body weight, fat and lean tissue.
//!
//! Waist and hip follow weight along a line; what lifting adds to weight is muscle elsewhere and
//! does not widen them. Thigh and arm are cylinders: the cross-section grows with the fat and the
//! muscle that the segment gains, so C² = C₀² + 4π ΔV / ℓ.

#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use std::f64::consts::PI;

use crate::{
    Depot, Parameters, Person, PersonInput,
    lanes::{Lanes, Real},
    scores::Scores,
};

/// Changes of volume in L become cm³.
const CM3_PER_L: f64 = 1000.0;
/// A person has two thighs and two arms.
const SIDES: f64 = 2.0;

/// How the circumferences of one person, or of sixteen, follow the body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Girth<R> {
    weight_kg: R,
    waist: Option<Line<R>>,
    hip: Option<Line<R>>,
    thigh: Option<Limb<R>>,
    arm: Option<Limb<R>>,
}

/// How a body has changed since day 0.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_field_names, reason = "each ends in its unit")]
pub(crate) struct Change<R> {
    /// Body weight on the day, kg.
    pub(crate) weight_kg: R,
    /// Fat of each depot less that of day 0, kg.
    pub(crate) depots_kg: [R; Depot::COUNT],
    /// Lean tissue less that of day 0, kg, what lifting added included.
    pub(crate) lean_kg: R,
    /// What lifting added of it, kg.
    pub(crate) trained_kg: R,
}

/// Circumferences on a day in cm, of those that were told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Girths<R> {
    /// Waist.
    pub(crate) waist: Option<R>,
    /// Hip.
    pub(crate) hip: Option<R>,
    /// Mid-thigh.
    pub(crate) thigh: Option<R>,
    /// Mid-upper-arm.
    pub(crate) arm: Option<R>,
}

#[derive(Clone, Copy, Debug)]
struct Line<R> {
    start_cm: R,
    cm_per_kg: R,
}

/// A thigh or an upper arm; what a kg anywhere adds to its cross-section, cm².
#[derive(Clone, Copy, Debug)]
struct Limb<R> {
    start_cm: R,
    fat_cm2: R,
    lean_cm2: R,
    trained_cm2: R,
}

impl Girth<f64> {
    /// The circumferences of a person, as far as they were told.
    pub(crate) fn new(parameters: &Parameters, person: &Person, scores: &Scores) -> Self {
        let p = &parameters.girth;
        let input = person.input();
        let line = |start_cm, cm_per_kg| Line {
            start_cm,
            cm_per_kg,
        };
        let waist = input.sex.of(&p.waist_per_kg_men, &p.waist_per_kg_women);
        let hip = input.sex.of(&p.hip_per_kg_men, &p.hip_per_kg_women);
        Self {
            weight_kg: input.weight_kg,
            waist: input
                .waist_cm
                .map(|start_cm| line(start_cm, waist.normal(scores.waist))),
            hip: input
                .hip_cm
                .map(|start_cm| line(start_cm, hip.normal(scores.hip))),
            thigh: thigh(parameters, input),
            arm: arm(parameters, input),
        }
    }
}

impl Girth<Lanes> {
    /// Sixteen side by side; NaN for those of whom a girth is not known while it is of others.
    pub(crate) fn abreast(girths: &[&Girth<f64>; Lanes::COUNT]) -> Self {
        let line = |field: fn(&Girth<f64>) -> Option<Line<f64>>| {
            let each = |part: fn(Line<f64>) -> f64| known(girths, |girth| field(girth).map(part));
            Some(Line {
                start_cm: each(|line| line.start_cm)?,
                cm_per_kg: each(|line| line.cm_per_kg)?,
            })
        };
        let limb = |field: fn(&Girth<f64>) -> Option<Limb<f64>>| {
            let each = |part: fn(Limb<f64>) -> f64| known(girths, |girth| field(girth).map(part));
            Some(Limb {
                start_cm: each(|limb| limb.start_cm)?,
                fat_cm2: each(|limb| limb.fat_cm2)?,
                lean_cm2: each(|limb| limb.lean_cm2)?,
                trained_cm2: each(|limb| limb.trained_cm2)?,
            })
        };
        Self {
            weight_kg: Lanes::of(|place| girths[place].weight_kg),
            waist: line(|girth| girth.waist),
            hip: line(|girth| girth.hip),
            thigh: limb(|girth| girth.thigh),
            arm: limb(|girth| girth.arm),
        }
    }
}

/// What is known of any of sixteen; NaN for the others.
fn known(
    girths: &[&Girth<f64>; Lanes::COUNT],
    part: impl Fn(&Girth<f64>) -> Option<f64>,
) -> Option<Lanes> {
    let any = girths.iter().any(|girth| part(girth).is_some());
    any.then(|| Lanes::of(|place| part(girths[place]).unwrap_or(f64::NAN)))
}

impl<R: Real> Girth<R> {
    /// Every circumference that was told, on a day; NaN for a limb of which nothing is left.
    #[inline(always)]
    pub(crate) fn at(&self, change: &Change<R>) -> Girths<R> {
        let untrained_kg = change.weight_kg - self.weight_kg - change.trained_kg;
        let depot_kg = |depot: Depot| change.depots_kg[depot as usize];
        Girths {
            waist: self.waist.map(|line| line.at(untrained_kg)),
            hip: self.hip.map(|line| line.at(untrained_kg)),
            thigh: self
                .thigh
                .map(|limb| limb.at(depot_kg(Depot::Legs), change)),
            arm: self.arm.map(|limb| limb.at(depot_kg(Depot::Arms), change)),
        }
    }
}

impl<R: Real> Line<R> {
    #[inline(always)]
    fn at(self, change_kg: R) -> R {
        self.start_cm + self.cm_per_kg * change_kg
    }
}

impl<R: Real> Limb<R> {
    /// The circumference, cm; NaN if nothing is left of the limb.
    #[inline(always)]
    fn at(self, fat_kg: R, change: &Change<R>) -> R {
        let growth_cm2 = self.fat_cm2 * fat_kg
            + self.lean_cm2 * (change.lean_kg - change.trained_kg)
            + self.trained_cm2 * change.trained_kg;
        (self.start_cm * self.start_cm + growth_cm2 * (4.0 * PI)).map(f64::sqrt)
    }
}

impl Limb<f64> {
    /// A limb of which each side is `length_cm` long and takes these shares of a change of its
    /// depot's fat, of lean tissue and of muscle gained by lifting.
    fn new(parameters: &Parameters, start_cm: f64, length_cm: f64, shares: [f64; 3]) -> Self {
        let p = &parameters.girth;
        let area = |share: f64, kg_per_l: f64| share * CM3_PER_L / (SIDES * kg_per_l * length_cm);
        let [fat, lean, trained] = shares;
        Self {
            start_cm,
            fat_cm2: area(fat, p.fat_density.value),
            lean_cm2: area(lean, p.muscle_density.value),
            trained_cm2: area(trained, p.muscle_density.value),
        }
    }
}

fn thigh(parameters: &Parameters, person: &PersonInput) -> Option<Limb<f64>> {
    let p = &parameters.girth;
    let length_cm = p.thigh_length.value * person.height_cm;
    let shares = [&p.thigh_of_leg_fat, &p.thigh_of_lean, &p.thigh_of_trained];
    let shares = shares.map(|share| share.value);
    person
        .thigh_cm
        .map(|start_cm| Limb::new(parameters, start_cm, length_cm, shares))
}

fn arm(parameters: &Parameters, person: &PersonInput) -> Option<Limb<f64>> {
    let p = &parameters.girth;
    let length_cm = p.arm_length.value * person.height_cm;
    let shares = [&p.arm_of_arm_fat, &p.arm_of_lean, &p.arm_of_trained];
    let shares = shares.map(|share| share.value);
    person
        .arm_cm
        .map(|start_cm| Limb::new(parameters, start_cm, length_cm, shares))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Error, Sex};

    fn girth(sex: Sex) -> Result<Girth<f64>, Error> {
        let person = Person::new(PersonInput {
            waist_cm: Some(95.0),
            hip_cm: Some(104.0),
            thigh_cm: Some(58.0),
            arm_cm: Some(33.0),
            ..PersonInput::new(sex, 40.0, 175.0, 85.0, 1.5)
        })?;
        let parameters = Parameters::published();
        Ok(Girth::new(parameters, &person, &Scores::default()))
    }

    const SAME: Change<f64> = Change {
        weight_kg: 85.0,
        depots_kg: [0.0; Depot::COUNT],
        lean_kg: 0.0,
        trained_kg: 0.0,
    };

    #[test]
    fn nothing_changes_where_nothing_changes() -> Result<(), Error> {
        for sex in [Sex::Male, Sex::Female] {
            let found = girth(sex)?.at(&SAME);
            for (found, told) in [
                (found.waist, 95.0),
                (found.hip, 104.0),
                (found.thigh, 58.0),
                (found.arm, 33.0),
            ] {
                assert!((found.unwrap_or(0.0) - told).abs() < 1e-12);
            }
        }
        Ok(())
    }

    /// Fat lost and as much muscle gained, in the proportions of `regional.md`: 25 kg of fat less
    /// 2 kg, of which legs give 0.85 and arms 1.1 times their share.
    #[test]
    fn lifting_at_constant_weight_shrinks_neither_thigh_nor_arm() -> Result<(), Error> {
        for (sex, legs, arms) in [(Sex::Male, 0.35, 0.11), (Sex::Female, 0.405, 0.115)] {
            let mut depots_kg = [0.0; Depot::COUNT];
            depots_kg[3] = -2.0 * 0.9 * legs;
            depots_kg[4] = -2.0 * 1.15 * arms;
            let change = Change {
                depots_kg,
                lean_kg: 2.0,
                trained_kg: 2.0,
                ..SAME
            };
            let found = girth(sex)?.at(&change);
            assert!(found.thigh > Some(58.0), "{sex:?} {found:?}");
            assert!(found.arm > Some(33.0), "{sex:?} {found:?}");
            assert!(found.waist < Some(95.0), "{sex:?} {found:?}");
        }
        Ok(())
    }

    /// 20 kg lost on a diet, three quarters of it fat. Between people thigh and arm differ by 0.3
    /// to 0.4 and by about 0.28 cm per kg; lost weight should take as much within a factor of two.
    #[test]
    fn a_diet_thins_thigh_and_arm_as_lean_people_are_thinner() -> Result<(), Error> {
        let mut depots_kg = [0.0; Depot::COUNT];
        depots_kg[3] = -15.0 * 0.35;
        depots_kg[4] = -15.0 * 0.12;
        let change = Change {
            weight_kg: 65.0,
            depots_kg,
            lean_kg: -3.5,
            trained_kg: 0.0,
        };
        let found = girth(Sex::Female)?.at(&change);
        let per_kg = |start: f64, end: Option<f64>| (start - end.unwrap_or(0.0)) / 20.0;
        let (thigh, arm) = (per_kg(58.0, found.thigh), per_kg(33.0, found.arm));
        assert!((0.17..0.7).contains(&thigh), "{thigh}");
        assert!((0.14..0.56).contains(&arm), "{arm}");
        Ok(())
    }
}
