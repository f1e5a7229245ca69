//! `spotcheck undo`: takes back what an import brought.

use std::path::Path;

use clap::Args;
use serde::Serialize;

use super::{Kept, Whose, now_ms};
use crate::{
    cli::{Output, json},
    report::printable,
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The number that `import` told, or that `imports` lists
    #[arg(value_name = "ID")]
    id: i64,
    #[command(flatten)]
    whose: Whose,
    /// One JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Wire<'u> {
    id: i64,
    file: &'u str,
    removed: u64,
    stay: u64,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let kept = Kept::open(data)?;
    let person = kept.known(&options.whose)?;
    let undone = kept.wait(kept.store.undo(&person, options.id, now_ms()))?;
    kept.close();
    let file = undone.import.file.as_str();
    if options.json {
        let wire = Wire {
            id: options.id,
            file,
            removed: undone.removed,
            stay: undone.stay,
        };
        return json(&wire).map(Output::done);
    }
    let what = if file.is_empty() {
        "what was written down"
    } else {
        file
    };
    let mut text = format!("{} observations of {what} are gone.\n", undone.removed);
    if 0 < undone.stay {
        text.push_str(&format!(
            "{} stay, since another file told them too.\n",
            undone.stay
        ));
    }
    Ok(Output::done(printable(&text)))
}
