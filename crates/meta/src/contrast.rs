//! Tests of a fitted model's coefficients, and of one model against another.

use nalgebra::DMatrix;

use crate::{Coefficients, Design, Error, Fit, FitStatistics, Method, Omnibus, Weighting, special};

/// A moderator is one of another model's when less than this share of its length lies outside.
const NOTHING_OUTSIDE: f64 = 1e-7;

/// One model against a smaller one of the same effects.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LikelihoodRatio {
    /// Twice the difference of the log-likelihoods; no less than zero.
    pub statistic: f64,
    /// Difference in parameters.
    pub df: usize,
    /// Its p value, by χ².
    pub p_value: f64,
    /// The compared likelihood of the larger model.
    pub full: FitStatistics,
    /// The compared likelihood of the smaller one.
    pub reduced: FitStatistics,
    /// By how much of itself τ² is smaller in the larger model, percent; for equal effects, the residual
    /// variance of the weighted regression.
    pub r2_percent: f64,
}

impl Fit {
    /// Tests whether the coefficients `which`, counted from 0, are all zero.
    ///
    /// # Errors
    /// [`Error::TooFew`] for none, [`Error::BadValue`] for one that is not there, [`Error::Singular`].
    pub fn test(&self, which: &[usize]) -> Result<Omnibus, Error> {
        check_positions(which, self.p)?;
        self.coefficients.test(which, self.df)
    }

    /// The table of linear combinations of the coefficients, one for each of `rows` of p multipliers. Its
    /// [`Coefficients::test`] with [`Fit::df`] tests them together.
    ///
    /// # Errors
    /// [`Error::Length`] for a row that is not of p, [`Error::Singular`] for one of zeros.
    pub fn contrasts(&self, rows: &[Vec<f64>]) -> Result<Coefficients, Error> {
        for row in rows {
            if row.len() != self.p {
                return Err(Error::Length {
                    what: "the contrast".to_owned(),
                    found: row.len(),
                    expected: self.p,
                });
            }
        }
        let rows = DMatrix::from_fn(rows.len(), self.p, |i, j| rows[i][j]);
        let beta = DMatrix::from_column_slice(self.p, 1, &self.coefficients.beta);
        Coefficients::new(
            (1..=rows.nrows()).map(|i| i.to_string()).collect(),
            (&rows * beta).iter().copied().collect(),
            &rows * &self.coefficients.vb * rows.transpose(),
            self.df.as_slice(),
            self.options.level,
        )
    }

    /// Generalised variance inflation of the coefficients `which`, counted from 0: by what factor correlation
    /// with the other moderators inflates the volume of their joint confidence region (Fox and Monette 1992, J Am
    /// Stat Assoc 87:178). An intercept is left out of account.
    ///
    /// # Errors
    /// [`Error::TooFew`] for none, [`Error::BadValue`] for the intercept or one that is not there,
    /// [`Error::Singular`].
    pub fn variance_inflation(&self, which: &[usize], design: &Design) -> Result<f64, Error> {
        check_positions(which, self.p)?;
        if which.is_empty() {
            return Err(Error::TooFew { k: 0, least: 1 });
        }
        let from = usize::from(design.has_intercept());
        if let Some(index) = which.iter().position(|&j| j < from) {
            return Err(Error::BadValue {
                field: "coefficients",
                index,
                value: 0.0,
                rule: "the variance of an intercept is not inflated",
            });
        }
        let all: Vec<usize> = (from..self.p).collect();
        let others: Vec<usize> = all.iter().copied().filter(|j| !which.contains(j)).collect();
        let ln = self.ln_determinant(which)? + self.ln_determinant(&others)?;
        Ok((ln - self.ln_determinant(&all)?).exp())
    }

    /// The variance inflation of each moderator.
    ///
    /// # Errors
    /// Those of [`Fit::variance_inflation`].
    pub fn variance_inflations(&self, design: &Design) -> Result<Vec<f64>, Error> {
        let from = usize::from(design.has_intercept());
        let each = (from..self.p).map(|j| self.variance_inflation(&[j], design));
        each.collect()
    }

    /// The logarithm of the determinant of the correlations among the coefficients `which`.
    fn ln_determinant(&self, which: &[usize]) -> Result<f64, Error> {
        let Coefficients { vb, se, .. } = &self.coefficients;
        let correlation = DMatrix::from_fn(which.len(), which.len(), |a, b| {
            let (i, j) = (which[a], which[b]);
            vb[(i, j)] / (se[i] * se[j])
        });
        let cholesky = correlation.cholesky().ok_or(Error::Singular {
            what: "the correlation matrix of the coefficients",
            advice: "give fewer moderators",
        })?;
        let factors = cholesky.l_dirty().diagonal();
        Ok(2.0 * factors.iter().map(|l| l.ln()).sum::<f64>())
    }

