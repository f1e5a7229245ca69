//! The whole answer: short form, how sure and why, what the evidence shows with dissent, why fat leaves
//! some places first, what works, takeaways, sources.

use std::collections::BTreeSet;

use spotcheck_evidence::{Claim, Item, Library, Role, Verdict};

use super::{
    Answer, cite, document,
    page::Page,
    personal::Personal,
    short,
    studies::{groups, names},
};
use crate::number;

/// The long answer; `example` stands in where no person was given.
pub(super) fn text(answer: &Answer<'_>, example: Option<&Personal>) -> anyhow::Result<String> {
    let Some((fit, verdict)) = &answer.reached else {
        return Ok(answer.short());
    };
    let mut page = Page::new(answer.library);
    page.withholds_advice = answer.withholds_advice();
    page.line(&format!("You asked: {}", answer.question.trim()));
    page.blank();
    let first = short::first(&answer.question, &verdict.sentence);
    page.short(fit.claim, verdict, &first, &answer.advice());
    page.grading(fit.claim, verdict);
    page.evidence(fit.claim, verdict)?;
    if let Some(personal) = answer.personal.as_ref().or(example) {
        page.personal(answer, personal);
    }
    page.story(fit.claim)?;
    page.see_also(fit.claim)?;
    page.sources(fit.claim);
    Ok(page.text)
}

/// One claim's page: `evidence show`.
pub(crate) fn evidence_page(library: &Library, claim: &Claim) -> anyhow::Result<String> {
    let verdict = library.verdict(claim)?;
    let mut page = Page::new(library);
    page.line(&format!(
        "{} {}: {}.",
        claim.id, claim.name, claim.statement
    ));
    page.line(&format!("In {}; {}.", claim.population, claim.intervention));
    page.line(&format!(
        "Compared with {}; judged by {}.",
        claim.comparator, claim.outcome
    ));
    page.blank();
    let advice: Vec<&str> = short::advice(library, claim).collect();
    page.short(claim, &verdict, &verdict.sentence.to_string(), &advice);
    page.grading(claim, &verdict);
    page.evidence(claim, &verdict)?;
    page.line(&document::flips(library, claim, &verdict)?);
    page.see_also(claim)?;
    page.sources(claim);
    Ok(page.text)
}

impl Page<'_> {
    fn personal(&mut self, answer: &Answer<'_>, personal: &Personal) {
        self.heading("What it means for a body");
        if answer.personal.is_none() {
            let described = personal.described();
            self.line(&format!(
                "For an example person, {described}. For you: add --me ME.toml."
            ));
        }
        self.text
            .push_str(&personal.long_text(answer.library, answer.parameters));
    }

    /// The claims that tell the rest of the story, section by section.
    fn story(&mut self, claim: &Claim) -> anyhow::Result<()> {
        let library = self.library;
        let Some(sections) = claim
            .story
            .as_ref()
            .and_then(|name| library.registry().story.get(name))
        else {
            return Ok(());
        };
        for section in sections {
            self.heading(&section.title);
            let others = section.claims.iter().filter(|id| **id != claim.id);
            for other in others.filter_map(|id| library.claim(id)) {
                self.told_claim(other)?;
            }
        }
        Ok(())
    }

    fn told_claim(&mut self, claim: &Claim) -> anyhow::Result<()> {
        let verdict = self.library.verdict(claim)?;
        self.line(&format!("{} {}", claim.id, verdict.sentence));
        self.item(&short::how_sure(claim, &verdict));
        if let Some(size) = &verdict.sized.size {
            self.size(size);
        }
        if let Some(advice) = claim.advice.as_ref().filter(|_| !self.withholds_advice) {
            self.item(&format!("So: {advice}"));
        }
        let mut left_out = 0;
        for (title, group) in groups(claim, &verdict) {
            let (essential, rest): (Vec<&Item>, Vec<&Item>) = group
                .into_iter()
                .partition(|item| is_essential(item, &verdict));
            left_out += rest.len();
            self.told_group(claim, title, &essential)?;
        }
        if 0 < left_out {
            let rows = number::count(left_out, "more row", "more rows");
            self.item(&format!(
                "And {rows}: `spotcheck evidence show {}`.",
                claim.id
            ));
        }
        self.corrections(claim, &verdict);
        self.blank();
        Ok(())
    }

    /// Rows told here for the first time in full, the others by name.
    fn told_group(&mut self, claim: &Claim, title: &str, items: &[&Item]) -> anyhow::Result<()> {
        let (told, new): (Vec<&Item>, Vec<&Item>) =
            items.iter().partition(|item| self.told.contains(&item.row));
        if !new.is_empty() {
            self.item(&format!("{title}:"));
        }
        for item in new {
            self.row(claim, &item.row)?;
        }
        if !told.is_empty() {
            let names = names(self.library, &told);
            self.item(&format!("{title}, told above: {names}."));
        }
        Ok(())
    }

    fn see_also(&mut self, claim: &Claim) -> anyhow::Result<()> {
        if claim.see_also.is_empty() {
            return Ok(());
        }
        self.heading("Often confused with, or going deeper");
        for id in &claim.see_also {
            if let Some(other) = self.library.claim(id) {
                let verdict = self.library.verdict(other)?;
                self.item(&format!(
                    "{id} \u{201c}{}\u{201d}: {}",
                    other.statement, verdict.sentence
                ));
            }
        }
        Ok(())
    }

    fn sources(&mut self, claim: &Claim) {
        self.heading("Sources");
        let keys: BTreeSet<String> = self
            .told
            .iter()
            .filter_map(|key| self.library.row(key).map(|row| row.source().to_owned()))
            .collect();
        for key in keys {
            if let Some(source) = self.library.source(&key) {
                let address = source
                    .address()
                    .map_or_else(String::new, |address| format!(" {address}."));
                let flag = cite::weaker_flag(source.flag);
                self.item(&format!("{}{address}{flag}", source.citation()));
            }
        }
        self.blank();
        let checked = &self.library.registry().checked;
        let added = short::added(self.library, claim);
        self.line(&format!(
            "Evidence checked {checked}{added}. General information, not medical advice. Where a number \
             comes from: `spotcheck why NAME`."
        ));
    }
}

/// Whether a row belongs in another claim's story: it decides, or it disagrees.
fn is_essential(item: &Item, verdict: &Verdict) -> bool {
    item.role == Role::Main || verdict.dissent.contains(&item.row)
}
