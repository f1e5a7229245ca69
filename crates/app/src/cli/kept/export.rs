//! `spotcheck export`: everything that is kept, for you and for other apps.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::{ArgGroup, Args};
use spotcheck_import::{Export, Observation, Written, Zone};
use spotcheck_store::Wanted;

use super::{Kept, Whose, record};
use crate::{
    cli::{Output, import::zone},
    data::unusable,
    overlay::write,
    report::Refusal,
};

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).args(["all", "to"])))]
pub(crate) struct Options {
    /// Everything, in every format, into a folder
    #[arg(long, value_name = "DIR")]
    all: Option<PathBuf>,
    /// One file: what other apps read of it
    #[arg(long, value_name = "FILE", requires = "format")]
    to: Option<PathBuf>,
    /// The format of the one file
    #[arg(long = "as", value_name = "FORMAT", value_parser = format, requires = "to")]
    format: Option<&'static Export>,
    /// Where you were, for apps that want an instant of what has no offset: Europe/Berlin, +01:00
    #[arg(long, value_name = "Z", value_parser = zone)]
    zone: Option<Zone>,
    #[command(flatten)]
    whose: Whose,
}

fn format(name: &str) -> Result<&'static Export, String> {
    Export::parse(name).ok_or_else(|| {
        let names: Vec<&str> = Export::ALL.iter().map(Export::name).collect();
        format!("`{name}` is none of {}", names.join(", "))
    })
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let kept = Kept::open(data)?;
    let person = kept.known(&options.whose)?;
    let mut observations: Vec<Observation> = Vec::new();
    let mut each = |_, observation| observations.push(observation);
    kept.wait(
        kept.store
            .observations(&person, Wanted::default(), &mut each),
    )?;
    let record = record::json(&kept, &person)?;
    kept.close();
    if observations.is_empty() {
        return Err(Refusal::new(
            "nothing is kept that could be written",
            "`spotcheck import FILE` keeps a file",
        )
        .into());
    }
    let zone = options.zone.as_ref();
    let mut text = String::new();
    if let (Some(file), Some(export)) = (&options.to, options.format) {
        let written = export.write(&observations, zone);
        put(file, &written.bytes)?;
        text.push_str(&told(&file.display().to_string(), &written));
    }
    if let Some(folder) = &options.all {
        fs::create_dir_all(folder).with_context(|| unusable(folder))?;
        for export in Export::ALL {
            let written = export.write(&observations, zone);
            if written.rows == 0 {
                continue;
            }
            put(&folder.join(export.file_name()), &written.bytes)?;
            text.push_str(&told(export.file_name(), &written));
        }
        put(&folder.join("record.json"), record.as_bytes())?;
        text.push_str("record.json: imports, forecasts that were shown, what you aim at, and tests of one spot\n");
    }
    Ok(Output::done(text))
}

fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    write(path, bytes).with_context(|| {
        Refusal::new(
            format!("cannot write {}", path.display()),
            "check that the folder is there, that you may write to it, and that it has room",
        )
    })
}

/// "Libra.csv: 120 rows, without 40 girth".
fn told(file: &str, written: &Written) -> String {
    let mut text = format!("{file}: {} rows", written.rows);
    if 0 < written.at_noon {
        text.push_str(&format!(
            ", {} of them at noon of their day",
            written.at_noon
        ));
    }
    let without = written.left_out.iter();
    let without: Vec<String> = without
        .map(|(quantity, count)| format!("{count} {}", quantity.name()))
        .collect();
    if !without.is_empty() {
        text.push_str(&format!("; it has no place for {}", without.join(", ")));
    }
    if 0 < written.undated {
        text.push_str(&format!(
            "; {} left out for want of an offset, which --zone tells",
            written.undated
        ));
    }
    text + "\n"
}
