//! The Mantel-Haenszel method: one odds ratio, risk ratio, risk difference, rate ratio or rate difference
//! common to all tables.
//!
//! Sources: Mantel & Haenszel 1959, J Natl Cancer Inst 22:719; Robins, Breslow & Greenland 1986, Biometrics
//! 42:311 (variance of OR); Greenland & Robins 1985, Biometrics 41:55 (RR, rates); Sato, Greenland & Robins
//! 1989, Biometrics 45:1323 (variance of RD); Cochran 1954; Tarone 1985; Breslow & Day 1980.

use super::pooled::{Complete, Heterogeneity, Pooled, Test, complete, known_effects};
use crate::{
    Error,
    escalc::{
        Absence, Columns, Measure, RatePair, RatePairMeasure, TableMeasure, Zeros, read_rate_pairs,
        words::words,
    },
};

words! {
    /// What the studies have in common.
    MhMeasure {
        /// Log odds ratio.
        Or = "OR",
        /// Log risk ratio.
        Rr = "RR",
        /// Risk difference.
        Rd = "RD",
        /// Log rate ratio.
        Irr = "IRR",
        /// Rate difference.
        Ird = "IRD",
    }
}

impl MhMeasure {
    /// The same measure of single studies.
    pub fn of_studies(self) -> Measure {
        match self {
            Self::Or => Measure::Table(TableMeasure::Or),
            Self::Rr => Measure::Table(TableMeasure::Rr),
            Self::Rd => Measure::Table(TableMeasure::Rd),
            Self::Irr => Measure::RatePair(RatePairMeasure::Irr),
            Self::Ird => Measure::RatePair(RatePairMeasure::Ird),
        }
    }
}

/// Whether tests of association are corrected for continuity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continuity {
    /// By half an event.
    Corrected,
    /// Not.
    Uncorrected,
}

impl Continuity {
    fn events(self) -> f64 {
        match self {
            Self::Corrected => 0.5,
            Self::Uncorrected => 0.0,
        }
    }
}

/// How tables are pooled: metafor's defaults unless told otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MhOptions {
    /// Empty cells in the effect sizes, which serve the test of heterogeneity.
    pub effects: Zeros,
    /// Empty cells in the tables that are pooled.
    pub tables: Zeros,
    /// Correction of the tests of association.
    pub continuity: Continuity,
    /// Level of the interval.
    pub level: f64,
}

impl Default for MhOptions {
    fn default() -> Self {
        Self {
            effects: super::EFFECTS,
            tables: super::TABLES,
            continuity: Continuity::Corrected,
            level: 0.95,
        }
    }
}

/// A Mantel-Haenszel estimate and the tests that go with it.
#[derive(Debug, Clone, PartialEq)]
pub struct MantelHaenszel {
    /// The common measure.
    pub pooled: Pooled,
    /// Between the effect sizes of the studies.
    pub heterogeneity: Heterogeneity,
    /// Mantel and Haenszel's test of association; of OR and IRR only.
    pub mantel_haenszel: Option<Test>,
    /// Cochran's test of association; of OR only.
    pub cochran: Option<Test>,
    /// Breslow and Day's test that the odds ratios are equal.
    pub breslow_day: Option<Test>,
    /// The same with Tarone's correction.
    pub tarone: Option<Test>,
    /// Studies pooled.
    pub k: usize,
    /// Studies that have an effect size.
    pub k_effects: usize,
    /// Studies left out, by position.
    pub omitted: Vec<(usize, Absence)>,
}

impl MantelHaenszel {
    fn new(
        pooled: Pooled,
        effects: &[(f64, f64)],
        k: usize,
        omitted: Vec<(usize, Absence)>,
    ) -> Self {
        Self {
            pooled,
            heterogeneity: Heterogeneity::about(pooled.beta, effects),
            mantel_haenszel: None,
            cochran: None,
            breslow_day: None,
            tarone: None,
            k,
            k_effects: effects.len(),
            omitted,
        }
    }
}

