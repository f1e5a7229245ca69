//! A page of text being written: lines, items, headings, and what has been told already.

use std::collections::BTreeSet;

use spotcheck_evidence::{Claim, Library, Verdict, sanity::Finding};

use super::{short, wrapped};

/// A page being written, with the rows it has told already.
pub(super) struct Page<'a> {
    pub(super) library: &'a Library,
    pub(super) text: String,
    pub(super) told: BTreeSet<String>,
    /// Doubts about rows that nobody has acknowledged.
    pub(super) doubts: Vec<Finding>,
    /// Whether a gate keeps advice from the reader.
    pub(super) withholds_advice: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(library: &'a Library) -> Self {
        Self {
            library,
            text: String::new(),
            told: BTreeSet::new(),
            doubts: library.open_findings(),
            withholds_advice: false,
        }
    }

    pub(super) fn line(&mut self, text: &str) {
        self.text.push_str(&wrapped("", "  ", text));
    }

    pub(super) fn item(&mut self, text: &str) {
        self.text.push_str(&wrapped("  ", "    ", text));
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn heading(&mut self, title: &str) {
        self.text.push_str(&format!(
            "\n{title}\n{}\n",
            "─".repeat(title.chars().count())
        ));
    }

    /// The short answer, as the page opens with it.
    pub(super) fn short(&mut self, claim: &Claim, verdict: &Verdict, first: &str, advice: &[&str]) {
        for line in short::lines(self.library, claim, verdict, first, advice) {
            self.line(&line);
        }
    }
}
