//! The example person, and one question asked for her.

use anyhow::Context as _;
use spotcheck_evidence::Library;

use crate::{
    answer::{Answer, personal::Personal},
    me::Me,
};

/// A newcomer with a desk job who has never lifted.
const ME: &str = include_str!("../../../data/demo/me.toml");
const QUESTION: &str = "how do I lose belly fat with crunches?";

/// The example person.
pub(crate) fn person() -> anyhow::Result<Me> {
    Me::parse("the example person", ME)
}

/// Asks the example question for the example person.
pub(crate) fn run() -> anyhow::Result<String> {
    let library = Library::built_in().context("the built-in evidence does not load")?;
    let me = person()?;
    let mut answer = Answer::to(&library, QUESTION)?;
    if let Some((fit, _)) = &answer.reached {
        answer.personal = Some(Personal::new(answer.parameters, &me, fit.claim, None)?);
    }
    Ok(format!(
        "An example: {} asks \"{QUESTION}\"\n\n{}\nA week to live with, for her: spotcheck plan --me data/demo/me.toml \
         \"lose belly fat\"\n",
        me.described(),
        answer.short()
    ))
}
