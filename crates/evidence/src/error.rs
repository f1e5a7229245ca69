//! What can be wrong with the evidence, or with a request to pool it.

/// Every way in which reading or computing evidence can fail.
#[derive(Debug, thiserror::Error)]
#[expect(
    clippy::error_impl_error,
    reason = "each crate has one error, and its path names the crate"
)]
#[non_exhaustive]
pub enum Error {
    /// A TOML file does not have the shape of its schema.
    #[error("{file}:{line}: this does not have the shape of its schema")]
    Toml {
        /// File name below `data/evidence`.
        file: &'static str,
        /// One-based line.
        line: u64,
        /// What the parser found.
        source: toml::de::Error,
    },
    /// A CSV row does not have the shape of its schema.
    #[error("{file}:{line}: this row does not have the shape of its schema")]
    Csv {
        /// File name below `data/evidence`.
        file: &'static str,
        /// One-based line.
        line: u64,
        /// What the parser found.
        source: csv::Error,
    },
    /// A key points at nothing.
    #[error("{file}:{line}: `{key}` is not a known {wanted}")]
    DanglingKey {
        /// File name below `data/evidence`.
        file: &'static str,
        /// One-based line.
        line: u64,
        /// The key that was written.
        key: String,
        /// What it should have named.
        wanted: &'static str,
    },
    /// Two rows have the same key.
    #[error("{file}:{line}: the key `{key}` is taken already")]
    DuplicateKey {
        /// File name below `data/evidence`.
        file: &'static str,
        /// One-based line.
        line: u64,
        /// The repeated key.
        key: String,
    },
    /// A field holds something its schema does not allow.
    #[error("{file}:{line}: `{field}` cannot be `{value}`")]
    BadValue {
        /// File name below `data/evidence`.
        file: &'static str,
        /// One-based line.
        line: u64,
        /// Name of the field.
        field: &'static str,
        /// What it holds.
        value: String,
    },
    /// An answer would rest on a figure from memory.
    #[error("{file}:{line}: `{key}` is only recalled, so it cannot decide an answer")]
    Recalled {
        /// File name below `data/evidence`.
        file: &'static str,
        /// One-based line.
        line: u64,
        /// Key of the recalled row.
        key: String,
    },
    /// A row holds what it may not plausibly be, and nobody has said why it stands.
    #[error(
        "{file}:{line}: `{column}` of `{key}` is not plausible ({doubt}): correct the row, or acknowledge it in registry.toml with a reason"
    )]
    Implausible {
        /// File name below `data/evidence`.
        file: &'static str,
        /// One-based line.
        line: u64,
        /// Row key.
        key: String,
        /// Name of the doubted column.
        column: &'static str,
        /// The word of the doubt.
        doubt: &'static str,
    },
    /// A figure of a row that somebody added may not plausibly be.
    #[error(
        "`{column}` of `{key}` is not plausible ({doubt}): look it up again and correct the row"
    )]
    Doubted {
        /// Row key.
        key: String,
        /// Name of the doubted column.
        column: &'static str,
        /// The word of the doubt.
        doubt: &'static str,
    },
    /// An effect needs a field that its row leaves empty.
    #[error("study `{key}` has no `{field}`, which its effect needs")]
    MissingField {
        /// Row key.
        key: String,
        /// Name of the empty field.
        field: &'static str,
    },
    /// An effect cannot be computed from what a field holds.
    #[error("study `{key}`: no effect can be computed from a `{field}` of `{value}`")]
    UnusableField {
        /// Row key.
        key: String,
        /// Name of the field.
        field: &'static str,
        /// What it holds.
        value: String,
    },
    /// A spread is neither marked SD nor SE, and no reading of it is stated.
    #[error("study `{key}`: its ± is neither marked SD nor SE, so no effect is computed")]
    SpreadUnlabelled {
        /// Row key.
        key: String,
    },
    /// A row does not hold what an effect is computed from.
    #[error("study `{key}` reports no figures an effect can be computed from")]
    NotComputable {
        /// Row key.
        key: String,
    },
    /// A row's figures give no usable number.
    #[error(
        "study `{key}` gives an effect of {estimate} with variance {variance}, not finite with a positive variance"
    )]
    UnusableEffect {
        /// Row key.
        key: String,
        /// The estimate.
        estimate: f64,
        /// The variance.
        variance: f64,
    },
    /// Two effects come from the same people.
    #[error(
        "`{first}` and `{second}` are the same people (cohort {cohort}): pooling would count them twice"
    )]
    SameCohort {
        /// The shared cohort.
        cohort: String,
        /// First row key.
        first: String,
        /// Second row key.
        second: String,
    },
    /// Two effects are on different scales.
    #[error("`{first}` and `{second}` are in different units and cannot be pooled")]
    MixedUnits {
        /// First row key.
        first: String,
        /// Second row key.
        second: String,
    },
    /// Too few effects for a pooled estimate to mean anything.
    #[error("{k} effects are too few to pool: they are shown side by side")]
    TooFew {
        /// Number of effects given.
        k: usize,
    },
    /// The engine could not compute what was asked of it.
    #[error(transparent)]
    Engine(#[from] spotcheck_meta::Error),
}
