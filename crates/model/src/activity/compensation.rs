//! What the body saves elsewhere when it is active.

use crate::Parameters;

/// Share of the net energy of added activity that the body makes up for by spending less on
/// everything else, for somebody of `bmi` kg/m² who deviates from the typical person by `score`
/// standard deviations.
///
/// κ = 0.28 + 0.006 (BMI − 25) + 0.15 · score, within 0.1 and 0.6: the mean of
/// [Careau 2021](https://doi.org/10.1016/j.cub.2021.08.016), slope and spread a design choice. What
/// reaches expenditure is `1 - κ` of the net energy.
pub fn compensation_frac(parameters: &Parameters, bmi: f64, score: f64) -> f64 {
    let p = &parameters.activity;
    let by_bmi = p.compensation_per_bmi.value * (bmi - p.compensation_bmi.value);
    (p.compensation.normal(score) + by_bmi)
        .max(p.compensation_least.value)
        .min(p.compensation_most.value)
}
