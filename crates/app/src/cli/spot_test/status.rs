//! How far a test is, without a word of what was measured.

use std::path::Path;

use clap::Args;
use jiff::{Zoned, civil::Date};
use serde::Serialize;
use spotcheck_engine::spot_test::{self, Outcome, Reading};

use super::{
    Which,
    kept::KeptTest,
    measure::NextWire,
    progress::{Progress, State},
};
use crate::{
    answer::wrapped,
    cli::{Output, json, kept::Kept},
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// As it stands on that day; else today
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Date>,
    /// One JSON document
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    which: Which,
}

#[derive(Serialize)]
struct Wire {
    site: String,
    tool: &'static str,
    trained: &'static str,
    start: String,
    weeks: u32,
    as_of: String,
    day: i32,
    stopped: Option<String>,
    done: Vec<i32>,
    missed: Vec<i32>,
    due: Option<Due>,
    ahead: usize,
    next: Option<NextWire>,
    /// Whether a look has ended it.
    decided: bool,
    next_look_week: Option<u32>,
    /// Why it cannot be read, where a look was reached without enough.
    unreadable: Option<String>,
}

#[derive(Serialize)]
struct Due {
    day: i32,
    last_date: String,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let kept = Kept::open(data)?;
    let person = kept.known(&options.which.whose)?;
    let test = KeptTest::find(&kept, &person, options.which.site.as_deref())?;
    kept.close();
    let as_of = options.as_of.unwrap_or_else(|| Zoned::now().date());
    let wire = Wire::new(&test, as_of, &test.record().reading(None));
    Ok(Output::done(if options.json {
        json(&wire)?
    } else {
        wire.text()
    }))
}

impl Wire {
    fn new(test: &KeptTest, as_of: Date, reading: &Result<Reading, spot_test::Error>) -> Self {
        let plan = &test.test.plan;
        let day = test.day(as_of);
        let progress = Progress::of(test, day);
        let due = progress.slots.iter().find(|slot| slot.state == State::Due);
        let outcome = reading.as_ref().map(|reading| reading.outcome);
        let next_look_week = match outcome {
            Ok(Outcome::Waiting { next_week, .. }) => Some(next_week),
            _ => None,
        };
        let is_running = test.test.ended.is_none();
        Self {
            site: plan.site.clone(),
            tool: test.design.tool.name(),
            trained: test.design.trained.word(),
            start: plan.start.to_string(),
            weeks: plan.weeks,
            as_of: as_of.to_string(),
            day,
            stopped: test.test.ended.map(|day| day.to_string()),
            done: progress.days(State::Done),
            missed: progress.days(State::Missed),
            due: due.filter(|_| is_running).map(|slot| Due {
                day: slot.day,
                last_date: test.date(slot.last_day).to_string(),
            }),
            ahead: progress.days(State::Ahead).len(),
            next: progress
                .next
                .filter(|_| is_running)
                .map(|next| NextWire::of(next, test)),
            decided: matches!(outcome, Ok(Outcome::Ended(_))),
            next_look_week,
            unreadable: reading.as_ref().err().map(ToString::to_string),
        }
    }

    fn text(&self) -> String {
        let mut paragraphs = vec![format!(
            "Test of the {}, {}, trained on the {} from {} for {} weeks; {} is day {}.",
            self.site, self.tool, self.trained, self.start, self.weeks, self.as_of, self.day
        )];
        paragraphs.push(format!(
            "Sessions: {} done, {} missed, {} due, {} to come.",
            self.done.len(),
            self.missed.len(),
            usize::from(self.due.is_some()),
            self.ahead
        ));
        if !self.missed.is_empty() {
            let days: Vec<String> = self.missed.iter().map(ToString::to_string).collect();
            paragraphs.push(format!("Missed: those of day {}.", days.join(", ")));
        }
        if let Some(due) = &self.due {
            paragraphs.push(format!(
                "Due: that of day {}, until {}.",
                due.day, due.last_date
            ));
        }
        if let Some(next) = &self.next {
            paragraphs.push(format!(
                "Next: the {} side on day {}, {}.",
                next.side, next.day, next.date
            ));
        }
        paragraphs.push(self.end());
        paragraphs.iter().map(|one| wrapped("", "", one)).collect()
    }

    fn end(&self) -> String {
        match (&self.stopped, &self.unreadable, self.next_look_week) {
            (Some(day), ..) => format!("It ended on {day}."),
            (None, Some(why), _) => format!("It cannot be read: {why}."),
            (None, None, Some(week)) => format!("It is read next after week {week}."),
            (None, None, None) => {
                "A look has ended it; `spotcheck spot-test read` tells with what.".to_owned()
            }
        }
    }
}
