//! The share of each depot in fat mass on day 0.
//!
//! Head and arms take their shares; legs and trunk divide the rest by a leg/trunk ratio; the trunk
//! divides by a visceral share. Ratio and visceral share follow BMI by the allometric law, age and
//! menopause by the rates of `ageing`, waist and hip by their correlations, and a scan as far as
//! it tells them.

use super::{
    ageing::{self, Shift},
    belief::Belief,
    scanned, tape,
};
use crate::{Depot, Parameters, PersonInput, Sex, parameters::Parameter, scores::Scores};

/// Shares of fat mass, in the order of [`Depot::ALL`]; they sum to one.
pub(super) fn shares(
    parameters: &Parameters,
    person: &PersonInput,
    scores: &Scores,
) -> [f64; Depot::COUNT] {
    Build::new(parameters, person).shares(scores)
}

/// Where one person's fat lies, and how far it may lie otherwise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Build {
    head: f64,
    arms: f64,
    arms_ln_sd: f64,
    /// Expected ln leg/trunk fat, and the person's deviation from it.
    ln_leg_trunk: f64,
    /// Default visceral, abdominal subcutaneous and other shares of the trunk.
    trunk_parts: [f64; 3],
    /// Ln of the expected visceral share of the trunk over the default.
    ln_visceral: f64,
    /// Standard deviations of persons about the two expected values.
    sds: [f64; 2],
    belief: Belief,
    /// Standard deviation of ln leg/trunk fat, where it was measured.
    measured_sd: Option<f64>,
}

impl Build {
    fn new(parameters: &Parameters, person: &PersonInput) -> Self {
        let p = &parameters.regional;
        let sex = person.sex;
        let arms = sex.of(&p.arms_men, &p.arms_women);
        let shift = ageing::shift(parameters, person);
        let sds = [
            p.leg_trunk_ln_sd.value.hypot(shift.leg_trunk_var.sqrt()),
            (p.visceral_cv.value.powi(2).ln_1p() + shift.visceral_var).sqrt(),
        ];
        let belief = tape::observe(parameters, person, Belief::prior());
        let belief = scanned::observe(parameters, person, sds[1], belief);
        let default_ratio = sex.of(&p.leg_trunk_men, &p.leg_trunk_women).value;
        let ln_leg_trunk = default_ratio.ln() + leg_trunk_shift(parameters, person, &shift);
        // The rates are of the visceral share of fat; the trunk grows as legs give way to it.
        let trunk_growth =
            ((1.0 + default_ratio) / (1.0 + default_ratio * shift.leg_trunk.exp())).ln();
        let parts = trunk_parts(parameters, sex).map(|part| part.value);
        let trunk: f64 = parts.iter().sum();
        let build = Self {
            head: sex.of(&p.head_men, &p.head_women).value,
            arms: arms.value,
            arms_ln_sd: arms.ln_sd(),
            ln_leg_trunk,
            trunk_parts: parts.map(|part| part / trunk),
            ln_visceral: visceral_per_bmi(parameters, person) + shift.visceral - trunk_growth,
            sds,
            belief,
            measured_sd: None,
        };
        scanned::weighed(parameters, person, build)
    }

    /// This build with other shares of arms and head, and the spread of the arms if it was measured.
    pub(super) fn with_limbs(self, arms: f64, arms_ln_sd: Option<f64>, head: f64) -> Self {
        Self {
            head,
            arms,
            arms_ln_sd: arms_ln_sd.unwrap_or(self.arms_ln_sd),
            ..self
        }
    }

    /// This build with a leg/trunk ratio as measured; what it says about visceral fat is kept.
    pub(super) fn with_leg_trunk(self, ln_ratio: f64, ln_sd: f64) -> Self {
        let deviation = (ln_ratio - self.ln_leg_trunk) / self.sds[0];
        Self {
            belief: self.belief.observe([1.0, 0.0], deviation, 0.0),
            measured_sd: Some(ln_sd),
            ..self
        }
    }

