//! What an effect size comes to: a number with its variance, or the reason why not.

/// The effect size of one study.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effect {
    /// Estimate and sampling variance, both finite, the variance zero or more.
    Known {
        /// The estimate, on the scale of the measure.
        estimate: f64,
        /// Its sampling variance.
        variance: f64,
    },
    /// A finite estimate whose sampling variance cannot be had.
    NoVariance {
        /// The estimate, on the scale of the measure.
        estimate: f64,
        /// Why it has no variance.
        why: Absence,
    },
    /// Neither can be had.
    Absent(Absence),
}

/// Why a study has no effect size, or none with a variance. metafor writes NA for each of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Absence {
    /// The study does not report a value that is needed.
    Missing {
        /// Its column.
        field: &'static str,
    },
    /// No events, or nothing but events, in both groups, and such tables are dropped.
    DoubleZero,
    /// The formula goes to infinity, as the logarithm of an empty cell does.
    Infinite,
    /// The formula has no value, as zero over zero or the logarithm of a negative number.
    Undefined,
    /// Too few people for this measure.
    TooSmall,
    /// The variance comes out negative.
    NegativeVariance,
    /// The estimate lies on the edge of its range, where the likelihood gives it no variance.
    Edge,
}

impl Absence {
    /// The reason in words, to follow "absent because".
    pub fn reason(self) -> String {
        let words = match self {
            Self::Missing { field } => return format!("`{field}` is missing"),
            Self::DoubleZero => "both groups have no events, or nothing but events",
            Self::Infinite => "the formula goes to infinity",
            Self::Undefined => "the formula has no value",
            Self::TooSmall => "the sample is too small",
            Self::NegativeVariance => "the variance comes out negative",
            Self::Edge => "the estimate lies on the edge of its range",
        };
        words.to_owned()
    }
}

impl Effect {
    /// The estimate, where there is one.
    pub fn estimate(self) -> Option<f64> {
        match self {
            Self::Known { estimate, .. } | Self::NoVariance { estimate, .. } => Some(estimate),
            Self::Absent(_) => None,
        }
    }

    /// The sampling variance, where there is one.
    pub fn variance(self) -> Option<f64> {
        match self {
            Self::Known { variance, .. } => Some(variance),
            Self::NoVariance { .. } | Self::Absent(_) => None,
        }
    }

    /// Estimate and variance, where both can be had.
    pub fn known(self) -> Option<(f64, f64)> {
        match self {
            Self::Known { estimate, variance } => Some((estimate, variance)),
            Self::NoVariance { .. } | Self::Absent(_) => None,
        }
    }

    /// What a formula came to: absent where either number is infinite or undefined, without a variance
    /// where that is negative.
    pub(crate) fn of(estimate: f64, variance: f64) -> Self {
        if estimate.is_infinite() || variance.is_infinite() {
            Self::Absent(Absence::Infinite)
        } else if estimate.is_nan() || variance.is_nan() {
            Self::Absent(Absence::Undefined)
        } else if variance < 0.0 {
            Self::NoVariance {
                estimate,
                why: Absence::NegativeVariance,
            }
        } else {
            Self::Known { estimate, variance }
        }
    }

    /// An estimate that has no variance, absent itself where it is not a number.
    pub(crate) fn without_variance(estimate: f64, why: Absence) -> Self {
        match Self::of(estimate, 0.0) {
            Self::Known { estimate, .. } => Self::NoVariance { estimate, why },
            absent @ (Self::NoVariance { .. } | Self::Absent(_)) => absent,
        }
    }
}
