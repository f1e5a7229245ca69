//! The studies behind an answer: the plot, and every row with its source.

use spotcheck_evidence::{Claim, Item, Library, Role, Says, Verdict};

use super::{WIDTH, cite, page::Page, picture::Subject, wrapped};
use crate::plot::{Letters, Terminal};

impl Page<'_> {
    /// The plot and every row: what carries the answer, what disagrees, what cannot tell.
    pub(super) fn evidence(&mut self, claim: &Claim, verdict: &Verdict) -> anyhow::Result<()> {
        self.heading("The studies");
        self.plot(claim, verdict)?;
        for (title, group) in groups(claim, verdict) {
            if group.is_empty() {
                continue;
            }
            self.line(&format!("{title}:"));
            for item in group {
                self.row(&item.row);
            }
        }
        self.corrections(claim, verdict);
        self.line(&format!(
            "What would change our mind: {}",
            claim.would_change
        ));
        Ok(())
    }

    fn plot(&mut self, claim: &Claim, verdict: &Verdict) -> anyhow::Result<()> {
        let subject = Subject {
            library: self.library,
            claim,
            verdict,
            group: None,
        };
        if let Some(forest) = subject.forest()? {
            let terminal = Terminal {
                columns: WIDTH,
                letters: Letters::Unicode,
            };
            self.text.push_str(&forest.text(terminal));
            self.blank();
        }
        Ok(())
    }

    pub(super) fn row(&mut self, key: &str) {
        let Some(row) = self.library.row(key) else {
            return;
        };
        self.told.insert(key.to_owned());
        let who = cite::who(self.library, row);
        let place = cite::place(self.library, row);
        self.item(&format!("{who}: {} {place}", row.finding()));
        if !row.caution().is_empty() {
            self.text
                .push_str(&wrapped("      but: ", "      ", row.caution()));
        }
        if let Some(check) = cite::p_check(row) {
            self.text
                .push_str(&wrapped("      we get: ", "      ", &check));
        }
    }

    /// What is often told otherwise, and what newer rows replaced.
    pub(super) fn corrections(&mut self, claim: &Claim, verdict: &Verdict) {
        if let Some(correction) = &claim.correction {
            self.line(&format!("Often told otherwise: {correction}"));
        }
        for (old, new) in &verdict.superseded {
            let name = |key: &str| {
                self.library
                    .row(key)
                    .map_or_else(|| key.to_owned(), |row| cite::short(self.library, row))
            };
            let text = format!("Superseded: {} was replaced by {}.", name(old), name(new));
            self.line(&text);
        }
    }
}

/// A claim's rows by what they do to its answer, in reading order.
pub(super) fn groups<'a>(
    claim: &'a Claim,
    verdict: &Verdict,
) -> [(&'static str, Vec<&'a Item>); 5] {
    let [carries, contradicts] = match verdict.answer {
        spotcheck_evidence::Answer::No => [Says::Against, Says::Supports],
        spotcheck_evidence::Answer::Yes
        | spotcheck_evidence::Answer::Depends
        | spotcheck_evidence::Answer::Unknown => [Says::Supports, Says::Against],
    };
    let (agree, disagree) = match verdict.answer {
        spotcheck_evidence::Answer::Yes | spotcheck_evidence::Answer::No => ("Agrees", "Disagrees"),
        spotcheck_evidence::Answer::Depends | spotcheck_evidence::Answer::Unknown => {
            ("For it", "Against it")
        }
    };
    let pick = |says: Says| -> Vec<&Item> {
        let fits = |item: &&Item| item.says == says && item.role != Role::Sensitivity;
        claim.evidence.iter().filter(fits).collect()
    };
    let sensitivity: Vec<&Item> = claim
        .evidence
        .iter()
        .filter(|item| item.role == Role::Sensitivity && item.says != Says::Context)
        .collect();
    [
        (agree, pick(carries)),
        (disagree, pick(contradicts)),
        ("With other tools, which do not decide", sensitivity),
        ("Cannot tell", pick(Says::Unclear)),
        (
            "For context",
            claim
                .evidence
                .iter()
                .filter(|item| item.says == Says::Context)
                .collect(),
        ),
    ]
}

pub(super) fn names(library: &Library, items: &[&Item]) -> String {
    let mut names: Vec<String> = Vec::new();
    for item in items {
        if let Some(row) = library.row(&item.row) {
            let name = cite::short(library, row);
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names.join(", ")
}
