//! The question matcher that the build script trained on `data/questions`.

use anyhow::Context as _;
use spotcheck_question::{Match, Matcher};

static MODEL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/matcher.bin"));

/// Matches one question.
pub(crate) fn match_question(question: &str) -> anyhow::Result<Match<'static>> {
    let matcher = Matcher::from_bytes(MODEL).context("the built-in matcher does not load")?;
    Ok(matcher.match_question(question)?)
}
