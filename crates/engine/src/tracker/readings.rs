//! Which weighings to believe: typing errors, wrong units and other people are refused unless a
//! second weighing confirms them.

use spotcheck_model::Parameters;

use super::Weighing;

/// Weighings before or after by which one is judged.
const NEIGHBOURS: usize = 5;
/// Later weighings that may confirm one.
const WITNESSES: usize = 2;
/// Days on which weighings are close enough to judge each other by.
const NEAR_DAYS: usize = 21;

/// A weighing that is believed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) day: usize,
    pub(super) kg: f64,
    /// How far it lies from those before though later ones confirm it, kg; else zero.
    pub(super) jump_kg: f64,
}

/// Weighings of a log, sorted into those to believe and the days of those refused.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Readings {
    pub(super) kept: Vec<Reading>,
    pub(super) refused: Vec<usize>,
}

impl Readings {
    /// Sorts weighings, given by day.
    ///
    /// One is believed if it lies within reach of the median of up to five before it; a first one,
    /// of those after it. Else it needs a witness: one of the next two within reach of it.
    pub(super) fn new(parameters: &Parameters, weights: &[Weighing]) -> Self {
        let daily = daily(weights);
        let mut kept: Vec<Reading> = Vec::new();
        let mut refused = Vec::new();
        for (place, &Weighing { day, kg }) in daily.iter().enumerate() {
            let after = &daily[place + 1..];
            let before: Vec<f64> = kept
                .iter()
                .rev()
                .take(NEIGHBOURS)
                .filter(|reading| day - reading.day <= NEAR_DAYS)
                .map(|reading| reading.kg)
                .collect();
            let others = if before.is_empty() {
                near(after, day).take(NEIGHBOURS).collect()
            } else {
                before.clone()
            };
            let Some(usual_kg) = median(others) else {
                kept.push(Reading {
                    day,
                    kg,
                    jump_kg: 0.0,
                });
                continue;
            };
            let reach_kg = reach(parameters, usual_kg);
            let jump_kg = kg - usual_kg;
            let close = jump_kg.abs() <= reach_kg;
            let confirmed = !before.is_empty()
                && near(after, day)
                    .take(WITNESSES)
                    .any(|other| (other - kg).abs() <= reach_kg);
            let jump_kg = f64::from(u8::from(!close)) * jump_kg;
            if close || confirmed {
                kept.push(Reading { day, kg, jump_kg });
            } else {
                refused.push(day);
            }
        }
        Self { kept, refused }
    }
}

/// How far a weighing may lie from its neighbours, kg: six SDs of water, four kg at most.
fn reach(parameters: &Parameters, usual_kg: f64) -> f64 {
    let p = &parameters.tracking;
    (p.refused_ratio.value * p.water_share.value * usual_kg).min(p.refused_kg.value)
}

fn near(after: &[Weighing], day: usize) -> impl Iterator<Item = f64> {
    after
        .iter()
        .take_while(move |other| other.day - day <= NEAR_DAYS)
        .map(|other| other.kg)
}

/// One weighing a day: the mean of several.
fn daily(weights: &[Weighing]) -> Vec<Weighing> {
    let same_day = weights.chunk_by(|one, other| one.day == other.day);
    let mean = |day: &[Weighing]| {
        let sum: f64 = day.iter().map(|weighing| weighing.kg).sum();
        Weighing {
            day: day[0].day,
            kg: sum / day.len() as f64,
        }
    };
    same_day.map(mean).collect()
}

/// The middle value, of an even number the mean of two.
pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    let lower = values[(values.len() - 1) / 2];
    Some(f64::midpoint(lower, upper))
}
