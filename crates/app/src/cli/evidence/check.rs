//! `spotcheck evidence check`: whether every verdict still follows, from inputs that were accepted.

use std::{fmt::Write as _, path::Path};

use anyhow::Context as _;
use serde::Deserialize;
use spotcheck_evidence::{Library, state::ENGINE};

use super::change::Change;
use crate::{
    cli::Output,
    number,
    overlay::{built_in, library},
    report::NEGATIVE,
};

/// The verdicts as they were when the evidence was last changed.
const ACCEPTED: &str = include_str!("../../../../../data/evidence/verdicts.csv");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    claim: String,
    answer: String,
    certainty: String,
    inputs: String,
    engine: String,
}

pub(super) fn run(data: Option<&Path>) -> anyhow::Result<Output> {
    let built_in = built_in()?;
    let accepted: Vec<Accepted> = csv::Reader::from_reader(ACCEPTED.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .context("the stored verdicts do not load")?;
    let mut text = String::new();
    let mut count = 0;
    for claim in built_in.claims() {
        let before = accepted.iter().find(|before| before.claim == claim.id);
        let verdict = built_in.verdict(claim)?;
        let now = (verdict.answer.word(), verdict.certainty.word());
        text.push_str(&moved(&claim.id, before, now, &built_in.fingerprint(claim)));
        count += 1;
    }
    let is_gone = |before: &&Accepted| built_in.claims().all(|claim| claim.id != before.claim);
    for gone in accepted.iter().filter(is_gone) {
        writeln!(text, "{}: stored, but no such claim", gone.claim)?;
    }
    if !text.is_empty() {
        let note = "hint: where that is meant, `spotcheck evidence list --csv` prints the new \
                    data/evidence/verdicts.csv\n";
        return Ok(Output {
            body: text.into_bytes(),
            note: Some(note.to_owned()),
            code: NEGATIVE,
        });
    }
    writeln!(
        text,
        "All {count} verdicts follow from the evidence.\n{}",
        built_in.count_by_flag()
    )?;
    text.push_str(&with_additions(&built_in, &library(data)?)?);
    let engines = accepted
        .iter()
        .filter(|before| before.engine != ENGINE)
        .count();
    let note = (0 < engines).then(|| {
        let verdicts = number::count(engines, "verdict was", "verdicts were");
        format!("{verdicts} accepted under another engine than {ENGINE}, and still follow.\n")
    });
    Ok(Output {
        note,
        ..Output::done(text)
    })
}

/// A line where a verdict, or what it is computed from, is not what was accepted; else nothing.
fn moved(claim: &str, before: Option<&Accepted>, now: (&str, &str), inputs: &str) -> String {
    let (answer, certainty) = now;
    let Some(before) = before else {
        return format!("{claim}: {answer}, {certainty}; nothing is stored\n");
    };
    if (before.answer.as_str(), before.certainty.as_str()) != now {
        return format!(
            "{claim}: stored {}, {}; the evidence now gives {answer}, {certainty}\n",
            before.answer, before.certainty
        );
    }
    if before.inputs != inputs {
        let short = |hash: &str| hash.chars().take(8).collect::<String>();
        return format!(
            "{claim}: still {answer}, {certainty}, but what it is computed from has changed since it \
             was accepted ({} is {})\n",
            short(&before.inputs),
            short(inputs)
        );
    }
    String::new()
}

/// What the user's additions make of it; nothing without any.
fn with_additions(built_in: &Library, library: &Library) -> anyhow::Result<String> {
    let added: usize = library
        .rows()
        .filter(|row| library.added_by(row.key()).is_some())
        .count();
    if added == 0 {
        return Ok(String::new());
    }
    let rows = number::count(added, "row", "rows");
    let change = Change::between(built_in, library)?;
    Ok(format!("With the {rows} you added: {}", change.text()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(answer: &str, inputs: &str) -> Accepted {
        Accepted {
            claim: "C01".to_owned(),
            answer: answer.to_owned(),
            certainty: "low".to_owned(),
            inputs: inputs.to_owned(),
            engine: ENGINE.to_owned(),
        }
    }

    #[test]
    fn a_verdict_or_an_input_that_was_not_accepted_is_told() {
        let now = ("no", "low");
        let told = |before: Option<&Accepted>| moved("C01", before, now, "0123456789");
        assert_eq!(told(Some(&accepted("no", "0123456789"))), "");
        assert!(told(Some(&accepted("yes", "0123456789"))).contains("stored yes, low"));
        assert!(told(Some(&accepted("no", "abcdef0123"))).contains("abcdef01 is 01234567"));
        assert!(told(None).contains("nothing is stored"));
    }
}
