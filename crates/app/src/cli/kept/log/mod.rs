//! `spotcheck log`: what somebody measured, written down by hand.

use std::{io::Cursor, path::Path};

use clap::{Args, ValueEnum};
use jiff::{Zoned, civil};
use spotcheck_import::{
    Answers, Method, Moment, Observation, Quantity, Side, Site, Unit, import, write_neutral,
};
use spotcheck_store::Origin;

use super::{Kept, Whose, now_ms};
use crate::{cli::Output, report::Refusal};

/// The name of the format of entries by hand.
const BY_HAND: &str = "by hand";
const EXAMPLE: &str = "as in: spotcheck log weight 84.2 kg";

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// What: `weight`, `body_fat`, `energy_eaten`, …, or where the tape lay: `waist`, `thigh`, …
    #[arg(value_name = "WHAT")]
    what: String,
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

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SideWord {
    Left,
    Right,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let (observation, note) = read(&observation(options)?)?;
    let kept = Kept::open(data)?;
    let person = kept.person(&options.whose)?;
    let import = kept.wait(async {
        let origin = Origin {
            at_ms: now_ms(),
            ..Origin::default()
        };
        let mut importing = kept.store.begin(&person, origin).await?;
        importing.keep(std::slice::from_ref(&observation)).await?;
        importing.finish(&[BY_HAND]).await
    })?;
    kept.close();
    let day = observation.at.day;
    let what = if observation.quantity.is_event() {
        options.what.clone()
    } else {
        format!("{} {} {}", options.what, options.value, options.unit)
    };
    let text = match import {
        Some(import) if 0 < import.added => {
            format!(
                "{what} on {day} is kept; `spotcheck undo {}` takes it back.\n",
                import.id
            )
        }
        _ => format!("{what} on {day} was there already.\n"),
    };
    Ok(Output {
        note,
        ..Output::done(text)
    })
}

/// The entry as a file would tell it, so that what is refused or doubted in files is so here; with the doubt.
fn read(observation: &Observation) -> Result<(Observation, Option<String>), Refusal> {
    let mut file = Cursor::new(write_neutral([observation]));
    let mut kept = None;
    let reports = import(&mut file, &Answers::default(), &mut |read| {
        kept = Some(read);
    });
    let reports = reports.map_err(|error| Refusal::new(error.to_string(), EXAMPLE))?;
    let report = &reports[0];
    let refused = report.refused.first.iter().chain(&report.incomplete.first);
    if let Some((_, why)) = refused.into_iter().next() {
        return Err(Refusal::new(why.to_string(), EXAMPLE));
    }
    let doubt = report.suspicious.first.first();
    let note = doubt.map(|(_, doubt)| format!("note: {doubt}\n"));
    kept.map(|kept| (kept, note))
        .ok_or_else(|| Refusal::new("nothing was told", EXAMPLE))
}

fn observation(options: &Options) -> Result<Observation, Refusal> {
    let (quantity, site) = what(&options.what)?;
    let given = Unit::parse(&options.unit);
    let told =
        given.and_then(|unit| Some((unit, unit.convert(options.value, quantity.dimension())?)));
    let (unit, value) = told.ok_or_else(|| {
        let canonical = quantity.dimension().canonical().name();
        Refusal::new(
            format!("`{}` is no unit of {}", options.unit, options.what),
            format!(
                "{} is told in {canonical}, or in a unit of its kind",
                options.what
            ),
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

fn at(options: &Options) -> Result<Moment, Refusal> {
    let now = Zoned::now();
    let Some(text) = &options.at else {
        let wall = now.datetime().with().nanosecond(0).build();
        return Ok(Moment::at(wall.unwrap_or(now.datetime()), now.offset()));
    };
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
