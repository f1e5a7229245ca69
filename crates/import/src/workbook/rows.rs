//! The rows of a sheet as lines of text, one a row, its fields parted by commas, as they are asked for.

use std::{
    cell::Cell,
    io::{self, BufReader, Read},
    rc::Rc,
};

use quick_xml::{Reader, events::Event};

use super::{
    Book,
    parts::{Piece, attribute, piece},
};
use crate::{
    Stop,
    table::{Guard, MOST_BYTES_PER_ROW, MOST_COLUMNS, stop_of},
};

/// Rows of the longest sheet there can be.
const MOST_ROWS: u64 = 1 << 20;

/// What the type of a cell says of its text.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    /// The number of a text that cells share.
    Shared,
    Text,
}

/// What text belongs to.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Within {
    #[default]
    Nothing,
    Cell,
    /// How a text is pronounced, which may have the form of text.
    Sound,
}

/// The cell that is being read.
#[derive(Default)]
struct Open {
    column: usize,
    kind: Kind,
    style: Option<usize>,
    text: String,
}

/// Where the reading is.
#[derive(Default)]
struct State {
    /// The number of the row that is being read.
    row: u64,
    cells: Vec<String>,
    /// The bytes of those.
    length: u64,
    next_column: usize,
    open: Option<Open>,
    within: Within,
    is_done: bool,
    /// Lines that were not asked for yet.
    lines: Vec<u8>,
    written: u64,
}

/// A sheet that is read row by row.
pub(super) struct Rows<'b, R: Read> {
    xml: Reader<BufReader<Guard<R>>>,
    since: Rc<Cell<u64>>,
    book: &'b Book,
    event: Vec<u8>,
    state: State,
    at: usize,
    failed: Option<Stop>,
}

impl<'b, R: Read> Rows<'b, R> {
    pub(super) fn new(sheet: R, book: &'b Book) -> Self {
        let (guard, since) = Guard::around(sheet);
        let mut xml = Reader::from_reader(BufReader::new(guard));
        xml.config_mut().expand_empty_elements = true;
        Self {
            xml,
            since,
            book,
            event: Vec::new(),
            state: State::default(),
            at: 0,
            failed: None,
        }
    }

    /// Reads on to the end of a row, or to that of the sheet.
    fn pull(&mut self) -> Result<(), Stop> {
        self.state.lines.clear();
        self.at = 0;
        while self.state.lines.is_empty() && !self.state.is_done {
            self.event.clear();
            let event = self
                .xml
                .read_event_into(&mut self.event)
                .map_err(|e| stop(&e))?;
            if matches!(event, Event::Eof) {
                return Err(Stop::Truncated);
            }
            let (state, book) = (&mut self.state, self.book);
            let step = piece(&event, |piece| state.step(&piece, book)).map_err(|e| stop(&e))?;
            step.unwrap_or(Ok(()))?;
            if !self.state.lines.is_empty() {
                self.since.set(0);
            }
        }
        Ok(())
    }
}

fn stop(error: &quick_xml::Error) -> Stop {
    if let quick_xml::Error::Io(io) = error {
        stop_of(io)
    } else {
        Stop::Malformed
    }
}

impl<R: Read> Read for Rows<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let fail = |stop| io::Error::new(io::ErrorKind::InvalidData, stop);
        if let Some(stop) = self.failed {
            return Err(fail(stop));
        }
        if self.at == self.state.lines.len()
            && let Err(stop) = self.pull()
        {
            self.failed = Some(stop);
            return Err(fail(stop));
        }
        let read = (&self.state.lines[self.at..]).read(buffer)?;
        self.at += read;
        Ok(read)
    }
}

impl State {
    fn step(&mut self, piece: &Piece<'_>, book: &Book) -> Result<(), Stop> {
        match piece {
            Piece::Open("row", start) => {
                let told = attribute(start, "r").and_then(|r| r.parse().ok());
                self.begin(told.unwrap_or(self.row + 1))?;
            }
            Piece::Open("c", start) => {
                let told = attribute(start, "r").and_then(|r| column(&r));
                let column = told.unwrap_or(self.next_column);
                self.next_column = column.saturating_add(1);
                self.open = Some(Open {
                    column,
                    kind: match attribute(start, "t").as_deref() {
                        Some("s") => Kind::Shared,
                        None | Some("n") => Kind::Number,
                        Some(_) => Kind::Text,
                    },
                    style: attribute(start, "s").and_then(|s| s.parse().ok()),
                    text: String::new(),
                });
            }
            Piece::Open("v" | "t", _) if self.within == Within::Nothing => {
                self.within = Within::Cell;
            }
            Piece::Close("v" | "t") if self.within == Within::Cell => self.within = Within::Nothing,
            Piece::Open("rPh", _) => self.within = Within::Sound,
            Piece::Close("rPh") => self.within = Within::Nothing,
            Piece::Text(text) if self.within == Within::Cell => {
                if let Some(open) = &mut self.open {
                    open.text.push_str(text);
                }
            }
            Piece::Close("c") => self.close(book)?,
            Piece::Close("row") => self.end(),
            Piece::Close("sheetData") => self.is_done = true,
            Piece::Open(..) | Piece::Text(_) | Piece::Close(_) => {}
        }
        Ok(())
    }

    fn begin(&mut self, row: u64) -> Result<(), Stop> {
        if row <= self.row || MOST_ROWS < row {
            return Err(Stop::Malformed);
        }
        self.row = row;
        self.cells.clear();
        self.length = 0;
        self.next_column = 0;
        Ok(())
    }

    /// Takes the cell that is done into its row.
    fn close(&mut self, book: &Book) -> Result<(), Stop> {
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        if open.text.is_empty() || MOST_COLUMNS <= open.column {
            return Ok(());
        }
        let text = match open.kind {
            Kind::Text => open.text,
            Kind::Number => book.looks.show(&open.text, open.style),
            Kind::Shared => {
                let at = open.text.trim().parse::<usize>().ok();
                let shared = at.and_then(|at| book.strings.get(at));
                shared.ok_or(Stop::Malformed)?.clone()
            }
        };
        self.length += text.len() as u64;
        if MOST_BYTES_PER_ROW < self.length {
            return Err(Stop::Overlong);
        }
        if self.cells.len() <= open.column {
            self.cells.resize(open.column + 1, String::new());
        }
        self.cells[open.column] = text;
        Ok(())
    }

    /// Writes the row that is done as one line, below as many as there are rows above it.
    fn end(&mut self) {
        while self.written + 1 < self.row {
            self.lines.push(b'\n');
            self.written += 1;
        }
        for (at, cell) in self.cells.iter().enumerate() {
            if 0 < at {
                self.lines.push(b',');
            }
            if cell.is_empty() {
                continue;
            }
            self.lines.push(b'"');
            for byte in cell.bytes() {
                match byte {
                    b'"' => self.lines.extend(b"\"\""),
                    // A line a row, so that rows keep their numbers.
                    b'\n' | b'\r' => self.lines.push(b' '),
                    _ => self.lines.push(byte),
                }
            }
            self.lines.push(b'"');
        }
        self.lines.push(b'\n');
        self.written += 1;
    }
}

/// Where a cell stands by its name: 0 for `A7`, 27 for `AB7`.
fn column(name: &str) -> Option<usize> {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_one =
        (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    let number = |sum: usize, byte: u8| sum * 26 + usize::from(byte - b'A') + 1;
    is_one.then(|| letters.bytes().fold(0, number) - 1)
}
