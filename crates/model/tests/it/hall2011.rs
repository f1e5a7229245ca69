//! The energy model against DOP853 on its equations and against the public package hallmodel.

use spotcheck_model::{Baseline, Error, Parameters, Person, Schedule, Setting, Solver, simulate};

use crate::{
    cases::{Case, Expected},
    people::man,
};

/// Largest distance of a solver from an authority over all stored rows of all cases.
fn worst(csv: &str, solver: Solver) -> Result<f64, Error> {
    let expected = Expected::by_case(csv);
    let mut worst: f64 = 0.0;
    for case in Case::all() {
        let parameters = Parameters::published();
        let (person, schedule) = (case.person()?, case.schedule()?);
        let trajectory = simulate(parameters, &person, &schedule, case.days, solver)?;
        for row in &expected[&case.id] {
            worst = worst.max(row.distance(&trajectory.days()[row.day]));
        }
    }
    Ok(worst)
}

#[test]
fn hall2011_exact_dop853() -> Result<(), Error> {
    let worst = worst(include_str!("../vectors/hall2011_exact.csv"), Solver::Exact)?;
    assert!(worst < 1e-7, "{worst:e}");
    Ok(())
}

#[test]
fn hallmodel_compat() -> Result<(), Error> {
    let worst = worst(
        include_str!("../vectors/hallmodel_compat.csv"),
        Solver::Compat,
    )?;
    assert!(worst < 1e-9, "{worst:e}");
    Ok(())
}

#[test]
fn hallmodel_baselines() -> Result<(), Error> {
    for case in Case::all() {
        let found = Baseline::new(Parameters::published(), &case.person()?)?;
        for (expected, found) in [
            (case.baseline.rmr, found.resting_kcal_per_day),
            (case.baseline.intake, found.intake_kcal_per_day),
            (case.baseline.fat, found.state.fat_kg),
            (case.baseline.lean, found.state.lean_tissue_kg),
            (case.baseline.ecf, found.state.ecf_kg),
        ] {
            assert!(
                (expected - found).abs() < 1e-9,
                "{}: {expected} {found}",
                case.id
            );
        }
    }
    Ok(())
}

/// Eq 9, the closed form of the appendix, by hand for day 0 of case c30 (−350 kcal, half of it
/// carbohydrate): `EE = (E₀ + (EI − ρ_G dG/dt) y) / (1 + y)` with `y = p η_L/ρ_L + (1 − p) η_F/ρ_F
/// = 0.030877`.
#[test]
fn hall2011_eq9_by_hand() -> Result<(), Error> {
    let cases = Case::all();
    let case = cases.iter().find(|case| case.id == "c30").unwrap();
    let (person, schedule) = (case.person()?, case.schedule()?);
    let published = Parameters::published();
    let trajectory = simulate(published, &person, &schedule, 0, Solver::Exact)?;
    let found = trajectory.days()[0].expenditure_kcal_per_day;
    // E₀ = 2333.896 − 35, EI − ρ_G dG/dt = 2333.896 − 350 + 175
    assert!((found - 2294.70).abs() < 0.01, "{found}");
    Ok(())
}

/// bw and hallmodel know nothing of lifting and protein: with them in the schedule, `Compat` is what
/// it is without, and conserves no less.
#[test]
fn compat_leaves_out_what_the_packages_do_not_know() -> Result<(), Error> {
    let person = Person::new(man())?;
    let diet = Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(-300.0), 0)?;
    let more = diet
        .clone()
        .hold(Setting::LiftingSetsPerMusclePerWeek(10.0), 0)?
        .hold(Setting::ProteinGPerDay(160.0), 0)?
        .ageing();
    let follow = |schedule| {
        simulate(
            Parameters::published(),
            &person,
            schedule,
            60,
            Solver::Compat,
        )
    };
    assert_eq!(follow(&diet)?, follow(&more)?);
    Ok(())
}
