//! A saved state of the evidence: every verdict with the hash of its inputs and the engine that computed
//! it, and the inputs themselves, so that it can be computed again to the same bytes.

mod fingerprint;
mod flip;

use serde::{Deserialize, Serialize};

pub use fingerprint::{ENGINE, sha256};
pub use flip::{Flip, Turn};

use crate::{
    BUILT_IN, Library, Texts,
    error::Error,
    overlay::Addition,
    records::{Fault, Refused},
};

/// A text with the name it goes by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// File name of a built-in text, or id of an addition.
    pub name: String,
    /// The text.
    pub text: String,
}

/// The texts that verdicts are computed from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "each is named after its file below data/evidence"
)]
pub struct Inputs {
    pub registry: String,
    pub sources: String,
    pub studies: String,
    pub syntheses: String,
    pub claims: Vec<Named>,
    /// What a user added, in the order it was added.
    pub additions: Vec<Named>,
}

/// The number behind a verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// Best estimate.
    pub estimate: f64,
    /// Lower end of its interval.
    pub lo: f64,
    /// Upper end of its interval.
    pub hi: f64,
    /// Unit of all three.
    pub unit: String,
    /// Studies or trials.
    pub k: Option<u32>,
}

/// One verdict as it was computed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// Claim id.
    pub claim: String,
    /// Yes, no, depends or unknown.
    pub answer: String,
    /// High, moderate, low or very low, as JSON spells it.
    pub certainty: String,
    /// The answer as a sentence.
    pub sentence: String,
    /// The number behind it.
    pub size: Option<Number>,
    /// Rows without any one of which it would be another.
    pub flips: Vec<String>,
    /// SHA-256 of what it was computed from, in hexadecimal.
    pub inputs: String,
    /// The engine that computed it.
    pub engine: String,
}

/// A whole state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The engine that computed it.
    pub engine: String,
    /// What it was computed from.
    pub inputs: Inputs,
    /// Every verdict, by claim.
    pub verdicts: Vec<Recorded>,
}

/// Why a state cannot be computed.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The built-in part of its inputs does not load, or a verdict cannot be computed.
    #[error("the evidence of this state cannot be computed")]
    Evidence(#[from] Error),
    /// One of its additions does not join.
    #[error("addition {id} of this state does not join its evidence")]
    Addition {
        /// Its id.
        id: String,
        /// What is wrong with it.
        source: Refused,
    },
}

/// How a verdict differs between two states; each side is absent where it has no such claim.
#[derive(Debug, Clone, Copy)]
pub struct Difference<'a> {
    /// In the first state.
    pub before: Option<&'a Recorded>,
    /// In the second.
    pub after: Option<&'a Recorded>,
}

impl Inputs {
    /// The built-in texts with what a user added to them.
    pub fn built_in(additions: Vec<Named>) -> Self {
        let named = |(name, text): &(&str, &str)| Named {
            name: (*name).to_owned(),
            text: (*text).to_owned(),
        };
        Self {
            registry: BUILT_IN.registry.to_owned(),
            sources: BUILT_IN.sources.to_owned(),
            studies: BUILT_IN.studies.to_owned(),
            syntheses: BUILT_IN.syntheses.to_owned(),
            claims: BUILT_IN.claims.iter().map(named).collect(),
            additions,
        }
    }

