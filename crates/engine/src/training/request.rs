//! What a programme is asked for.

use super::{equipment::Equipment, exercise::Joint, muscle::Muscle};

/// How long somebody has trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Less than half a year.
    Novice,
    /// Half a year to some years.
    Intermediate,
    /// Years, and progress is slow.
    Advanced,
}

impl Level {
    /// How often what the same work gains has halved since the first months.
    pub fn halvings(self) -> i32 {
        match self {
            Self::Novice => 0,
            Self::Intermediate => 1,
            Self::Advanced => 2,
        }
    }
}

/// What a programme is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Sessions a week, 1 to 7.
    pub days_per_week: usize,
    /// Minutes a session may take, warm-up included.
    pub minutes_per_session: f64,
    /// What there is to train with, beside body weight.
    pub equipment: Vec<Equipment>,
    /// How long somebody has trained.
    pub level: Level,
    /// Age, which slows progression and keeps lifts simple from the age of older adults on.
    pub age_y: f64,
    /// Whether the weeks are spent in an energy deficit, which lowers the dose evidence supports.
    pub is_deficit: bool,
    /// What has to be spared.
    pub spared: Vec<Joint>,
    /// What is to stand out; nothing for a balanced programme.
    pub emphasis: Vec<Emphasis>,
    /// Exercises somebody wants none of, by name.
    pub disliked: Vec<String>,
    /// Exercises somebody is fond of, by name.
    pub liked: Vec<String>,
    /// The same request with the same seed gives the same programme.
    pub seed: u64,
}

/// What is to stand out.
#[derive(Clone, Debug, PartialEq)]
pub enum Emphasis {
    /// A shape, by its name in `data/training/presets.toml`.
    Preset(String),
    /// One muscle.
    Muscle(Muscle),
}
