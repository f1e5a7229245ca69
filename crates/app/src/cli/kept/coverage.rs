//! `spotcheck coverage`: how often the ranges that were shown held what came.

use std::{collections::BTreeMap, path::Path};

use clap::Args;
use jiff::{Zoned, civil::Date};
use serde::Serialize;
use spotcheck_store::Foretold;

use super::{Kept, Whose};
use crate::{
    cli::{Output, json},
    diary::{is_of_morning, weighings},
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// One JSON document
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    whose: Whose,
}

#[derive(Debug, Default, Serialize)]
struct Held {
    /// Forecasts for a morning on which somebody was weighed.
    due: u64,
    in_half: u64,
    in_nine_tenths: u64,
    /// Forecasts for mornings to come, or on which nobody was weighed.
    open: u64,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let kept = Kept::open(data)?;
    let person = kept.known(&options.whose)?;
    let foretold = kept.wait(kept.store.foretold(&person))?;
    let weights = weighings(&kept, &person, Zoned::now().date())?;
    kept.close();
    let mut mornings: BTreeMap<Date, (f64, f64)> = BTreeMap::new();
    for weight in weights.iter().filter(|weight| is_of_morning(weight)) {
        let (sum, count) = mornings.entry(weight.at.day).or_default();
        *sum += weight.value;
        *count += 1.0;
    }
    let mut held = Held::default();
    for forecast in &foretold {
        match mornings.get(&forecast.due) {
            Some((sum, count)) => held.add(forecast, sum / count),
            None => held.open += 1,
        }
    }
    if options.json {
        return json(&held).map(Output::done);
    }
    Ok(Output::done(held.text()))
}

impl Held {
    fn add(&mut self, forecast: &Foretold, kg: f64) {
        let holds = |[lo, hi]: [f64; 2]| u64::from((lo..=hi).contains(&kg));
        self.due += 1;
        self.in_half += holds(forecast.range50);
        self.in_nine_tenths += holds(forecast.range90);
    }

    fn text(&self) -> String {
        let Self {
            due,
            in_half,
            in_nine_tenths,
            open,
        } = self;
        if *due == 0 {
            return format!(
                "No forecast came due yet on a morning you were weighed; {open} are open. \
                 `spotcheck track` shows forecasts and keeps them.\n"
            );
        }
        let share = |held: &u64| 100.0 * *held as f64 / *due as f64;
        format!(
            "Of {due} forecasts of your weight that came due, {in_half} ({:.0} %) lay in the range meant for half of \
             them, and {in_nine_tenths} ({:.0} %) in the one meant for nine in ten; {open} are open.\n\
             Forecasts of one week lean on the same days, so that a few say little.\n",
            share(in_half),
            share(in_nine_tenths)
        )
    }
}
