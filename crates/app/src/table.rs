//! A table somebody else wrote: CSV with a header, read so that what is wrong is named by file, row and column.

use std::{collections::BTreeMap, path::Path};

use csv::StringRecord;

use crate::{cli::read, report::Refusal};

/// A million rows of a dozen columns.
const MOST_BYTES: u64 = 300_000_000;
/// How a table says that there is no value.
const ABSENT: [&str; 2] = ["", "NA"];

/// Whether a field says that there is no value.
pub(crate) fn is_absent(field: &str) -> bool {
    ABSENT.contains(&field)
}

/// Rows of named columns, all of the same length.
#[derive(Debug)]
pub(crate) struct Table {
    name: String,
    headers: StringRecord,
    rows: Vec<StringRecord>,
}

impl Table {
    /// Reads a file with a header and one row or more.
    ///
    /// # Errors
    /// A [`Refusal`] that names the file, and the row where there is one.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let name = path.display().to_string();
        let text = read(path, MOST_BYTES)?;
        Self::parse(name, &text).map_err(Into::into)
    }

    fn parse(name: String, text: &str) -> Result<Self, Refusal> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let malformed = |error: &csv::Error| {
            let line = error.position().map_or(1, csv::Position::line);
            let columns = lengths(error);
            Refusal::new(
                format!(
                    "{name}, line {line}: this row has not as many fields as the header{columns}"
                ),
                "write one field a column, separated by commas, and quote a text that holds a comma",
            )
        };
        let headers = reader.headers().map_err(|error| malformed(&error))?.clone();
        if headers.len() == 1 && headers[0].contains([';', '\t']) {
            return Err(Refusal::new(
                format!("{name}: its columns are not separated by commas"),
                "save it with commas between columns, and a point before decimals",
            ));
        }
        let rows: Result<Vec<_>, _> = reader.records().collect();
        let rows = rows.map_err(|error| malformed(&error))?;
        let table = Self {
            name,
            headers,
            rows,
        };
        table.check_headers()?;
        if table.rows.is_empty() {
            return Err(Refusal::new(
                format!("{} has no rows below its header", table.name),
                "give one effect or study a row",
            ));
        }
        table.check_ids()?;
        Ok(table)
    }

    /// The name of the file, as errors call it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The header and the rows, as they are.
    pub(crate) fn records(&self) -> (&StringRecord, &[StringRecord]) {
        (&self.headers, &self.rows)
    }

    /// Whether there is a column of that name.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.headers.iter().any(|header| header == column)
    }

    /// A column as text.
    ///
    /// # Errors
    /// A [`Refusal`] when there is no such column, with the ones there are.
    pub(crate) fn words(&self, column: &str) -> Result<Vec<&str>, Refusal> {
        let at = self.headers.iter().position(|header| header == column);
        let at = at.ok_or_else(|| {
            let there: Vec<&str> = self.headers.iter().collect();
            Refusal::new(
                format!("{} has no column `{column}`", self.name),
                format!("its columns are {}", there.join(", ")),
            )
        })?;
        Ok(self.rows.iter().map(|row| &row[at]).collect())
    }

    /// A column as finite numbers, absent where a field is empty or NA.
    ///
    /// # Errors
    /// A [`Refusal`] naming the row of the first field that is neither.
    pub(crate) fn numbers(&self, column: &str) -> Result<Vec<Option<f64>>, Refusal> {
        let words = self.words(column)?;
        let number = |(row, word): (usize, &str)| match word {
            absent if is_absent(absent) => Ok(None),
            word => match word.parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(Some(number)),
                Ok(_) => Err(self.refuse(row, column, &format!("`{word}` is not finite"))),
                Err(_) => Err(self.refuse(row, column, &format!("`{word}` is not a number"))),
            },
        };
        words.into_iter().enumerate().map(number).collect()
    }

    /// Whether most of what a column holds are numbers.
    pub(crate) fn is_numeric(&self, column: &str) -> Result<bool, Refusal> {
        let words = self.words(column)?;
        let told = words.iter().filter(|word| !is_absent(word));
        let (numbers, all) = told.fold((0_usize, 0_usize), |(numbers, all), word| {
            (numbers + usize::from(word.parse::<f64>().is_ok()), all + 1)
        });
        Ok(all < 2 * numbers)
    }

    /// A refusal of one field, zero-based `row`, with what is wrong with it.
    pub(crate) fn refuse(&self, row: usize, column: &str, why: &str) -> Refusal {
        Refusal::new(
            format!("{}, row {}, column {column}: {why}", self.name, row + 1),
            "numbers have a decimal point and no unit; a field without a value is empty or NA",
        )
    }

    fn check_headers(&self) -> Result<(), Refusal> {
        let mut seen = Vec::new();
        for header in &self.headers {
            if header.is_empty() || seen.contains(&header) {
                return Err(Refusal::new(
                    format!("{} has two columns called `{header}`", self.name),
                    "give every column a name of its own",
                ));
            }
            seen.push(header);
        }
        Ok(())
    }

    /// A column `id` names each row once.
    fn check_ids(&self) -> Result<(), Refusal> {
        if !self.has("id") {
            return Ok(());
        }
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (row, id) in self.words("id")?.into_iter().enumerate() {
            if let Some(other) = first.insert(id, row).filter(|_| !is_absent(id)) {
                let why = format!("`{id}` is the id of row {} already", other + 1);
                return Err(self.refuse(row, "id", &why));
            }
        }
        Ok(())
    }
}

/// How many fields a row has and should have, where that is what is wrong.
fn lengths(error: &csv::Error) -> String {
    if let csv::ErrorKind::UnequalLengths {
        expected_len, len, ..
    } = error.kind()
    {
        format!(" ({len} where there are {expected_len})")
    } else {
        String::new()
    }
}
