//! Measures of one group: the mean `mi` and standard deviation `sdi` of `ni` people; the reliability
//! `ai` (Cronbach's α) of `mi` items and `ni` people; the genotypes `ai`, `bi`, `ci` of a locus.
//!
//! Sources: Nakagawa et al. 2015 (CVLN, SDLN), Feldt 1965 and Bonett 2002 (ABT), Hakstian & Whalen 1976
//! (AHW), Ziegler, Steen & Wellek 2011 (REH).

use super::{
    Absence, Columns, Effect,
    columns::{Column, Row},
    small_sample::hedges_j,
    words::words,
};
use crate::{Error, transform};

words! {
    /// Measures of one group and a continuous outcome.
    MeanMeasure {
        /// Mean.
        Mn = "MN",
        /// Log mean.
        Mnln = "MNLN",
        /// Log coefficient of variation.
        Cvln = "CVLN",
        /// Log standard deviation.
        Sdln = "SDLN",
        /// Standardised mean.
        Smn = "SMN",
    }
}

words! {
    /// Measures of reliability.
    AlphaMeasure {
        /// Cronbach's α.
        Araw = "ARAW",
        /// 1 − (1 − α)^⅓.
        Ahw = "AHW",
        /// −ln(1 − α).
        Abt = "ABT",
    }
}

words! {
    /// Measures of one locus.
    GenotypeMeasure {
        /// Log relative excess of heterozygotes: `bi` of them, `ai` and `ci` homozygotes.
        Reh = "REH",
    }
}

/// Effects and people of each study.
pub(super) fn compute(
    measure: MeanMeasure,
    columns: &Columns,
) -> Result<(Vec<Effect>, Vec<Option<f64>>), Error> {
    let word = measure.word();
    let needs_mean = measure != MeanMeasure::Sdln;
    let m = if needs_mean {
        columns.required("mi", word)?
    } else {
        columns.optional("mi")?
    };
    let m = if matches!(measure, MeanMeasure::Mnln | MeanMeasure::Cvln) {
        m.where_all("a mean on a ratio scale is zero or more", |v| 0.0 <= v)?
    } else {
        m
    };
    let sd = columns.required("sdi", word)?.spreads()?;
    let n = columns.required("ni", word)?.sizes()?;
    let effect = |i: usize| -> Row<Effect> {
        let mean = if needs_mean { m.at(i)? } else { 0.0 };
        effect(measure, mean, sd.at(i)?, n.at(i)?)
    };
    Ok((settle(columns.k(), effect), sizes(&n, columns.k())))
}

fn effect(measure: MeanMeasure, m: f64, sd: f64, n: f64) -> Row<Effect> {
    let half = 0.5 / (n - 1.0);
    let relative = sd * sd / (n * m * m);
    Ok(match measure {
        MeanMeasure::Mn => Effect::of(m, sd * sd / n),
        MeanMeasure::Mnln => Effect::of(m.ln(), relative),
        MeanMeasure::Cvln => Effect::of((sd / m).ln() + half, half + relative),
        MeanMeasure::Sdln => Effect::of(sd.ln() + half, half),
        MeanMeasure::Smn => {
            let g = hedges_j(n - 1.0)? * m / sd;
            Effect::of(g, 1.0 / n + g * g / (2.0 * n))
        }
    })
}

/// Effects and people of each study.
pub(super) fn compute_alpha(
    measure: AlphaMeasure,
    columns: &Columns,
) -> Result<(Vec<Effect>, Vec<Option<f64>>), Error> {
    let word = measure.word();
    let alpha = columns
        .required("ai", word)?
        .where_all("a reliability is at most 1", |v| v <= 1.0)?;
    let items = columns
        .required("mi", word)?
        .where_all("a scale has two items or more", |v| 2.0 <= v)?;
    let n = columns.required("ni", word)?.sizes()?;
    let effect = |i: usize| Ok(alpha_effect(measure, alpha.at(i)?, items.at(i)?, n.at(i)?));
    Ok((settle(columns.k(), effect), sizes(&n, columns.k())))
}

fn alpha_effect(measure: AlphaMeasure, alpha: f64, m: f64, n: f64) -> Effect {
    let rest = 1.0 - alpha;
    let odd = m / (m - 1.0);
    match measure {
        AlphaMeasure::Araw => Effect::of(alpha, 2.0 * odd * rest * rest / (n - 2.0)),
        AlphaMeasure::Ahw => Effect::of(
            transform::ahw(alpha),
            18.0 * odd * (n - 1.0) * rest.cbrt().powi(2) / (9.0 * n - 11.0).powi(2),
        ),
        AlphaMeasure::Abt => transform::abt(alpha)
            .map_or(Effect::Absent(Absence::Infinite), |estimate| {
                Effect::of(estimate, 2.0 * odd / (n - 2.0))
            }),
    }
}

/// Effects and people of each study.
pub(super) fn compute_genotypes(
    measure: GenotypeMeasure,
    columns: &Columns,
) -> Result<(Vec<Effect>, Vec<Option<f64>>), Error> {
    let read = |field| columns.required(field, measure.word())?.counts();
    let genotypes = [read("ai")?, read("bi")?, read("ci")?];
    let row = |i: usize| -> Row<[f64; 3]> {
        Ok([
            genotypes[0].at(i)?,
            genotypes[1].at(i)?,
            genotypes[2].at(i)?,
        ])
    };
    let effect = |i: usize| {
        let [a, b, c] = row(i)?;
        let n = a + b + c;
        let [p, both, q] = [a / n, b / n, c / n];
        let variance = ((1.0 - both) / (4.0 * p * q) + 1.0 / both) / n;
        Ok(Effect::of(
            both.ln() - (2.0 * (p * q).sqrt()).ln(),
            variance,
        ))
    };
    let sizes = (0..columns.k())
        .map(|i| row(i).ok().map(|row| row.iter().sum()))
        .collect();
    Ok((settle(columns.k(), effect), sizes))
}

fn settle(k: usize, effect: impl Fn(usize) -> Row<Effect>) -> Vec<Effect> {
    (0..k)
        .map(|i| effect(i).unwrap_or_else(Effect::Absent))
        .collect()
}

fn sizes(n: &Column, k: usize) -> Vec<Option<f64>> {
    (0..k).map(|i| n.at(i).ok()).collect()
}
