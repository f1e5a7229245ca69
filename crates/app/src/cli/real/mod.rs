//! `spotcheck real`: is a change real yet, and is it more than the body's loss explains?

mod basis;
mod plain;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use clap::Args;
use jiff::{Zoned, civil::Date};
use serde::Serialize;
use spotcheck_engine::change::{self, Measured, Occasion, Plain, Question, Reading, Seen};
use spotcheck_import::{Quantity, Side, Site};
use spotcheck_model::{Parameters, ensemble::Draws};

use basis::Basis;

use super::{
    Output, json,
    kept::{Kept, Whose},
};
use crate::{
    diary::{days, observations, weighings},
    me::Me,
    number,
    report::Refusal,
};

/// A girth needs a weighing that is not further away than this.
const MOST_DAYS_APART: usize = 7;
/// Bodies like this one that say what a change of weight explains; the same ones every time.
const DRAWS: Draws = Draws {
    count: 400,
    seed: 1,
    person: 0,
};
const METHOD: change::Method = change::Method::Tape;
/// What has been measured with a tape and what the model knows it by.
const SITES: [(Site, change::Site); 4] = [
    (Site::Waist, change::Site::Waist),
    (Site::Hips, change::Site::Hip),
    (Site::Thigh, change::Site::Thigh),
    (Site::Bicep, change::Site::Arm),
];

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Who you are: ME.toml, as for `ask`
    #[arg(long, value_name = "ME.toml")]
    me: PathBuf,
    /// One JSON document
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    whose: Whose,
}

/// What is measured at one place on one side.
struct Series {
    site: change::Site,
    side: Option<Side>,
    first: Date,
    occasions: Vec<Occasion>,
}

impl Series {
    /// What the error of measuring it rests on.
    fn basis(&self) -> Option<Basis> {
        let spread = self.site.spread(METHOD, Parameters::published());
        spread.ok().and_then(Basis::of)
    }
}

/// A series that was read, or why not.
struct Answer {
    series: Series,
    reading: Result<Reading, change::Error>,
}

pub(crate) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let parameters = Parameters::published();
    let me = Me::of_file(&options.me)?;
    let today = Zoned::now().date();
    let kept = Kept::open(data)?;
    let person = kept.known(&options.whose)?;
    let weights = weighings(&kept, &person, today)?;
    let girths = observations(&kept, &person, Quantity::Girth, today)?;
    let fat = observations(&kept, &person, Quantity::BodyFat, today)?;
    kept.close();
    let weights = by_day(weights.iter().map(|weight| (weight.at.day, weight.value)));
    let mut answers = Vec::new();
    for (told, site) in SITES {
        for side in [None, Some(Side::Left), Some(Side::Right)] {
            let of_it = girths
                .iter()
                .filter(|girth| girth.site == Some(told) && girth.side == side)
                .map(|girth| (girth.at.day, girth.value));
            let Some(series) = series(site, side, of_it, &weights) else {
                continue;
            };
            let question = Question {
                person: me.input(parameters),
                site,
                method: METHOD,
                occasions: &series.occasions,
            };
            let reading = change::read(parameters, &question, DRAWS);
            answers.push(Answer { series, reading });
        }
    }
    let others = plain::all(parameters, &girths, &fat);
    if answers.is_empty() && others.is_empty() {
        return Err(Refusal::new(
            "nothing is kept that could be compared: no girth beside a weighing of the same week, nothing else twice",
            "write one down, as in: spotcheck log waist 92 cm",
        )
        .into());
    }
    if options.json {
        let others = others.iter().map(plain::Series::wire);
        let wires: Vec<Wire> = answers.iter().map(Wire::of).chain(others).collect();
        return json(&wires).map(Output::done);
    }
    let others = others.iter().map(plain::Series::text);
    let lines: Vec<String> = answers.iter().map(Answer::text).chain(others).collect();
    Ok(Output::done(format!(
        "{}\nReal is beyond what measuring twice errs by in 95 of 100 cases. General information, not medical advice.\n",
        lines.concat()
    )))
}

/// The mean of the values of each day.
fn by_day(values: impl Iterator<Item = (Date, f64)>) -> BTreeMap<Date, f64> {
    let mut days: BTreeMap<Date, Vec<f64>> = BTreeMap::new();
    for (day, value) in values {
        days.entry(day).or_default().push(value);
    }
    let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len() as f64;
    days.into_iter()
        .map(|(day, values)| (day, mean(values)))
        .collect()
}

