//! Files for other apps: the doors out.

mod fit;
mod hevy;
mod json;
mod libra;
mod line;
mod openscale;

use std::collections::BTreeMap;

use json::write_json;

use crate::{Observation, Quantity, Zone, write_neutral};

/// What was written, and what was not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// Rows of it, or records.
    pub rows: u64,
    /// Rows of days without a time, which stand at noon where a format knows no days.
    pub at_noon: u64,
    /// Observations of what the format has no place for.
    pub left_out: BTreeMap<Quantity, u64>,
    /// Observations that stand at no instant, because neither they nor anybody told where they were.
    pub undated: u64,
}

/// A format that observations are written in.
#[derive(Debug)]
pub struct Export {
    name: &'static str,
    file: &'static str,
    write: fn(&[Observation], Option<&Zone>) -> Written,
}

macro_rules! exports {
    ($($name:literal $file:literal $write:path;)*) => {
        &[$(Export {
            name: $name,
            file: $file,
            write: $write,
        },)*]
    };
}

impl Export {
    /// All of them: first the two that hold everything an observation says.
    pub const ALL: &'static [Self] = exports! {
        "csv" "observations.csv" everything_as_csv;
        "json" "observations.json" everything_as_json;
        "openscale" "openScale.csv" openscale::write_3;
        "openscale-2" "openScale2.csv" openscale::write_2;
        "libra" "Libra.csv" libra::write;
        "hevy" "measurement_data.csv" hevy::write;
        "fit" "weight.fit" fit::write;
    };

    /// Its name here.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What the app it is for would call the file.
    pub const fn file_name(&self) -> &'static str {
        self.file
    }

    /// The one of this name.
    pub fn parse(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|export| export.name == name)
    }

    /// Writes what the format can hold. `zone` is where observations were made that do not say.
    pub fn write(&self, observations: &[Observation], zone: Option<&Zone>) -> Written {
        (self.write)(observations, zone)
    }
}

fn everything_as_csv(observations: &[Observation], _: Option<&Zone>) -> Written {
    everything(observations, write_neutral(observations))
}

fn everything_as_json(observations: &[Observation], _: Option<&Zone>) -> Written {
    everything(observations, write_json(observations))
}

fn everything(observations: &[Observation], text: String) -> Written {
    Written {
        bytes: text.into_bytes(),
        rows: observations.len() as u64,
        ..Written::default()
    }
}
