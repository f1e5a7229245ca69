//! What holds of everyone.

use proptest::prelude::*;
use spotcheck_model::{Day, Error, Parameters, Person, Schedule, Setting, Solver, simulate};

use crate::people::{any_schedule, anyone, someone};

/// dF/dL = F over this, kg.
const FORBES_KG: f64 = 10.4;

fn follow(person: &Person, schedule: &Schedule, days: usize) -> Result<Vec<Day>, Error> {
    let published = Parameters::published();
    let trajectory = simulate(published, person, schedule, days, Solver::Exact)?;
    Ok(trajectory.days().to_vec())
}

/// Every number of a row.
pub(crate) fn numbers(row: &Day) -> Vec<f64> {
    let mut numbers = Vec::new();
    row.map(|number| numbers.push(number));
    numbers
}

/// Daily values for up to two months.
fn daily(range: std::ops::Range<f64>) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(range, 1..60)
}

/// Every day something else to eat and to do, and nothing that leaves Forbes' curve.
fn on_the_curve() -> impl Strategy<Value = Schedule> {
    let values = (
        daily(-800.0..800.0),
        daily(0.1..0.8),
        daily(-2000.0..2000.0),
        daily(1.2..2.2),
    );
    values.prop_map(|(intake, carb, sodium, pal)| {
        let schedule = Schedule::usual()
            .daily(Setting::IntakeChangeKcalPerDay, 0, &intake)
            .and_then(|s| s.daily(Setting::CarbFrac, 0, &carb))
            .and_then(|s| s.daily(Setting::SodiumChangeMgPerDay, 0, &sodium))
            .and_then(|s| s.daily(Setting::Pal, 0, &pal));
        schedule.expect("in range and in order")
    })
}

/// Two lists of daily values, none of the second less.
fn and_more(
    range: std::ops::Range<f64>,
    more: std::ops::Range<f64>,
) -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    let pairs = prop::collection::vec((range, prop_oneof![Just(0.0), more]), 1..60);
    pairs.prop_map(|pairs| {
        pairs
            .into_iter()
            .map(|(less, more)| (less, less + more))
            .unzip()
    })
}

/// Nobody of the first is heavier on any day.
fn never_heavier(lighter: &[Day], heavier: &[Day]) -> Result<(), TestCaseError> {
    for (lighter, heavier) in lighter.iter().zip(heavier) {
        let by_kg = lighter.weight_kg - heavier.weight_kg;
        prop_assert!(by_kg <= 1e-10, "{by_kg:e} kg on day {}", lighter.day);
        prop_assert!(lighter.fat_kg <= heavier.fat_kg + 1e-10);
    }
    Ok(())
}

/// Fat by Forbes' curve at a mass of lean tissue: `F₀ exp((L − L₀) / 10.4)`.
fn on_curve_kg(start: &Day, lean_tissue_kg: f64) -> f64 {
    start.fat_kg * ((lean_tissue_kg - start.lean_tissue_kg) / FORBES_KG).exp()
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
        for day in follow(&person, &schedule, 100).unwrap_or_default() {
            let sum: f64 = day.regions.into_array().iter().sum();
            prop_assert!((sum - day.fat_kg).abs() < 1e-9, "{day:?}");
        }
    }

    /// Ageing is off, too.
    #[test]
    fn prop_nothing_changes_in_ten_years(person in someone()) {
        let rows = follow(&person, &Schedule::usual(), 3652).expect("nothing leads nowhere");
        let start = numbers(&rows[0]);
        for row in &rows {
            for (now, then) in numbers(row).into_iter().zip(&start) {
                let drift = (now - then).abs() / then.abs().max(1.0);
                prop_assert!(drift <= 1e-12, "{drift:e} of {then} on day {}", row.day);
            }
            let balance = row.intake_kcal_per_day - row.expenditure_kcal_per_day;
            prop_assert!(balance.abs() < 1e-9);
        }
    }

    /// As near as four steps a day keep it.
    #[test]
    fn prop_forbes_without_lifting_and_with_usual_protein(
        person in someone(),
        schedule in on_the_curve(),
        kcal in -800.0..800.0,
    ) {
        let held = Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(kcal), 0);
        let held = held.expect("in range");
        for (schedule, days) in [(schedule, 180), (held, 1000)] {
            let rows = follow(&person, &schedule, days).unwrap_or_default();
            for row in &rows {
                let off_kg = row.fat_kg - on_curve_kg(&rows[0], row.lean_tissue_kg);
                prop_assert!(off_kg.abs() < 1e-8, "{off_kg:e} kg on day {}", row.day);
            }
        }
    }

    #[test]
    fn prop_eating_more_never_gives_a_lighter_day(
        person in someone(),
        (less, more) in and_more(-1000.0..1000.0, 0.0..500.0),
    ) {
        let eating = |kcal: &[f64]| {
            let schedule = Schedule::usual().daily(Setting::IntakeChangeKcalPerDay, 0, kcal)?;
            follow(&person, &schedule, 120)
        };
        if let (Ok(less), Ok(more)) = (eating(&less), eating(&more)) {
            never_heavier(&less, &more)?;
        }
    }

    #[test]
    fn prop_added_activity_never_gives_a_heavier_day(
        person in someone(),
        kcal in -600.0..600.0,
        (less, more) in and_more(0.0..10.0, 0.0..5.0),
    ) {
        let active = |per_kg: &[f64]| {
            let schedule = Schedule::usual()
                .hold(Setting::IntakeChangeKcalPerDay(kcal), 0)?
                .daily(Setting::AddedActivityKcalPerKgPerDay, 0, per_kg)?;
            follow(&person, &schedule, 120)
        };
        if let (Ok(less), Ok(more)) = (active(&less), active(&more)) {
            never_heavier(&more, &less)?;
        }
    }
}
