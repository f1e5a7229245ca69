//! `spotcheck bound`: the most that working one spot could take off it.

use anyhow::Context as _;
use clap::Args;
use serde::Serialize;
use spotcheck_evidence::Library;
use spotcheck_model::{LocalBound, Parameters, local_bound};

use super::{Output, json};
use crate::{answer::source_of, number};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Fat in the spot, kg
    #[arg(long, value_name = "KG", allow_negative_numbers = true)]
    depot_kg: f64,
    /// Minutes a day of working the muscle under it
    #[arg(long, value_name = "MINUTES", allow_negative_numbers = true)]
    minutes_per_day: f64,
    /// Days it is kept up
    #[arg(long, value_name = "DAYS", default_value_t = 365)]
    days: usize,
    /// One JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "the unit is part of the contract's names"
)]
struct Wire {
    central_g: f64,
    largest_point_g: f64,
    upper95_g: f64,
    systemic_g: f64,
}

pub(crate) fn run(options: &Options) -> anyhow::Result<Output> {
    let Options {
        depot_kg,
        minutes_per_day,
        days,
        ..
    } = *options;
    let parameters = Parameters::published();
    let bound = local_bound(parameters, depot_kg, minutes_per_day, days)?;
    let LocalBound {
        central_g,
        largest_point_g,
        upper95_g,
        systemic_g,
    } = bound;
    if options.json {
        return Ok(Output::done(json(&Wire {
            central_g,
            largest_point_g,
            upper95_g,
            systemic_g,
        })?));
    }
    let library = Library::built_in().context("the built-in evidence does not load")?;
    let source = &parameters.local.glycerol_upper95;
    let grams = |g| number::plain(g, 0);
    Ok(Output::done(format!(
        "At most {} g of fat, taken locally from {depot_kg} kg by {minutes_per_day} minutes a day over {days} days.\n\
         \n\
         By the mean measured     {:>7} g  from the mean extra fat breakdown beside a working muscle\n\
         By the largest measured  {:>7} g  from the largest of the measured values\n\
         By its upper limit       {:>7} g  from the upper 95 % limit of that value\n\
         From the whole body      {:>7} g  the fat the same minutes burn anywhere, if you eat the same\n\
         \n\
         These are bounds: in trials the local loss is not measurable. The forecast takes it as zero.\n\
         Source: {}; {}; {}. `spotcheck why glycerol_upper95` tells more.\n",
        grams(upper95_g),
        grams(central_g),
        grams(largest_point_g),
        grams(upper95_g),
        grams(systemic_g),
        source_of(&library, &source.source),
        source.population,
        source.flag.word(),
    )))
}
