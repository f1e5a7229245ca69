//! The week of a plan as an iCalendar (RFC 5545), for any calendar somebody has.
//!
//! Times are floating: six in the evening is that wherever one is.

use jiff::{
    ToSpan as _,
    civil::{Date, Time, Weekday, time},
};
use sha2::{Digest as _, Sha256};
use spotcheck_engine::{
    planner::Plan,
    training::programme::{Block, Session, Work},
};

use super::{Made, words};
use crate::{
    calendar::{escaped, folded},
    number,
};

/// When one is weighed and measured: before breakfast.
const WEIGHED: Time = time(7, 0, 0, 0);
/// When the week is looked back on.
const LOOKED_BACK: Time = time(19, 0, 0, 0);
const SHORT_MIN: f64 = 10.0;
/// The last day of a week, counted from its Monday.
const SUNDAY: i32 = 6;
const PERCENT: f64 = 100.0;

/// What stands in a calendar.
struct Event {
    /// Its name among the events of a plan.
    name: String,
    /// When it begins, how long it is and how often, as properties.
    when: String,
    summary: String,
    description: String,
}

/// A plan from the first Monday that is not before its start.
struct Weeks<'a> {
    plan: &'a Plan,
    monday: Date,
    count: usize,
    sessions_at: Time,
}

/// The calendar of a plan, its sessions at a time of day.
pub(super) fn calendar(made: &Made<'_>, plan: &Plan, sessions_at: Time) -> anyhow::Result<String> {
    let start = made.meant.start;
    let weeks = Weeks {
        plan,
        monday: monday(start)?,
        count: plan.solved.weeks,
        sessions_at,
    };
    let mut events = weeks.sessions()?;
    events.extend(weeks.lighter()?);
    events.extend(weeks.measuring()?);
    // The same plan gives the same file, and another one does not overwrite it in somebody's calendar.
    let mark = mark(made)?;
    let stamp = start.strftime("%Y%m%dT000000Z");
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//spotcheck//plan//EN".to_owned(),
    ];
    for event in events {
        lines.push("BEGIN:VEVENT".to_owned());
        lines.push(format!("UID:{}-{mark}@plan.spotcheck", event.name));
        lines.push(format!("DTSTAMP:{stamp}"));
        lines.extend(event.when.lines().map(str::to_owned));
        lines.push(format!("SUMMARY:{}", escaped(&event.summary)));
        lines.push(format!("DESCRIPTION:{}", escaped(&event.description)));
        lines.push("END:VEVENT".to_owned());
    }
    lines.push("END:VCALENDAR".to_owned());
    Ok(lines.iter().map(|line| folded(line)).collect())
}

/// The first Monday on or after a day.
fn monday(start: Date) -> anyhow::Result<Date> {
    let ahead = start.weekday().until(Weekday::Monday);
    Ok(start.checked_add(i32::from(ahead).days())?)
}

/// What tells one plan from another: the head of the digest of all that is said of it.
fn mark(made: &Made<'_>) -> anyhow::Result<String> {
    let digest = Sha256::digest(serde_json::to_vec(&made.wire()?)?);
    let mark = digest.first_chunk().copied().map(u64::from_be_bytes);
    Ok(format!(
        "{:016x}",
        mark.expect("a digest has more than eight bytes")
    ))
}

