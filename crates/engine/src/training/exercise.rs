//! The exercises a programme is made of.

use std::sync::OnceLock;

use super::{equipment::Equipment, muscle::Muscle, pattern::Pattern};

const TABLE: &str = include_str!("../../../../data/training/exercises.csv");

/// One exercise, as the table has it. Fractions, times, skill, axial load and quality are expert codes.
#[derive(Clone, Debug, PartialEq)]
pub struct Exercise {
    /// The name, unique in the table.
    pub name: String,
    /// How it moves.
    pub pattern: Pattern,
    /// Sets of equipment, any of which does.
    pub equipment: Vec<Vec<Equipment>>,
    /// What share of a set counts for each muscle, in the order of [`Muscle::ALL`].
    pub fractions: [f64; Muscle::COUNT],
    /// Whether each side works on its own; its time covers both.
    pub is_unilateral: bool,
    /// Seconds a set takes.
    pub work_s: f64,
    /// Seconds of rest after a set.
    pub rest_s: f64,
    /// 1 anybody, 2 some practice, 3 a skill.
    pub skill: u8,
    /// Load along the spine, 0 to 2.
    pub axial: u8,
    /// Joints that some have to spare.
    pub cautions: Vec<Joint>,
    /// How well it can be loaded and held still, 0 to 1.
    pub quality: f64,
}

/// A joint, or the lower back, that somebody has to spare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Joint {
    /// Knee.
    Knee,
    /// Lower back.
    LowBack,
    /// Shoulder.
    Shoulder,
    /// Wrist.
    Wrist,
    /// Elbow.
    Elbow,
}

impl Joint {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Knee,
        Self::LowBack,
        Self::Shoulder,
        Self::Wrist,
        Self::Elbow,
    ];

    /// Its spelling in the exercise table and in ME.toml.
    pub fn code(self) -> &'static str {
        match self {
            Self::Knee => "knee",
            Self::LowBack => "lowback",
            Self::Shoulder => "shoulder",
            Self::Wrist => "wrist",
            Self::Elbow => "elbow",
        }
    }

    /// The one of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|joint| joint.code() == code)
    }
}

impl Exercise {
    /// The skill of lifts that take long to learn.
    pub const HIGHEST_SKILL: u8 = 3;

    /// What share of a set counts for `muscle`.
    pub fn fraction(&self, muscle: Muscle) -> f64 {
        self.fractions[muscle as usize]
    }

    /// Whether it can be done with what there is; body weight is always there.
    pub fn is_possible_with(&self, there: &[Equipment]) -> bool {
        let is_there = |thing: &Equipment| *thing == Equipment::Bodyweight || there.contains(thing);
        self.equipment
            .iter()
            .any(|needed| needed.iter().all(is_there))
    }
}

/// Fractional sets of each muscle, in the order of [`Muscle::ALL`], of sets of exercises by their place in [`exercises`].
pub fn volumes(sets: impl IntoIterator<Item = (usize, f64)>) -> [f64; Muscle::COUNT] {
    let mut volumes = [0.0; Muscle::COUNT];
    for (place, sets) in sets {
        for (volume, fraction) in volumes.iter_mut().zip(&exercises()[place].fractions) {
            *volume += sets * fraction;
        }
    }
    volumes
}

/// Every exercise, in the order of the table.
///
/// # Panics
/// Never: a test reads the table compiled in.
pub fn exercises() -> &'static [Exercise] {
    static EXERCISES: OnceLock<Vec<Exercise>> = OnceLock::new();
    EXERCISES.get_or_init(|| read(TABLE).expect("a test reads the table compiled in"))
}

fn read(text: &str) -> Option<Vec<Exercise>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|record| row(&record.ok()?)).collect()
}

fn row(cells: &csv::StringRecord) -> Option<Exercise> {
    let mut fractions = [0.0; Muscle::COUNT];
    for part in cells.get(3)?.split(';') {
        let (code, share) = part.split_once(':')?;
        fractions[Muscle::of_code(code)? as usize] = share.parse().ok()?;
    }
    let needed = |one: &str| one.split('+').map(Equipment::of_code).collect();
    Some(Exercise {
        name: cells.get(0)?.to_owned(),
        pattern: Pattern::of_code(cells.get(1)?)?,
        equipment: cells
            .get(2)?
            .split('/')
            .map(needed)
            .collect::<Option<_>>()?,
        fractions,
        is_unilateral: cells.get(4)? == "1",
        work_s: cells.get(5)?.parse().ok()?,
        rest_s: cells.get(6)?.parse().ok()?,
        skill: cells.get(7)?.parse().ok()?,
        axial: cells.get(8)?.parse().ok()?,
        cautions: cells
            .get(9)?
            .split_whitespace()
            .map(Joint::of_code)
            .collect::<Option<_>>()?,
        quality: cells.get(10)?.parse().ok()?,
    })
}
