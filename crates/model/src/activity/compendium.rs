//! Metabolic equivalents by kind of activity, read from `compendium.toml`.

use std::collections::BTreeMap;

use super::{Gait, Intensity};
use crate::{
    Error, limits,
    parameters::{Basis, Flag, Parameter},
};

const FILE: &str = "compendium.toml";
const SOURCE: &str = "herrmann2024";
/// Names that are offered instead of one that is not known.
const NEAREST: usize = 3;

/// The metabolic equivalents of every kind but walking and running.
#[derive(Clone, Debug, PartialEq)]
pub struct Compendium {
    kinds: BTreeMap<String, Kind>,
}

#[derive(Clone, Debug, PartialEq)]
struct Kind {
    also: Vec<String>,
    mets: Vec<Met>,
}

/// One value with the name by which it can be asked for, `met_KIND_INTENSITY`.
#[derive(Clone, Debug, PartialEq)]
struct Met {
    name: String,
    word: &'static str,
    parameter: Parameter,
}

/// A kind as the file writes it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(default)]
    also: Vec<String>,
    easy: Option<Value>,
    moderate: Value,
    hard: Option<Value>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    met: f64,
    code: String,
    flag: Flag,
}

impl Compendium {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let entries: BTreeMap<String, Entry> =
            toml::from_str(text).map_err(|source| Error::ParameterFile {
                file: FILE,
                source: Box::new(source),
            })?;
        let kinds = entries
            .into_iter()
            .map(|(kind, entry)| Ok((kind.clone(), entry.kind(&kind)?)))
            .collect::<Result<_, Error>>()?;
        Ok(Self { kinds })
    }

    /// Every value by its name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Parameter)> {
        let mets = self.kinds.values().flat_map(|kind| &kind.mets);
        mets.map(|met| (met.name.as_str(), &met.parameter))
    }

    /// The names of the kinds.
    pub(super) fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.keys().map(String::as_str)
    }

    /// The metabolic equivalent of a kind, by its own name or another it goes by.
    pub(super) fn met(&self, kind: &str, intensity: Intensity) -> Result<f64, Error> {
        let found = self
            .kinds
            .get_key_value(kind)
            .or_else(|| self.kinds.iter().find(|(_, other)| other.goes_by(kind)));
        let Some((name, found)) = found else {
            return Err(Error::UnknownActivity {
                kind: kind.to_owned(),
                near: self.near(kind),
            });
        };
        let Some(word) = word(intensity) else {
            return Err(Error::NoSpeed { kind: name.clone() });
        };
        match found.mets.iter().find(|met| met.word == word) {
            Some(met) => Ok(met.parameter.value),
            None => Err(Error::UnknownIntensity {
                kind: name.clone(),
                known: found.mets.iter().map(|met| met.word).collect(),
            }),
        }
    }

    /// The kinds most like one that is not known: those that share its letters, then the fewest
    /// edits away.
    fn near(&self, unknown: &str) -> Vec<String> {
        let mut names: Vec<&str> = self.kinds().collect();
        names.extend(Gait::ALL.map(Gait::name));
        names.sort_by_cached_key(|name| {
            let shares = name.contains(unknown) || unknown.contains(name);
            (!shares, edits(name, unknown))
        });
        names.into_iter().take(NEAREST).map(str::to_owned).collect()
    }
}

impl Kind {
    fn goes_by(&self, name: &str) -> bool {
        self.also.iter().any(|also| also == name)
    }
}

impl Entry {
    fn kind(self, kind: &str) -> Result<Kind, Error> {
        let values = [
            ("easy", self.easy),
            ("moderate", Some(self.moderate)),
            ("hard", self.hard),
        ];
        let mets = values
            .into_iter()
            .filter_map(|(word, value)| value.map(|value| value.met(kind, word)))
            .collect::<Result<_, _>>()?;
        Ok(Kind {
            also: self.also,
            mets,
        })
    }
}

impl Value {
    fn met(self, kind: &str, word: &'static str) -> Result<Met, Error> {
        Ok(Met {
            name: format!("met_{kind}_{word}"),
            word,
            parameter: Parameter {
                symbol: String::new(),
                value: limits::MET.check(self.met)?,
                unit: "MET".to_owned(),
                interval: None,
                basis: Basis::Pooled,
                population: "adults of 19 to 59 years".to_owned(),
                source: SOURCE.to_owned(),
                locator: format!("code {}, read in a public copy of the list", self.code),
                flag: self.flag,
                note: "gross, rest is 1; the list measured most of its values and estimated some"
                    .to_owned(),
            },
        })
    }
}

fn word(intensity: Intensity) -> Option<&'static str> {
    match intensity {
        Intensity::Easy => Some("easy"),
        Intensity::Moderate => Some("moderate"),
        Intensity::Hard => Some("hard"),
        Intensity::Speed { .. } => None,
    }
}

/// The fewest letters to put in, take out or change to get from one word to the other (Levenshtein).
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let change = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}
