//! Scans: what is told is taken as measured, the rest is filled in, contradictions are refused.

use proptest::prelude::*;
use spotcheck_model::{
    Depot, Device, Error, Parameters, Person, PersonInput, Regions, Scan, Schedule, Solver,
    ensemble::{Draws, baseline_depots},
    simulate,
};

use crate::people::{man, woman};

const EMPTY: Scan = Scan {
    device: Device::DxaGe,
    trunk_fat_kg: None,
    legs_fat_kg: None,
    arms_fat_kg: None,
    head_fat_kg: None,
    abdominal_subcutaneous: None,
    visceral: None,
};

fn scanned(input: PersonInput, fat_kg: f64, scan: Scan) -> PersonInput {
    PersonInput {
        fat_kg: Some(fat_kg),
        scan: Some(scan),
        ..input
    }
}

fn start(input: PersonInput) -> Result<Regions<f64>, Error> {
    let (parameters, person) = (Parameters::published(), Person::new(input)?);
    let trajectory = simulate(parameters, &person, &Schedule::usual(), 0, Solver::Exact)?;
    Ok(trajectory.days()[0].regions)
}

fn trunk_kg(regions: &Regions<f64>) -> f64 {
    regions.visceral_kg + regions.abdominal_subcutaneous_kg + regions.other_trunk_kg
}

/// Treuth 1994, men of 60: kg of fat in trunk, legs and arms of 23.8 kg.
#[test]
fn treuth1994_reproduces_itself() -> Result<(), Error> {
    let told = Scan {
        trunk_fat_kg: Some(12.216),
        legs_fat_kg: Some(7.583),
        arms_fat_kg: Some(2.383),
        ..EMPTY
    };
    for scan in [
        told,
        Scan {
            head_fat_kg: Some(1.618),
            ..told
        },
        Scan {
            device: Device::DxaHologic,
            ..told
        },
    ] {
        let found = start(scanned(man(), 23.8, scan))?;
        for (found, printed) in [
            (trunk_kg(&found), 12.216),
            (found.legs_kg, 7.583),
            (found.arms_kg, 2.383),
            (found.head_kg, 1.618),
        ] {
            assert!((found - printed).abs() < 1e-9, "{found} {printed}");
        }
    }
    Ok(())
}

#[test]
fn four_regions_that_miss_the_fat_mass_by_rounding_are_scaled() -> Result<(), Error> {
    let scan = Scan {
        trunk_fat_kg: Some(12.0),
        legs_fat_kg: Some(8.0),
        arms_fat_kg: Some(3.0),
        head_fat_kg: Some(1.0),
        ..EMPTY
    };
    let found = start(scanned(man(), 24.3, scan))?;
    assert!((found.legs_kg - 8.0 * 24.3 / 24.0).abs() < 1e-9);
    assert!((found.into_array().iter().sum::<f64>() - 24.3).abs() < 1e-9);
    Ok(())
}

#[test]
fn a_dxa_narrows_to_its_own_precision() -> Result<(), Error> {
    let scan = Scan {
        trunk_fat_kg: Some(14.0),
        legs_fat_kg: Some(12.0),
        arms_fat_kg: Some(3.2),
        ..EMPTY
    };
    let person = Person::new(scanned(woman(), 30.0, scan))?;
    let draws = Draws {
        count: 2000,
        seed: 2,
        person: 0,
    };
    let depots = baseline_depots(Parameters::published(), &person, draws)?;
    let sd = |i: usize| {
        let interval = depots[i].interval;
        (interval.hi() - interval.lo()) / (2.0 * 1.645)
    };
    // Arms repeat within 0.14 kg. Trunk and legs are drawn as a ratio of fixed sum: its error,
    // √(0.45² / 14² + 0.35² / 12²), moves the legs by that times 12 · 14 / 26, 0.28 kg; what the
    // arms take adds 0.06. Four standard errors of 2000 draws are about a tenth.
    assert!((sd(4) / 0.14 - 1.0).abs() < 0.1, "{}", sd(4));
    let ratio: f64 = (0.45_f64 / 14.0).hypot(0.35 / 12.0);
    let legs_kg = (ratio * 12.0 * 14.0 / 26.0).hypot(0.14 * 12.0 / 26.0);
    assert!((sd(3) / legs_kg - 1.0).abs() < 0.1, "{} {legs_kg}", sd(3));
    Ok(())
}

