//! `spotcheck log`: what somebody measured, written down by hand.

mod set;

use std::{io::Cursor, path::Path};

use clap::{Args, Subcommand, ValueEnum};
use jiff::{Zoned, civil};
use spotcheck_import::{
    Answers, Method, Moment, Observation, Quantity, Side, Site, Unit, import, write_neutral,
};
use spotcheck_store::{Origin, Person};

use super::{Kept, Whose, now_ms};
use crate::{cli::Output, report::Refusal};

/// The name of the format of entries by hand.
const BY_HAND: &str = "by hand";
const EXAMPLE: &str = "as in: spotcheck log weight 84.2 kg";

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Options {
    #[command(subcommand)]
    part: Option<Part>,
    /// What: `weight`, `body_fat`, `energy_eaten`, …, or where the tape lay: `waist`, `thigh`, …
    #[arg(value_name = "WHAT", required = true)]
    what: Option<String>,
    /// How much; nothing for what only happens: `menses`, `creatine`, `travel`, `illness`
    #[arg(value_name = "VALUE", default_value_t = 1.0)]
    value: f64,
    /// In which unit: kg, lb, cm, in, %, kcal, …
    #[arg(value_name = "UNIT", default_value = "count")]
    unit: String,
    /// When, local time: 2026-03-01T07:10, or a day; else now
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Which side of the body
    #[arg(long, value_enum)]
    side: Option<SideWord>,
    /// What measured it, by the same name each time: a scale, a tape; of `body_fat`, `dxa`, `skinfold`,
    /// `ultrasound` or `tape` where it is no scale
    #[arg(long, value_name = "NAME")]
    device: Option<String>,
    /// A word to yourself
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    whose: Whose,
}

/// What is told in more than one number.
#[derive(Debug, Subcommand)]
enum Part {
    /// A set of an exercise, as in: log set "Goblet squat" --kg 20 --reps 10 --rir 2
    Set(set::Options),
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SideWord {
    Left,
    Right,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    if let Some(Part::Set(options)) = &options.part {
        return set::run(options, data);
    }
    let name = options.what.as_deref().unwrap_or_default();
    let (observations, note) = read(&[observation(name, options)?], EXAMPLE)?;
    let kept = Kept::open(data)?;
    let person = kept.person(&options.whose)?;
    let undo = keep(&kept, &person, &observations)?;
    kept.close();
    let day = observations[0].at.day;
    let what = if observations[0].quantity.is_event() {
        name.to_owned()
    } else {
        format!("{name} {} {}", options.value, options.unit)
    };
    let text = match undo {
        Some(undo) => {
            format!("{what} on {day} is kept; `spotcheck undo {undo}` takes it back.\n")
        }
        None => format!("{what} on {day} was there already.\n"),
    };
    Ok(Output {
        note,
        ..Output::done(text)
    })
}

/// Keeps entries, all or none; the number that takes them back, unless all were there.
fn keep(
    kept: &Kept,
    person: &Person,
    observations: &[Observation],
) -> Result<Option<i64>, spotcheck_store::Error> {
    let import = kept.wait(async {
        let origin = Origin {
            at_ms: now_ms(),
            ..Origin::default()
        };
        let mut importing = kept.store.begin(person, origin).await?;
        importing.keep(observations).await?;
        importing.finish(&[BY_HAND]).await
    })?;
    let is_new = |import: &spotcheck_store::Import| 0 < import.added;
    Ok(import.filter(is_new).map(|import| import.id))
}

/// Entries as a file would tell them, so that what is refused or doubted in files is so here; with the doubt.
fn read(
    told: &[Observation],
    example: &str,
) -> Result<(Vec<Observation>, Option<String>), Refusal> {
    let mut file = Cursor::new(write_neutral(told));
    let mut kept = Vec::new();
    let reports = import(&mut file, &Answers::default(), &mut |read| kept.push(read));
    let reports = reports.map_err(|error| Refusal::new(error.to_string(), example))?;
    let report = &reports[0];
    let refused = report.refused.first.iter().chain(&report.incomplete.first);
    if let Some((_, why)) = refused.into_iter().next() {
        return Err(Refusal::new(why.to_string(), example));
    }
    if kept.is_empty() {
        return Err(Refusal::new("nothing was told", example));
    }
    let doubt = report.suspicious.first.first();
    let note = doubt.map(|(_, doubt)| format!("note: {doubt}\n"));
    Ok((kept, note))
}

fn observation(name: &str, options: &Options) -> Result<Observation, Refusal> {
    let (quantity, site) = what(name)?;
    let given = Unit::parse(&options.unit);
    let told =
        given.and_then(|unit| Some((unit, unit.convert(options.value, quantity.dimension())?)));
    let (unit, value) = told.ok_or_else(|| {
        let canonical = quantity.dimension().canonical().name();
        Refusal::new(
            format!("`{}` is no unit of {name}", options.unit),
            format!("{name} is told in {canonical}, or in a unit of its kind"),
        )
    })?;
    let mut observation = Observation::new(quantity, value, unit, at(options)?);
    observation.site = site;
    observation.side = options.side.map(|side| match side {
        SideWord::Left => Side::Left,
        SideWord::Right => Side::Right,
    });
    observation.method = Some(Method::Manual);
    observation.device.clone_from(&options.device);
    observation.note.clone_from(&options.note);
    observation.source = BY_HAND.into();
    Ok(observation)
}

fn what(name: &str) -> Result<(Quantity, Option<Site>), Refusal> {
    if let Some(site) = Site::parse(name) {
        return Ok((Quantity::Girth, Some(site)));
    }
    let quantity = Quantity::parse(name).filter(|quantity| *quantity != Quantity::Girth);
    quantity.map(|quantity| (quantity, None)).ok_or_else(|| {
        let quantities = Quantity::ALL.iter().map(|one| one.name());
        let sites = Site::ALL.iter().map(|one| one.name());
        let names: Vec<&str> = quantities
            .filter(|name| *name != "girth")
            .chain(sites)
            .collect();
        Refusal::new(
            format!("`{name}` is nothing that is kept"),
            format!("kept are {}", names.join(", ")),
        )
    })
}

/// This second.
fn now() -> Moment {
    let now = Zoned::now();
    let wall = now.datetime().with().nanosecond(0).build();
    Moment::at(wall.unwrap_or(now.datetime()), now.offset())
}

fn at(options: &Options) -> Result<Moment, Refusal> {
    let Some(text) = &options.at else {
        return Ok(now());
    };
    let now = Zoned::now();
    if let Ok(wall) = text.parse::<civil::DateTime>()
        && text.contains(['T', ' '])
    {
        let offset = wall.to_zoned(now.time_zone().clone()).map(|at| at.offset());
        return Ok(offset.map_or_else(|_| Moment::on_wall(wall), |offset| Moment::at(wall, offset)));
    }
    let day = text.parse::<civil::Date>().map(Moment::of_day).ok();
    day.ok_or_else(|| {
        Refusal::new(
            format!("`{text}` is no time"),
            "as in 2026-03-01T07:10, or 2026-03-01",
        )
    })
}
