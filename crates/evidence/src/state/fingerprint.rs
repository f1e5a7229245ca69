//! The hash of what a verdict is computed from.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{Basis, Claim, LEVEL, Library, Row, Study, Synthesis, pool::FEWEST};

/// The engine that computes verdicts, numbers and rules alike.
pub const ENGINE: &str = spotcheck_meta::ENGINE_VERSION;

/// What a verdict depends on, in the order it is hashed: compact JSON with the fields of each struct in
/// their order and numbers in their shortest form that reads back the same.
#[derive(Serialize)]
struct Canonical<'a> {
    options: Options,
    claim: &'a Claim,
    studies: Vec<&'a Study>,
    syntheses: Vec<&'a Synthesis>,
    premises: Vec<String>,
}

/// How numbers are pooled.
#[derive(Serialize)]
struct Options {
    level: f64,
    heterogeneity: &'static str,
    interval: &'static str,
    fewest: usize,
}

const OPTIONS: Options = Options {
    level: LEVEL,
    heterogeneity: "REML",
    interval: "Hartung-Knapp with a floor",
    fewest: FEWEST,
};

impl Library {
    /// SHA-256, in hexadecimal, of a claim with its rows, how they are pooled, and the same of every
    /// claim it follows from.
    ///
    /// # Panics
    /// Never: text and finite numbers have a form in JSON.
    pub fn fingerprint(&self, claim: &Claim) -> String {
        let mut canonical = Canonical {
            options: OPTIONS,
            claim,
            studies: Vec::new(),
            syntheses: Vec::new(),
            premises: Vec::new(),
        };
        for row in claim.evidence.iter().filter_map(|item| self.row(&item.row)) {
            match row {
                Row::Study(study) => canonical.studies.push(study),
                Row::Synthesis(synthesis) => canonical.syntheses.push(synthesis),
            }
        }
        if let Basis::Follows { claims, .. } = &claim.basis {
            let premises = claims.iter().filter_map(|premise| self.claim(&premise.id));
            canonical.premises = premises.map(|claim| self.fingerprint(claim)).collect();
        }
        let bytes = serde_json::to_vec(&canonical).expect("text and numbers have a form in JSON");
        sha256(&bytes)
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        digits.push_str(&format!("{byte:02x}"));
    }
    digits
}
