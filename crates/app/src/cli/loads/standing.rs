//! Which week of a block it is.

use jiff::{ToSpan as _, civil::Date};
use spotcheck_engine::training::progression::absence;
use spotcheck_model::parameters::ProgressionParameters;

use crate::diary::days;

const WEEK_DAYS: usize = 7;

/// Where somebody stands in blocks that follow each other, each of which ends with a week of less.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    /// The first day.
    pub(super) began: Date,
    /// The week of the block, from 0.
    pub(super) week: usize,
    /// Weeks of a block.
    pub(super) weeks: usize,
    today: Date,
}

impl Standing {
    /// By the start that a goal names, else from the first of `trained` days, which are in order; and anew after so long
    /// an absence that the block is.
    pub(super) fn of(
        p: &ProgressionParameters,
        weeks: usize,
        start: Option<Date>,
        trained: &[Date],
        today: Date,
    ) -> Self {
        let mut began = start.or(trained.first().copied()).unwrap_or(today);
        let mut before = began;
        for day in trained.iter().copied().chain([today]) {
            let off = days(before, day).and_then(|off| absence(p, off, p.usual_gap.value));
            if off.is_some_and(|off| off.is_restart) {
                began = day;
            }
            before = before.max(day);
        }
        let mut standing = Self {
            began,
            week: 0,
            weeks,
            today,
        };
        standing.week = standing.week_of(today).unwrap_or(0);
        standing
    }

    /// The week a day is in; nothing before the first.
    fn week_of(&self, day: Date) -> Option<usize> {
        days(self.began, day).map(|since| since / WEEK_DAYS % self.weeks)
    }

    /// Whether a day is in a week of less.
    pub(super) fn is_deload(&self, day: Date) -> bool {
        self.week_of(day) == Some(self.weeks - 1)
    }

    /// The first day of the week of less that is next, or that it is.
    pub(super) fn deload_from(&self) -> Date {
        let since = days(self.began, self.today).unwrap_or(0);
        let block = since / WEEK_DAYS / self.weeks;
        let week = block * self.weeks + self.weeks - 1;
        let days = i64::try_from(week * WEEK_DAYS).unwrap_or(i64::MAX);
        self.began.saturating_add(days.days())
    }
}
