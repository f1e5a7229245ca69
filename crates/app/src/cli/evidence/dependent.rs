//! Effects that go together: random effects of studies they are nested in, errors that correlate, and
//! standard errors robust to whatever clusters share.

use std::{collections::BTreeMap, fmt::Write as _};

use clap::Args;
use serde::Serialize;
use spotcheck_meta::{
    Effects, Fit, Method, Options as Model, Test,
    correlated::correlated,
    multilevel::{self, Covariance, Gls, MultilevelFit, Random},
    robust::{Adjustment, Freedom, Robust, robust},
};

use super::{
    pool::{coefficients, figure, p_value, range},
    request::Data,
    wire::{Criteria, Moderators, Table},
};
use crate::{report::Refusal, table::is_absent};

/// What is known of effects that go together.
#[derive(Debug, Args)]
pub(super) struct Dependence {
    /// Random effects: columns from the outermost in, as in study/effect
    #[arg(long, value_name = "OUTER/INNER")]
    random: Option<String>,
    /// The column whose values share people: errors robust to that (CR2, Satterthwaite's degrees of freedom)
    #[arg(long, value_name = "COLUMN")]
    cluster: Option<String>,
    /// How sampling errors within a cluster correlate, where it is assumed
    #[arg(
        long,
        value_name = "CORRELATION",
        requires = "cluster",
        allow_negative_numbers = true,
        value_parser = correlation
    )]
    rho: Option<f64>,
}

impl Dependence {
    /// Whether a model of independent effects will not do.
    pub(super) fn is_multilevel(&self) -> bool {
        self.random.is_some() || self.rho.is_some()
    }
}

fn correlation(word: &str) -> Result<f64, String> {
    let correlation = word.parse().ok();
    correlation
        .filter(|correlation| (-1.0..=1.0).contains(correlation))
        .ok_or_else(|| "a correlation is a number from -1 to 1".to_owned())
}

/// The labels of a column in the rows used.
fn labels<'a>(data: &'a Data, column: &str) -> Result<Vec<&'a str>, Refusal> {
    let words = data.table.words(column)?;
    let label = |&row: &usize| match words[row] {
        absent if is_absent(absent) => Err(data.table.refuse(row, column, "a label is missing")),
        word => Ok(word),
    };
    data.rows.iter().map(label).collect()
}

/// The labels as numbers, equal where they are.
fn numbered(labels: &[&str]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    for label in labels {
        let next = numbers.len();
        numbers.entry(*label).or_insert(next);
    }
    labels.iter().map(|label| numbers[label]).collect()
}

/// How the model asked for is estimated and tested.
fn likelihood(model: &Model) -> Result<(multilevel::Method, multilevel::Test), Refusal> {
    let refused = |what: &str, word: &str, there: &str| {
        Refusal::new(
            format!("a model with random effects is not {what} by {word}"),
            format!("give {there} with --random and --rho"),
        )
    };
    let method = if model.method == Method::Ml {
        multilevel::Method::Ml
    } else if model.method == Method::Reml {
        multilevel::Method::Reml
    } else {
        return Err(refused(
            "estimated",
            model.method.word(),
            "--method REML or ML",
        ));
    };
    let test = match model.test {
        Test::Z => multilevel::Test::Z,
        Test::T => multilevel::Test::TResidual,
        Test::Knha | Test::Adhoc => {
            return Err(refused("tested", model.test.word(), "--test z or t"));
        }
    };
    Ok((method, test))
}

/// Fits the multilevel model asked for.
pub(super) fn fit(data: &Data, options: &Dependence) -> Result<MultilevelFit, Refusal> {
    let refused = |error| data.refusal(&error);
    let (method, test) = likelihood(&data.model)?;
    let factors: Vec<&str> = options
        .random
        .iter()
        .flat_map(|path| path.split('/'))
        .collect();
    let columns: Vec<Vec<&str>> = factors
        .iter()
        .map(|factor| labels(data, factor))
        .collect::<Result<_, _>>()?;
    let named: Vec<(&str, &[&str])> = factors
        .iter()
        .zip(&columns)
        .map(|(name, labels)| (*name, labels.as_slice()))
        .collect();
    let sampling = match (&options.cluster, options.rho) {
        (Some(cluster), Some(rho)) => {
            let clusters = numbered(&labels(data, cluster)?);
            correlated(data.effects.vi(), &clusters, |_, _| rho)
        }
        _ => Covariance::independent(data.effects.vi()),
    };
    multilevel::fit(
        data.effects.yi(),
        &sampling.map_err(refused)?,
        &data.design,
        &Random::nested(&named),
        &multilevel::Options {
            method,
            test,
            level: data.model.level,
        },
    )
    .map_err(refused)
}

/// Errors robust to the clusters asked for, of a model of independent effects or of a multilevel one.
pub(super) fn robustly(
    data: &Data,
    options: &Dependence,
    gls: impl FnOnce() -> Result<Gls, spotcheck_meta::Error>,
) -> Result<Option<Robust>, Refusal> {
    let Some(cluster) = &options.cluster else {
        return Ok(None);
    };
    let clusters = numbered(&labels(data, cluster)?);
    let robust = gls().and_then(|gls| {
        robust(
            &gls,
            &clusters,
            Adjustment::Cr2,
            Freedom::Satterthwaite,
            data.model.level,
        )
    });
    robust.map(Some).map_err(|error| data.refusal(&error))
}

