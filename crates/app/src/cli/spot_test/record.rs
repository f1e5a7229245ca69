//! What was measured in a test and how it was planned, whether a file or the store tells it.

use spotcheck_engine::spot_test::{self, Measurement, Question, Reading, Tool};
use spotcheck_model::Parameters;

/// The largest girth anybody measures, mm.
const MOST_MM: f64 = 3000.0;

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

/// What cannot be in a measurement, by the name of its column.
pub(super) fn problem(measurement: &Measurement) -> Option<(&'static str, &'static str)> {
    let is_length = |mm: f64| 0.0 < mm && mm <= MOST_MM;
    let is_weight = |kg: f64| 0.0 < kg && kg.is_finite();
    let is_time = |h: f64| 0.0 <= h && h.is_finite();
    if !is_length(measurement.value_mm) {
        Some((
            "value",
            "a thickness or girth in mm is above 0 and at most 3000",
        ))
    } else if !measurement.weight_kg.is_none_or(is_weight) {
        Some(("weight_kg", "a weight is above zero"))
    } else if !measurement.rest_h.is_none_or(is_time) {
        Some(("rest_h", "hours since training are 0 or more"))
    } else {
        None
    }
}
