//! `spotcheck log set`: a set of an exercise, as the files of gym apps tell it.

use std::path::Path;

use clap::Args;
use jiff::{Zoned, civil::Date};
use spotcheck_engine::training::exercises;
use spotcheck_import::{Method, Moment, Observation, Quantity, Set, SetKind, Unit};

use super::{super::Whose, BY_HAND, Kept, keep, now, read};
use crate::{
    cli::Output,
    lifted::{self, Lifted, MOST_EXERTION, lifted},
    report::Refusal,
};

const EXAMPLE: &str = "as in: spotcheck log set \"Goblet squat\" --kg 20 --reps 10 --rir 2, or --seconds 30 of a hold";
/// Beyond what anybody lifts, holds or has left, so that a slip is not kept.
const MOST_KG: f64 = 1000.0;
const MOST_REPS: u32 = 1000;
const MOST_RIR: f64 = 9.0;
const MOST_SETS: u32 = 20;
const SECONDS_PER_MINUTE: f64 = 60.0;
const ROUNDING: f64 = 1e-6;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The exercise, by our name or that of Strong, Hevy or Liftosaur
    #[arg(value_name = "EXERCISE")]
    exercise: String,
    /// The load, as you told it of this exercise before: of dumbbells, that of one
    #[arg(long, value_name = "LOAD", conflicts_with = "lb")]
    kg: Option<f64>,
    /// The load in pounds
    #[arg(long, value_name = "LOAD")]
    lb: Option<f64>,
    /// Repetitions, of each side
    #[arg(long, value_name = "COUNT", required_unless_present = "seconds")]
    reps: Option<u32>,
    /// How long you held or carried, of each side
    #[arg(long, value_name = "COUNT", conflicts_with = "reps")]
    seconds: Option<u32>,
    /// Repetitions you could still have done
    #[arg(long, value_name = "LEFT")]
    rir: Option<f64>,
    /// How many sets like this one there were
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    sets: u32,
    /// The day; else now
    #[arg(long, value_name = "DATE")]
    day: Option<Date>,
    #[command(flatten)]
    whose: Whose,
}

/// A load as it was told.
#[derive(Debug, Clone, Copy)]
struct Load {
    value: f64,
    unit: Unit,
    kg: f64,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let name = name(&options.exercise)?;
    check(options)?;
    let load = load(options)?;
    let at = options.day.map_or_else(now, Moment::of_day);
    let kept = Kept::open(data)?;
    let person = kept.person(&options.whose)?;
    let of_day: Vec<Lifted> = lifted(&kept, &person, at.day)?
        .into_iter()
        .filter(|set| set.at.day == at.day && set.name == name)
        .collect();
    let is_like = |set: &&Lifted| set.at == at && options.is(set, load);
    let known = of_day.iter().filter(is_like).count();
    let last = of_day.iter().filter_map(|set| set.number).max();
    let first = last.unwrap_or(0) + 1;
    let missing = (options.sets as usize).saturating_sub(known);
    let told: Vec<Observation> = (first..)
        .take(missing)
        .flat_map(|number| options.observations(name, number, at, load))
        .collect();
    let what = options.words(name, load);
    let day = at.day;
    let undo = if told.is_empty() {
        None
    } else {
        keep(&kept, &person, &read(&told, EXAMPLE)?.0)?
    };
    kept.close();
    let text = match undo {
        Some(undo) => {
            format!("{what} on {day} is kept; `spotcheck undo {undo}` takes it back.\n")
        }
        None => format!(
            "{what} on {day} was there already; --sets {} tells of one more.\n",
            known + 1
        ),
    };
    Ok(Output::done(text))
}

/// Our name of the exercise.
fn name(told: &str) -> Result<&'static str, Refusal> {
    let place = lifted::place(told);
    place
        .map(|place| exercises()[place].name.as_str())
        .ok_or_else(|| {
            let near = lifted::near(told);
            let hint = if near.is_empty() {
                "take a name from your plan: `spotcheck plan` prints them".to_owned()
            } else {
                format!("near are {}", near.join("; "))
            };
            Refusal::new(format!("no exercise is called `{told}`"), hint)
        })
}

