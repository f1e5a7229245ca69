//! Programmes against what the working note asks of them, on sessions put together by hand.

use spotcheck_engine::training::{
    Bound, Emphasis, Equipment, Level, Muscle, Pick, Request, Selection, exercises,
    programme::{Class, Counted, Programme, ProgrammeError, Region, Weekday},
    progression::Loading,
    solve,
};

use crate::scenarios::named;

pub(crate) fn request(level: Level) -> Request {
    Request {
        days_per_week: 3,
        minutes_per_session: 60.0,
        equipment: Equipment::ALL.to_vec(),
        level,
        age_y: 30.0,
        is_deficit: false,
        spared: Vec::new(),
        emphasis: Vec::new(),
        disliked: Vec::new(),
        liked: Vec::new(),
        seed: 0,
    }
}

pub(crate) fn place(name: &str) -> usize {
    let found = exercises().iter().position(|one| one.name == name);
    found.unwrap_or_else(|| panic!("no exercise {name}"))
}

pub(crate) fn selection(days: Vec<Vec<Pick>>) -> Selection {
    let bound = Bound {
        objective: 1.0,
        upper: 1.0,
    };
    Selection { days, bound }
}

fn picks(named: &[(&str, u8)]) -> Vec<Pick> {
    named
        .iter()
        .map(|&(name, sets)| Pick {
            exercise: place(name),
            sets,
        })
        .collect()
}

/// What of a session the working note asks for, on a session put together by hand.
#[test]
fn a_session_in_order() -> Result<(), ProgrammeError> {
    let day = picks(&[
        ("Triceps rope push-down", 3),
        ("Seated cable row, close grip", 3),
        ("Barbell curl", 3),
        ("Barbell back squat", 4),
        ("Dumbbell bench press", 3),
        ("Dumbbell lateral raise", 3),
    ]);
    let request = Request {
        minutes_per_session: 90.0,
        emphasis: vec![Emphasis::Muscle(Muscle::SideDelts)],
        ..request(Level::Intermediate)
    };
    let programme = Programme::new(&request, &selection(vec![day]))?;
    let entries = &programme.sessions[0].entries;
    let names: Vec<&str> = entries.iter().map(|entry| entry.name).collect();
    assert_eq!(
        names,
        [
            "Dumbbell lateral raise",
            "Barbell back squat",
            "Dumbbell bench press",
            "Seated cable row, close grip",
            "Barbell curl",
            "Triceps rope push-down",
        ]
    );
    let partners: Vec<Option<usize>> = entries
        .iter()
        .map(|entry| entry.superset.map(|superset| superset.partner))
        .collect();
    assert_eq!(partners, [None, None, Some(3), Some(2), Some(5), Some(4)]);
    // 6 min, six ways of 60 s, 20 - 1 sets of 40 s, and rests of 75, 180, and 0.55 of 120, 105, 90 and 75.
    let rests = 3.0 * 75.0 + 4.0 * 180.0 + 0.55 * 3.0 * (120.0 + 105.0 + 90.0 + 75.0);
    let by_hand = 6.0 + (6.0 * 60.0 + 19.0 * 40.0 + rests) / 60.0;
    assert!((programme.sessions[0].minutes - by_hand).abs() < 1e-9);
    let ramps: Vec<usize> = entries.iter().map(|entry| entry.warm_up.len()).collect();
    assert_eq!(ramps, [3, 3, 1, 1, 1, 1]);
    let ramp: Vec<(f64, u32)> = entries[1]
        .warm_up
        .iter()
        .map(|set| (set.load_frac, set.reps))
        .collect();
    assert_eq!(ramp, [(0.5, 8), (0.7, 4), (0.85, 2)]);
    Ok(())
}

