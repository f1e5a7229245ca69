//! What a scan says about where fat lies.

use super::{baseline::Build, belief::Belief};
use crate::{Device, Parameters, PersonInput, Scan};

/// The belief after visceral fat as a device with a norm gave it.
///
/// The reading is compared with what the same device reads in the typical person of this sex, age
/// and BMI; its kilograms are never taken for those of the depot. `sd` is that of persons about
/// the ln visceral share.
pub(super) fn observe(
    parameters: &Parameters,
    person: &PersonInput,
    sd: f64,
    belief: Belief,
) -> Belief {
    let p = &parameters.scan;
    match person.scan {
        Some(Scan {
            device: Device::DxaGe,
            visceral: Some(visceral_kg),
            ..
        }) => {
            let deviation = visceral_kg.ln() - ln_norm(parameters, person);
            let var = p.norm_ln_sd.value.powi(2) + p.visceral_cv_dxa.value.powi(2);
            belief.observe([0.0, 1.0], deviation / sd, var / sd.powi(2))
        }
        _ => belief,
    }
}

/// Ln of the visceral kg that a GE device reads in the typical person of this sex, age and BMI:
/// the medians, joined by lines in ln, scaled to the BMI by the allometric law.
fn ln_norm(parameters: &Parameters, person: &PersonInput) -> f64 {
    let (p, r) = (&parameters.scan, &parameters.regional);
    let sex = person.sex;
    let knots = [
        (
            &p.norm_age_youth,
            sex.of(&p.norm_youth_men, &p.norm_youth_women),
        ),
        (
            &p.norm_age_young,
            sex.of(&p.norm_young_men, &p.norm_young_women),
        ),
        (
            &p.norm_age_middle,
            sex.of(&p.norm_middle_men, &p.norm_middle_women),
        ),
        (
            &p.norm_age_older,
            sex.of(&p.norm_older_men, &p.norm_older_women),
        ),
    ];
    let mut ln_kg = knots[0].1.value.ln();
    for pair in knots.windows(2) {
        let [(from, low), (to, high)] = pair else {
            continue;
        };
        let along = (person.age_y - from.value) / (to.value - from.value);
        ln_kg += (high.value / low.value).ln() * along.clamp(0.0, 1.0);
    }
    let norm_bmi = sex.of(&p.norm_bmi_men, &p.norm_bmi_women).value;
    let per_ln_bmi = r.visceral_exponent.value * r.fat_per_ln_bmi.value;
    ln_kg + per_ln_bmi * (person.bmi() / norm_bmi).ln()
}

/// The regions told, as shares of fat; those untold divide the remainder as expected.
pub(super) fn regions(expected: [f64; 4], told_kg: [Option<f64>; 4], fat_kg: f64) -> [f64; 4] {
    let told: f64 = told_kg.iter().flatten().sum::<f64>() / fat_kg;
    let pairs = expected.iter().zip(&told_kg);
    let untold: f64 = pairs
        .filter(|(_, told_kg)| told_kg.is_none())
        .map(|(expected, _)| expected)
        .sum();
    std::array::from_fn(|i| match told_kg[i] {
        // Four regions told may miss the fat mass by their rounding.
        Some(told_kg) if 0.0 < untold => told_kg / fat_kg,
        Some(told_kg) => told_kg / fat_kg / told,
        None => expected[i] * (1.0 - told) / untold,
    })
}

/// The build of a person some of whose regions a DXA weighed: they are taken as measured, and vary
/// by as much as the measurement does.
pub(super) fn weighed(parameters: &Parameters, person: &PersonInput, build: Build) -> Build {
    let p = &parameters.scan;
    let Some((scan, fat_kg)) = person.scan.zip(person.fat_kg) else {
        return build;
    };
    let told_kg = scan.regions_kg();
    if told_kg.iter().all(Option::is_none) {
        return build;
    }
    let found = regions(build.regions(), told_kg, fat_kg);
    let [trunk_kg, legs_kg, arms_kg, _] = found.map(|share| share * fat_kg);
    let measured = match (scan.trunk_fat_kg, scan.legs_fat_kg) {
        (None, None) => None,
        (Some(_), Some(_)) => Some((p.trunk_sd.value / trunk_kg).hypot(p.legs_sd.value / legs_kg)),
        // What the one gains the other loses.
        (Some(_), None) => Some(p.trunk_sd.value * (1.0 / trunk_kg + 1.0 / (fat_kg - trunk_kg))),
        (None, Some(_)) => Some(p.legs_sd.value * (1.0 / legs_kg + 1.0 / (fat_kg - legs_kg))),
    };
    let [trunk, legs, arms, head] = found;
    let arms_ln_sd = scan.arms_fat_kg.map(|_| p.arms_sd.value / arms_kg);
    let build = build.with_limbs(arms, arms_ln_sd, head);
    match measured {
        Some(ln_sd) => build.with_leg_trunk((legs / trunk).ln(), ln_sd),
        None => build,
    }
}
