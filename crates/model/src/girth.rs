//! Waist and hip from body weight.
#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use crate::{
    Parameters, Person,
    lanes::{Lanes, Real},
    scores::Scores,
};

/// How waist and hip follow weight, linearly.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Girth<R> {
    weight_kg: R,
    waist: Option<Line<R>>,
    hip: Option<Line<R>>,
}

#[derive(Clone, Copy, Debug)]
struct Line<R> {
    start_cm: R,
    cm_per_kg: R,
}

impl Girth<f64> {
    /// Waist and hip of a person, as far as they were measured and their change is known of the
    /// sex.
    pub(crate) fn new(parameters: &Parameters, person: &Person, scores: &Scores) -> Self {
        let p = &parameters.girth;
        let input = person.input();
        let line = |start_cm, cm_per_kg| Line {
            start_cm,
            cm_per_kg,
        };
        let waist = input
            .sex
            .of(&p.waist_per_kg_men, &p.waist_per_kg_women)
            .normal(scores.waist);
        let hip = input
            .sex
            .of(None, Some(p.hip_per_kg_women.normal(scores.hip)));
        Self {
            weight_kg: input.weight_kg,
            waist: input.waist_cm.map(|start_cm| line(start_cm, waist)),
            hip: input
                .hip_cm
                .zip(hip)
                .map(|(start_cm, hip)| line(start_cm, hip)),
        }
    }
}

impl Girth<Lanes> {
    /// Sixteen side by side; NaN for those of whom a girth is not known while it is of others.
    pub(crate) fn abreast(girths: &[Girth<f64>; Lanes::COUNT]) -> Self {
        let line = |field: fn(&Girth<f64>) -> Option<Line<f64>>| {
            let known = girths.iter().any(|girth| field(girth).is_some());
            let each = |part: fn(Line<f64>) -> f64| {
                Lanes::of(|place| field(&girths[place]).map_or(f64::NAN, part))
            };
            known.then(|| Line {
                start_cm: each(|line| line.start_cm),
                cm_per_kg: each(|line| line.cm_per_kg),
            })
        };
        Self {
            weight_kg: Lanes::of(|place| girths[place].weight_kg),
            waist: line(|girth| girth.waist),
            hip: line(|girth| girth.hip),
        }
    }
}

impl<R: Real> Girth<R> {
    /// Waist in cm at a weight.
    #[inline(always)]
    pub(crate) fn waist_cm(&self, weight_kg: R) -> Option<R> {
        self.waist.map(|line| line.at(weight_kg - self.weight_kg))
    }

    /// Hip in cm at a weight.
    #[inline(always)]
    pub(crate) fn hip_cm(&self, weight_kg: R) -> Option<R> {
        self.hip.map(|line| line.at(weight_kg - self.weight_kg))
    }
}

impl<R: Real> Line<R> {
    #[inline(always)]
    fn at(self, change_kg: R) -> R {
        self.start_cm + self.cm_per_kg * change_kg
    }
}
