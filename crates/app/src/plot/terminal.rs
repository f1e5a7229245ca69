//! The terminal a picture is drawn on: how wide it is, and which letters it can show.

use textwrap::core::display_width;

use super::axis::{self, Axis};

/// Columns and letters of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Terminal {
    pub(crate) columns: usize,
    pub(crate) letters: Letters,
}

/// Which letters a text may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    /// All of Unicode.
    Unicode,
    /// The 95 that every terminal has.
    Ascii,
}

/// Marks and lines with what stands for them in ASCII, each one column.
const MARKS: [(char, char); 17] = [
    ('■', '#'),
    ('◆', '*'),
    ('◇', 'x'),
    ('○', 'o'),
    ('□', '+'),
    ('─', '-'),
    ('╌', '~'),
    ('│', '|'),
    ('┊', '!'),
    ('░', '.'),
    ('←', '<'),
    ('→', '>'),
    ('└', '+'),
    ('╱', '/'),
    ('╲', '\\'),
    ('┬', '+'),
    ('…', '~'),
];

/// Letters and signs with what is written for them in ASCII.
const WRITTEN: [(&str, &str); 20] = [
    ("\u{2212}\u{2013}\u{2010}\u{2011}", "-"),
    ("\u{2018}\u{2019}", "'"),
    ("\u{201c}\u{201d}", "\""),
    ("τ", "tau"),
    ("²", "2"),
    ("±", "+-"),
    ("≥", ">="),
    ("\u{a0}", " "),
    ("àáâãäå", "a"),
    ("ÀÁÂÃÄÅ", "A"),
    ("èéêë", "e"),
    ("ÈÉÊË", "E"),
    ("ìíîï", "i"),
    ("òóôõöø", "o"),
    ("ÒÓÔÕÖØ", "O"),
    ("ùúûü", "u"),
    ("ÙÚÛÜ", "U"),
    ("ç", "c"),
    ("ñ", "n"),
    ("ß", "ss"),
];

impl Letters {
    /// A text in these letters.
    pub(crate) fn write(self, text: &str) -> String {
        match self {
            // What a file holds must not steer the terminal.
            Self::Unicode => text
                .chars()
                .map(|c| {
                    if c.is_control() && c != '\n' {
                        '\u{fffd}'
                    } else {
                        c
                    }
                })
                .collect(),
            Self::Ascii => text.chars().map(plain).collect(),
        }
    }
}

fn plain(c: char) -> String {
    if c == '\n' || (' '..='~').contains(&c) {
        return c.to_string();
    }
    if let Some((_, mark)) = MARKS.iter().find(|(from, _)| *from == c) {
        return mark.to_string();
    }
    let written = WRITTEN.iter().find(|(from, _)| from.contains(c));
    written.map_or_else(|| "?".to_owned(), |(_, to)| (*to).to_owned())
}

/// A line with the ticks of an axis, and their labels below it, as many as do not touch.
pub(super) fn ruler(axis: &Axis, columns: usize) -> [String; 2] {
    let mut line = vec!['─'; columns];
    let mut labels = vec![' '; columns];
    let texts: Vec<Vec<char>> = axis
        .ticks
        .iter()
        .map(|tick| axis.label(*tick).chars().collect())
        .collect();
    let widest = texts.iter().map(Vec::len).max().unwrap_or_default();
    let step = (columns - 1) as f64 / (texts.len().max(2) - 1) as f64;
    let is_written = axis::thinned(texts.len(), axis.home(), (widest + 1) as f64, step);
    for (index, (tick, text)) in axis.ticks.iter().zip(&texts).enumerate() {
        let at = place(axis.share(*tick), columns);
        line[at] = '┬';
        let start = at.saturating_sub(text.len() / 2);
        let start = start.min(columns.saturating_sub(text.len()));
        if is_written(index) && start + text.len() <= columns {
            labels[start..start + text.len()].copy_from_slice(text);
        }
    }
    [line, labels].map(|cells| cells.into_iter().collect())
}

/// The cell of a share of some cells.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share lies between 0 and 1"
)]
pub(super) fn place(share: f64, cells: usize) -> usize {
    (share * (cells - 1) as f64).round() as usize
}

/// A text cut to some columns, and filled up to them.
pub(super) fn padded(text: &str, columns: usize) -> String {
    let cut = cut(text, columns);
    let missing = columns.saturating_sub(display_width(&cut));
    cut + &" ".repeat(missing)
}

fn cut(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if columns <= display_width(&kept) + display_width(c.encode_utf8(&mut [0; 4])) {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}
