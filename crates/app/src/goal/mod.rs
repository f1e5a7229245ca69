//! GOAL.toml: where somebody wants to go, and how much time they have for it.

mod amount;
mod date;
mod words;

use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;
use spotcheck_engine::{
    planner::{Ask, Mode},
    training::{Emphasis, Muscle, preset, presets},
};

use crate::{cli::read, report::Refusal};
use amount::Amount;
use words::Told;

/// More than anyone has to say of a goal.
const MOST_BYTES: u64 = 100_000;
const DAYS_PER_WEEK: i32 = 7;
/// Years that dates may lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;
const PERCENT: f64 = 100.0;
/// Shapes whose words are not those of a place where fat is.
const SHAPES: [&str; 2] = ["hip line", "V taper"];

/// The file as written; keys are those of the contract.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Goal {
    ask: Option<String>,
    mode: Option<ModeWord>,
    weeks: Option<usize>,
    by: Option<String>,
    weight_kg: Option<f64>,
    rate: Option<Rate>,
    emphasis: Option<Names>,
    days_per_week: Option<usize>,
    minutes_per_session: Option<f64>,
    start: Option<String>,
    #[serde(default = "yes")]
    breaks: bool,
    activity: Option<String>,
    intensity: Option<IntensityWord>,
    #[serde(default)]
    add: Vec<Extra>,
}

fn yes() -> bool {
    true
}

/// Sets of an exercise somebody wants to do besides.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Extra {
    pub(crate) exercise: String,
    pub(crate) sets_per_week: f64,
}

/// A rate: kg a week as a number, or "0.7 %" of body weight a week.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Rate {
    KgPerWeek(f64),
    Told(String),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Several(Vec<String>),
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ModeWord {
    Lose,
    Keep,
    Recompose,
    Gain,
}

/// How hard somebody likes to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum IntensityWord {
    Easy,
    Moderate,
    Hard,
}

/// A goal in numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Meant {
    /// The words somebody came with.
    pub(crate) words: Option<String>,
    pub(crate) ask: Ask,
    pub(crate) start: Date,
    pub(crate) emphasis: Vec<Emphasis>,
    /// As told; else the parameters'.
    pub(crate) days_per_week: Option<usize>,
    pub(crate) minutes_per_session: Option<f64>,
    pub(crate) activity: Option<String>,
    pub(crate) intensity: Option<IntensityWord>,
    pub(crate) extras: Vec<Extra>,
}

impl Goal {
    /// Reads the GOAL.toml somebody named.
    pub(crate) fn of_file(path: &Path) -> anyhow::Result<Self> {
        let name = path.display().to_string();
        let text = read(path, MOST_BYTES)?;
        toml::from_str(&text).map_err(|error| {
            anyhow::Error::new(error).context(Refusal::new(
                format!("{name} does not describe a goal"),
                "a goal is as short as: ask = \"lose belly fat\"; README.md shows more",
            ))
        })
    }

    /// The goal that a few words are.
    pub(crate) fn of_words(ask: &str) -> Self {
        Self {
            ask: Some(ask.to_owned()),
            mode: None,
            weeks: None,
            by: None,
            weight_kg: None,
            rate: None,
            emphasis: None,
            days_per_week: None,
            minutes_per_session: None,
            start: None,
            breaks: true,
            activity: None,
            intensity: None,
            add: Vec::new(),
        }
    }

    /// What the file and its words come to for somebody of `weight_kg`; `today` where it names no start.
    pub(crate) fn meant(&self, weight_kg: f64, today: Date) -> anyhow::Result<Meant> {
        let start = self
            .start
            .as_deref()
            .map(date)
            .transpose()?
            .unwrap_or(today);
        let told = Told::of(self.ask.as_deref().unwrap_or_default(), weight_kg, start)?;
        let told = told.map_err(|unclear| {
            Refusal::new(
                format!(
                    "`{}` is neither a change of weight nor a weight to reach",
                    unclear.words
                ),
                "write \"lose 8 kg\" or \"to 75 kg\", or leave it out",
            )
        })?;
        let wanted_kg = self.weight_kg.or(match told.amount {
            Some(Amount::Goal(kg)) => Some(kg),
            Some(Amount::Change(kg)) => Some(weight_kg + kg),
            None => None,
        });
        let shape = self.emphasis.is_some() || told.preset.is_some();
        let mode = self.mode.map(Mode::from).or(told.mode);
        let mode = mode.unwrap_or_else(|| towards(wanted_kg, weight_kg, shape));
        let rate = self
            .rate
            .as_ref()
            .map(|rate| rate.share(weight_kg))
            .transpose()?;
        Ok(Meant {
            words: self.ask.clone(),
            ask: Ask {
                mode,
                weeks: self.weeks(&told, start)?,
                weight_kg: wanted_kg,
                rate,
                has_breaks: self.breaks,
            },
            start,
            emphasis: self.emphasis(&told, mode)?,
            days_per_week: self.days_per_week,
            minutes_per_session: self.minutes_per_session,
            activity: self.activity.clone(),
            intensity: self.intensity,
            extras: self.add.clone(),
        })
    }

