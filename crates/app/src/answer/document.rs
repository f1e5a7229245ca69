//! The JSON of `evidence show`: the whole claim with its verdict, what flips it, and its sources.

use serde::Serialize;
use spotcheck_evidence::{
    Basis, Claim, Library, Row, Verdict,
    records::Publication,
    state::{ENGINE, Flip, Turn},
};

use super::{
    cite,
    wire::{Cited, Judged, Reported, cited},
};
use crate::cli::json;

/// A claim as a document.
#[derive(Serialize)]
struct Document<'a> {
    claim: &'a Claim,
    verdict: Judged<'a>,
    start: &'static str,
    /// What the answer is computed from, in a word.
    basis: &'static str,
    rows: Vec<Held<'a>>,
    dissent: &'a [String],
    superseded: &'a [(String, String)],
    flips: Vec<Flipping<'a>>,
    sources: Vec<Cited<'a>>,
    /// Publications the user imported that change nothing yet.
    candidates: &'a [Publication],
    inputs: String,
    engine: &'static str,
    checked: &'a str,
}

/// A row with how it bears on the claim, and who added it.
#[derive(Serialize)]
struct Held<'a> {
    #[serde(flatten)]
    told: Reported<'a>,
    says: spotcheck_evidence::Says,
    role: spotcheck_evidence::Role,
    added: Option<&'a str>,
}

/// A row without which the verdict would be another.
#[derive(Serialize)]
struct Flipping<'a> {
    row: &'a str,
    turns: &'static str,
    answer: Option<&'static str>,
    estimate: Option<f64>,
}

/// The document of a claim, as JSON; `candidates` are publications that may bear on it.
pub(crate) fn evidence_document(
    library: &Library,
    claim: &Claim,
    candidates: &[Publication],
) -> anyhow::Result<String> {
    let verdict = library.verdict(claim)?;
    let flips = library.flips(claim, &verdict)?;
    let held = claim.evidence.iter().filter_map(|item| {
        let row: Row<'_> = library.row(&item.row)?;
        Some(Held {
            told: Reported::from(row),
            says: item.says,
            role: item.role,
            added: library.added_by(&item.row),
        })
    });
    let document = Document {
        claim,
        verdict: Judged::from(&verdict),
        start: verdict.start.word(),
        basis: basis(claim),
        rows: held.collect(),
        dissent: &verdict.dissent,
        superseded: &verdict.superseded,
        flips: flips.iter().map(Flipping::from).collect(),
        sources: cited(library, claim),
        candidates,
        inputs: library.fingerprint(claim),
        engine: ENGINE,
        checked: &library.registry().checked,
    };
    json(&document)
}

fn basis(claim: &Claim) -> &'static str {
    match claim.basis {
        Basis::Pool { .. } => "pool",
        Basis::Synthesis { .. } => "synthesis",
        Basis::Findings => "findings",
        Basis::Follows { .. } => "follows",
        Basis::Textbook { .. } => "textbook",
    }
}

impl<'a> From<&'a Flip> for Flipping<'a> {
    fn from(flip: &'a Flip) -> Self {
        let (turns, answer, estimate) = match flip.turn {
            Turn::Answer(answer) => ("answer", Some(answer.word()), None),
            Turn::Size => ("size", None, None),
            Turn::Sign { estimate } => ("sign", None, Some(estimate)),
            Turn::Threshold { estimate } => ("threshold", None, Some(estimate)),
        };
        Self {
            row: &flip.row,
            turns,
            answer,
            estimate,
        }
    }
}

/// What a reader is told of the rows a verdict hangs on.
pub(super) fn flips(library: &Library, claim: &Claim, verdict: &Verdict) -> anyhow::Result<String> {
    let flips = library.flips(claim, verdict)?;
    let named = |turns_answer: bool| -> Vec<String> {
        let alike = |flip: &&Flip| matches!(flip.turn, Turn::Answer(_)) == turns_answer;
        let named = flips.iter().filter(alike).map(|flip| {
            let name = library.row(&flip.row).map_or_else(
                || flip.row.clone(),
                |row| format!("{} [{}]", cite::short(library, row), flip.row),
            );
            let then = match flip.turn {
                Turn::Answer(answer) => format!("then {}", answer.word()),
                Turn::Size => "then no size can be given".to_owned(),
                Turn::Sign { .. } => "the size changes its sign".to_owned(),
                Turn::Threshold { .. } => "the size crosses what matters, or zero".to_owned(),
            };
            format!("{name} ({then})")
        });
        named.collect()
    };
    let (answer, size) = (named(true), named(false));
    let mut text = if answer.is_empty() {
        "No single study flips the answer.".to_owned()
    } else {
        format!("The answer would flip without: {}.", answer.join("; "))
    };
    if !size.is_empty() {
        text.push_str(&format!(
            " Only the size would turn without: {}.",
            size.join("; ")
        ));
    }
    Ok(text)
}
