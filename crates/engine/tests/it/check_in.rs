//! The check-in: when a target moves, by how much, and what is said of a weight that stays.

use spotcheck_engine::tracker::{
    Cause, CheckIn, Cycle, Log, LoggedIntake, Me, Move, Plateau, Target, TimeOfDay, TrackError,
    Weighing, check_in, track,
};
use spotcheck_model::{Parameters, Sex};

const ME: Me = Me {
    sex: Sex::Male,
    age_y: 40.0,
    height_cm: 180.0,
    pal: Some(1.6),
};

/// Somebody who logs `kcal` a day and changes by `kg_per_week` from 85 kg.
fn log(days: usize, kcal: f64, kg_per_week: f64) -> Log {
    let wave = [0.0, 0.3, -0.2, 0.1, -0.3, 0.2, -0.1];
    let kg = |day: usize| 85.0 + kg_per_week * day as f64 / 7.0 + wave[day % 7];
    let intake = (0..days).map(|day| LoggedIntake {
        day,
        kcal: kcal + if day % 2 == 0 { 100.0 } else { -100.0 },
        complete: Some(true),
    });
    Log {
        weights: (0..=days)
            .map(|day| Weighing::morning(day, kg(day)))
            .collect(),
        intake: intake.collect(),
        cycle: Cycle::Absent,
        ..Log::default()
    }
}

fn aim(rate_kg_per_week: f64, intake_kcal_per_day: f64) -> Target {
    Target {
        rate_kg_per_week,
        intake_kcal_per_day,
        is_pinned: false,
    }
}

fn looked(log: Log, day: usize, target: &Target) -> Result<CheckIn, TrackError> {
    let parameters = Parameters::published();
    let track = track(parameters, ME, log, day, 0)?;
    Ok(check_in(parameters, &ME, &track, target))
}

#[test]
fn who_loses_as_planned_is_left_alone() -> Result<(), TrackError> {
    let found = looked(log(56, 2000.0, -0.5), 56, &aim(-0.5, 2000.0))?;
    assert_eq!(found.decision, Move::OnCourse);
    assert_eq!(found.plateau, Plateau::Falling);
    assert_eq!(found.plateau_sentence(), None);
    let text = found.sentence();
    assert!(text.starts_with("The target stays at 2000 kcal: at it tissue changes by −"));
    assert!(
        text.ends_with("which includes the −0.50 you want."),
        "{text}"
    );
    assert_eq!(text.matches('.').count(), 4, "one sentence: {text}");
    assert!(found.expenditure_before_kcal_per_day.is_some());
    let spent = found.expenditure_sentence();
    assert!(spent.contains("a week ago it was"), "{spent}");
    assert!(!spent.contains("day 21"), "{spent}");
    Ok(())
}

/// Who loses 0.1 kg a week on 2600 kcal and wants 0.75 has to eat some 600 less: a tenth at a time.
#[test]
fn a_target_moves_by_a_tenth_at_most() -> Result<(), TrackError> {
    let found = looked(log(56, 2600.0, -0.1), 56, &aim(-0.75, 2600.0))?;
    assert_eq!(found.decision, Move::To(2340.0));
    assert!((found.intake_kcal_per_day() - 2340.0).abs() < 1e-9);
    assert!(
        found
            .sentence()
            .starts_with("The target moves from 2600 to 2340 kcal: ")
    );
    let gain = looked(log(56, 2600.0, -0.1), 56, &aim(0.75, 2600.0))?;
    assert_eq!(gain.decision, Move::To(2860.0));
    assert_eq!(gain.plateau, Plateau::NotMeant);

    let pinned = Target {
        is_pinned: true,
        ..aim(-0.75, 2600.0)
    };
    let pinned = looked(log(56, 2600.0, -0.1), 56, &pinned)?;
    assert_eq!(pinned.decision, Move::Pinned(2340.0));
    assert!((pinned.intake_kcal_per_day() - 2600.0).abs() < 1e-9);
    assert!(
        pinned
            .sentence()
            .contains("since you pinned it; it would move to 2340")
    );
    Ok(())
}

/// The least intake that is advised to men is a parameter; below it a target is not lowered.
#[test]
fn a_target_does_not_fall_below_the_floor() -> Result<(), TrackError> {
    let floor = Parameters::published().safety.intake_floor_men.value;
    let at = looked(log(56, floor, -0.1), 56, &aim(-0.75, floor))?;
    assert_eq!(at.decision, Move::AtFloor);
    let above = looked(log(56, floor + 50.0, -0.1), 56, &aim(-0.75, floor + 50.0))?;
    assert_eq!(above.decision, Move::To(floor));
    Ok(())
}

