//! Claims: statements that can be graded, with the evidence and the words for each.

use serde::{Deserialize, Serialize, Serializer};
use toml::Spanned;

use crate::{
    effect::Measure,
    error::Error,
    place::{self, Place},
};

/// What the evidence says to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The claim holds.
    Yes,
    /// It does not: no effect that matters.
    No,
    /// The main evidence is split, or holds under a condition.
    Depends,
    /// The evidence cannot tell.
    Unknown,
}

/// Confidence in the answer given, after GRADE; lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// We do not know; the truth is likely different.
    VeryLow,
    /// The truth may be different.
    Low,
    /// The truth is probably close.
    Moderate,
    /// The truth is close.
    High,
}

impl Says {
    /// The one written so in files.
    pub(crate) fn named(word: &str) -> Option<Self> {
        match word {
            "supports" => Some(Self::Supports),
            "against" => Some(Self::Against),
            "unclear" => Some(Self::Unclear),
            "context" => Some(Self::Context),
            _ => None,
        }
    }
}

impl Role {
    /// The one written so in files.
    pub(crate) fn named(word: &str) -> Option<Self> {
        match word {
            "main" => Some(Self::Main),
            "also" => Some(Self::Also),
            "sensitivity" => Some(Self::Sensitivity),
            _ => None,
        }
    }
}

impl Answer {
    /// The word used in files and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Depends => "depends",
            Self::Unknown => "unknown",
        }
    }
}

impl Certainty {
    /// The word used in files and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::VeryLow => "very_low",
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        }
    }

    /// `levels` steps up (positive) or down (negative), within the scale.
    #[must_use]
    pub fn stepped(self, levels: i32) -> Self {
        match (self as i32).saturating_add(levels) {
            ..=0 => Self::VeryLow,
            1 => Self::Low,
            2 => Self::Moderate,
            3.. => Self::High,
        }
    }
}

/// A reason to trust the answer more or less.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Which of GRADE's domains.
    pub domain: Domain,
    /// Levels moved; negative is down.
    pub levels: i8,
    /// Why, in plain words.
    pub why: String,
}

/// GRADE's reasons to move a rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Domain {
    /// Flaws in how the studies were done.
    RiskOfBias,
    /// Too few people, or too wide an interval.
    Imprecision,
    /// Studies disagree.
    Inconsistency,
    /// Not quite the people, exercise or outcome asked about.
    Indirectness,
    /// Studies likely missing.
    PublicationBias,
}

impl Domain {
    /// The word used in files and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::RiskOfBias => "risk_of_bias",
            Self::Imprecision => "imprecision",
            Self::Inconsistency => "inconsistency",
            Self::Indirectness => "indirectness",
            Self::PublicationBias => "publication_bias",
        }
    }
}

/// The sign of an estimate that would support the claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    /// A rise supports the claim.
    Positive,
    /// A fall supports it.
    Negative,
}

impl Sign {
    /// Times which an estimate is positive when it supports the claim.
    pub fn factor(self) -> f64 {
        match self {
            Self::Positive => 1.0,
            Self::Negative => -1.0,
        }
    }
}

/// What the answer is computed from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Basis {
    /// Our own pool of study rows.
    Pool {
        /// Study keys.
        rows: Vec<String>,
        /// Scale on which they are pooled.
        #[serde(serialize_with = "measure_word")]
        measure: Measure,
        /// Sign that supports the claim.
        favours: Sign,
        /// Smallest effect that matters, in `unit`.
        smallest: f64,
        /// Unit of `smallest` and of the size shown.
        unit: String,
        /// Why that is the smallest effect that matters.
        why: String,
        /// What the number is the size of.
        of: String,
        /// Key of a published pool of the same question, shown beside ours.
        published: Option<String>,
    },
    /// One published estimate with its interval.
    Synthesis {
        /// Synthesis key.
        row: String,
        /// Sign that supports the claim.
        favours: Sign,
        /// Smallest effect that matters, in `unit`.
        smallest: f64,
        /// Unit of `smallest` and of the size shown.
        unit: String,
        /// Why that is the smallest effect that matters.
        why: String,
        /// What the number is the size of.
        of: String,
    },
    /// What each main row found, where no interval can be computed.
    Findings,
    /// Other claims' answers.
    Follows {
        /// The answer when all of `claims` hold.
        answer: Answer,
        /// The answers it rests on.
        claims: Vec<Premise>,
    },
    /// Textbook biology that no trial tests.
    Textbook {
        /// What the textbook says.
        answer: Answer,
    },
}

