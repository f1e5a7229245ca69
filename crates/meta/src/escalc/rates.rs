//! Measures of events in person-time, of two groups (`x1i` events in `t1i`, `x2i` in `t2i`) and of one
//! (`xi` in `ti`).
//!
//! Sources: Rothman, Greenland & Lash 2008, ch. 14; Bagos & Nikolopoulos 2009; Freeman & Tukey 1950.

use super::{Columns, Effect, Options, columns::Row, words::words};
use crate::Error;

words! {
    /// Measures of two incidence rates.
    RatePairMeasure {
        /// Log rate ratio.
        Irr = "IRR",
        /// Rate difference.
        Ird = "IRD",
        /// Difference of square roots of rates.
        Irsd = "IRSD",
    }
}

words! {
    /// Measures of one incidence rate.
    RateMeasure {
        /// Rate.
        Ir = "IR",
        /// Log rate.
        Irln = "IRLN",
        /// Square root of the rate.
        Irs = "IRS",
        /// Freeman-Tukey transformed rate.
        Irft = "IRFT",
    }
}

/// The events of both groups, and their person-time.
pub(crate) type RatePair = ([f64; 2], [f64; 2]);

/// Events and person-time of both groups of each study.
pub(crate) fn read_pairs(
    columns: &Columns,
    measure: &'static str,
) -> Result<Vec<Row<RatePair>>, Error> {
    let x1 = columns.required("x1i", measure)?.counts()?;
    let x2 = columns.required("x2i", measure)?.counts()?;
    let t1 = columns.required("t1i", measure)?.times()?;
    let t2 = columns.required("t2i", measure)?.times()?;
    let row = |i| Ok(([x1.at(i)?, x2.at(i)?], [t1.at(i)?, t2.at(i)?]));
    Ok((0..columns.k()).map(row).collect())
}

/// Effects and person-time of each study.
pub(super) fn compute_pairs(
    measure: RatePairMeasure,
    columns: &Columns,
    options: &Options,
    add: f64,
) -> Result<(Vec<Effect>, Vec<Option<f64>>), Error> {
    let rows = read_pairs(columns, measure.word())?;
    let mut events: Vec<Row<[f64; 2]>> = rows.iter().map(|row| row.map(|(x, _)| x)).collect();
    options
        .zeros
        .drop(&mut events, |x| x.iter().all(|&x| x <= 0.0));
    options.zeros.fill(&mut events, add);
    let effect = |(row, events): (&Row<RatePair>, Row<[f64; 2]>)| {
        let both = row.and_then(|(_, times)| events.map(|x| (x, times)));
        both.map_or_else(Effect::Absent, |(x, times)| pair_effect(measure, x, times))
    };
    let effects = rows.iter().zip(events).map(effect).collect();
    let sizes = rows
        .iter()
        .map(|row| row.ok().map(|(_, [t1, t2])| t1 + t2))
        .collect();
    Ok((effects, sizes))
}

fn pair_effect(measure: RatePairMeasure, [x1, x2]: [f64; 2], [t1, t2]: [f64; 2]) -> Effect {
    let (rate1, rate2) = (x1 / t1, x2 / t2);
    match measure {
        RatePairMeasure::Irr => Effect::of(rate1.ln() - rate2.ln(), 1.0 / x1 + 1.0 / x2),
        RatePairMeasure::Ird => Effect::of(rate1 - rate2, rate1 / t1 + rate2 / t2),
        RatePairMeasure::Irsd => Effect::of(
            rate1.sqrt() - rate2.sqrt(),
            1.0 / (4.0 * t1) + 1.0 / (4.0 * t2),
        ),
    }
}

/// Effects and person-time of each study.
pub(super) fn compute(
    measure: RateMeasure,
    columns: &Columns,
    options: &Options,
    add: f64,
) -> Result<(Vec<Effect>, Vec<Option<f64>>), Error> {
    let x = columns.required("xi", measure.word())?.counts()?;
    let t = columns.required("ti", measure.word())?.times()?;
    let mut events: Vec<Row<[f64; 1]>> = (0..columns.k()).map(|i| x.at(i).map(|x| [x])).collect();
    options.zeros.fill(&mut events, add);
    let effect = |(i, row): (usize, Row<[f64; 1]>)| {
        let both = row.and_then(|[x]| t.at(i).map(|t| (x, t)));
        both.map_or_else(Effect::Absent, |(x, t)| effect(measure, x, t))
    };
    let effects = events.into_iter().enumerate().map(effect).collect();
    let sizes = (0..columns.k()).map(|i| t.at(i).ok()).collect();
    Ok((effects, sizes))
}

fn effect(measure: RateMeasure, x: f64, t: f64) -> Effect {
    let rate = x / t;
    match measure {
        RateMeasure::Ir => Effect::of(rate, rate / t),
        RateMeasure::Irln => Effect::of(rate.ln(), 1.0 / x),
        RateMeasure::Irs => Effect::of(rate.sqrt(), 1.0 / (4.0 * t)),
        RateMeasure::Irft => Effect::of(
            f64::midpoint(rate.sqrt(), (rate + 1.0 / t).sqrt()),
            1.0 / (4.0 * t),
        ),
    }
}
