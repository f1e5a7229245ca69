//! Liftoscript, the text of which Liftosaur's programmes are made.

use std::collections::BTreeSet;

use spotcheck_model::parameters::ProgressionParameters;

use super::{
    super::{
        exercise::exercises,
        programme::{Counted, Dose, Entry, Programme, Session, Week},
        progression::{Steps, Units},
    },
    Loads, exertion, is_loaded,
    names::{built_in, custom},
    rest_s, supersets,
};

/// A programme as text, and what has to be there before it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Liftoscript {
    /// The text, for the editor of a whole programme.
    pub text: String,
    /// Exercises the app has not: whoever reads the text there creates them first, under these names.
    pub custom: Vec<String>,
}

/// A programme as Liftoscript. Loads that are not known are asked for by the app; they rise by double progression, the
/// only one of our rules it has.
pub fn liftoscript(p: &ProgressionParameters, programme: &Programme, loads: &Loads) -> Liftoscript {
    let mut script = Script {
        p,
        loads,
        progressing: BTreeSet::new(),
        custom: BTreeSet::new(),
    };
    let mut text = String::new();
    for (place, week) in programme.block.weeks.iter().enumerate() {
        text.push_str(&format!("# Week {}\n", place + 1));
        for (session, doses) in programme.sessions.iter().zip(&week.sessions) {
            text.push_str(&format!("## {}\n", session.weekday.name()));
            text.push_str(&script.session(session, week, doses, place == 0));
            text.push('\n');
        }
    }
    let custom: Vec<String> = script.custom.into_iter().collect();
    if !custom.is_empty() {
        text = format!("/// To be created first: {}\n{text}", custom.join("; "));
    }
    Liftoscript { text, custom }
}

struct Script<'a> {
    p: &'a ProgressionParameters,
    loads: &'a Loads,
    /// Exercises whose progression was written: the app takes it for all their days.
    progressing: BTreeSet<usize>,
    custom: BTreeSet<String>,
}

impl Script<'_> {
    fn session(&mut self, session: &Session, week: &Week, doses: &[Dose], says: bool) -> String {
        let groups = supersets(&session.entries);
        let mut text = String::new();
        for ((entry, dose), group) in session.entries.iter().zip(doses).zip(groups) {
            if says {
                text.push_str(&described(entry));
            }
            text.push_str(&self.line(entry, week, *dose, group));
            text.push('\n');
        }
        text
    }

    fn line(&mut self, entry: &Entry, week: &Week, dose: Dose, group: Option<usize>) -> String {
        let mut sections = vec![self.name(entry), sets(entry, dose)];
        sections.push(self.weight(entry, week));
        if entry.warm_up.is_empty() {
            sections.push("warmup: none".to_owned());
        } else {
            sections.push(format!("warmup: {}", warm_up(entry)));
        }
        sections.extend(group.map(|group| format!("superset: S{}", group + 1)));
        sections.extend(self.progress(entry, week));
        sections.join(" / ")
    }

    fn name(&mut self, entry: &Entry) -> String {
        if let Some(name) = built_in(entry.name) {
            return name.to_owned();
        }
        let name = custom(entry.name);
        self.custom.insert(name.clone());
        name
    }

    /// The load, or that the app asks for it; the body's is nought.
    fn weight(&self, entry: &Entry, week: &Week) -> String {
        if !is_loaded(entry) {
            return format!("0{}", self.unit());
        }
        let known = self.loads.of(self.p, entry, week);
        known.map_or("?+".to_owned(), |load_kg| self.load(load_kg))
    }

    fn load(&self, load_kg: f64) -> String {
        format!("{}{}", self.loads.number(load_kg), self.unit())
    }

    fn unit(&self) -> &'static str {
        match self.loads.units {
            Units::Kilograms => "kg",
            Units::Pounds => "lb",
        }
    }

    /// How the exercise goes on, where it is not said yet: a step of load over the range, or a repetition up to its end.
    fn progress(&mut self, entry: &Entry, week: &Week) -> Option<String> {
        if entry.reps.counted == Counted::Seconds {
            return None;
        }
        if week.is_deload {
            return Some("progress: none".to_owned());
        }
        if !self.progressing.insert(entry.exercise) {
            return None;
        }
        let (lo, hi) = (entry.reps.lo, entry.reps.hi);
        Some(if is_loaded(entry) {
            format!("progress: dp({}, {lo}, {hi})", self.step(entry, week))
        } else {
            format!(
                "progress: custom() {{~ if (completedReps >= reps && reps[1] < {hi}) {{ reps += 1 }} ~}}"
            )
        })
    }

    fn step(&self, entry: &Entry, week: &Week) -> String {
        let steps = Steps::new(self.p, entry.loading, self.loads.units);
        let known = steps.zip(self.loads.of(self.p, entry, week));
        known.map_or_else(
            || format!("{}%", (1000.0 * entry.step_frac).round() / 10.0),
            |(steps, load_kg)| {
                let on_step = steps.below(load_kg);
                self.load(steps.raised(on_step, entry.step_frac) - on_step)
            },
        )
    }
}

/// What a lifter is told of an entry: its range, sides, and what may stand in.
fn described(entry: &Entry) -> String {
    let side = if entry.is_per_side { " a side" } else { "" };
    let counted = match entry.reps.counted {
        Counted::Repetitions => "",
        Counted::Seconds => " s",
    };
    let mut text = format!("// {}-{}{counted}{side}", entry.reps.lo, entry.reps.hi);
    let others: Vec<&str> = entry
        .substitutions
        .iter()
        .map(|place| exercises()[*place].name.as_str())
        .collect();
    if !others.is_empty() {
        text.push_str(&format!("; or {}", others.join("; ")));
    }
    text.push('\n');
    text
}

fn sets(entry: &Entry, dose: Dose) -> String {
    let (count, lo, rest) = (dose.sets, entry.reps.lo, rest_s(entry));
    match entry.reps.counted {
        Counted::Repetitions => format!("{count}x{lo} {rest}s @{}", exertion(dose)),
        Counted::Seconds => format!("{count}x1 {lo}s+|{rest}s"),
    }
}

fn warm_up(entry: &Entry) -> String {
    let sets: Vec<String> = entry
        .warm_up
        .iter()
        .map(|set| format!("1x{} {}%", set.reps, (100.0 * set.load_frac).round()))
        .collect();
    sets.join(", ")
}
