//! Diagnostics for reading: what would change the result, and what to make of the smaller studies.

use std::fmt::Write as _;

use spotcheck_meta::{
    Error, Fit, Options,
    bias::{MissingEstimator, Predictor, classical, rank_test, regression_test, trim_and_fill},
    diagnose::{Influence, leave1out},
};

use super::super::request::Data;
use crate::number;

/// Fewer effects than this cannot show asymmetry (Sterne et al. 2011, BMJ 343:d4002).
const FEWEST_FOR_ASYMMETRY: usize = 10;

pub(super) fn told(
    data: &Data,
    fitted: &Fit,
    influence: Result<Influence, Error>,
) -> anyhow::Result<String> {
    let mut text = String::new();
    writeln!(text, "{}", influential(data, influence))?;
    if data.design.is_intercept_only() {
        writeln!(text, "{}", without_each(data, fitted))?;
        writeln!(text, "{}", asymmetry(data, &fitted.options))?;
    }
    Ok(text)
}

/// Which effects the model owes much to, by row.
fn influential(data: &Data, influence: Result<Influence, Error>) -> String {
    let influence = match influence {
        Ok(influence) => influence,
        Err(error) => return format!("Influence: not computed, because {error}."),
    };
    let flags = influence.is_influential.iter().zip(&data.rows);
    let rows: Vec<String> = flags
        .filter(|(is_influential, _)| **is_influential == Some(true))
        .map(|(_, row)| (row + 1).to_string())
        .collect();
    match rows.len() {
        0 => "No single effect is influential.".to_owned(),
        1 => format!("One effect is influential: row {}.", rows[0]),
        n => format!("{n} effects are influential: rows {}.", rows.join(", ")),
    }
}

/// The range of estimates without each effect in turn.
fn without_each(data: &Data, fitted: &Fit) -> String {
    let rows = match leave1out(&data.effects, &fitted.options) {
        Ok(rows) => rows,
        Err(error) => return format!("Leaving one out: not computed, because {error}."),
    };
    let k = rows.len();
    let rows: Vec<_> = rows.into_iter().flatten().collect();
    if rows.is_empty() {
        return "Leaving one out: not computed, because what is left is too little for this model."
            .to_owned();
    }
    let lost = match k - rows.len() {
        0 => String::new(),
        n => format!(" ({n} of {k} not computed: what is left is too little for this model)"),
    };
    let least = rows
        .iter()
        .map(|row| row.estimate)
        .fold(f64::INFINITY, f64::min);
    let most = rows
        .iter()
        .map(|row| row.estimate)
        .fold(f64::NEG_INFINITY, f64::max);
    let excludes = |lo: f64, hi: f64| 0.0 < lo || hi < 0.0;
    let mean = &fitted.coefficients;
    let whole = excludes(mean.ci_lb[0], mean.ci_ub[0]);
    let turned = rows
        .iter()
        .filter(|row| excludes(row.ci_lb, row.ci_ub) != whole)
        .count();
    let hangs = match turned {
        0 => "whether the interval holds zero hangs on none of them".to_owned(),
        1 => "whether the interval holds zero hangs on one of them".to_owned(),
        n => format!("whether the interval holds zero hangs on any of {n} of them"),
    };
    format!(
        "Without one effect the estimate is {} to {}{lost}; {hangs}.",
        number::plain(least, 4),
        number::plain(most, 4)
    )
}

/// Egger's test, the rank test, and what a symmetric funnel would hold.
fn asymmetry(data: &Data, options: &Options) -> String {
    let effects = &data.effects;
    let p = |computed: Result<f64, Error>| {
        computed.map_or_else(|_| "none".to_owned(), |p| number::plain(p, 3))
    };
    let egger = regression_test(effects, Predictor::StandardError, &classical(options.level));
    let rank = rank_test(effects);
    let filled = trim_and_fill(effects, None, MissingEstimator::L0, options);
    let filled = filled.map_or_else(
        |error| format!("trim and fill not computed, because {error}"),
        |filled| {
            format!(
                "trim and fill adds {} on the {}, which gives {}",
                filled.missing,
                filled.side.word(),
                number::plain(filled.fit.coefficients.beta[0], 4)
            )
        },
    );
    let few = if effects.k() < FEWEST_FOR_ASYMMETRY {
        " With fewer than ten effects none of this can tell much."
    } else {
        ""
    };
    format!(
        "Do smaller studies say otherwise? Egger p {}, rank test p {}; {filled}.{few}",
        p(egger.map(|test| test.p_value)),
        p(rank.map(|test| test.p_value))
    )
}
