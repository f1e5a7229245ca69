//! The mean of a trial's arm.

use spotcheck_model::{
    Error, Parameters, Person,
    ensemble::{Arm, GroupChange, Method, Region, group_change},
};

use crate::people::{man, woman};

fn arm(count: usize, fat_after_kg: f64) -> Result<Arm, Error> {
    Ok(Arm {
        members: vec![(Person::new(man())?, 1.0)],
        count,
        fat_before_kg: 25.0,
        fat_after_kg,
        fat_ln_sd: 0.0,
    })
}

fn change(arm: &Arm, region: Region) -> Result<GroupChange, Error> {
    group_change(Parameters::published(), arm, region, Method::Slice)
}

/// Half the interval's width on the logarithm of after over before.
fn ln_half(change: GroupChange) -> f64 {
    0.5 * (change.interval.hi().ln_1p() - change.interval.lo().ln_1p())
}

/// Section 2 of regional.md: a man from 25 to 20 kg of fat loses 26 % of it inside the abdomen,
/// 20 % under its skin, 18 % of the legs. Its shares are rounded, hence one point.
#[test]
fn regional_md_example_25_to_20_kg() -> Result<(), Error> {
    for (region, printed) in [
        (Region::Visceral, -0.26),
        (Region::AbdominalSubcutaneous, -0.20),
        (Region::Legs, -0.18),
    ] {
        let forecast = change(&arm(20, 20.0)?, region)?;
        let off = forecast.change_frac - printed;
        assert!(off.abs() < 0.01, "{region:?} {forecast:?}");
        assert!(forecast.interval.contains(forecast.change_frac));
    }
    Ok(())
}

/// Without a change of fat nothing changes, and what is left is by how much arms differ, and scans:
/// √(2/n) of a slice's repeatability and that of total fat times its exponent.
#[test]
fn no_change_leaves_the_scans_and_the_arm() -> Result<(), Error> {
    let forecast = change(&arm(25, 25.0)?, Region::Visceral)?;
    assert!(forecast.change_frac.abs() < 1e-9, "{forecast:?}");
    // 1.645 · √(0.044² + 2/25 · (0.0631² + (0.022 k)²)), k from 1.30 to 1.40.
    let half = ln_half(forecast);
    assert!((0.0791..0.0798).contains(&half), "{half}");
    Ok(())
}

/// What an arm averages falls with 1/n, what it has in common does not.
#[test]
fn more_people_narrow_what_is_their_own() -> Result<(), Error> {
    let square = |count| -> Result<f64, Error> {
        Ok(ln_half(change(&arm(count, 20.0)?, Region::Legs)?).powi(2))
    };
    let common = square(usize::MAX)?;
    let (ten, forty) = (square(10)? - common, square(40)? - common);
    assert!(
        0.0 < common && (ten / forty - 4.0).abs() < 1e-6,
        "{ten} {forty}"
    );
    Ok(())
}

/// An arm of both sexes lies between theirs, and one of nobody has no interval.
#[test]
fn an_arm_of_both_sexes_lies_between_them() -> Result<(), Error> {
    let [man, woman] = [Person::new(man())?, Person::new(woman())?];
    let of = |members| -> Result<f64, Error> {
        let arm = Arm {
            members,
            ..arm(30, 18.0)?
        };
        Ok(change(&arm, Region::Visceral)?.change_frac)
    };
    let (men, women) = (of(vec![(man, 1.0)])?, of(vec![(woman, 1.0)])?);
    let both = of(vec![(man, 0.5), (woman, 0.5)])?;
    assert!(
        men.min(women) < both && both < men.max(women),
        "{men} {both} {women}"
    );
    let nobody = change(&arm(0, 20.0)?, Region::Legs);
    assert!(matches!(nobody, Err(Error::NotAnInterval { .. })));
    Ok(())
}
