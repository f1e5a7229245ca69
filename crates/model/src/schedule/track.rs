//! One scheduled quantity over the days.

use std::ops::{Add, Mul};

use crate::{Error, lanes::Lanes};

/// A value relative to the person's own usual one: `of_usual` × usual + `plus`.
///
/// Absolute values, changes, and ramps from one to the other are all of this form. `T` is `f64`
/// for one schedule and [`Lanes`] for sixteen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Level<T = f64> {
    of_usual: T,
    plus: T,
}

impl<T: Copy> Level<T> {
    /// The value for a person whose usual one is given.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "left as a call it would be compiled without the wide registers of its caller"
    )]
    pub(crate) fn given_usual<R: Mul<T, Output = R> + Add<T, Output = R>>(self, usual: R) -> R {
        usual * self.of_usual + self.plus
    }
}

impl Level<Lanes> {
    /// Sixteen side by side.
    #[inline]
    pub(crate) fn abreast(level: impl Fn(usize) -> Level) -> Self {
        Self {
            of_usual: Lanes::of(|place| level(place).of_usual),
            plus: Lanes::of(|place| level(place).plus),
        }
    }
}

impl Level {
    /// What the person usually does.
    pub(crate) const USUAL: Self = Self {
        of_usual: 1.0,
        plus: 0.0,
    };

    /// A value whatever the person usually does.
    pub(crate) const fn absolute(value: f64) -> Self {
        Self {
            of_usual: 0.0,
            plus: value,
        }
    }

    /// So much more than usual.
    pub(crate) const fn change(plus: f64) -> Self {
        Self {
            of_usual: 1.0,
            plus,
        }
    }

    fn towards(self, target: Self, share: f64) -> Self {
        let between = |from: f64, to: f64| from + (to - from) * share;
        Self {
            of_usual: between(self.of_usual, target.of_usual),
            plus: between(self.plus, target.plus),
        }
    }
}

/// The entries of one quantity, in order of their first day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Track {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    from_day: usize,
    shape: Shape,
}

#[derive(Clone, Debug, PartialEq)]
enum Shape {
    /// One level, until `to_day` if there is one.
    Held { level: Level, to_day: Option<usize> },
    /// From `start` on the first day to `target` on `to_day`, and there from then on.
    Ramp {
        start: Level,
        target: Level,
        to_day: usize,
    },
    /// A level for each day, the last one from then on; never empty.
    Daily(Vec<Level>),
}

impl Entry {
    /// The first day after `day` on which the entry may give another level.
    fn next_change(&self, day: usize) -> Option<usize> {
        if day < self.from_day {
            return Some(self.from_day);
        }
        let until = match &self.shape {
            Shape::Held { to_day, .. } => return to_day.filter(|end| day < *end),
            Shape::Ramp { to_day, .. } => *to_day,
            Shape::Daily(levels) => self.from_day + levels.len(),
        };
        (day < until).then_some(day + 1)
    }

    /// The level on `day`, if the entry is in force then.
    fn on(&self, day: usize) -> Option<Level> {
        let elapsed = day.checked_sub(self.from_day)?;
        match &self.shape {
            Shape::Held { level, to_day } => to_day.is_none_or(|end| day < end).then_some(*level),
            Shape::Ramp {
                start,
                target,
                to_day,
            } => {
                let length = to_day - self.from_day;
                let share = elapsed.min(length) as f64 / length as f64;
                Some(start.towards(*target, share))
            }
            Shape::Daily(levels) => levels.get(elapsed).or(levels.last()).copied(),
        }
    }
}

impl Track {
    /// The first day after `day` on which the level may be another.
    pub(crate) fn next_change(&self, day: usize) -> Option<usize> {
        let changes = self.entries.iter().filter_map(|e| e.next_change(day));
        changes.min()
    }

    /// The level on a day: that of the latest entry in force, else the usual.
    pub(crate) fn on(&self, day: usize) -> Level {
        let in_force = self.entries.iter().rev().find_map(|entry| entry.on(day));
        in_force.unwrap_or(Level::USUAL)
    }

    pub(crate) fn hold(
        &mut self,
        level: Level,
        from_day: usize,
        to_day: Option<usize>,
    ) -> Result<(), Error> {
        if let Some(to_day) = to_day {
            refuse_empty(from_day, to_day)?;
        }
        self.push(from_day, Shape::Held { level, to_day })
    }

    pub(crate) fn ramp(
        &mut self,
        target: Level,
        from_day: usize,
        to_day: usize,
    ) -> Result<(), Error> {
        refuse_empty(from_day, to_day)?;
        let start = self.on(from_day);
        self.push(
            from_day,
            Shape::Ramp {
                start,
                target,
                to_day,
            },
        )
    }

    /// Holds `level` from `from_day` on in place of every entry that begins then or later.
    pub(crate) fn replace(&mut self, level: Level, from_day: usize) -> Result<(), Error> {
        self.entries.retain(|entry| entry.from_day < from_day);
        self.hold(level, from_day, None)
    }

    /// `levels` are not empty.
    pub(crate) fn daily(&mut self, levels: Vec<Level>, from_day: usize) -> Result<(), Error> {
        self.push(from_day, Shape::Daily(levels))
    }

    fn push(&mut self, from_day: usize, shape: Shape) -> Result<(), Error> {
        if let Some(last) = self.entries.last()
            && from_day < last.from_day
        {
            return Err(Error::OutOfOrder {
                from_day,
                previous_day: last.from_day,
            });
        }
        self.entries.push(Entry { from_day, shape });
        Ok(())
    }
}

fn refuse_empty(from_day: usize, to_day: usize) -> Result<(), Error> {
    if from_day < to_day {
        Ok(())
    } else {
        Err(Error::EmptySpan { from_day, to_day })
    }
}
