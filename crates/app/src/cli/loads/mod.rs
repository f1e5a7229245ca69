//! `spotcheck loads`: the next load of each exercise of a plan, from the sets that are kept.

mod advised;
mod history;
mod page;
mod routine;
mod standing;
mod wire;
mod words;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::{Zoned, civil::Date};
use spotcheck_engine::training::progression::Units;
use spotcheck_model::Parameters;

use super::{
    Output, json,
    kept::{Kept, Whose},
    plan,
};
use crate::{goal::Goal, lifted::lifted, me::Me, report::NEGATIVE};
use advised::{Advised, Question};
use history::History;
pub(crate) use routine::{Wanted as Routine, print as print_routine};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Your numbers, equipment and level, as for `plan`
    #[arg(long, value_name = "ME.toml")]
    me: PathBuf,
    /// The goal the plan is made for
    #[arg(long, value_name = "GOAL.toml")]
    goal: PathBuf,
    /// The seed the plan is made with
    #[arg(long, default_value_t = 1, value_name = "K")]
    seed: u64,
    /// The loads of a week of less, taken before its time
    #[arg(long)]
    deload: bool,
    /// The day to look from, else today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// One JSON document
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    weights: Weights,
}

/// Whose sets, and in what weights are made.
#[derive(Debug, Args)]
pub(crate) struct Weights {
    /// In what weights are made; else in what most of your loads were told
    #[arg(long, value_enum, value_name = "UNIT")]
    units: Option<UnitWord>,
    #[command(flatten)]
    whose: Whose,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum UnitWord {
    Kg,
    Lb,
}

/// What is shown.
struct Shown<'a> {
    history: &'a History,
    advised: Advised<'a>,
    /// Exercises of which sets are kept and the plan has none; places in the table.
    unplanned: Vec<usize>,
    today: Date,
    units: Units,
}

pub(crate) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let me = Me::of_file(&options.me)?;
    let goal = Goal::of_file(&options.goal)?;
    let today = options.as_of.unwrap_or_else(|| Zoned::now().date());
    let meant = goal.meant(me.weight_kg(), today)?;
    let programme = match plan::programme(&me, &meant, options.seed, data)? {
        Ok(programme) => programme,
        Err(reasons) => return Ok(stopped(&reasons)),
    };
    let (history, units) = options.weights.history(today, data)?;
    let question = Question {
        p: &Parameters::published().progression,
        programme: &programme,
        history: &history,
        start: goal.names_start().then_some(meant.start),
        today,
        units,
    };
    let planned = question.planned();
    let shown = Shown {
        history: &history,
        advised: question.advised(options.deload)?,
        unplanned: history
            .places()
            .filter(|place| !planned.contains(place))
            .collect(),
        today,
        units,
    };
    Ok(Output::done(if options.json {
        json(&shown.wire())?
    } else {
        shown.page()
    }))
}

/// Why there is no plan, and no load of it.
fn stopped(reasons: &[String]) -> Output {
    Output {
        code: NEGATIVE,
        ..Output::done(page::stopped(reasons))
    }
}

impl Weights {
    /// The sets that are kept up to a day, and the units to show them in.
    fn history(&self, today: Date, data: Option<&Path>) -> anyhow::Result<(History, Units)> {
        let kept = Kept::open(data)?;
        let person = kept.known(&self.whose)?;
        let history = History::of(lifted(&kept, &person, today)?);
        kept.close();
        let units = self.units.map(|word| match word {
            UnitWord::Kg => Units::Kilograms,
            UnitWord::Lb => Units::Pounds,
        });
        let units = units.unwrap_or_else(|| history.units());
        Ok((history, units))
    }
}