    /// Trunk, legs, arms and head of the typical such person, as shares of fat.
    pub(super) fn regions(&self) -> [f64; 4] {
        let [visceral, abdominal, other, legs, arms, head] = self.shares(&Scores::default());
        [visceral + abdominal + other, legs, arms, head]
    }

    fn shares(&self, scores: &Scores) -> [f64; Depot::COUNT] {
        let [mean_ratio, mean_visceral] = self.belief.mean();
        let [own_ratio, shared, own_visceral] = self.belief.root();
        let spread = self.measured_sd.unwrap_or(self.sds[0] * own_ratio);
        let ratio =
            (self.ln_leg_trunk + self.sds[0] * mean_ratio + spread * scores.leg_trunk).exp();
        let deviation = mean_visceral + shared * scores.leg_trunk + own_visceral * scores.visceral;
        let [visceral, abdominal, other] = self.trunk(self.ln_visceral + self.sds[1] * deviation);
        let below = 1.0 - self.head;
        let arms = below * part(self.arms / below, self.arms_ln_sd * scores.arms);
        let trunk = (below - arms) / (1.0 + ratio);
        [
            visceral * trunk,
            abdominal * trunk,
            other * trunk,
            ratio * trunk,
            arms,
            self.head,
        ]
    }

    /// Shares of the trunk once the visceral one has moved by about `ln_shift`.
    fn trunk(&self, ln_shift: f64) -> [f64; 3] {
        let [visceral, abdominal, other] = self.trunk_parts;
        let moved = part(visceral, ln_shift);
        let rest = (1.0 - moved) / (abdominal + other);
        [moved, abdominal * rest, other * rest]
    }
}

/// A share moved by about `ln_shift` through its odds, so that it stays a share: d ln share / d ln
/// odds = 1 − share.
fn part(share: f64, ln_shift: f64) -> f64 {
    let rest = 1.0 - share;
    let moved = share * (ln_shift / rest).exp();
    moved / (moved + rest)
}

/// Allometric exponent of the trunk: the mean of its depots', weighted with their default shares.
pub(super) fn trunk_exponent(parameters: &Parameters, sex: Sex) -> f64 {
    let p = &parameters.regional;
    let [visceral, abdominal, other] = trunk_parts(parameters, sex).map(|part| part.value);
    let weighted = visceral * p.visceral_exponent.value
        + abdominal * p.abdominal_subcutaneous_exponent.value
        + other * p.other_trunk_exponent.value;
    weighted / (visceral + abdominal + other)
}

/// Default shares of fat of the depots of the trunk.
fn trunk_parts(parameters: &Parameters, sex: Sex) -> [&Parameter; 3] {
    let p = &parameters.regional;
    [
        sex.of(&p.visceral_men, &p.visceral_women),
        sex.of(
            &p.abdominal_subcutaneous_men,
            &p.abdominal_subcutaneous_women,
        ),
        sex.of(&p.other_trunk_men, &p.other_trunk_women),
    ]
}

/// Ln of fat at the person's BMI over fat at the reference.
fn ln_fat(parameters: &Parameters, person: &PersonInput) -> f64 {
    let p = &parameters.regional;
    p.fat_per_ln_bmi.value * (person.bmi() / p.bmi_reference.value).ln()
}

/// Shift of ln leg/trunk fat by BMI, age and menopause.
fn leg_trunk_shift(parameters: &Parameters, person: &PersonInput, shift: &Shift) -> f64 {
    let legs = parameters.regional.legs_exponent.value;
    let apart = legs - trunk_exponent(parameters, person.sex);
    apart * ln_fat(parameters, person) + shift.leg_trunk
}

/// Shift of the ln visceral share of the trunk by BMI.
fn visceral_per_bmi(parameters: &Parameters, person: &PersonInput) -> f64 {
    let visceral = parameters.regional.visceral_exponent.value;
    let apart = visceral - trunk_exponent(parameters, person.sex);
    apart * ln_fat(parameters, person)
}
