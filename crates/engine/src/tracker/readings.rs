//! Which weighings to believe: typing errors, wrong units and other people are refused unless two
//! later weighings confirm them.

use spotcheck_model::Parameters;

use super::{TimeOfDay, Weighing};

/// Weighings before or after by which one is judged.
const NEIGHBOURS: usize = 5;
/// Later weighings that may confirm one.
const WITNESSES: usize = 3;
/// How many of them have to.
const CONFIRMING: usize = 2;
/// Days on which weighings are close enough to judge each other by.
const NEAR_DAYS: usize = 21;
/// Kilograms of a pound and of a stone, by definition.
const UNITS_KG: [f64; 2] = [0.453_592_37, 6.350_293_18];

/// A weighing that was not used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Refused {
    /// Days since the start.
    pub day: usize,
    /// What was written down, kg.
    pub kg: f64,
    /// Why.
    pub why: Slip,
}

/// What seems to have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// It fits its neighbours if it is in pounds or in stones, or they are.
    OtherUnit,
    /// Nothing near it confirms it: a slip of the finger, or another person.
    Alone,
}

/// A weighing that is believed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) weighing: Weighing,
    /// How far it lies from those before though later ones confirm it, kg; else zero.
    pub(super) jump_kg: f64,
}

/// Weighings of a log, sorted into those to believe and those refused.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Readings {
    pub(super) kept: Vec<Reading>,
    pub(super) refused: Vec<Refused>,
}

impl Readings {
    /// Sorts weighings, given by day.
    ///
    /// One is believed if it lies within reach of the median of up to five before it, back to the
    /// last jump; a first one, of those after it. Else it needs witnesses: two of the next three within reach of it. Who
    /// changes to pounds confirms themselves, so no witness helps there.
    pub(super) fn new(parameters: &Parameters, weights: &[Weighing]) -> Self {
        let occasions = occasions(parameters, weights);
        let mut kept: Vec<Reading> = Vec::new();
        let mut refused = Vec::new();
        for (place, &weighing) in occasions.iter().enumerate() {
            let Weighing { day, kg, .. } = weighing;
            let after = &occasions[place + 1..];
            let before: Vec<f64> = since_jump(&kept)
                .iter()
                .rev()
                .take(NEIGHBOURS)
                .filter(|reading| day - reading.weighing.day <= NEAR_DAYS)
                .map(|reading| reading.weighing.kg)
                .collect();
            let is_first = before.is_empty();
            let others = if is_first {
                near(after, day).take(NEIGHBOURS).collect()
            } else {
                before
            };
            let usual_kg = median(others).unwrap_or(kg);
            let reach_kg = reach(parameters, usual_kg);
            let within = |one: f64, other: f64| (one - other).abs() <= reach_kg;
            let later = near(after, day).take(WITNESSES);
            let witnesses = later.filter(|other| within(*other, kg)).count();
            if within(kg, usual_kg) {
                let jump_kg = 0.0;
                kept.push(Reading { weighing, jump_kg });
            } else if is_of_other_unit(kg, usual_kg, reach_kg) {
                let why = Slip::OtherUnit;
                refused.push(Refused { day, kg, why });
            } else if !is_first && CONFIRMING <= witnesses {
                let jump_kg = kg - usual_kg;
                kept.push(Reading { weighing, jump_kg });
            } else {
                let why = Slip::Alone;
                refused.push(Refused { day, kg, why });
            }
        }
        Self { kept, refused }
    }
}

/// The readings from the last confirmed jump on.
fn since_jump(kept: &[Reading]) -> &[Reading] {
    let jump = kept.iter().rposition(|reading| reading.jump_kg != 0.0);
    &kept[jump.unwrap_or(0)..]
}

/// How far a weighing may lie from its neighbours, kg: six SDs of water, four kg at most.
fn reach(parameters: &Parameters, usual_kg: f64) -> f64 {
    let p = &parameters.tracking;
    (p.refused_ratio.value * p.water_share.value * usual_kg).min(p.refused_kg.value)
}

fn is_of_other_unit(kg: f64, usual_kg: f64, reach_kg: f64) -> bool {
    let fits = |factor: f64| (kg * factor - usual_kg).abs() <= reach_kg;
    UNITS_KG.iter().any(|&unit| fits(unit) || fits(1.0 / unit))
}

fn near(after: &[Weighing], day: usize) -> impl Iterator<Item = f64> {
    after
        .iter()
        .take_while(move |other| other.day - day <= NEAR_DAYS)
        .map(|other| other.kg)
}

/// One weighing for each scale and time of a day: the mean of several. One that no body reaches from
/// the others, as a slip in pounds, stands for itself.
fn occasions(parameters: &Parameters, weights: &[Weighing]) -> Vec<Weighing> {
    let key = |w: &Weighing| (w.day, w.time == TimeOfDay::Evening, w.scale);
    let mut sorted = weights.to_vec();
    sorted.sort_by(|one, other| key(one).cmp(&key(other)).then(one.kg.total_cmp(&other.kg)));
    let same = sorted.chunk_by(|one, other| {
        key(one) == key(other) && other.kg - one.kg <= reach(parameters, one.kg)
    });
    let mean = |same: &[Weighing]| Weighing {
        kg: same.iter().map(|w| w.kg).sum::<f64>() / same.len() as f64,
        ..same[0]
    };
    same.map(mean).collect()
}

/// The middle value, of an even number the mean of two.
pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    let lower = values[(values.len() - 1) / 2];
    Some(f64::midpoint(lower, upper))
}
