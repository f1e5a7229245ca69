//! Verdicts: answer, certainty and size, computed from the rows each time they are asked for.

use crate::{
    Answer, Basis, Certainty, Claim, Library,
    claim::{Item, Premise, Role, Says, Sign, Step},
    effect::Effect,
    error::Error,
    library::Row,
    reading::{Reading, read},
    size::Sized,
    weight::Weight,
    wording::{Sentence, Shade, sentence},
};

/// What the evidence says to a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Claim id.
    pub claim: String,
    /// Yes, no, depends or unknown.
    pub answer: Answer,
    /// Confidence in that answer.
    pub certainty: Certainty,
    /// Where the certainty starts.
    pub start: Certainty,
    /// What moves it.
    pub steps: Vec<Step>,
    /// The answer as a sentence.
    pub sentence: Sentence,
    /// The number behind it, and what it was computed from.
    pub sized: Sized,
    /// Studies and people behind the answer.
    pub weight: Weight,
    /// Keys of rows that contradict the answer, other tools on the same people aside.
    pub dissent: Vec<String>,
    /// Rows that newer ones replaced, with their replacements.
    pub superseded: Vec<(String, String)>,
}

impl Library {
    /// Computes the verdict of one of this library's claims from the rows as they are now.
    ///
    /// # Errors
    /// Those of computing and pooling effects.
    ///
    /// # Panics
    /// On a claim of another library, when this one does not hold the claims it follows from.
    pub fn verdict(&self, claim: &Claim) -> Result<Verdict, Error> {
        let sized = self.size(claim)?;
        let premises = self.premises(claim)?;
        let Reading { answer, shade } = reading(claim, &sized, &premises);
        let followed = premises.iter().map(|premise| premise.certainty).min();
        let start = followed
            .or(claim.grade.start)
            .expect("parse checked that certainty starts somewhere");
        let steps = &claim.grade.steps;
        let certainty = start.stepped(steps.iter().map(|step| i32::from(step.levels)).sum());
        Ok(Verdict {
            claim: claim.id.clone(),
            answer,
            certainty,
            start,
            steps: steps.clone(),
            sentence: sentence(
                answer,
                certainty,
                shade,
                &claim.words,
                claim.condition.as_deref(),
            ),
            weight: self.weight(claim, &sized),
            dissent: dissent(claim, answer),
            superseded: self.superseded(claim),
            sized,
        })
    }

    /// The verdicts a claim follows from; none where it stands on its own rows.
    fn premises(&self, claim: &Claim) -> Result<Vec<Verdict>, Error> {
        let Basis::Follows { claims, .. } = &claim.basis else {
            return Ok(Vec::new());
        };
        let verdict = |premise: &Premise| {
            let followed = self.claim(&premise.id);
            self.verdict(followed.expect("parse checked every premise"))
        };
        claims.iter().map(verdict).collect()
    }

    fn superseded(&self, claim: &Claim) -> Vec<(String, String)> {
        let replaced = |item: &Item| match self.row(&item.row)? {
            Row::Synthesis(row) => Some((row.key.clone(), row.superseded_by()?.to_owned())),
            Row::Study(_) => None,
        };
        claim.evidence.iter().filter_map(replaced).collect()
    }
}

fn reading(claim: &Claim, sized: &Sized, premises: &[Verdict]) -> Reading {
    match &claim.basis {
        Basis::Pool {
            favours, smallest, ..
        }
        | Basis::Synthesis {
            favours, smallest, ..
        } => match &sized.size {
            Some(size) => read(size.estimate, size.ci, *favours, *smallest),
            None => Reading {
                answer: Answer::Unknown,
                shade: leaning(&sized.side_by_side, *favours),
            },
        },
        Basis::Findings => Reading::plain(tally(&claim.evidence)),
        Basis::Textbook { answer } => Reading::plain(*answer),
        Basis::Follows { answer, claims } => {
            let mut pairs = claims.iter().zip(premises);
            let holds = pairs.all(|(premise, verdict)| verdict.answer == premise.answer);
            Reading::plain(if holds { *answer } else { Answer::Unknown })
        }
    }
}

/// Whether two or more effects that could not be pooled all point the claim's way.
fn leaning(effects: &[Effect], favours: Sign) -> Shade {
    let points = |effect: &Effect| 0.0 < favours.factor() * effect.estimate;
    if 2 <= effects.len() && effects.iter().all(points) {
        Shade::Leaning
    } else {
        Shade::Plain
    }
}

/// The answer of findings that give no interval: agreement, a split, or nothing to go by.
fn tally(evidence: &[Item]) -> Answer {
    let says = |says| {
        let mut deciding = evidence.iter().filter(|item| item.decides());
        deciding.any(|item| item.says == says)
    };
    match (says(Says::Supports), says(Says::Against)) {
        (true, true) => Answer::Depends,
        (true, false) => Answer::Yes,
        (false, true) => Answer::No,
        (false, false) => Answer::Unknown,
    }
}

fn dissent(claim: &Claim, answer: Answer) -> Vec<String> {
    let contrary = match answer {
        Answer::Yes => Says::Against,
        Answer::No => Says::Supports,
        Answer::Depends | Answer::Unknown => return Vec::new(),
    };
    let disagrees = |item: &&Item| item.says == contrary && item.role != Role::Sensitivity;
    claim
        .evidence
        .iter()
        .filter(disagrees)
        .map(|item| item.row.clone())
        .collect()
}
