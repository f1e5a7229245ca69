//! The one place that decides how a failure looks: its words, its hint and its exit code.

use std::{error::Error, fmt, process::ExitCode};

/// Exit codes of the contract: done, a valid negative answer, bad input, our fault.
pub(crate) const DONE: u8 = 0;
pub(crate) const NEGATIVE: u8 = 1;
pub(crate) const BAD_INPUT: u8 = 2;
const OUR_FAULT: u8 = 3;

/// Input that was refused, with what to do about it.
#[derive(Debug)]
pub(crate) struct Refusal {
    message: String,
    hint: Option<String>,
}

impl Refusal {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
        }
    }

    pub(crate) fn with_hint(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: Some(hint.into()),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Refusal {}

/// The text for stderr and the exit code.
pub(crate) fn failure(error: &anyhow::Error) -> (String, ExitCode) {
    let mut text = format!("error: {error}\n");
    for cause in error.chain().skip(1) {
        for line in cause.to_string().lines() {
            text.push_str("  ");
            text.push_str(line);
            text.push('\n');
        }
    }
    if let Some(hint) = hint(error) {
        text.push_str("\nhint: ");
        text.push_str(&hint);
        text.push('\n');
    }
    (text, ExitCode::from(code(error)))
}

fn code(error: &anyhow::Error) -> u8 {
    let is_input = error.is::<Refusal>()
        || error.chain().any(|cause| {
            cause.is::<Refusal>()
                || cause.is::<spotcheck_model::Error>()
                || cause.is::<spotcheck_question::Error>()
                || cause.is::<toml::de::Error>()
                || cause.is::<serde_json::Error>()
                || cause.is::<csv::Error>()
        });
    // The evidence is ours: when it does not compute, the person at the keyboard did nothing wrong.
    if is_input { BAD_INPUT } else { OUR_FAULT }
}

fn hint(error: &anyhow::Error) -> Option<String> {
    // Through the error itself: a context is not among the links of its chain.
    let refusal = error.downcast_ref::<Refusal>();
    refusal
        .and_then(|refusal| refusal.hint.clone())
        .or_else(|| hint_of_cause(error))
}

fn hint_of_cause(error: &anyhow::Error) -> Option<String> {
    Some(
        if error.chain().any(<dyn Error>::is::<spotcheck_question::Error>) {
            "ask in a sentence or two, as in: spotcheck ask \"do crunches burn belly fat?\""
        } else if error.chain().any(<dyn Error>::is::<spotcheck_model::Error>) {
            "height is in cm, weight and fat in kg, age in years; `spotcheck why` lists the model's numbers"
        } else if code(error) == OUR_FAULT {
            "this is our mistake; please report it with the command you ran"
        } else {
            return None;
        }
        .to_owned(),
    )
}
