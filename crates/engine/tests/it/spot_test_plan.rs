//! The plan of a test of one spot: what it could see, its coin and its days.

use spotcheck_engine::spot_test::{Design, Error, READS, Side, Tool, detectable};
use spotcheck_model::Parameters;

/// Section 4 of the working note: by tool, over 8 weeks once and twice a week, 12, 12, 16, 24, and before and
/// after only.
#[test]
fn working_note_detectable_effects() {
    for (tool, table, half_digit) in [
        (
            Tool::Ultrasound,
            [1.38, 1.06, 1.19, 0.89, 0.78, 0.65, 1.90],
            0.005,
        ),
        (
            Tool::UltrasoundNovice,
            [1.97, 1.51, 1.70, 1.27, 1.12, 0.93, 2.70],
            0.005,
        ),
        (
            Tool::Caliper,
            [2.21, 1.70, 1.91, 1.43, 1.25, 1.04, 3.03],
            0.005,
        ),
        (
            Tool::CaliperNovice,
            [3.83, 2.93, 3.29, 2.47, 2.17, 1.80, 5.24],
            0.005,
        ),
        (Tool::Tape, [11.1, 8.5, 9.5, 7.1, 6.3, 5.2, 15.2], 0.05),
        (
            Tool::TapeNovice,
            [18.7, 14.3, 16.1, 12.0, 10.6, 8.8, 25.6],
            0.05,
        ),
    ] {
        let sd = tool.errors(Parameters::published()).difference_sd(READS);
        for (printed, sessions) in table.into_iter().zip([8, 16, 12, 24, 32, 48, 1]) {
            let found = detectable(sd, sessions);
            assert!(
                (found - printed).abs() <= half_digit,
                "{tool:?} {sessions}: {found} {printed}"
            );
        }
    }
}

/// Generalised least squares with the whole covariance (R, `solve`), twelve weeks and a correlation of 0.3 half a week
/// apart: standard errors are 1.07 times those of independent errors at one session a week, 1.30 at two, 2.23 at seven.
/// The formula is that of many sessions, so a little above.
#[test]
fn regress_correlation_counts_by_the_gap_between_sessions() -> Result<(), Error> {
    for (per_week, exact) in [(1, 1.070), (2, 1.296), (7, 2.229)] {
        let design = Design::new(Tool::Ultrasound, 12, per_week, 1)?;
        let [independent, correlated] = design.detectable_mm(Parameters::published());
        let factor = correlated / independent;
        assert!(
            (exact..1.1 * exact).contains(&factor),
            "{per_week}: {factor}"
        );
    }
    Ok(())
}

#[test]
fn a_coin_is_fair_and_its_seed_is_its_own() -> Result<(), Error> {
    let design = |seed| Design::new(Tool::Caliper, 12, 2, seed);
    assert_eq!(design(9)?, design(9)?);
    let mut left = 0;
    let mut first = 0;
    for seed in 0..1000 {
        let design = design(seed)?;
        left += usize::from(design.trained == Side::Left);
        first += design
            .sessions
            .iter()
            .filter(|s| s.first == Side::Left)
            .count();
    }
    // Four standard errors.
    assert!(left.abs_diff(500) < 64, "{left}");
    assert!(first.abs_diff(29 * 500) < 341, "{first}");
    Ok(())
}

#[test]
fn a_plan_measures_twice_a_week_and_ends_at_a_look() -> Result<(), Error> {
    let design = Design::new(Tool::Ultrasound, 8, 2, 1)?;
    let days: Vec<i32> = design.sessions.iter().map(|session| session.day).collect();
    assert_eq!(days[..6], [-14, -11, -7, -4, 0, 3]);
    assert_eq!((days.len(), days.last()), (21, Some(&56)));
    assert_eq!(design.looks().collect::<Vec<_>>(), [8]);
    assert!(matches!(
        Design::new(Tool::Ultrasound, 10, 2, 1),
        Err(Error::Weeks { weeks: 10, .. })
    ));
    assert!(matches!(
        Design::new(Tool::Ultrasound, 8, 0, 1),
        Err(Error::OutOfRange { .. })
    ));
    Ok(())
}
