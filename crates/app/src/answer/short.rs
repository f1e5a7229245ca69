//! The short answer: at most 80 words, no jargon, no figure that is only recalled.

use spotcheck_evidence::{
    Basis, Certainty, Claim, Flag, Interval, Library, Made, Size, Step, Verdict, Weight,
};
use spotcheck_question::Handling;

use super::{Answer, cite, wrapped};
use crate::number;

/// Words a short answer may have.
pub(crate) const MOST_WORDS: usize = 80;

/// Standardised differences in words, by Cohen's rule of thumb.
const SMALL: f64 = 0.2;
const MEDIUM: f64 = 0.5;
const LARGE: f64 = 0.8;

/// The whole short form, person included.
pub(super) fn text(answer: &Answer<'_>) -> String {
    let mut text = String::new();
    match &answer.reached {
        Some((fit, verdict)) => {
            for line in lines(answer.library, fit.claim, verdict) {
                text.push_str(&wrapped("", "  ", &line));
            }
            if let Some(personal) = &answer.personal {
                text.push('\n');
                text.push_str(&personal.text());
            }
            let checked = &answer.library.registry().checked;
            let id = &fit.claim.id;
            text.push_str(&format!(
                "\n{id}, evidence checked {checked}. `spotcheck ask --long` shows all of it. Not medical advice.\n"
            ));
        }
        None => text.push_str(&declined(answer)),
    }
    text
}

/// What is said when no claim answers.
fn declined(answer: &Answer<'_>) -> String {
    let mut text = String::new();
    if answer.handling == Handling::Unsafe {
        for paragraph in [
            "We don't answer this one: what it seems to ask about can do lasting harm. If we misread \
             you, please ask in other words.",
            "If food, weight or exercise feels out of control, or you feel unwell, please talk to a \
             doctor or an eating-disorder helpline; if you are in danger now, call your local \
             emergency number. You deserve help, and it works.",
        ] {
            text.push_str(&wrapped("", "", paragraph));
        }
        text.push_str("\nWhat we can tell you about safely:\n");
    } else {
        text.push_str(&wrapped(
            "",
            "",
            "That is not covered here. spotcheck answers questions about losing fat, keeping muscle \
             and changing shape. For symptoms, medicines, pregnancy or a child's weight, please ask a \
             doctor.",
        ));
        text.push_str("\nThe nearest things we can answer:\n");
    }
    for fit in &answer.nearest {
        text.push_str(&wrapped(
            "  ",
            "       ",
            &format!("{}  {}", fit.claim.id, fit.claim.statement),
        ));
    }
    text
}

/// The lines of a claim's short answer, at most [`MOST_WORDS`] words together.
pub(crate) fn lines(library: &Library, claim: &Claim, verdict: &Verdict) -> Vec<String> {
    let mut lines = vec![verdict.sentence.clone(), how_sure(claim, verdict)];
    if let Some(size) = &verdict.sized.size
        && let Some(line) = how_much(size)
    {
        lines.push(line);
    }
    let optional = [
        dissenters(library, verdict),
        instead(library, claim, 2),
        instead(library, claim, 1),
    ];
    // The most useful lines come first; what does not fit is in the long answer.
    let mut has_instead = false;
    for line in optional.into_iter().flatten() {
        let is_instead = line.starts_with(INSTEAD);
        if is_instead && has_instead {
            continue;
        }
        if words(&lines) + words(std::slice::from_ref(&line)) <= MOST_WORDS {
            has_instead |= is_instead;
            lines.push(line);
        }
    }
    lines
}

const INSTEAD: &str = "What to do: ";

/// "How sure: moderate. 3 studies, 189 people; the trained limb was often not picked at random."
pub(crate) fn how_sure(claim: &Claim, verdict: &Verdict) -> String {
    let basis = match claim.basis {
        Basis::Textbook { .. } => "textbook biology".to_owned(),
        Basis::Follows { .. } => "it follows from other answers".to_owned(),
        Basis::Pool { .. } | Basis::Synthesis { .. } | Basis::Findings => weight(verdict),
    };
    let down = verdict.steps.iter().find(|step: &&Step| step.levels < 0);
    // Where nothing moves it down, where it starts is the reason.
    let start = Some(&claim.grade.start_why)
        .filter(|why| verdict.certainty < Certainty::High && !why.is_empty());
    let why = down.map(|step| &step.why).or(start);
    let why = why.map_or_else(String::new, |why| format!("; {why}"));
    let certainty = certainty_word(verdict.certainty);
    if basis.is_empty() {
        format!("How sure: {certainty}{}.", why.replacen("; ", ": ", 1))
    } else {
        format!("How sure: {certainty}. {}{why}.", capital(&basis))
    }
}

