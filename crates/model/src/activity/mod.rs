//! What a person does besides their usual day, as energy above rest.
//!
//! Net, never gross: rest is part of expenditure already. Walking and running are reckoned from
//! speed and grade, every other kind from its metabolic equivalent (MET). How much of it the body
//! makes up for elsewhere is [`compensation_frac`]'s to say.

mod bout;
mod compendium;
mod compensation;
mod gait;

pub use bout::{Bout, Intensity};
pub use compendium::Compendium;
pub use compensation::compensation_frac;

use crate::{
    Error, Parameters, limits,
    units::{DAYS_PER_WEEK, MIN_PER_H},
};
use gait::Gait;

/// Every kind of activity that can be named, in order of the alphabet.
pub fn kinds(parameters: &Parameters) -> Vec<&str> {
    let mut kinds: Vec<&str> = parameters.compendium.kinds().collect();
    kinds.extend(Gait::ALL.map(Gait::name));
    kinds.sort_unstable();
    kinds
}

/// Energy that `bouts` spend above rest, in kcal per kg of weight and day, for somebody of `age_y`
/// years.
///
/// A kind of the Compendium spends `(MET - 1)` times the energy of rest, walking what the LCDA
/// equation gives less rest ([Looney 2019](https://doi.org/10.1249/mss.0000000000002002)), running
/// the ACSM equation without its resting term. From 60 years on rest takes 2.7 of the 3.5 ml/kg/min
/// ([Willis 2024](https://doi.org/10.1016/j.jshs.2023.10.007)): self-paced kinds shrink with it,
/// walking at a speed does not, so that more of it is above rest.
///
/// ```
/// use spotcheck_model::{Parameters, activity::{Bout, Intensity, net_kcal_per_kg_per_day}};
/// # fn main() -> Result<(), spotcheck_model::Error> {
/// let brisk = Intensity::Speed { km_per_h: 5.5, grade_frac: 0.0 };
/// let week = [Bout::new("walking", 150.0, brisk)?, Bout::new("yoga", 60.0, Intensity::Moderate)?];
/// let added = net_kcal_per_kg_per_day(Parameters::published(), 40.0, &week)?;
/// assert!(0.0 < added && added < 2.0);
/// # Ok(()) }
/// ```
///
/// # Errors
/// [`Error::UnknownActivity`] for a kind that is not in [`kinds`], [`Error::UnknownIntensity`] and
/// [`Error::NoSpeed`] where the kind is not known so hard or so fast, [`Error::OutOfRange`] for a
/// speed or grade its equation was not made for, for an age outside 18 to 110 years, and where the
/// bouts together are longer than a week.
pub fn net_kcal_per_kg_per_day(
    parameters: &Parameters,
    age_y: f64,
    bouts: &[Bout],
) -> Result<f64, Error> {
    limits::AGE.check(age_y)?;
    limits::WEEK_MINUTES.check(bouts.iter().map(Bout::minutes_per_week).sum())?;
    let mut week = 0.0;
    for bout in bouts {
        let hours = bout.minutes_per_week() / MIN_PER_H;
        week += hours * net_kcal_per_kg_per_h(parameters, age_y, bout)?;
    }
    Ok(week / DAYS_PER_WEEK)
}

fn net_kcal_per_kg_per_h(parameters: &Parameters, age_y: f64, bout: &Bout) -> Result<f64, Error> {
    let p = &parameters.activity;
    let rest = rest_kcal_per_kg_per_h(parameters, age_y);
    if let Some(gait) = Gait::named(bout.kind()) {
        return gait.net_kcal_per_kg_per_h(p, bout.intensity(), rest);
    }
    let met = parameters.compendium.met(bout.kind(), bout.intensity())?;
    Ok((met - 1.0) * rest)
}

/// Energy at rest: that of one MET, less from the age of older adults on.
fn rest_kcal_per_kg_per_h(parameters: &Parameters, age_y: f64) -> f64 {
    let p = &parameters.activity;
    let is_older = p.older_cost_age.value <= age_y;
    let share = if is_older {
        p.rest_oxygen_older.value / p.rest_oxygen.value
    } else {
        1.0
    };
    p.met_energy.value * share
}