/// Pools the tables (`ai`, `bi` or `n1i`, `ci`, `di` or `n2i`) or rates (`x1i`, `t1i`, `x2i`, `t2i`) of all
/// studies.
///
/// # Errors
/// Those of [`effect_sizes`](crate::escalc::effect_sizes); [`Error::TooFew`] without a study,
/// [`Error::BadLevel`], and [`Error::Undefined`] where a ratio is zero or infinite.
pub fn mantel_haenszel(
    measure: MhMeasure,
    columns: &Columns,
    options: &MhOptions,
) -> Result<MantelHaenszel, Error> {
    let effects = known_effects(measure.of_studies(), columns, options.effects)?;
    match measure {
        MhMeasure::Or | MhMeasure::Rr | MhMeasure::Rd => {
            let (tables, omitted) = super::tables(columns, measure.word(), options.tables)?;
            let (beta, se) = match measure {
                MhMeasure::Rr => risk_ratio(&tables)?,
                MhMeasure::Rd => risk_difference(&tables),
                MhMeasure::Or | MhMeasure::Irr | MhMeasure::Ird => odds_ratio(&tables)?,
            };
            let pooled = Pooled::new(beta, se, options.level)?;
            let mut result = MantelHaenszel::new(pooled, &effects, tables.len(), omitted);
            if measure == MhMeasure::Or {
                test_tables(&mut result, &tables, options.continuity.events());
            }
            Ok(result)
        }
        MhMeasure::Irr | MhMeasure::Ird => {
            let (rates, omitted) = rates(columns, measure, options.tables)?;
            let (beta, se) = if measure == MhMeasure::Irr {
                rate_ratio(&rates)?
            } else {
                rate_difference(&rates)
            };
            let pooled = Pooled::new(beta, se, options.level)?;
            let mut result = MantelHaenszel::new(pooled, &effects, rates.len(), omitted);
            if measure == MhMeasure::Irr {
                result.mantel_haenszel = Some(test_rates(&rates, options.continuity.events()));
            }
            Ok(result)
        }
    }
}

/// The sums are all a ratio needs; where one is zero there is none.
fn ratio(r: f64, s: f64) -> Result<f64, Error> {
    if 0.0 < r && 0.0 < s {
        Ok((r / s).ln())
    } else {
        Err(Error::Undefined {
            what: "the Mantel-Haenszel ratio",
            why: "one of the groups has no events in any study, or nothing else",
        })
    }
}

fn sum<T>(studies: &[T], term: impl Fn(&T) -> f64) -> f64 {
    studies.iter().map(term).sum()
}

fn odds_ratio(tables: &[[f64; 4]]) -> Result<(f64, f64), Error> {
    let n = |t: &[f64; 4]| t.iter().sum::<f64>();
    let p = |t: &[f64; 4]| (t[0] + t[3]) / n(t);
    let q = |t: &[f64; 4]| (t[1] + t[2]) / n(t);
    let r = |t: &[f64; 4]| t[0] * t[3] / n(t);
    let s = |t: &[f64; 4]| t[1] * t[2] / n(t);
    let (all_r, all_s) = (sum(tables, r), sum(tables, s));
    let beta = ratio(all_r, all_s)?;
    let variance = sum(tables, |t| p(t) * r(t)) / (all_r * all_r)
        + sum(tables, |t| p(t) * s(t) + q(t) * r(t)) / (all_r * all_s)
        + sum(tables, |t| q(t) * s(t)) / (all_s * all_s);
    Ok((beta, (variance / 2.0).sqrt()))
}

fn risk_ratio(tables: &[[f64; 4]]) -> Result<(f64, f64), Error> {
    let r = sum(tables, |&[a, b, c, d]| a * (c + d) / (a + b + c + d));
    let s = sum(tables, |&[a, b, c, d]| c * (a + b) / (a + b + c + d));
    let beta = ratio(r, s)?;
    let spread = sum(tables, |&[a, b, c, d]| {
        let n = a + b + c + d;
        (a + b) * (c + d) * (a + c) / (n * n) - a * c / n
    });
    Ok((beta, (spread / (r * s)).sqrt()))
}

fn risk_difference(tables: &[[f64; 4]]) -> (f64, f64) {
    let weight = sum(tables, |&[a, b, c, d]| (a + b) * (c + d) / (a + b + c + d));
    let difference = sum(tables, |&[a, b, c, d]| {
        (a * (c + d) - c * (a + b)) / (a + b + c + d)
    });
    let beta = difference / weight;
    let slope = sum(tables, |&[a, b, c, d]| {
        let n = a + b + c + d;
        let (share1, share2) = ((a + b) / n, (c + d) / n);
        c * share1 * share1 - a * share2 * share2 + share1 * share2 * (c + d - a - b) / 2.0
    });
    let level = sum(tables, |&[a, b, c, d]| (a * d + c * b) / (a + b + c + d)) / 2.0;
    (beta, (beta * slope + level).sqrt() / weight)
}

