//! Tables of text: what parts the fields, what the header names, row by row in bounded memory.

use std::{
    cell::Cell,
    collections::VecDeque,
    io::{self, Read},
    rc::Rc,
};

use csv::{ByteRecord, ReaderBuilder, StringRecord};

use crate::{Stop, Unit};

/// The longest a row is, with the buffer that is read ahead.
pub(crate) const MOST_BYTES_PER_ROW: u64 = 1 << 20;
/// What a field takes beside its bytes: where it ends.
const BYTES_PER_FIELD: u64 = 8;
/// What a row takes beside its fields.
const ROW_BYTES: u64 = 128;
/// The most that rows take which are looked at before they are read.
const MOST_BYTES_AHEAD: u64 = 8 << 20;
/// The most columns a table has.
pub(crate) const MOST_COLUMNS: usize = 1000;

/// A reader that ends where one record grows without end.
pub(crate) struct Guard<R> {
    inner: R,
    since: Rc<Cell<u64>>,
}

impl<R: Read> Guard<R> {
    /// The reader, and the count to set to zero whenever a record is done.
    pub(crate) fn around(inner: R) -> (Self, Rc<Cell<u64>>) {
        let since = Rc::new(Cell::new(0));
        let guard = Self {
            inner,
            since: Rc::clone(&since),
        };
        (guard, since)
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if MOST_BYTES_PER_ROW < self.since.get() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, Stop::Overlong));
        }
        let read = self.inner.read(buffer)?;
        self.since.set(self.since.get() + read as u64);
        Ok(read)
    }
}

/// A reader in which every line ends in one way, the last one too, so that lines can be counted. What parts
/// fields counts as what a field takes.
struct Lines<R> {
    inner: R,
    since: Rc<Cell<u64>>,
    delimiter: u8,
    after_return: bool,
    is_ended: bool,
}

impl<R: Read> Lines<R> {
    /// The end of the last line, once.
    fn end(&mut self, buffer: &mut [u8]) -> usize {
        if let (Some(first), false) = (buffer.first_mut(), self.is_ended) {
            *first = b'\n';
            self.is_ended = true;
            return 1;
        }
        0
    }

    /// Makes every end of a line one byte, and returns how many bytes are left.
    fn unify(&mut self, bytes: &mut [u8]) -> usize {
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            let is_second = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if is_second {
                continue;
            }
            bytes[kept] = if self.after_return { b'\n' } else { byte };
            kept += 1;
        }
        kept
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.inner.read(buffer)?;
            if read == 0 {
                return Ok(self.end(buffer));
            }
            let kept = self.unify(&mut buffer[..read]);
            let fields = buffer[..kept].iter().filter(|b| **b == self.delimiter);
            let fields = fields.count() as u64;
            self.since.set(self.since.get() + fields * BYTES_PER_FIELD);
            if 0 < kept {
                return Ok(kept);
            }
        }
    }
}

/// Why reading stopped, by the error that stopped it: a bound's own reason, else the end of the input.
pub(crate) fn stop_of(error: &io::Error) -> Stop {
    let bound = error.get_ref().and_then(|inner| inner.downcast_ref());
    bound.copied().unwrap_or(Stop::Truncated)
}

fn stop_of_csv(error: &csv::Error) -> Stop {
    if let csv::ErrorKind::Io(io) = error.kind() {
        stop_of(io)
    } else {
        Stop::Malformed
    }
}

/// A column as the header names it.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// As it stands there.
    pub(crate) title: String,
    /// In small letters, without its unit.
    pub(crate) name: String,
    /// What stands in brackets at its end, if that is a unit.
    pub(crate) unit: Option<Unit>,
}

impl Column {
    pub(crate) fn read(title: &str) -> Self {
        let title = title.trim().trim_start_matches('#').trim();
        let parts = title
            .strip_suffix(')')
            .and_then(|t| t.rsplit_once('('))
            .and_then(|(name, unit)| Some((name, Unit::parse(unit)?)));
        let (name, unit) = parts.map_or((title, None), |(name, unit)| (name, Some(unit)));
        Self {
            title: title.to_owned(),
            name: name.trim().to_lowercase(),
            unit,
        }
    }
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The line it begins on, the first being one.
    pub(crate) line: u64,
    fields: Option<StringRecord>,
    hidden: Option<usize>,
}

