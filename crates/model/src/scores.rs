//! How far a person deviates from the estimates, in standard scores; all zero is the typical
//! person.

use crate::Depot;

/// Standard scores of everything about a person that is uncertain.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scores {
    pub(crate) expenditure: f64,
    pub(crate) fat: f64,
    pub(crate) leg_trunk: f64,
    pub(crate) arms: f64,
    pub(crate) visceral: f64,
    pub(crate) waist: f64,
    pub(crate) hip: f64,
    /// Of carrying out what is planned.
    pub(crate) adherence: f64,
    /// Of making up for added activity elsewhere.
    pub(crate) compensation: f64,
    /// Of the pooled response of lean tissue to lifting.
    pub(crate) lifting: f64,
    /// Of that to protein.
    pub(crate) protein: f64,
    /// Of the exponents with which depots follow total fat.
    pub(crate) exponents: [f64; Depot::COUNT],
    /// Of the person's depots about the law with those exponents.
    pub(crate) scatter: [f64; Depot::COUNT],
}
