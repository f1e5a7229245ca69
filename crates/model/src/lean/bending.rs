//! What lifting and protein add to lean tissue, and how fast.

use super::response::{Response, saturation};
use crate::{Parameters, Sex, parameters::LeanParameters};

/// How one person's lean tissue leaves Forbes' curve.
///
/// The target is what is reached in the end, so that trials measured at the time T saw
/// `1 − exp(−T/τ)` of it. Lifting and protein add up, with or without a deficit: the gain over not
/// lifting is the same in both (Lopez 2022, Deller).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bending {
    pub(crate) response: Response<f64>,
    time_constant_days: f64,
}

impl Bending {
    /// Of someone of a body weight and a usual intake, whose response to lifting and to protein is
    /// so many standard errors from the pooled ones.
    ///
    /// Muscle grows by the same share of itself in men and women, so the pooled gain is divided in
    /// proportion to their muscle. Age does not enter: the gain is as large in the trials of older
    /// adults.
    pub fn new(
        parameters: &Parameters,
        sex: Sex,
        weight_kg: f64,
        usual_intake_kcal_per_day: f64,
        lifting_score: f64,
        protein_score: f64,
    ) -> Self {
        let p = &parameters.lean;
        let tau = p.lean_time.value;
        let in_the_end = |kg: f64, days: f64| kg / -(-days / tau).exp_m1();
        let lifting_kg = p.lifting_effect.normal(lifting_score) * muscle_over_trials(p, sex);
        let half_sets = p.lifting_half_sets.value;
        let of_endless = saturation(p.lifting_sets.value, half_sets);
        let per_protein = p.protein_effect.normal(protein_score) / p.protein_step.value;
        let usual_protein_kcal_per_day = p.protein_usual.value * usual_intake_kcal_per_day;
        Self {
            response: Response {
                most_by_lifting_kg: in_the_end(lifting_kg, p.lifting_duration.value) / of_endless,
                half_sets,
                kg_per_protein: in_the_end(per_protein, p.protein_duration.value),
                plateau: p.protein_plateau.value,
                weight_kg,
                usual_protein_g_per_day: usual_protein_kcal_per_day / p.protein_energy.value,
            },
            time_constant_days: tau,
        }
    }

    /// Lean tissue beyond the curve, kg, that training and eating so leads to in the end; negative
    /// for less protein than usual, exactly zero without lifting and with the usual protein.
    ///
    /// Sets are hard ones per muscle and week. Protein counts per kg of the weight given to
    /// [`Self::new`], up to the plateau.
    pub fn target_kg(&self, sets_per_muscle_per_week: f64, protein_g_per_day: f64) -> f64 {
        self.response
            .target_kg(sets_per_muscle_per_week, protein_g_per_day)
    }

    /// Lean tissue beyond the curve, kg, after `days` of going for one target from `start_kg`.
    pub fn after_kg(&self, start_kg: f64, target_kg: f64, days: f64) -> f64 {
        start_kg - (target_kg - start_kg) * (-days / self.time_constant_days).exp_m1()
    }

    /// τ in days, the same for everybody.
    pub fn time_constant_days(&self) -> f64 {
        self.time_constant_days
    }

    /// Protein the person usually eats, g/day.
    pub fn usual_protein_g_per_day(&self) -> f64 {
        self.response.usual_protein_g_per_day
    }
}

/// Muscle of a sex over that of the people in the trials of lifting.
fn muscle_over_trials(p: &LeanParameters, sex: Sex) -> f64 {
    let (men_kg, women_kg) = (p.muscle_men.value, p.muscle_women.value);
    let men = p.lifting_men.value;
    sex.of(men_kg, women_kg) / (men * men_kg + (1.0 - men) * women_kg)
}