#[test]
fn visceral_fat_informs_through_the_norm_of_its_own_device_alone() -> Result<(), Error> {
    let without = start(scanned(man(), 30.0, EMPTY))?;
    let with = |device, visceral| {
        start(scanned(
            man(),
            30.0,
            Scan {
                device,
                visceral: Some(visceral),
                ..EMPTY
            },
        ))
    };
    for (device, visceral) in [
        (Device::DxaHologic, 1200.0),
        (Device::Mri, 9.0),
        (Device::CtSlice, 300.0),
    ] {
        assert_eq!(with(device, visceral)?, without, "{device:?}");
    }
    let (little, much) = (with(Device::DxaGe, 0.4)?, with(Device::DxaGe, 4.0)?);
    assert!(little.visceral_kg < without.visceral_kg && without.visceral_kg < much.visceral_kg);
    // Ten times the reading is less than ten times the fat: the norm is not the person's own.
    assert!(much.visceral_kg / little.visceral_kg < 10.0);
    // It is about the trunk's inside; the waist told ties the trunk to it a little.
    assert!((trunk_kg(&little) / trunk_kg(&much) - 1.0).abs() < 0.15);
    Ok(())
}

/// A man of 62 and BMI 26.5 who reads the median of men of 50 and more is the typical one.
#[test]
fn the_idxa_median_says_nothing_new() -> Result<(), Error> {
    let median = PersonInput {
        age_y: 62.0,
        weight_kg: 26.5 * 1.78 * 1.78,
        waist_cm: None,
        hip_cm: None,
        ..man()
    };
    let read = Scan {
        visceral: Some(1.62),
        ..EMPTY
    };
    let (typical, found) = (
        start(scanned(median, 25.0, EMPTY))?,
        start(scanned(median, 25.0, read))?,
    );
    assert!((found.visceral_kg / typical.visceral_kg - 1.0).abs() < 1e-9);
    Ok(())
}

#[test]
fn a_device_forecasts_in_its_own_unit() {
    let scan = Scan {
        device: Device::CtSlice,
        visceral: Some(150.0),
        ..EMPTY
    };
    let after = scan.visceral_on_device(0.8).unwrap();
    assert!((after - 120.0).abs() < 1e-12 && scan.device.unit() == "cm2");
    assert_eq!(EMPTY.visceral_on_device(0.8), None);
    let parameters = Parameters::published();
    assert_eq!(Device::CtSlice.visceral_cv(parameters), None);
    assert!(Device::Mri.visceral_cv(parameters) < Device::DxaGe.visceral_cv(parameters));
}

fn trunk(kg: f64) -> Scan {
    Scan {
        trunk_fat_kg: Some(kg),
        ..EMPTY
    }
}

#[test]
fn refuses_what_is_no_amount_of_fat() {
    for kg in [f64::NAN, -1.0, 0.0, f64::INFINITY] {
        let refused = Person::new(scanned(man(), 30.0, trunk(kg)));
        let as_named = matches!(
            refused,
            Err(Error::OutOfRange {
                field: "scan.trunk_fat_kg",
                ..
            })
        );
        assert!(as_named, "{kg}: {refused:?}");
    }
    for visceral in [f64::NAN, -0.5, 0.0] {
        let visceral = Some(visceral);
        let refused = Person::new(scanned(man(), 30.0, Scan { visceral, ..EMPTY }));
        let as_named = matches!(
            refused,
            Err(Error::OutOfRange {
                field: "scan.visceral",
                ..
            })
        );
        assert!(as_named, "{refused:?}");
    }
}

