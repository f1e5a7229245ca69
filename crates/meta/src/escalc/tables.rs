//! Measures of two groups and a yes-or-no outcome: the 2×2 table.
//!
//! | | yes | no |
//! |---|---|---|
//! | group 1 | `ai` | `bi` |
//! | group 2 | `ci` | `di` |
//!
//! Sources: Fleiss & Berlin 2009 (RR, OR, RD), Rücker et al. 2009 (AS), Yusuf et al. 1985 (PETO),
//! Digby 1983 and Yule 1912 (YUQ, YUY), Sánchez-Meca et al. 2003 (PBIT, OR2D), Tate 1955 (PHI).

use std::f64::consts::PI;

use super::{
    Absence, Columns, Effect, Options, Vtype,
    columns::{Column, Row},
    tetrachoric, weighted_mean,
    words::words,
};
use crate::{Error, special};

words! {
    /// Measures of a 2×2 table of independent groups.
    TableMeasure {
        /// Log risk ratio.
        Rr = "RR",
        /// Log odds ratio.
        Or = "OR",
        /// Risk difference.
        Rd = "RD",
        /// Difference of arcsine-transformed risks.
        As = "AS",
        /// Log odds ratio after Peto.
        Peto = "PETO",
        /// Phi coefficient.
        Phi = "PHI",
        /// Yule's Q.
        Yuq = "YUQ",
        /// Yule's Y.
        Yuy = "YUY",
        /// Tetrachoric correlation.
        Rtet = "RTET",
        /// Probit-transformed risk difference, a standardised mean difference.
        Pbit = "PBIT",
        /// Log odds ratio as a standardised mean difference, by the logistic distribution.
        Or2d = "OR2D",
        /// The same by the normal distribution (Cox & Snell).
        Or2dn = "OR2DN",
        /// The same as OR2D.
        Or2dl = "OR2DL",
    }
}

/// Ratio of a log odds ratio to a standardised mean difference of logistic distributions.
pub(super) const LOGISTIC: f64 = 1.813_799_364_234_217_8;
/// The same of normal distributions (Cox & Snell 1989).
pub(super) const COX_SNELL: f64 = 1.65;

/// The cells `[a, b, c, d]` of each study, from `ai`, `ci` and `bi`, `di` or `n1i`, `n2i`.
pub(crate) fn read(columns: &Columns, measure: &'static str) -> Result<Vec<Row<[f64; 4]>>, Error> {
    let first = Group::read(columns, measure, ["ai", "bi", "n1i"])?;
    let second = Group::read(columns, measure, ["ci", "di", "n2i"])?;
    (0..columns.k())
        .map(|i| {
            let (one, two) = (first.counts(i)?, second.counts(i)?);
            Ok(one.and_then(|[a, b]| two.map(|[c, d]| [a, b, c, d])))
        })
        .collect()
}

/// Whether neither group has events, or neither has anything else.
pub(crate) fn is_double_zero(&[a, b, c, d]: &[f64; 4]) -> bool {
    a + c <= 0.0 || b + d <= 0.0
}

/// One group of each table: events, non-events, and both together.
struct Group {
    events: Column,
    others: Column,
    totals: Column,
}