/// A tenth of a target of 90 kcal is no step: it stays, and is not said to lead to what is wanted.
#[test]
fn regress_what_stays_for_want_of_a_step_is_not_on_course() -> Result<(), TrackError> {
    let found = looked(log(56, 2000.0, -0.1), 56, &aim(-0.5, 90.0))?;
    let [lo, hi] = [0.1, 0.9].map(|p| found.rate_kg_per_week.quantile(p));
    assert!(!(lo..=hi).contains(&-0.5), "{lo} to {hi}");
    assert_eq!(found.decision, Move::TooLittle);
    assert!((found.intake_kcal_per_day() - 90.0).abs() < 1e-9);
    let text = found.sentence();
    assert!(
        !text.contains("includes") && text.contains("you want −0.50"),
        "{text}"
    );
    Ok(())
}

/// Early on the range is wide, and nothing moves for a scale that shows little.
#[test]
fn early_ranges_keep_the_target_and_say_so() -> Result<(), TrackError> {
    let found = looked(log(10, 2000.0, -0.2), 10, &aim(-0.35, 2000.0))?;
    assert_eq!(found.decision, Move::OnCourse);
    assert!(
        found
            .expenditure_sentence()
            .ends_with("what is known of people like you.")
    );
    assert!(matches!(
        found.plateau,
        Plateau::Open { .. } | Plateau::Falling
    ));
    Ok(())
}

/// Twelve weeks on one weight can be told from water and from a log that drifts; two weeks cannot, and where more was
/// eaten than aimed at nothing else is asked.
#[test]
fn a_stall_is_explained_only_where_it_can_be() -> Result<(), TrackError> {
    // Eats and spends alike from the first day on, though the target was made for a loss.
    let stalled = looked(log(84, 2000.0, 0.0), 84, &aim(-0.5, 2000.0))?;
    let Plateau::Explained { cause, probability } = stalled.plateau else {
        return Err(TrackError::NoWeight { day: 84 });
    };
    assert_eq!(cause, Cause::Expenditure);
    assert!((0.8..=1.0).contains(&probability));
    // The same seen for a fortnight says nothing.
    let early = looked(log(14, 2000.0, 0.0), 14, &aim(-0.5, 2000.0))?;
    let Plateau::Open {
        hidden_kg,
        hidden_days,
    } = early.plateau
    else {
        return Err(TrackError::NoWeight { day: 14 });
    };
    // 0.6 % of 85 kg is an SD of 0.51 kg, and 90 % lie within 1.645.
    assert!((0.4..1.1).contains(&hidden_kg), "{hidden_kg}");
    assert!((hidden_days - 14.0 * hidden_kg).abs() < 1e-9);
    let told = early.plateau_sentence().unwrap_or_default();
    assert!(told.contains("water can hide"), "{told}");
    // More than the target was eaten, by the log itself.
    let eaten = looked(log(56, 2400.0, 0.0), 56, &aim(-0.5, 1850.0))?;
    let Plateau::EatenMore { over_kcal_per_day } = eaten.plateau else {
        return Err(TrackError::NoWeight { day: 56 });
    };
    assert!((over_kcal_per_day - 550.0).abs() < 1.0);
    Ok(())
}

/// A scale that is told to be another, or evenings, are no gain of weight: who loses half a kilogram a week falls.
#[test]
fn regress_what_a_told_scale_adds_is_no_plateau() -> Result<(), TrackError> {
    let plain = || log(56, 2000.0, -0.5);
    let mut scale = plain();
    for weighing in scale.weights.iter_mut().filter(|w| 42 <= w.day) {
        weighing.kg += 1.5;
        weighing.scale = 1;
    }
    let mut evenings = plain();
    for weighing in evenings.weights.iter_mut().filter(|w| 42 <= w.day) {
        weighing.kg += 1.5;
        weighing.time = TimeOfDay::Evening;
    }
    let parameters = Parameters::published();
    for moved in [scale, evenings] {
        let track = track(parameters, ME, moved, 56, 0)?;
        let shown = track.recent.shown_kg_per_week.unwrap_or(f64::NAN);
        assert!((shown + 0.5).abs() < 0.2, "{shown}");
        let plateau = check_in(parameters, &ME, &track, &aim(-0.5, 2000.0)).plateau;
        assert_eq!(plateau, Plateau::Falling);
    }
    Ok(())
}
