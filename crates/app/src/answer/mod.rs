//! An answer: the question, the claim it reached, the verdict, and what it means for one person.

mod cite;
mod compare;
mod document;
mod grading;
mod long;
mod minutes;
mod page;
pub(crate) mod personal;
mod picture;
mod short;
mod studies;
mod wire;

use spotcheck_evidence::{Claim, Library, Verdict};
use spotcheck_model::Parameters;
use spotcheck_question::{Handling, Match};

use crate::matcher;
use personal::Personal;

pub(crate) use cite::{record_line, source as source_of};
pub(crate) use document::evidence_document;
pub(crate) use long::evidence_page;
pub(crate) use minutes::minutes_per_day;
pub(crate) use picture::{Column, Subject};
pub(crate) use short::measured;

/// Columns of text on the terminal.
const WIDTH: usize = 80;

/// A claim with how well it fits the question.
pub(crate) struct Fit<'a> {
    pub(crate) claim: &'a Claim,
    pub(crate) score: f64,
}

/// A question with what it reached.
pub(crate) struct Answer<'a> {
    pub(crate) library: &'a Library,
    pub(crate) parameters: &'a Parameters,
    pub(crate) question: String,
    pub(crate) handling: Handling,
    /// The claim that answers it; none unless `handling` is an answer.
    pub(crate) reached: Option<(Fit<'a>, Verdict)>,
    /// The three nearest claims, best first.
    pub(crate) nearest: Vec<Fit<'a>>,
    /// What it means for one person, if one was given.
    pub(crate) personal: Option<Personal>,
}

impl<'a> Answer<'a> {
    /// What the claim it reached says, in one sentence with its certainty and its name.
    pub(crate) fn sentence(&self) -> Option<String> {
        let (fit, verdict) = self.reached.as_ref()?;
        let statement = &verdict.sentence.statement;
        let sure = short::how_sure(fit.claim, verdict);
        Some(format!("{statement} {sure} ({})", fit.claim.id))
    }

    /// Matches a question and computes the verdict of the claim it reaches.
    pub(crate) fn to(library: &'a Library, question: &str) -> anyhow::Result<Self> {
        let Match {
            handling,
            best,
            nearest,
        } = matcher::match_question(question)?;
        let fit = |scored: &spotcheck_question::Scored<'_>| {
            library.claim(scored.label).map(|claim| Fit {
                claim,
                score: scored.score,
            })
        };
        let best = best
            .as_ref()
            .filter(|_| handling == Handling::Answer)
            .and_then(fit);
        let reached = match best {
            Some(fit) => {
                let verdict = library.verdict(fit.claim)?;
                Some((fit, verdict))
            }
            None => None,
        };
        Ok(Self {
            library,
            parameters: Parameters::published(),
            question: question.to_owned(),
            handling,
            reached,
            nearest: nearest.iter().filter_map(fit).collect(),
            personal: None,
        })
    }

    /// Whether a gate keeps advice from whoever asks.
    fn withholds_advice(&self) -> bool {
        self.personal.as_ref().is_some_and(Personal::is_gated)
    }

    /// What to do, unless a gate keeps that advice from this person.
    fn advice(&self) -> Vec<&str> {
        match &self.reached {
            Some((fit, _)) if !self.withholds_advice() => {
                short::advice(self.library, fit.claim).collect()
            }
            Some(_) | None => Vec::new(),
        }
    }

    /// The short answer: at most 80 words, then what it means for the person.
    pub(crate) fn short(&self) -> String {
        short::text(self)
    }

    /// The whole answer, in the order a reader wants it.
    pub(crate) fn long(&self, example: Option<&Personal>) -> anyhow::Result<String> {
        long::text(self, example)
    }

    /// The JSON document of the contract.
    pub(crate) fn wire(&self) -> wire::Answer<'_> {
        wire::Answer::from(self)
    }
}

/// `text` wrapped to the terminal, later lines indented under the first.
pub(crate) fn wrapped(first: &str, later: &str, text: &str) -> String {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(later)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut filled = textwrap::fill(text, options);
    filled.push('\n');
    filled
}
