//! What can be wrong with a request to the engine.

/// Every way in which a computation can fail. A result is never NaN: it is one of these instead.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[expect(
    clippy::error_impl_error,
    reason = "each crate has one error, and its path names the crate"
)]
#[non_exhaustive]
pub enum Error {
    /// Too few effects for what was asked.
    #[error("{k} effects are too few: this takes {least} or more")]
    TooFew {
        /// Number given.
        k: usize,
        /// Fewest that will do.
        least: usize,
    },
    /// Two inputs that go together differ in length.
    #[error("`{what}` has {found} values where there are {expected} effects")]
    Length {
        /// Which input.
        what: String,
        /// Its length.
        found: usize,
        /// The number of effects.
        expected: usize,
    },
    /// An effect or a variance is not a usable number.
    #[error(
        "effect {index} (estimate {estimate}, variance {variance}) is not finite with a positive variance"
    )]
    BadEffect {
        /// Zero-based position.
        index: usize,
        /// The estimate.
        estimate: f64,
        /// The variance.
        variance: f64,
    },
    /// A value an input cannot have.
    #[error("`{field}` of row {index} cannot be {value}: {rule}")]
    BadValue {
        /// Which input.
        field: &'static str,
        /// Zero-based position.
        index: usize,
        /// What it holds.
        value: f64,
        /// What it must be.
        rule: &'static str,
    },
    /// An effect size needs a column that was not given.
    #[error("{measure} needs `{field}`")]
    MissingField {
        /// The measure asked for.
        measure: &'static str,
        /// The column that is missing.
        field: &'static str,
    },
    /// A measure whose sampling variance is not of this kind.
    #[error("{measure} has no sampling variance of kind {vtype}")]
    Variance {
        /// The measure asked for.
        measure: &'static str,
        /// The kind of variance asked for.
        vtype: &'static str,
    },
    /// The level of an interval is not a probability.
    #[error("an interval of level {level} does not exist: it lies between 0 and 1")]
    BadLevel {
        /// The level asked for.
        level: f64,
    },
    /// The moderators are not independent of each other, or of the intercept.
    #[error("the moderator `{name}` is a combination of the others: leave it out")]
    Collinear {
        /// The first column that adds nothing.
        name: String,
    },
    /// A matrix that must have an inverse has none.
    #[error("{what} has no inverse: {advice}")]
    Singular {
        /// Which matrix.
        what: &'static str,
        /// What to try.
        advice: &'static str,
    },
    /// An estimate did not settle.
    #[error("{what} did not converge in {iterations} iterations: {advice}")]
    NoConvergence {
        /// What was being estimated.
        what: &'static str,
        /// Iterations spent.
        iterations: usize,
        /// What to try.
        advice: &'static str,
    },
    /// The request makes no sense for these data.
    #[error("{what} is not defined here: {why}")]
    Undefined {
        /// What was asked for.
        what: &'static str,
        /// Why it cannot be had.
        why: &'static str,
    },
}
