//! The whole answer: short form, how sure and why, what the evidence shows with dissent, why fat leaves
//! some places first, what works, takeaways, sources.

use std::collections::BTreeSet;

use spotcheck_evidence::{
    Answer as Verdicted, Banner, Basis, Claim, Flag, Item, Library, Role, Row, Says, Verdict,
};

use super::{Answer, cite, forest, personal::Personal, short, wrapped};
use crate::number;

/// The long answer; `example` stands in where no person was given.
pub(super) fn text(answer: &Answer<'_>, example: Option<&Personal>) -> anyhow::Result<String> {
    let Some((fit, verdict)) = &answer.reached else {
        return Ok(answer.short());
    };
    let mut page = Page::new(answer.library);
    page.line(&format!("You asked: {}", answer.question.trim()));
    page.blank();
    page.short(fit.claim, verdict);
    page.grading(fit.claim, verdict);
    page.evidence(fit.claim, verdict);
    if let Some(personal) = answer.personal.as_ref().or(example) {
        page.personal(personal, answer.personal.is_none());
    }
    page.story(fit.claim)?;
    page.see_also(fit.claim)?;
    page.sources();
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
    page.short(claim, &verdict);
    page.grading(claim, &verdict);
    page.evidence(claim, &verdict);
    page.see_also(claim)?;
    page.sources();
    Ok(page.text)
}

/// A page being written, with the rows it has told already.
struct Page<'a> {
    library: &'a Library,
    text: String,
    told: BTreeSet<String>,
}

impl<'a> Page<'a> {
    fn new(library: &'a Library) -> Self {
        Self {
            library,
            text: String::new(),
            told: BTreeSet::new(),
        }
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(&wrapped("", "  ", text));
    }

    fn item(&mut self, text: &str) {
        self.text.push_str(&wrapped("  ", "    ", text));
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn heading(&mut self, title: &str) {
        self.text.push_str(&format!(
            "\n{title}\n{}\n",
            "─".repeat(title.chars().count())
        ));
    }

    fn short(&mut self, claim: &Claim, verdict: &Verdict) {
        for line in short::lines(self.library, claim, verdict) {
            self.line(&line);
        }
    }

    /// Answer, certainty and size as three separate things, each with its why.
    fn grading(&mut self, claim: &Claim, verdict: &Verdict) {
        self.heading("How sure, and why");
        self.item(&format!("Answer: {}.", verdict.answer.word()));
        let certainty = short::certainty_word(verdict.certainty);
        self.item(&format!("Certainty: {certainty}."));
        let start = short::certainty_word(verdict.start);
        let why = match claim.basis {
            Basis::Follows { .. } => "the least certain of the answers it follows from".to_owned(),
            _ => claim.grade.start_why.clone(),
        };
        self.item(&format!("  starts at {start}: {why}"));
        for step in &verdict.steps {
            let domain = step.domain.word().replace('_', " ");
            let moved = match step.levels {
                0 => "noted, not moved".to_owned(),
                levels => number::signed(f64::from(levels), 0),
            };
            self.item(&format!("  {domain}, {moved}: {}", step.why));
        }
        match &verdict.sized.size {
            Some(size) => {
                self.item(&format!(
                    "Size: {}: {} [{}].",
                    size.of,
                    short::measured(size),
                    size.flag.word()
                ));
                self.item(&format!("  {}; {}", size.method, short::weight(verdict)));
            }
            None => self.item("Size: no usable figure."),
        }
        self.threshold(claim, verdict);
        self.pool(verdict);
        for banner in banners(self.library, &verdict.sized.banners) {
            self.item(&banner);
        }
    }

    fn threshold(&mut self, claim: &Claim, verdict: &Verdict) {
        if let Basis::Pool {
            smallest,
            unit,
            why,
            ..
        }
        | Basis::Synthesis {
            smallest,
            unit,
            why,
            ..
        } = &claim.basis
            && verdict.sized.size.is_some()
        {
            self.item(&format!(
                "  smallest effect that matters: {smallest} {unit} [our choice]. {why}"
            ));
        }
    }

    fn pool(&mut self, verdict: &Verdict) {
        let Some(pool) = &verdict.sized.pool else {
            return;
        };
        self.item(&format!(
            "  plain normal interval (Wald) {}; a further study would lie at {}; between-study \
             variance \u{3c4}\u{b2} {}, I\u{b2} {} %",
            number::range(pool.wald.ci, number::two_digits),
            number::range(pool.floored.pi, number::two_digits),
            number::plain(pool.floored.tau2, 2),
            number::plain(pool.floored.i2_percent, 0),
        ));
        for (r, estimate, ci) in &pool.sensitivity {
            self.item(&format!(
                "  with a before-after correlation of {r} instead: {} ({})",
                number::two_digits(*estimate),
                number::range(*ci, number::two_digits),
            ));
        }
    }

    /// The plot and every row: what carries the answer, what disagrees, what cannot tell.
    fn evidence(&mut self, claim: &Claim, verdict: &Verdict) {
        self.heading("The studies");
        if let Some(plot) = forest::plot(self.library, claim, verdict) {
            self.text.push_str(&plot);
            self.blank();
        }
        for (title, group) in groups(claim, verdict) {
            if !group.is_empty() {
                self.line(title);
                for item in group {
                    self.row(&item.row);
                }
            }
        }
        self.corrections(claim, verdict);
        self.line(&format!(
            "What would change our mind: {}",
            claim.would_change
        ));
    }

    fn row(&mut self, key: &str) {
        let Some(row) = self.library.row(key) else {
            return;
        };
        self.told.insert(key.to_owned());
        let who = cite::who(self.library, row);
        let place = cite::place(self.library, row);
        let finding = match (row.finding(), row) {
            ("", Row::Synthesis(row)) => printed(row),
            (finding, _) => finding.to_owned(),
        };
        self.item(&format!("{who}: {finding} {place}"));
        if !row.caution().is_empty() {
            self.text
                .push_str(&wrapped("      but: ", "      ", row.caution()));
        }
        if let Some(check) = cite::p_check(row) {
            self.text
                .push_str(&wrapped("      we get: ", "      ", &check));
        }
    }

    fn corrections(&mut self, claim: &Claim, verdict: &Verdict) {
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

    fn personal(&mut self, personal: &Personal, is_example: bool) {
        self.heading("What it means for a body");
        if is_example {
            self.line(&format!(
                "For an example person, {}. For you: add --me ME.toml.",
                personal.described()
            ));
        }
        self.text.push_str(&personal.long_text());
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
            for id in section.claims.iter().filter(|id| **id != claim.id) {
                if let Some(other) = library.claim(id) {
                    self.told_claim(other)?;
                }
            }
        }
        Ok(())
    }

    fn told_claim(&mut self, claim: &Claim) -> anyhow::Result<()> {
        let verdict = self.library.verdict(claim)?;
        self.line(&format!("{} {}", claim.id, verdict.sentence));
        self.item(&short::how_sure(claim, &verdict));
        if let Some(size) = &verdict.sized.size {
            self.item(&format!(
                "Size: {}: {} [{}].",
                size.of,
                short::measured(size),
                size.flag.word()
            ));
        }
        if let Some(advice) = &claim.advice {
            self.item(&format!("So: {advice}"));
        }
        for (title, group) in groups(claim, &verdict) {
            let (told, new): (Vec<&Item>, Vec<&Item>) = group
                .into_iter()
                .partition(|item| self.told.contains(&item.row));
            if !new.is_empty() {
                self.item(title);
            }
            for item in new {
                self.row(&item.row);
            }
            if !told.is_empty() {
                let names = names(self.library, &told);
                self.item(&format!("{title} also, told above: {names}."));
            }
        }
        self.corrections(claim, &verdict);
        self.blank();
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
                self.item(&format!("{id} {}. {}", other.statement, verdict.sentence));
            }
        }
        Ok(())
    }

    fn sources(&mut self) {
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
                let flag = match source.flag {
                    Flag::Verified => String::new(),
                    weaker => format!(" [{}]", weaker.word()),
                };
                self.item(&format!("{}{address}{flag}", source.citation()));
            }
        }
        self.blank();
        let checked = &self.library.registry().checked;
        self.line(&format!(
            "Evidence checked {checked}. General information, not medical advice. Where a number \
             comes from: `spotcheck why NAME`."
        ));
    }
}

