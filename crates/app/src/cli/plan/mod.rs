//! `spotcheck plan`: from a goal in somebody's words to a week they can live with.

mod calendar;
mod numbers;
mod page;
mod wire;
mod wish;
mod words;

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::{Zoned, civil::Time};
use spotcheck_engine::{
    planner::{Gate, Mode, Outcome, Plan},
    training::programme::Programme,
};
use spotcheck_evidence::Library;
use spotcheck_model::{Baseline, Parameters, Sex};

use super::{Output, json, loads, write};
use crate::{
    answer::Answer,
    gate::PLAN,
    goal::{Goal, Meant},
    me::Me,
    overlay,
    report::{DONE, NEGATIVE},
    stated,
};
pub(crate) use numbers::{Number, numbers, of as number_of};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Your numbers, equipment and level
    #[arg(long, value_name = "ME.toml")]
    me: PathBuf,
    /// Where you want to go, and how much time you have
    #[arg(long, value_name = "GOAL.toml", required_unless_present = "ask")]
    goal: Option<PathBuf>,
    /// Where you want to go, in your own words, instead of a file
    #[arg(conflicts_with = "goal", allow_negative_numbers = true)]
    ask: Vec<String>,
    /// Another seed draws other possible people like you
    #[arg(long, default_value_t = 1, value_name = "K")]
    seed: u64,
    /// When sessions begin in a calendar, by the clock wherever you are
    #[arg(long, default_value = "18:00", value_name = "HH:MM", requires = "ics")]
    at: Time,
    #[command(flatten)]
    form: Form,
    #[command(flatten)]
    routine: loads::Routine,
    /// Where to write it; `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What is printed; plain text without any.
#[derive(Debug, Args)]
#[group(multiple = false)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one flag each in the contract"
)]
struct Form {
    /// One JSON document
    #[arg(long)]
    json: bool,
    /// Markdown
    #[arg(long)]
    md: bool,
    /// A calendar to import: sessions, lighter weeks, weighing and checking in
    #[arg(long)]
    ics: bool,
    /// Two pages of A4 to print, with boxes for what you lift
    #[arg(long)]
    pdf: bool,
}

/// A plan with everything that is said of it.
struct Made<'a> {
    parameters: &'a Parameters,
    library: &'a Library,
    meant: &'a Meant,
    sex: Sex,
    resting_kcal_per_day: f64,
    outcome: Outcome,
    /// The answer to the question somebody came with, if it was one.
    answer: Option<String>,
    seed: u64,
}

pub(crate) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let me = Me::of_file(&options.me)?;
    let goal = match &options.goal {
        Some(path) => Goal::of_file(path)?,
        None => Goal::of_words(&options.ask.join(" ")),
    };
    let today = Zoned::now().date();
    let meant = goal.meant(me.weight_kg(), today)?;
    let library = overlay::library(data)?;
    let parameters = Parameters::published();
    let made = Made::new(parameters, &library, &me, &meant, options.seed)?;
    let start = goal.names_start().then_some(meant.start);
    let routine = match &made.outcome {
        Outcome::Made(plan) => loads::print_routine(
            &options.routine,
            &plan.training.programme,
            start,
            today,
            data,
        )?,
        Outcome::Stopped(_) => None,
    };
    let is_made = matches!(&made.outcome, Outcome::Made(plan) if plan.solved.is_feasible);
    let code = if is_made { DONE } else { NEGATIVE };
    let body = match routine {
        Some(routine) => Some(routine.into_bytes()),
        None => made.body(options)?,
    };
    let Some(body) = body else {
        let reasons = page::page(&made)?.terminal();
        return Ok(Output {
            note: Some(reasons),
            code,
            ..Output::done("")
        });
    };
    let body = match options.output.as_deref() {
        Some(path) if path.as_os_str() != "-" => {
            write(path, &body)?;
            Vec::new()
        }
        Some(_) | None => body,
    };
    Ok(Output {
        code,
        ..Output::done(body)
    })
}

/// What a plan has somebody lift, or why there is no plan.
pub(crate) fn programme(
    me: &Me,
    meant: &Meant,
    seed: u64,
    data: Option<&Path>,
) -> anyhow::Result<Result<Programme, Vec<String>>> {
    let library = overlay::library(data)?;
    let made = Made::new(Parameters::published(), &library, me, meant, seed)?;
    Ok(match &made.outcome {
        Outcome::Made(plan) => Ok(plan.training.programme.clone()),
        Outcome::Stopped(gates) => Err(made.reasons(gates)),
    })
}

impl<'a> Made<'a> {
    fn new(
        parameters: &'a Parameters,
        library: &'a Library,
        me: &Me,
        meant: &'a Meant,
        seed: u64,
    ) -> anyhow::Result<Self> {
        let ask = meant.words.as_deref().unwrap_or_default();
        let answer = answered(library, ask)?;
        let stated = stated::gate(parameters, ask)?;
        let (outcome, resting_kcal_per_day) = match me.plannable(parameters)? {
            Err(gate) => (Outcome::Stopped(vec![gate]), 0.0),
            Ok(person) => {
                let said = (stated.into_iter().collect(), seed);
                let wish = wish::wish(parameters, person, me, meant, said)?;
                let baseline = Baseline::new(parameters, &person)?;
                (
                    Plan::made_for(parameters, &wish)?,
                    baseline.resting_kcal_per_day,
                )
            }
        };
        Ok(Self {
            parameters,
            library,
            meant,
            sex: me.sex(),
            resting_kcal_per_day,
            outcome,
            answer,
            seed,
        })
    }

    /// The plan in the form asked for; none where there is nothing to put into a calendar.
    fn body(&self, options: &Options) -> anyhow::Result<Option<Vec<u8>>> {
        let form = &options.form;
        if form.ics {
            return match &self.outcome {
                Outcome::Made(plan) => {
                    let calendar = calendar::calendar(self, plan, options.at)?;
                    Ok(Some(calendar.into_bytes()))
                }
                Outcome::Stopped(_) => Ok(None),
            };
        }
        let body = if form.pdf {
            page::paper(self)?
        } else if form.json {
            json(&self.wire()?)?.into_bytes()
        } else if form.md {
            page::page(self)?.markdown().into_bytes()
        } else {
            page::page(self)?.terminal().into_bytes()
        };
        Ok(Some(body))
    }

    /// Why there is no plan, with where to turn.
    fn reasons(&self, gates: &[Gate]) -> Vec<String> {
        let what = match self.meant.ask.mode {
            Mode::Lose | Mode::Recompose => PLAN,
            Mode::Keep | Mode::Gain => "plan of food and training",
        };
        gates
            .iter()
            .map(|gate| gate.words(self.parameters, what))
            .collect()
    }
}

/// The first sentence of the answer to a goal that is a question we know.
fn answered(library: &Library, ask: &str) -> anyhow::Result<Option<String>> {
    match Answer::to(library, ask) {
        Ok(answer) => Ok(answer.sentence()),
        Err(error) if crate::report::code(&error) == crate::report::BAD_INPUT => Ok(None),
        Err(error) => Err(error),
    }
}
