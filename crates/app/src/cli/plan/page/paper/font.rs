//! Letters on paper: which of the fonts every reader has draws a character, and how wide it is.

use super::widths::{BOLD, REGULAR};

/// What no font here has is drawn as a black box, never as another letter.
const UNKNOWN: (Face, u8, u16) = (Face::Dingbats, 0x6e, 761);
const THOUSAND: f32 = 1000.0;

/// One of the fonts every reader of PDF has (ISO 32000-1, 9.6.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
    Symbol,
    Dingbats,
}

impl Face {
    pub(super) const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Symbol, Self::Dingbats];

    /// Its name in the resources of a page.
    pub(super) fn resource(self) -> &'static [u8] {
        match self {
            Self::Regular => b"R",
            Self::Bold => b"B",
            Self::Symbol => b"S",
            Self::Dingbats => b"D",
        }
    }

    /// Its name in every reader.
    pub(super) fn base_font(self) -> &'static [u8] {
        match self {
            Self::Regular => b"Helvetica",
            Self::Bold => b"Helvetica-Bold",
            Self::Symbol => b"Symbol",
            Self::Dingbats => b"ZapfDingbats",
        }
    }

    /// Whether its bytes are those of `WinAnsiEncoding`; else they are its own.
    pub(super) fn is_latin(self) -> bool {
        matches!(self, Self::Regular | Self::Bold)
    }
}

/// Bytes of one font.
#[derive(Debug, PartialEq)]
pub(super) struct Run {
    pub(super) face: Face,
    pub(super) bytes: Vec<u8>,
}

/// Text as runs of one font each.
pub(super) fn runs(text: &str, face: Face) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for c in text.chars() {
        let (face, byte, _) = glyph(c, face);
        match runs.last_mut() {
            Some(run) if run.face == face => run.bytes.push(byte),
            Some(_) | None => runs.push(Run {
                face,
                bytes: vec![byte],
            }),
        }
    }
    runs
}

/// The width of text, pt.
pub(super) fn width(text: &str, face: Face, size: f32) -> f32 {
    let thousandths: u32 = text.chars().map(|c| u32::from(glyph(c, face).2)).sum();
    // A line is far shorter than what single precision counts exactly.
    thousandths as f32 * size / THOUSAND
}

/// Text in lines of at most `most` pt; a word that is longer is broken.
pub(super) fn wrapped(text: &str, face: Face, size: f32, most: f32) -> Vec<String> {
    let fits = |line: &str| width(line, face, size) <= most;
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last_mut().expect("there is one");
        let longer = if last.is_empty() {
            word.to_owned()
        } else {
            format!("{last} {word}")
        };
        if fits(&longer) {
            *last = longer;
            continue;
        }
        if !last.is_empty() {
            lines.push(String::new());
        }
        for c in word.chars() {
            let last = lines.last_mut().expect("there is one");
            if last.is_empty() || fits(&format!("{last}{c}")) {
                last.push(c);
            } else {
                lines.push(c.to_string());
            }
        }
    }
    lines
}

/// The font, byte and width of a character.
fn glyph(c: char, face: Face) -> (Face, u8, u16) {
    let latin = |byte: u8| {
        let widths = if face == Face::Bold { BOLD } else { REGULAR };
        (face, byte, widths[usize::from(byte - b' ')])
    };
    if let Some(byte) = latin_byte(c) {
        return latin(byte);
    }
    match c {
        '\u{2212}' => (Face::Symbol, 0x2d, 549),
        '\u{2264}' => (Face::Symbol, 0xa3, 549),
        '\u{2265}' => (Face::Symbol, 0xb3, 549),
        '\u{2248}' => (Face::Symbol, 0xbb, 549),
        '\u{2194}' => (Face::Symbol, 0xab, 1042),
        '\u{2192}' => (Face::Symbol, 0xae, 987),
        '\u{2605}' => (Face::Dingbats, 0x48, 816),
        '\u{2713}' => (Face::Dingbats, 0x33, 755),
        // Names of people and places in the bibliography.
        '\u{141}' => latin(b'L'),
        '\u{142}' => latin(b'l'),
        _ => UNKNOWN,
    }
}

/// The place of a character in `WinAnsiEncoding` (ISO 32000-1, annex D.2).
fn latin_byte(c: char) -> Option<u8> {
    let byte = match c {
        ' '..='~' | '\u{a0}'..='\u{ff}' => return u8::try_from(u32::from(c)).ok(),
        '\u{2009}' | '\u{202f}' => b' ',
        '\u{2010}' | '\u{2011}' => b'-',
        '\u{20ac}' => 0x80,
        '\u{2026}' => 0x85,
        '\u{160}' => 0x8a,
        '\u{152}' => 0x8c,
        '\u{17d}' => 0x8e,
        '\u{2018}' => 0x91,
        '\u{2019}' => 0x92,
        '\u{201c}' => 0x93,
        '\u{201d}' => 0x94,
        '\u{2022}' => 0x95,
        '\u{2013}' => 0x96,
        '\u{2014}' => 0x97,
        '\u{161}' => 0x9a,
        '\u{153}' => 0x9c,
        '\u{17e}' => 0x9e,
        '\u{178}' => 0x9f,
        _ => return None,
    };
    Some(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCES: &str = include_str!("../../../../../../../data/evidence/sources.toml");
    const EXERCISES: &str = include_str!("../../../../../../../data/training/exercises.csv");

    #[test]
    fn every_letter_of_ours_is_drawn() {
        let unknown: Vec<char> =
            format!("{SOURCES}{EXERCISES}\u{2212}\u{d7}\u{2013}\u{2194}\u{2605}\u{2265}")
                .chars()
                .filter(|c| !c.is_control() && glyph(*c, Face::Regular) == UNKNOWN)
                .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        let drawn = |text: &str| runs(text, Face::Bold);
        assert_eq!(drawn("\u{2212}1").len(), 2);
        assert_eq!(drawn("\u{5d0}")[0].face, Face::Dingbats);
    }

    /// Advance widths as Adobe published them for Helvetica and Helvetica-Bold.
    #[test]
    fn widths_are_those_of_the_fonts() {
        let letters = [
            ('A', 667, 722),
            ('W', 944, 944),
            ('i', 222, 278),
            ('@', 1015, 975),
            ('\u{b1}', 584, 584),
            ('\u{b0}', 400, 400),
            ('\u{d7}', 584, 584),
            ('\u{2013}', 556, 556),
            ('\u{fc}', 556, 611),
            ('\u{ff}', 500, 556),
        ];
        for (letter, regular, bold) in letters {
            let of = |face| glyph(letter, face).2;
            assert_eq!(
                (of(Face::Regular), of(Face::Bold)),
                (regular, bold),
                "{letter}"
            );
        }
    }

    #[test]
    fn no_line_is_wider_than_its_column() {
        let text = format!("Walk, then {} and rest", "supercalifragilistic".repeat(9));
        let lines = wrapped(&text, Face::Regular, 9.0, 120.0);
        assert!(5 < lines.len());
        assert!(
            lines
                .iter()
                .all(|line| width(line, Face::Regular, 9.0) <= 120.0)
        );
        let letters = |text: &str| text.replace(' ', "");
        assert_eq!(letters(&lines.concat()), letters(&text));
    }
}
