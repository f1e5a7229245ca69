//! The next loads as text.

use spotcheck_engine::training::{exercises, programme::Counted};

use super::{
    Shown,
    advised::Next,
    words::{self, early, load, once_text},
};
use crate::{answer::wrapped, number, report::printable};

/// Why there is nothing to lift.
pub(super) fn stopped(reasons: &[String]) -> String {
    reasons
        .iter()
        .map(|reason| wrapped("", "", reason))
        .collect()
}

impl Shown<'_> {
    /// Session by session, each exercise with its load and why, then what was read and what not.
    pub(super) fn page(&self) -> String {
        let mut text = wrapped("", "", &self.week());
        for (weekday, entries) in &self.advised.sessions {
            text.push_str(&format!("\n{}\n", weekday.name()));
            for next in entries {
                text.push_str(&self.exercise(next));
            }
        }
        let notes = self.notes();
        if !notes.is_empty() {
            text.push('\n');
        }
        text.extend(notes.iter().map(|note| wrapped("", "  ", note)));
        text
    }

    /// Which week it is, and when the next of less.
    fn week(&self) -> String {
        let standing = &self.advised.standing;
        let mut text = format!("Week {} of {}", standing.week + 1, standing.weeks);
        if self.today < standing.began {
            text.push_str(&format!(", which begins on {}", standing.began));
        }
        text.push_str(". ");
        text.push_str(&self.deload());
        text
    }

    /// Whether a week of less is due, and why.
    pub(super) fn deload(&self) -> String {
        let from = self.advised.standing.deload_from();
        if self.is_scheduled() {
            return "This is the week of less that ends a block.".to_owned();
        }
        match self.advised.early {
            Some(_) if self.advised.is_deload => {
                "These are the loads of a week of less, taken before its time.".to_owned()
            }
            Some(cause) => format!(
                "A week of less is due before its time: {}. --deload shows its loads.",
                early(cause)
            ),
            None if self.advised.is_deload => {
                format!("These are the loads of a week of less, which is not due before {from}.")
            }
            None => format!("No week of less is due before {from}."),
        }
    }

    /// Whether the block has come to its week of less.
    pub(super) fn is_scheduled(&self) -> bool {
        self.advised.standing.is_deload(self.today)
    }

    fn exercise(&self, next: &Next<'_>) -> String {
        let mut why = words::why(next, self.units);
        if let Some(followed) = next.followed.last() {
            why.push(' ');
            why.push_str(&once_text(followed.known, self.units));
        }
        let head = format!("{}: {}", next.entry.name, self.dose(next));
        wrapped("  ", "    ", &head) + &wrapped("    ", "    ", &why)
    }

    /// "22 kg, 3 × 8–12, try 9, 2 left".
    fn dose(&self, next: &Next<'_>) -> String {
        let advice = &next.advice;
        let load = match advice.load_kg {
            Some(kg) => format!("{}, ", load(kg, self.units)),
            None => String::new(),
        };
        let counted = match advice.reps.counted {
            Counted::Repetitions => "",
            Counted::Seconds => " s",
        };
        let side = if next.entry.is_per_side {
            " a side"
        } else {
            ""
        };
        let (lo, hi) = (advice.reps.lo, advice.reps.hi);
        let aim = if advice.aim == lo {
            String::new()
        } else {
            format!(", try {}", advice.aim)
        };
        format!(
            "{load}{} \u{d7} {lo}\u{2013}{hi}{counted}{side}{aim}, {} left",
            advice.sets,
            number::plain(advice.rir, 0)
        )
    }

    /// What was read as what, what was not, and what the plan has no place for.
    fn notes(&self) -> Vec<String> {
        let history = self.history;
        let name = |place: usize| exercises()[place].name.as_str();
        let mut notes: Vec<String> = history
            .read_as
            .iter()
            .map(|(told, place)| format!("\"{}\" is read as {}.", printable(told), name(*place)))
            .collect();
        notes.extend(history.unknown.iter().map(|(told, unknown)| {
            format!(
                "\"{}\" is no exercise we know, and nothing is made of it ({}, the last on {}).",
                printable(told),
                number::count(unknown.sets, "set", "sets"),
                unknown.last
            )
        }));
        if !self.unplanned.is_empty() {
            let names: Vec<&str> = self.unplanned.iter().map(|place| name(*place)).collect();
            notes.push(format!("Kept, but not in this plan: {}.", names.join("; ")));
        }
        notes
    }
}
