//! A group of sixteen followed through the days, compiled for every register width.
#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use std::ops::Range;

use super::{Batch, BodyRow, Schedules};
use crate::{
    Row, Schedule,
    energy::Path,
    forecast::{Shape, girth_margin},
    lanes::{Kernel, Lanes, Real},
    schedule::Plan,
};

/// What a group does.
pub(super) enum Plans<'a> {
    Shared(&'a Schedule),
    /// By place; empty places do as the first.
    Each([&'a Schedule; Lanes::COUNT]),
}

impl<'a> Plans<'a> {
    pub(super) fn of(batch: &Batch<'a>, people: &Range<usize>) -> Self {
        match batch.schedules {
            Schedules::Shared(schedule) => Self::Shared(schedule),
            Schedules::Each(schedules) => Self::Each(std::array::from_fn(|place| {
                let person = people.start + place;
                &schedules[if person < people.end {
                    person
                } else {
                    people.start
                }]
            })),
        }
    }

    /// The plans of a day.
    pub(super) fn on(&self, day: usize) -> Plan<Lanes> {
        match self {
            Self::Shared(schedule) => Plan::abreast(&[schedule.on(day); Lanes::COUNT]),
            Self::Each(schedules) => {
                let mut plans = [schedules[0].on(day); Lanes::COUNT];
                for (plan, schedule) in plans.iter_mut().zip(schedules).skip(1) {
                    *plan = schedule.on(day);
                }
                Plan::abreast(&plans)
            }
        }
    }

    /// The first day after `day` on which anyone may do something else.
    fn next_change(&self, day: usize) -> Option<usize> {
        match self {
            Self::Shared(schedule) => schedule.next_change(day),
            Self::Each(schedules) => {
                let changes = schedules.iter().filter_map(|s| s.next_change(day));
                changes.min()
            }
        }
    }
}

/// What is told of a day.
pub(super) trait Tell {
    /// One day's row.
    type Told;

    fn tell(&self, day: usize, path: &Path<Lanes>) -> Self::Told;

    /// How far what is told stays inside what the model holds for, beside the path.
    fn margin(&self, told: &Self::Told) -> Lanes;
}

/// Tells the energy-balance state alone.
pub(super) struct StateRow;

impl Tell for StateRow {
    type Told = BodyRow<Lanes>;

    #[inline(always)]
    fn tell(&self, _day: usize, path: &Path<Lanes>) -> BodyRow<Lanes> {
        let state = &path.state;
        BodyRow {
            weight_kg: path.weight_kg(),
            fat_kg: state.fat_kg,
            lean_tissue_kg: state.lean_tissue_kg,
            glycogen_kg: state.glycogen_kg,
            ecf_kg: state.ecf_kg,
            adaptive_kcal_per_day: state.adaptive_kcal_per_day,
            expenditure_kcal_per_day: path.expenditure(),
        }
    }

    #[inline(always)]
    fn margin(&self, _told: &BodyRow<Lanes>) -> Lanes {
        Lanes::splat(f64::INFINITY)
    }
}

impl Tell for Shape<Lanes> {
    type Told = Row<Lanes>;

    #[inline(always)]
    fn tell(&self, day: usize, path: &Path<Lanes>) -> Row<Lanes> {
        self.row(day, path)
    }

    #[inline(always)]
    fn margin(&self, told: &Row<Lanes>) -> Lanes {
        girth_margin(told)
    }
}

/// A group and the days to tell of it; gives its margins.
pub(super) struct Follow<'a, T: Tell> {
    pub(super) path: Path<Lanes>,
    pub(super) plans: &'a Plans<'a>,
    pub(super) days: &'a [usize],
    pub(super) rows: &'a mut Vec<T::Told>,
    pub(super) row: T,
}

impl<T: Tell> Kernel for Follow<'_, T> {
    type Output = Lanes;

    #[inline(always)]
    fn run(self) -> Lanes {
        let Self {
            mut path,
            plans,
            days,
            rows,
            row,
        } = self;
        let mut day = 0;
        let mut margin = Lanes::splat(f64::INFINITY);
        let mut next_change = plans.next_change(0);
        for &told in days {
            while day < told {
                let end = next_change.map_or(told, |change| change.min(told));
                path.advance_days(end - day);
                day = end;
                next_change = change_plans(&mut path, plans, day, next_change);
            }
            let today = row.tell(day, &path);
            margin = margin.least(row.margin(&today));
            rows.push(today);
        }
        path.margin().least(margin)
    }
}

/// Acts on the plans of a day if that is when they change; gives the next day on which they do.
#[inline(always)]
fn change_plans(
    path: &mut Path<Lanes>,
    plans: &Plans<'_>,
    day: usize,
    next_change: Option<usize>,
) -> Option<usize> {
    if next_change != Some(day) {
        return next_change;
    }
    path.plan(&plans.on(day));
    plans.next_change(day)
}
