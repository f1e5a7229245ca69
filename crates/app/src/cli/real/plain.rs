//! What no forecast is made of: other girths, and the share of fat by each way of measuring it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use spotcheck_engine::{
    change::{self, Kind, Measured, Plain},
    tracker::FatMethod,
};
use spotcheck_import::{Observation, Side, Site};
use spotcheck_model::Parameters;

use super::{Step, Wire, basis::Basis, by_day};
use crate::{diary::fat_method, number};

const GIRTHS: [(Site, Kind); 6] = [
    (Site::Neck, Kind::LimbGirth),
    (Site::Forearm, Kind::LimbGirth),
    (Site::Calf, Kind::LimbGirth),
    (Site::Shoulder, Kind::TrunkGirth),
    (Site::Chest, Kind::TrunkGirth),
    (Site::Abdomen, Kind::TrunkGirth),
];
const METHODS: [(FatMethod, &str); 5] = [
    (FatMethod::Bia, "impedance"),
    (FatMethod::Dxa, "DXA"),
    (FatMethod::Tape, "tape"),
    (FatMethod::Skinfold, "skinfolds"),
    (FatMethod::Ultrasound, "ultrasound"),
];
/// Points of a share.
const POINTS: f64 = 100.0;

/// Changes of one thing, in the unit they are told in.
pub(super) struct Series {
    name: String,
    method: &'static str,
    unit: &'static str,
    first: Date,
    basis: Option<Basis>,
    seen: Vec<Plain>,
}

/// Every girth and share of fat that was measured on two days or more.
pub(super) fn all(
    parameters: &'static Parameters,
    girths: &[Observation],
    fat: &[Observation],
) -> Vec<Series> {
    let mut all = Vec::new();
    for (site, kind) in GIRTHS {
        for side in [None, Some(Side::Left), Some(Side::Right)] {
            let of_it = girths
                .iter()
                .filter(|girth| girth.site == Some(site) && girth.side == side);
            let values = by_day(of_it.map(|girth| (girth.at.day, girth.value)));
            let side = side.map_or_else(String::new, |side| format!("{} ", side.name()));
            let name = format!("{side}{}", site.name());
            all.extend(series(parameters, kind, &values, (name, "tape", "cm", 1.0)));
        }
    }
    for (method, word) in METHODS {
        let of_it = fat.iter().filter(|reading| fat_method(reading) == method);
        let values = by_day(of_it.map(|reading| (reading.at.day, reading.value)));
        let told = ("share of fat".to_owned(), word, "points", POINTS);
        all.extend(series(parameters, Kind::Fat(method), &values, told));
    }
    all
}

/// The changes since the first day, `scale` times what is kept; nothing from fewer than two days.
fn series(
    parameters: &'static Parameters,
    kind: Kind,
    values: &BTreeMap<Date, f64>,
    (name, method, unit, scale): (String, &'static str, &'static str, f64),
) -> Option<Series> {
    let (first, _) = values.first_key_value()?;
    let measured = values
        .iter()
        .filter_map(|(day, value)| super::measured(*first, *day, *value));
    let measured: Vec<Measured> = measured.collect();
    let spread = kind.spread(parameters);
    let mut seen = change::plain(spread, &measured).ok()?;
    for one in &mut seen {
        one.change *= scale;
        one.error_sd *= scale;
        one.least_significant *= scale;
    }
    Some(Series {
        name,
        method,
        unit,
        first: *first,
        basis: Basis::of(spread),
        seen,
    })
}

impl Series {
    fn verdict(&self) -> &'static str {
        let is_real = self.seen.last().is_some_and(Plain::is_real);
        if is_real {
            change::Verdict::Real.words()
        } else {
            change::Verdict::NotYet.words()
        }
    }

    pub(super) fn text(&self) -> String {
        let Some(last) = self.seen.last() else {
            return String::new();
        };
        format!(
            "{} by {}: {}. {} {unit} since {}; measuring alone errs by up to {:.1} {unit}{basis}\n",
            self.name,
            self.method,
            self.verdict(),
            number::signed(last.change, 1),
            self.first,
            last.least_significant,
            unit = self.unit,
            basis = self.basis.map_or_else(String::new, Basis::note),
        )
    }

    pub(super) fn wire(&self) -> Wire {
        Wire {
            site: self.name.clone(),
            method: self.method,
            unit: self.unit,
            first_day: self.first.to_string(),
            verdict: Some(self.verdict()),
            refused: None,
            error_parameter: self.basis.map(|basis| basis.name),
            error_flag: self.basis.map(|basis| basis.flag.word()),
            seen: self.seen.iter().map(Step::from).collect(),
        }
    }
}