/// Section 2: repetitions and effort by level, fewer extremes for older lifters and in a deficit, blocks of 8, 5, 4
/// and 6 weeks.
#[test]
fn levels_differ_as_the_table_has_it() -> Result<(), ProgrammeError> {
    let older = Request {
        age_y: 70.0,
        ..request(Level::Advanced)
    };
    let dieting = Request {
        is_deficit: true,
        ..request(Level::Intermediate)
    };
    for (request, weeks, reps, first, last) in [
        (request(Level::Novice), 8, 8..=15, 3.0, 2.0),
        (request(Level::Intermediate), 5, 5..=20, 3.0, 1.0),
        (request(Level::Advanced), 4, 5..=30, 2.0, 0.0),
        (older, 6, 8..=15, 3.0, 2.0),
        (dieting, 6, 8..=15, 3.0, 2.0),
    ] {
        for (place, exercise) in exercises().iter().enumerate() {
            let pick = Pick {
                exercise: place,
                sets: 2,
            };
            let programme = Programme::new(&request, &selection(vec![vec![pick]]))?;
            assert_eq!(programme.block.weeks.len(), weeks);
            let entry = &programme.sessions[0].entries[0];
            assert!(entry.reps.lo < entry.reps.hi);
            if entry.reps.counted == Counted::Repetitions {
                assert!(reps.contains(&entry.reps.lo) && reps.contains(&entry.reps.hi));
            }
            if Class::of(exercise) == Class::Isolation {
                assert_eq!((entry.rir.first, entry.rir.last), (first, last));
            } else {
                assert!(first <= entry.rir.first && 1.0 <= entry.rir.last);
            }
            let is_lower = Region::of(exercise.pattern) == Region::Lower;
            assert!((entry.step_frac - if is_lower { 0.05 } else { 0.025 }).abs() < 1e-12);
        }
    }
    Ok(())
}

#[test]
fn sessions_are_as_far_apart_as_a_week_allows() -> Result<(), ProgrammeError> {
    use Weekday::{Friday, Monday, Saturday, Thursday, Wednesday};
    for (count, wanted) in [
        (1, vec![Monday]),
        (2, vec![Monday, Thursday]),
        (3, vec![Monday, Wednesday, Friday]),
    ] {
        assert_eq!(weekdays(count)?, wanted);
    }
    assert!(
        !weekdays(4)?
            .windows(3)
            .any(|days| { days[2] as usize - days[0] as usize == 2 })
    );
    assert_eq!(weekdays(4)?[3], Saturday);
    for count in 1..=7_usize {
        let days: Vec<usize> = weekdays(count)?.iter().map(|day| *day as usize).collect();
        assert_eq!(days.len(), count);
        let next = days.iter().skip(1).copied().chain([days[0] + 7]);
        for (day, next) in days.iter().zip(next) {
            // No gap is a day off from an even share of the week.
            assert!((next - day).abs_diff(7 / count) <= 1);
        }
    }
    assert!(matches!(
        weekdays(8),
        Err(ProgrammeError::Sessions { count: 8 })
    ));
    Ok(())
}

fn weekdays(count: usize) -> Result<Vec<Weekday>, ProgrammeError> {
    let days = vec![picks(&[("Push-up", 2)]); count];
    let programme = Programme::new(&request(Level::Novice), &selection(days))?;
    Ok(programme.sessions.iter().map(|one| one.weekday).collect())
}

/// Heavy lifts are never paired, so only their rests can give way: 4 sets of 180 s and 4 of 210 s down to 60 s.
#[test]
fn rests_give_way_to_the_time_there_is_and_then_the_session_is_refused() {
    let day = picks(&[("Barbell back squat", 4), ("Conventional deadlift", 4)]);
    let least = 6.0 + (2.0 * 60.0 + 4.0 * (40.0 + 60.0) + 4.0 * (35.0 + 60.0)) / 60.0;
    let laid_out = |minutes: f64| {
        let request = Request {
            minutes_per_session: minutes,
            ..request(Level::Advanced)
        };
        Programme::new(&request, &selection(vec![day.clone()]))
    };
    for minutes in [least, 25.0, 30.0, 60.0] {
        let programme = laid_out(minutes).expect("the shortest rests fit");
        let session = &programme.sessions[0];
        assert!(session.minutes <= minutes);
        for entry in &session.entries {
            assert!(60.0 <= entry.rest_s && entry.rest_s <= entry.exercise().rest_s);
        }
    }
    let refused = laid_out(least - 0.1);
    assert!(
        matches!(refused, Err(ProgrammeError::TooLong { session: 1, minutes, .. }) if (minutes - least).abs() < 1e-9)
    );
}

#[test]
fn a_pick_that_is_none_is_refused() {
    let of = |pick: Pick| Programme::new(&request(Level::Novice), &selection(vec![vec![pick]]));
    let beyond = Pick {
        exercise: exercises().len(),
        sets: 2,
    };
    assert!(matches!(
        of(beyond),
        Err(ProgrammeError::NoExercise {
            place: 140,
            count: 140
        })
    ));
    let empty = Pick {
        exercise: 0,
        sets: 0,
    };
    assert!(matches!(of(empty), Err(ProgrammeError::NoSets { .. })));
}

