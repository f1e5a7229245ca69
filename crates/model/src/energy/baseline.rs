//! The person before anything changes.

use super::State;
use crate::{Error, Parameters, Person, PersonInput, scores::Scores, units::PERCENT};

/// What a person is taken to be on day 0: measured where told, else estimated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Baseline {
    /// Body weight, kg.
    pub weight_kg: f64,
    /// Resting expenditure, kcal/day (Mifflin-St Jeor).
    pub resting_kcal_per_day: f64,
    /// Total expenditure, kcal/day: activity level times resting expenditure.
    pub expenditure_kcal_per_day: f64,
    /// Usual intake, kcal/day: as told, else what balances expenditure.
    pub intake_kcal_per_day: f64,
    /// Usual share of energy from carbohydrate.
    pub carb_frac: f64,
    /// Usual activity level.
    pub pal: f64,
    /// Fat, lean tissue, glycogen and fluid on day 0.
    pub state: State,
}

impl Baseline {
    /// Estimates the starting point of a person.
    ///
    /// Resting expenditure is Mifflin-St Jeor, fat Jackson 2002 (eq 4 of the appendix) unless
    /// measured, extracellular fluid as attributed to Silva; lean tissue is what remains. If the
    /// person's usual intake differs from expenditure, weight drifts from day 0 on.
    ///
    /// # Errors
    /// [`Error::FatEstimate`] if the estimate of fat is not a mass (lean and young: measure it),
    /// [`Error::NoLeanTissue`] if fat, fluid and glycogen leave none.
    pub fn new(parameters: &Parameters, person: &Person) -> Result<Self, Error> {
        Self::scored(parameters, person, &Scores::default())
    }

    /// The starting point of someone who deviates from the estimates by `scores`.
    pub(crate) fn scored(
        parameters: &Parameters,
        person: &Person,
        scores: &Scores,
    ) -> Result<Self, Error> {
        let input = person.input();
        let ratio = parameters
            .baseline
            .expenditure_ratio
            .log_normal(scores.expenditure);
        let resting_kcal_per_day = ratio * resting(parameters, person);
        let expenditure_kcal_per_day = input.pal * resting_kcal_per_day;
        let told_intake = input.baseline_intake_kcal_per_day;
        Ok(Self {
            weight_kg: input.weight_kg,
            resting_kcal_per_day,
            expenditure_kcal_per_day,
            intake_kcal_per_day: told_intake.unwrap_or(expenditure_kcal_per_day),
            carb_frac: input
                .carb_frac
                .unwrap_or(parameters.baseline.carb_share.value),
            pal: input.pal,
            state: composition(parameters, person, scores)?,
        })
    }
}

/// Resting expenditure in kcal/day: 9.99 weight + 625 height − 4.92 age + 5 or − 161.
fn resting(parameters: &Parameters, person: &Person) -> f64 {
    let p = &parameters.baseline;
    let PersonInput {
        sex,
        weight_kg,
        age_y,
        ..
    } = *person.input();
    p.resting_per_kg.value * weight_kg
        + p.resting_per_m.value * person.height_m()
        + p.resting_per_year.value * age_y
        + sex.of(&p.resting_men, &p.resting_women).value
}

/// Divides weight into fat, lean tissue, fluid and glycogen with its water.
fn composition(parameters: &Parameters, person: &Person, scores: &Scores) -> Result<State, Error> {
    let PersonInput {
        weight_kg, fat_kg, ..
    } = *person.input();
    let glycogen_kg = parameters.energy.glycogen_at_start.value;
    let wet_glycogen_kg = (1.0 + parameters.energy.glycogen_water.value) * glycogen_kg;
    let ecf_kg = fluid(parameters, person);
    let solid_kg = weight_kg - (ecf_kg + wet_glycogen_kg);
    let estimated = fat_kg.is_none();
    let fat_kg = fat_kg.unwrap_or_else(|| fat(parameters, person));
    if estimated && fat_kg <= 0.0 {
        return Err(Error::FatEstimate { fat_kg });
    }
    if ecf_kg <= 0.0 || solid_kg <= fat_kg {
        return Err(Error::NoLeanTissue {
            fat_kg,
            weight_kg,
            lean_tissue_kg: solid_kg - fat_kg,
        });
    }
    let fat_kg = if estimated {
        let sd_kg = parameters.baseline.fat_estimate_sd.value * weight_kg;
        deviating(fat_kg, solid_kg, sd_kg * scores.fat)
    } else {
        fat_kg
    };
    Ok(State {
        fat_kg,
        lean_tissue_kg: solid_kg - fat_kg,
        bent_kg: 0.0,
        glycogen_kg,
        ecf_kg,
        adaptive_kcal_per_day: 0.0,
    })
}

/// `part` of `whole`, moved by about `shift` on the logit scale so that it stays a part.
fn deviating(part: f64, whole: f64, shift: f64) -> f64 {
    let rest = whole - part;
    // d part / d logit = part · rest / whole
    let factor = (shift * whole / (part * rest)).exp();
    whole * part * factor / (part * factor + rest)
}

/// Fat mass in kg: weight × (0.14 age + 37.31 or 39.96 ln BMI − 103.94 or 102.01) / 100.
fn fat(parameters: &Parameters, person: &Person) -> f64 {
    let p = &parameters.baseline;
    let PersonInput {
        sex,
        weight_kg,
        age_y,
        ..
    } = *person.input();
    let per_ln_bmi = sex.of(&p.fat_per_ln_bmi_men, &p.fat_per_ln_bmi_women);
    let constant = sex.of(&p.fat_constant_men, &p.fat_constant_women);
    let percent = p.fat_per_year.value * age_y
        + per_ln_bmi.value * person.bmi(weight_kg).ln()
        + constant.value;
    weight_kg * percent / PERCENT
}

/// Extracellular fluid in kg: 0.025 age + 9.57 height + 0.191 weight − 12.4 in men,
/// 5.98 height + 0.167 weight − 4 in women.
fn fluid(parameters: &Parameters, person: &Person) -> f64 {
    let p = &parameters.baseline;
    let PersonInput {
        sex,
        weight_kg,
        age_y,
        ..
    } = *person.input();
    let per_year = sex.of(p.fluid_per_year_men.value, 0.0);
    per_year * age_y
        + sex.of(&p.fluid_per_m_men, &p.fluid_per_m_women).value * person.height_m()
        + sex.of(&p.fluid_per_kg_men, &p.fluid_per_kg_women).value * weight_kg
        + sex.of(&p.fluid_constant_men, &p.fluid_constant_women).value
}
