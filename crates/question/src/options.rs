//! How to train: every choice that cross-validation judged, in one place.

/// How a matcher is trained.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainOptions {
    /// Label of questions that no claim answers.
    pub outside: String,
    /// Label of questions to be met with help instead of an answer.
    pub harmful: String,
    /// Weights of the views of a question: words, content pairs, letters, concepts, alarm.
    pub view_weights: [f32; 5],
    /// Squared value counted for a feature that training never saw.
    pub strangeness: f32,
    /// Rows in which a feature must occur to be kept.
    pub least_rows: u32,
    /// Passes over the rows.
    pub epochs: u32,
    /// First step size; it falls linearly to nought.
    pub step: f32,
    /// Strength of the ridge penalty on weights.
    pub ridge: f32,
    /// Share of a row's features left out at each step, at random, so that none is leaned on alone.
    pub dropout: f32,
    /// Power of a label's row count by which its rows weigh less: 0 not at all, 1 labels weigh alike.
    pub balance: f32,
    /// Folds of the cross-validation that calibrates the scores.
    pub folds: usize,
    /// Share of harmful questions that must be caught, out of fold; sets that threshold.
    pub harmful_recall: f64,
    /// Probability among claims below which the best claim is too faint to be an answer.
    pub faintest_claim: f32,
    /// Share of outside questions that must be caught, out of fold; sets that threshold.
    pub outside_recall: f64,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self {
            outside: "out_of_scope".to_owned(),
            harmful: "unsafe".to_owned(),
            view_weights: [1.0, 0.7, 0.7, 0.7, 0.4],
            strangeness: 20.0,
            least_rows: 2,
            epochs: 20,
            step: 2.0,
            ridge: 1e-5,
            dropout: 0.3,
            balance: 0.5,
            folds: 5,
            harmful_recall: 0.94,
            faintest_claim: 0.15,
            outside_recall: 0.86,
        }
    }
}
