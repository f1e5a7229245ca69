//! Many people like this one.

use spotcheck_model::{
    Depot, Error, Parameters, Person, PersonInput, Schedule, Setting, Solver,
    ensemble::{DayQuantiles, Draws, Quantiles, baseline_depots, forecast},
    simulate,
};

use crate::people::{man, woman};

const DRAWS: Draws = Draws {
    count: 400,
    seed: 20_261_123,
    person: 0,
};

fn diet(input: PersonInput, setting: Setting, draws: Draws) -> Result<Vec<DayQuantiles>, Error> {
    let schedule = Schedule::usual().hold(setting, 0)?;
    forecast(
        Parameters::published(),
        &Person::new(input)?,
        &schedule,
        0..=84,
        draws,
    )
}

fn width90(quantiles: Quantiles) -> f64 {
    quantiles.hi90 - quantiles.lo90
}

#[test]
fn the_same_seed_gives_the_same_quantiles() -> Result<(), Error> {
    let setting = Setting::IntakeChangeKcalPerDay(-500.0);
    let once = diet(woman(), setting, DRAWS)?;
    assert_eq!(once, diet(woman(), setting, DRAWS)?);
    assert_ne!(once, diet(woman(), setting, Draws { seed: 1, ..DRAWS })?);
    assert_eq!(once.len(), 85);
    Ok(())
}

#[test]
fn quantiles_are_in_order_and_hold_the_typical_person() -> Result<(), Error> {
    let setting = Setting::IntakeChangeKcalPerDay(-500.0);
    let schedule = Schedule::usual().hold(setting, 0)?;
    let person = Person::new(woman())?;
    let parameters = Parameters::published();
    let typical = simulate(parameters, &person, &schedule, 84, Solver::Exact)?;
    for (day, quantiles) in typical.days().iter().zip(diet(woman(), setting, DRAWS)?) {
        assert_eq!(quantiles.draws, DRAWS.count);
        quantiles.row.map(|q| {
            let inner = q.lo50 <= q.median && q.median <= q.hi50;
            assert!(inner && q.lo90 <= q.lo50 && q.hi50 <= q.hi90, "{q:?}");
        });
        for (q, value) in [
            (quantiles.row.weight_kg, day.weight_kg),
            (quantiles.row.fat_kg, day.fat_kg),
            (quantiles.row.regions.visceral_kg, day.regions.visceral_kg),
            (quantiles.row.regions.legs_kg, day.regions.legs_kg),
        ] {
            assert!(
                q.lo50 - 1e-9 <= value && value <= q.hi50 + 1e-9,
                "{q:?} {value}"
            );
        }
    }
    Ok(())
}

#[test]
fn a_fixed_intake_is_less_certain_than_a_fixed_change() -> Result<(), Error> {
    let change = diet(man(), Setting::IntakeChangeKcalPerDay(-500.0), DRAWS)?;
    let intake = diet(man(), Setting::IntakeKcalPerDay(2300.0), DRAWS)?;
    let last = |rows: &[DayQuantiles]| width90(rows[84].row.weight_kg);
    assert!(1.5 * last(&change) < last(&intake));
    assert!(width90(change[0].row.weight_kg).abs() < 1e-9);
    Ok(())
}

#[test]
fn measured_fat_is_taken_as_measured() -> Result<(), Error> {
    let measured = PersonInput {
        fat_kg: Some(30.0),
        ..woman()
    };
    let setting = Setting::IntakeChangeKcalPerDay(-500.0);
    let (measured, estimated) = (
        diet(measured, setting, DRAWS)?,
        diet(woman(), setting, DRAWS)?,
    );
    assert!(width90(measured[0].row.fat_kg).abs() < 1e-9);
    // ± 1.645 · 4.5 % of 80 kg, within the sampling error of 400 draws.
    let expected_kg = 2.0 * 1.645 * 0.045 * 80.0;
    let ratio = width90(estimated[0].row.fat_kg) / expected_kg;
    assert!((ratio - 1.0).abs() < 0.15, "{ratio}");
    Ok(())
}

#[test]
fn depots_on_day_0_have_intervals() -> Result<(), Error> {
    let untold = PersonInput {
        waist_cm: None,
        hip_cm: None,
        ..man()
    };
    let person = Person::new(untold)?;
    let depots = baseline_depots(Parameters::published(), &person, DRAWS)?;
    assert_eq!(depots.map(|d| d.depot), Depot::ALL);
    for depot in depots {
        assert!(depot.interval.contains(depot.mass_kg), "{depot:?}");
    }
    // A coefficient of variation of 0.4 spans a factor exp(2 · 1.645 · 0.385) on its own.
    let visceral = depots[0].interval;
    let spread = (visceral.hi() / visceral.lo()).ln();
    assert!((1.2..1.8).contains(&spread), "{spread}");
    Ok(())
}

#[test]
fn refuses_no_draws_and_a_famine() {
    let setting = Setting::IntakeChangeKcalPerDay(-500.0);
    let none = diet(woman(), setting, Draws { count: 0, ..DRAWS });
    assert!(matches!(
        none,
        Err(Error::OutOfRange { field: "draws", .. })
    ));
    let lean = PersonInput {
        fat_kg: Some(5.0),
        weight_kg: 55.0,
        ..woman()
    };
    let famine = diet(lean, Setting::IntakeKcalPerDay(0.0), DRAWS);
    assert!(matches!(famine, Err(Error::DrawsLost { .. })));
}
