//! What can be wrong with a bank, a lexicon, a model or a question.

/// Every way in which reading, training or matching can fail.
#[derive(Debug, thiserror::Error)]
#[expect(
    clippy::error_impl_error,
    reason = "each crate has one error, and its path names the crate"
)]
#[non_exhaustive]
pub enum Error {
    /// A bank file does not have the shape of its schema.
    #[error("{file}:{line}: not a row of a bank file")]
    Csv {
        /// The name of the file.
        file: String,
        /// One-based line.
        line: u64,
        /// What the parser found.
        source: csv::Error,
    },
    /// A bank row leaves a field empty.
    #[error("{file}:{line}: `{field}` is empty")]
    EmptyField {
        /// The name of the file.
        file: String,
        /// One-based line.
        line: u64,
        /// Name of the empty field.
        field: &'static str,
    },
    /// A bank row has a voice that the bank does not know.
    #[error("{file}:{line}: `{voice}` is not a voice")]
    UnknownVoice {
        /// The name of the file.
        file: String,
        /// One-based line.
        line: u64,
        /// What was written.
        voice: String,
    },
    /// The lexicon does not have the shape of its schema.
    #[error("not a lexicon")]
    Lexicon(#[from] toml::de::Error),
    /// The lexicon weighs a concept as a sign of harm that it does not hold.
    #[error("lexicon: no concept `{concept}`")]
    UnknownConcept {
        /// The name as written.
        concept: String,
    },
    /// A phrase of the lexicon holds no word, or more words than are looked up together.
    #[error("lexicon: `{phrase}` of `{concept}` has {words} words, not 1 to {limit}")]
    PhraseLength {
        /// The concept it belongs to.
        concept: String,
        /// The phrase as written.
        phrase: String,
        /// Its length.
        words: usize,
        /// The greatest length.
        limit: usize,
    },
    /// A label that training needs has no row.
    #[error("the bank has no row of `{label}`")]
    MissingLabel {
        /// The absent label.
        label: String,
    },
    /// A label has too few groups to be held out once in each fold.
    #[error("`{label}` has {groups} groups, fewer than {folds} folds")]
    TooFewGroups {
        /// The thin label.
        label: String,
        /// Its groups.
        groups: usize,
        /// The folds asked for.
        folds: usize,
    },
    /// The bytes are not a whole, unaltered model of this version.
    #[error("not a question model of this version ({part}, {len} bytes)")]
    BadModel {
        /// What did not hold.
        part: &'static str,
        /// Bytes given.
        len: usize,
    },
    /// The question holds no letter, digit or sign.
    #[error("the question is empty")]
    EmptyQuestion,
    /// The question is longer than any question is.
    #[error("the question has {chars} characters, more than {limit}")]
    TooLong {
        /// Its length.
        chars: usize,
        /// The greatest length.
        limit: usize,
    },
}