/// "3 studies, 189 people".
pub(crate) fn weight(verdict: &Verdict) -> String {
    let Weight {
        studies,
        analyses,
        people,
    } = verdict.weight;
    let mut parts = Vec::new();
    if 0 < studies {
        parts.push(number::count(studies as usize, "study", "studies"));
    }
    if 0 < analyses {
        parts.push(number::count(
            analyses as usize,
            "pooled analysis",
            "pooled analyses",
        ));
    }
    if let Some(people) = people.filter(|people| 0 < *people) {
        parts.push(number::count(people as usize, "person", "people"));
    }
    parts.join(", ")
}

/// "How much: the trained limb's fat, compared with the other limb: +0.95 % (−3.5 to +5.4)."
fn how_much(size: &Size) -> Option<String> {
    if size.flag == Flag::Recalled {
        return None;
    }
    let amount = if size.unit == "SD" {
        in_words(size.estimate, size.ci).to_owned()
    } else {
        measured(size)
    };
    Some(format!("How much: {}: {amount}.", size.of))
}

/// "+0.95 % (−3.5 to +5.4)": a published figure with its printed digits, ours with two.
pub(crate) fn measured(size: &Size) -> String {
    let decimals = number::printed_decimals(&[size.estimate, size.ci.lo, size.ci.hi]);
    let show = |value| match size.made {
        Made::Published => number::signed(value, decimals),
        Made::Computed => number::two_digits(value),
    };
    format!(
        "{} {} ({})",
        show(size.estimate),
        size.unit,
        number::range(size.ci, show)
    )
}

fn in_words(estimate: f64, ci: Interval) -> &'static str {
    if ci.lo <= 0.0 && 0.0 <= ci.hi && SMALL <= estimate.abs() {
        return "the studies cannot tell";
    }
    match estimate.abs() {
        size if size < SMALL => "too small to notice",
        size if size < MEDIUM => "a small difference",
        size if size < LARGE => "a medium difference",
        _ => "a large difference",
    }
}

fn dissenters(library: &Library, verdict: &Verdict) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for key in &verdict.dissent {
        let row = library
            .row(key)
            .filter(|row| row.flag() != Flag::Recalled)?;
        let name = cite::short(library, row);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let (last, others) = names.split_last()?;
    Some(if others.is_empty() {
        format!("Disagrees: {last}.")
    } else {
        format!("Disagree: {} and {last}.", others.join(", "))
    })
}

fn instead(library: &Library, claim: &Claim, most: usize) -> Option<String> {
    let advice: Vec<&str> = advice(library, claim).take(most).collect();
    (!advice.is_empty()).then(|| format!("{INSTEAD}{}", advice.join(" ")))
}

/// What to do instead, one sentence for each claim that says so.
pub(crate) fn advice<'a>(library: &'a Library, claim: &'a Claim) -> impl Iterator<Item = &'a str> {
    claim
        .instead
        .iter()
        .filter_map(|id| library.claim(id)?.advice.as_deref())
}

/// "very low" for people, where files say `very_low`.
pub(crate) fn certainty_word(certainty: Certainty) -> String {
    certainty.word().replace('_', " ")
}

pub(crate) fn words(lines: &[String]) -> usize {
    lines
        .iter()
        .map(|line| line.split_whitespace().count())
        .sum()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_short_answer_is_short_and_gives_the_reader_something_to_do() {
        let library = Library::built_in().expect("the built-in evidence is sound");
        for claim in library.claims() {
            let verdict = library.verdict(claim).expect("computes");
            let lines = lines(&library, claim, &verdict);
            let count = words(&lines);
            assert!(
                count <= MOST_WORDS,
                "{}: {count} words\n{}",
                claim.id,
                lines.join("\n")
            );
            let advised = lines.iter().any(|line| line.starts_with(INSTEAD));
            assert!(
                advised,
                "{}: no advice fits\n{}",
                claim.id,
                lines.join("\n")
            );
        }
    }
}
