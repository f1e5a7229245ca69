//! The table every model ends in: coefficients with errors, tests and intervals.

use nalgebra::{DMatrix, DVector};

use crate::{Error, special};

/// Of the size of an estimate, a residual no larger than this is rounding.
const ROUNDING: f64 = 8.0 * f64::EPSILON;
const NO_SCATTER: Error = Error::Singular {
    what: "the variance matrix of the coefficients",
    advice: "the effects leave no scatter to judge by: use the test z, without clusters",
};

/// Coefficients with their standard errors, two-sided tests against zero, and intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct Coefficients {
    /// Names, in order.
    pub names: Vec<String>,
    /// Estimates.
    pub beta: Vec<f64>,
    /// Standard errors.
    pub se: Vec<f64>,
    /// Estimate over standard error: z, or t where there are degrees of freedom.
    pub statistic: Vec<f64>,
    /// Two-sided p values.
    pub p_value: Vec<f64>,
    /// Lower ends.
    pub ci_lb: Vec<f64>,
    /// Upper ends.
    pub ci_ub: Vec<f64>,
    /// Variance-covariance matrix of the estimates.
    pub vb: DMatrix<f64>,
}

/// A test of several coefficients at once: χ² of `df` degrees of freedom, or F where there are `df2`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Omnibus {
    /// The statistic.
    pub statistic: f64,
    /// Number of coefficients tested.
    pub df: usize,
    /// Degrees of freedom of the denominator, for an F.
    pub df2: Option<f64>,
    /// Its p value.
    pub p_value: f64,
}

impl Coefficients {
    /// The table of `beta` with variance matrix `vb`. Of each coefficient `df` holds the degrees of freedom of
    /// its t; one value serves all, none asks for normal quantiles.
    ///
    /// # Errors
    /// [`Error::Singular`] when a variance is not positive.
    pub fn new(
        names: Vec<String>,
        beta: Vec<f64>,
        vb: DMatrix<f64>,
        df: &[f64],
        level: f64,
    ) -> Result<Self, Error> {
        let se: Vec<f64> = vb.diagonal().iter().map(|v| v.sqrt()).collect();
        if se.iter().any(|se| !(se.is_finite() && 0.0 < *se)) {
            return Err(NO_SCATTER);
        }
        let statistic: Vec<f64> = beta.iter().zip(&se).map(|(b, se)| b / se).collect();
        let df_of = |j: usize| df.get(j).or(df.first()).copied();
        let p_value = statistic.iter().enumerate().map(|(j, t)| match df_of(j) {
            Some(df) => 2.0 * special::student_above(t.abs(), df),
            None => 2.0 * special::normal_above(t.abs()),
        });
        let half: Vec<f64> = se
            .iter()
            .enumerate()
            .map(|(j, se)| critical(level, df_of(j)) * se)
            .collect();
        Ok(Self {
            names,
            p_value: p_value.collect(),
            ci_lb: beta.iter().zip(&half).map(|(b, half)| b - half).collect(),
            ci_ub: beta.iter().zip(&half).map(|(b, half)| b + half).collect(),
            beta,
            se,
            statistic,
            vb,
        })
    }

    /// Tests whether the coefficients `which` are all zero; with `df2`, by F.
    ///
    /// # Errors
    /// [`Error::Singular`] when their variance matrix has no inverse, [`Error::TooFew`] for none.
    ///
    /// # Panics
    /// When an index is not below p.
    pub fn test(&self, which: &[usize], df2: Option<f64>) -> Result<Omnibus, Error> {
        let df = which.len();
        if df == 0 {
            return Err(Error::TooFew { k: 0, least: 1 });
        }
        // On the scale of correlations the matrix is as well conditioned as it can be.
        let scaled = DVector::from_iterator(df, which.iter().map(|&j| self.statistic[j]));
        let correlation = DMatrix::from_fn(df, df, |a, b| {
            let (i, j) = (which[a], which[b]);
            self.vb[(i, j)] / (self.se[i] * self.se[j])
        });
        let cholesky = correlation.cholesky().ok_or(Error::Singular {
            what: "the variance matrix of the tested coefficients",
            advice: "test fewer coefficients at once",
        })?;
        let wald = scaled.dot(&cholesky.solve(&scaled));
        let (statistic, p_value) = match df2 {
            Some(df2) => {
                let f = wald / df as f64;
                (f, special::f_above(f, df as f64, df2))
            }
            None => (wald, special::chi2_above(wald, df as f64)),
        };
        Ok(Omnibus {
            statistic,
            df,
            df2,
            p_value,
        })
    }

    /// The coefficients that a test of the whole model is about: all but an intercept that stands with
    /// moderators.
    pub(crate) fn moderators(&self, has_intercept: bool) -> Vec<usize> {
        let from = usize::from(has_intercept && 1 < self.beta.len());
        (from..self.beta.len()).collect()
    }
}

/// Refuses a level that is no probability, or so near 1 that its quantile is infinite.
///
/// # Errors
/// [`Error::BadLevel`].
pub(crate) fn check_level(level: f64) -> Result<(), Error> {
    if 0.0 < level && f64::midpoint(1.0, level) < 1.0 {
        Ok(())
    } else {
        Err(Error::BadLevel { level })
    }
}

/// Refuses to judge errors by a weighted sum of squared residuals that is nothing but rounding, given that of the
/// estimates themselves.
///
/// # Errors
/// [`Error::Singular`].
pub(crate) fn check_scatter(of_residuals: f64, of_estimates: f64) -> Result<(), Error> {
    if ROUNDING * ROUNDING * of_estimates < of_residuals {
        Ok(())
    } else {
        Err(NO_SCATTER)
    }
}

/// Half-width multiplier of a two-sided interval: of t with `df` degrees of freedom, or of the normal.
pub(crate) fn critical(level: f64, df: Option<f64>) -> f64 {
    let upper = f64::midpoint(1.0, level);
    match df {
        Some(df) => special::student_quantile(upper, df),
        None => special::normal_quantile(upper),
    }
}
