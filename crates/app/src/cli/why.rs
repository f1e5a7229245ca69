//! `spotcheck why`: where a number comes from.

use std::fmt::Write as _;

use anyhow::Context as _;
use clap::Args;
use spotcheck_evidence::{Library, Row};
use spotcheck_model::{Parameter, Parameters};

use super::{
    Output,
    plan::{Number, number_of, numbers},
};
use crate::{nearest::nearest, report::Refusal};

/// Share of the pairs of letters of two names that must be common for one to be meant by the other.
const LEAST_ALIKE: f64 = 0.3;

#[derive(Debug, Args)]
pub(crate) struct Options {
    #[arg(
        help = "A parameter such as glycerol_central, a number of a plan such as energy.deficit, a study such as kostek2007_mri, or a claim such as C01; without it, every parameter"
    )]
    name: Option<String>,
}

pub(crate) fn run(options: &Options) -> anyhow::Result<Output> {
    let library = Library::built_in().context("the built-in evidence does not load")?;
    let parameters = Parameters::published();
    let Some(name) = &options.name else {
        return list(parameters).map(Output::done);
    };
    let planned = numbers()?;
    let text =
        if let Some((name, found)) = parameters.all().find(|(other, _)| *other == name.as_str()) {
            parameter(&library, name, found)?
        } else if let Some(found) = library.row(name) {
            row(&library, found)?
        } else if let Some(claim) = library.claim(name) {
            crate::answer::evidence_page(&library, claim)?
        } else if let Some(found) = number_of(&planned, name) {
            number(&library, parameters, found)?
        } else {
            let parameters = parameters.all().map(|(name, _)| name);
            let names = parameters
                .chain(library.rows().map(Row::key))
                .chain(planned.iter().map(|number| number.name.as_str()));
            return Err(unknown(name, &names.collect::<Vec<_>>()).into());
        };
    Ok(Output::done(text))
}

fn list(parameters: &Parameters) -> anyhow::Result<String> {
    let mut text = String::new();
    for (name, parameter) in parameters.all() {
        let Parameter {
            value, unit, flag, ..
        } = parameter;
        writeln!(text, "{name:<44} {value:>14} {unit:<20} {}", flag.word())?;
    }
    Ok(text)
}

fn parameter(library: &Library, name: &str, parameter: &Parameter) -> anyhow::Result<String> {
    let Parameter {
        symbol,
        value,
        unit,
        interval,
        basis,
        population,
        source,
        locator,
        flag,
        note,
    } = parameter;
    let mut text = format!("{name} = {value} {unit}\n");
    let mut field = |label: &str, value: &str| -> anyhow::Result<()> {
        if !value.is_empty() {
            writeln!(text, "  {label:<11}{value}")?;
        }
        Ok(())
    };
    field("symbol", symbol)?;
    if let Some(interval) = interval {
        let held = if interval.level() < 1.0 {
            format!("{} %", 100.0 * interval.level())
        } else {
            "full range".to_owned()
        };
        field(
            "interval",
            &format!("{} to {} ({held})", interval.lo(), interval.hi()),
        )?;
    }
    field("basis", basis.word())?;
    field("flag", flag.word())?;
    field("population", population)?;
    let cited = library.source(source);
    field(
        "source",
        &cited.map_or_else(|| source.clone(), spotcheck_evidence::Source::citation),
    )?;
    field(
        "",
        &cited
            .and_then(spotcheck_evidence::Source::address)
            .unwrap_or_default(),
    )?;
    field("where", locator)?;
    field("note", note)?;
    Ok(text)
}

/// A number of a plan, and every parameter it is made from.
fn number(library: &Library, parameters: &Parameters, number: &Number) -> anyhow::Result<String> {
    let mut text = format!("{}, {}\n", number.name, number.unit);
    writeln!(text, "  {:<11}{}", "what", number.meaning)?;
    writeln!(text, "  {:<11}{}", "how", number.how)?;
    for name in &number.parameters {
        let known = parameters.all().find(|(other, _)| other == name);
        let (
            _,
            Parameter {
                value, unit, flag, ..
            },
        ) = known.context("a test finds every parameter of a plan")?;
        writeln!(
            text,
            "  {:<11}{name} = {value} {unit}, {}",
            "from",
            flag.word()
        )?;
    }
    for key in &number.sources {
        let source = library
            .source(key)
            .context("a test finds every source of a plan")?;
        writeln!(text, "  {:<11}{}", "source", source.citation())?;
    }
    Ok(text)
}

fn row(library: &Library, row: Row<'_>) -> anyhow::Result<String> {
    let mut text = format!("{}\n", row.key());
    let source = library.source(row.source());
    let citation = source.map_or_else(
        || row.source().to_owned(),
        spotcheck_evidence::Source::citation,
    );
    let address = source
        .and_then(spotcheck_evidence::Source::address)
        .unwrap_or_default();
    for (label, value) in [
        ("found", row.finding()),
        ("but", row.caution()),
        ("source", &citation),
        ("", &address),
        ("where", row.locator()),
        ("flag", row.flag().word()),
    ] {
        if !value.is_empty() {
            writeln!(text, "  {label:<11}{value}")?;
        }
    }
    let claims: Vec<&str> = library
        .claims()
        .filter(|claim| claim.evidence.iter().any(|item| item.row == row.key()))
        .map(|claim| claim.id.as_str())
        .collect();
    writeln!(text, "  {:<11}{}", "told in", claims.join(", "))?;
    Ok(text)
}

fn unknown(name: &str, names: &[&str]) -> Refusal {
    let near = meant(&name.to_lowercase(), names);
    let hint = if near.is_empty() {
        "`spotcheck why` without a name lists every number of the model".to_owned()
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    Refusal::new(format!("nothing here is called `{name}`"), hint)
}

/// Names that hold what was written; else the likest, of a number of a plan those of its branch.
fn meant<'a>(wanted: &str, names: &[&'a str]) -> Vec<&'a str> {
    let holds = names.iter().filter(|name| name.contains(wanted));
    let holding: Vec<&str> = holds.take(3).copied().collect();
    if !(wanted.is_empty() || holding.is_empty()) {
        return holding;
    }
    let branch = wanted.split_once('.').map(|(branch, _)| branch);
    let is_beside = |name: &&str| branch.is_some() && name.split('.').next() == branch;
    let beside = nearest(wanted, names.iter().copied().filter(is_beside), 0.0);
    if beside.is_empty() {
        nearest(wanted, names.iter().copied(), LEAST_ALIKE)
    } else {
        beside
    }
}
