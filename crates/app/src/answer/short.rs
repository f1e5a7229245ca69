//! The short answer: at most 80 words, no jargon, no figure that is only recalled.

use std::collections::BTreeSet;

use spotcheck_evidence::{
    Basis, Certainty, Claim, Flag, Interval, Library, Made, Sentence, Size, Step, Verdict, Weight,
    capital,
};
use spotcheck_question::Handling;

use super::{Answer, cite, wrapped};
use crate::number;

/// Words a short answer may have.
pub(crate) const MOST_WORDS: usize = 80;

/// Pieces of advice a short answer has room for.
const MOST_ADVICE: usize = 2;

/// Claims whose calibrated probabilities differ by less are offered side by side.
const CLOSE: f64 = 0.3;

/// Units that need no explaining.
const PLAIN_UNITS: [&str; 6] = ["%", "kg", "cm", "mm", "kcal/day", "percentage points"];

/// Standardised differences in words, by Cohen's rule of thumb.
const SMALL: f64 = 0.2;
const MEDIUM: f64 = 0.5;
const LARGE: f64 = 0.8;

/// What of a claim's evidence is the reader's own, to follow when it was checked.
pub(super) fn added(library: &Library, claim: &Claim) -> String {
    match library.added_to(claim) {
        0 => String::new(),
        added => format!(", with {} you added", number::count(added, "row", "rows")),
    }
}

/// The whole short form, person included.
pub(super) fn text(answer: &Answer<'_>) -> String {
    let Some((fit, verdict)) = &answer.reached else {
        return declined(answer);
    };
    let mut text = String::new();
    let first = first(&answer.question, &verdict.sentence);
    for line in lines(answer.library, fit.claim, verdict, &first, &answer.advice()) {
        text.push_str(&wrapped("", "  ", &line));
    }
    if let Some(line) = others(answer) {
        text.push_str(&wrapped("", "  ", &line));
    }
    if let Some(personal) = &answer.personal {
        text.push('\n');
        text.push_str(&personal.text(answer.parameters));
    }
    let checked = &answer.library.registry().checked;
    let id = &fit.claim.id;
    let added = added(answer.library, fit.claim);
    text.push_str(&format!(
        "\n{id}, evidence checked {checked}{added}. `spotcheck ask --long` shows all of it. Not medical \
         advice.\n"
    ));
    text
}

/// "Not quite what you asked? …": the next claims, where the best one does not stand out.
fn others(answer: &Answer<'_>) -> Option<String> {
    let [best, second, ..] = answer.nearest.as_slice() else {
        return None;
    };
    let names = answer.nearest[1..]
        .iter()
        .map(|fit| fit.claim.name.replace('-', " "));
    (best.score - second.score < CLOSE).then(|| {
        format!(
            "Not quite what you asked? Nearby: {}.",
            names.collect::<Vec<_>>().join("; ")
        )
    })
}

/// What is said when no claim answers. Nothing about losing weight stands under a question that may
/// come from someone whom it harms.
fn declined(answer: &Answer<'_>) -> String {
    let paragraphs: &[&str] = match answer.handling {
        Handling::Unsafe => &[
            "We don't answer this one: what it seems to ask about can do lasting harm. If we misread \
             you, please ask in other words.",
            "If food, weight or exercise feels out of control, or you feel unwell, please talk to a \
             doctor or an eating-disorder helpline; if you are in danger now, call your local \
             emergency number. You deserve help, and it works.",
        ],
        Handling::Answer | Handling::OutOfScope => &[
            "That is not covered here. spotcheck answers questions about losing fat, keeping muscle \
             and changing shape. For symptoms, medicines, pregnancy or a child's weight, please ask a \
             doctor.",
        ],
    };
    let mut text: String = paragraphs
        .iter()
        .map(|text| wrapped("", "", text))
        .collect();
    if answer.handling != Handling::Unsafe {
        let topics = answer
            .nearest
            .iter()
            .map(|fit| fit.claim.name.replace('-', " "));
        let topics = topics.collect::<Vec<_>>().join(", ");
        text.push_str(&wrapped(
            "",
            "",
            &format!("Topics nearby that are: {topics}."),
        ));
    }
    text
}

/// The sentence that fits the form of a question: "how" and "which of the two" are not answered by yes
/// or no.
pub(crate) fn first(question: &str, sentence: &Sentence) -> String {
    let words: Vec<String> = question.split_whitespace().map(str::to_lowercase).collect();
    let opens = words
        .first()
        .map_or("", String::as_str)
        .trim_matches(|c: char| !c.is_alphabetic());
    let is_open = [
        "how", "why", "what", "whats", "what's", "which", "when", "where", "who", "wich", "wat",
    ]
    .contains(&opens);
    if is_open
        || words
            .iter()
            .any(|word| ["or", "vs", "versus"].contains(&word.as_str()))
    {
        sentence.statement.clone()
    } else {
        sentence.to_string()
    }
}

