//! People and schedules to test with.

use proptest::prelude::*;
use spotcheck_model::{Error, Menopause, Person, PersonInput, Schedule, Setting, Sex};

/// A woman of whom everything the model can use is known but fat.
pub(crate) fn woman() -> PersonInput {
    PersonInput {
        waist_cm: Some(92.0),
        hip_cm: Some(108.0),
        menopause: Some(Menopause::Pre),
        ..PersonInput::new(Sex::Female, 35.0, 165.0, 80.0, 1.5)
    }
}

/// A man likewise.
pub(crate) fn man() -> PersonInput {
    PersonInput {
        sex: Sex::Male,
        age_y: 50.0,
        height_cm: 178.0,
        weight_kg: 100.0,
        waist_cm: Some(108.0),
        menopause: None,
        ..woman()
    }
}

/// Anyone whose numbers are in range, plausible or not.
pub(crate) fn anyone() -> impl Strategy<Value = Person> {
    let sex = prop_oneof![Just(Sex::Male), Just(Sex::Female)];
    let body = (18.0..110.0, 100.0..250.0, 25.0..400.0, 1.0..3.0);
    let told = (
        prop::option::of(0.1..200.0),
        prop::option::of(40.0..250.0),
        prop::option::of(500.0..10_000.0),
        prop::option::of(0.05..0.95),
    );
    (sex, body, told).prop_map(|(sex, (age_y, height_cm, weight_kg, pal), told)| {
        Person::new(PersonInput {
            fat_kg: told.0,
            waist_cm: told.1,
            hip_cm: told.1,
            baseline_intake_kcal_per_day: told.2,
            carb_frac: told.3,
            ..PersonInput::new(sex, age_y, height_cm, weight_kg, pal)
        })
        .expect("in range")
    })
}

/// An adult of usual build.
pub(crate) fn someone() -> impl Strategy<Value = Person> {
    let sex = prop_oneof![Just(Sex::Male), Just(Sex::Female)];
    (sex, 18.0..80.0, 150.0..200.0, 22.0..50.0, 1.3..2.3).prop_map(
        |(sex, age_y, height_cm, bmi, pal): (Sex, f64, f64, f64, f64)| {
            Person::new(PersonInput {
                sex,
                age_y,
                height_cm,
                weight_kg: bmi * (height_cm / 100.0).powi(2),
                pal,
                ..woman()
            })
            .expect("in range")
        },
    )
}

/// Any schedule the model accepts.
pub(crate) fn any_schedule() -> impl Strategy<Value = Schedule> {
    let setting = prop_oneof![
        (0.0..20_000.0).prop_map(Setting::IntakeKcalPerDay),
        (-20_000.0..20_000.0).prop_map(Setting::IntakeChangeKcalPerDay),
        (-1000.0..1000.0).prop_map(Setting::IntakeChangeKcalPerDay),
        (0.0..1.0).prop_map(Setting::CarbFrac),
        (-20_000.0..20_000.0).prop_map(Setting::SodiumChangeMgPerDay),
        (1.0..3.0).prop_map(Setting::Pal),
        (0.0..20.0).prop_map(Setting::AddedActivityKcalPerKgPerDay),
        (0.0..300.0).prop_map(Setting::ProteinGPerDay),
        (0.0..40.0).prop_map(Setting::LiftingSetsPerMusclePerWeek),
    ];
    let entry = (setting, 0_usize..10, 1_usize..50, any::<bool>());
    prop::collection::vec(entry, 0..6).prop_map(|entries| {
        let mut from_day = 0;
        let add = |schedule: Schedule, (setting, wait, length, ramp)| {
            from_day += wait;
            if ramp {
                schedule.ramp(setting, from_day, from_day + length)
            } else {
                schedule.hold_between(setting, from_day, from_day + length)
            }
        };
        let schedule: Result<_, Error> = entries.into_iter().try_fold(Schedule::usual(), add);
        schedule.expect("in range and in order")
    })
}
