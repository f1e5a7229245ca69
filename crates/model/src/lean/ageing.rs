//! What age takes from lean tissue.

use crate::{Parameters, Sex};

/// Change of lean tissue a year that age alone brings, kg; never positive.
///
/// The share of muscle lost a year rises in a line through the cross-sectional median, put in the
/// middle of the ages compared, and the longitudinal rate at 75 (Mitchell 2012). It is zero where
/// that line is, at about twenty, and constant beyond 75. Muscle is the mean of a sex.
pub fn ageing_kg_per_year(parameters: &Parameters, sex: Sex, age_y: f64) -> f64 {
    let p = &parameters.lean;
    let (middle, old, muscle) = sex.of(
        (
            &p.muscle_loss_middle_men,
            &p.muscle_loss_old_men,
            &p.muscle_men,
        ),
        (
            &p.muscle_loss_middle_women,
            &p.muscle_loss_old_women,
            &p.muscle_women,
        ),
    );
    let (middle_y, old_y) = (p.muscle_loss_middle_age.value, p.muscle_loss_old_age.value);
    let slope = (old.value - middle.value) / (old_y - middle_y);
    let lost_frac = middle.value + slope * (age_y.min(old_y) - middle_y);
    -(lost_frac.max(0.0) * muscle.value)
}
