//! Many people at once: sixteen abreast, in constant memory, the same bits as one by one.
//!
//! People are followed in groups of sixteen neighbours. A group's rows are handed to the reader
//! and their room used again, so memory does not grow with the population, and what is found of a
//! person does not depend on who the neighbours are. Threads take ranges of people.
//!
//! ```
//! use spotcheck_model::{Parameters, Schedule, Setting, batch::{Batch, Schedules}};
//! # use spotcheck_model::{Person, PersonInput, Sex};
//! # fn main() -> Result<(), spotcheck_model::Error> {
//! # let woman = PersonInput::new(Sex::Female, 35.0, 165.0, 80.0, 1.5);
//! let people = vec![Person::new(woman)?; 20];
//! let diet = Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(-100.0), 0)?;
//! let batch = Batch { parameters: Parameters::published(), people: &people, schedules: Schedules::Shared(&diet), days: &[0, 365] };
//! let mut lost_kg = 0.0;
//! batch.states(|block| {
//!     let [start, end] = block.rows() else { unreachable!() };
//!     for place in block.kept() {
//!         lost_kg += start.weight_kg.values()[place] - end.weight_kg.values()[place];
//!     }
//! })?;
//! assert!(20.0 < lost_kg && lost_kg < 100.0);
//! # Ok(()) }
//! ```

mod follow;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::{
    Error, Parameters, Person, Row, Schedule,
    energy::{DAILY_STEPS, Pace, Path},
    forecast::Course,
    lanes::Width,
    limits::{self, Limit},
    schedule::Plan,
    scores::Scores,
};
use follow::{Follow, Plans, StateRow};

pub use crate::lanes::Lanes;

/// What people do.
#[derive(Clone, Copy, Debug)]
pub enum Schedules<'a> {
    /// All the same.
    Shared(&'a Schedule),
    /// Each their own, in the order of the people.
    Each(&'a [Schedule]),
}

/// People to follow and the days to report.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The numbers of the model.
    pub parameters: &'a Parameters,
    /// Who.
    pub people: &'a [Person],
    /// What they do.
    pub schedules: Schedules<'a>,
    /// Which days, ascending; the last one alone for final states.
    pub days: &'a [usize],
}

/// The energy-balance state of a day, without regions and girths.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BodyRow<T> {
    /// Body weight, kg.
    pub weight_kg: T,
    /// Fat mass, kg.
    pub fat_kg: T,
    /// Lean tissue without fluid and glycogen, kg.
    pub lean_tissue_kg: T,
    /// Glycogen, kg.
    pub glycogen_kg: T,
    /// Extracellular fluid, kg.
    pub ecf_kg: T,
    /// Adaptive thermogenesis, kcal/day.
    pub adaptive_kcal_per_day: T,
    /// Energy expenditure as the day begins, kcal/day, the cost of laying down tissue included.
    pub expenditure_kcal_per_day: T,
}

/// Up to sixteen neighbours over the days reported.
#[derive(Debug)]
pub struct Block<'a, T> {
    people: Range<usize>,
    refused: &'a [(usize, Error)],
    rows: &'a [T],
}

impl<T> Block<'_, T> {
    /// Who, by index.
    pub fn people(&self) -> Range<usize> {
        self.people.clone()
    }

    /// Those the model refuses, by index, and why; they have no numbers.
    pub fn refused(&self) -> &[(usize, Error)] {
        self.refused
    }

    /// Places within the block of those with numbers, ascending.
    pub fn kept(&self) -> impl Iterator<Item = usize> {
        let first = self.people.start;
        let is_refused = |person: &usize| self.refused.iter().any(|(who, _)| who == person);
        let kept = self
            .people
            .clone()
            .filter(move |person| !is_refused(person));
        kept.map(move |person| person - first)
    }

    /// One row a reported day. A place that is not [kept](Self::kept) holds nothing of meaning.
    pub fn rows(&self) -> &[T] {
        self.rows
    }
}

