//! Which single row an answer hangs on: each is left out in turn and the verdict computed again.

use std::collections::BTreeSet;

use crate::{Answer, Basis, Claim, Library, Verdict, claim::Sign, error::Error};

/// A row without which a verdict would be another.
#[derive(Debug, Clone, PartialEq)]
pub struct Flip {
    /// The row's key.
    pub row: String,
    /// What turns.
    pub turn: Turn,
}

/// What turns when a row is left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Turn {
    /// The answer, to this one.
    Answer(Answer),
    /// The number goes, though the answer stays.
    Size,
    /// The number changes its sign.
    Sign {
        /// The estimate without the row.
        estimate: f64,
    },
    /// The estimate, or an end of its interval, crosses the smallest effect that matters or zero.
    Threshold {
        /// The estimate without the row.
        estimate: f64,
    },
}

impl Library {
    /// The rows of a claim, or of those it follows from, each of which alone turns its verdict.
    ///
    /// # Errors
    /// Those of [`Library::verdict`].
    ///
    /// # Panics
    /// On a claim of another library.
    pub fn flips(&self, claim: &Claim, verdict: &Verdict) -> Result<Vec<Flip>, Error> {
        let mut keys: Vec<&str> = Vec::new();
        let mut told = BTreeSet::new();
        for claim in [claim].into_iter().chain(self.followed(claim)) {
            let deciding = claim.evidence.iter().filter(|item| item.decides());
            keys.extend(
                deciding
                    .map(|item| item.row.as_str())
                    .filter(|key| told.insert(*key)),
            );
        }
        let mut flips = Vec::new();
        for key in keys {
            let without = self.with_rows(|row| row.key() != key);
            let left = without.claim(&claim.id).expect("only rows were left out");
            if let Some(turn) = turned(claim, verdict, &without.verdict(left)?) {
                let row = key.to_owned();
                flips.push(Flip { row, turn });
            }
        }
        Ok(flips)
    }

    fn followed(&self, claim: &Claim) -> Vec<&Claim> {
        match &claim.basis {
            Basis::Follows { claims, .. } => claims
                .iter()
                .filter_map(|premise| self.claim(&premise.id))
                .collect(),
            Basis::Pool { .. }
            | Basis::Synthesis { .. }
            | Basis::Findings
            | Basis::Textbook { .. } => Vec::new(),
        }
    }
}

fn turned(claim: &Claim, before: &Verdict, after: &Verdict) -> Option<Turn> {
    if before.answer != after.answer {
        return Some(Turn::Answer(after.answer));
    }
    let before = before.sized.size.as_ref()?;
    let Some(after) = &after.sized.size else {
        return Some(Turn::Size);
    };
    let estimate = after.estimate;
    if before.estimate.signum() != after.estimate.signum() {
        return Some(Turn::Sign { estimate });
    }
    let (Basis::Pool {
        favours, smallest, ..
    }
    | Basis::Synthesis {
        favours, smallest, ..
    }) = &claim.basis
    else {
        return None;
    };
    let place = |estimate, ci: crate::Interval| {
        [estimate, ci.lo, ci.hi].map(|value| sides(value, *favours, *smallest))
    };
    let stays = place(before.estimate, before.ci) == place(after.estimate, after.ci);
    (!stays).then_some(Turn::Threshold { estimate })
}

/// On which side of nothing and of what matters, either way, a value lies.
fn sides(value: f64, favours: Sign, smallest: f64) -> [bool; 3] {
    let value = favours.factor() * value;
    [-smallest < value, 0.0 < value, smallest <= value]
}