fn test_tables(result: &mut MantelHaenszel, tables: &[[f64; 4]], continuity: f64) {
    let excess = sum(tables, |&[a, b, c, d]| {
        a - (a + b) * (a + c) / (a + b + c + d)
    });
    let square = (excess.abs() - continuity).powi(2);
    let spread = |&[a, b, c, d]: &[f64; 4], lost: f64| {
        let n = a + b + c + d;
        (a + b) / n * (c + d) / n * (a + c) * (b + d) / (n - lost)
    };
    result.cochran = Some(Test::chi2(square / sum(tables, |t| spread(t, 0.0)), 1.0));
    result.mantel_haenszel = Some(Test::chi2(square / sum(tables, |t| spread(t, 1.0)), 1.0));
    let odds_ratio = result.pooled.beta.exp();
    // For each table with both groups and both outcomes: the events of the first group beyond what the common
    // odds ratio expects, and their variance.
    let fitted: Vec<(f64, f64)> = tables
        .iter()
        .filter_map(|&[a, b, c, d]| {
            let (n1, n2, yes, no) = (a + b, c + d, a + c, b + d);
            let expected = first_cell(odds_ratio, n1, n2, yes);
            let cells = [
                expected,
                n1 - expected,
                yes - expected,
                expected - n1 - yes + n1 + n2,
            ];
            let is_informative = [expected, n1, n2, yes, no].iter().all(|&count| 0.0 < count);
            let variance = 1.0 / cells.iter().map(|cell| 1.0 / cell).sum::<f64>();
            is_informative.then_some((a - expected, variance))
        })
        .collect();
    let breslow_day = sum(&fitted, |(excess, variance)| excess * excess / variance).max(0.0);
    let common =
        sum(&fitted, |(excess, _)| *excess).powi(2) / sum(&fitted, |(_, variance)| *variance);
    let df = fitted.len() as f64 - 1.0;
    result.breslow_day = Some(Test::chi2(breslow_day, df));
    result.tarone = Some(Test::chi2((breslow_day - common).max(0.0), df));
}

/// The first cell of a table with these margins and this odds ratio.
fn first_cell(odds_ratio: f64, n1: f64, n2: f64, yes: f64) -> f64 {
    let beyond = odds_ratio - 1.0;
    if beyond.abs() < f64::EPSILON {
        return n1 / (n1 + n2) * yes;
    }
    let linear = odds_ratio * (n1 + yes) + (n2 - yes);
    let root = (linear * linear - 4.0 * n1 * yes * odds_ratio * beyond).sqrt();
    (linear - root) / (2.0 * beyond)
}

fn rates(columns: &Columns, measure: MhMeasure, zeros: Zeros) -> Result<Complete<RatePair>, Error> {
    let rows = read_rate_pairs(columns, measure.word())?;
    let mut events: Vec<_> = rows.iter().map(|row| row.map(|(x, _)| x)).collect();
    zeros.drop(&mut events, |x| x.iter().all(|&x| x <= 0.0));
    zeros.fill(&mut events, zeros.add.unwrap_or(0.0));
    let rows = rows.iter().zip(events);
    let rows = rows.map(|(row, events)| events.and_then(|x| row.map(|(_, times)| (x, times))));
    let (rates, omitted) = complete(rows.collect());
    if rates.is_empty() {
        return Err(Error::TooFew { k: 0, least: 1 });
    }
    Ok((rates, omitted))
}

fn rate_ratio(rates: &[RatePair]) -> Result<(f64, f64), Error> {
    let r = sum(rates, |([x1, _], [t1, t2])| x1 * t2 / (t1 + t2));
    let s = sum(rates, |([_, x2], [t1, t2])| x2 * t1 / (t1 + t2));
    let beta = ratio(r, s)?;
    Ok((beta, (sum(rates, rate_spread) / (r * s)).sqrt()))
}

/// The variance of the first group's events, given those of both.
fn rate_spread(([x1, x2], [t1, t2]): &RatePair) -> f64 {
    let t = t1 + t2;
    t1 / t * t2 / t * (x1 + x2)
}

fn rate_difference(rates: &[RatePair]) -> (f64, f64) {
    let weight = sum(rates, |(_, [t1, t2])| t1 * t2 / (t1 + t2));
    let difference = sum(rates, |([x1, x2], [t1, t2])| {
        (x1 * t2 - x2 * t1) / (t1 + t2)
    });
    let variance = sum(rates, |([x1, x2], [t1, t2])| {
        (t1 * t2 / (t1 + t2)).powi(2) * (x1 / (t1 * t1) + x2 / (t2 * t2))
    });
    (difference / weight, variance.sqrt() / weight)
}

fn test_rates(rates: &[RatePair], continuity: f64) -> Test {
    let excess = sum(rates, |([x1, x2], [t1, t2])| {
        x1 - (x1 + x2) * t1 / (t1 + t2)
    });
    let square = (excess.abs() - continuity).powi(2);
    Test::chi2(square / sum(rates, rate_spread), 1.0)
}
