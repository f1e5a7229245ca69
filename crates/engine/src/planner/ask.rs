//! What a plan is asked for, in numbers.

use spotcheck_model::Person;

use super::gate::Health;

/// Which way the body is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Less fat, and as much muscle as can be kept.
    Lose,
    /// The same weight.
    Keep,
    /// Less fat and more muscle at about the same weight.
    Recompose,
    /// More muscle, and as little fat with it as can be.
    Gain,
}

/// What a plan is asked for. Of rate, weeks and weight any two fix the third.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ask {
    /// Which way.
    pub mode: Mode,
    /// Weeks the plan is for, 1 to 104.
    pub weeks: Option<usize>,
    /// Weight to reach, kg.
    pub weight_kg: Option<f64>,
    /// Change of body weight a week, a share of it, always positive.
    pub rate: Option<f64>,
    /// Whether long deficits are broken by weeks at maintenance.
    pub has_breaks: bool,
}

/// What somebody does now, as far as it is not in their activity level already.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Usual {
    /// Moderate minutes of activity a week.
    pub active_minutes: f64,
    /// Minutes of lifting a week.
    pub lifting_minutes: f64,
}

/// Who a plan is for.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The body.
    pub person: Person,
    /// What a gate looks at.
    pub health: Health,
    /// What they do now.
    pub usual: Usual,
    /// Whether they have lifted for less than half a year.
    pub is_novice: bool,
}