impl Weeks<'_> {
    /// One event a session, each week of the plan.
    fn sessions(&self) -> anyhow::Result<Vec<Event>> {
        let programme = &self.plan.training.programme;
        let lighter = self.told_lighter();
        let event = |(place, session): (usize, &Session)| {
            let done: Vec<String> = session.entries.iter().map(words::entry).collect();
            Ok(Event {
                name: format!("session-{}", place + 1),
                when: self.weekly(
                    session.weekday as i32,
                    self.sessions_at,
                    session.minutes,
                    self.count,
                )?,
                summary: format!(
                    "Lift: session {} of {}",
                    place + 1,
                    programme.sessions.len()
                ),
                description: format!(
                    "{}\nSets and effort rise to these in each block. {lighter}",
                    done.join("\n")
                ),
            })
        };
        programme.sessions.iter().enumerate().map(event).collect()
    }

    /// The weeks of less, as one event that comes again with each block.
    fn lighter(&self) -> anyhow::Result<Option<Event>> {
        let Block { weeks } = &self.plan.training.programme.block;
        let Some((place, week)) = weeks.iter().enumerate().find(|(_, week)| week.is_deload) else {
            return Ok(None);
        };
        let count = self.deloads().len();
        if count == 0 {
            return Ok(None);
        }
        let from = self.monday.checked_add(i64::try_from(place)?.weeks())?;
        let to = from.checked_add(1.week())?;
        let sessions = &self.plan.training.programme.sessions;
        let told = sessions.iter().zip(&week.sessions);
        let told: Vec<String> = told
            .map(|(session, doses)| lessened(session, doses))
            .collect();
        Ok(Some(Event {
            name: "lighter-week".to_owned(),
            when: format!(
                "DTSTART;VALUE=DATE:{}\nDTEND;VALUE=DATE:{}\nRRULE:FREQ=WEEKLY;INTERVAL={};COUNT={count}\n\
                 TRANSP:TRANSPARENT",
                from.strftime("%Y%m%d"),
                to.strftime("%Y%m%d"),
                weeks.len(),
            ),
            summary: "Lighter week of lifting".to_owned(),
            description: format!(
                "Use {} % of your usual loads and stop each set early.\n{}",
                number::plain(PERCENT * week.load_frac, 0),
                told.join("\n")
            ),
        }))
    }

    /// The morning of measuring and the evening of looking back.
    fn measuring(&self) -> anyhow::Result<[Event; 2]> {
        Ok([
            Event {
                name: "measure".to_owned(),
                // The morning after the last week is measured too.
                when: self.weekly(0, WEIGHED, SHORT_MIN, self.count + 1)?,
                summary: "Weigh in and tape".to_owned(),
                description: "After the toilet, before breakfast, in the same clothes: weight, then waist and hips with \
                              the tape flat and at the same places as last time."
                    .to_owned(),
            },
            Event {
                name: "check-in".to_owned(),
                when: self.weekly(SUNDAY, LOOKED_BACK, SHORT_MIN, self.count)?,
                summary: "Weekly check-in".to_owned(),
                description: "Note what you weighed, ate and lifted, then run `spotcheck check-in`: your own numbers \
                              narrow the forecast, and your target moves only when they say so."
                    .to_owned(),
            },
        ])
    }

    /// A time on a day of each week.
    fn weekly(&self, weekday: i32, at: Time, minutes: f64, count: usize) -> anyhow::Result<String> {
        let day = self.monday.checked_add(weekday.days())?;
        Ok(format!(
            "DTSTART:{}\nDURATION:PT{}M\nRRULE:FREQ=WEEKLY;COUNT={count}",
            day.to_datetime(at).strftime("%Y%m%dT%H%M%S"),
            number::plain(minutes.ceil(), 0)
        ))
    }

    /// Weeks of the plan, from 1, that are lighter.
    fn deloads(&self) -> Vec<usize> {
        let Block { weeks } = &self.plan.training.programme.block;
        (0..self.count)
            .filter(|week| weeks[week % weeks.len()].is_deload)
            .map(|week| week + 1)
            .collect()
    }

    fn told_lighter(&self) -> String {
        let weeks: Vec<String> = self.deloads().iter().map(usize::to_string).collect();
        match weeks.as_slice() {
            [] => String::new(),
            [week] => format!("Lighter: week {week}; see that week's entry."),
            weeks => format!(
                "Lighter: weeks {}; see those weeks' entry.",
                weeks.join(", ")
            ),
        }
    }
}

/// The sets of a lighter session: "Monday: Goblet squat 2 sets, 4 left".
fn lessened(session: &Session, doses: &[Work]) -> String {
    let told = session.entries.iter().zip(doses).map(|(entry, dose)| {
        let sets = number::count(usize::from(dose.sets), "set", "sets");
        format!("{} {sets}, {} left", entry.name, number::plain(dose.rir, 0))
    });
    let told: Vec<String> = told.collect();
    format!("{}: {}.", session.weekday.name(), told.join("; "))
}