impl Group {
    fn read(
        columns: &Columns,
        measure: &'static str,
        [events, others, totals]: [&'static str; 3],
    ) -> Result<Self, Error> {
        let group = Self {
            events: columns.required(events, measure)?.counts()?,
            others: columns.optional(others)?.counts()?,
            totals: columns.optional(totals)?.counts()?,
        };
        if group.others.is_given() || group.totals.is_given() {
            Ok(group)
        } else {
            Err(Error::MissingField {
                measure,
                field: others,
            })
        }
    }

    /// Events and non-events of study `i`.
    fn counts(&self, i: usize) -> Result<Row<[f64; 2]>, Error> {
        let events = self.events.at(i);
        let (others, total) = (self.others.at(i), self.totals.at(i));
        if let (Ok(x), Ok(m), Ok(n)) = (events, others, total)
            && 0.0 < (x + m - n).abs()
        {
            return Err(self.totals.refuse(i, n, "it is the sum of the two counts"));
        }
        if let (Ok(x), Ok(n)) = (events, total)
            && n < x
        {
            return Err(self.events.refuse(i, x, "it is no more than the group"));
        }
        Ok(events.and_then(|x| {
            others
                .or_else(|why| total.map(|n| n - x).map_err(|_missing| why))
                .map(|m| [x, m])
        }))
    }
}

/// Effects and people of each study.
pub(super) fn compute(
    measure: TableMeasure,
    columns: &Columns,
    options: &Options,
    add: f64,
) -> Result<(Vec<Effect>, Vec<Option<f64>>), Error> {
    let mut rows = read(columns, measure.word())?;
    let sizes = rows
        .iter()
        .map(|row| row.ok().map(|cells| cells.iter().sum()))
        .collect();
    options.zeros.drop(&mut rows, is_double_zero);
    options.zeros.fill(&mut rows, add);
    let means = if options.vtype == Vtype::Av {
        let first = |&[a, b, _, _]: &[f64; 4]| (a / (a + b), a + b);
        let second = |&[_, _, c, d]: &[f64; 4]| (c / (c + d), c + d);
        [
            weighted_mean(rows.iter().flatten().map(first)),
            weighted_mean(rows.iter().flatten().map(second)),
        ]
    } else {
        [0.0; 2]
    };
    let effect = |row: Row<[f64; 4]>| match row {
        Ok(cells) => effect(measure, cells, options.vtype, means),
        Err(why) => Effect::Absent(why),
    };
    Ok((rows.into_iter().map(effect).collect(), sizes))
}

fn effect(measure: TableMeasure, cells: [f64; 4], vtype: Vtype, means: [f64; 2]) -> Effect {
    let [a, b, c, d] = cells;
    let (n1, n2) = (a + b, c + d);
    let (p1, p2) = (a / n1, c / n2);
    let inverses = 1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d;
    let odds_ratio = (a / b) / (c / d);
    let log_odds_ratio = |scale: f64| {
        let estimate = (p1 / (1.0 - p1)).ln() - (p2 / (1.0 - p2)).ln();
        Effect::of(estimate / scale, inverses / (scale * scale))
    };
    match measure {
        TableMeasure::Rr => Effect::of(p1.ln() - p2.ln(), 1.0 / a - 1.0 / n1 + 1.0 / c - 1.0 / n2),
        TableMeasure::Or => log_odds_ratio(1.0),
        TableMeasure::Rd => Effect::of(p1 - p2, difference_variance(cells, vtype, means)),
        TableMeasure::As => Effect::of(
            p1.sqrt().asin() - p2.sqrt().asin(),
            1.0 / (4.0 * n1) + 1.0 / (4.0 * n2),
        ),
        TableMeasure::Peto => {
            let (excess, variance) = peto(cells);
            Effect::of(excess / variance, 1.0 / variance)
        }
        TableMeasure::Phi => phi(cells, vtype),
        TableMeasure::Yuq => {
            let q = (odds_ratio - 1.0) / (odds_ratio + 1.0);
            Effect::of(q, (1.0 - q * q).powi(2) * inverses / 4.0)
        }
        TableMeasure::Yuy => {
            let y = (odds_ratio.sqrt() - 1.0) / (odds_ratio.sqrt() + 1.0);
            Effect::of(y, (1.0 - y * y).powi(2) * inverses / 16.0)
        }
        TableMeasure::Rtet => tetrachoric::correlation(cells),
        TableMeasure::Pbit => probit(p1, n1, p2, n2),
        TableMeasure::Or2d | TableMeasure::Or2dl => log_odds_ratio(LOGISTIC),
        TableMeasure::Or2dn => log_odds_ratio(COX_SNELL),
    }
}

/// Events of the first group above their hypergeometric mean, and their hypergeometric variance.
pub(crate) fn peto([a, b, c, d]: [f64; 4]) -> (f64, f64) {
    let (n1, n2) = (a + b, c + d);
    let n = n1 + n2;
    let (yes, no) = (a + c, b + d);
    let variance = yes * no * (n1 / n) * (n2 / n) / (n - 1.0);
    (a - yes * n1 / n, variance)
}

fn difference_variance([a, b, c, d]: [f64; 4], vtype: Vtype, means: [f64; 2]) -> f64 {
    let (n1, n2) = (a + b, c + d);
    let (p1, p2) = if vtype == Vtype::Av {
        (means[0], means[1])
    } else {
        (a / n1, c / n2)
    };
    let lost = if vtype == Vtype::Ub { 1.0 } else { 0.0 };
    p1 * (1.0 - p1) / (n1 - lost) + p2 * (1.0 - p2) / (n2 - lost)
}

fn probit(p1: f64, n1: f64, p2: f64, n2: f64) -> Effect {
    if p1.is_nan() || p2.is_nan() {
        return Effect::Absent(Absence::Undefined);
    }
    let is_inside = |p: f64| 0.0 < p && p < 1.0;
    if !is_inside(p1) || !is_inside(p2) {
        return Effect::Absent(Absence::Infinite);
    }
    let (z1, z2) = (special::normal_quantile(p1), special::normal_quantile(p2));
    let variance = |p: f64, z: f64, n: f64| 2.0 * PI * p * (1.0 - p) * (z * z).exp() / n;
    Effect::of(z1 - z2, variance(p1, z1, n1) + variance(p2, z2, n2))
}

fn phi([a, b, c, d]: [f64; 4], vtype: Vtype) -> Effect {
    let (n1, n2, yes, no) = (a + b, c + d, a + c, b + d);
    let n = n1 + n2;
    let phi = (a * d - b * c) / (n1 * n2 * yes * no).sqrt();
    if vtype == Vtype::St {
        return Effect::of(phi, stratified_phi_variance([a, b, c, d]));
    }
    let [row1, row2, column1, column2] = [n1 / n, n2 / n, yes / n, no / n];
    let (rows, columns) = (row1 - row2, column1 - column2);
    let (rows_product, columns_product) = (row1 * row2, column1 * column2);
    let variance = (1.0 - phi * phi
        + phi * (1.0 + phi * phi / 2.0) * rows * columns / (rows_product * columns_product).sqrt()
        - 0.75 * phi * phi * (rows * rows / rows_product + columns * columns / columns_product))
        / n;
    Effect::of(phi, variance)
}

/// The variance of φ = √(n₁n₂)(p₁ − p₂)/√(yes · no) when the row totals are fixed: the delta method on
/// the two risks.
fn stratified_phi_variance([a, b, c, d]: [f64; 4]) -> f64 {
    let (n1, n2, yes, no) = (a + b, c + d, a + c, b + d);
    let (p1, p2) = (a / n1, c / n2);
    let bend = (p1 - p2) * (no - yes) / (2.0 * yes * no);
    let (slope1, slope2) = (1.0 - bend * n1, 1.0 + bend * n2);
    n1 * n2 / (yes * no)
        * (slope1 * slope1 * p1 * (1.0 - p1) / n1 + slope2 * slope2 * p2 * (1.0 - p2) / n2)
}
