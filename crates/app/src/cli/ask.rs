//! `spotcheck ask`: one question, or a file of them.

use std::{
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::Args;
use serde::Deserialize;
use spotcheck_model::{Parameters, local_bound};
use spotcheck_question::Handling;

use super::{Output, json, read, text_of};
use crate::{
    answer::{Answer, minutes_per_day, personal::Personal},
    demo, matcher,
    me::Me,
    overlay,
    report::{self, Refusal},
    stated,
};

/// A question is a sentence or two; a person's file a few lines.
const MOST_QUESTION_BYTES: u64 = 100_000;
const MOST_BATCH_BYTES: u64 = 100_000_000;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Your question, in your own words; `-` reads it from standard input
    #[arg(
        required_unless_present = "batch",
        conflicts_with = "batch",
        allow_negative_numbers = true
    )]
    question: Vec<String>,
    /// Your numbers, for what the answer means for you
    #[arg(long, value_name = "ME.toml", conflicts_with = "batch")]
    me: Option<PathBuf>,
    /// Minutes a day you would work the spot, if the question does not say
    #[arg(long, value_name = "MINUTES", requires = "me")]
    minutes: Option<f64>,
    /// The whole answer, with every study and its source
    #[arg(long, conflicts_with_all = ["batch", "json"])]
    long: bool,
    /// One JSON document
    #[arg(long, conflicts_with = "batch")]
    json: bool,
    /// A CSV file of questions, columns qid and question; prints what each reaches
    #[arg(long, value_name = "FILE.csv")]
    batch: Option<PathBuf>,
}

pub(crate) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    if let Some(path) = &options.batch {
        return batch(path).map(Output::done);
    }
    let question = question(&options.question)?;
    let me = match &options.me {
        Some(path) => Some(Me::of_file(path)?),
        None => None,
    };
    if let Some(minutes) = options.minutes {
        // Refused even where the answer has no use for them.
        local_bound(Parameters::published(), 0.0, minutes, 0)?;
    }
    let library = overlay::library(data)?;
    let mut answer = Answer::to(&library, &question)?;
    let minutes = options.minutes.or_else(|| minutes_per_day(&question));
    let reckon = |me: &Me, claim| Personal::new(answer.parameters, me, claim, minutes);
    let mut example = None;
    if let Some((fit, _)) = &answer.reached {
        if let Some(gate) = stated::gate(answer.parameters, &question)? {
            answer.personal = Some(Personal::stopped(gate));
        } else if let Some(me) = me {
            answer.personal = Some(reckon(&me, fit.claim)?);
        } else if options.long && fit.claim.story.is_some() {
            example = Some(reckon(&demo::person()?, fit.claim)?);
        }
    }
    Ok(Output::done(if options.json {
        json(&answer.wire())?
    } else if options.long {
        answer.long(example.as_ref())?
    } else {
        answer.short()
    }))
}

/// The question from the words of the command line, or from standard input.
fn question(words: &[String]) -> anyhow::Result<String> {
    if words != ["-"] {
        return Ok(words.join(" "));
    }
    if io::stdin().is_terminal() {
        return Err(Refusal::new(
            "no question on standard input",
            "write it after `ask`, as in: spotcheck ask \"do crunches burn belly fat?\"",
        )
        .into());
    }
    text_of(io::stdin().lock(), MOST_QUESTION_BYTES, "the question")
}

#[derive(Deserialize)]
struct Asked {
    qid: String,
    question: String,
}

fn batch(path: &Path) -> anyhow::Result<String> {
    let text = read(path, MOST_BATCH_BYTES)?;
    let name = path.display();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["qid", "handling", "claim", "second", "third", "score"])?;
    let refusal = || {
        Refusal::new(
            format!("{name} is not a file of questions"),
            "it needs the columns qid and question",
        )
    };
    let headers = reader.headers().with_context(refusal)?;
    if ["qid", "question"]
        .iter()
        .any(|column| !headers.iter().any(|held| held == *column))
    {
        return Err(refusal().into());
    }
    for asked in reader.deserialize() {
        let Asked { qid, question } = asked.with_context(refusal)?;
        writer.write_record(row(qid, &question)?)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// What one question of a batch reaches. One that is empty or too long to be a question reaches
/// nothing, and does not cost the others their answer.
fn row(qid: String, question: &str) -> anyhow::Result<[String; 6]> {
    let found = match matcher::match_question(question) {
        Ok(found) => found,
        Err(error) if report::code(&error) == report::BAD_INPUT => {
            let nothing = String::new;
            let handling = Handling::OutOfScope.word().to_owned();
            return Ok([
                qid,
                handling,
                nothing(),
                nothing(),
                nothing(),
                "0".to_owned(),
            ]);
        }
        Err(error) => return Err(error),
    };
    let label = |i: usize| {
        found
            .nearest
            .get(i)
            .map_or("", |scored| scored.label)
            .to_owned()
    };
    let score = found.nearest.first().map_or(0.0, |scored| scored.score);
    let handling = found.handling.word().to_owned();
    Ok([
        qid,
        handling,
        label(0),
        label(1),
        label(2),
        score.to_string(),
    ])
}
