//! Walking and running, by speed and grade.

use super::Intensity;
use crate::{
    Error,
    limits::Limit,
    parameters::ActivityParameters,
    units::{J_PER_KCAL, M_PER_KM, MIN_PER_H, ML_PER_L, PERCENT, S_PER_H},
};

/// A way to go that is reckoned from its speed.
#[derive(Clone, Copy)]
pub(super) enum Gait {
    Walking,
    Running,
}

impl Gait {
    pub(super) const ALL: [Self; 2] = [Self::Walking, Self::Running];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Walking => "walking",
            Self::Running => "running",
        }
    }

    pub(super) fn named(kind: &str) -> Option<Self> {
        match kind {
            "walking" | "walk" => Some(Self::Walking),
            "running" | "run" => Some(Self::Running),
            _ => None,
        }
    }

    /// Energy above rest, where rest takes `rest` kcal/kg/h.
    pub(super) fn net_kcal_per_kg_per_h(
        self,
        p: &ActivityParameters,
        intensity: Intensity,
        rest: f64,
    ) -> Result<f64, Error> {
        let (km_per_h, grade_frac) = self.speed_and_grade(p, intensity);
        let grade_percent = grade_frac * PERCENT;
        match self {
            Self::Walking => walking(p, km_per_h, grade_percent).map(|gross| gross - rest),
            Self::Running => running(p, km_per_h, grade_percent),
        }
    }

    fn speed_and_grade(self, p: &ActivityParameters, intensity: Intensity) -> (f64, f64) {
        let [easy, moderate, hard] = match self {
            Self::Walking => [&p.walking_easy, &p.walking_moderate, &p.walking_hard],
            Self::Running => [&p.running_easy, &p.running_moderate, &p.running_hard],
        };
        match intensity {
            Intensity::Easy => (easy.value, 0.0),
            Intensity::Moderate => (moderate.value, 0.0),
            Intensity::Hard => (hard.value, 0.0),
            Intensity::Speed {
                km_per_h,
                grade_frac,
            } => (km_per_h, grade_frac),
        }
    }
}

/// Gross energy of walking in kcal/kg/h, the graded LCDA equation of Looney 2019:
/// 1.44 + 1.94 S^0.43 + 0.24 S⁴ + 0.34 S G (1 − 1.05^(1 − 1.11^(G + 32))) W/kg.
fn walking(p: &ActivityParameters, km_per_h: f64, grade_percent: f64) -> Result<f64, Error> {
    let fastest = p.walking_fastest.value * S_PER_H / M_PER_KM;
    let km_per_h = Limit::new("km_per_h of walking", 0.0, fastest).check(km_per_h)?;
    let (down, up) = (p.walking_steepest_down.value, p.walking_steepest_up.value);
    let g = grade("grade_frac of walking", down, up, grade_percent)?;
    let s = km_per_h * M_PER_KM / S_PER_H;
    let level = p.walking_standing.value
        + p.walking_slow.value * s.powf(p.walking_slow_exponent.value)
        + p.walking_fast.value * s.powf(p.walking_fast_exponent.value);
    let inner = p
        .walking_grade_inner
        .value
        .powf(g + p.walking_grade_offset.value);
    let bend = 1.0 - p.walking_grade_outer.value.powf(1.0 - inner);
    let w_per_kg = level + p.walking_grade.value * s * g * bend;
    Ok(w_per_kg * S_PER_H / J_PER_KCAL)
}

/// Energy of running above rest in kcal/kg/h, the ACSM equation without its resting term:
/// 0.2 S + 0.9 S G ml/kg/min of oxygen, S in m/min.
fn running(p: &ActivityParameters, km_per_h: f64, grade_percent: f64) -> Result<f64, Error> {
    let of = |m_per_min: f64| m_per_min * MIN_PER_H / M_PER_KM;
    let (slowest, fastest) = (of(p.running_slowest.value), of(p.running_fastest.value));
    let km_per_h = Limit::new("km_per_h of running", slowest, fastest).check(km_per_h)?;
    let steepest = p.running_steepest.value;
    let g = grade("grade_frac of running", 0.0, steepest, grade_percent)? / PERCENT;
    let m_per_h = km_per_h * M_PER_KM;
    let ml_per_kg_per_h = (p.running_level.value + p.running_climb.value * g) * m_per_h;
    Ok(ml_per_kg_per_h / ML_PER_L * p.oxygen_energy.value)
}

/// The grade in percent, if its equation was made for it; refused as the share it was given as.
fn grade(field: &'static str, lo: f64, hi: f64, percent: f64) -> Result<f64, Error> {
    Limit::new(field, lo / PERCENT, hi / PERCENT)
        .check(percent / PERCENT)
        .map(|frac| frac * PERCENT)
}
