//! What changed: every verdict before and after an addition was made or taken away.

use serde::Serialize;
use spotcheck_evidence::{Library, Verdict};

use crate::{answer::measured, number};

/// Every verdict that is another than before.
#[derive(Debug, Default, Serialize)]
pub(super) struct Change {
    moved: Vec<Moved>,
}

/// A verdict before and after.
#[derive(Debug, Serialize)]
struct Moved {
    claim: String,
    before: Side,
    after: Side,
    /// Rows that came, or where negative went.
    rows: i64,
}

#[derive(Debug, PartialEq, Serialize)]
struct Side {
    answer: &'static str,
    certainty: &'static str,
    /// The size as people read it, its change told by the figures themselves.
    size: Option<String>,
    estimate: Option<f64>,
}

impl Side {
    fn of(verdict: &Verdict) -> Self {
        let size = verdict.sized.size.as_ref();
        Self {
            answer: verdict.answer.word(),
            certainty: verdict.certainty.word(),
            size: size.map(measured),
            estimate: size.map(|size| size.estimate),
        }
    }

    fn judged(&self) -> (&str, &str) {
        (self.answer, self.certainty)
    }

    fn words(&self) -> String {
        format!("{} ({})", self.answer, self.certainty.replace('_', " "))
    }

    fn size(&self) -> &str {
        self.size.as_deref().unwrap_or("none")
    }
}

impl Change {
    /// Computes every verdict of both libraries and keeps those that differ.
    pub(super) fn between(before: &Library, after: &Library) -> anyhow::Result<Self> {
        let mut moved = Vec::new();
        for claim in before.claims() {
            let Some(now) = after.claim(&claim.id) else {
                continue;
            };
            let sides = (
                Side::of(&before.verdict(claim)?),
                Side::of(&after.verdict(now)?),
            );
            if sides.0 != sides.1 {
                let rows = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
                moved.push(Moved {
                    claim: claim.id.clone(),
                    before: sides.0,
                    after: sides.1,
                    rows: rows(now.evidence.len()) - rows(claim.evidence.len()),
                });
            }
        }
        Ok(Self { moved })
    }

    /// What moved, in a line each.
    pub(super) fn text(&self) -> String {
        let is_judged_anew = |moved: &&Moved| moved.before.judged() != moved.after.judged();
        let mut lines: Vec<String> = self.moved.iter().filter(is_judged_anew).map(told).collect();
        if lines.is_empty() {
            let sizes = self.moved.iter().map(|moved| {
                let (before, after) = (moved.before.size(), moved.after.size());
                format!(
                    "{}\u{2019}s estimate went from {before} to {after}",
                    moved.claim
                )
            });
            let parts: Vec<String> = ["no answer moved".to_owned()]
                .into_iter()
                .chain(sizes)
                .collect();
            lines.push(format!("{}.\n", parts.join("; ")));
        }
        lines.concat()
    }

    /// As [`Change::text`], as sentences of their own.
    pub(super) fn paragraph(&self) -> String {
        let text = spotcheck_evidence::capital(&self.text());
        format!("{text}{NOT_JUDGED}")
    }
}

/// What a computed change cannot tell.
const NOT_JUDGED: &str = "Certainty steps were not judged again: they are an editor\u{2019}s, and stand as they were. \
                          Only what is read from the interval moves by itself.\n";

fn told(moved: &Moved) -> String {
    let Moved {
        claim,
        before,
        after,
        rows,
    } = moved;
    let count = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
    let why = match rows {
        0 => "a claim it follows from moved".to_owned(),
        1.. => format!("{} added", number::count(count, "study", "studies")),
        ..0 => format!("{} taken away", number::count(count, "study", "studies")),
    };
    let size = if before.size == after.size {
        String::new()
    } else {
        format!(
            "; its estimate went from {} to {}",
            before.size(),
            after.size()
        )
    };
    format!(
        "{claim} moved from {} to {}: {why}{size}.\n",
        before.words(),
        after.words()
    )
}
