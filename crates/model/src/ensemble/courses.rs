//! Many draws of one person on their way, sixteen side by side.
#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use super::{contributions::Everyone, quantiles::Sample};
use crate::{
    Error, Parameters, Person, Row, Schedule,
    energy::{DAILY_STEPS, Pace},
    forecast::{Course, girth_margin},
    lanes::{Kernel, Lanes, Real, Width},
    scores::Scores,
};

/// Draws of one person who follow the same schedule, all at the same day.
pub(super) struct Courses<'a> {
    schedule: &'a Schedule,
    day: usize,
    count: usize,
    /// The last one is filled up with copies of its first draw.
    groups: Vec<Course<Lanes>>,
    width: Width,
}

impl<'a> Courses<'a> {
    /// Day 0 of every draw.
    ///
    /// # Errors
    /// What [`Baseline::new`](crate::Baseline::new) refuses of the person.
    pub(super) fn new(
        parameters: &Parameters,
        person: &Person,
        schedule: &'a Schedule,
        scores: impl Iterator<Item = Scores>,
    ) -> Result<Self, Error> {
        let plan = schedule.on(0);
        let pace = Pace::new(parameters, DAILY_STEPS);
        let courses = scores
            .map(|scores| Course::new(parameters, person, &scores, &plan, &pace))
            .collect::<Result<Vec<_>, _>>()?;
        let groups = courses.chunks(Lanes::COUNT).map(|group| {
            let place = |i: usize| group.get(i).unwrap_or(&group[0]);
            Course::abreast(&std::array::from_fn(place), &plan)
        });
        Ok(Self {
            schedule,
            day: 0,
            count: courses.len(),
            groups: groups.collect(),
            width: Width::widest(),
        })
    }

    /// Moves every draw on to a day that is not before the present one.
    pub(super) fn go_to(&mut self, day: usize) {
        self.width.run(Advance {
            groups: &mut self.groups,
            schedule: self.schedule,
            from_day: self.day,
            to_day: day,
        });
        self.day = day;
    }

    /// The rows of today.
    pub(super) fn rows(&self) -> Vec<Row<Lanes>> {
        self.width.run(Rows {
            groups: &self.groups,
            day: self.day,
        })
    }

    /// Today's rows of those draws that have stayed inside what the model holds for.
    pub(super) fn sample(&self) -> Sample {
        let rows = self.rows();
        let margins = self.margins(&rows);
        self.sample_of(rows.into_iter().zip(margins))
    }

    /// By how much those draws have moved away from `before`.
    pub(super) fn sample_since(&self, before: Vec<Row<Lanes>>) -> Sample {
        let rows = self.rows();
        let margins = self.margins(&rows);
        let pairs = rows.into_iter().zip(before);
        let changes = pairs.map(|(now, then)| now.zip(then, |now, then| now - then));
        self.sample_of(changes.zip(margins))
    }

    /// Group and place of those draws.
    pub(super) fn inside(&self) -> impl Iterator<Item = (usize, usize)> {
        let of = |draw| (draw / Lanes::COUNT, draw % Lanes::COUNT);
        let inside = |(group, place): &(usize, usize)| {
            let margin: Lanes = self.groups[*group].path.margin();
            0.0 <= margin.0[*place]
        };
        (0..self.count).map(of).filter(inside)
    }

    /// Today's numbers of every draw.
    pub(super) fn everyone(&self) -> Everyone {
        let rows = self.rows();
        let margins = self.margins(&rows);
        let groups: Vec<_> = rows.into_iter().zip(margins).collect();
        Everyone::of(&groups, self.count)
    }

    /// How far each draw has stayed inside what the model holds for, with today's girths.
    fn margins(&self, rows: &[Row<Lanes>]) -> Vec<Lanes> {
        let margin = |(course, row): (&Course<Lanes>, &Row<Lanes>)| {
            course.path.margin().least(girth_margin(row))
        };
        self.groups.iter().zip(rows).map(margin).collect()
    }

    fn sample_of(&self, rows: impl Iterator<Item = (Row<Lanes>, Lanes)>) -> Sample {
        let mut sample = Sample::with_capacity(self.count);
        let mut left = self.count;
        for (row, margin) in rows {
            let filled = left.min(Lanes::COUNT);
            left -= filled;
            let inside = |place: &usize| 0.0 <= margin.0[*place];
            let places: Vec<usize> = (0..filled).filter(inside).collect();
            sample.add(&row, &places);
        }
        sample
    }
}

/// Moves groups on from day to day.
struct Advance<'a> {
    groups: &'a mut [Course<Lanes>],
    schedule: &'a Schedule,
    from_day: usize,
    to_day: usize,
}

impl Kernel for Advance<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let mut day = self.from_day;
        while day < self.to_day {
            // What is planned stays the same up to the next change.
            let next_change = self.schedule.next_change(day);
            let end = next_change.map_or(self.to_day, |change| change.min(self.to_day));
            let plan = (next_change == Some(end)).then(|| self.schedule.on(end));
            for course in &mut *self.groups {
                let mut path = course.path;
                path.advance_days(end - day);
                course.path = path;
            }
            for (course, plan) in self.groups.iter_mut().zip(plan.iter().cycle()) {
                course.path.plan(plan);
            }
            day = end;
        }
    }
}

/// The rows of groups.
struct Rows<'a> {
    groups: &'a [Course<Lanes>],
    day: usize,
}

impl Kernel for Rows<'_> {
    type Output = Vec<Row<Lanes>>;

    #[inline(always)]
    fn run(self) -> Vec<Row<Lanes>> {
        let mut rows = Vec::with_capacity(self.groups.len());
        // An iterator's closure would be left as a call.
        for course in self.groups {
            rows.push(course.row(self.day));
        }
        rows
    }
}
