//! For whom no target that loses weight is set, and how low none is.

use spotcheck_engine::tracker::{STEP_KCAL, Track};
use spotcheck_model::Parameters;
use spotcheck_store::Aim;

use crate::{answer::personal::DEFICIT_WEEKS, gate::Gate, me::Me, report::Refusal};

/// The probability with which a target has to lead down to count as one that loses weight.
const SURELY: f64 = 0.9;

/// The gate that stops an aim, if it loses weight: at what somebody weighs by now, or where so much would lead.
///
/// # Errors
/// What the model refuses of an adult.
pub(super) fn gate(
    parameters: &Parameters,
    me: &Me,
    track: &Track,
    (aim, weight_kg): (&Aim, f64),
) -> anyhow::Result<Option<Gate>> {
    let present = &track.present;
    let leads_to = present.rate.at(aim.intake_kcal_per_day);
    let is_losing = aim.rate_kg_per_week < 0.0 || leads_to.quantile(SURELY) < 0.0;
    if !is_losing {
        return Ok(None);
    }
    if let Some(gate) = me.gate_at(parameters, weight_kg)? {
        return Ok(Some(gate));
    }
    let safety = &parameters.safety;
    let rate = aim.rate_kg_per_week.min(leads_to.mean());
    let then_kg = weight_kg + rate * DEFICIT_WEEKS as f64;
    if me.person(parameters)?.bmi(then_kg) < safety.bmi_floor.value {
        return Ok(Some(Gate::WouldBeLow));
    }
    let fat_frac = present.fat_kg.mean() / present.trend_kg.mean();
    let is_low = fat_frac < safety.fat_floor_frac(me.tracked().sex);
    Ok(is_low.then_some(Gate::LowFat))
}

/// Refuses an aim at less than the least intake that is safe alone, unless what keeps weight is less still.
pub(super) fn above_floor(
    parameters: &Parameters,
    me: &Me,
    track: &Track,
    aim: &Aim,
) -> Result<(), Refusal> {
    let rate = &track.present.rate;
    let floor = parameters
        .safety
        .intake_floor_kcal_per_day(me.tracked().sex);
    let least = floor.min(rate.intake_for(0.0));
    if least <= aim.intake_kcal_per_day + 0.5 * STEP_KCAL {
        return Ok(());
    }
    let fastest = rate.at(least).mean().min(0.0);
    Err(Refusal::new(
        format!(
            "that takes less than {least:.0} kcal a day, and less needs a doctor\u{2019}s care"
        ),
        format!(
            "at {least:.0} kcal about {fastest:.2} kg a week is expected: say --rate with no more than that"
        ),
    ))
}
