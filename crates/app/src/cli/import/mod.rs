//! `spotcheck import`: what files of scales, watches, diaries and gym apps hold.

mod told;
mod wire;

use std::{fs::File, path::PathBuf};

use clap::{Args, ValueEnum};
use spotcheck_import::{
    Answers, Ask, Clock, Error, Format, Observation, Report, Unit, Zone, import, write_neutral,
};

use super::{Output, json, unreadable};
use crate::report::Refusal;
use told::told;
use wire::Wire;

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word of the command line"
)]
pub(crate) struct Options {
    /// Files, or zip archives of them, as the apps export them
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The unit of columns that name none: `lb`, or `composition=kg` where one is not enough; may be
    /// given several times
    #[arg(long, value_name = "[WHAT=]U", value_parser = unit)]
    unit: Vec<(Ask, Unit)>,
    /// Where you were, for times without an offset: Europe/Berlin, +01:00
    #[arg(long, value_name = "Z", value_parser = zone)]
    zone: Option<Zone>,
    /// Whose time a file tells that does not say
    #[arg(long, value_enum)]
    clock: Option<ClockWord>,
    /// Which of the people a scale knows, as it numbers them
    #[arg(long, value_name = "N")]
    person: Option<u32>,
    /// Say what would be kept, and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// One JSON document, of a dry run
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// What the files hold as one table, whoever wrote them
    #[arg(long)]
    csv: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ClockWord {
    Local,
    Utc,
}

fn unit(text: &str) -> Result<(Ask, Unit), String> {
    let (what, name) = match text.split_once('=') {
        Some((what, name)) => (Some(what), name),
        None => (None, text),
    };
    let unit = Unit::parse(name).ok_or_else(|| format!("`{name}` is no unit"))?;
    let is_meant =
        |ask: &Ask| what.is_none_or(|what| ask.name() == what) && ask.answers().contains(&unit);
    let ask = Ask::ALL.into_iter().find(is_meant);
    ask.map(|ask| (ask, unit)).ok_or_else(|| {
        let names: Vec<&str> = Ask::ALL.iter().map(|ask| ask.name()).collect();
        format!(
            "`{name}` is no unit of {}",
            what.map_or_else(|| names.join(", "), str::to_owned)
        )
    })
}

fn zone(text: &str) -> Result<Zone, String> {
    Zone::parse(text).ok_or_else(|| format!("`{text}` is no zone; Europe/Berlin and +01:00 are"))
}

/// A file with the reports of what was in it.
struct Read {
    file: String,
    reports: Vec<Report>,
}

pub(crate) fn run(options: &Options) -> anyhow::Result<Output> {
    if !options.dry_run && !options.csv {
        return Err(Refusal::new(
            "nothing can be kept yet: there is no store to keep it in",
            "add --dry-run to see what would be kept, or --csv to have it as one table",
        )
        .into());
    }
    let answers = Answers {
        units: options.unit.clone(),
        zone: options.zone.clone(),
        clock: options.clock.map(|clock| match clock {
            ClockWord::Local => Clock::Local,
            ClockWord::Utc => Clock::Utc,
        }),
        person: options.person,
    };
    let mut kept: Vec<Observation> = Vec::new();
    let mut read = Vec::new();
    for path in &options.files {
        let name = path.display().to_string();
        let mut file = File::open(path)
            .map_err(|error| anyhow::Error::new(error).context(unreadable(&name)))?;
        let mut keep = |observation| {
            if options.csv {
                kept.push(observation);
            }
        };
        let reports =
            import(&mut file, &answers, &mut keep).map_err(|error| refusal(&name, &error))?;
        read.push(Read {
            file: name,
            reports,
        });
    }
    if options.csv {
        return Ok(Output {
            note: Some(told(&read)),
            ..Output::done(write_neutral(&kept))
        });
    }
    if options.json {
        let wires: Vec<Wire<'_>> = read.iter().flat_map(Wire::of).collect();
        return json(&wires).map(Output::done);
    }
    Ok(Output::done(told(&read)))
}

/// What has to be told, or what the file is.
fn refusal(name: &str, error: &Error) -> Refusal {
    Refusal::new(format!("{name}: {error}"), hint(error))
}

fn hint(error: &Error) -> String {
    match error {
        Error::UnitNeeded(needs) => {
            let mut asks: Vec<Ask> = needs.iter().map(|need| need.ask).collect();
            asks.sort_unstable();
            asks.dedup();
            let options: Vec<String> = asks.into_iter().map(option).collect();
            format!("say it, as in {}", options.join(" "))
        }
        Error::ZoneNeeded => "say it, as in --zone Europe/Berlin".to_owned(),
        Error::ClockNeeded { .. } => {
            "compare one row with what the app shows, and say --clock local or --clock utc"
                .to_owned()
        }
        Error::PersonNeeded(_) => "say which is you, as in --person 1".to_owned(),
        Error::In { error, .. } => hint(error),
        Error::BrokenArchive => "export it again, or unpack it and give the files".to_owned(),
        Error::Unknown(_) => {
            let mut apps: Vec<&str> = Format::ALL.iter().map(Format::app).collect();
            apps.dedup();
            format!("read are exports of {}", apps.join(", "))
        }
        Error::Unreadable(_) | _ => "check the disk, and that you may read the file".to_owned(),
    }
}

/// The option that answers, with its units.
fn option(ask: Ask) -> String {
    let names: Vec<&str> = ask.answers().iter().map(|unit| unit.name()).collect();
    let prefix = if ask == Ask::Composition {
        "composition="
    } else {
        ""
    };
    format!(
        "--unit {prefix}{}",
        names[0].to_owned() + " (or " + &names[1..].join(", ") + ")"
    )
}
