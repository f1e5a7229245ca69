//! `spotcheck evidence pool`: a meta-analysis of effects from a table.

use std::fmt::Write as _;

use clap::Args;
use spotcheck_evidence::Interval;
use spotcheck_meta::{
    Coefficients, Design, Fit, Heterogeneity, Method,
    anytime::{AnytimeOptions, Look, Mixture, looks},
};

use super::{
    dependent::{self, Dependence, Multilevel},
    request::{Data, Request},
    wire,
};
use crate::{
    cli::{Output, json},
    doubts, number,
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(flatten)]
    request: Request,
    #[command(flatten)]
    dependent: Dependence,
}

pub(super) fn run(options: &Options) -> anyhow::Result<Output> {
    let data = Data::read(&options.request)?;
    let text = if options.dependent.is_multilevel() {
        dependent(&data, options)?
    } else {
        independent(&data, options)?
    };
    let doubts = doubts::of_table(&data.effects, &data.rows);
    let doubts = doubts.map_err(|error| data.refusal(&error))?;
    let notes = data.note().unwrap_or_default() + &doubts;
    Ok(Output {
        note: (!notes.is_empty()).then_some(notes),
        ..Output::done(text)
    })
}

fn independent(data: &Data, options: &Options) -> anyhow::Result<String> {
    let fitted = data.fit()?;
    let refused = |error| data.refusal(&error);
    let heterogeneity = if 0 < fitted.q_df {
        let interval = fitted.q_profile(&data.effects, &data.design);
        Some(interval.map_err(refused)?)
    } else {
        None
    };
    let anytime = anytime(data).map_err(refused)?;
    let gls = || dependent::gls(&fitted, &data.effects, data);
    let robust = dependent::robustly(data, &options.dependent, gls)?;
    if options.request.json {
        let pooled = wire::Pooled::new(&fitted, &data.design, heterogeneity);
        return json(&pooled.beside(anytime).with(robust.as_ref()));
    }
    let mut text = told(&fitted, &data.design, heterogeneity)?;
    if let Some(robust) = &robust {
        text += &dependent::told_robust(data, robust)?;
    }
    Ok(text + &repeated(&fitted, anytime))
}

fn dependent(data: &Data, options: &Options) -> anyhow::Result<String> {
    let fitted = dependent::fit(data, &options.dependent)?;
    let gls = || Ok(fitted.gls().clone());
    let robust = dependent::robustly(data, &options.dependent, gls)?;
    if options.request.json {
        let wire = Multilevel::new(data, &fitted, robust.as_ref());
        return json(&wire.map_err(|error| data.refusal(&error))?);
    }
    let mut text = dependent::told(data, &fitted)?;
    if let Some(robust) = &robust {
        text += &dependent::told_robust(data, robust)?;
    }
    Ok(text)
}

/// What is known after the last effect of a mean that is looked at after each one, in the order of the rows. The
/// mixture is the one narrowest at the information there is, which tells nothing of the estimates.
fn anytime(data: &Data) -> Result<Option<Look>, spotcheck_meta::Error> {
    if !data.design.is_intercept_only() {
        return Ok(None);
    }
    let level = data.model.level;
    let information = data.effects.vi().iter().map(|vi| 1.0 / vi).sum();
    let mixture = Mixture::narrowest_at(information, level)?;
    let options = AnytimeOptions {
        level,
        ..AnytimeOptions::default()
    };
    Ok(looks(&data.effects, mixture, options)?.pop())
}

/// The interval to go by when effects are pooled anew whenever one is added.
fn repeated(fitted: &Fit, anytime: Option<Look>) -> String {
    anytime.map_or_else(String::new, |look| {
        format!(
            "If you look again after each effect: their mean by precision alone is {} ({} % interval {} over \
             all looks together; p {})\n",
            figure(look.estimate),
            100.0 * fitted.options.level,
            range(look.ci_lb, look.ci_ub),
            p_value(look.p_value)
        )
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
    let is_mean = design.is_intercept_only();
    let mut text = coefficients(&fitted.coefficients, is_mean, level)?;
    if is_mean && 1 < fitted.k && fitted.options.method != Method::Fe {
        let mean = fitted.predict_mean()?;
        writeln!(
            text,
            "A further study's effect: {} ({level} % prediction interval)",
            range(mean.pi_lb, mean.pi_ub)
        )?;
    }
    Ok(text)
}

/// A line for each coefficient, `level` in percent; the only one of a mean is called that.
pub(super) fn coefficients(
    table: &Coefficients,
    is_mean: bool,
    level: f64,
) -> anyhow::Result<String> {
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
    Ok(text)
}

pub(super) fn figure(value: f64) -> String {
    number::plain(value, 4)
}

pub(super) fn range(lo: f64, hi: f64) -> String {
    number::range(Interval { lo, hi }, figure)
}

pub(super) fn p_value(p: f64) -> String {
    if p < 1e-4 {
        "< 0.0001".to_owned()
    } else {
        format!("= {}", number::plain(p, 4))
    }
}
