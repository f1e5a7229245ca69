//! `SQLite` databases, read only: tables of rows from the bytes of a file (the database file format, version 3).
//!
//! What is read comes from a stranger, and only rows of whole tables are asked for, so no index is used, no SQL is
//! run and nothing is trusted: each page is visited once in a walk, and a row is of bounded length.

mod columns;
mod value;

pub(crate) use value::Value;

use crate::{Stop, table::MOST_BYTES_PER_ROW};

const MAGIC: &[u8] = b"SQLite format 3\0";
const HEADER: usize = 100;
/// A tree of all the pages there can be is not as deep as this.
const DEEPEST: usize = 40;
/// More tables than any app has.
const MOST_TABLES: usize = 1000;
/// The root of the tree of tables.
const SCHEMA: u32 = 1;

const INTERIOR: u8 = 5;
const LEAF: u8 = 13;

/// A database.
pub(crate) struct Database<'b> {
    bytes: &'b [u8],
    page: usize,
    /// Bytes of a page that are not kept for others.
    usable: usize,
    encoding: value::Encoding,
}

/// A table of rows.
pub(crate) struct Table {
    pub(crate) name: String,
    root: u32,
    columns: Vec<String>,
    /// The column that is the number of the row.
    key: Option<usize>,
}

impl Table {
    /// Where a column is.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

/// Whether a file begins as a database.
pub(crate) fn is_database(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// A walk over one tree.
struct Walk {
    seen: Vec<bool>,
}

impl Walk {
    /// Enters a page, which no other part of the tree may have.
    fn enter(&mut self, page: u32) -> Result<(), Stop> {
        let seen = usize::try_from(page)
            .ok()
            .and_then(|at| self.seen.get_mut(at));
        match seen {
            None => Err(Stop::Truncated),
            Some(true) => Err(Stop::Malformed),
            Some(seen) => {
                *seen = true;
                Ok(())
            }
        }
    }
}

impl<'b> Database<'b> {
    /// Looks at the header; nothing where there is none that makes sense.
    pub(crate) fn open(bytes: &'b [u8]) -> Option<Self> {
        if bytes.len() < HEADER || !is_database(bytes) {
            return None;
        }
        let page = match usize::from(u16::from_be_bytes([bytes[16], bytes[17]])) {
            1 => 1 << 16,
            page if page.is_power_of_two() && 512 <= page => page,
            _ => return None,
        };
        let usable = page - usize::from(bytes[20]);
        let encoding = value::Encoding::of(bytes[59])?;
        (480 <= usable).then_some(Self {
            bytes,
            page,
            usable,
            encoding,
        })
    }

    /// All tables, and why they are not all.
    pub(crate) fn tables(&self) -> (Vec<Table>, Option<Stop>) {
        let mut tables = Vec::new();
        let stop = self.walk(SCHEMA, &mut |_, row| {
            let [kind, name, _, root, sql] = row else {
                return;
            };
            if kind.text() != Some("table") || MOST_TABLES <= tables.len() {
                return;
            }
            let (Some(name), Some(root), Some(sql)) = (name.text(), root.integer(), sql.text())
            else {
                return;
            };
            let Ok(root) = u32::try_from(root) else {
                return;
            };
            let (columns, key) = columns::read(sql);
            tables.push(Table {
                name: name.to_owned(),
                root,
                columns,
                key,
            });
        });
        (tables, stop.err())
    }

    /// Hands on every row of a table, as many values as it has columns, and says why they are not all.
    pub(crate) fn rows(&self, table: &Table, take: &mut dyn FnMut(&[Value])) -> Option<Stop> {
        let mut whole = Vec::new();
        self.walk(table.root, &mut |number, row| {
            whole.clear();
            whole.extend_from_slice(row);
            whole.resize(table.columns.len(), Value::Null);
            if let Some(key) = table.key.and_then(|at| whole.get_mut(at)) {
                *key = Value::Integer(number);
            }
            take(&whole);
        })
        .err()
    }

    fn walk(&self, root: u32, take: &mut dyn FnMut(i64, &[Value])) -> Result<(), Stop> {
        let pages = self.bytes.len().div_ceil(self.page);
        let mut walk = Walk {
            seen: vec![false; pages + 1],
        };
        self.tree(root, DEEPEST, &mut walk, take)
    }

    fn tree(
        &self,
        number: u32,
        depth: usize,
        walk: &mut Walk,
        take: &mut dyn FnMut(i64, &[Value]),
    ) -> Result<(), Stop> {
        let depth = depth.checked_sub(1).ok_or(Stop::Malformed)?;
        walk.enter(number)?;
        let page = self.page(number)?;
        let header = if number == SCHEMA { HEADER } else { 0 };
        let head = page.get(header..header + 12).ok_or(Stop::Truncated)?;
        let count = usize::from(u16::from_be_bytes([head[3], head[4]]));
        let (after, is_leaf) = match head[0] {
            LEAF => (header + 8, true),
            INTERIOR => (header + 12, false),
            _ => return Err(Stop::Malformed),
        };
        for at in (0..count).map(|cell| after + 2 * cell) {
            let cell = page.get(at..at + 2).ok_or(Stop::Malformed)?;
            let cell = usize::from(u16::from_be_bytes([cell[0], cell[1]]));
            let cell = page.get(cell..self.usable).ok_or(Stop::Malformed)?;
            if is_leaf {
                let (number, row) = self.row(cell, walk)?;
                take(number, &row);
            } else {
                self.tree(pointer(cell)?, depth, walk, take)?;
            }
        }
        if !is_leaf {
            self.tree(pointer(&head[8..])?, depth, walk, take)?;
        }
        Ok(())
    }

    /// A page.
    fn page(&self, number: u32) -> Result<&'b [u8], Stop> {
        let at = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
        let at = at.and_then(|at| at.checked_mul(self.page));
        let at = at.ok_or(Stop::Malformed)?;
        let whole = self.bytes.get(at..at.saturating_add(self.page));
        whole.ok_or(Stop::Truncated)
    }

    /// A row by its cell, which may go on in other pages.
    fn row(&self, mut cell: &[u8], walk: &mut Walk) -> Result<(i64, Vec<Value>), Stop> {
        let length = value::varint(&mut cell).ok_or(Stop::Malformed)?;
        let number = value::varint(&mut cell).ok_or(Stop::Malformed)?;
        if !(0..=MOST_BYTES_PER_ROW.cast_signed()).contains(&length) {
            return Err(Stop::Overlong);
        }
        let length = usize::try_from(length).or(Err(Stop::Overlong))?;
        let here = self.local(length);
        let mut payload = cell.get(..here).ok_or(Stop::Malformed)?.to_vec();
        let mut rest = &cell[here..];
        while payload.len() < length {
            let next = pointer(rest)?;
            walk.enter(next)?;
            let page = self.page(next)?;
            let page = page.get(..self.usable).ok_or(Stop::Truncated)?;
            let more = (length - payload.len()).min(self.usable - 4);
            payload.extend_from_slice(&page[4..4 + more]);
            rest = page;
        }
        let row = value::record(&payload, self.encoding).ok_or(Stop::Malformed)?;
        Ok((number, row))
    }

    /// How much of a row of this length stands in its own page.
    fn local(&self, length: usize) -> usize {
        let most = self.usable - 35;
        if length <= most {
            return length;
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let fitting = least + (length - least) % (self.usable - 4);
        if fitting <= most { fitting } else { least }
    }
}

/// The number of a page.
fn pointer(bytes: &[u8]) -> Result<u32, Stop> {
    let bytes = bytes.first_chunk().ok_or(Stop::Malformed)?;
    Ok(u32::from_be_bytes(*bytes))
}
