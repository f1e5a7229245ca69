//! Observations of one moment side by side, as most apps keep them.

use std::collections::BTreeMap;

use csv::{QuoteStyle, Terminator, WriterBuilder};
use jiff::civil::{DateTime, Time};

use super::Written;
use crate::{Moment, Observation, Quantity, Side, Site, Unit, Zone, number::to_figures};

/// What a column of another app holds.
pub(super) struct Column {
    pub(super) name: &'static str,
    quantity: Quantity,
    site: Option<Site>,
    side: Option<Side>,
    unit: Unit,
}

impl Column {
    pub(super) const fn new(name: &'static str, quantity: Quantity, unit: Unit) -> Self {
        Self {
            name,
            quantity,
            site: None,
            side: None,
            unit,
        }
    }

    /// A girth in centimetres.
    pub(super) const fn girth(name: &'static str, site: Site) -> Self {
        Self {
            site: Some(site),
            ..Self::new(name, Quantity::Girth, Unit::Centimetre)
        }
    }

    pub(super) const fn on(self, side: Side) -> Self {
        Self {
            side: Some(side),
            ..self
        }
    }

    fn is_of(&self, observation: &Observation) -> bool {
        let told = (observation.quantity, observation.site, observation.side);
        told == (self.quantity, self.site, self.side)
    }

    /// The value in the unit of the column: the canonical one, or percent of a share.
    fn show(&self, value: f64) -> f64 {
        if self.unit == Unit::Percent {
            to_figures(value * 100.0)
        } else {
            value
        }
    }
}

/// A row of another app.
pub(super) struct Line {
    pub(super) wall: DateTime,
    pub(super) at: Moment,
    pub(super) values: Vec<Option<f64>>,
    pub(super) note: String,
}

impl Line {
    /// The values as text, empty where there are none.
    pub(super) fn cells(&self, missing: &str) -> impl Iterator<Item = String> {
        self.values
            .iter()
            .map(move |value| value.map_or_else(|| missing.to_owned(), |value| value.to_string()))
    }
}

/// The rows of observations in the order of time, in `written` what has no column or no time on a wall.
pub(super) fn lines(
    observations: &[Observation],
    columns: &[Column],
    zone: Option<&Zone>,
    written: &mut Written,
) -> Vec<Line> {
    let mut lines: BTreeMap<(DateTime, Moment, String), Vec<Line>> = BTreeMap::new();
    for observation in observations {
        let Some(column) = columns.iter().position(|column| column.is_of(observation)) else {
            *written.left_out.entry(observation.quantity).or_default() += 1;
            continue;
        };
        let noon = Moment {
            time: observation.at.time.or(Some(NOON)),
            ..observation.at
        };
        let at = zone.map_or(noon, |zone| zone.complete(noon));
        let wall = at.day.to_datetime(at.time.unwrap_or(NOON));
        let note = note(observation);
        let same = lines
            .entry((wall, observation.at, note.clone()))
            .or_default();
        let value = Some(columns[column].show(observation.value));
        if let Some(line) = same.iter_mut().find(|line| line.values[column].is_none()) {
            line.values[column] = value;
            continue;
        }
        written.at_noon += u64::from(observation.at.time.is_none());
        let mut values = vec![None; columns.len()];
        values[column] = value;
        same.push(Line {
            wall,
            at,
            values,
            note,
        });
    }
    lines.into_values().flatten().collect()
}

const NOON: Time = Time::constant(12, 0, 0, 0);

/// A note on one line, since not every app reads more.
fn note(observation: &Observation) -> String {
    let note = observation.note.as_deref().unwrap_or("");
    let words: Vec<&str> = note.split(['\n', '\r']).map(str::trim).collect();
    words.join(" ").trim().to_owned()
}

/// A table with text in quotes and numbers bare.
pub(super) fn table(
    delimiter: u8,
    quotes: QuoteStyle,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Vec<u8> {
    let mut csv = WriterBuilder::new()
        .delimiter(delimiter)
        .quote_style(quotes)
        .terminator(Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    for row in rows {
        csv.write_record(row).expect("every row has as many cells");
    }
    csv.into_inner().expect("a buffer takes any bytes")
}
