//! Shapes people ask for, by name.

use std::{collections::BTreeMap, sync::OnceLock};

use super::muscle::Muscle;

const TEXT: &str = include_str!("../../../../data/training/presets.toml");

/// A shape, and what training can do about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    /// Its name.
    pub code: String,
    /// Other words for it.
    pub words: Vec<String>,
    /// Muscles that are to stand out.
    pub promoted: Vec<Muscle>,
    /// Least, wanted and most sets a week of the muscles it is about.
    pub sets: Vec<(Muscle, [f64; 3])>,
    /// What training them does.
    pub can: String,
    /// What it does not.
    pub cannot: String,
    /// The claim on which it rests.
    pub claim: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    preset: Vec<Row>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    words: Vec<String>,
    promoted: Vec<String>,
    sets: BTreeMap<String, [f64; 3]>,
    can: String,
    cannot: String,
    claim: String,
}

/// Every shape, in the order of the file.
///
/// # Panics
/// Never: a test reads the file compiled in.
pub fn presets() -> &'static [Preset] {
    static PRESETS: OnceLock<Vec<Preset>> = OnceLock::new();
    PRESETS.get_or_init(|| read(TEXT).expect("a test reads the file compiled in"))
}

/// The shape of this name, or of this other word for it, whatever the case.
pub fn preset(name: &str) -> Option<&'static Preset> {
    let is_meant = |word: &String| word.eq_ignore_ascii_case(name.trim());
    let named = presets().iter().find(|preset| is_meant(&preset.code));
    named.or_else(|| {
        presets()
            .iter()
            .find(|preset| preset.words.iter().any(is_meant))
    })
}

fn read(text: &str) -> Option<Vec<Preset>> {
    let file: File = toml::from_str(text).ok()?;
    file.preset.into_iter().map(shape).collect()
}

fn shape(row: Row) -> Option<Preset> {
    let promoted = row.promoted.iter().map(|code| Muscle::of_code(code));
    Some(Preset {
        promoted: promoted.collect::<Option<_>>()?,
        sets: row
            .sets
            .iter()
            .map(|(code, sets)| Some((Muscle::of_code(code)?, *sets)))
            .collect::<Option<_>>()?,
        code: row.code,
        words: row.words,
        can: row.can,
        cannot: row.cannot,
        claim: row.claim,
    })
}
