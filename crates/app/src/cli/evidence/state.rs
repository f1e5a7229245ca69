//! `spotcheck evidence state`: save every verdict with its inputs, compare, and compute again.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Subcommand;
use jiff::Timestamp;
use spotcheck_evidence::state::{Difference, ENGINE, Inputs, Number, Recorded, State};

use crate::{
    cli::{Output, bytes},
    data, number,
    overlay::{Overlay, write},
    report::{NEGATIVE, Refusal, printable},
};

/// A state holds the whole evidence as text.
const MOST_BYTES: u64 = 200_000_000;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Save every verdict, with what it is computed from
    Save {
        /// Where; without it, in the data directory under the time
        file: Option<PathBuf>,
    },
    /// Which verdicts differ between two saved states
    Diff {
        /// The earlier state
        before: PathBuf,
        /// The later one; without it, the evidence as it is
        after: Option<PathBuf>,
    },
    /// Compute a saved state again from the inputs it holds
    Replay {
        /// The state
        file: PathBuf,
    },
}

pub(super) fn run(command: &Command, data: Option<&Path>) -> anyhow::Result<Output> {
    match command {
        Command::Save { file } => save(file.as_deref(), data),
        Command::Diff { before, after } => {
            let earlier = load(before)?;
            let later = match after {
                Some(file) => load(file)?,
                None => now(data)?,
            };
            Ok(compared(&earlier, &later))
        }
        Command::Replay { file } => replay(file),
    }
}

/// The evidence as it is, what the user added included.
fn now(data: Option<&Path>) -> anyhow::Result<State> {
    let additions = match data::directory(data) {
        Some(directory) => Overlay::below(&directory).texts()?,
        None => Vec::new(),
    };
    Ok(State::of(Inputs::built_in(additions))?)
}

fn save(file: Option<&Path>, data: Option<&Path>) -> anyhow::Result<Output> {
    let state = now(data)?;
    let path = if let Some(file) = file {
        file.to_owned()
    } else {
        let folder = data::needed(data)?.join("states");
        std::fs::create_dir_all(&folder).with_context(|| unwritable(&folder))?;
        folder.join(
            Timestamp::now()
                .strftime("%Y-%m-%dT%H%M%SZ.json")
                .to_string(),
        )
    };
    write(&path, state.to_json().as_bytes()).with_context(|| unwritable(&path))?;
    let verdicts = number::count(state.verdicts.len(), "verdict", "verdicts");
    Ok(Output::done(format!(
        "{verdicts} saved to {}, with what they are computed from (engine {ENGINE}).\n",
        path.display()
    )))
}

fn unwritable(path: &Path) -> Refusal {
    Refusal::new(
        format!("cannot write {}", path.display()),
        "check that the folder exists and that you may write there",
    )
}

fn load(path: &Path) -> anyhow::Result<State> {
    let state = State::from_json(&bytes(path, MOST_BYTES)?);
    Ok(state.map_err(|fault| {
        Refusal::new(
            format!("{} is not a saved state: {fault}", path.display()),
            "`spotcheck evidence state save FILE` writes one",
        )
    })?)
}

/// The difference, and the exit code that says whether there is one.
fn compared(earlier: &State, later: &State) -> Output {
    let differences = earlier.differences(later);
    if differences.is_empty() {
        return Output::done(
            "No verdict differs, and all are computed from the same inputs.\n".to_owned(),
        );
    }
    let text: String = differences.iter().map(told).collect();
    let is_same = |difference: &&Difference<'_>| {
        let sides = difference.before.zip(difference.after);
        sides.is_some_and(|(before, after)| is_same_verdict(before, after))
    };
    let same = differences.iter().filter(is_same).count();
    let count = number::count(
        differences.len() - same,
        "verdict differs",
        "verdicts differ",
    );
    let others = match same {
        0 => String::new(),
        same => format!("; {same} more do not, but are computed from other inputs"),
    };
    Output {
        code: NEGATIVE,
        ..Output::done(printable(&format!("{text}{count}{others}.\n")))
    }
}

/// Whether all a reader is told is the same, whatever it was computed from.
fn is_same_verdict(before: &Recorded, after: &Recorded) -> bool {
    let told = |verdict: &Recorded| Recorded {
        inputs: String::new(),
        engine: String::new(),
        ..verdict.clone()
    };
    told(before) == told(after)
}

fn replay(file: &Path) -> anyhow::Result<Output> {
    let state = load(file)?;
    let again = state.replayed().map_err(|error| {
        Refusal::new(
            detailed(&error),
            "its inputs were changed since it was saved",
        )
    })?;
    let saved = bytes(file, MOST_BYTES)?;
    let engine = if state.engine == ENGINE {
        String::new()
    } else {
        format!(
            "It was saved by engine {}; this is {ENGINE}.\n",
            state.engine
        )
    };
    if saved == again.to_json().as_bytes() {
        let verdicts = number::count(again.verdicts.len(), "verdict", "verdicts");
        return Ok(Output::done(format!(
            "{verdicts} computed again, to the same bytes.\n{engine}"
        )));
    }
    let differences = state.differences(&again);
    let text: String = if differences.is_empty() {
        "Every verdict is the same, but the file is not written as it was saved.\n".to_owned()
    } else {
        differences.iter().map(told).collect()
    };
    Ok(Output {
        code: NEGATIVE,
        ..Output::done(printable(&format!("{text}{engine}")))
    })
}

fn detailed(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}

fn told(difference: &Difference<'_>) -> String {
    let (before, after) = match (difference.before, difference.after) {
        (Some(before), Some(after)) => (before, after),
        (Some(gone), None) => return format!("{}: {}; gone\n", gone.claim, judged(gone)),
        (None, Some(new)) => return format!("{}: {}; new\n", new.claim, judged(new)),
        (None, None) => return String::new(),
    };
    let mut parts = Vec::new();
    let mut changed = |what: &str, one: String, other: String| {
        if one != other {
            parts.push(format!("{what}{one}, then {other}"));
        }
    };
    changed("", judged(before), judged(after));
    changed("estimate ", size(before), size(after));
    changed("sentence ", quoted(before), quoted(after));
    changed(
        "flips without ",
        before.flips.join(", "),
        after.flips.join(", "),
    );
    changed("engine ", before.engine.clone(), after.engine.clone());
    changed("inputs ", short(&before.inputs), short(&after.inputs));
    format!("{}: {}\n", before.claim, parts.join("; "))
}

fn judged(recorded: &Recorded) -> String {
    format!(
        "{} ({})",
        recorded.answer,
        recorded.certainty.replace('_', " ")
    )
}

fn quoted(recorded: &Recorded) -> String {
    format!("\u{201c}{}\u{201d}", recorded.sentence)
}

/// With all its digits: what differs may differ in the last.
fn size(recorded: &Recorded) -> String {
    recorded.size.as_ref().map_or_else(
        || "none".to_owned(),
        |Number {
             estimate,
             lo,
             hi,
             unit,
             ..
         }| format!("{estimate} {unit} ({lo} to {hi})"),
    )
}

fn short(hash: &str) -> String {
    hash.chars().take(8).collect()
}
