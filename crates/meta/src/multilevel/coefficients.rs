//! Coefficients with their errors, tests and intervals.

use nalgebra::{Cholesky, DMatrix, DVector};

use crate::{Error, special};

/// Coefficients of a model, each with its test against zero and its interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Coefficients {
    /// Names, in order.
    pub names: Vec<String>,
    /// Estimates.
    pub estimates: Vec<f64>,
    /// Standard errors.
    pub se: Vec<f64>,
    /// Estimates over standard errors.
    pub statistics: Vec<f64>,
    /// Degrees of freedom of each t; none for the normal.
    pub df: Option<Vec<f64>>,
    /// Two-sided p-values.
    pub p_values: Vec<f64>,
    /// Lower ends of the intervals.
    pub lower: Vec<f64>,
    /// Upper ends of the intervals.
    pub upper: Vec<f64>,
    /// Covariance matrix of the estimates.
    pub covariance: DMatrix<f64>,
    /// Level of the intervals.
    pub level: f64,
}

/// A test that several coefficients are zero.
#[derive(Debug, Clone, PartialEq)]
pub struct WaldTest {
    /// χ², or F where there are second degrees of freedom.
    pub statistic: f64,
    /// Number of coefficients.
    pub df1: f64,
    /// Second degrees of freedom; none for a χ².
    pub df2: Option<f64>,
    /// p-value.
    pub p_value: f64,
}

impl Coefficients {
    /// Tests and intervals of estimates with a covariance matrix, by t with `df` or by the normal.
    pub(crate) fn new(
        names: &[String],
        estimates: &[f64],
        covariance: DMatrix<f64>,
        df: Option<Vec<f64>>,
        level: f64,
    ) -> Result<Self, Error> {
        check_level(level)?;
        let se: Vec<f64> = covariance.diagonal().iter().map(|v| v.sqrt()).collect();
        let statistics: Vec<f64> = estimates.iter().zip(&se).map(|(b, se)| b / se).collect();
        let of = |j: usize| df.as_ref().map(|df| df[j]);
        let p_values = (0..se.len())
            .map(|j| two_sided(statistics[j], of(j)))
            .collect();
        let half = |j: usize| critical(level, of(j)) * se[j];
        let lower = (0..se.len()).map(|j| estimates[j] - half(j)).collect();
        let upper = (0..se.len()).map(|j| estimates[j] + half(j)).collect();
        Ok(Self {
            names: names.to_vec(),
            estimates: estimates.to_vec(),
            se,
            statistics,
            df,
            p_values,
            lower,
            upper,
            covariance,
            level,
        })
    }

    /// The joint test of the coefficients `which`: F with the fewest of their degrees of freedom, or χ².
    ///
    /// # Errors
    /// [`Error::Singular`] where their covariance matrix has no inverse.
    pub fn test(&self, which: &[usize]) -> Result<WaldTest, Error> {
        let quadratic = wald(&self.estimates, &self.covariance, which)?;
        let m = which.len() as f64;
        let least = |df: &Vec<f64>| which.iter().map(|&j| df[j]).fold(f64::INFINITY, f64::min);
        Ok(match self.df.as_ref().map(least) {
            None => WaldTest {
                statistic: quadratic,
                df1: m,
                df2: None,
                p_value: special::chi2_above(quadratic, m),
            },
            Some(df2) => WaldTest {
                statistic: quadratic / m,
                df1: m,
                df2: Some(df2),
                p_value: special::f_above(quadratic / m, m, df2),
            },
        })
    }
}

/// bᵀ S⁻¹ b of the coefficients `which`.
pub(crate) fn wald(b: &[f64], covariance: &DMatrix<f64>, which: &[usize]) -> Result<f64, Error> {
    let m = which.len();
    let b = DVector::from_fn(m, |i, _| b[which[i]]);
    let s = DMatrix::from_fn(m, m, |i, j| covariance[(which[i], which[j])]);
    let cholesky = Cholesky::new(s).ok_or(Error::Singular {
        what: "the covariance of the coefficients to be tested",
        advice: "test fewer of them at once: there are too few clusters for so many",
    })?;
    Ok(b.dot(&cholesky.solve(&b)))
}

/// Which coefficients the test of moderators is about: all but the intercept, unless it is alone.
pub(crate) fn moderators(design: &crate::Design) -> Vec<usize> {
    let from = usize::from(design.has_intercept() && 1 < design.p());
    (from..design.p()).collect()
}

pub(crate) fn check_level(level: f64) -> Result<(), Error> {
    if 0.0 < level && level < 1.0 {
        Ok(())
    } else {
        Err(Error::BadLevel { level })
    }
}

/// The deviate that an interval of `level` reaches to on each side.
pub(crate) fn critical(level: f64, df: Option<f64>) -> f64 {
    let below = 0.5 + 0.5 * level;
    df.map_or_else(
        || special::normal_quantile(below),
        |df| special::student_quantile(below, df),
    )
}

fn two_sided(statistic: f64, df: Option<f64>) -> f64 {
    let size = statistic.abs();
    2.0 * df.map_or_else(
        || special::normal_above(size),
        |df| special::student_above(size, df),
    )
}
