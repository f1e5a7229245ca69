//! Measures of association within one group: the correlation `ri` of `ni` people, and the partial
//! correlation from the t statistic `ti` of a regression of `ni` people on `mi` predictors.
//!
//! Sources: Olkin & Pratt 1958 (UCOR), Hedges 1989, Fisher 1921 (ZCOR), Aloë & Thompson 2013 (PCOR, SPCOR).

use super::{
    Absence, Columns, Effect, Options, Vtype, columns::Row, small_sample::hypergeometric,
    weighted_mean, words::words,
};
use crate::{Error, transform};

words! {
    /// Measures of association of two continuous variables.
    CorrelationMeasure {
        /// Correlation.
        Cor = "COR",
        /// Correlation, corrected for its small-sample bias.
        Ucor = "UCOR",
        /// Fisher's z.
        Zcor = "ZCOR",
    }
}

words! {
    /// Measures of partial association, from a regression.
    PartialMeasure {
        /// Partial correlation.
        Pcor = "PCOR",
        /// Fisher's z of a partial correlation.
        Zpcor = "ZPCOR",
        /// Semi-partial correlation; needs the R² of the regression, `r2i`.
        Spcor = "SPCOR",
    }
}

/// Fewest people for whom a sampling variance is defined, less one.
const NO_VARIANCE_UP_TO: f64 = 3.0;
/// Fewest people for whom the unbiased estimate is defined, less one.
const NO_UNBIASED_UP_TO: f64 = 4.0;

/// Effects and people of each study.
pub(super) fn compute(
    measure: CorrelationMeasure,
    columns: &Columns,
    options: &Options,
) -> Result<(Vec<Effect>, Vec<Option<f64>>), Error> {
    let r = columns.required("ri", measure.word())?.correlations()?;
    let n = columns.required("ni", measure.word())?.sizes()?;
    let estimates: Vec<Row<(f64, f64, f64)>> = (0..columns.k())
        .map(|i| {
            let (r, n) = (r.at(i)?, n.at(i)?);
            Ok((estimate(measure, r, n)?, r, n))
        })
        .collect();
    let average = weighted_mean(estimates.iter().flatten().map(|&(y, _, n)| (y, n)));
    let effect = |row: &Row<(f64, f64, f64)>| match *row {
        Ok((y, _, n)) if n <= NO_VARIANCE_UP_TO => Effect::without_variance(y, Absence::TooSmall),
        Ok((y, r, n)) => {
            let variance = match (measure, options.vtype) {
                (CorrelationMeasure::Zcor, _) => 1.0 / (n - 3.0),
                (_, Vtype::Ub) => unbiased_variance(y, r, n),
                (_, Vtype::Av) => (1.0 - average * average).powi(2) / (n - 1.0),
                (_, _) => (1.0 - y * y).powi(2) / (n - 1.0),
            };
            Effect::of(y, variance)
        }
        Err(why) => Effect::Absent(why),
    };
    let effects = estimates.iter().map(effect).collect();
    Ok((effects, (0..columns.k()).map(|i| n.at(i).ok()).collect()))
}

fn estimate(measure: CorrelationMeasure, r: f64, n: f64) -> Row<f64> {
    match measure {
        CorrelationMeasure::Cor => Ok(r),
        CorrelationMeasure::Ucor if n <= NO_UNBIASED_UP_TO => Err(Absence::TooSmall),
        CorrelationMeasure::Ucor => Ok(r * hypergeometric(0.5, 0.5, (n - 2.0) / 2.0, r * r)),
        CorrelationMeasure::Zcor => transform::rtoz(r).ok_or(Absence::Infinite),
    }
}

/// The unbiased estimate of the variance of the unbiased correlation `y`.
fn unbiased_variance(y: f64, r: f64, n: f64) -> f64 {
    let rest = (1.0 - r) * (1.0 + r);
    y * y - 1.0 + (n - 3.0) / (n - 2.0) * rest * hypergeometric(1.0, 1.0, n / 2.0, r * r)
}

/// What a study reports of its regression: t, R² (0 where it is not used) and the residual df.
struct Regression {
    t: f64,
    r2: f64,
    n: f64,
    df: f64,
}

/// Effects and people of each study.
pub(super) fn compute_partial(
    measure: PartialMeasure,
    columns: &Columns,
    options: &Options,
) -> Result<(Vec<Effect>, Vec<Option<f64>>), Error> {
    let word = measure.word();
    let t = columns.required("ti", word)?;
    let n = columns.required("ni", word)?.sizes()?;
    let m = columns.required("mi", word)?.counts()?;
    let r2 = if measure == PartialMeasure::Spcor {
        let r2 = columns.required("r2i", word)?;
        Some(r2.where_all("R² lies between 0 and 1", |v| (0.0..=1.0).contains(&v))?)
    } else {
        None
    };
    let mut rows: Vec<Row<Regression>> = Vec::with_capacity(columns.k());
    for i in 0..columns.k() {
        if let (Ok(n), Ok(predictors)) = (n.at(i), m.at(i))
            && n - predictors - 1.0 <= 0.0
        {
            return Err(m.refuse(i, predictors, "it leaves residual degrees of freedom"));
        }
        let read = || {
            let n = n.at(i)?;
            let r2 = r2.as_ref().map_or(Ok(0.0), |r2| r2.at(i))?;
            Ok(Regression {
                t: t.at(i)?,
                r2,
                n,
                df: n - m.at(i)? - 1.0,
            })
        };
        rows.push(read());
    }
    let estimates = rows
        .iter()
        .flatten()
        .map(|row| (partial_estimate(measure, row), row.n));
    let average = weighted_mean(estimates);
    let effect = |row: &Row<Regression>| match row {
        Ok(row) => partial_effect(
            measure,
            row,
            (options.vtype == Vtype::Av).then_some(average),
        ),
        Err(why) => Effect::Absent(*why),
    };
    let sizes = (0..columns.k()).map(|i| n.at(i).ok()).collect();
    Ok((rows.iter().map(effect).collect(), sizes))
}

fn partial_estimate(measure: PartialMeasure, row: &Regression) -> f64 {
    let partial = row.t / (row.t * row.t + row.df).sqrt();
    match measure {
        PartialMeasure::Pcor => partial,
        PartialMeasure::Zpcor => partial.atanh(),
        PartialMeasure::Spcor => row.t * (1.0 - row.r2).sqrt() / row.df.sqrt(),
    }
}

/// `average` is where the variance is taken, if not at the estimate.
fn partial_effect(measure: PartialMeasure, row: &Regression, average: Option<f64>) -> Effect {
    let estimate = partial_estimate(measure, row);
    let at = average.unwrap_or(estimate);
    let variance = match measure {
        PartialMeasure::Pcor => (1.0 - at * at).powi(2) / row.df,
        PartialMeasure::Zpcor => 1.0 / row.df,
        PartialMeasure::Spcor => {
            let without = row.r2 - at * at;
            (row.r2 * row.r2 - 2.0 * row.r2 + without + 1.0 - without * without) / row.n
        }
    };
    Effect::of(estimate, variance)
}
