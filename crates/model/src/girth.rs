//! Waist and hip from body weight.

use crate::{Error, Parameters, Person, limits, scores::Scores};

/// How one person's waist and hip follow weight, linearly.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Girth {
    weight_kg: f64,
    waist: Option<Line>,
    hip: Option<Line>,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    start_cm: f64,
    cm_per_kg: f64,
}

impl Girth {
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

    /// Waist in cm at a weight.
    pub(crate) fn waist_cm(&self, day: usize, weight_kg: f64) -> Result<Option<f64>, Error> {
        let waist_cm = self.waist.map(|line| line.at(weight_kg - self.weight_kg));
        waist_cm
            .map(|cm| limits::FORECAST_WAIST.check_on(day, cm))
            .transpose()
    }

    /// Hip in cm at a weight.
    pub(crate) fn hip_cm(&self, day: usize, weight_kg: f64) -> Result<Option<f64>, Error> {
        let hip_cm = self.hip.map(|line| line.at(weight_kg - self.weight_kg));
        hip_cm
            .map(|cm| limits::FORECAST_HIP.check_on(day, cm))
            .transpose()
    }
}

impl Line {
    fn at(self, change_kg: f64) -> f64 {
        self.start_cm + self.cm_per_kg * change_kg
    }
}
