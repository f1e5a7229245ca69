//! A file that is being read: its beginning, by which its format is told, and the rest.

use std::io::{Cursor, Read};

use crate::{
    Error,
    table::{Column, Row, Table},
};

/// As much of a file as its format is told by.
const HEAD_BYTES: u64 = 1 << 16;

/// The beginning of a file, as text.
pub(crate) struct Head {
    pub(crate) bytes: Vec<u8>,
    pub(crate) text: String,
    /// The sheet of a workbook that it is the beginning of.
    pub(crate) sheet: Option<String>,
}

impl Head {
    fn of(bytes: Vec<u8>) -> Self {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Self {
            bytes,
            text,
            sheet: None,
        }
    }

    /// The first lines that are not blank.
    fn lines(&self) -> impl Iterator<Item = &str> {
        let is_line = |line: &&str| !line.trim().is_empty();
        self.text.lines().filter(is_line).take(20)
    }

    /// Whether the first line names all of these columns.
    pub(crate) fn names(&self, wanted: &[&str]) -> bool {
        let columns = self.lines().next().map(columns).unwrap_or_default();
        wanted
            .iter()
            .all(|name| columns.iter().any(|c| c.name == *name))
    }

    /// What parts the fields of the line that names one of `marks`, or else of the first line.
    fn delimiter(&self, marks: &[&str]) -> u8 {
        let is_header = |line: &&str| {
            columns(line)
                .iter()
                .any(|c| marks.contains(&c.name.as_str()))
        };
        let line = self.lines().find(is_header).or_else(|| self.lines().next());
        line.map_or(b',', delimiter)
    }
}

fn delimiter(line: &str) -> u8 {
    let count = |mark: u8| line.bytes().filter(|b| *b == mark).count();
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|mark| (count(*mark), *mark == b','))
        .unwrap_or(b',')
}

/// The columns of a line, no more of them than a header has.
fn columns(line: &str) -> Vec<Column> {
    let mark = char::from(delimiter(line));
    line.split(mark)
        .take(1000)
        .map(|title| Column::read(title.trim().trim_matches('"')))
        .collect()
}

/// A file to be read from its beginning on.
pub(crate) struct File<'a> {
    pub(crate) head: Head,
    rest: Box<dyn Read + 'a>,
}

impl<'a> File<'a> {
    /// Looks at the beginning of a file.
    pub(crate) fn open(mut reader: Box<dyn Read + 'a>) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        let read = reader.by_ref().take(HEAD_BYTES).read_to_end(&mut bytes);
        // What was read before it broke tells the format, and reading on tells how it broke.
        if let (Err(error), true) = (read, bytes.is_empty()) {
            return Err(Error::Unreadable(error.kind()));
        }
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        Ok(Self {
            head: Head::of(bytes),
            rest: reader,
        })
    }

    /// All its bytes, without the mark of their order.
    pub(crate) fn reader(self) -> Box<dyn Read + 'a> {
        Box::new(Cursor::new(self.head.bytes).chain(self.rest))
    }

    /// As a table whose header names one of `marks`, with the rows before that.
    pub(crate) fn table(self, marks: &[&str]) -> (Table<'a>, Vec<Row>) {
        let delimiter = self.head.delimiter(marks);
        Table::open(self.reader(), delimiter, marks)
    }
}
