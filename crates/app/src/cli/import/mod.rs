//! `spotcheck import`: files of scales, watches, diaries and gym apps into the store.

mod keep;
mod told;
mod watched;
mod wire;

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use spotcheck_import::{
    Answers, Ask, Clock, Error, Format, Observation, Report, Unit, Zone, import, write_neutral,
};

use super::{
    Output, json,
    kept::{Kept, Whose},
    unreadable,
};
use crate::report::{DONE, Refusal, code, failure};
use keep::{Stored, keep};
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
    scale_user: Option<u32>,
    /// Say what would be kept, and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// One JSON document
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// What the files hold as one table, whoever wrote them, and keep nothing
    #[arg(long)]
    csv: bool,
    #[command(flatten)]
    whose: Whose,
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

pub(super) fn zone(text: &str) -> Result<Zone, String> {
    Zone::parse(text).ok_or_else(|| format!("`{text}` is no zone; Europe/Berlin and +01:00 are"))
}

/// A file with the reports of what was in it, and what became of it, unless nothing was to be kept.
struct Read {
    file: String,
    reports: Vec<Report>,
    stored: Option<Stored>,
}

pub(crate) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let answers = Answers {
        units: options.unit.clone(),
        zone: options.zone.clone(),
        clock: options.clock.map(|clock| match clock {
            ClockWord::Local => Clock::Local,
            ClockWord::Utc => Clock::Utc,
        }),
        person: options.scale_user,
    };
    if options.csv {
        let mut all = Vec::new();
        let read = look(options, &answers, &mut |observation| all.push(observation))?;
        return Ok(Output {
            note: Some(told(&read)),
            ..Output::done(write_neutral(&all))
        });
    }
    if options.dry_run {
        let read = look(options, &answers, &mut drop)?;
        return said(options, &read, None);
    }
    let kept = Kept::open(data)?;
    let person = kept.person(&options.whose)?;
    let mut read = Vec::new();
    let mut failed = None;
    for path in &options.files {
        match keep(&kept, &person, path, &answers) {
            Ok((reports, stored)) => read.push(Read {
                file: path.display().to_string(),
                reports,
                stored: Some(stored),
            }),
            Err(error) => {
                failed = Some(error);
                break;
            }
        }
    }
    kept.close();
    match failed {
        Some(error) if read.is_empty() => Err(error),
        failed => said(options, &read, failed.as_ref()),
    }
}

/// Reads every file and keeps nothing.
fn look(
    options: &Options,
    answers: &Answers,
    sink: &mut dyn FnMut(Observation),
) -> anyhow::Result<Vec<Read>> {
    let mut read = Vec::new();
    for path in &options.files {
        let file = path.display().to_string();
        let mut open = File::open(path)
            .map_err(|error| anyhow::Error::new(error).context(unreadable(&file)))?;
        let reports = import(&mut open, answers, sink).map_err(|error| refusal(&file, &error))?;
        read.push(Read {
            file,
            reports,
            stored: None,
        });
    }
    Ok(read)
}

/// The reports; files before one that failed are kept, and both are said.
fn said(
    options: &Options,
    read: &[Read],
    failed: Option<&anyhow::Error>,
) -> anyhow::Result<Output> {
    let text = if options.json {
        let wires: Vec<Wire<'_>> = read.iter().flat_map(Wire::of).collect();
        json(&wires)?
    } else {
        told(read)
    };
    Ok(Output {
        body: text.into_bytes(),
        note: failed.map(|error| failure(error).0),
        code: failed.map_or(DONE, code),
    })
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
        Error::PersonNeeded(_) => "say which is you, as in --scale-user 1".to_owned(),
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
