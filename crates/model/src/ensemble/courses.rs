//! Many draws of one person on their way, sixteen side by side.
#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use crate::{
    Error, Parameters, Person, Row, Schedule,
    energy::{DAILY_STEPS, Pace},
    forecast::{Course, girth_margin},
    lanes::{Kernel, Lanes, Real, Width},
    limits,
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

    /// Moves every draw on to a day.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a day beyond a century, [`Error::OutOfOrder`] for one that is over.
    pub(super) fn go_to(&mut self, day: usize) -> Result<(), Error> {
        limits::DAYS.check(day as f64)?;
        if day < self.day {
            return Err(Error::OutOfOrder {
                from_day: day,
                previous_day: self.day,
            });
        }
        self.width.run(Advance {
            groups: &mut self.groups,
            schedule: self.schedule,
            from_day: self.day,
            to_day: day,
        });
        self.day = day;
        Ok(())
    }

    /// The rows of today.
    pub(super) fn rows(&self) -> Vec<Row<Lanes>> {
        self.width.run(Rows {
            groups: &self.groups,
            day: self.day,
        })
    }

    /// Places, by group, of the draws that have stayed inside what the model holds for and whose
    /// girths do in today's rows.
    pub(super) fn inside(&self, rows: &[Row<Lanes>]) -> Vec<Vec<usize>> {
        let mut left = self.count;
        let groups = self.groups.iter().zip(rows).map(|(course, row)| {
            let filled = left.min(Lanes::COUNT);
            left -= filled;
            let margin = course.path.margin().least(girth_margin(row)).0;
            let inside = |place: &usize| 0.0 <= margin[*place];
            (0..filled).filter(inside).collect()
        });
        groups.collect()
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
