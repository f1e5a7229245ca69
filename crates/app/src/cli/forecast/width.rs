//! What makes a forecast's range wide, and what would narrow it.

use std::collections::BTreeMap;

use serde::Serialize;
use spotcheck_model::{
    Parameters, Person, PersonInput, Row, Schedule,
    ensemble::{Draws, Share, Source, contributions},
};

use super::table::aligned;
use crate::{number, wire::columns};

/// Columns of the table for reading, with their heads.
const SHOWN: [(&str, &str); 5] = [
    ("weight_kg", "weight"),
    ("fat_kg", "fat"),
    ("visceral_kg", "deep belly"),
    ("abdominal_subcutaneous_kg", "belly skin"),
    ("legs_kg", "legs"),
];

/// Where the width of a forecast's last day comes from.
pub(super) struct Width {
    day: usize,
    person: PersonInput,
    shares: Vec<(Source, Row<Share>)>,
}

/// One source in JSON.
#[derive(Serialize)]
pub(super) struct Wire {
    source: &'static str,
    what: &'static str,
    /// First-order and total share of the variance, quantity by quantity.
    first_frac: serde_json::Map<String, serde_json::Value>,
    total_frac: serde_json::Map<String, serde_json::Value>,
}

impl Width {
    pub(super) fn new(
        parameters: &Parameters,
        person: &Person,
        schedule: &Schedule,
        day: usize,
        draws: Draws,
    ) -> Result<Self, spotcheck_model::Error> {
        Ok(Self {
            day,
            person: *person.input(),
            shares: contributions(parameters, person, schedule, day, draws)?,
        })
    }

    pub(super) fn wire(&self) -> Vec<Wire> {
        let map = |row: &Row<Share>, share: fn(Share) -> f64| {
            let cells = columns(row).into_iter();
            cells
                .map(|(name, value)| (name.to_owned(), share(value).into()))
                .collect()
        };
        let wire = |(source, row): &(Source, Row<Share>)| Wire {
            source: source.name(),
            what: what(*source),
            first_frac: map(row, |share| share.first_frac),
            total_frac: map(row, |share| share.total_frac),
        };
        self.shares.iter().map(wire).collect()
    }

    /// What would narrow the ranges of weight and deep belly fat most, and every share in percent.
    pub(super) fn text(&self) -> String {
        let mut rows = vec![vec!["% of the width".to_owned()]];
        rows[0].extend(SHOWN.map(|(_, head)| head.to_owned()));
        for (source, row) in &self.shares {
            let shares: BTreeMap<_, _> = columns(row).into_iter().collect();
            let mut line = vec![what(*source).to_owned()];
            line.extend(SHOWN.map(|(name, _)| number::plain(100.0 * shares[name].total_frac, 0)));
            rows.push(line);
        }
        format!(
            "\nWhat makes the ranges of day {} wide\n{}{}",
            self.day,
            self.advice(),
            aligned(&rows)
        )
    }

    /// The measurement that would tell most, if any would.
    fn advice(&self) -> String {
        let measurable = self.shares.iter().filter_map(|(source, row)| {
            let share = row.regions.visceral_kg.total_frac + row.weight_kg.total_frac;
            measure(*source, &self.person).map(|measure| (share, measure))
        });
        measurable
            .max_by(|(a, _), (b, _)| a.total_cmp(b))
            .map_or_else(String::new, |(_, measure)| {
                format!("Most useful to know: {measure}.\n")
            })
    }
}

/// A source in words.
fn what(source: Source) -> &'static str {
    match source {
        Source::Expenditure => "what you burn",
        Source::FatMass => "how much of you is fat",
        Source::Distribution => "where your fat lies",
        Source::DepotLaw => "how depots follow total fat",
        Source::DepotScatter => "how yours differ from that",
        Source::Girth => "how girths follow weight",
        Source::Adherence => "how far you keep to it",
        Source::Compensation => "what the body saves elsewhere",
        Source::Training => "how muscle answers",
    }
}

/// What somebody could measure to know a source better, if they have not told it already.
fn measure(source: Source, person: &PersonInput) -> Option<&'static str> {
    match source {
        Source::Expenditure => Some("what you burn, from weeks of weights and food logs"),
        Source::FatMass if person.fat_kg.is_none() => Some("your body fat, from a DXA scan"),
        Source::Distribution if person.waist_cm.is_none() => Some("your waist, with a tape"),
        Source::Distribution if person.hip_cm.is_none() => Some("your hip, with a tape"),
        Source::Adherence => Some("what you really eat, from a food log"),
        Source::FatMass
        | Source::Distribution
        | Source::DepotLaw
        | Source::DepotScatter
        | Source::Girth
        | Source::Compensation
        | Source::Training => None,
    }
}
