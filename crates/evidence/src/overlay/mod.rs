//! What a user adds beside the built-in evidence: publications, rows of studies with what they bear on,
//! and candidates that await figures.

mod candidates;
mod row;
mod written;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use candidates::{Candidate, read_candidates, write_candidates};
pub(crate) use row::{BEARING_COLUMNS, Cells, SOURCE_COLUMNS, bearings, source, study};

use crate::{Role, Says, Source, Study};

/// Where and when an addition came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// When it was added, as RFC 3339 has it.
    pub added: String,
    /// The file it was read from.
    pub from: String,
}

/// What one claim gets from a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bearing {
    /// Claim id.
    pub claim: String,
    /// What the row says to it.
    pub says: Says,
    /// Whether it decides.
    #[serde(default)]
    pub role: Role,
}

/// A row of a study with what it bears on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AddedRow {
    /// The row.
    #[serde(flatten)]
    pub study: Study,
    /// The claims it bears on, at least one.
    pub bears_on: Vec<Bearing>,
}

/// Rows of studies, and the publications they come from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Addition {
    /// Where and when it came from; absent in a file that nobody has added yet.
    pub origin: Option<Origin>,
    /// Publications by key, those that the evidence holds already aside.
    pub sources: BTreeMap<String, Source>,
    /// Rows, each with the line it starts at.
    pub rows: Vec<(u64, AddedRow)>,
}
