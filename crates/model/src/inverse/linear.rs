//! The model linearised about its start (Hall 2011, web appendix, eq 10 to 18).
//!
//! | symbol | here | unit | equation |
//! |---|---|---|---|
//! | α = dL/dF | `alpha` | kg/kg | 3 |
//! | β = `β_TEF` + `β_AT` | `beta` | | 10 |
//! | ρ | `density` | kcal/kg | 11 |
//! | ε | `slope` | kcal/kg/day | 12 |
//! | τ = ρ / ε | `time_days` | day | 14 |
//!
//! ρ dBW/dt = ΔEI − ε (BW − BW₀) − BW Δδ / (1 − β).

use crate::{Baseline, Parameters, Person, Schedule, activity::compensation_frac};

/// How weight follows intake near a body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Linear {
    beta: f64,
    density: f64,
    slope: f64,
    /// δ of eq 8 by activity level, kcal/kg/day: `per_pal` × PAL less a constant.
    per_pal: f64,
    /// What of added activity the body does not make up for.
    uncompensated: f64,
    baseline: Baseline,
}

impl Linear {
    /// About a fat mass and an activity level of someone with this baseline.
    pub(super) fn new(
        parameters: &Parameters,
        person: &Person,
        baseline: Baseline,
        fat_kg: f64,
        pal: f64,
    ) -> Self {
        let p = &parameters.energy;
        let beta_tef = p.thermic_effect.value;
        let resting = baseline.resting_kcal_per_day / baseline.weight_kg;
        let delta = ((1.0 - beta_tef) * pal - 1.0) * resting;
        let beta = beta_tef + p.adaptive_gain.value;
        let bmi = person.bmi(baseline.weight_kg);
        let alpha = p.forbes_slope.value / fat_kg;
        let share = (1.0 - beta) * (1.0 + alpha);
        let fat = p.fat_deposition.value + p.fat_energy.value;
        let lean = p.lean_deposition.value + p.lean_energy.value;
        let upkeep = (p.fat_upkeep.value + alpha * p.lean_upkeep.value) / (1.0 + alpha);
        Self {
            beta,
            density: (fat + alpha * lean) / share,
            slope: (upkeep + delta) / (1.0 - beta),
            per_pal: (1.0 - beta_tef) * resting,
            uncompensated: 1.0 - compensation_frac(parameters, bmi, 0.0),
            baseline,
        }
    }

    /// ρ, kcal/kg.
    pub(super) fn density(&self) -> f64 {
        self.density
    }

    /// ε, kcal/kg/day.
    pub(super) fn slope(&self) -> f64 {
        self.slope
    }

    /// τ, the time in which weight goes 63 % of its way.
    pub(super) fn time_days(&self) -> f64 {
        self.density / self.slope
    }

    /// Δδ on a day of a schedule, kcal/kg/day.
    pub(super) fn activity_change(&self, schedule: &Schedule, day: usize) -> f64 {
        let plan = schedule.on(day);
        let usual = self.baseline.pal;
        self.per_pal * (plan.pal.given_usual(usual) - usual)
            + self.uncompensated * plan.added_activity.given_usual(0.0)
    }

    /// Intake in kcal/day that goes with a weight, its change, and Δδ in kcal/kg/day.
    ///
    /// The second term is the imbalance of someone whose usual intake is not what they burn.
    pub(super) fn intake_kcal_per_day(&self, weight_kg: f64, kg_per_day: f64, delta: f64) -> f64 {
        let Baseline {
            intake_kcal_per_day: usual,
            expenditure_kcal_per_day: burnt,
            weight_kg: start_kg,
            ..
        } = self.baseline;
        usual
            + (burnt - usual + delta * weight_kg) / (1.0 - self.beta)
            + self.density * kg_per_day
            + self.slope * (weight_kg - start_kg)
    }
}
