//! The bank: written questions, each with the label it should get.

use serde::Deserialize;

use crate::error::Error;

/// The ways of asking that the bank tells apart.
pub const VOICES: [&str; 9] = [
    "question",
    "statement",
    "keywords",
    "slang",
    "typo",
    "rambling",
    "wrong_premise",
    "coach",
    "short",
];

const ENGLISH: &str = "en";

/// One question of the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What the question should be matched to.
    pub label: String,
    /// The language it is asked in, by its code of two letters.
    pub language: String,
    /// The underlying question that this row words in its own way; unique within the label.
    pub group: String,
    /// How it is asked: one of [`VOICES`].
    pub voice: String,
    /// The text as a person would type it.
    pub question: String,
}

/// Questions with their labels, from which a matcher is trained.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bank {
    /// The rows, in the order they were read.
    pub rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    group: String,
    voice: String,
    question: String,
}

impl Bank {
    /// Reads one file: CSV with the columns `group,voice,question`. Its name, without the ending, is the
    /// label, followed by a point and a language unless that is English: `C02`, `C02.es`.
    ///
    /// # Errors
    /// A row that is not of that shape, an empty field or an unknown voice, with file and line.
    pub fn parse(file: &str, csv_text: &str) -> Result<Self, Error> {
        let mut reader = csv::Reader::from_reader(csv_text.as_bytes());
        let mut rows = Vec::new();
        let mut record = csv::StringRecord::new();
        let header = reader
            .headers()
            .map_err(|source| csv_error(file, source))?
            .clone();
        while reader
            .read_record(&mut record)
            .map_err(|source| csv_error(file, source))?
        {
            let line = record.position().map_or(0, csv::Position::line);
            let fields: Record = record
                .deserialize(Some(&header))
                .map_err(|source| csv_error(file, source))?;
            rows.push(checked(file, line, fields)?);
        }
        Ok(Self { rows })
    }

    /// Appends the rows of another bank.
    pub fn extend(&mut self, other: Self) {
        self.rows.extend(other.rows);
    }

    /// Every label of the bank, sorted, once.
    pub fn labels(&self) -> Vec<&str> {
        let mut labels: Vec<&str> = self.rows.iter().map(|row| row.label.as_str()).collect();
        labels.sort_unstable();
        labels.dedup();
        labels
    }
}

fn checked(file: &str, line: u64, fields: Record) -> Result<Row, Error> {
    let Record {
        group,
        voice,
        question,
    } = fields;
    for (field, value) in [("group", &group), ("question", &question)] {
        if value.trim().is_empty() {
            return Err(Error::EmptyField {
                file: file.to_owned(),
                line,
                field,
            });
        }
    }
    if !VOICES.contains(&voice.as_str()) {
        return Err(Error::UnknownVoice {
            file: file.to_owned(),
            line,
            voice,
        });
    }
    let (label, language) = file.split_once('.').unwrap_or((file, ENGLISH));
    Ok(Row {
        label: label.to_owned(),
        language: language.to_owned(),
        group,
        voice,
        question,
    })
}

fn csv_error(file: &str, source: csv::Error) -> Error {
    let line = source.position().map_or(1, csv::Position::line);
    Error::Csv {
        file: file.to_owned(),
        line,
        source,
    }
}