/// A claim's rows by what they do to its answer, in reading order.
fn groups<'a>(claim: &'a Claim, verdict: &Verdict) -> [(&'static str, Vec<&'a Item>); 5] {
    let [carries, contradicts] = match verdict.answer {
        Verdicted::No => [Says::Against, Says::Supports],
        Verdicted::Yes | Verdicted::Depends | Verdicted::Unknown => [Says::Supports, Says::Against],
    };
    let (agree, disagree) = match verdict.answer {
        Verdicted::Yes | Verdicted::No => ("Agrees:", "Disagrees:"),
        Verdicted::Depends | Verdicted::Unknown => ("For it:", "Against it:"),
    };
    let pick = |says: Says, is_sensitivity: bool| -> Vec<&Item> {
        let fits =
            |item: &&Item| item.says == says && (item.role == Role::Sensitivity) == is_sensitivity;
        claim.evidence.iter().filter(fits).collect()
    };
    let sensitivity: Vec<&Item> = claim
        .evidence
        .iter()
        .filter(|item| item.role == Role::Sensitivity && item.says != Says::Context)
        .collect();
    [
        (agree, pick(carries, false)),
        (disagree, pick(contradicts, false)),
        ("With other tools, which do not decide:", sensitivity),
        ("Cannot tell:", pick(Says::Unclear, false)),
        (
            "For context:",
            claim
                .evidence
                .iter()
                .filter(|item| item.says == Says::Context)
                .collect(),
        ),
    ]
}

fn names(library: &Library, items: &[&Item]) -> String {
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

/// The printed estimate of a row that has no sentence of its own, as recalled rows have.
fn printed(row: &spotcheck_evidence::Synthesis) -> String {
    row.interval().map_or_else(
        || "no figure.".to_owned(),
        |(estimate, ci)| {
            let decimals = number::printed_decimals(&[estimate, ci.lo, ci.hi]);
            let show = |value| number::signed(value, decimals);
            format!(
                "{} {} ({}).",
                show(estimate),
                row.unit,
                number::range(ci, show)
            )
        },
    )
}

/// Warnings in words, each kind once.
fn banners(library: &Library, banners: &[Banner]) -> Vec<String> {
    let name = |key: &str| {
        library
            .row(key)
            .map_or_else(|| key.to_owned(), |row| cite::short(library, row))
    };
    let mut lines: Vec<String> = Vec::new();
    for banner in banners {
        let line = match banner {
            Banner::AssumedCorrelation { key, r } => {
                format!(
                    "{} prints no correlation within people; {r} is assumed [assumed].",
                    name(key)
                )
            }
            Banner::UnlabelledSpread { key } => {
                format!(
                    "{} does not say whether its \u{b1} is SD or SE; read as SD.",
                    name(key)
                )
            }
            Banner::SpreadLooksLikeSe { key, cv_frac } => format!(
                "{}: its \u{b1} is marked SD but is only {} % of the mean, as a standard error would be.",
                name(key),
                number::plain(100.0 * cv_frac, 0)
            ),
        };
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}