impl Batch<'_> {
    /// Follows everybody and hands each block to `reader`.
    ///
    /// # Errors
    /// [`Error::OutOfOrder`] for days that do not ascend, [`Error::OutOfRange`] for more than a
    /// century of them and for another number of schedules than of people. Whom the model
    /// refuses is told in the block, with the reason.
    pub fn states(&self, reader: impl FnMut(&Block<'_, BodyRow<Lanes>>)) -> Result<(), Error> {
        let width = Width::widest();
        let pace = Pace::new(self.parameters, DAILY_STEPS);
        let start = |person: &Person, plan: &Plan| {
            Path::new(self.parameters, person, &Scores::default(), plan, &pace)
        };
        let follow = |paths: &[&Path<f64>; Lanes::COUNT], plans: &Plans<'_>, rows: &mut Vec<_>| {
            width.run(Follow {
                path: Path::abreast(paths, &plans.on(0)),
                plans,
                days: self.days,
                rows,
                row: StateRow,
            })
        };
        self.each_block(start, follow, reader)
    }

    /// As [`Self::states`] with everything a forecast tells of a day, regions and girths included.
    /// A girth that is not known of a person is NaN where it is known of a neighbour.
    ///
    /// # Errors
    /// As [`Self::states`].
    pub fn rows(&self, reader: impl FnMut(&Block<'_, Row<Lanes>>)) -> Result<(), Error> {
        let width = Width::widest();
        let pace = Pace::new(self.parameters, DAILY_STEPS);
        let start = |person: &Person, plan: &Plan| {
            Course::new(self.parameters, person, &Scores::default(), plan, &pace)
        };
        let follow =
            |courses: &[&Course<f64>; Lanes::COUNT], plans: &Plans<'_>, rows: &mut Vec<_>| {
                let Course { path, shape } = Course::abreast(courses, &plans.on(0));
                width.run(Follow {
                    path,
                    plans,
                    days: self.days,
                    rows,
                    row: shape,
                })
            };
        self.each_block(start, follow, reader)
    }

    /// Starts each person, follows each group, and hands on what came of it.
    ///
    /// `follow` fills the rows and gives the margins of the group.
    fn each_block<C, T>(
        &self,
        start: impl Fn(&Person, &Plan) -> Result<C, Error>,
        follow: impl Fn(&[&C; Lanes::COUNT], &Plans<'_>, &mut Vec<T>) -> Lanes,
        mut reader: impl FnMut(&Block<'_, T>),
    ) -> Result<(), Error> {
        self.check()?;
        let mut rows = Vec::with_capacity(self.days.len());
        for first in (0..self.people.len()).step_by(Lanes::COUNT) {
            let people = first..self.people.len().min(first + Lanes::COUNT);
            rows.clear();
            let refused = self.follow_group(&people, &start, |group, plans| {
                follow(group, plans, &mut rows)
            })?;
            reader(&Block {
                people,
                refused: &refused,
                rows: &rows,
            });
        }
        Ok(())
    }

    /// Follows a group and gives those of it whom the model refuses, with the reason.
    fn follow_group<C>(
        &self,
        people: &Range<usize>,
        start: &impl Fn(&Person, &Plan) -> Result<C, Error>,
        follow: impl FnOnce(&[&C; Lanes::COUNT], &Plans<'_>) -> Lanes,
    ) -> Result<Vec<(usize, Error)>, Error> {
        let mut refused = Vec::new();
        let mut started = [const { None }; Lanes::COUNT];
        for (person, place) in people.clone().zip(&mut started) {
            match start(&self.people[person], &self.schedule(person).on(0)) {
                Ok(course) => *place = Some(course),
                Err(reason) => refused.push((person, reason)),
            }
        }
        // An empty place runs along with somebody else's numbers.
        let Some(anyone) = started.iter().flatten().next() else {
            return Ok(refused);
        };
        let abreast = started
            .each_ref()
            .map(|course| course.as_ref().unwrap_or(anyone));
        let margins = follow(&abreast, &Plans::of(self, people)).0;
        for ((person, course), margin) in people.clone().zip(&started).zip(margins) {
            let inside = 0.0 <= margin;
            if course.is_some() && !inside {
                refused.push((person, self.reason(person)?));
            }
        }
        refused.sort_unstable_by_key(|(person, _)| *person);
        Ok(refused)
    }

    fn schedule(&self, person: usize) -> &Schedule {
        match self.schedules {
            Schedules::Shared(schedule) => schedule,
            Schedules::Each(schedules) => &schedules[person],
        }
    }

    fn last_day(&self) -> usize {
        self.days.last().copied().unwrap_or_default()
    }

    fn check(&self) -> Result<(), Error> {
        limits::DAYS.check(self.last_day() as f64)?;
        let people = self.people.len() as f64;
        if let Schedules::Each(schedules) = self.schedules {
            Limit::new("schedules", people, people).check(schedules.len() as f64)?;
        }
        let descent = self.days.windows(2).find(|pair| pair[1] <= pair[0]);
        descent.map_or(Ok(()), |pair| {
            Err(Error::OutOfOrder {
                from_day: pair[1],
                previous_day: pair[0],
            })
        })
    }

    /// Why the model refuses someone who has left what it holds for: the same steps alone, with
    /// girths on the days reported.
    fn reason(&self, person: usize) -> Result<Error, Error> {
        let schedule = self.schedule(person);
        let mut course = Course::new(
            self.parameters,
            &self.people[person],
            &Scores::default(),
            &schedule.on(0),
            &Pace::new(self.parameters, DAILY_STEPS),
        )?;
        let mut reason_on = |day: usize| {
            let checked = if self.days.binary_search(&day).is_ok() {
                course.checked_row(day).map(|_row| ())
            } else {
                course.path.check(day)
            };
            course.path.advance();
            course.path.plan(&schedule.on(day + 1));
            checked.err()
        };
        let reason = (0..=self.last_day()).find_map(&mut reason_on);
        Ok(reason.expect("a check fails where a margin is negative"))
    }
}