    /// The library they make.
    ///
    /// # Errors
    /// [`StateError`], naming the text that is at fault.
    pub fn library(&self) -> Result<Library, StateError> {
        let known = |name: &str| {
            let mut names = BUILT_IN.claims.iter().map(|(name, _)| *name);
            names.find(|known| *known == name).unwrap_or("claims")
        };
        let claims: Vec<(&'static str, &str)> = self
            .claims
            .iter()
            .map(|claims| (known(&claims.name), claims.text.as_str()))
            .collect();
        let mut library = Library::parse(Texts {
            registry: &self.registry,
            sources: &self.sources,
            studies: &self.studies,
            syntheses: &self.syntheses,
            claims: &claims,
        })?;
        for Named { name, text } in &self.additions {
            let addition = Addition::from_toml(text);
            addition
                .and_then(|addition| library.extend(name, &addition).map(drop))
                .map_err(|source| StateError::Addition {
                    id: name.clone(),
                    source,
                })?;
        }
        Ok(library)
    }
}

impl State {
    /// Computes every verdict of `inputs`.
    ///
    /// # Errors
    /// [`StateError`], naming what cannot be computed.
    pub fn of(inputs: Inputs) -> Result<Self, StateError> {
        let library = inputs.library()?;
        let verdicts = library.recorded()?;
        Ok(Self {
            engine: ENGINE.to_owned(),
            inputs,
            verdicts,
        })
    }

    /// The same inputs, computed now.
    ///
    /// # Errors
    /// As [`State::of`].
    pub fn replayed(&self) -> Result<Self, StateError> {
        Self::of(self.inputs.clone())
    }

    /// Reads a saved state.
    ///
    /// # Errors
    /// [`Fault::Json`] where it is none.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Fault> {
        serde_json::from_slice(bytes).map_err(Fault::Json)
    }

    /// The bytes it is saved as.
    ///
    /// # Panics
    /// Never: text and finite numbers have a form in JSON.
    pub fn to_json(&self) -> String {
        let mut text =
            serde_json::to_string_pretty(self).expect("text and numbers have a form in JSON");
        text.push('\n');
        text
    }

    /// The verdicts that differ from those of a later state.
    pub fn differences<'a>(&'a self, later: &'a Self) -> Vec<Difference<'a>> {
        differences(&self.verdicts, &later.verdicts)
    }
}

/// The verdicts that differ between two lists, in the order of the claims.
pub fn differences<'a>(earlier: &'a [Recorded], later: &'a [Recorded]) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    for before in earlier {
        let after = later.iter().find(|after| after.claim == before.claim);
        if after != Some(before) {
            let before = Some(before);
            found.push(Difference { before, after });
        }
    }
    let is_new = |after: &&Recorded| earlier.iter().all(|before| before.claim != after.claim);
    found.extend(later.iter().filter(is_new).map(|after| Difference {
        before: None,
        after: Some(after),
    }));
    found
}

impl Library {
    /// Every verdict as a state records it.
    ///
    /// # Errors
    /// Those of [`Library::verdict`].
    pub fn recorded(&self) -> Result<Vec<Recorded>, Error> {
        let recorded = self.claims().map(|claim| {
            let verdict = self.verdict(claim)?;
            let flips = self.flips(claim, &verdict)?;
            Ok(Recorded {
                claim: claim.id.clone(),
                answer: verdict.answer.word().to_owned(),
                certainty: verdict.certainty.word().to_owned(),
                sentence: verdict.sentence.to_string(),
                size: verdict.sized.size.map(|size| Number {
                    estimate: size.estimate,
                    lo: size.ci.lo,
                    hi: size.ci.hi,
                    unit: size.unit,
                    k: size.k,
                }),
                flips: flips.into_iter().map(|flip| flip.row).collect(),
                inputs: self.fingerprint(claim),
                engine: ENGINE.to_owned(),
            })
        });
        recorded.collect()
    }

    /// The form in which verdicts are accepted: `claim,answer,certainty,inputs,engine`.
    ///
    /// # Errors
    /// Those of [`Library::verdict`].
    pub fn accepted_form(&self) -> Result<String, Error> {
        let mut text = String::from("claim,answer,certainty,inputs,engine\n");
        for claim in self.claims() {
            let verdict = self.verdict(claim)?;
            let (answer, certainty) = (verdict.answer.word(), verdict.certainty.word());
            let inputs = self.fingerprint(claim);
            text.push_str(&format!(
                "{},{answer},{certainty},{inputs},{ENGINE}\n",
                claim.id
            ));
        }
        Ok(text)
    }
}
