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
use crate::report::Refusal;

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
    let text =
        if let Some((name, found)) = parameters.all().find(|(other, _)| *other == name.as_str()) {
            parameter(&library, name, found)?
        } else if let Some(found) = library.row(name) {
            row(&library, found)?
        } else if let Some(claim) = library.claim(name) {
            crate::answer::evidence_page(&library, claim)?
        } else if let Some(found) = number_of(&numbers()?, name) {
            number(&library, parameters, found)?
        } else {
            return Err(unknown(&library, parameters, name).into());
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

fn unknown(library: &Library, parameters: &Parameters, name: &str) -> Refusal {
    let names = parameters
        .all()
        .map(|(name, _)| name)
        .chain(library.rows().map(Row::key));
    let wanted = name.to_lowercase();
    let near: Vec<&str> = names
        .filter(|other| other.contains(&wanted))
        .take(3)
        .collect();
    let hint = if near.is_empty() {
        "`spotcheck why` without a name lists every number of the model".to_owned()
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    Refusal::new(format!("nothing here is called `{name}`"), hint)
}
