//! Measures of one group of pairs and a yes-or-no outcome: the marginals of a table of pairs, where `ai`
//! pairs say yes both times, `bi` yes then no, `ci` no then yes and `di` no both times.
//!
//! Sources: Becker & Balagtas 1993, Curtin et al. 2002, Elbourne et al. 2002, May & Johnson 1997, Zou 2007.

use super::{Columns, Effect, Options, columns::Row, tables, words::words};
use crate::Error;

words! {
    /// Measures of a 2×2 table of pairs.
    PairedMeasure {
        /// Marginal risk difference.
        Mprd = "MPRD",
        /// Log marginal risk ratio.
        Mprr = "MPRR",
        /// Log marginal odds ratio.
        Mpor = "MPOR",
        /// Log conditional odds ratio.
        Mporc = "MPORC",
        /// Log conditional odds ratio after Peto.
        Mppeto = "MPPETO",
        /// Log marginal odds ratio from the two marginal tables and the correlation `ri` of the pairs.
        Mporm = "MPORM",
    }
}

/// Effects and pairs of each study.
pub(super) fn compute(
    measure: PairedMeasure,
    columns: &Columns,
    options: &Options,
    add: f64,
) -> Result<(Vec<Effect>, Vec<Option<f64>>), Error> {
    let mut rows = tables::read(columns, measure.word())?;
    // A pair stands twice in the marginal tables.
    let pairs = |cells: [f64; 4]| {
        let n: f64 = cells.iter().sum();
        if measure == PairedMeasure::Mporm {
            (n / 2.0).round_ties_even()
        } else {
            n
        }
    };
    let sizes = rows.iter().map(|row| row.ok().map(pairs)).collect();
    options.zeros.drop(&mut rows, tables::is_double_zero);
    options.zeros.fill(&mut rows, add);
    let effects = if measure == PairedMeasure::Mporm {
        let correlations = columns.required("ri", measure.word())?.correlations()?;
        let effect = |(i, row): (usize, Row<[f64; 4]>)| {
            let both = row.and_then(|cells| correlations.at(i).map(|r| (cells, r)));
            both.map_or_else(Effect::Absent, |(cells, r)| {
                from_margins(cells, r, pairs(cells))
            })
        };
        rows.into_iter().enumerate().map(effect).collect()
    } else {
        let effect =
            |row: Row<[f64; 4]>| row.map_or_else(Effect::Absent, |cells| effect(measure, cells));
        rows.into_iter().map(effect).collect()
    };
    Ok((effects, sizes))
}

fn effect(measure: PairedMeasure, [a, b, c, d]: [f64; 4]) -> Effect {
    let n = a + b + c + d;
    let (first, second) = ((a + b) / n, (a + c) / n);
    let (p12, p21) = (b / n, c / n);
    let changed = p12 * (1.0 - p12) + p21 * (1.0 - p21) + 2.0 * p12 * p21;
    let odds = |p: f64| p / (1.0 - p);
    match measure {
        PairedMeasure::Mprd => Effect::of(first - second, changed / n),
        PairedMeasure::Mprr => {
            Effect::of(first.ln() - second.ln(), (p12 + p21) / (n * first * second))
        }
        PairedMeasure::Mpor | PairedMeasure::Mporm => {
            let spread = first * (1.0 - first) * second * (1.0 - second);
            Effect::of(odds(first).ln() - odds(second).ln(), changed / (n * spread))
        }
        PairedMeasure::Mporc => Effect::of(b.ln() - c.ln(), 1.0 / b + 1.0 / c),
        PairedMeasure::Mppeto => Effect::of(2.0 * (b - c) / (b + c), 4.0 / (b + c)),
    }
}

/// The odds ratio of two marginal tables of the same `n` pairs, whose outcomes correlate by `r`.
fn from_margins([a, b, c, d]: [f64; 4], r: f64, n: f64) -> Effect {
    let product = a * b * c * d;
    let joint = (r * product.sqrt() + a * b) / n;
    let covariance = n * n * (n * joint - a * b) / product;
    let estimate = (a / b).ln() - (c / d).ln();
    let independent = 1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d;
    Effect::of(estimate, independent - 2.0 * covariance / n)
}