/// A fit of independent effects, as what robust errors are made of.
pub(super) fn gls(
    fitted: &Fit,
    effects: &Effects,
    data: &Data,
) -> Result<Gls, spotcheck_meta::Error> {
    let total: Vec<f64> = effects.vi().iter().map(|vi| vi + fitted.tau2).collect();
    Gls::new(
        effects.yi(),
        &data.design,
        &Covariance::independent(&total)?,
    )
}

/// Robust errors in JSON.
#[derive(Serialize)]
pub(super) struct Clustered {
    r#type: &'static str,
    n_clusters: usize,
    coef_names: Vec<String>,
    beta: Vec<f64>,
    se: Vec<f64>,
    t: Vec<f64>,
    df: Vec<f64>,
    pval: Vec<f64>,
    ci_lb: Vec<f64>,
    ci_ub: Vec<f64>,
    vb: Vec<Vec<f64>>,
    #[serde(flatten)]
    moderators: Moderators,
}

impl From<&Robust> for Clustered {
    fn from(robust: &Robust) -> Self {
        let table = &robust.coefficients;
        let row = |i: usize| table.vb.row(i).iter().copied().collect();
        Self {
            r#type: "CR2",
            n_clusters: robust.n_clusters,
            coef_names: table.names.clone(),
            beta: table.beta.clone(),
            se: table.se.clone(),
            t: table.statistic.clone(),
            df: robust.df.clone(),
            pval: table.p_value.clone(),
            ci_lb: table.ci_lb.clone(),
            ci_ub: table.ci_ub.clone(),
            vb: (0..table.beta.len()).map(row).collect(),
            moderators: (&robust.moderators).into(),
        }
    }
}

/// A multilevel fit in JSON.
#[derive(Serialize)]
#[expect(non_snake_case, reason = "the contract's names")]
pub(super) struct Multilevel<'a> {
    method: &'static str,
    test: &'static str,
    level: f64,
    k: usize,
    p: usize,
    #[serde(flatten)]
    table: Table<'a>,
    ddf: Option<&'a [f64]>,
    sigma2: Vec<f64>,
    s_names: Vec<String>,
    QE: f64,
    QE_df: usize,
    QEp: f64,
    #[serde(flatten)]
    moderators: Moderators,
    fit_stats: Criteria,
    robust: Option<Clustered>,
    engine_version: &'static str,
}

impl<'a> Multilevel<'a> {
    pub(super) fn new(
        data: &Data,
        fitted: &'a MultilevelFit,
        robust: Option<&Robust>,
    ) -> Result<Self, spotcheck_meta::Error> {
        let terms = fitted.terms();
        let heterogeneity = fitted.heterogeneity();
        Ok(Self {
            method: data.model.method.word(),
            test: data.model.test.word(),
            level: 100.0 * data.model.level,
            k: data.effects.k(),
            p: data.design.p(),
            table: fitted.coefficients().into(),
            ddf: fitted.df(),
            sigma2: terms.iter().map(|term| term.variances[0]).collect(),
            s_names: terms.into_iter().map(|term| term.name).collect(),
            QE: heterogeneity.statistic,
            QE_df: heterogeneity.df,
            QEp: heterogeneity.p_value,
            moderators: fitted.moderators().into(),
            fit_stats: (&fitted.likelihoods()?).into(),
            robust: robust.map(Into::into),
            engine_version: spotcheck_meta::ENGINE_VERSION,
        })
    }
}

/// A multilevel fit for reading.
pub(super) fn told(data: &Data, fitted: &MultilevelFit) -> anyhow::Result<String> {
    let is_mean = data.design.is_intercept_only();
    let mut text = coefficients(fitted.coefficients(), is_mean, 100.0 * data.model.level)?;
    for term in fitted.terms() {
        writeln!(
            text,
            "Variance between {}: {}",
            term.name,
            figure(term.variances[0])
        )?;
    }
    writeln!(
        text,
        "{} effects, method {}, test {}",
        data.effects.k(),
        data.model.method.word(),
        data.model.test.word()
    )?;
    Ok(text)
}

/// Robust errors for reading.
pub(super) fn told_robust(data: &Data, robust: &Robust) -> anyhow::Result<String> {
    let level = 100.0 * data.model.level;
    let table = &robust.coefficients;
    let mut text = format!("Robust to its {} clusters (CR2):\n", robust.n_clusters);
    for (j, name) in table.names.iter().enumerate() {
        let name = if data.design.is_intercept_only() {
            "pooled"
        } else {
            name
        };
        writeln!(
            text,
            "  {name}: {} ({level} % interval {}; t on {} degrees of freedom, p {})",
            figure(table.beta[j]),
            range(table.ci_lb[j], table.ci_ub[j]),
            crate::number::plain(robust.df[j], 1),
            p_value(table.p_value[j])
        )?;
    }
    Ok(text)
}
