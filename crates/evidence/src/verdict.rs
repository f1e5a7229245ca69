//! Verdicts: answer, certainty and size, computed from the rows each time they are asked for.

use std::collections::BTreeMap;

use crate::{
    Answer, Basis, Certainty, Claim, Library, Study,
    claim::{Item, Premise, Role, Says, Sign, Step},
    error::Error,
    library::Row,
    size::{Sized, read, whole},
    wording::{Shade, sentence},
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
    pub sentence: String,
    /// The number behind it, and what it was computed from.
    pub sized: Sized,
    /// Studies and people behind the answer.
    pub weight: Weight,
    /// Keys of rows that contradict the answer, other tools on the same people aside.
    pub dissent: Vec<String>,
    /// Rows that newer ones replaced, with their replacements.
    pub superseded: Vec<(String, String)>,
}

/// How much evidence an answer rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weight {
    /// Groups of people counted once each, and trials of published pools.
    pub studies: u32,
    /// Published pools that do not say, or whose record does not show, how many trials they hold.
    pub analyses: u32,
    /// People, where every study says how many.
    pub people: Option<u32>,
}

impl Library {
    /// Computes a claim's verdict from the rows as they are now.
    ///
    /// # Errors
    /// Those of computing and pooling effects.
    pub fn verdict(&self, claim: &Claim) -> Result<Verdict, Error> {
        let sized = self.size(claim)?;
        let (answer, slight) = self.answer(claim, &sized)?;
        let start = self.start(claim)?;
        let certainty = claim
            .grade
            .steps
            .iter()
            .fold(start, |level, step| level.stepped(step.levels));
        let leaning = answer == Answer::Unknown && leans(claim, &sized);
        let shade = Shade { slight, leaning };
        Ok(Verdict {
            claim: claim.id.clone(),
            answer,
            certainty,
            start,
            steps: claim.grade.steps.clone(),
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

    fn answer(&self, claim: &Claim, sized: &Sized) -> Result<(Answer, bool), Error> {
        Ok(match &claim.basis {
            Basis::Pool {
                favours, smallest, ..
            }
            | Basis::Synthesis {
                favours, smallest, ..
            } => sized
                .size
                .as_ref()
                .map_or((Answer::Unknown, false), |size| {
                    read(size.estimate, size.ci, *favours, *smallest)
                }),
            Basis::Findings => (tally(&claim.evidence), false),
            Basis::Textbook { answer } => (*answer, false),
            Basis::Follows { answer, claims } => {
                let holds = self.all_hold(claim, claims)?;
                (if holds { *answer } else { Answer::Unknown }, false)
            }
        })
    }

    fn all_hold(&self, claim: &Claim, premises: &[Premise]) -> Result<bool, Error> {
        for premise in premises {
            if self.followed(claim, &premise.id)?.answer != premise.answer {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn start(&self, claim: &Claim) -> Result<Certainty, Error> {
        let Basis::Follows { claims, .. } = &claim.basis else {
            return Ok(claim.grade.start.unwrap_or(Certainty::VeryLow));
        };
        claims.iter().try_fold(Certainty::High, |least, premise| {
            Ok(least.min(self.followed(claim, &premise.id)?.certainty))
        })
    }

    fn followed(&self, claim: &Claim, id: &str) -> Result<Verdict, Error> {
        let premise = self.claim(id).ok_or_else(|| Error::DanglingKey {
            file: "claims",
            line: 0,
            key: format!("{} (followed by {})", id, claim.id),
            wanted: "claim",
        })?;
        self.verdict(premise)
    }

    fn weight(&self, claim: &Claim, sized: &Sized) -> Weight {
        if let Some(size) = &sized.size {
            let (studies, analyses) = size.k.map_or((0, 1), |k| (k, 0));
            return Weight {
                studies,
                analyses,
                people: size.participants,
            };
        }
        let rows = claim.evidence.iter().filter(|item| counts(item));
        let mut cohorts: BTreeMap<&str, Option<u32>> = BTreeMap::new();
        let (mut trials, mut analyses) = (0, 0);
        for row in rows.filter_map(|item| self.row(&item.row)) {
            match row {
                Row::Study(study) => count_people(&mut cohorts, study),
                Row::Synthesis(row) if row.k.is_none() && row.is_pool() => analyses += 1,
                Row::Synthesis(row) => trials += row.k.unwrap_or(1),
            }
        }
        let people = if trials + analyses == 0 {
            cohorts.values().copied().sum()
        } else {
            None
        };
        Weight {
            studies: trials + u32::try_from(cohorts.len()).unwrap_or(u32::MAX),
            analyses,
            people,
        }
    }

    fn superseded(&self, claim: &Claim) -> Vec<(String, String)> {
        let replaced = |item: &Item| match self.row(&item.row)? {
            Row::Synthesis(row) => Some((row.key.clone(), row.superseded_by()?.to_owned())),
            Row::Study(_) => None,
        };
        claim.evidence.iter().filter_map(replaced).collect()
    }
}

/// Counts a study's people once for each cohort; several rows of one cohort are the same people.
fn count_people<'a>(cohorts: &mut BTreeMap<&'a str, Option<u32>>, study: &'a Study) {
    for cohort in study.cohorts() {
        let people = cohorts.entry(cohort).or_default();
        *people = (*people).max(study.n.and_then(whole));
    }
}

/// Whether a row is among those that decide.
fn counts(item: &Item) -> bool {
    item.role == Role::Main && item.says != Says::Context
}

/// The answer of findings that give no interval: agreement, a split, or nothing to go by.
fn tally(evidence: &[Item]) -> Answer {
    let any = |says| {
        evidence
            .iter()
            .any(|item| counts(item) && item.says == says)
    };
    match (any(Says::Supports), any(Says::Against)) {
        (true, true) => Answer::Depends,
        (true, false) => Answer::Yes,
        (false, true) => Answer::No,
        (false, false) => Answer::Unknown,
    }
}

/// Whether the few effects that could not be pooled all point the claim's way.
fn leans(claim: &Claim, sized: &Sized) -> bool {
    let Basis::Pool { favours, .. } = &claim.basis else {
        return false;
    };
    let points = |estimate: f64| match favours {
        Sign::Positive => 0.0 < estimate,
        Sign::Negative => estimate < 0.0,
    };
    !sized.side_by_side.is_empty()
        && sized
            .side_by_side
            .iter()
            .all(|effect| points(effect.estimate))
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
