//! The most that exercising a muscle could take from the fat over it.

use crate::{
    Error, Parameters, limits,
    units::{G_PER_KG, HUNDRED_G_PER_KG},
};

/// Extra fat a depot could lose to exercise of the muscle beneath it, and what the same minutes
/// take from the whole body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalBound {
    /// With the mean of the measured releases, g.
    pub central_g: f64,
    /// With the largest of them, g.
    pub largest_point_g: f64,
    /// With the upper 95 % bound of the largest, g.
    pub upper95_g: f64,
    /// Fat of the whole body that burns for the same minutes, g, if food stays the same.
    pub systemic_g: f64,
}

/// Bounds the local effect on a depot of `depot_kg` kg over `days` days with `minutes_per_day`
/// minutes of exercise each.
///
/// X = M · Δr · t · D · 8.6·10⁻⁷ g/nmol after Stallknecht 2007: extra glycerol released beside a
/// working muscle, one for each triglyceride, none of it stored again. It is a bound: the forecast
/// itself takes the local effect as zero. Systemic fat is net energy × minutes / `ρ_F`.
///
/// # Errors
/// [`Error::OutOfRange`] unless the depot is 0 to 200 kg, minutes 0 to 1440, days at most 36 500.
pub fn local_bound(
    parameters: &Parameters,
    depot_kg: f64,
    minutes_per_day: f64,
    days: usize,
) -> Result<LocalBound, Error> {
    let depot_kg = limits::DEPOT.check(depot_kg)?;
    let minutes = limits::MINUTES.check(minutes_per_day)? * limits::DAYS.check(days as f64)?;
    let p = &parameters.local;
    let g_per_nmol = p.triglyceride_per_glycerol.value;
    let depot_g = depot_kg * G_PER_KG;
    let bound_g =
        |nmol: f64| (depot_kg * HUNDRED_G_PER_KG * nmol * minutes * g_per_nmol).min(depot_g);
    let systemic_kg = p.net_energy.value * minutes / parameters.energy.fat_energy.value;
    Ok(LocalBound {
        central_g: bound_g(p.glycerol_central.value),
        largest_point_g: bound_g(p.glycerol_largest.value),
        upper95_g: bound_g(p.glycerol_upper95.value),
        systemic_g: systemic_kg * G_PER_KG,
    })
}

/// Fat that a depot of `depot_kg` kg would lose beyond its share, g, if the one trial that found
/// trunk exercise to take trunk fat were right (Brobakken 2023) and held for it: the trial's
/// difference between groups, per kg of trunk fat and minute of exercise of the trunk.
///
/// A question of what if, not an estimate: nothing of it is in a forecast.
///
/// # Errors
/// As [`local_bound`].
pub fn trial_loss_g(
    parameters: &Parameters,
    depot_kg: f64,
    minutes_per_day: f64,
    days: usize,
) -> Result<f64, Error> {
    let depot_kg = limits::DEPOT.check(depot_kg)?;
    let minutes = limits::MINUTES.check(minutes_per_day)? * limits::DAYS.check(days as f64)?;
    let p = &parameters.local;
    let per_kg_and_min = p.trial_difference.value / p.trial_depot.value / p.trial_minutes.value;
    Ok((per_kg_and_min * depot_kg * minutes).min(depot_kg) * G_PER_KG)
}
