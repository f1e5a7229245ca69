//! A row of a study from named cells, whether they stood in a table or in TOML: one check for both.

use csv::StringRecord;
use serde::de::{
    DeserializeOwned, IntoDeserializer as _,
    value::{self, StrDeserializer},
};

use super::Bearing;
use crate::{
    Flag, Recipe, Role, Says, Source, SpreadKind, Study,
    error::Error,
    place::Place,
    records::{Fault, doi, pmid},
    study::COLUMNS,
};

/// Columns that a row cannot do without.
const NEEDED: [&str; 6] = ["key", "source", "cohort", "recipe", "finding", "flag"];

/// Columns of a table that tell the publication.
pub(crate) const SOURCE_COLUMNS: [&str; 6] = ["authors", "year", "title", "journal", "pmid", "doi"];

/// Columns of a table that tell what a row bears on.
pub(crate) const BEARING_COLUMNS: [&str; 3] = ["claim", "says", "role"];

/// Letters, digits and `_`: what keys are made of.
const KEY_CHARACTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

/// Named cells of a row.
pub(crate) trait Cells {
    /// The trimmed text of a cell; empty where there is none.
    fn cell(&self, column: &str) -> &str;
}

/// The study of a row; columns it does not hold are empty.
///
/// # Errors
/// The [`Fault`] of the first column that is not what its schema asks for.
pub(crate) fn study(row: &impl Cells) -> Result<Study, Fault> {
    for column in NEEDED {
        if row.cell(column).is_empty() {
            return Err(Fault::missing(column));
        }
    }
    for column in ["key", "source"] {
        let key = row.cell(column);
        if !key.chars().all(|c| KEY_CHARACTERS.contains(c)) {
            return Err(Fault::bad(column, key));
        }
    }
    // Rows are printed on a terminal, which a control character would steer.
    let steers = |column: &&&str| row.cell(column).contains(char::is_control);
    if let Some(column) = COLUMNS.iter().find(steers) {
        return Err(Fault::bad(column, row.cell(column)));
    }
    let header: StringRecord = COLUMNS.iter().copied().collect();
    let cells: StringRecord = COLUMNS.iter().map(|column| row.cell(column)).collect();
    let place = Place { file: "", line: 0 };
    let study: Result<Study, csv::Error> = cells.deserialize(Some(&header));
    let mut study = study.map_err(|error| fault_of_cell(row, error))?;
    study
        .complete(place, &header)
        .map_err(|error| fault_of(row, &error))?;
    if study.cohorts().next().is_none() {
        return Err(Fault::missing("cohort"));
    }
    Ok(study)
}

/// The cell that cannot be read.
fn fault_of_cell(row: &impl Cells, error: csv::Error) -> Fault {
    let csv::ErrorKind::Deserialize { err, .. } = error.kind() else {
        return Fault::Csv(error);
    };
    let numbered = err
        .field()
        .and_then(|at| COLUMNS.get(usize::try_from(at).ok()?));
    match numbered.copied().or_else(|| misnamed(row)) {
        Some(column) => Fault::bad(column, row.cell(column)),
        None => Fault::Csv(error),
    }
}

/// Whether a text is one of the words that a column allows.
type IsWord = fn(&str) -> bool;

/// The first cell that holds none of the words its column allows.
fn misnamed(row: &impl Cells) -> Option<&'static str> {
    let words: [(&str, IsWord); 4] = [
        ("recipe", is_word::<Recipe>),
        ("flag", is_word::<Flag>),
        ("sd_type", is_word::<SpreadKind>),
        ("spread_read_as", is_word::<SpreadKind>),
    ];
    let is_wrong = |(column, is_word): &&(&'static str, IsWord)| {
        let word = row.cell(column);
        !word.is_empty() && !is_word(word)
    };
    words.iter().find(is_wrong).map(|(column, _)| *column)
}

fn is_word<T: DeserializeOwned>(word: &str) -> bool {
    let deserializer: StrDeserializer<'_, value::Error> = word.into_deserializer();
    T::deserialize(deserializer).is_ok()
}

/// What a check of a built-in row says, without the place that its file has.
fn fault_of(row: &impl Cells, error: &Error) -> Fault {
    if let Error::BadValue { field, value, .. } = error {
        Fault::bad(field, value)
    } else {
        Fault::bad("key", row.cell("key"))
    }
}

/// The publication that the cells of a row describe; `None` where they hold no title.
///
/// # Errors
/// [`Fault::BadValue`] for a year, PMID or DOI that is none, [`Fault::Missing`] for a publication
/// without authors.
pub(crate) fn source(row: &impl Cells) -> Result<Option<Source>, Fault> {
    let text = |column| {
        Some(row.cell(column))
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let Some(title) = text("title") else {
        let stray = SOURCE_COLUMNS
            .iter()
            .find(|column| !row.cell(column).is_empty());
        return match stray {
            Some(_) => Err(Fault::missing("title")),
            None => Ok(None),
        };
    };
    let year = text("year");
    let source = Source {
        authors: text("authors").ok_or_else(|| Fault::missing("authors"))?,
        year: year
            .map(|year| crate::records::year(&year).ok_or_else(|| Fault::bad("year", &year)))
            .transpose()?,
        title,
        title_is_ours: false,
        journal: text("journal"),
        pmid: text("pmid"),
        doi: text("doi"),
        registry: None,
        flag: Flag::Verified,
        recalled: Vec::new(),
    };
    spelled(source).map(Some)
}

/// A source whose identifiers have their one spelling.
///
/// # Errors
/// [`Fault::BadValue`] for a PMID or DOI that is none, or text that would steer a terminal.
pub(crate) fn spelled(mut source: Source) -> Result<Source, Fault> {
    let texts = [
        ("authors", Some(&source.authors)),
        ("title", Some(&source.title)),
        ("journal", source.journal.as_ref()),
        ("registry", source.registry.as_ref()),
    ];
    for (field, text) in texts {
        if let Some(text) = text.filter(|text| text.contains(char::is_control)) {
            return Err(Fault::bad(field, text));
        }
    }
    if let Some(text) = source.pmid {
        source.pmid = Some(pmid(&text).ok_or_else(|| Fault::bad("pmid", &text))?);
    }
    if let Some(text) = source.doi {
        source.doi = Some(doi(&text).ok_or_else(|| Fault::bad("doi", &text))?);
    }
    Ok(source)
}

/// What the cells of a table row bear on: claims in one cell, apart by `;`, and for each, or for all,
/// what the row says and its role.
///
/// # Errors
/// The [`Fault`] of the first cell that is not what its column asks for.
pub(crate) fn bearings(row: &impl Cells) -> Result<Vec<Bearing>, Fault> {
    let parts = |column: &str| -> Vec<String> {
        let parts = row.cell(column).split(';').map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (claims, says, roles) = (parts("claim"), parts("says"), parts("role"));
    if claims.is_empty() {
        return Err(Fault::missing("claim"));
    }
    let of = |values: &[String], i: usize| match values {
        [one] => Some(one.clone()),
        many => many.get(i).cloned(),
    };
    let bearing = |(i, claim): (usize, &String)| {
        let said = of(&says, i).ok_or_else(|| Fault::missing("says"))?;
        let role = of(&roles, i);
        Ok(Bearing {
            claim: claim.clone(),
            says: Says::named(&said).ok_or_else(|| Fault::bad("says", &said))?,
            role: match role {
                Some(role) => Role::named(&role).ok_or_else(|| Fault::bad("role", &role))?,
                None => Role::default(),
            },
        })
    };
    claims.iter().enumerate().map(bearing).collect()
}
