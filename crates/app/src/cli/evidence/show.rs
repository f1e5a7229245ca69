//! `spotcheck evidence show`: one claim, as a page or as a document.

use std::path::Path;

use clap::Args;

use super::find;
use crate::{
    answer::{evidence_document, evidence_page, record_line},
    cli::Output,
    data,
    overlay::{Overlay, library},
};

/// Candidates that a page lists; a document has them all.
const LISTED: usize = 10;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// An id such as C07, or a name such as spot-reduction
    claim: String,
    /// One JSON document
    #[arg(long)]
    json: bool,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let library = library(data)?;
    let claim = find(&library, &options.claim)?;
    let mut candidates = match data::directory(data) {
        Some(directory) => Overlay::below(&directory).candidates()?,
        None => Vec::new(),
    };
    candidates.retain(|candidate| candidate.claim == claim.id);
    let candidates: Vec<_> = candidates
        .into_iter()
        .map(|candidate| candidate.publication)
        .collect();
    if options.json {
        return Ok(Output::done(evidence_document(
            &library,
            claim,
            &candidates,
        )?));
    }
    let mut text = evidence_page(&library, claim)?;
    if !candidates.is_empty() {
        text.push_str(
            "\nCandidates you imported, which change nothing until their figures are given\n",
        );
        for publication in candidates.iter().take(LISTED) {
            text.push_str(&record_line(publication));
        }
        if LISTED < candidates.len() {
            let more = candidates.len() - LISTED;
            text.push_str(&format!("  And {more} more: --json lists them all.\n"));
        }
    }
    Ok(Output::done(text))
}
