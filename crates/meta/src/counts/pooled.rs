//! What pooled counts come to, and how far the studies differ.

use crate::{
    Error,
    coefficients::{check_level, critical},
    escalc::{Absence, Columns, Measure, Options, Zeros, effect_sizes},
    special,
};

/// A pooled estimate with its normal test and interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pooled {
    /// The estimate: a logarithm for ratios.
    pub beta: f64,
    /// Its standard error.
    pub se: f64,
    /// Estimate over standard error.
    pub zval: f64,
    /// Two-sided p value.
    pub pval: f64,
    /// Lower end of the interval.
    pub ci_lb: f64,
    /// Upper end of the interval.
    pub ci_ub: f64,
}

impl Pooled {
    pub(super) fn new(beta: f64, se: f64, level: f64) -> Result<Self, Error> {
        check_level(level)?;
        if !(beta.is_finite() && se.is_finite() && 0.0 < se) {
            return Err(Error::Undefined {
                what: "the pooled estimate",
                why: "the counts leave it without a standard error",
            });
        }
        let zval = beta / se;
        let half = critical(level, None) * se;
        Ok(Self {
            beta,
            se,
            zval,
            pval: 2.0 * special::normal_above(zval.abs()),
            ci_lb: beta - half,
            ci_ub: beta + half,
        })
    }
}

/// A χ² test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// The statistic.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// Its p value; `None` without degrees of freedom.
    pub pval: Option<f64>,
}

impl Test {
    pub(super) fn chi2(statistic: f64, df: f64) -> Self {
        Self {
            statistic,
            df,
            pval: (0.0 < df).then(|| special::chi2_above(statistic, df)),
        }
    }
}

/// How far studies differ beyond chance: Q, and I² (in percent) and H² from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heterogeneity {
    /// Cochran's Q with its p value, 1 where there is a single study.
    pub q: f64,
    /// Degrees of freedom of Q.
    pub df: f64,
    /// Its p value.
    pub pval: f64,
    /// Percent of the variation that is beyond chance.
    pub i2_percent: f64,
    /// Variation in units of what chance gives.
    pub h2: f64,
}

impl Heterogeneity {
    /// From Q on `df` degrees of freedom.
    pub(super) fn from_q(q: f64, df: f64) -> Self {
        let q = q.max(0.0);
        Self {
            q,
            df,
            pval: special::chi2_above(q, df),
            i2_percent: if q <= df { 0.0 } else { 100.0 * (q - df) / q },
            h2: q / df,
        }
    }

    /// Of a single study.
    pub(super) fn none() -> Self {
        Self {
            q: 0.0,
            df: 0.0,
            pval: 1.0,
            i2_percent: 0.0,
            h2: 1.0,
        }
    }

    /// Of effects with variances, about a pooled estimate.
    pub(super) fn about(beta: f64, effects: &[(f64, f64)]) -> Self {
        if effects.len() < 2 {
            return Self::none();
        }
        let q = effects.iter().map(|(y, v)| (y - beta).powi(2) / v).sum();
        Self::from_q(q, (effects.len() - 1) as f64)
    }
}

/// The effects of the studies that have one with a variance above zero.
pub(super) fn known_effects(
    measure: Measure,
    columns: &Columns,
    zeros: Zeros,
) -> Result<Vec<(f64, f64)>, Error> {
    let options = Options {
        zeros,
        ..Options::default()
    };
    let sizes = effect_sizes(measure, columns, &options)?;
    Ok(sizes
        .effects
        .iter()
        .filter_map(|effect| effect.known().filter(|(_, variance)| 0.0 < *variance))
        .collect())
}

/// Complete rows, and the positions of the others with their reasons.
pub(super) type Complete<T> = (Vec<T>, Vec<(usize, Absence)>);

/// The complete rows apart from the others.
pub(super) fn complete<T>(rows: Vec<Result<T, Absence>>) -> Complete<T> {
    let mut known = Vec::with_capacity(rows.len());
    let mut omitted = Vec::new();
    for (i, row) in rows.into_iter().enumerate() {
        match row {
            Ok(row) => known.push(row),
            Err(why) => omitted.push((i, why)),
        }
    }
    (known, omitted)
}