#[test]
fn refuses_what_contradicts_itself() {
    let beyond = Person::new(scanned(man(), 30.0, trunk(30.0)));
    assert!(matches!(beyond, Err(Error::ScanDisagrees { .. })));
    let sum = Scan {
        legs_fat_kg: Some(20.0),
        ..trunk(12.0)
    };
    let beyond = Person::new(scanned(man(), 30.0, sum));
    let named = matches!(beyond, Err(Error::ScanDisagrees { sum_kg, fat_kg })
        if (sum_kg - 32.0).abs() < 1e-12 && (fat_kg - 30.0).abs() < 1e-12);
    assert!(named, "{beyond:?}");
    let short = Scan {
        legs_fat_kg: Some(8.0),
        arms_fat_kg: Some(3.0),
        head_fat_kg: Some(1.0),
        ..trunk(12.0)
    };
    let short = Person::new(scanned(man(), 30.0, short));
    assert!(matches!(short, Err(Error::ScanDisagrees { .. })));
    let alone = Person::new(PersonInput {
        scan: Some(trunk(12.0)),
        ..man()
    });
    assert!(matches!(alone, Err(Error::ScanWithoutFat)));
    let slice = Scan {
        device: Device::CtSlice,
        ..trunk(12.0)
    };
    let slice = Person::new(scanned(man(), 30.0, slice));
    assert!(matches!(
        slice,
        Err(Error::ScanOfRegions { device: "ct_slice" })
    ));
    let overfull = Scan {
        visceral: Some(13.0),
        ..trunk(12.0)
    };
    let overfull = Person::new(scanned(man(), 30.0, overfull));
    assert!(matches!(overfull, Err(Error::ScanVisceral { .. })));
}

proptest! {
    /// Whatever a DXA tells of 30 kg: every draw is told the same and sums to the fat mass.
    #[test]
    fn prop_a_scan_reproduces_itself(
        parts in prop::array::uniform4(0.05..1.0_f64),
        told in prop::array::uniform4(any::<bool>()),
        visceral in prop::option::of(0.05..3.0),
    ) {
        let sum: f64 = parts.iter().sum();
        let kg = |i: usize| told[i].then_some(30.0 * parts[i] / sum);
        let scan = Scan {
            trunk_fat_kg: kg(0),
            legs_fat_kg: kg(1),
            arms_fat_kg: kg(2),
            head_fat_kg: kg(3).filter(|kg| *kg < 10.0),
            visceral,
            ..EMPTY
        };
        let Ok(found) = start(scanned(woman(), 30.0, scan)) else {
            return Ok(());
        };
        let array = found.into_array();
        prop_assert!((array.iter().sum::<f64>() - 30.0).abs() < 1e-9);
        prop_assert!(array.iter().all(|kg| 0.0 < *kg), "{array:?}");
        for (told, found) in [
            (scan.trunk_fat_kg, trunk_kg(&found)),
            (scan.legs_fat_kg, found.legs_kg),
            (scan.arms_fat_kg, found.arms_kg),
            (scan.head_fat_kg, found.head_kg),
        ] {
            if let Some(told) = told {
                prop_assert!((told - found).abs() < 1e-9, "{told} {found}");
            }
        }
    }
}

#[test]
fn every_depot_of_a_scan_has_an_interval() -> Result<(), Error> {
    let scan = Scan {
        trunk_fat_kg: Some(14.0),
        visceral: Some(0.9),
        ..EMPTY
    };
    let person = Person::new(scanned(woman(), 30.0, scan))?;
    let draws = Draws {
        count: 400,
        seed: 5,
        person: 0,
    };
    let depots = baseline_depots(Parameters::published(), &person, draws)?;
    assert_eq!(depots.map(|depot| depot.depot), Depot::ALL);
    for depot in depots {
        assert!(depot.interval.contains(depot.mass_kg), "{depot:?}");
    }
    Ok(())
}
