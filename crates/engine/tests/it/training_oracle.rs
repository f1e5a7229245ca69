//! The week that is chosen against `HiGHS`, which was given the same rules in `reference/training_milp.py`, and against more of
//! everything.

use sha2::{Digest, Sha256};
use spotcheck_engine::training::{Problem, Request, TrainingError, solve};

use crate::scenarios::{json, named, random, richer};

/// What `HiGHS` reached in a minute, and what it proved that nothing exceeds.
const ORACLE: &str = include_str!("../vectors/training.csv");
/// Of what `HiGHS` reached.
const SHARE: f64 = 0.01;
/// About twice the most that more minutes, days or equipment were seen to take, 0.69 over 292 changes of 60 requests.
const LARGEST_DROP: f64 = 1.35;

struct Row {
    name: String,
    problem: String,
    objective: f64,
    bound: f64,
}

fn rows() -> Vec<Row> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        Row {
            name: cells[0].to_owned(),
            problem: cells[1].to_owned(),
            objective: cells[2].parse().expect("a number"),
            bound: cells[3].parse().expect("a number"),
        }
    };
    ORACLE.lines().skip(1).map(row).collect()
}

/// Six scenarios by name, others by the number they were drawn with.
fn request(name: &str) -> Request {
    let of_name = named().into_iter().find(|(one, _)| one == name);
    of_name.map_or_else(
        || random(5000 + name[1..].parse::<u64>().expect("r and a number")),
        |(_, request)| request,
    )
}

fn hash(problem: &Problem) -> String {
    let digest = Sha256::digest(json(problem).to_string());
    let start = digest[..8].try_into().expect("a hash has 32 bytes");
    format!("{:016x}", u64::from_be_bytes(start))
}

#[test]
fn within_a_hundredth_of_highs_and_never_beyond_its_bound() -> Result<(), TrainingError> {
    let rows = rows();
    assert_eq!(rows.len(), 18);
    for row in rows {
        let request = request(&row.name);
        assert_eq!(hash(&Problem::new(&request)?), row.problem, "{}", row.name);
        let bound = solve(&request)?.bound;
        let least = row.objective - SHARE * row.objective.abs();
        assert!(least <= bound.objective, "{}: {bound:?} {least}", row.name);
        assert!(
            bound.objective <= row.bound + 1e-5,
            "{}: {bound:?}",
            row.name
        );
        assert!(
            row.objective <= bound.upper + 1e-5,
            "{}: {bound:?}",
            row.name
        );
    }
    Ok(())
}

#[test]
fn more_of_anything_never_takes_much() -> Result<(), TrainingError> {
    for seed in 7000..7008 {
        let request = random(seed);
        let before = solve(&request)?.bound;
        for (what, richer) in richer(&request) {
            let after = solve(&richer)?.bound;
            let drop = before.objective - after.objective;
            assert!(drop <= LARGEST_DROP, "{seed} {what}: {drop}");
            assert!(before.upper <= after.upper + 1e-6, "{seed} {what}");
        }
    }
    Ok(())
}
