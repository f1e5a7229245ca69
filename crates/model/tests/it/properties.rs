//! What holds of everyone.

use proptest::prelude::*;
use spotcheck_model::{Error, Parameters, Schedule, Setting, Solver, Trajectory, simulate};

use crate::people::{any_schedule, anyone, someone};

fn changed_by(person: &spotcheck_model::Person, kcal: f64) -> Result<Trajectory, Error> {
    let schedule = Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(kcal), 0)?;
    simulate(
        Parameters::published(),
        person,
        &schedule,
        120,
        Solver::Exact,
    )
}

proptest! {
    #[test]
    fn prop_every_number_is_finite_or_refused(person in anyone(), schedule in any_schedule()) {
        for solver in [Solver::Exact, Solver::Compat] {
            let parameters = Parameters::published();
            match simulate(parameters, &person, &schedule, 100, solver) {
                Ok(trajectory) => for day in trajectory.days() {
                    day.map(|value| assert!(value.is_finite(), "{day:?}"));
                },
                // An accepted person and schedule may lead nowhere, but are never out of range.
                Err(error) => prop_assert!(!matches!(error, Error::OutOfRange { .. }), "{error}"),
            }
        }
    }

    #[test]
    fn prop_regions_sum_to_fat(person in someone(), schedule in any_schedule()) {
        let parameters = Parameters::published();
        if let Ok(trajectory) = simulate(parameters, &person, &schedule, 100, Solver::Exact) {
            for day in trajectory.days() {
                let sum: f64 = day.regions.into_array().iter().sum();
                prop_assert!((sum - day.fat_kg).abs() < 1e-9, "{day:?}");
            }
        }
    }

    #[test]
    fn prop_nothing_changes_at_balance(person in someone()) {
        let usual = Schedule::usual();
        let trajectory = simulate(Parameters::published(), &person, &usual, 50, Solver::Exact);
        let weight_kg = person.input().weight_kg;
        for day in trajectory.unwrap().days() {
            prop_assert!((day.weight_kg - weight_kg).abs() < 1e-9);
            let balance = day.intake_kcal_per_day - day.expenditure_kcal_per_day;
            prop_assert!(balance.abs() < 1e-9);
        }
    }

    #[test]
    fn prop_a_larger_deficit_never_gives_a_heavier_person(
        person in someone(),
        change in -1000.0..1000.0,
        more in 0.0..500.0,
    ) {
        let (less, more) = (changed_by(&person, change - more), changed_by(&person, change));
        if let (Ok(less), Ok(more)) = (less, more) {
            for (less, more) in less.days().iter().zip(more.days()) {
                prop_assert!(less.weight_kg <= more.weight_kg + 1e-9);
                prop_assert!(less.fat_kg <= more.fat_kg + 1e-9);
            }
        }
    }
}
