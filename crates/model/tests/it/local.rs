//! The bound of `regional.md`, section 3.

use spotcheck_model::{Error, Parameters, local_bound};

#[test]
fn regional_md_bound() -> Result<(), Error> {
    for (depot_kg, minutes, printed_g) in [
        (5.0, 30.0, [28.0, 46.0, 82.0]),
        (10.0, 60.0, [113.0, 183.0, 330.0]),
    ] {
        let bound = local_bound(Parameters::published(), depot_kg, minutes, 365)?;
        let found_g = [bound.central_g, bound.largest_point_g, bound.upper95_g];
        for (printed, found) in printed_g.into_iter().zip(found_g) {
            assert!((printed - found).abs() < 0.5, "{printed} {found}");
        }
    }
    Ok(())
}

/// The text rounds `ρ_F` to 9400 kcal/kg and prints 4.7 kg.
#[test]
fn regional_md_systemic() -> Result<(), Error> {
    let bound = local_bound(Parameters::published(), 5.0, 30.0, 365)?;
    let rounded_g = 120.0 * 365.0 / 9400.0 * 1000.0;
    assert!((bound.systemic_g / rounded_g - 1.0).abs() < 0.005);
    Ok(())
}

#[test]
fn refuses_absurd_exercise() {
    let parameters = Parameters::published();
    for (depot_kg, minutes, days) in [
        (-1.0, 30.0, 365),
        (201.0, 30.0, 365),
        (5.0, -1.0, 365),
        (5.0, 1441.0, 365),
        (5.0, f64::NAN, 365),
        (5.0, 30.0, 36_501),
    ] {
        let refused = local_bound(parameters, depot_kg, minutes, days);
        assert!(matches!(refused, Err(Error::OutOfRange { .. })));
    }
}
