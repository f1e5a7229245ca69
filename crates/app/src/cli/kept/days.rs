//! `spotcheck days`: steps, ways and energy of each day, of what several devices saw, without counting twice.

use std::path::Path;

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;
use spotcheck_import::{Late, Merge, Observation, Order, Quantity};
use spotcheck_store::Wanted;

use super::{Kept, Whose};
use crate::cli::{Output, json};

/// What devices tell by the minute.
const MERGED: [Quantity; 7] = [
    Quantity::Steps,
    Quantity::Flights,
    Quantity::Distance,
    Quantity::Exercise,
    Quantity::EnergyActive,
    Quantity::EnergyResting,
    Quantity::EnergySpent,
];

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Of what: steps, flights, distance, exercise, `energy_active`, `energy_resting`, `energy_spent`
    #[arg(value_name = "WHAT", value_parser = merged)]
    what: Quantity,
    /// A source that counts before all others, as `imports` and files name it; may be given several
    /// times, the best first. Else watches count before phones, and phones before apps
    #[arg(long, value_name = "SOURCE")]
    first: Vec<String>,
    /// From this day on
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Up to this day
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// One JSON document
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    whose: Whose,
}

fn merged(name: &str) -> Result<Quantity, String> {
    let quantity = Quantity::parse(name).filter(|quantity| MERGED.contains(quantity));
    quantity.ok_or_else(|| {
        let names: Vec<&str> = MERGED.iter().map(|one| one.name()).collect();
        format!("`{name}` is none of {}", names.join(", "))
    })
}

#[derive(Serialize)]
struct Wire {
    day: String,
    value: f64,
    unit: &'static str,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let quantity = options.what;
    let unit = quantity.dimension().canonical().name();
    let order = Order::first(options.first.iter().cloned());
    let mut merge = Merge::of(quantity, &order);
    let mut days: Vec<Wire> = Vec::new();
    let mut tell = |day: Date, value| {
        days.push(Wire {
            day: day.to_string(),
            value,
            unit,
        });
    };
    let mut late: Result<(), Late> = Ok(());
    let kept = Kept::open(data)?;
    let person = kept.known(&options.whose)?;
    let wanted = Wanted {
        quantity: Some(quantity),
        from: options.from,
        to: options.to,
    };
    let mut each = |_, observation: Observation| {
        if late.is_ok() {
            late = merge.add(&observation, &mut tell);
        }
    };
    kept.wait(kept.store.observations(&person, wanted, &mut each))?;
    kept.close();
    late?;
    merge.finish(&mut tell);
    if options.json {
        return json(&days).map(Output::done);
    }
    let mut text = format!("day,{},unit\n", quantity.name());
    for Wire { day, value, unit } in &days {
        text.push_str(&format!("{day},{value},{unit}\n"));
    }
    Ok(Output::done(text))
}
