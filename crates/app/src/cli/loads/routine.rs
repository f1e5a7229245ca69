//! The routine of a plan, for another app, with the loads that are known.

use std::path::Path;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use spotcheck_engine::training::{
    programme::Programme,
    routine::{Loads, hevy, liftoscript},
};
use spotcheck_model::Parameters;

use super::{Weights, advised::Question};

/// For which app, and whose loads.
#[derive(Debug, Args)]
pub(crate) struct Wanted {
    /// The lifting alone, as another app reads it: Liftoscript for Liftosaur, a week in Hevy's columns
    #[arg(long, value_enum, value_name = "APP", conflicts_with = "Form")]
    routine: Option<App>,
    #[command(flatten)]
    weights: Weights,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum App {
    Liftosaur,
    Hevy,
}

/// The text of a routine, if one is wanted.
///
/// # Errors
/// What the store says, or a refusal for a kept set that nobody lifts.
pub(crate) fn print(
    wanted: &Wanted,
    programme: &Programme,
    start: Option<Date>,
    today: Date,
    data: Option<&Path>,
) -> anyhow::Result<Option<String>> {
    let Some(app) = wanted.routine else {
        return Ok(None);
    };
    let p = &Parameters::published().progression;
    let (history, units) = wanted.weights.history(today, data)?;
    let question = Question {
        p,
        programme,
        history: &history,
        start,
        today,
        units,
    };
    let (week, usual_kg) = question.usual_kg()?;
    let loads = Loads { usual_kg, units };
    Ok(match app {
        App::Liftosaur => Some(liftoscript(p, programme, &loads).text),
        App::Hevy => hevy(p, programme, week, &loads),
    })
}