/// Deficit push-ups take some skill, and a press with dumbbells on a bench none, but it can be loaded: it is what follows, where
/// the session does not have it.
#[test]
fn regress_what_has_a_load_is_harder_whatever_skill_it_takes() {
    let request = Request {
        equipment: vec![Equipment::Dumbbells, Equipment::Bench],
        ..request(Level::Novice)
    };
    let harder = |others: &[(&str, u8)]| {
        let mut day = picks(&[("Deficit push-up on handles", 2)]);
        day.extend(picks(others));
        let programme = Programme::new(&request, &selection(vec![day])).expect("it is short");
        let entries = &programme.sessions[0].entries;
        let of = entries.iter().find(|one| one.name.starts_with("Deficit"));
        let place = of.expect("it is picked").harder?;
        Some(exercises()[place].name.as_str())
    };
    let presses = [("Dumbbell bench press", 2), ("Incline dumbbell press", 2)];
    assert_eq!(harder(&[]), Some("Dumbbell bench press"));
    assert_eq!(harder(&presses[..1]), Some("Incline dumbbell press"));
    assert_eq!(harder(&presses), Some("Floor press, dumbbell"));
}

/// Read off the table by hand.
#[test]
fn loads_are_made_of_what_the_exercise_is_done_with() {
    for (name, there, loading) in [
        (
            "Barbell back squat",
            Equipment::ALL.to_vec(),
            Loading::Plates,
        ),
        (
            "Leg press, mid stance",
            Equipment::ALL.to_vec(),
            Loading::Stack,
        ),
        (
            "Goblet squat",
            vec![Equipment::Kettlebell],
            Loading::Dumbbells,
        ),
        (
            "Pull-up, overhand",
            Equipment::ALL.to_vec(),
            Loading::Unloaded,
        ),
        ("Inverted row", vec![Equipment::Smith], Loading::Unloaded),
        ("Pallof press", vec![Equipment::Bands], Loading::Unloaded),
        ("Pallof press", vec![Equipment::Cable], Loading::Stack),
        (
            "Lying triceps extension",
            vec![Equipment::Dumbbells, Equipment::Bench],
            Loading::Dumbbells,
        ),
        ("Front plank", Equipment::ALL.to_vec(), Loading::Unloaded),
    ] {
        assert_eq!(
            Loading::of(&exercises()[place(name)], &there),
            loading,
            "{name}"
        );
    }
    for name in [
        "Front plank",
        "Side plank",
        "Farmer carry",
        "Suitcase carry",
    ] {
        let day = picks(&[(name, 3)]);
        let programme = Programme::new(&request(Level::Intermediate), &selection(vec![day]));
        let programme = programme.expect("it is short");
        let reps = programme.sessions[0].entries[0].reps;
        assert_eq!(reps.counted, Counted::Seconds, "{name}");
        // Ramp sets are counted in repetitions.
        assert!(
            programme.sessions[0].entries[0].warm_up.is_empty(),
            "{name}"
        );
        assert!((15..=45).contains(&reps.lo) && reps.lo < reps.hi, "{name}");
    }
}

/// What is chosen can be done: the six scenarios of the working note, within their minutes, nothing lost, and for the
/// lifter of the second journey a deload in week 5.
#[test]
fn what_the_solver_chooses_is_laid_out() {
    for (name, request) in named() {
        let chosen = solve(&request).expect("the scenarios are solved");
        let programme = Programme::new(&request, &chosen).expect("what is chosen fits");
        for (session, day) in programme.sessions.iter().zip(&chosen.days) {
            assert_eq!(session.entries.len(), day.len(), "{name}");
            assert!(session.minutes <= request.minutes_per_session, "{name}");
            let full_rests = session
                .entries
                .iter()
                .map(|entry| (entry.rest_s - entry.exercise().rest_s).abs());
            assert!(full_rests.fold(0.0, f64::max) < 1e-12, "{name}");
            for entry in &session.entries {
                let all = chosen.days.iter().flatten();
                let count = all.filter(|pick| pick.exercise == entry.exercise).count();
                assert_eq!(entry.per_week, count, "{name}: {}", entry.name);
            }
        }
        if name == "B" {
            let weeks = &programme.block.weeks;
            assert!(weeks.len() == 5 && weeks[4].is_deload);
            let first = programme
                .sessions
                .iter()
                .find_map(|one| one.entries.first());
            assert!(first.is_some_and(|entry| {
                [Muscle::Lats, Muscle::SideDelts, Muscle::RearDelts]
                    .iter()
                    .any(|muscle| 0.75 <= entry.exercise().fraction(*muscle))
            }));
        }
    }
}