/// An answer of another claim that must hold.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Premise {
    /// Claim id.
    pub id: String,
    /// Its required answer.
    pub answer: Answer,
}

/// How a row bears on a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// It found what the claim says.
    Supports,
    /// It did not.
    Against,
    /// It cannot tell.
    Unclear,
    /// It is shown for the reader, not counted.
    Context,
}

/// Whether a row decides, or is shown beside those that do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Decides the answer.
    #[default]
    Main,
    /// Shown; dissent when it contradicts the answer.
    Also,
    /// Shown to tell how much the instrument or the choice of data matters.
    Sensitivity,
}

/// One row's bearing on a claim.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Key of a study or synthesis.
    pub row: String,
    /// What it says to the claim.
    pub says: Says,
    /// Whether it decides.
    #[serde(default)]
    pub role: Role,
}

impl Item {
    /// Whether the row is among those that decide.
    pub fn decides(&self) -> bool {
        self.role == Role::Main && self.says != Says::Context
    }
}

/// How the certainty is reached.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Where it starts; absent where it starts from the claims it follows.
    pub start: Option<Certainty>,
    /// Why it starts there.
    #[serde(default)]
    pub start_why: String,
    /// What moves it.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// The claim's own words, filled into the sentence table.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Noun phrase, lower case.
    pub subject: String,
    /// Whether the subject is plural.
    pub plural: bool,
    /// Bare verb phrase: "take fat off your belly".
    pub base: String,
    /// The same, agreeing with the subject.
    pub does: String,
    /// What "makes little or no difference to …" ends with, where that reads well.
    pub object: Option<String>,
    /// Whether the sentence stands without an opening yes or no, where people ask it both ways round.
    #[serde(default)]
    pub bare: bool,
}

/// A statement that can be graded.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// `C01` …
    pub id: String,
    /// Short name in kebab case.
    pub name: String,
    /// What is claimed.
    pub statement: String,
    /// In whom.
    pub population: String,
    /// Doing what.
    pub intervention: String,
    /// Compared with what.
    pub comparator: String,
    /// Judged by what.
    pub outcome: String,
    /// The long answer's set of sections, where a claim is part of a larger story.
    pub story: Option<String>,
    /// The body region it is about, where it is about one.
    pub depot: Option<String>,
    /// The rows that bear on it.
    pub evidence: Vec<Item>,
    /// Claims that say what to do instead.
    pub instead: Vec<String>,
    /// Claims often confused with it, or going deeper.
    pub see_also: Vec<String>,
    /// What this claim's evidence says to do, as an imperative.
    pub advice: Option<String>,
    /// Ends a "yes" or "it depends" sentence.
    pub condition: Option<String>,
    /// Where common advice errs or is dated.
    pub correction: Option<String>,
    /// What study would change the answer.
    pub would_change: String,
    /// What the answer is computed from.
    pub basis: Basis,
    /// How the certainty is reached.
    pub grade: Grade,
    /// The claim's own words.
    pub words: Words,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands every field over by reference"
)]
fn measure_word<S: Serializer>(measure: &Measure, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(measure.word())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    claim: Vec<Spanned<Claim>>,
}

/// Reads one file of claims, each with the place it starts at.
///
/// # Errors
/// [`Error::Toml`] with the line where the text leaves the schema.
pub(crate) fn parse(file: &'static str, text: &str) -> Result<Vec<(Place, Claim)>, Error> {
    let File { claim } = place::toml(file, text)?;
    let placed = |claim: Spanned<Claim>| {
        let place = Place::at(file, text, claim.span().start);
        (place, claim.into_inner())
    };
    Ok(claim.into_iter().map(placed).collect())
}
