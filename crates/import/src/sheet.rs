//! Tables in which each column is one quantity: which unit it is in, and reading it by that.

use std::collections::VecDeque;

use crate::{
    Ask, Error, LeftOut, Need, Observation, Quantity, Side, Site, Stop, Unit, UnitFrom, Why,
    intake::Intake,
    number::{is_missing, with_unit},
    table::{Row, Table},
};

/// Rows that are looked at before the first is read.
const SAMPLE: usize = 1000;
/// Heights an adult has, m, by which one unit of weight is told from another.
const HEIGHT_M: std::ops::RangeInclusive<f64> = 1.40..=2.05;
/// Heights that no other unit may lead to, m, if one is to be told.
const OTHER_HEIGHT_M: std::ops::RangeInclusive<f64> = 1.30..=2.15;
/// The share of rows that must agree.
const MOST_ROWS: f64 = 0.95;

/// What a column of a vendor holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// The column, in small letters and without its unit.
    pub(crate) name: &'static str,
    pub(crate) quantity: Quantity,
    pub(crate) site: Option<Site>,
    pub(crate) side: Option<Side>,
    /// The unit of the format, where it has one and names none.
    pub(crate) unit: Option<Unit>,
    /// The column that names the unit in each row.
    pub(crate) unit_column: Option<&'static str>,
    /// Whether what is spent may be written as a loss.
    pub(crate) is_loss: bool,
}

impl Field {
    /// A quantity of the whole body.
    pub(crate) const fn new(name: &'static str, quantity: Quantity) -> Self {
        Self {
            name,
            quantity,
            site: None,
            side: None,
            unit: None,
            unit_column: None,
            is_loss: false,
        }
    }

    /// A girth.
    pub(crate) const fn girth(name: &'static str, site: Site) -> Self {
        let field = Self::new(name, Quantity::Girth);
        Self {
            site: Some(site),
            ..field
        }
    }

    /// On one side.
    pub(crate) const fn on(self, side: Side) -> Self {
        Self {
            side: Some(side),
            ..self
        }
    }

    /// Always in this unit.
    pub(crate) const fn always(self, unit: Unit) -> Self {
        Self {
            unit: Some(unit),
            ..self
        }
    }
}

impl Field {
    /// Below zero in some files: its amount counts.
    pub(crate) const fn as_loss(self) -> Self {
        Self {
            is_loss: true,
            ..self
        }
    }

    /// In the unit that another column names.
    pub(crate) const fn by(self, column: &'static str) -> Self {
        Self {
            unit_column: Some(column),
            ..self
        }
    }
}

/// What a vendor's table means.
pub(crate) struct Sheet {
    pub(crate) fields: &'static [Field],
    /// Columns that are read otherwise, or hold nothing of their own.
    pub(crate) known: &'static [&'static str],
    /// Whether a zero says that nothing was measured.
    pub(crate) zero_is_missing: bool,
    /// Whether a row with more fields than columns may be shifted.
    pub(crate) is_strict: bool,
}

/// A field, where it stands, and its unit.
struct Plan {
    at: usize,
    field: Field,
    unit: Option<(Unit, UnitFrom)>,
    unit_at: Option<usize>,
}

