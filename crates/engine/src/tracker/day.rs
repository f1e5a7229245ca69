//! What a day brings, before anything is measured on it.

use std::f64::consts::TAU;

use spotcheck_model::Parameters;

use super::{Cycle, Event, EventKind, Normal};

/// Days in which no cycle and no two bleedings of one lie; beyond, one was not written down.
const CYCLE_DAYS: std::ops::RangeInclusive<usize> = 15..=60;

/// One day of a log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Day {
    /// What was eaten on the logging scale, kcal.
    pub(super) eaten: Normal,
    /// Where in a monthly cycle the day lies: cosine and sine; nought if there is none.
    pub(super) month: [f64; 2],
    /// Variance of the water that comes and goes over the usual.
    pub(super) water_ratio: f64,
    /// Water that stays, kg.
    pub(super) shift_kg: Normal,
}

/// What a cycle and events make of days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar<'a> {
    pub(super) parameters: &'a Parameters,
    pub(super) cycle: &'a Cycle,
    pub(super) events: &'a [Event],
}

impl Calendar<'_> {
    pub(super) fn day(&self, day: usize, eaten: Normal) -> Day {
        let p = &self.parameters.tracking;
        let since = |event: &Event| Some(day.checked_sub(event.day)? as f64);
        let unrest = self
            .events
            .iter()
            .filter(|event| event.kind != EventKind::Creatine)
            .any(|event| since(event).is_some_and(|days| days < p.event_time.value));
        let taken_up = self
            .events
            .iter()
            .filter(|event| event.kind == EventKind::Creatine)
            .any(|event| since(event).is_some_and(|days| days < p.creatine_time.value));
        let shift_kg = if taken_up {
            // Equal steps whose sum has the mean and the spread of the whole.
            Normal {
                mean: p.creatine_water.value / p.creatine_time.value,
                sd: p.creatine_water.sd() / p.creatine_time.value.sqrt(),
            }
        } else {
            Normal { mean: 0.0, sd: 0.0 }
        };
        Day {
            eaten,
            month: self.month(day),
            water_ratio: if unrest { p.event_ratio.value } else { 1.0 },
            shift_kg,
        }
    }

    /// Cosine and sine of the part of the cycle that has passed, from the first day of bleeding.
    fn month(&self, day: usize) -> [f64; 2] {
        let usual = self.parameters.tracking.cycle_length.value;
        let turns = match self.cycle {
            Cycle::Untold => day as f64 / usual,
            Cycle::Absent => return [0.0, 0.0],
            Cycle::Begun(days) => {
                let next = days.partition_point(|begun| *begun <= day);
                let last = days[next.max(1) - 1];
                let told = days
                    .get(next)
                    .map(|next| next.abs_diff(last))
                    .filter(|length| next_is_real(next, *length));
                let length = told.map_or_else(|| mean_length(days, usual), |days| days as f64);
                (day as f64 - last as f64) / length
            }
        };
        let angle = TAU * turns;
        [angle.cos(), angle.sin()]
    }
}

/// Whether the cycle that ends with bleeding `next` was logged from its beginning.
fn next_is_real(next: usize, length: usize) -> bool {
    0 < next && CYCLE_DAYS.contains(&length)
}

fn mean_length(days: &[usize], usual: f64) -> f64 {
    let gaps = days.windows(2).map(|two| two[1] - two[0]);
    let whole: Vec<usize> = gaps.filter(|gap| CYCLE_DAYS.contains(gap)).collect();
    if whole.is_empty() {
        return usual;
    }
    whole.iter().sum::<usize>() as f64 / whole.len() as f64
}
