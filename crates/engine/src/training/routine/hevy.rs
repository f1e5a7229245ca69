//! A routine with the columns of Hevy's workouts, a row a set.

use csv::{QuoteStyle, WriterBuilder};
use spotcheck_model::parameters::ProgressionParameters;

use super::{
    super::{
        programme::{Counted, Dose, Entry, Programme, RampSet},
        progression::Units,
    },
    Loads, exertion, is_loaded, rest_s, supersets,
};

/// The sessions of a week of the block in the columns of `workout_data.csv`, with no time in them, so that nothing takes
/// for done what is planned; nothing of a week the block has not.
///
/// # Panics
/// Never: a table in memory can be written, and all of it is text.
pub fn hevy(
    p: &ProgressionParameters,
    programme: &Programme,
    week: usize,
    loads: &Loads,
) -> Option<String> {
    let week = programme.block.weeks.get(week)?;
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::NonNumeric)
        .from_writer(Vec::new());
    let mut rows = vec![head(loads.units).map(str::to_owned)];
    for (session, doses) in programme.sessions.iter().zip(&week.sessions) {
        let groups = supersets(&session.entries);
        for ((entry, dose), group) in session.entries.iter().zip(doses).zip(groups) {
            let sheet = Sheet {
                p,
                title: session.weekday.name(),
                entry,
                group,
                load_kg: loads.of(p, entry, week),
                loads,
            };
            rows.extend(sheet.rows(*dose));
        }
    }
    for row in rows {
        writer.write_record(row).expect("memory takes it");
    }
    let bytes = writer.into_inner().expect("memory takes it");
    Some(String::from_utf8(bytes).expect("all of it is text"))
}

fn head(units: Units) -> [&'static str; 14] {
    let weight = match units {
        Units::Kilograms => "weight_kg",
        Units::Pounds => "weight_lbs",
    };
    [
        "title",
        "start_time",
        "end_time",
        "description",
        "exercise_title",
        "superset_id",
        "exercise_notes",
        "set_index",
        "set_type",
        weight,
        "reps",
        "distance_km",
        "duration_seconds",
        "rpe",
    ]
}

/// The sets of an entry.
struct Sheet<'a> {
    p: &'a ProgressionParameters,
    title: &'static str,
    entry: &'a Entry,
    group: Option<usize>,
    load_kg: Option<f64>,
    loads: &'a Loads,
}

impl Sheet<'_> {
    fn rows(&self, dose: Dose) -> Vec<[String; 14]> {
        let warm = self.entry.warm_up.iter().map(|set| self.warm_up(*set));
        let work = (0..dose.sets).map(|_| self.work(dose));
        let rows = warm.chain(work).enumerate();
        rows.map(|(index, row)| self.row(index, row)).collect()
    }

    /// Kind, load, repetitions, seconds and exertion of a ramp set.
    fn warm_up(&self, set: RampSet) -> [String; 5] {
        let load = self.load_kg.map(|load_kg| {
            let frac = set.load_frac;
            self.loads.ramped(self.p, self.entry, load_kg, frac)
        });
        let reps = set.reps.to_string();
        [
            "warmup".to_owned(),
            self.load(load),
            reps,
            String::new(),
            String::new(),
        ]
    }

    /// The same of a work set.
    fn work(&self, dose: Dose) -> [String; 5] {
        let lo = self.entry.reps.lo.to_string();
        let [reps, seconds] = match self.entry.reps.counted {
            Counted::Repetitions => [lo, String::new()],
            Counted::Seconds => [String::new(), lo],
        };
        [
            "normal".to_owned(),
            self.load(self.load_kg),
            reps,
            seconds,
            exertion(dose).to_string(),
        ]
    }

    fn load(&self, load_kg: Option<f64>) -> String {
        load_kg.map_or_else(String::new, |load_kg| {
            self.loads.number(load_kg).to_string()
        })
    }

    fn row(&self, index: usize, [kind, load, reps, seconds, rpe]: [String; 5]) -> [String; 14] {
        let group = self
            .group
            .map_or_else(String::new, |group| group.to_string());
        [
            self.title.to_owned(),
            String::new(),
            String::new(),
            String::new(),
            self.entry.name.to_owned(),
            group,
            self.notes(),
            index.to_string(),
            kind,
            load,
            reps,
            String::new(),
            seconds,
            rpe,
        ]
    }

    fn notes(&self) -> String {
        let entry = self.entry;
        let counted = match entry.reps.counted {
            Counted::Repetitions => "reps",
            Counted::Seconds => "s",
        };
        let side = if entry.is_per_side { " a side" } else { "" };
        let step = if is_loaded(entry) {
            format!(", +{}%", (1000.0 * entry.step_frac).round() / 10.0)
        } else {
            String::new()
        };
        let (lo, hi, rest) = (entry.reps.lo, entry.reps.hi, rest_s(entry));
        format!("{lo}-{hi} {counted}{side}, rest {rest} s{step}")
    }
}
