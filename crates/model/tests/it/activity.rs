//! The cost of activity against the equations' own worked examples and against measurements.

use proptest::prelude::*;
use spotcheck_model::{
    Error, Parameters,
    activity::{Bout, Intensity, compensation_frac, kinds, net_kcal_per_kg_per_day},
};

const J_PER_KCAL: f64 = 4184.0;

fn level(km_per_h: f64) -> Intensity {
    Intensity::Speed {
        km_per_h,
        grade_frac: 0.0,
    }
}

/// Net kcal per kg of an hour, reckoned as seven hours a week.
fn hour(age_y: f64, kind: &str, intensity: Intensity) -> Result<f64, Error> {
    let week = [Bout::new(kind, 7.0 * 60.0, intensity)?];
    net_kcal_per_kg_per_day(Parameters::published(), age_y, &week)
}

fn near(found: f64, expected: f64, tolerance: f64) {
    let off = (found - expected).abs();
    assert!(off <= tolerance, "{found}, expected {expected}");
}

/// Working note, section 2: at 3 mph, 1.341 m/s, LCDA says 4.42 W/kg, which is 3.8 MET, and so does
/// the Compendium (17190).
#[test]
fn lcda_at_3_mph() -> Result<(), Error> {
    let gross = hour(40.0, "walking", level(1.341 * 3.6))? + 1.0;
    near(gross * J_PER_KCAL / 3600.0, 4.42, 0.005);
    near(gross, 3.8, 0.05);
    Ok(())
}

/// The Compendium's own values for the walks whose speeds stand for a word: 17152, 17190, 17200.
/// The equation's standard error is 0.2 W/kg, 0.17 MET; the bands are half a mile an hour wide.
#[test]
fn walking_by_word_agrees_with_the_compendium() -> Result<(), Error> {
    for (intensity, met) in [
        (Intensity::Easy, 2.8),
        (Intensity::Moderate, 3.8),
        (Intensity::Hard, 4.8),
    ] {
        near(hour(40.0, "walking", intensity)? + 1.0, met, 0.3);
    }
    Ok(())
}

/// Looney 2019 by the account of it: downhill walking is cheapest at a grade of about -10 %.
#[test]
fn downhill_is_cheapest_at_a_tenth() -> Result<(), Error> {
    let cost = |percent: i32| {
        let grade_frac = f64::from(percent) / 100.0;
        let km_per_h = 4.8;
        hour(
            40.0,
            "walking",
            Intensity::Speed {
                km_per_h,
                grade_frac,
            },
        )
        .map(|kcal| (percent, kcal))
    };
    let costs = (-40..=45).map(cost).collect::<Result<Vec<_>, _>>()?;
    let (cheapest, _) = costs
        .into_iter()
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .expect("there are grades");
    assert!((-12..=-8).contains(&cheapest), "{cheapest}");
    Ok(())
}

/// A textbook's example of the ACSM equation: who jogs at 8 MET, 28 ml/kg/min, goes 122.5 m/min.
/// Rest is 3.5 ml/kg/min and a litre 5 kcal.
#[test]
fn acsm_running_at_8_met() -> Result<(), Error> {
    let net = hour(30.0, "running", level(122.5 * 0.06))?;
    near(net, (28.0 - 3.5) / 1000.0 * 5.0 * 60.0, 1e-9);
    Ok(())
}

/// Another: 150 lb at 6 mph for 30 minutes spend 367 kcal gross, oxygen rounded to 36 ml/kg/min.
#[test]
fn acsm_running_at_6_mph() -> Result<(), Error> {
    let net = hour(30.0, "running", level(6.0 * 1.609))?;
    let rest = 3.5 / 1000.0 * 5.0 * 60.0;
    near((net + rest) * 68.0 * 0.5, 367.0, 0.02 * 367.0);
    Ok(())
}

