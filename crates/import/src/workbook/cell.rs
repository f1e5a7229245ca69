//! What a cell shows: numbers as numbers, or as the days, times and shares that they are by their format.

use std::{collections::HashMap, ops::ControlFlow};

use jiff::{
    Span,
    civil::{Date, Time},
};

use super::parts::{Piece, attribute, both, walk};
use crate::number::to_figures;

const SECONDS_PER_DAY: f64 = 86_400.0;
/// The last day a spreadsheet knows, 9999-12-31.
const MOST_DAYS: f64 = 2_958_466.0;

/// How numbers of a format look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Number,
    Moment,
    Percent,
}

/// How the numbers of each style look.
pub(super) struct Looks {
    styles: Vec<Look>,
    /// The day whose number is zero.
    epoch: Date,
}

impl Looks {
    /// Reads the styles of a workbook; nothing where the XML is broken.
    pub(super) fn read(text: &str, is_of_1904: bool) -> Option<Self> {
        let mut formats: HashMap<String, Look> = HashMap::new();
        let mut styles = Vec::new();
        let mut is_cell = false;
        walk(text, &mut |piece| {
            match piece {
                Piece::Open("numFmt", start) => {
                    let told = both(start, ["numFmtId", "formatCode"]);
                    formats.extend(told.map(|(id, code)| (id, look(&code))));
                }
                Piece::Open("cellXfs", _) => is_cell = true,
                Piece::Close("cellXfs") => is_cell = false,
                Piece::Open("xf", start) if is_cell => {
                    let id = attribute(start, "numFmtId").unwrap_or_default();
                    let known = formats.get(&*id).copied();
                    styles.push(known.unwrap_or_else(|| built_in(&id)));
                }
                Piece::Open(..) | Piece::Text(_) | Piece::Close(_) => {}
            }
            ControlFlow::Continue(())
        })?;
        let epoch = if is_of_1904 {
            Date::constant(1904, 1, 1)
        } else {
            // 1900 has a 29 February there, so that days count from a day earlier.
            Date::constant(1899, 12, 30)
        };
        Some(Self { styles, epoch })
    }

    /// A number as its style shows it; anything else as it is.
    pub(super) fn show(&self, text: &str, style: Option<usize>) -> String {
        let Some(value) = text.trim().parse::<f64>().ok().filter(|v| v.is_finite()) else {
            return text.to_owned();
        };
        let look = style.and_then(|at| self.styles.get(at).copied());
        match look.unwrap_or(Look::Number) {
            Look::Number => to_figures(value).to_string(),
            Look::Percent => format!("{}%", to_figures(value * 100.0)),
            Look::Moment => self
                .moment(value)
                .unwrap_or_else(|| to_figures(value).to_string()),
        }
    }

    /// Days since the epoch as a day, a day with a time, or, below one, a time.
    fn moment(&self, value: f64) -> Option<String> {
        if !(0.0..MOST_DAYS).contains(&value) {
            return None;
        }
        let seconds = (value * SECONDS_PER_DAY).round();
        let days = (seconds / SECONDS_PER_DAY).floor();
        let seconds = seconds - days * SECONDS_PER_DAY;
        #[expect(clippy::cast_possible_truncation, reason = "below ten million")]
        let [days, seconds] = [days as i64, seconds as i64];
        let time = Time::midnight() + Span::new().seconds(seconds);
        if value < 1.0 {
            return Some(time.to_string());
        }
        let day = self.epoch.checked_add(Span::new().days(days)).ok()?;
        if seconds == 0 {
            return Some(day.to_string());
        }
        Some(day.to_datetime(time).to_string())
    }
}

/// The look of a format that needs no code: ECMA-376, part 1, 18.8.30.
fn built_in(id: &str) -> Look {
    match id.parse() {
        Ok(9 | 10) => Look::Percent,
        Ok(14..=22 | 27..=36 | 45..=47 | 50..=58) => Look::Moment,
        Ok(0..=u32::MAX) | Err(_) => Look::Number,
    }
}

/// The look of a format by its code, of which quoted, bracketed and escaped characters say nothing.
fn look(code: &str) -> Look {
    let mut bare = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '[' => drop(chars.by_ref().find(|c| *c == ']')),
            '\\' | '_' | '*' => drop(chars.next()),
            _ => bare.push(c.to_ascii_lowercase()),
        }
    }
    // Of several codes the first is that of positive numbers.
    let bare = bare.split(';').next().unwrap_or("");
    if bare.contains('%') {
        Look::Percent
    } else if bare != "general" && bare.contains(['y', 'm', 'd', 'h', 's']) {
        Look::Moment
    } else {
        Look::Number
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, look};

    #[test]
    fn codes_tell_days_from_numbers() {
        for (code, is) in [
            ("General", Look::Number),
            ("0.00", Look::Number),
            ("#,##0\\ \"days\"", Look::Number),
            ("[Red]0.0;[Blue]-0.0", Look::Number),
            ("0.00E+00", Look::Number),
            ("0.0 \"kg\"", Look::Number),
            ("yyyy-mm-dd h:mm:ss", Look::Moment),
            ("[$-409]d\\-mmm\\-yy;@", Look::Moment),
            ("h:mm AM/PM", Look::Moment),
            ("0.0%", Look::Percent),
        ] {
            assert!(look(code) == is, "{code}");
        }
    }
}
