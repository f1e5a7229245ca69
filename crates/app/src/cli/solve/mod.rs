//! `spotcheck solve`: what to eat or do to reach a goal and to stay there, when a schedule gets there,
//! and what must have been eaten.

mod answer;
mod date;
mod history;
mod plan;
mod safety;

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use spotcheck_model::{
    Baseline, Parameters, Person, Schedule,
    inverse::{Goal, Lever},
};

use self::answer::Answer;
use super::{Output, forecast, read};
use crate::scenario::Scenario;

const MOST_BYTES: u64 = 10_000_000;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Who, and what else they do: a JSON file as `forecast` takes it
    #[arg(long, value_name = "S.json")]
    scenario: PathBuf,
    /// What is to be reached: `weight_kg=85`, `fat_kg=20` or `bmi=24`
    #[arg(long, value_name = "WHAT=VALUE", value_parser = goal, required_unless_present = "history")]
    goal: Option<Asked>,
    /// The day it is to be reached on; without one, the day the schedule gets there
    #[arg(long, value_name = "DAY", requires = "goal")]
    by_day: Option<usize>,
    /// What is changed to get there, everything else as scheduled
    #[arg(long, value_enum, default_value_t = Vary::Intake, requires = "by_day")]
    vary: Vary,
    /// Weights, CSV with columns day and `weight_kg`: what was eaten to weigh that
    #[arg(long, value_name = "WEIGHTS.csv", conflicts_with_all = ["goal", "by_day"])]
    history: Option<PathBuf>,
    /// Days over which an intake is told from weights
    #[arg(long, value_name = "DAYS", default_value_t = 28, requires = "history")]
    window: usize,
    /// By the whole model, or by its linear form
    #[arg(long, value_enum, default_value_t = history::Word::Exact, requires = "history")]
    method: history::Word,
    /// One JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Vary {
    /// What is eaten, kcal a day
    Intake,
    /// What activity spends on top of the usual, kcal per kg a day
    Activity,
    /// The physical activity level
    Pal,
}

impl From<Vary> for Lever {
    fn from(vary: Vary) -> Self {
        match vary {
            Vary::Intake => Self::Intake,
            Vary::Activity => Self::AddedActivity,
            Vary::Pal => Self::Pal,
        }
    }
}

/// A goal as it was written.
#[derive(Debug, Clone, Copy)]
struct Asked {
    name: &'static str,
    value: f64,
    goal: Goal,
}

/// A quantity that can be a goal.
type Make = fn(f64) -> Goal;

const GOALS: [(&str, Make); 3] = [
    ("weight_kg", Goal::WeightKg),
    ("fat_kg", Goal::FatKg),
    ("bmi", Goal::Bmi),
];

fn goal(word: &str) -> Result<Asked, String> {
    let told = word.split_once('=');
    let asked = told.and_then(|(name, value)| {
        let (name, make) = GOALS.into_iter().find(|(known, _)| *known == name.trim())?;
        let value = value.trim().parse().ok().filter(|v: &f64| v.is_finite())?;
        let goal = make(value);
        Some(Asked { name, value, goal })
    });
    asked.ok_or_else(|| "write weight_kg=85, fat_kg=20 or bmi=24".to_owned())
}

/// What is asked about whom.
struct Question {
    parameters: &'static Parameters,
    person: Person,
    baseline: Baseline,
    schedule: Schedule,
}

pub(crate) fn run(options: &Options) -> anyhow::Result<Output> {
    let name = options.scenario.display().to_string();
    let scenario = forecast::parse(&name, &read(&options.scenario, MOST_BYTES)?)?;
    let question =
        Question::new(&scenario).with_context(|| format!("{name} cannot be reckoned with"))?;
    if let Some(path) = &options.history {
        return history::run(&question, path, options);
    }
    let asked = options.goal.context("clap asks for one of the two")?;
    answer(&question, asked, options)
        .with_context(|| format!("{} = {} cannot be solved for", asked.name, asked.value))?
        .output(options.json)
}

fn answer(question: &Question, asked: Asked, options: &Options) -> anyhow::Result<Answer> {
    asked.goal.check(&question.person)?;
    match options.by_day {
        Some(by_day) => plan::answer(question, asked, by_day, options.vary.into()),
        None => date::answer(question, asked),
    }
}

impl Question {
    fn new(scenario: &Scenario) -> anyhow::Result<Self> {
        let parameters = Parameters::published();
        let person = scenario.person()?;
        Ok(Self {
            parameters,
            person,
            baseline: Baseline::new(parameters, &person)?,
            schedule: scenario.schedule()?,
        })
    }

    /// Whether a weight is less than the person's.
    fn is_less(&self, weight_kg: f64) -> bool {
        weight_kg < self.baseline.weight_kg
    }
}