/// Reads every row. `base` gives what a row has beside its values: when, above all; nothing where
/// the row tells what to do with it to the intake itself.
pub(crate) fn read(
    sheet: &Sheet,
    table: &mut Table<'_>,
    intake: &mut Intake<'_>,
    mut base: impl FnMut(&mut Row, &mut Intake<'_>) -> Result<Option<Observation>, Error>,
) -> Result<(), Error> {
    let plans = plan(sheet, table, intake)?;
    let columns = table.columns.len();
    while let Some(mut row) = table.next() {
        intake.begin(row.line);
        if !row.is_utf8() {
            intake.refuse(Why::NotUtf8);
            continue;
        }
        let found = row.len();
        if sheet.is_strict && columns < found && !row.get(columns).is_empty() {
            intake.refuse(Why::Fields { columns, found });
            continue;
        }
        let Some(base) = base(&mut row, intake)? else {
            continue;
        };
        for plan in &plans {
            one(sheet, plan, table, &row, &base, intake)?;
        }
        intake.leave(LeftOut::Empty);
    }
    if let Some(stop) = table.stopped {
        intake.stop(stop);
    }
    Ok(())
}

fn one(
    sheet: &Sheet,
    plan: &Plan,
    table: &Table<'_>,
    row: &Row,
    base: &Observation,
    intake: &mut Intake<'_>,
) -> Result<(), Error> {
    let text = row.get(plan.at);
    if is_missing(text) {
        return Ok(());
    }
    let column = &table.columns[plan.at].title;
    let quantity = plan.field.quantity;
    let Some((value, unit)) = with_unit(text, table.delimiter) else {
        intake.refuse(Why::BadNumber {
            column: column.clone(),
            text: brief(text),
        });
        return Ok(());
    };
    if sheet.zero_is_missing && value == 0.0 {
        return Ok(());
    }
    let beside = plan.unit_at.map(|at| row.get(at)).filter(|u| !u.is_empty());
    let stated = unit
        .map(|name| (name, UnitFrom::Cell))
        .or_else(|| beside.map(|name| (name, UnitFrom::Field)));
    let (unit, from) = match (stated, plan.unit) {
        (None, Some(known)) => known,
        (None, None) => {
            let column = column.clone();
            if let Some(ask) = Ask::about(quantity) {
                return Err(Error::UnitNeeded(vec![Need { column, ask }]));
            }
            let text = brief(text);
            intake.refuse(Why::BadUnit { column, text });
            return Ok(());
        }
        (Some((name, from)), _) => {
            let Some(unit) = Unit::parse(name) else {
                let (column, text) = (column.clone(), brief(name));
                intake.refuse(Why::BadUnit { column, text });
                return Ok(());
            };
            (unit, from)
        }
    };
    let value = if plan.field.is_loss {
        value.abs()
    } else {
        value
    };
    intake.choose(column, quantity, unit, from);
    let mut base = base.clone();
    base.site = plan.field.site;
    base.side = plan.field.side;
    intake.take(&base, quantity, value, unit);
    Ok(())
}

/// As much of a field as a person needs to find it.
pub(crate) fn brief(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Where each field stands and what unit it has; an error names every column whose unit nothing tells.
fn plan(sheet: &Sheet, table: &mut Table<'_>, intake: &mut Intake<'_>) -> Result<Vec<Plan>, Error> {
    if table.columns.is_empty() {
        intake.stop(table.stopped.unwrap_or(Stop::Malformed));
    }
    for column in &table.columns {
        let is_known = sheet.fields.iter().any(|f| f.name == column.name)
            || sheet.known.contains(&column.name.as_str());
        if !is_known && !column.title.is_empty() {
            intake.pass_over(&column.title);
        }
    }
    table.sample(SAMPLE);
    let mut plans = Vec::new();
    let mut needs = Vec::new();
    for field in sheet.fields {
        let Some(at) = table.find(field.name) else {
            continue;
        };
        let unit = unit_of(field, at, table, intake);
        let unit_at = field.unit_column.and_then(|name| table.find(name));
        let plan = Plan {
            at,
            field: *field,
            unit,
            unit_at,
        };
        let delimiter = table.delimiter;
        let mut rows = table.sample(SAMPLE).iter();
        let is_asked = unit.is_none() && rows.any(|row| is_bare(sheet, &plan, row, delimiter));
        if let (true, Some(ask)) = (is_asked, Ask::about(field.quantity)) {
            needs.push(Need {
                column: table.columns[at].title.clone(),
                ask,
            });
        }
        plans.push(plan);
    }
    if needs.is_empty() {
        Ok(plans)
    } else {
        Err(Error::UnitNeeded(needs))
    }
}

/// Whether a cell has a value and no unit.
fn is_bare(sheet: &Sheet, plan: &Plan, row: &Row, delimiter: u8) -> bool {
    let is_named = plan.unit_at.is_some_and(|at| !row.get(at).is_empty());
    match with_unit(row.get(plan.at), delimiter) {
        Some((value, None)) => !(is_named || sheet.zero_is_missing && value == 0.0),
        Some((_, Some(_))) | None => false,
    }
}

/// The header's unit, else the format's, else the one that agrees, else the one that was told.
fn unit_of(
    field: &Field,
    at: usize,
    table: &mut Table<'_>,
    intake: &Intake<'_>,
) -> Option<(Unit, UnitFrom)> {
    if let Some(unit) = table.columns[at].unit {
        return Some((unit, UnitFrom::Header));
    }
    if let Some(unit) = field.unit {
        return Some((unit, UnitFrom::Format));
    }
    if field.quantity.dimension() == crate::Dimension::Count {
        return Some((Unit::Count, UnitFrom::Format));
    }
    let index = table
        .find("bmi")
        .filter(|_| field.quantity == Quantity::Weight);
    let inferred = index.and_then(|index| {
        let delimiter = table.delimiter;
        by_index(&pairs(table.sample(SAMPLE), at, index, delimiter))
    });
    let told = || intake.answers.unit(field.quantity);
    inferred
        .map(|unit| (unit, UnitFrom::Inferred))
        .or_else(|| told().map(|unit| (unit, UnitFrom::Told)))
}

fn pairs(rows: &VecDeque<Row>, a: usize, b: usize, delimiter: u8) -> Vec<(f64, f64)> {
    let value = |row: &Row, at| {
        with_unit(row.get(at), delimiter)
            .map(|(value, _)| value)
            .filter(|v| 0.0 < *v)
    };
    rows.iter()
        .filter_map(|row| Some((value(row, a)?, value(row, b)?)))
        .collect()
}

/// The unit of weights that, with the body mass index beside them, gives heights of adults, if no other
/// unit comes near to that: kg = index × height².
pub(crate) fn by_index(weights: &[(f64, f64)]) -> Option<Unit> {
    if weights.is_empty() {
        return None;
    }
    let agrees = |unit: Unit, heights: &std::ops::RangeInclusive<f64>| {
        let fits = weights.iter().filter(|(weight, index)| {
            let kg = unit.convert(*weight, crate::Dimension::Mass);
            kg.is_some_and(|kg| heights.contains(&(kg / index).sqrt()))
        });
        MOST_ROWS * weights.len() as f64 <= fits.count() as f64
    };
    let units = Ask::Weight.answers();
    let near = units.iter().filter(|unit| agrees(**unit, &OTHER_HEIGHT_M));
    let [unit] = near.copied().collect::<Vec<_>>()[..] else {
        return None;
    };
    agrees(unit, &HEIGHT_M).then_some(unit)
}
