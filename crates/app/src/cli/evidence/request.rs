//! Effects of somebody's own, read from a table, with the model asked for.

use std::path::PathBuf;

use clap::Args;
use spotcheck_meta::{Design, Effects, Error, Fit, Method, Options as Model, Test, fit};

use crate::{
    report::Refusal,
    table::{Table, is_absent},
};

/// A named column of a model.
type Column = (String, Vec<f64>);

/// Effects from a file, and the model asked for.
#[derive(Debug, Args)]
pub(crate) struct Request {
    /// A CSV file with a column yi of effects and a column vi of their sampling variances
    #[arg(long, value_name = "EFFECTS.csv")]
    pub(super) data: PathBuf,
    /// Estimator of the between-study variance: FE, DL, HE, HS, SJ, PM, EB, ML, REML or one of their kin
    #[arg(long, default_value = "REML", value_parser = method)]
    method: Method,
    /// How intervals are made: z, knha, adhoc or t
    #[arg(long, default_value = "z", value_parser = test)]
    test: Test,
    /// Columns to explain the effects by, separated by commas
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    mods: Vec<String>,
    /// Level of the intervals, percent
    #[arg(long, default_value_t = 95.0)]
    level: f64,
    /// One JSON document
    #[arg(long)]
    pub(super) json: bool,
}

fn method(word: &str) -> Result<Method, String> {
    Method::parse(word).ok_or_else(|| {
        let words = Method::ALL.map(Method::word);
        format!("the methods are {}", words.join(", "))
    })
}

fn test(word: &str) -> Result<Test, String> {
    Test::parse(word).ok_or_else(|| {
        let words = Test::ALL.map(Test::word);
        format!("the tests are {}", words.join(", "))
    })
}

/// Effects read from a table, with the model asked for.
pub(super) struct Data {
    pub(super) table: Table,
    /// The rows used, by their place in the table.
    pub(super) rows: Vec<usize>,
    pub(super) effects: Effects,
    pub(super) design: Design,
    pub(super) model: Model,
}

impl Data {
    /// Reads the table of a request.
    ///
    /// # Errors
    /// A [`Refusal`] naming file, row and column, or the option that is wrong.
    pub(super) fn read(request: &Request) -> anyhow::Result<Self> {
        let level = level(request.level)?;
        let table = Table::open(&request.data)?;
        let (yi, vi) = (table.numbers("yi")?, table.numbers("vi")?);
        if let Some(row) = vi.iter().position(|vi| vi.is_some_and(|vi| vi <= 0.0)) {
            return Err(table
                .refuse(row, "vi", "a sampling variance is above zero")
                .into());
        }
        let given: Vec<Vec<&str>> = request
            .mods
            .iter()
            .map(|name| table.words(name))
            .collect::<Result<_, _>>()?;
        let is_whole = |row: &usize| {
            let is_told = given.iter().all(|words| !is_absent(words[*row]));
            yi[*row].is_some() && vi[*row].is_some() && is_told
        };
        let rows: Vec<usize> = (0..table.len()).filter(is_whole).collect();
        let pick = |values: &[Option<f64>]| rows.iter().filter_map(|&row| values[row]).collect();
        let mut moderators = Vec::new();
        for name in &request.mods {
            moderators.extend(columns(&table, &rows, name)?);
        }
        let refused = |error| refusal(&table, &rows, &error);
        let effects = Effects::new(pick(&yi), pick(&vi)).map_err(refused)?;
        let design = Design::with_moderators(effects.k(), moderators).map_err(refused)?;
        let model = Model {
            level,
            ..Model::of(request.method, request.test)
        };
        Ok(Self {
            table,
            rows,
            effects,
            design,
            model,
        })
    }

    /// Fits the model asked for.
    ///
    /// # Errors
    /// A [`Refusal`] saying why these effects cannot be fitted, and what to try.
    pub(super) fn fit(&self) -> Result<Fit, Refusal> {
        fit(&self.effects, &self.design, &self.model).map_err(|error| self.refusal(&error))
    }

    /// What the engine refused, by the rows of the table.
    pub(super) fn refusal(&self, error: &Error) -> Refusal {
        refusal(&self.table, &self.rows, error)
    }

    /// What to remark about rows that were not used.
    pub(super) fn note(&self) -> Option<String> {
        let used = |row: &usize| self.rows.binary_search(row).is_ok();
        let left: Vec<String> = (0..self.table.len())
            .filter(|row| !used(row))
            .map(|row| (row + 1).to_string())
            .collect();
        (!left.is_empty()).then(|| {
            format!(
                "note: {} of {} rows were left out for want of a value: {}\n",
                left.len(),
                self.table.len(),
                left.join(", ")
            )
        })
    }
}

fn level(percent: f64) -> Result<f64, Refusal> {
    if 0.0 < percent && percent < 100.0 {
        return Ok(percent / 100.0);
    }
    Err(Refusal::new(
        format!("an interval of level {percent} % does not exist"),
        "give a percentage between 0 and 100, as in --level 95",
    ))
}

/// The place of a value the engine refused, where it stands in a column of the table; `rows` are the places in it
/// of the effects.
pub(super) fn misplaced(table: &Table, rows: &[usize], error: &Error) -> Option<Refusal> {
    let Error::BadValue {
        field,
        index,
        value,
        rule,
    } = error
    else {
        return None;
    };
    let row = rows.get(*index).filter(|_| table.has(field))?;
    Some(table.refuse(*row, field, &format!("it cannot be {value:?}: {rule}")))
}

/// What the engine refused, in the words of whoever gave the table; `rows` are the places in it of the effects.
pub(super) fn refusal(table: &Table, rows: &[usize], error: &Error) -> Refusal {
    if let Some(refusal) = misplaced(table, rows, error) {
        return refusal;
    }
    Refusal::new(
        format!("{}: {error}", table.name()),
        "see `spotcheck evidence pool --help` for the methods and tests there are",
    )
}

/// A moderator in the `rows` used as columns of the model: itself, or one for each level of a text but the first
/// in order.
fn columns(table: &Table, rows: &[usize], name: &str) -> Result<Vec<Column>, Refusal> {
    if table.is_numeric(name)? {
        let values = table.numbers(name)?;
        let values = rows.iter().filter_map(|&row| values[row]).collect();
        return Ok(vec![(name.to_owned(), values)]);
    }
    let words = table.words(name)?;
    let words: Vec<&str> = rows.iter().map(|&row| words[row]).collect();
    let mut levels = words.clone();
    levels.sort_unstable();
    levels.dedup();
    if levels.len() < 2 {
        return Err(Refusal::new(
            format!(
                "{}, column {name}: the rows used all hold the same text, which explains nothing",
                table.name()
            ),
            "leave it out of --mods",
        ));
    }
    let column = |level: &str| {
        let indicator = |word: &&str| if *word == level { 1.0 } else { 0.0 };
        let values = words.iter().map(indicator).collect();
        (format!("{name}{level}"), values)
    };
    Ok(levels.into_iter().skip(1).map(column).collect())
}
