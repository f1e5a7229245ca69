//! openScale. Version 2 reads only the columns it knows, under its own names; version 3 goes by other names, skips those it
//! does not know, and takes numbers for the units its user chose, which must be kg, cm and %.

use csv::QuoteStyle;

use super::{
    Written,
    line::{Column, Line, lines, table},
};
use crate::{Observation, Quantity, Site, Unit, Zone};

const KG: Unit = Unit::Kilogram;
const PERCENT: Unit = Unit::Percent;

/// The measurements that both versions have, each under the name of the second and of the third.
macro_rules! columns {
    ($which:ident) => {
        [
            Column::girth(columns!($which "biceps" "BICEPS"), Site::Bicep),
            Column::new(columns!($which "fat" "BODY_FAT"), Quantity::BodyFat, PERCENT),
            Column::new(columns!($which "bone" "BONE"), Quantity::BoneMass, KG),
            Column::girth(columns!($which "chest" "CHEST"), Site::Chest),
            Column::girth(columns!($which "hip" "HIPS"), Site::Hips),
            Column::new(columns!($which "lbm" "LBM"), Quantity::FatFreeMass, KG),
            Column::new(columns!($which "muscle" "MUSCLE"), Quantity::MuscleShare, PERCENT),
            Column::girth(columns!($which "neck" "NECK"), Site::Neck),
            Column::girth(columns!($which "thigh" "THIGH"), Site::Thigh),
            Column::new(columns!($which "visceralFat" "VISCERAL_FAT"), Quantity::VisceralRating, Unit::Count),
            Column::girth(columns!($which "waist" "WAIST"), Site::Waist),
            Column::new(columns!($which "water" "WATER"), Quantity::WaterShare, PERCENT),
            Column::new(columns!($which "weight" "WEIGHT"), Quantity::Weight, KG),
        ]
    };
    (two $two:literal $three:literal) => {
        $two
    };
    (three $two:literal $three:literal) => {
        $three
    };
}

/// What one version calls things, and how it says that nothing was measured.
struct Version {
    columns: [Column; 13],
    times: &'static [&'static str],
    time: fn(&Line) -> Vec<String>,
    comment: &'static str,
    missing: &'static str,
}

const TWO: Version = Version {
    columns: columns!(two),
    times: &["dateTime"],
    time: |line| vec![line.wall.strftime("%Y-%m-%d %H:%M").to_string()],
    comment: "comment",
    missing: "0.0",
};

const THREE: Version = Version {
    columns: columns!(three),
    times: &["DATE", "TIME"],
    time: |line| {
        let form = |form| line.wall.strftime(form).to_string();
        vec![form("%Y-%m-%d"), form("%H:%M:%S")]
    },
    comment: "COMMENT",
    missing: "",
};

pub(super) fn write_2(observations: &[Observation], zone: Option<&Zone>) -> Written {
    TWO.write(observations, zone)
}

pub(super) fn write_3(observations: &[Observation], zone: Option<&Zone>) -> Written {
    THREE.write(observations, zone)
}

impl Version {
    fn write(&self, observations: &[Observation], zone: Option<&Zone>) -> Written {
        let mut written = Written::default();
        let lines = lines(observations, &self.columns, zone, &mut written);
        let names = self.columns.iter().map(|column| column.name);
        let header = self.times.iter().copied().chain(names);
        let header = header.chain([self.comment]).map(str::to_owned);
        let mut rows = vec![header.collect()];
        for line in &lines {
            let mut row = (self.time)(line);
            row.extend(line.cells(self.missing));
            row.push(line.note.clone());
            rows.push(row);
        }
        written.rows = lines.len() as u64;
        written.bytes = table(b',', QuoteStyle::Necessary, rows);
        written
    }
}