fn check(options: &Options) -> Result<(), Refusal> {
    let refused = |message: String, hint: &str| Err(Refusal::new(message, hint));
    let count = options.reps.or(options.seconds).unwrap_or(0);
    if !(1..=MOST_REPS).contains(&count) {
        return refused(
            format!("a set of {count}"),
            "give 1 to 1000 repetitions or seconds; a set that failed at once is none",
        );
    }
    if let Some(rir) = options.rir
        && !(0.0..=MOST_RIR).contains(&rir)
    {
        return refused(
            format!("{rir} repetitions left"),
            "give 0 to 9: nobody can tell more; leave --rir out where you do not know",
        );
    }
    if !(1..=MOST_SETS).contains(&options.sets) {
        return refused(format!("{} sets", options.sets), "give 1 to 20");
    }
    if let Some(day) = options.day
        && Zoned::now().date() < day
    {
        return refused(
            format!("{day} is still to come"),
            "tell a set when it is done",
        );
    }
    Ok(())
}

/// The load, if there is any.
fn load(options: &Options) -> Result<Option<Load>, Refusal> {
    let told = options.kg.map(|kg| (kg, Unit::Kilogram));
    let Some((value, unit)) = told.or(options.lb.map(|lb| (lb, Unit::Pound))) else {
        return Ok(None);
    };
    let kg = unit.convert(value, Quantity::Load.dimension());
    kg.filter(|kg| 0.0 < *kg && *kg <= MOST_KG)
        .map(|kg| Some(Load { value, unit, kg }))
        .ok_or_else(|| {
            Refusal::new(
                format!("a load of {value} {}", unit.name()),
                "give more than 0 and at most 1000 kg; leave the load out where there is none",
            )
        })
}

impl Options {
    /// Whether a set is one like this.
    fn is(&self, set: &Lifted, load: Option<Load>) -> bool {
        set.kind == SetKind::Working
            && is_same(set.load_kg, load.map(|load| load.kg))
            && is_same(set.reps, self.reps.map(f64::from))
            && is_same(set.seconds, self.seconds.map(f64::from))
            && is_same(set.rir, self.rir)
    }

    /// What a file would tell of a set.
    fn observations(
        &self,
        name: &str,
        number: u32,
        at: Moment,
        load: Option<Load>,
    ) -> Vec<Observation> {
        let parts = [
            load.map(|load| (Quantity::Load, load.kg, load.unit)),
            self.reps
                .map(|reps| (Quantity::Repetitions, f64::from(reps), Unit::Count)),
            self.seconds.map(|seconds| {
                let minutes = f64::from(seconds) / SECONDS_PER_MINUTE;
                (Quantity::Exercise, minutes, Unit::Second)
            }),
            self.rir
                .map(|rir| (Quantity::Exertion, MOST_EXERTION - rir, Unit::Count)),
        ];
        let told = parts.into_iter().flatten();
        told.map(|(quantity, value, unit)| Observation {
            method: Some(Method::Manual),
            item: Some(name.to_owned()),
            set: Some(Set {
                number: Some(number),
                kind: SetKind::Working,
            }),
            source: BY_HAND.into(),
            ..Observation::new(quantity, value, unit, at)
        })
        .collect()
    }

    /// "2 sets of Goblet squat, 20 kg × 10, 2 left".
    fn words(&self, name: &str, load: Option<Load>) -> String {
        let load = load.map_or_else(String::new, |load| {
            format!("{} {} \u{d7} ", load.value, load.unit.name())
        });
        let count = match (self.reps, self.seconds) {
            (Some(reps), _) => reps.to_string(),
            (None, seconds) => format!("{} s", seconds.unwrap_or(0)),
        };
        let left = self
            .rir
            .map_or_else(String::new, |rir| format!(", {rir} left"));
        let sets = if self.sets == 1 {
            String::new()
        } else {
            format!("{} sets of ", self.sets)
        };
        format!("{sets}{name}, {load}{count}{left}")
    }
}

/// Whether two numbers are one, but for rounding.
fn is_same(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < ROUNDING,
        (one, other) => one.is_none() && other.is_none(),
    }
}