/// Margaria 1963: running costs 1 kcal/kg/km net, at any speed. 3 % on the level cost 14 % more by
/// the ACSM equation: 0.9 / 0.2 × 0.03.
#[test]
fn margaria1963_running() -> Result<(), Error> {
    for km_per_h in [8.0, 12.0, 16.0, 20.0] {
        let flat = hour(30.0, "running", level(km_per_h))?;
        near(flat / km_per_h, 1.0, 0.001);
        let grade_frac = 0.03;
        let up = hour(
            30.0,
            "run",
            Intensity::Speed {
                km_per_h,
                grade_frac,
            },
        )?;
        near(up / flat, 1.135, 0.001);
    }
    Ok(())
}

/// Hall 2004 (MSSE 36:2128): 24 people spent 481 ± 20 kJ running 1600 m at 2.82 m/s and 340 ± 14 kJ
/// walking them at 1.41 m/s. The ratio needs no weight; its standard error is 6 %.
#[test]
fn hall2004_running_over_walking() -> Result<(), Error> {
    let walk = (hour(25.0, "walking", level(1.41 * 3.6))? + 1.0) / 1.41;
    let run = (hour(25.0, "running", level(2.82 * 3.6))? + 1.05) / 2.82;
    near(run / walk, 481.0 / 340.0, 0.06 * 481.0 / 340.0);
    Ok(())
}

/// Working note, section 3: net walking costs 0.45 to 0.6 kcal/kg/km, so that 1000 steps of a person
/// of 70 kg, 0.7 km, are about 25 kcal.
#[test]
fn a_thousand_steps() -> Result<(), Error> {
    for intensity in [level(4.0), Intensity::Moderate] {
        let km_per_h = if intensity == Intensity::Moderate {
            5.0
        } else {
            4.0
        };
        let kcal = hour(40.0, "walking", intensity)? / km_per_h * 0.7 * 70.0;
        assert!((0.45 * 49.0..=0.6 * 49.0).contains(&kcal), "{kcal}");
    }
    Ok(())
}

/// Net energy is (MET - 1) kcal/kg/h: Compendium 02054 is 3.5, 01010 is 4.0.
#[test]
fn compendium_values_are_net_of_rest() -> Result<(), Error> {
    near(hour(40.0, "lifting", Intensity::Moderate)?, 2.5, 1e-12);
    near(
        hour(40.0, "Weight lifting ", Intensity::Moderate)?,
        2.5,
        1e-12,
    );
    near(hour(40.0, "bike", Intensity::Easy)?, 3.0, 1e-12);
    Ok(())
}

/// Willis 2024: from 60 years on rest is 2.7 ml/kg/min. Das Gupta 2019: net walking costs older
/// adults 0.4 J/kg/m more; less rest alone explains part of that, and nothing makes it cheaper.
#[test]
fn older_adults() -> Result<(), Error> {
    let ratio = hour(60.0, "yoga", Intensity::Moderate)? / hour(59.9, "yoga", Intensity::Moderate)?;
    near(ratio, 2.7 / 3.5, 1e-12);
    let walk = level(1.3 * 3.6);
    let more = hour(70.0, "walking", walk)? - hour(30.0, "walking", walk)?;
    let j_per_m = more * J_PER_KCAL / 3600.0 / 1.3;
    assert!(0.0 < j_per_m && j_per_m < 0.4, "{j_per_m}");
    Ok(())
}

