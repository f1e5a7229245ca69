//! `spotcheck evidence pool`: a meta-analysis of effects from a table.

use std::fmt::Write as _;

use spotcheck_evidence::Interval;
use spotcheck_meta::{Design, Fit, Heterogeneity};

use super::{
    request::{Data, Request, refusal},
    wire,
};
use crate::{
    cli::{Output, json},
    doubts, number,
};

pub(super) fn run(request: &Request) -> anyhow::Result<Output> {
    let data = Data::read(request)?;
    let fitted = data.fit()?;
    let heterogeneity = if 0 < fitted.q_df {
        let interval = fitted.q_profile(&data.effects, &data.design);
        Some(interval.map_err(|error| refusal(&data.table, &error))?)
    } else {
        None
    };
    let text = if request.json {
        json(&wire::Pooled::new(&fitted, &data.design, heterogeneity))?
    } else {
        told(&fitted, &data.design, heterogeneity)?
    };
    let doubts = doubts::of_table(&data.effects, &data.rows)?;
    let notes = data.note().unwrap_or_default() + &doubts;
    Ok(Output {
        note: (!notes.is_empty()).then_some(notes),
        ..Output::done(text)
    })
}

/// The result for reading: the answer first, then what it is made of.
fn told(
    fitted: &Fit,
    design: &Design,
    heterogeneity: Option<Heterogeneity>,
) -> anyhow::Result<String> {
    let mut text = answer(fitted, design)?;
    let options = &fitted.options;
    writeln!(
        text,
        "{} effects, method {}, test {}",
        fitted.k,
        options.method.word(),
        options.test.word()
    )?;
    let interval = heterogeneity.map_or_else(String::new, |found| {
        let level = 100.0 * options.level;
        format!(" ({level} % interval {})", range(found.lb, found.ub))
    });
    writeln!(
        text,
        "Between studies: tau2 {}{interval}, I2 {} %, H2 {}",
        figure(fitted.tau2),
        number::plain(fitted.i2_percent, 1),
        number::plain(fitted.h2, 2)
    )?;
    writeln!(
        text,
        "Q {} on {} degrees of freedom, p {}",
        figure(fitted.q),
        fitted.q_df,
        p_value(fitted.q_p_value)
    )?;
    if let Some(r2) = fitted.r2_percent {
        let p = p_value(fitted.moderators.p_value);
        writeln!(
            text,
            "Moderators: R2 {} %, p {p} for all of them",
            number::plain(r2, 1)
        )?;
    }
    Ok(text)
}

/// The coefficients, and where a further study's effect would lie.
fn answer(fitted: &Fit, design: &Design) -> anyhow::Result<String> {
    let level = 100.0 * fitted.options.level;
    let table = &fitted.coefficients;
    let is_mean = design.is_intercept_only();
    let mut text = String::new();
    for (j, name) in table.names.iter().enumerate() {
        writeln!(
            text,
            "{}: {} ({level} % interval {}; p {})",
            if is_mean { "Pooled" } else { name },
            figure(table.beta[j]),
            range(table.ci_lb[j], table.ci_ub[j]),
            p_value(table.p_value[j])
        )?;
    }
    if is_mean && 1 < fitted.k {
        let mean = fitted.predict_mean()?;
        writeln!(
            text,
            "A further study's effect: {} ({level} % prediction interval)",
            range(mean.pi_lb, mean.pi_ub)
        )?;
    }
    Ok(text)
}

fn figure(value: f64) -> String {
    number::plain(value, 4)
}

fn range(lo: f64, hi: f64) -> String {
    number::range(Interval { lo, hi }, figure)
}

fn p_value(p: f64) -> String {
    if p < 1e-4 {
        "< 0.0001".to_owned()
    } else {
        format!("= {}", number::plain(p, 4))
    }
}
