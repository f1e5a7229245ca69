//! What waist and hip say about where fat lies.
//!
//! Given sex, BMI and age, what a tape reads beyond the expected goes with a smaller leg/trunk
//! ratio and a larger visceral share. The correlations are weak and the tape errs, so a reading
//! moves the belief part of the way and narrows it a little.

use super::belief::Belief;
use crate::{Parameters, PersonInput};

/// A tape reading in standard deviations of persons about the expected.
struct Reading {
    score: f64,
    /// Correlations with the deviations of ln leg/trunk fat and of the ln visceral share.
    correlations: [f64; 2],
    /// Variance of measuring, that of persons being one.
    noise: f64,
}

impl Reading {
    /// Variance of the reading that the two deviations leave.
    fn rest(&self) -> f64 {
        let [a, b] = self.correlations;
        1.0 - a * a - b * b + self.noise
    }
}

/// The belief after the waist and hip told.
pub(super) fn observe(parameters: &Parameters, person: &PersonInput, belief: Belief) -> Belief {
    let waist = person.waist_cm.map(|cm| waist(parameters, person, cm));
    let hip = person.hip_cm.map(|cm| hip(parameters, person, cm));
    match (waist, hip) {
        (None, None) => belief,
        (Some(one), None) | (None, Some(one)) => {
            belief.observe(one.correlations, one.score, one.rest())
        }
        (Some(waist), Some(hip)) => both(parameters, &waist, &hip, belief),
    }
}

/// The belief after two readings whose remainders go together: the second is read for what the
/// first does not say already.
fn both(parameters: &Parameters, waist: &Reading, hip: &Reading, belief: Belief) -> Belief {
    let [wl, wv] = waist.correlations;
    let [hl, hv] = hip.correlations;
    let shared = parameters.tape.waist_hip_correlation.value - (wl * hl + wv * hv);
    let slope = shared / waist.rest();
    belief.observe([wl, wv], waist.score, waist.rest()).observe(
        [hl - slope * wl, hv - slope * wv],
        hip.score - slope * waist.score,
        hip.rest() - slope * shared,
    )
}

/// A waist against the model of Bozeman 2012.
fn waist(parameters: &Parameters, person: &PersonInput, waist_cm: f64) -> Reading {
    let p = &parameters.tape;
    let sex = person.sex;
    let years = sex.of(
        person.age_y,
        (person.age_y - p.waist_onset_women.value).max(0.0),
    );
    let expected_cm = sex.of(&p.waist_constant_men, &p.waist_constant_women).value
        + sex.of(&p.waist_per_bmi_men, &p.waist_per_bmi_women).value * person.bmi()
        + sex.of(&p.waist_per_year_men, &p.waist_per_year_women).value * years;
    let sd_cm = sex.of(&p.waist_sd_men, &p.waist_sd_women).value;
    Reading {
        score: bounded(parameters, (waist_cm - expected_cm) / sd_cm),
        correlations: [p.waist_leg_trunk.value, p.waist_visceral.value],
        noise: (p.waist_error_sd.value / sd_cm).powi(2),
    }
}

/// A hip against a line in BMI.
fn hip(parameters: &Parameters, person: &PersonInput, hip_cm: f64) -> Reading {
    let p = &parameters.tape;
    let sex = person.sex;
    let expected_cm = sex.of(&p.hip_constant_men, &p.hip_constant_women).value
        + sex.of(&p.hip_per_bmi_men, &p.hip_per_bmi_women).value * person.bmi();
    let sd_cm = sex.of(&p.hip_sd_men, &p.hip_sd_women).value;
    Reading {
        score: bounded(parameters, (hip_cm - expected_cm) / sd_cm),
        correlations: [p.hip_leg_trunk.value, p.hip_visceral.value],
        noise: (p.hip_error_sd.value / sd_cm).powi(2),
    }
}

/// A score that a slip of the tape cannot carry off.
fn bounded(parameters: &Parameters, score: f64) -> f64 {
    let bound = parameters.tape.tape_bound.value;
    score.clamp(-bound, bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published numbers are a joint normal: whatever was told, variance is left.
    #[test]
    fn every_reading_leaves_variance() {
        let p = &Parameters::published().tape;
        for (waist_sd, hip_sd) in [
            (&p.waist_sd_men, &p.hip_sd_men),
            (&p.waist_sd_women, &p.hip_sd_women),
        ] {
            let reading = |correlations, noise: f64| Reading {
                score: 1.0,
                correlations,
                noise: noise.powi(2),
            };
            let waist = reading(
                [p.waist_leg_trunk.value, p.waist_visceral.value],
                p.waist_error_sd.value / waist_sd.value,
            );
            let hip = reading(
                [p.hip_leg_trunk.value, p.hip_visceral.value],
                p.hip_error_sd.value / hip_sd.value,
            );
            let belief = both(Parameters::published(), &waist, &hip, Belief::prior());
            let [first, shared, second] = belief.root();
            let total = shared.hypot(second);
            assert!((0.4..0.95).contains(&first), "{belief:?}");
            assert!((0.4..0.99).contains(&total), "{belief:?}");
        }
    }

    /// Against the joint formula: mean C S⁻¹ y with S the 2 × 2 covariance of the readings.
    #[test]
    fn two_readings_in_turn_are_two_at_once() {
        let parameters = Parameters::published();
        let rho = parameters.tape.waist_hip_correlation.value;
        let (waist, hip) = (
            Reading {
                score: 1.2,
                correlations: [-0.45, 0.4],
                noise: 0.3,
            },
            Reading {
                score: -0.7,
                correlations: [0.45, -0.2],
                noise: 0.2,
            },
        );
        let belief = both(parameters, &waist, &hip, Belief::prior());
        let (s11, s22) = (1.3, 1.2);
        let det = s11 * s22 - rho * rho;
        let weights = [
            (s22 * waist.score - rho * hip.score) / det,
            (s11 * hip.score - rho * waist.score) / det,
        ];
        for i in 0..2 {
            let mean = waist.correlations[i] * weights[0] + hip.correlations[i] * weights[1];
            assert!((belief.mean()[i] - mean).abs() < 1e-14, "{belief:?} {mean}");
        }
    }
}