#[test]
fn refuses_what_it_does_not_know() -> Result<(), Error> {
    let p = Parameters::published();
    let of = |kind: &str, intensity| hour(40.0, kind, intensity);
    match of("cyclin", Intensity::Easy) {
        Err(Error::UnknownActivity { near, .. }) => {
            assert!(near.contains(&"cycling".to_owned()), "{near:?}");
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        of("stretching", Intensity::Hard),
        Err(Error::UnknownIntensity { .. })
    ));
    assert!(matches!(
        of("rowing", level(10.0)),
        Err(Error::NoSpeed { .. })
    ));
    for (kind, intensity) in [
        ("walking", level(9.0)),
        ("walking", level(-1.0)),
        ("walking", level(f64::NAN)),
        ("running", level(4.0)),
        ("running", level(30.0)),
        (
            "running",
            Intensity::Speed {
                km_per_h: 10.0,
                grade_frac: -0.05,
            },
        ),
        (
            "walking",
            Intensity::Speed {
                km_per_h: 4.0,
                grade_frac: 5.0,
            },
        ),
    ] {
        assert!(
            matches!(of(kind, intensity), Err(Error::OutOfRange { .. })),
            "{kind} {intensity:?}"
        );
    }
    for minutes in [-1.0, 10_081.0, f64::NAN] {
        let refused = Bout::new("walking", minutes, Intensity::Easy);
        assert!(matches!(refused, Err(Error::OutOfRange { .. })));
    }
    let most_of_a_week = Bout::new("walking", 6000.0, Intensity::Easy)?;
    let twice = net_kcal_per_kg_per_day(p, 40.0, &[most_of_a_week.clone(), most_of_a_week]);
    assert!(matches!(twice, Err(Error::OutOfRange { .. })));
    Ok(())
}

/// Careau 2021: 28 % on average; more of it in the heavier.
#[test]
fn careau2021_compensation() {
    let p = Parameters::published();
    near(compensation_frac(p, 25.0, 0.0), 0.28, 1e-12);
    near(compensation_frac(p, 35.0, 0.0), 0.34, 1e-12);
    near(compensation_frac(p, 25.0, 1.0), 0.43, 1e-4);
    near(compensation_frac(p, 25.0, -1.0), 0.13, 1e-4);
}

#[test]
fn every_kind_can_be_reckoned_with() -> Result<(), Error> {
    let kinds = kinds(Parameters::published());
    assert!(kinds.len() > 50 && kinds.is_sorted());
    for kind in kinds {
        for age_y in [30.0, 70.0] {
            assert!(hour(age_y, kind, Intensity::default())? > 0.0, "{kind}");
        }
    }
    Ok(())
}

/// Within a kind, harder costs more.
#[test]
fn harder_costs_more() {
    for kind in kinds(Parameters::published()) {
        let costs: Vec<f64> = [Intensity::Easy, Intensity::Moderate, Intensity::Hard]
            .into_iter()
            .filter_map(|intensity| hour(40.0, kind, intensity).ok())
            .collect();
        assert!(costs.is_sorted_by(|a, b| a < b), "{kind}: {costs:?}");
    }
}

proptest! {
    #[test]
    fn prop_more_minutes_cost_more_and_none_nothing(
        which in 0_usize..1000,
        minutes in 0.0..10_000.0,
        more in 0.1..80.0,
        age_y in 18.0..110.0,
    ) {
        let p = Parameters::published();
        let kinds = kinds(p);
        let kind = kinds[which % kinds.len()];
        let week = |minutes| {
            let bout = Bout::new(kind, minutes, Intensity::default()).expect("fits in a week");
            net_kcal_per_kg_per_day(p, age_y, &[bout]).expect("is known")
        };
        prop_assert!(week(0.0).abs() < f64::MIN_POSITIVE);
        prop_assert!(0.0 <= week(minutes) && week(minutes) < week(minutes + more));
    }

    #[test]
    fn prop_walking_is_never_cheaper_than_rest(
        km_per_h in 0.0..7.05,
        grade_frac in -0.4..0.45,
        age_y in 18.0..110.0,
    ) {
        let net = hour(age_y, "walking", Intensity::Speed { km_per_h, grade_frac });
        prop_assert!(net.expect("within the equation") > 0.0);
    }

    #[test]
    fn prop_compensation_is_a_share_that_rises_with_bmi(
        bmi in 10.0..80.0,
        more in 0.0..20.0,
        score in -6.0..6.0,
    ) {
        let share = |bmi| compensation_frac(Parameters::published(), bmi, score);
        prop_assert!((0.1..=0.6).contains(&share(bmi)));
        prop_assert!(share(bmi) <= share(bmi + more));
    }
}
