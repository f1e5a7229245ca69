//! Readings taken down and not shown: whoever measures must not be led by earlier ones.

use std::path::Path;

use clap::Args;
use jiff::{Zoned, civil::Date};
use serde::Serialize;
use spotcheck_engine::spot_test::Fault;
use spotcheck_store::{Again, SpotReadings};

use super::{
    SideWord, Which,
    kept::KeptTest,
    progress::{Next, Progress},
    record::column,
};
use crate::{
    cli::{Output, json, kept::Kept},
    report::Refusal,
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// What was read, each reading in mm
    #[arg(value_name = "MM", required = true, allow_negative_numbers = true)]
    readings: Vec<f64>,
    /// Which side of the body
    #[arg(long, value_enum)]
    side: SideWord,
    /// When; else today
    #[arg(long, value_name = "YYYY-MM-DD")]
    day: Option<Date>,
    /// Hours since that side was trained
    #[arg(long, value_name = "H", allow_negative_numbers = true)]
    rest_h: Option<f64>,
    /// What you weigh
    #[arg(long, value_name = "KG", allow_negative_numbers = true)]
    weight_kg: Option<f64>,
    /// Who measured
    #[arg(long, value_name = "NAME")]
    rater: Option<String>,
    /// In place of what was told of that side and day before
    #[arg(long)]
    replace: bool,
    /// One JSON document
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    which: Which,
}

/// What is acknowledged: never a reading, nor anything reckoned of one.
#[derive(Serialize)]
struct Wire {
    site: String,
    side: &'static str,
    day: i32,
    date: String,
    kept: usize,
    next: Option<NextWire>,
}

/// Which side is next, and when.
#[derive(Serialize)]
pub(super) struct NextWire {
    pub(super) side: &'static str,
    pub(super) day: i32,
    pub(super) date: String,
}

impl NextWire {
    pub(super) fn of(next: Next, test: &KeptTest) -> Self {
        Self {
            side: next.side.word(),
            day: next.day,
            date: test.date(next.day).to_string(),
        }
    }
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let kept = Kept::open(data)?;
    let person = kept.known(&options.which.whose)?;
    let mut test = KeptTest::running(&kept, &person, options.which.site.as_deref())?;
    let today = Zoned::now().date();
    let date = options.day.unwrap_or(today);
    let readings = SpotReadings {
        day: day(&test, date, today)?,
        side: options.side.into(),
        values_mm: options.readings.clone(),
        rest_h: options.rest_h,
        weight_kg: options.weight_kg,
        rater: options.rater.clone(),
    };
    check(&test, &readings)?;
    let again = if options.replace {
        Again::Replace
    } else {
        Again::Refuse
    };
    let id = test.test.id;
    kept.wait(kept.store.keep_spot_readings(&person, id, &readings, again))?;
    test.readings = kept.wait(kept.store.spot_readings(&person, id))?;
    kept.close();
    let next = Progress::of(&test, readings.day).next;
    let wire = Wire {
        site: test.test.plan.site.clone(),
        side: readings.side.name(),
        day: readings.day,
        date: date.to_string(),
        kept: readings.values_mm.len(),
        next: next.map(|next| NextWire::of(next, &test)),
    };
    Ok(Output::done(if options.json {
        json(&wire)?
    } else {
        wire.text()
    }))
}

/// The day of the test that a date is, if it is one that can have been measured.
fn day(test: &KeptTest, date: Date, today: Date) -> Result<i32, Refusal> {
    if today < date {
        return Err(Refusal::new(
            format!("{date} is yet to come"),
            "keep readings on the day they are taken, or later",
        ));
    }
    let sessions = &test.design.sessions;
    let first = sessions.first().map_or(0, |session| session.day);
    let last = test.last_day(sessions.len() - 1);
    let day = test.day(date);
    if (first..=last).contains(&day) {
        return Ok(day);
    }
    let site = &test.test.plan.site;
    Err(Refusal::new(
        format!(
            "{date} is no day of the test of the {site}, which is measured from {} to {}",
            test.date(first),
            test.date(last)
        ),
        "say on which day it was with --day",
    ))
}

/// Refuses what cannot have been read. The reading is named by its place alone.
fn check(test: &KeptTest, readings: &SpotReadings) -> Result<(), Refusal> {
    for (place, measurement) in (1..).zip(test.measurements(readings)) {
        if let Err(fault) = measurement.check() {
            let which = match fault {
                Fault::Value => format!("reading {place}"),
                Fault::Day | Fault::Weight | Fault::Rest => {
                    format!("--{}", column(fault).replace('_', "-"))
                }
            };
            return Err(Refusal::new(
                format!("{which} cannot be: {fault}"),
                "nothing was kept; give all readings of that side again, in mm",
            ));
        }
    }
    Ok(())
}

impl Wire {
    fn text(&self) -> String {
        let Self {
            site,
            side,
            day,
            date,
            kept,
            next,
        } = self;
        let readings = if *kept == 1 { "reading" } else { "readings" };
        let are = if *kept == 1 { "is" } else { "are" };
        let next = match next {
            None => "That was the last session.".to_owned(),
            Some(next) if next.day == *day => format!("Next is the {} one.", next.side),
            Some(next) => format!(
                "Next is the {} one on day {}, {}.",
                next.side, next.day, next.date
            ),
        };
        format!("{kept} {readings} of the {side} {site} on day {day}, {date}, {are} kept. {next}\n")
    }
}
