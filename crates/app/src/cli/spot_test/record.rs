//! What was measured in a test and how it was planned, whether a file or the store tells it.

use spotcheck_engine::spot_test::{self, Fault, Measurement, Question, Reading, Tool};
use spotcheck_model::Parameters;

/// A test as it is read.
#[derive(Debug)]
pub(super) struct Record {
    /// What was trained.
    pub(super) site: String,
    pub(super) tool: Tool,
    /// Weeks of training that were planned.
    pub(super) weeks: u32,
    /// Sessions of measuring a week that were planned.
    pub(super) per_week: u32,
    /// The least extra loss of twelve weeks that is called useful.
    pub(super) worthwhile_mm: f64,
    pub(super) measurements: Vec<Measurement>,
}

impl Record {
    /// Reads it at the looks its data have reached.
    ///
    /// # Errors
    /// What [`spot_test::read`] refuses.
    pub(super) fn reading(&self, trained_frac: Option<f64>) -> Result<Reading, spot_test::Error> {
        let question = Question {
            measurements: &self.measurements,
            tool: self.tool,
            worthwhile_mm: self.worthwhile_mm,
            weeks: self.weeks,
            per_week: self.per_week,
            trained_frac,
        };
        spot_test::read(Parameters::published(), &question)
    }
}

/// The column of a table that holds what cannot be.
pub(super) const fn column(fault: Fault) -> &'static str {
    match fault {
        Fault::Day => "day",
        Fault::Value => "value",
        Fault::Weight => "weight_kg",
        Fault::Rest => "rest_h",
    }
}