/// The lines of a claim's short answer, at most [`MOST_WORDS`] words together: the `first` sentence, how
/// sure, how much, and as much of dissent and `advice` as fits.
pub(crate) fn lines(
    library: &Library,
    claim: &Claim,
    verdict: &Verdict,
    first: &str,
    advice: &[&str],
) -> Vec<String> {
    let mut lines = vec![first.to_owned(), how_sure(claim, verdict)];
    lines.extend(how_much(claim, verdict));
    lines.extend(dissenters(library, verdict));
    let room = MOST_WORDS.saturating_sub(words(&lines));
    let what_to_do = (1..=advice.len().min(MOST_ADVICE))
        .rev()
        .map(|count| format!("What to do: {}", advice[..count].join(" ")))
        .find(|line| line.split_whitespace().count() <= room);
    lines.extend(what_to_do);
    lines
}

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
        statements,
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
    if 0 < statements {
        parts.push(number::count(
            statements as usize,
            "guideline",
            "guidelines",
        ));
    }
    if let Some(people) = people.filter(|people| 0 < *people) {
        parts.push(number::count(people as usize, "person", "people"));
    }
    parts.join(", ")
}

/// "How much: waist for each extra half hour of cardio a week, −0.56 cm (likely −0.67 to −0.45)."
fn how_much(claim: &Claim, verdict: &Verdict) -> Option<String> {
    let (Basis::Pool { smallest, .. } | Basis::Synthesis { smallest, .. }) = &claim.basis else {
        return None;
    };
    let size = verdict
        .sized
        .size
        .as_ref()
        .filter(|size| size.flag != Flag::Recalled)?;
    let amount = if size.unit == "SD" {
        in_words(size.estimate, size.ci, *smallest).to_owned()
    } else if PLAIN_UNITS.contains(&size.unit.as_str()) {
        let ends = [size.estimate, size.ci.lo, size.ci.hi];
        // Tens and more are not known to a decimal.
        let is_large = ends.iter().all(|value| 10.0 <= value.abs());
        let show = |value| {
            if is_large {
                number::signed(value, 0)
            } else {
                shown(size, value)
            }
        };
        format!(
            "{} {} (likely {})",
            show(size.estimate),
            size.unit,
            number::range(size.ci, show)
        )
    } else {
        return None;
    };
    Some(format!("How much: {}, {amount}.", size.of))
}

/// "+0.95 % (−3.5 to +5.4)".
pub(crate) fn measured(size: &Size) -> String {
    let show = |value| shown(size, value);
    format!(
        "{} {} ({})",
        show(size.estimate),
        size.unit,
        number::range(size.ci, show)
    )
}

/// A published figure with its printed digits, ours with the two it bears.
fn shown(size: &Size, value: f64) -> String {
    match size.made {
        Made::Published => number::as_printed(value, &[size.estimate, size.ci.lo, size.ci.hi]),
        Made::Computed => number::two_digits(value),
    }
}

/// A standardised difference in words; `smallest` is the smallest that matters.
fn in_words(estimate: f64, ci: Interval, smallest: f64) -> &'static str {
    let crosses_zero = ci.lo <= 0.0 && 0.0 <= ci.hi;
    if crosses_zero && smallest <= ci.lo.abs().max(ci.hi.abs()) {
        return "more than these studies can tell";
    }
    match (estimate.abs(), estimate < 0.0) {
        (size, _) if size < SMALL => "too small to notice",
        (size, true) if size < MEDIUM => "a small fall",
        (size, false) if size < MEDIUM => "a small rise",
        (size, true) if size < LARGE => "a medium fall",
        (size, false) if size < LARGE => "a medium rise",
        (_, true) => "a large fall",
        (_, false) => "a large rise",
    }
}

/// "2 sources disagree: see `--long`."
fn dissenters(library: &Library, verdict: &Verdict) -> Option<String> {
    let rows = verdict.dissent.iter().filter_map(|key| library.row(key));
    let names: BTreeSet<String> = rows
        .filter(|row| row.flag() != Flag::Recalled)
        .map(|row| cite::short(library, row))
        .collect();
    match names.len() {
        0 => None,
        1 => names
            .first()
            .map(|name| format!("One source disagrees: {name}.")),
        many => Some(format!("{many} sources disagree: see `--long`.")),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_question_is_not_answered_by_yes_or_no() {
        let sentence = Sentence {
            opening: Some("Yes".to_owned()),
            statement: "It helps.".to_owned(),
        };
        for (question, expected) in [
            ("does it help?", "Yes. It helps."),
            ("How much does it help?", "It helps."),
            ("whats better", "It helps."),
            ("diet or exercise?", "It helps."),
            ("I think it helps", "Yes. It helps."),
        ] {
            assert_eq!(first(question, &sentence), expected, "{question}");
        }
    }

    #[test]
    fn every_short_answer_is_short_and_gives_the_reader_something_to_do() {
        let library = Library::built_in().expect("the built-in evidence is sound");
        for claim in library.claims() {
            let verdict = library.verdict(claim).expect("computes");
            let advice: Vec<&str> = advice(&library, claim).collect();
            let lines = lines(
                &library,
                claim,
                &verdict,
                &verdict.sentence.to_string(),
                &advice,
            );
            let count = words(&lines);
            assert!(
                count <= MOST_WORDS,
                "{}: {count} words\n{}",
                claim.id,
                lines.join("\n")
            );
            let advised = lines.iter().any(|line| line.starts_with("What to do: "));
            assert!(
                advised,
                "{}: no advice fits\n{}",
                claim.id,
                lines.join("\n")
            );
        }
    }
}
