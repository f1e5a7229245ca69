//! The week of lifting with an empty box for the load of every set.

use spotcheck_engine::training::programme::{Entry, Session};

use super::{
    font::{Face, width, wrapped},
    sheet::{Column, Sheet},
};
use crate::{cli::plan::words, number};

const GAP: f32 = 7.0;
/// A box holds three digits at the least, and a short note at the most, pt.
const BOX_LEAST: f32 = 19.0;
const BOX_MOST: f32 = 34.0;
const HEAD: [&str; 4] = ["", "sets \u{d7} reps", "left", "rest"];
const BOXES: &str = "loads";
/// Space after a session, over a line.
const AFTER: f32 = 0.6;

/// Where the columns of all sessions are.
struct Widths {
    name: f32,
    /// Of sets and repetitions, repetitions left, and rest.
    told: [f32; 3],
    each_box: f32,
}

impl Sheet {
    /// The sessions of a week, each in one piece, half of them in each of two columns.
    pub(super) fn week(&mut self, sessions: &[Session]) {
        let widths = self.week_widths(sessions);
        let half = sessions.len().div_ceil(2);
        for (place, session) in sessions.iter().enumerate() {
            if place == half {
                self.go_to(1);
            }
            self.session(session, &widths);
        }
    }

    fn week_widths(&self, sessions: &[Session]) -> Widths {
        let size = self.scale.letters;
        let entries = || sessions.iter().flat_map(|session| &session.entries);
        let widest = |place: usize| {
            let cells = entries().map(|entry| width(&cells(entry)[place], Face::Regular, size));
            cells.fold(width(HEAD[place], Face::Bold, size), f32::max)
        };
        let told = [widest(1), widest(2), widest(3)];
        let most_sets = entries().map(|entry| entry.sets).max().unwrap_or(1);
        let most_sets = f32::from(most_sets.max(1));
        let rest = self.column().wide - told.iter().map(|wide| wide + GAP).sum::<f32>() - GAP;
        let each_box = ((rest - widest(0)) / most_sets).clamp(BOX_LEAST, BOX_MOST);
        Widths {
            name: widest(0).min(rest - most_sets * each_box),
            told,
            each_box,
        }
    }

    fn session(&mut self, session: &Session, widths: &Widths) {
        let (size, line) = (self.scale.letters, self.scale.line);
        let rows: f32 = session
            .entries
            .iter()
            .map(|entry| self.entry_high(entry, widths))
            .sum();
        self.make_room(2.2 * line + rows);
        let title = format!(
            "{}, {} minutes",
            session.weekday.name(),
            number::plain(session.minutes.ceil(), 0)
        );
        self.paragraph(&title, Face::Bold, 1.1 * size);
        let Column { left, .. } = self.column();
        let mut right = left + widths.name;
        for (text, wide) in HEAD.iter().skip(1).zip(widths.told) {
            right += GAP + wide;
            self.write_to(text, Face::Bold, size, (right, 0.0, line));
        }
        self.write(BOXES, Face::Bold, size, (right + GAP, 0.0, line));
        self.advance(line);
        for entry in &session.entries {
            self.entry(entry, widths);
        }
        self.skip(AFTER * line);
    }

    fn entry(&mut self, entry: &Entry, widths: &Widths) {
        let (size, line) = (self.scale.letters, self.scale.line);
        let high = self.entry_high(entry, widths);
        let Column { left, .. } = self.column();
        let cells = cells(entry);
        let name = wrapped(&cells[0], Face::Regular, size, widths.name);
        let above = 0.5 * (high - line * name.len() as f32);
        for (place, text) in name.iter().enumerate() {
            let down = above + line * place as f32;
            self.write(text, Face::Regular, size, (left, down, line));
        }
        let mut right = left + widths.name;
        for (cell, wide) in cells.iter().skip(1).zip(widths.told) {
            right += GAP + wide;
            self.write_to(cell, Face::Regular, size, (right, 0.0, high));
        }
        for set in 0..entry.sets {
            let at = right + GAP + widths.each_box * f32::from(set);
            self.frame(at, 0.0, widths.each_box, high);
        }
        self.advance(high);
    }

    /// How high the row of an exercise is: that of its name, and of a box at the least.
    fn entry_high(&self, entry: &Entry, widths: &Widths) -> f32 {
        let size = self.scale.letters;
        let lines = wrapped(&cells(entry)[0], Face::Regular, size, widths.name).len();
        self.scale.row.max(self.scale.line * lines as f32)
    }
}

/// What is told of an exercise.
fn cells(entry: &Entry) -> [String; 4] {
    let pair = entry.superset.map_or("", |_| "\u{2194} ");
    [
        format!("{pair}{}", entry.name),
        words::sets(entry),
        number::plain(entry.rir.last, 0),
        words::rest(entry),
    ]
}
