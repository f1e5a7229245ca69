//! Effect sizes: one number with its variance from one row.

use spotcheck_meta::{
    escalc::{self, Columns, GroupMeasure, Options, effect_sizes},
    special,
};

use crate::{Flag, Interval, error::Error, study::SpreadKind};

/// The scale an effect is asked for on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Percent of the baseline: 100 × the log ratio, or 100 × difference / baseline.
    Percent,
    /// Difference in standard deviations: Hedges' g of two groups, in "SD"; of two limbs in "SD of
    /// baseline", which is another scale and never pooled with the first.
    Smd,
    /// Plain difference, in the row's unit.
    Difference,
}

impl Measure {
    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Smd => "SMD",
            Self::Difference => "MD",
        }
    }
}

/// One effect with its sampling variance.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Key of the row it comes from.
    pub key: String,
    /// The people measured.
    pub cohorts: Vec<String>,
    /// People in the study, both sides of a parallel trial together.
    pub participants: f64,
    /// The estimate, in `unit`.
    pub estimate: f64,
    /// Its sampling variance, in `unit` squared.
    pub variance: f64,
    /// Degrees of freedom of its own t interval, positive.
    pub df: f64,
    /// `%`, `SD`, `SD of baseline` or the row's unit.
    pub unit: String,
    /// The weakest flag of the columns used, and at best derived.
    pub flag: Flag,
    /// What a reader must be told before using it.
    pub banners: Vec<Banner>,
}

/// A warning that travels with a computed effect.
#[derive(Debug, Clone, PartialEq)]
pub enum Banner {
    /// A correlation was assumed because the paper prints none.
    AssumedCorrelation {
        /// Row key.
        key: String,
        /// Of what with what.
        of: Correlation,
        /// The assumed value.
        r: f64,
    },
    /// The ± is unlabelled; it was read as stated.
    UnlabelledSpread {
        /// Row key.
        key: String,
        /// How it was read: SD or SE.
        read_as: SpreadKind,
    },
    /// The ± is marked SD but is too small for one.
    SpreadLooksLikeSe {
        /// Row key.
        key: String,
        /// Coefficient of variation it implies.
        cv_frac: f64,
    },
}

/// Two measurements of the same people that go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correlation {
    /// Before training with after.
    BeforeAfter,
    /// One side of the body with the other.
    BetweenSides,
}

impl Effect {
    /// The effect's own two-sided interval at `level` (between 0 and 1), by t.
    ///
    /// # Panics
    /// When `level` is outside 0 to 1, or `df` is not positive, which [`Study::effect`](crate::Study::effect) never returns.
    pub fn interval(&self, level: f64) -> Interval {
        let critical = special::student_quantile(f64::midpoint(1.0, level), self.df);
        Interval::around(self.estimate, critical * self.variance.sqrt())
    }
}

/// Hedges' g of two groups (mean, SD, n) and its standard error.
///
/// # Errors
/// [`Error::Engine`] when a figure is one no group can have.
pub(crate) fn smd(one: (f64, f64, f64), two: (f64, f64, f64)) -> Result<(f64, f64), Error> {
    let ((m1, s1, n1), (m2, s2, n2)) = (one, two);
    let named = [
        ("m1i", m1),
        ("sd1i", s1),
        ("n1i", n1),
        ("m2i", m2),
        ("sd2i", s2),
        ("n2i", n2),
    ];
    let mut columns = Columns::new(1);
    for (name, value) in named {
        columns = columns.with(name, vec![Some(value)])?;
    }
    let measure = escalc::Measure::Group(GroupMeasure::Smd);
    let sizes = effect_sizes(measure, &columns, &Options::default())?;
    let known = sizes.effects.first().and_then(|effect| effect.known());
    // Where there is none, what is made of the row is refused as no finite number with a variance.
    let (g, variance) = known.unwrap_or((f64::NAN, f64::NAN));
    Ok((g, variance.sqrt()))
}