impl Row {
    /// A field without the space around it; empty where the row is shorter.
    pub(crate) fn get(&self, at: usize) -> &str {
        self.whole(at).trim()
    }

    /// A field with the space around it.
    pub(crate) fn whole(&self, at: usize) -> &str {
        let fields = self.fields.as_ref().filter(|_| self.hidden != Some(at));
        fields.and_then(|fields| fields.get(at)).unwrap_or("")
    }

    /// Makes a field empty.
    pub(crate) fn hide(&mut self, at: usize) {
        self.hidden = Some(at);
    }

    pub(crate) fn len(&self) -> usize {
        self.fields.as_ref().map_or(0, StringRecord::len)
    }

    pub(crate) fn is_utf8(&self) -> bool {
        self.fields.is_some()
    }

    /// The bytes it takes.
    fn bytes(&self) -> u64 {
        let text = |fields: &StringRecord| fields.as_slice().len() as u64;
        ROW_BYTES + self.fields.as_ref().map_or(0, text) + self.len() as u64 * BYTES_PER_FIELD
    }

    fn is_blank(&self) -> bool {
        let all_blank = |fields: &StringRecord| fields.iter().all(|field| field.trim().is_empty());
        self.fields.as_ref().is_some_and(all_blank)
    }
}

/// A table that is read row by row.
pub(crate) struct Table<'a> {
    reader: csv::Reader<Lines<Guard<Box<dyn Read + 'a>>>>,
    since: Rc<Cell<u64>>,
    ahead: VecDeque<Row>,
    pub(crate) columns: Vec<Column>,
    pub(crate) delimiter: u8,
    pub(crate) stopped: Option<Stop>,
}

impl<'a> Table<'a> {
    /// Opens a table whose header is the first row with a column called one of `marks`; rows before it are
    /// returned. Without such a row the table has no columns.
    pub(crate) fn open(
        input: Box<dyn Read + 'a>,
        delimiter: u8,
        marks: &[&str],
    ) -> (Self, Vec<Row>) {
        let (guard, since) = Guard::around(input);
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(Lines {
                inner: guard,
                since: Rc::clone(&since),
                delimiter,
                after_return: false,
                is_ended: false,
            });
        let mut table = Self {
            reader,
            since,
            ahead: VecDeque::new(),
            columns: Vec::new(),
            delimiter,
            stopped: None,
        };
        let mut before = Vec::new();
        let mut bytes = 0;
        // A vendor's preamble is a few lines.
        while before.len() < 20
            && bytes < MOST_BYTES_PER_ROW
            && let Some(row) = table.pull()
        {
            let columns: Vec<Column> = (0..row.len().min(MOST_COLUMNS))
                .map(|at| Column::read(row.get(at)))
                .collect();
            if columns.iter().any(|c| marks.contains(&c.name.as_str())) {
                table.columns = columns;
                break;
            }
            bytes += row.bytes();
            before.push(row);
        }
        (table, before)
    }

    /// Where the column of this name is; of two, the first.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The next rows, which stay to be read: so many, or fewer that are as large as rows get.
    pub(crate) fn sample(&mut self, most: usize) -> &VecDeque<Row> {
        let mut bytes: u64 = self.ahead.iter().map(Row::bytes).sum();
        while self.ahead.len() < most
            && bytes < MOST_BYTES_AHEAD
            && let Some(row) = self.pull()
        {
            bytes += row.bytes();
            self.ahead.push_back(row);
        }
        &self.ahead
    }

    /// The next row that is not blank.
    pub(crate) fn next(&mut self) -> Option<Row> {
        self.ahead.pop_front().or_else(|| self.pull())
    }

    /// The line a record began on that was just read: its end is behind the reader.
    fn line_of(&self, record: &ByteRecord) -> u64 {
        let inside = record.as_slice().iter().filter(|byte| **byte == b'\n');
        let after = self.reader.position().line();
        after.saturating_sub(1 + inside.count() as u64)
    }

    fn pull(&mut self) -> Option<Row> {
        loop {
            let mut record = ByteRecord::new();
            self.since.set(0);
            match self.reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    self.stopped = Some(stop_of_csv(&error));
                    return None;
                }
            }
            let row = Row {
                line: self.line_of(&record),
                fields: StringRecord::from_byte_record(record).ok(),
                hidden: None,
            };
            if !row.is_blank() {
                return Some(row);
            }
        }
    }
}