/// The days on which a place was measured in a week of a weighing; nothing without one.
fn series(
    site: change::Site,
    side: Option<Side>,
    girths: impl Iterator<Item = (Date, f64)>,
    weights: &BTreeMap<Date, f64>,
) -> Option<Series> {
    let weighed = by_day(girths)
        .into_iter()
        .filter_map(|(day, value)| Some((day, value, weight_near(day, weights)?)));
    let weighed: Vec<_> = weighed.collect();
    let (first, ..) = *weighed.first()?;
    let occasions = weighed.into_iter().filter_map(|(day, value, weight_kg)| {
        Some(Occasion {
            measured: measured(first, day, value)?,
            weight_kg,
        })
    });
    Some(Series {
        site,
        side,
        first,
        occasions: occasions.collect(),
    })
}

/// What was measured on a day, from the first on; the readings of a day are one.
fn measured(first: Date, day: Date, value: f64) -> Option<Measured> {
    let day = days(first, day)?;
    Some(Measured {
        day,
        value,
        days: 1,
    })
}

/// The mean weight of the nearest day with a weighing.
fn weight_near(day: Date, weights: &BTreeMap<Date, f64>) -> Option<f64> {
    let apart = |other: Date| days(day.min(other), day.max(other));
    let before = weights.range(..=day).next_back();
    let after = weights.range(day..).next();
    let (near, weight_kg) = before
        .into_iter()
        .chain(after)
        .min_by_key(|(other, _)| apart(**other))?;
    let is_near = apart(*near)? <= MOST_DAYS_APART;
    is_near.then_some(*weight_kg)
}

impl Answer {
    /// "left thigh" as it is told.
    fn name(&self) -> String {
        let site = self.series.site.name();
        match self.series.side {
            None => site.to_owned(),
            Some(side) => format!("{} {site}", side.name()),
        }
    }

    fn text(&self) -> String {
        let (name, first) = (self.name(), self.series.first);
        match &self.reading {
            Err(change::Error::TooFewOccasions { .. }) => {
                format!("{name}: measured once, on {first}; a change takes two\n")
            }
            Err(error) => format!("{name}: {error}\n"),
            Ok(reading) => {
                let Some(last) = reading.seen.last() else {
                    return String::new();
                };
                let cm = |value| number::signed(value, 1);
                let basis = self.series.basis().map_or_else(String::new, Basis::note);
                format!(
                    "{name}: {}. {} cm since {first}; measuring alone errs by up to {:.1} cm{basis}, and the change of \
                     your weight explains {} (± {:.1}) cm\n",
                    reading.verdict.words(),
                    cm(last.plain.change),
                    last.plain.least_significant,
                    cm(last.expected),
                    1.96 * last.expected_sd,
                )
            }
        }
    }
}

#[derive(Serialize)]
struct Wire {
    site: String,
    method: &'static str,
    unit: &'static str,
    first_day: String,
    verdict: Option<&'static str>,
    refused: Option<String>,
    /// The number that the error of measuring rests on.
    error_parameter: Option<&'static str>,
    error_flag: Option<&'static str>,
    seen: Vec<Step>,
}

/// A change; what is expected is null where no forecast is made.
#[derive(Serialize)]
struct Step {
    days: usize,
    change: f64,
    error_sd: f64,
    least_significant: f64,
    expected: Option<f64>,
    expected_sd: Option<f64>,
    z: Option<f64>,
}

impl From<&Seen> for Step {
    fn from(seen: &Seen) -> Self {
        Self {
            expected: Some(seen.expected),
            expected_sd: Some(seen.expected_sd),
            z: Some(seen.z),
            ..Self::from(&seen.plain)
        }
    }
}

impl From<&Plain> for Step {
    fn from(seen: &Plain) -> Self {
        Self {
            days: seen.day,
            change: seen.change,
            error_sd: seen.error_sd,
            least_significant: seen.least_significant,
            expected: None,
            expected_sd: None,
            z: None,
        }
    }
}

impl Wire {
    fn of(answer: &Answer) -> Self {
        let reading = answer.reading.as_ref();
        let basis = answer.series.basis();
        Self {
            site: answer.name(),
            method: METHOD.name(),
            unit: "cm",
            first_day: answer.series.first.to_string(),
            verdict: reading.ok().map(|reading| reading.verdict.words()),
            refused: reading.err().map(ToString::to_string),
            error_parameter: basis.map(|basis| basis.name),
            error_flag: basis.map(|basis| basis.flag.word()),
            seen: reading.map_or_else(|_| Vec::new(), |r| r.seen.iter().map(Step::from).collect()),
        }
    }
}
