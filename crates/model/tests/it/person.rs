//! Who is accepted, and the hand checks of `physiology.md`.

use spotcheck_model::{Baseline, Error, Parameters, Person, PersonInput};

use crate::people::{man, woman};

type Spoil = fn(&mut PersonInput);

#[test]
fn refuses_what_is_no_adult_body() {
    let young = PersonInput {
        age_y: 17.0,
        ..woman()
    };
    assert!(matches!(Person::new(young), Err(Error::NotAdult { .. })));
    let spoilt: [(&str, Spoil); 9] = [
        ("age_y", |p| p.age_y = f64::NAN),
        ("height_cm", |p| p.height_cm = 1.65),
        ("weight_kg", |p| p.weight_kg = 401.0),
        ("pal", |p| p.pal = 0.9),
        ("fat_kg", |p| p.fat_kg = Some(0.0)),
        ("waist_cm", |p| p.waist_cm = Some(30.0)),
        ("hip_cm", |p| p.hip_cm = Some(260.0)),
        ("carb_frac", |p| p.carb_frac = Some(0.0)),
        ("baseline_intake_kcal_per_day", |p| {
            p.baseline_intake_kcal_per_day = Some(200.0);
        }),
    ];
    for (name, spoil) in spoilt {
        let mut input = woman();
        spoil(&mut input);
        let refused = Person::new(input);
        let as_named = matches!(refused, Err(Error::OutOfRange { field, .. }) if field == name);
        assert!(as_named, "{name}: {refused:?}");
    }
}

#[test]
fn refuses_a_composition_without_lean_tissue() -> Result<(), Error> {
    let parameters = Parameters::published();
    let fat = Person::new(PersonInput {
        fat_kg: Some(70.0),
        ..woman()
    })?;
    let refused = Baseline::new(parameters, &fat);
    assert!(matches!(refused, Err(Error::NoLeanTissue { .. })));
    // The lean youth of `physiology_peers.md`, whom hallmodel starts with −0.39 kg of fat.
    let youth = PersonInput {
        age_y: 20.0,
        height_cm: 175.0,
        weight_kg: 45.0,
        ..man()
    };
    let refused = Baseline::new(parameters, &Person::new(youth)?);
    assert!(matches!(refused, Err(Error::FatEstimate { fat_kg }) if (fat_kg + 0.39).abs() < 0.005));
    Ok(())
}

#[test]
fn mifflin1990_jackson2002_by_hand() -> Result<(), Error> {
    let found = Baseline::new(Parameters::published(), &Person::new(woman())?)?;
    // 9.99 · 80 + 625 · 1.65 − 4.92 · 35 − 161
    assert!((found.resting_kcal_per_day - 1497.25).abs() < 1e-9);
    // 80 / 100 · (0.14 · 35 + 39.96 · ln(80 / 1.65²) − 102.01)
    assert!((found.state.fat_kg - 30.379).abs() < 5e-4);
    Ok(())
}
