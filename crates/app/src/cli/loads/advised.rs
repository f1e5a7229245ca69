//! What is lifted next of each exercise of a programme.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use spotcheck_engine::training::{
    exercises,
    programme::{Entry, Programme, Weekday},
    progression::{
        Advice, Bout, Followed, Prescription, ProgressionError, Units, follow, is_deload_due,
        is_flagged, next,
    },
};
use spotcheck_model::parameters::ProgressionParameters;

use super::{history::History, standing::Standing};
use crate::report::Refusal;

/// A flag counts for the week after the session that raised it.
const FLAGGED_DAYS: usize = 7;

/// The next week of a programme.
pub(super) struct Advised<'a> {
    pub(super) standing: Standing,
    /// Whether the loads are those of a week of less.
    pub(super) is_deload: bool,
    /// How many exercises are flagged, where that calls for a week of less before its time.
    pub(super) early: Option<usize>,
    pub(super) sessions: Vec<(Weekday, Vec<Next<'a>>)>,
}

/// An exercise of a session.
pub(super) struct Next<'a> {
    pub(super) entry: &'a Entry,
    pub(super) asked: Prescription,
    pub(super) advice: Advice,
    /// What was lifted, session by session.
    pub(super) bouts: Vec<Bout>,
    /// Strength as it was followed; nothing without loads.
    pub(super) followed: Vec<Followed>,
}

/// What a log is held against.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) p: &'a ProgressionParameters,
    pub(super) programme: &'a Programme,
    pub(super) history: &'a History,
    pub(super) start: Option<Date>,
    pub(super) today: Date,
    pub(super) units: Units,
}

impl<'a> Question<'a> {
    /// The week it is, or one of less where somebody takes it before its time.
    ///
    /// # Errors
    /// A [`Refusal`] for a kept set that nobody lifts.
    pub(super) fn advised(self, takes_deload: bool) -> anyhow::Result<Advised<'a>> {
        let standing = self.standing();
        let weeks = &self.programme.block.weeks;
        let place = if takes_deload {
            weeks.len() - 1
        } else {
            standing.week
        };
        let sessions = self.week(standing, place)?;
        let flagged = self.flagged(&sessions);
        Ok(Advised {
            standing,
            is_deload: weeks[place].is_deload,
            early: is_deload_due(self.p, flagged).then_some(flagged),
            sessions,
        })
    }

    /// The usual loads, kg, by place, of a week that is not one of less.
    pub(super) fn usual_kg(self) -> anyhow::Result<(usize, BTreeMap<usize, f64>)> {
        let standing = self.standing();
        let is_work = !self.programme.block.weeks[standing.week].is_deload;
        let sessions = self.week(standing, if is_work { standing.week } else { 0 })?;
        let loads = sessions.iter().flat_map(|(_, entries)| entries);
        let loads = loads.filter_map(|next| Some((next.entry.exercise, next.advice.load_kg?)));
        Ok((standing.week, loads.collect()))
    }

    fn standing(&self) -> Standing {
        let planned = self.planned().into_iter();
        let trained: BTreeSet<Date> = planned
            .flat_map(|place| self.history.days_of(place))
            .collect();
        let trained: Vec<Date> = trained.into_iter().collect();
        let weeks = self.programme.block.weeks.len();
        Standing::of(self.p, weeks, self.start, &trained, self.today)
    }

    /// The exercises of the programme.
    pub(super) fn planned(&self) -> BTreeSet<usize> {
        let sessions = self.programme.sessions.iter();
        let entries = sessions.flat_map(|session| &session.entries);
        entries.map(|entry| entry.exercise).collect()
    }

    fn week(
        &self,
        standing: Standing,
        place: usize,
    ) -> anyhow::Result<Vec<(Weekday, Vec<Next<'a>>)>> {
        let week = &self.programme.block.weeks[place];
        let sessions = self.programme.sessions.iter().zip(&week.sessions);
        sessions
            .map(|(session, doses)| {
                let entries = session.entries.iter().zip(doses);
                let next = entries.map(|(entry, dose)| {
                    let asked = Prescription::new(entry, week, *dose, self.units);
                    self.next(entry, asked, standing)
                });
                Ok((session.weekday, next.collect::<anyhow::Result<_>>()?))
            })
            .collect()
    }

    fn next(
        &self,
        entry: &'a Entry,
        asked: Prescription,
        standing: Standing,
    ) -> anyhow::Result<Next<'a>> {
        let is_deload = |day| standing.is_deload(day);
        let bouts = self
            .history
            .bouts(entry.exercise, entry.reps.counted, is_deload);
        let today = self.history.day(self.today);
        let advice = next(self.p, &bouts, today, &asked)
            .map_err(|error| self.refusal(entry.name, &error))?;
        Ok(Next {
            entry,
            asked,
            advice,
            followed: follow(self.p, &bouts, &asked),
            bouts,
        })
    }

    /// How many exercises are weaker than forecast, of those done in the last week.
    fn flagged(&self, sessions: &[(Weekday, Vec<Next<'_>>)]) -> usize {
        let today = self.history.day(self.today);
        let is_weak = |next: &&Next<'_>| {
            let last = next.followed.last();
            is_flagged(self.p, &next.followed)
                && last.is_some_and(|last| today - last.day < FLAGGED_DAYS)
        };
        let all = sessions.iter().flat_map(|(_, entries)| entries);
        let weak: BTreeSet<usize> = all
            .filter(is_weak)
            .map(|next| next.entry.exercise)
            .collect();
        weak.len()
    }

    fn refusal(&self, name: &str, error: &ProgressionError) -> Refusal {
        let hint = "`spotcheck imports` lists what was brought, and `spotcheck undo` takes it back";
        let ProgressionError::OutOfRange {
            field,
            day,
            value,
            most,
        } = error
        else {
            return Refusal::new(format!("{name}: {error}"), hint);
        };
        let when = self.history.date(*day);
        let when = when.map_or_else(String::new, |date| format!(" on {date}"));
        let message = format!("{name}{when}: {field} of {value} is outside 0 to {most}");
        Refusal::new(message, hint)
    }
}

impl Next<'_> {
    /// What is done in its stead.
    pub(super) fn instead(&self) -> Option<&'static str> {
        let place = self.advice.exercise?;
        Some(&exercises()[place].name)
    }
}
