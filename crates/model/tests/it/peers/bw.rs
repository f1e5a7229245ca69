//! Flaws of bw, most of them of hallmodel too.

use spotcheck_model::{Error, PersonInput, Schedule, Setting};

use super::{BARE, apart, exact, less, near, today};
use crate::appendix::{Appendix, Today, weight};

/// Case c22: 26 years, 70 kg, 1.73 m, activity level 1.6.
const C22: PersonInput = PersonInput {
    age_y: 26.0,
    weight_kg: 70.0,
    height_cm: 173.0,
    pal: 1.6,
    ..BARE
};

#[test]
fn regress_bw_a_course_out_of_range_is_refused() -> Result<(), Error> {
    // Nothing to eat: fat ends within a year.
    let fast = Schedule::usual().hold(Setting::IntakeKcalPerDay(0.0), 0)?;
    let starved = exact(BARE, &fast, 730);
    let Err(Error::LeavesRange { day, .. }) = starved else {
        panic!("{starved:?}")
    };
    assert!((30..365).contains(&day), "{day}");
    let rows = exact(BARE, &fast, day - 1)?;
    assert!(
        rows.iter()
            .all(|row| 0.0 < row.fat_kg && 0.0 < row.lean_tissue_kg)
    );
    Ok(())
}

#[test]
fn regress_bw_activity_changes() -> Result<(), Error> {
    let pal = |day: usize| if day < 28 { 1.5 } else { 1.8 };
    let schedule = Schedule::usual().hold(Setting::Pal(1.8), 28)?;
    let rows = exact(BARE, &schedule, 365)?;
    let appendix = Appendix::printed();
    let start = appendix.start(&BARE);
    let states = appendix.follow(&start, 365, |day| Today {
        pal: pal(day),
        ..today(&BARE, 0.0)
    });
    let worst = apart(&rows, &states);
    assert!(worst < 1e-6, "{worst:e}");
    near(rows[28].weight_kg, 95.0, 1e-9);
    assert!(rows[365].weight_kg < 95.0 - 3.0);
    // For ever: where intake meets what the new level costs.
    let settled = appendix.settled_kg(
        &start,
        &Today {
            pal: 1.8,
            ..today(&BARE, 0.0)
        },
    );
    let active = Schedule::usual().hold(Setting::Pal(1.8), 0)?;
    near(
        exact(BARE, &active, 36_500)?[36_500].weight_kg,
        settled,
        1e-6,
    );
    Ok(())
}

#[test]
fn regress_bw_age_acts_where_asked() -> Result<(), Error> {
    let ten_years = 3652;
    let aged = exact(BARE, &Schedule::usual().ageing(), ten_years)?;
    let ageless = exact(BARE, &Schedule::usual(), ten_years)?;
    assert!(ageless[ten_years].fat_kg < aged[ten_years].fat_kg - 0.1);
    near(ageless[ten_years].weight_kg, 95.0, 1e-9);
    Ok(())
}

#[test]
fn regress_bw_lean_tissue_is_not_fat_free_mass() -> Result<(), Error> {
    for row in exact(BARE, &less(500.0)?, 30)? {
        let wet_glycogen_kg = 3.7 * row.glycogen_kg;
        let ffm_kg = row.lean_tissue_kg + row.ecf_kg + wet_glycogen_kg;
        near(row.ffm_kg, ffm_kg, 1e-9);
        near(row.ffm_kg + row.fat_kg, row.weight_kg, 1e-12);
        assert!(row.lean_tissue_kg + 20.0 < row.ffm_kg);
    }
    Ok(())
}

/// Case c22, half of the energy from carbohydrate, then a tenth.
#[test]
fn regress_bw_glycogen_counts_as_energy() -> Result<(), Error> {
    let low_carb = Schedule::usual().hold(Setting::CarbFrac(0.1), 0)?;
    let rows = exact(C22, &low_carb, 365)?;
    let appendix = Appendix::printed();
    let follow = |appendix: &Appendix| {
        appendix.follow(&appendix.start(&C22), 365, |_| Today {
            carb_frac: 0.1,
            ..today(&C22, 0.0)
        })
    };
    let found = apart(&rows, &follow(&appendix));
    assert!(found < 1e-6, "{found:e}");
    let bw = follow(&Appendix {
        balanced_rho_g: 1.0,
        ..Appendix::printed()
    });
    near(apart(&rows, &bw), 0.197, 0.02);
    let off = |day: usize| (rows[day].weight_kg - weight(&bw[day])).abs();
    near(off(8), 0.197, 0.02);
    Ok(())
}
