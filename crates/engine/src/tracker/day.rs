//! What a day brings, before anything is measured on it.

use std::f64::consts::TAU;

use spotcheck_model::Parameters;

use super::{Cycle, Event, EventKind, Normal};

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
        let turns = match self.cycle {
            Cycle::Untold => day as f64 / self.parameters.tracking.cycle_length.value,
            Cycle::Absent => return [0.0, 0.0],
            Cycle::Begun(days) => {
                let next = days.partition_point(|begun| *begun <= day);
                let last = days[next.saturating_sub(1)];
                // Before the first bleeding there is no cycle whose beginning was told.
                let ends = next.checked_sub(1).and_then(|last| days.get(last..=next));
                let told = ends.and_then(|two| self.cycle_days(two));
                let length = told.unwrap_or_else(|| self.mean_cycle_days(days));
                (day as f64 - last as f64) / length
            }
        };
        let angle = TAU * turns;
        [angle.cos(), angle.sin()]
    }

    /// Days from one bleeding to the next; none where that is no cycle.
    fn cycle_days(&self, bleedings: &[usize]) -> Option<f64> {
        let p = &self.parameters.tracking;
        let days = (bleedings[1] - bleedings[0]) as f64;
        let is_cycle = (p.cycle_shortest.value..=p.cycle_longest.value).contains(&days);
        is_cycle.then_some(days)
    }

    /// Mean of the cycles that were told from end to end, or what is usual.
    fn mean_cycle_days(&self, bleedings: &[usize]) -> f64 {
        let cycles = bleedings.windows(2).filter_map(|two| self.cycle_days(two));
        let cycles: Vec<f64> = cycles.collect();
        if cycles.is_empty() {
            return self.parameters.tracking.cycle_length.value;
        }
        cycles.iter().sum::<f64>() / cycles.len() as f64
    }
}
