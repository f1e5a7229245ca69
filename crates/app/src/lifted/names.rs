//! What other apps call our exercises. Letters and digits alone count, so that case and punctuation do not.

use std::{collections::HashMap, sync::OnceLock};

use spotcheck_engine::training::{exercises, routine::liftosaur_name};

use crate::nearest::{nearest, plain};

/// Names of Strong and Hevy; which means which exercise is our reading.
const LOGGED: &str = include_str!("../../../../data/training/logged.csv");

/// The place of an exercise in the table, by our name of it or that of an app.
///
/// # Panics
/// Never: a test reads the table compiled in.
pub(crate) fn place(name: &str) -> Option<usize> {
    static PLACES: OnceLock<HashMap<String, usize>> = OnceLock::new();
    let places = PLACES.get_or_init(|| places().expect("a test reads the table compiled in"));
    places.get(&plain(name)).copied()
}

/// Up to three of our names that have most pairs of letters in common with a name.
pub(crate) fn near(name: &str) -> Vec<&'static str> {
    let names = exercises().iter().map(|exercise| exercise.name.as_str());
    nearest(name, names, 0.0)
}

/// Every name. Of names that are written alike ours counts, then Liftosaur's.
fn places() -> Option<HashMap<String, usize>> {
    let mut places = HashMap::new();
    for (place, exercise) in exercises().iter().enumerate() {
        places.insert(plain(&exercise.name), place);
    }
    for (place, exercise) in exercises().iter().enumerate() {
        if let Some(name) = liftosaur_name(&exercise.name) {
            places.entry(plain(name)).or_insert(place);
        }
    }
    let mut reader = csv::Reader::from_reader(LOGGED.as_bytes());
    for row in reader.records() {
        let row = row.ok()?;
        let place = *places.get(&plain(row.get(1)?))?;
        places.entry(plain(row.get(0)?)).or_insert(place);
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_exercises_share_a_name() {
        let mut pairs: Vec<(String, &str)> = exercises()
            .iter()
            .flat_map(|exercise| {
                let name = exercise.name.as_str();
                [Some(name), liftosaur_name(name)]
                    .into_iter()
                    .flatten()
                    .map(move |one| (plain(one), name))
            })
            .collect();
        let mut reader = csv::Reader::from_reader(LOGGED.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("CSV")).collect();
        for row in &rows {
            assert!(exercises().iter().any(|one| one.name == row[1]), "{row:?}");
            pairs.push((plain(&row[0]), &row[1]));
        }
        let mut meant: HashMap<String, &str> = HashMap::new();
        for (name, exercise) in pairs {
            let before = meant.insert(name.clone(), exercise);
            assert!(before.is_none_or(|one| one == exercise), "{name}");
        }
        assert!(places().is_some_and(|places| places.len() == meant.len()));
    }

    #[test]
    fn case_and_punctuation_do_not_count() {
        let named = |name| place(name).map(|place| exercises()[place].name.as_str());
        assert_eq!(named("goblet  SQUAT"), Some("Goblet squat"));
        assert_eq!(named("Pushup"), Some("Push-up"));
        assert_eq!(named("Squat (Barbell)"), Some("Barbell back squat"));
        assert_eq!(named("Squat"), Some("Barbell back squat"), "Liftosaur's");
        assert_eq!(named("Underwater basket weaving"), None);
    }
}
