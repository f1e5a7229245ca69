//! The JSON of `ask`, as the contract has it.

use serde::Serialize;
use spotcheck_evidence::{Claim, Library, Row, Size, Verdict};

use super::{Fit, personal};

#[derive(Serialize)]
pub(crate) struct Answer<'a> {
    question: &'a str,
    handling: &'static str,
    claim: Option<Named<'a>>,
    nearest: Vec<Named<'a>>,
    verdict: Option<Judged<'a>>,
    instead: Vec<&'a str>,
    dissent: Vec<Reported<'a>>,
    sources: Vec<Cited<'a>>,
    personal: Option<personal::Wire>,
    would_change: Option<&'a str>,
    checked: &'a str,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
    score: f64,
}

#[derive(Serialize)]
pub(super) struct Judged<'a> {
    answer: &'static str,
    sentence: String,
    certainty: &'static str,
    steps: Vec<Moved<'a>>,
    size: Option<Measured<'a>>,
}

#[derive(Serialize)]
struct Moved<'a> {
    domain: &'static str,
    levels: i8,
    why: &'a str,
}

#[derive(Serialize)]
struct Measured<'a> {
    measure: &'a str,
    unit: &'a str,
    estimate: f64,
    ci: [f64; 2],
    pi: Option<[f64; 2]>,
    k: Option<u32>,
    participants: Option<u32>,
    method: &'a str,
    flag: &'static str,
}

#[derive(Serialize)]
pub(super) struct Reported<'a> {
    key: &'a str,
    source: &'a str,
    finding: &'a str,
    caution: &'a str,
    flag: &'static str,
}

#[derive(Serialize)]
pub(super) struct Cited<'a> {
    key: &'a str,
    citation: String,
    pmid: Option<&'a str>,
    doi: Option<&'a str>,
    flag: &'static str,
    /// Whether only rows that the user added cite it.
    added_by_you: bool,
}

impl<'a> From<&'a super::Answer<'_>> for Answer<'a> {
    fn from(answer: &'a super::Answer<'_>) -> Self {
        let library = answer.library;
        let reached = answer.reached.as_ref();
        let claim = reached.map(|(fit, _)| fit.claim);
        Self {
            question: &answer.question,
            handling: answer.handling.word(),
            claim: reached.map(|(fit, _)| Named::from(fit)),
            nearest: answer.nearest.iter().map(Named::from).collect(),
            verdict: reached.map(|(_, verdict)| Judged::from(verdict)),
            instead: answer.advice(),
            dissent: reached.map_or_else(Vec::new, |(_, verdict)| {
                verdict
                    .dissent
                    .iter()
                    .filter_map(|key| library.row(key))
                    .map(Reported::from)
                    .collect()
            }),
            sources: claim.map_or_else(Vec::new, |claim| cited(library, claim)),
            personal: answer
                .personal
                .as_ref()
                .map(|personal| personal.wire(answer.parameters)),
            would_change: claim.map(|claim| claim.would_change.as_str()),
            checked: &library.registry().checked,
        }
    }
}

impl<'a> From<&'a Fit<'_>> for Named<'a> {
    fn from(fit: &'a Fit<'_>) -> Self {
        Self {
            id: &fit.claim.id,
            name: &fit.claim.name,
            score: fit.score,
        }
    }
}

impl<'a> From<&'a Verdict> for Judged<'a> {
    fn from(verdict: &'a Verdict) -> Self {
        Self {
            answer: verdict.answer.word(),
            sentence: verdict.sentence.to_string(),
            certainty: verdict.certainty.word(),
            steps: verdict
                .steps
                .iter()
                .map(|step| Moved {
                    domain: step.domain.word(),
                    levels: step.levels,
                    why: &step.why,
                })
                .collect(),
            size: verdict.sized.size.as_ref().map(Measured::from),
        }
    }
}

impl<'a> From<&'a Size> for Measured<'a> {
    fn from(size: &'a Size) -> Self {
        Self {
            measure: &size.measure,
            unit: &size.unit,
            estimate: size.estimate,
            ci: [size.ci.lo, size.ci.hi],
            pi: size.pi.map(|pi| [pi.lo, pi.hi]),
            k: size.k,
            participants: size.participants,
            method: &size.method,
            flag: size.flag.word(),
        }
    }
}

impl<'a> From<Row<'a>> for Reported<'a> {
    fn from(row: Row<'a>) -> Self {
        Self {
            key: row.key(),
            source: row.source(),
            finding: row.finding(),
            caution: row.caution(),
            flag: row.flag().word(),
        }
    }
}

/// The publications behind a claim's rows, each once, in the order they are told.
pub(super) fn cited<'a>(library: &'a Library, claim: &'a Claim) -> Vec<Cited<'a>> {
    let is_built_in = |key: &str| {
        let mut items = claim
            .evidence
            .iter()
            .filter_map(|item| library.row(&item.row));
        items.any(|row| row.source() == key && library.added_by(row.key()).is_none())
    };
    let mut found: Vec<Cited<'a>> = Vec::new();
    for item in &claim.evidence {
        let Some(row) = library.row(&item.row) else {
            continue;
        };
        let key = row.source();
        if let Some(source) = library.source(key)
            && !found.iter().any(|cited| cited.key == key)
        {
            found.push(Cited {
                key,
                citation: source.citation(),
                pmid: source.pmid(),
                doi: source.doi(),
                flag: source.flag.word(),
                added_by_you: !is_built_in(key),
            });
        }
    }
    found
}
