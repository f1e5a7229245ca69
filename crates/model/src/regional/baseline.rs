//! The share of each depot in fat mass on day 0.

use crate::{Depot, Parameters, PersonInput, scores::Scores, units::YEARS_PER_DECADE};

/// Shares of fat mass, in the order of [`Depot::ALL`]; they sum to one.
///
/// Head and arms take their shares, legs and trunk divide the rest by the leg/trunk ratio of the
/// sex at the age, and the trunk divides in proportion to the default shares of its three depots.
/// Height, weight, girth and menopause are not used: no slopes of the shares on them are known.
pub(super) fn shares(
    parameters: &Parameters,
    person: &PersonInput,
    scores: &Scores,
) -> [f64; Depot::COUNT] {
    let p = &parameters.regional;
    let head = person.sex.of(&p.head_men, &p.head_women).value;
    let arms = person
        .sex
        .of(&p.arms_men, &p.arms_women)
        .log_normal(scores.arms);
    let ratio = leg_trunk(parameters, person, scores);
    let trunk = (1.0 - arms - head) / (1.0 + ratio);
    let [visceral, abdominal, other] = trunk_parts(parameters, person, scores);
    [
        visceral * trunk,
        abdominal * trunk,
        other * trunk,
        ratio * trunk,
        arms,
        head,
    ]
}

/// Leg over trunk fat.
fn leg_trunk(parameters: &Parameters, person: &PersonInput, scores: &Scores) -> f64 {
    let p = &parameters.regional;
    let mean = person.sex.of(&p.leg_trunk_men, &p.leg_trunk_women).value;
    let age_y = person.age_y.max(p.leg_trunk_onset.value);
    let decades = (age_y - p.leg_trunk_reference.value) / YEARS_PER_DECADE;
    let ln_shift =
        p.leg_trunk_per_decade.value * decades + p.leg_trunk_ln_sd.value * scores.leg_trunk;
    mean * ln_shift.exp()
}

/// Visceral, abdominal subcutaneous and other shares of trunk fat.
fn trunk_parts(parameters: &Parameters, person: &PersonInput, scores: &Scores) -> [f64; 3] {
    let p = &parameters.regional;
    let sex = person.sex;
    let visceral = sex.of(&p.visceral_men, &p.visceral_women).value;
    let abdominal = sex
        .of(
            &p.abdominal_subcutaneous_men,
            &p.abdominal_subcutaneous_women,
        )
        .value;
    let other = sex.of(&p.other_trunk_men, &p.other_trunk_women).value;
    let rest = abdominal + other;
    // The score moves the odds against the rest, so that the share stays a share; d ln share / d ln
    // odds = 1 − share.
    let ln_sd = p.visceral_cv.value.powi(2).ln_1p().sqrt();
    let visceral = visceral * (ln_sd * scores.visceral * (visceral + rest) / rest).exp();
    let parts = [visceral, abdominal, other];
    parts.map(|part| part / (visceral + rest))
}
