//! The terminal a picture is drawn on: how wide it is, and which letters it can show.

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
    ('┊', ':'),
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

/// A text cut to some columns.
pub(super) fn cut(text: &str, columns: usize) -> String {
    if text.chars().count() <= columns {
        return text.to_owned();
    }
    let kept: String = text.chars().take(columns.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}