    /// The likelihood this fit is compared by.
    fn compared(&self, restricted: bool) -> FitStatistics {
        if restricted {
            self.likelihoods.reml
        } else {
            self.likelihoods.ml
        }
    }

    /// Variance left by the weighted regression of equal effects.
    fn residual_variance(&self) -> f64 {
        let squares = self.residuals.iter().map(|r| r * r);
        let sum: f64 = match &self.options.weighting {
            Weighting::InverseVariance => self.q,
            Weighting::Equal => squares.sum(),
            Weighting::Given(weights) => squares.zip(weights).map(|(r2, w)| w * r2).sum(),
        };
        sum / self.q_df as f64
    }
}

/// Compares two fits of the same effects, the moderators of `reduced` among those of `full`, by the ratio of
/// their likelihoods: the restricted one of a full model by REML, else the one of all the data.
///
/// # Errors
/// [`Error::Length`] when k differs; [`Error::Undefined`] when the models are not nested, when one was
/// fitted by a method that maximises no likelihood or by another than the other's, or when models with
/// different moderators were fitted by REML.
pub fn likelihood_ratio(
    (full, full_design): (&Fit, &Design),
    (reduced, reduced_design): (&Fit, &Design),
) -> Result<LikelihoodRatio, Error> {
    if full.k != reduced.k {
        return Err(Error::Length {
            what: "the reduced model".to_owned(),
            found: reduced.k,
            expected: full.k,
        });
    }
    check_nested(full_design, reduced_design)?;
    check_methods(full, reduced)?;
    let parameters = |fit: &Fit| fit.options.parameters(fit.p);
    let df = parameters(full).checked_sub(parameters(reduced));
    let df = df.filter(|df| 0 < *df).ok_or(Error::Undefined {
        what: NAME,
        why: "the full model has no more parameters than the reduced one",
    })?;
    let is_restricted = full.options.method == Method::Reml;
    let (of_full, of_reduced) = (
        full.compared(is_restricted),
        reduced.compared(is_restricted),
    );
    let statistic = (2.0 * (of_full.ll - of_reduced.ll)).max(0.0);
    let (left, whole) = if full.options.method == Method::Fe {
        (full.residual_variance(), reduced.residual_variance())
    } else {
        (full.tau2, reduced.tau2)
    };
    Ok(LikelihoodRatio {
        statistic,
        df,
        p_value: special::chi2_above(statistic, df as f64),
        full: of_full,
        reduced: of_reduced,
        r2_percent: if 0.0 < whole {
            (100.0 * (whole - left) / whole).max(0.0)
        } else {
            0.0
        },
    })
}

const NAME: &str = "a likelihood-ratio test";

fn check_positions(which: &[usize], p: usize) -> Result<(), Error> {
    match which.iter().position(|&j| p <= j) {
        Some(index) => Err(Error::BadValue {
            field: "coefficients",
            index,
            value: which[index] as f64,
            rule: "a position below the number of coefficients",
        }),
        None => Ok(()),
    }
}

fn check_nested(full: &Design, reduced: &Design) -> Result<(), Error> {
    let outside = reduced.x() - full.q() * full.q().tr_mul(reduced.x());
    let mut columns = outside.column_iter().zip(reduced.x().column_iter());
    if columns.all(|(outside, column)| outside.norm() <= NOTHING_OUTSIDE * column.norm()) {
        return Ok(());
    }
    Err(Error::Undefined {
        what: NAME,
        why: "the reduced model has a moderator that the full one lacks",
    })
}

fn check_methods(full: &Fit, reduced: &Fit) -> Result<(), Error> {
    let (method, other) = (full.options.method, reduced.options.method);
    let refuse = |why| Err(Error::Undefined { what: NAME, why });
    let maximises = |method| matches!(method, Method::Fe | Method::Ml | Method::Reml);
    if !(maximises(method) && maximises(other)) {
        return refuse("the models must be fitted by FE, ML or REML");
    }
    if other != method && other != Method::Fe {
        return refuse("both models must be fitted by the same method");
    }
    if method == Method::Reml && full.p != reduced.p {
        return refuse("restricted likelihoods of different moderators differ in kind: fit by ML");
    }
    Ok(())
}
