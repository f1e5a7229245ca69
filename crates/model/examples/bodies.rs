//! Follows a population and says what it cost: `bodies PEOPLE DAYS final|daily THREADS`.
//!
//! What `make bench` times beside the public package hallmodel. People come from a small generator
//! that the benchmark has too; every number told is added up, so that nothing can be left out.

use std::time::Instant;

use spotcheck_model::{
    Error, Parameters, Person, PersonInput, Schedule, Setting, Sex,
    batch::{Batch, BodyRow, Lanes, Schedules},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let mut word = |what: &str| words.next().ok_or(format!("missing: {what}"));
    let (people, days): (usize, usize) = (word("people")?.parse()?, word("days")?.parse()?);
    let told: Vec<usize> = match word("final or daily")?.as_str() {
        "daily" => (0..=days).collect(),
        _ => vec![days],
    };
    let (persons, schedules) = population(people)?;
    let t = Instant::now();
    let mut sum = 0.0;
    Batch {
        parameters: Parameters::published(),
        people: &persons,
        schedules: Schedules::Each(&schedules),
        days: &told,
    }
    .states(|block| {
        for row in block.rows() {
            sum += total(row);
        }
    })?;
    let s = t.elapsed().as_secs_f64();
    println!("{sum} {s} {:e}", (people * days) as f64 / s);
    Ok(())
}

fn total(row: &BodyRow<Lanes>) -> f64 {
    let add = |lanes: &Lanes| lanes.values().iter().sum::<f64>();
    add(&row.weight_kg)
        + add(&row.fat_kg)
        + add(&row.lean_tissue_kg)
        + add(&row.glycogen_kg)
        + add(&row.ecf_kg)
        + add(&row.adaptive_kcal_per_day)
        + add(&row.expenditure_kcal_per_day)
}

fn population(people: usize) -> Result<(Vec<Person>, Vec<Schedule>), Error> {
    let mut persons = Vec::new();
    let mut schedules = Vec::new();
    for i in 0..people {
        let u = |k: usize| ((i * 7919 + k * 104_729) % 10_007) as f64 / 10_007.0;
        persons.push(Person::new(PersonInput {
            sex: if i % 2 == 0 { Sex::Male } else { Sex::Female },
            age_y: 20.0 + 50.0 * u(1),
            height_cm: 155.0 + 35.0 * u(2),
            weight_kg: 65.0 + 55.0 * u(3),
            pal: 1.4 + 0.4 * u(4),
            fat_kg: None,
            waist_cm: None,
            hip_cm: None,
            menopause: None,
            baseline_intake_kcal_per_day: None,
            carb_frac: None,
            thigh_cm: None,
            arm_cm: None,
            scan: None,
        })?);
        schedules.push(
            Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(-500.0 + 1000.0 * u(5)), 0)?,
        );
    }
    Ok((persons, schedules))
}
