//! `spotcheck evidence list`: every claim with its answer and certainty.

use std::fmt::Write as _;

use spotcheck_evidence::Library;

use crate::number;

#[derive(serde::Serialize)]
pub(super) struct Judged<'a> {
    id: &'a str,
    name: &'a str,
    statement: &'a str,
    answer: &'static str,
    certainty: &'static str,
    sentence: String,
    /// Rows the user added.
    added: usize,
}

pub(super) fn judged(library: &Library) -> anyhow::Result<Vec<Judged<'_>>> {
    library
        .claims()
        .map(|claim| {
            let verdict = library.verdict(claim)?;
            Ok(Judged {
                id: &claim.id,
                name: &claim.name,
                statement: &claim.statement,
                answer: verdict.answer.word(),
                certainty: verdict.certainty.word(),
                sentence: verdict.sentence.to_string(),
                added: library.added_to(claim),
            })
        })
        .collect()
}

pub(super) fn text(judged: &[Judged<'_>]) -> anyhow::Result<String> {
    let mut text = String::new();
    for claim in judged {
        let certainty = claim.certainty.replace('_', " ");
        let added = match claim.added {
            0 => String::new(),
            added => format!(" [with {} of yours]", number::count(added, "row", "rows")),
        };
        writeln!(
            text,
            "{}  {:<8} {certainty:<9} {}{added}",
            claim.id, claim.answer, claim.statement
        )?;
    }
    Ok(text)
}