    /// Whether the file names the day it begins.
    pub(crate) fn names_start(&self) -> bool {
        self.start.is_some()
    }

    fn weeks(&self, told: &Told, start: Date) -> anyhow::Result<Option<usize>> {
        if self.weeks.is_some() && self.by.is_some() {
            let message = "the goal names both weeks and a date";
            return Err(Refusal::new(message, "leave one of `weeks` and `by` out").into());
        }
        if self.weeks.is_some() {
            return Ok(self.weeks);
        }
        let by = self.by.as_deref().map(date).transpose()?.or(told.by);
        let Some(by) = by else { return Ok(None) };
        let days = start.until(by)?.get_days();
        if days < DAYS_PER_WEEK {
            return Err(Refusal::new(
                format!("{by} is not a week after {start}"),
                "give `by` a date at least a week ahead, or leave it out",
            )
            .into());
        }
        Ok(usize::try_from(days / DAYS_PER_WEEK).ok())
    }

    /// What is to stand out. Places named in a wish to lose fat are where fat is, and no muscle is trained for that.
    fn emphasis(&self, told: &Told, mode: Mode) -> anyhow::Result<Vec<Emphasis>> {
        let is_shape = |code: &&str| mode != Mode::Lose || SHAPES.contains(code);
        let names: Vec<&str> = match &self.emphasis {
            None => told
                .preset
                .as_deref()
                .filter(is_shape)
                .into_iter()
                .collect(),
            Some(Names::One(name)) => vec![name],
            Some(Names::Several(names)) => names.iter().map(String::as_str).collect(),
        };
        // One name may be a shape; several are muscles, of which some are called like a shape.
        let is_one = names.len() == 1;
        names
            .into_iter()
            .map(|name| emphasis(name, is_one))
            .collect()
    }
}

/// Which way a weight lies; where none is named, a shape is had at about the same weight, and else it is kept.
fn towards(wanted_kg: Option<f64>, weight_kg: f64, is_shape: bool) -> Mode {
    match wanted_kg {
        Some(wanted_kg) if wanted_kg < weight_kg => Mode::Lose,
        Some(wanted_kg) if weight_kg < wanted_kg => Mode::Gain,
        None if is_shape => Mode::Recompose,
        Some(_) | None => Mode::Keep,
    }
}

fn emphasis(name: &str, may_be_shape: bool) -> anyhow::Result<Emphasis> {
    let is_meant = |muscle: &Muscle| muscle.name().eq_ignore_ascii_case(name.trim());
    let muscle = Muscle::ALL.into_iter().find(is_meant).map(Emphasis::Muscle);
    let shape = preset(name).map(|shape| Emphasis::Preset(shape.code.clone()));
    let found = if may_be_shape {
        shape.or(muscle)
    } else {
        muscle.or(shape)
    };
    found.ok_or_else(|| {
        let known: Vec<&str> = presets().iter().map(|shape| shape.code.as_str()).collect();
        Refusal::new(
            format!("nothing to emphasise is called `{name}`"),
            format!(
                "shapes are {}; or name up to three muscles, such as lats",
                known.join(", ")
            ),
        )
        .into()
    })
}

fn date(text: &str) -> anyhow::Result<Date> {
    let date = text.parse::<Date>().ok();
    let date = date.filter(|date| YEARS.contains(&date.year()));
    date.ok_or_else(|| {
        Refusal::new(format!("`{text}` is no date"), "write dates as 2027-06-01").into()
    })
}

impl Rate {
    /// As a share of body weight a week; a sign only says what the mode says already.
    fn share(&self, weight_kg: f64) -> anyhow::Result<f64> {
        match self {
            Self::KgPerWeek(kg) => Ok(kg.abs() / weight_kg),
            Self::Told(text) => {
                let number = text.trim().trim_end_matches('%').trim_end();
                let percent = text
                    .trim()
                    .ends_with('%')
                    .then(|| number.parse::<f64>().ok());
                percent
                    .flatten()
                    .map(|percent| percent.abs() / PERCENT)
                    .ok_or_else(|| {
                        Refusal::new(
                        format!("`{text}` is no rate"),
                        "write kg a week, as 0.5, or a share of body weight a week, as \"0.7 %\"",
                    )
                    .into()
                    })
            }
        }
    }
}

impl From<ModeWord> for Mode {
    fn from(word: ModeWord) -> Self {
        match word {
            ModeWord::Lose => Self::Lose,
            ModeWord::Keep => Self::Keep,
            ModeWord::Recompose => Self::Recompose,
            ModeWord::Gain => Self::Gain,
        }
    }
}
