//! A week of lifting: its tables, its rules on requests nobody thought of, and what it refuses.

use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};
use spotcheck_engine::training::{
    Demand, Emphasis, Equipment, Exercise, Joint, Muscle, Pattern, Problem, Request, TrainingError,
    exercises, preset, presets, solve,
};

use crate::scenarios::{plain, random};

#[test]
fn tables_are_read() {
    assert_eq!(exercises().len(), 140);
    for exercise in exercises() {
        let is_quarter = |share: &f64| (share * 4.0).fract() == 0.0 && (0.0..=1.0).contains(share);
        assert!(exercise.fractions.iter().all(is_quarter), "{exercise:?}");
        assert!((0.0..=1.0).contains(&exercise.quality), "{exercise:?}");
    }
    for shape in presets() {
        assert_eq!(preset(&shape.code), Some(shape));
        for word in &shape.words {
            assert_eq!(preset(word), Some(shape), "{word}");
        }
        for (muscle, [min, target, max]) in &shape.sets {
            assert!(0.0 <= *min && min <= target && target <= max, "{muscle:?}");
        }
        let named = |muscle: &Muscle| shape.sets.iter().any(|(one, _)| one == muscle);
        assert!(shape.promoted.iter().all(named), "{shape:?}");
        assert!(!shape.cannot.is_empty() && shape.claim == "C18");
    }
    let waist = preset("belly").expect("people ask for it");
    assert!(waist.cannot.contains("no fat loss"));
}

/// Bent-over work whose load a pad bears: the trunk lies on it, or the hips do and the back is held.
const SUPPORTED: [&str; 2] = ["45-degree back extension, glute bias", "Reverse hyper"];

/// What loads a joint says so: whoever spares it is to be given none of it.
#[test]
fn what_loads_a_joint_has_its_caution() {
    let bends_knee = [Pattern::Squat, Pattern::Lunge, Pattern::KneeExtension];
    // Half a set of the erectors in a hinge; three quarters of one of the triceps.
    let loads = |joint: Joint, one: &Exercise| match joint {
        Joint::Knee => bends_knee.contains(&one.pattern) || one.name.starts_with("Copenhagen"),
        Joint::LowBack => {
            one.pattern == Pattern::Hinge
                && 0.5 <= one.fraction(Muscle::Erectors)
                && !SUPPORTED.contains(&one.name.as_str())
        }
        Joint::Wrist => one.pattern == Pattern::Grip || one.name.to_lowercase().contains("push-up"),
        Joint::Elbow => {
            one.pattern == Pattern::ElbowExtension || 0.75 <= one.fraction(Muscle::Triceps)
        }
        Joint::Shoulder => one.pattern == Pattern::ChestIsolation,
    };
    for joint in Joint::ALL {
        let all: Vec<&Exercise> = exercises().iter().filter(|one| loads(joint, one)).collect();
        assert!(3 <= all.len(), "{joint:?}");
        for one in all {
            assert!(one.cautions.contains(&joint), "{joint:?}: {}", one.name);
        }
    }
    for name in SUPPORTED {
        assert!(exercises().iter().any(|one| one.name == name), "{name}");
    }
}

#[test]
fn refuses_what_makes_no_sense() {
    let refused = |request: Request| solve(&request).expect_err("refused");
    for days_per_week in [0, 8] {
        let error = refused(Request {
            days_per_week,
            ..plain()
        });
        assert!(matches!(error, TrainingError::OutOfRange { field, .. } if field.contains("days")));
    }
    for minutes_per_session in [14.9, -1.0, f64::NAN, f64::INFINITY] {
        let error = refused(Request {
            minutes_per_session,
            ..plain()
        });
        assert!(
            matches!(error, TrainingError::OutOfRange { field, .. } if field.contains("minutes"))
        );
    }
    let shape = |name: &str| Emphasis::Preset(name.to_owned());
    let error = refused(Request {
        emphasis: vec![shape("wings of wax")],
        ..plain()
    });
    assert!(matches!(error, TrainingError::UnknownPreset { name } if name == "wings of wax"));
    let muscles = [Muscle::Chest, Muscle::Lats, Muscle::Quads, Muscle::Calves];
    for emphasis in [
        vec![shape("arms"), shape("legs")],
        vec![shape("arms"), Emphasis::Muscle(Muscle::Quads)],
        muscles.map(Emphasis::Muscle).to_vec(),
    ] {
        let asked = emphasis.len();
        let error = refused(Request {
            emphasis,
            ..plain()
        });
        assert_eq!(error, TrainingError::TooMuchEmphasis { asked, most: 3 });
    }
    let error = refused(Request {
        liked: vec!["Squat in the sea".to_owned()],
        ..plain()
    });
    assert!(matches!(error, TrainingError::UnknownExercise { .. }));
}

#[test]
#[expect(clippy::float_cmp, reason = "sets of the table, as they are written")]
fn doses_are_those_of_the_working_note() -> Result<(), TrainingError> {
    let sets = |request: &Request, muscle| -> Result<_, TrainingError> {
        let dose = Demand::of(request)?.dose(muscle);
        Ok([dose.min, dose.target, dose.max])
    };
    let glutes = Request {
        emphasis: vec![Emphasis::Preset("hip line".to_owned())],
        ..plain()
    };
    assert_eq!(sets(&glutes, Muscle::GluteMax)?, [14.0, 17.0, 20.0]);
    assert_eq!(sets(&glutes, Muscle::Quads)?, [6.0, 7.0, 8.0]);
    assert_eq!(sets(&glutes, Muscle::Biceps)?, [4.0, 6.0, 8.0]);
    assert_eq!(sets(&plain(), Muscle::Biceps)?, [6.0, 12.0, 20.0]);
    for older_or_dieting in [
        Request {
            is_deficit: true,
            ..plain()
        },
        Request {
            age_y: 70.0,
            ..plain()
        },
    ] {
        assert_eq!(sets(&older_or_dieting, Muscle::Biceps)?, [4.0, 8.0, 14.0]);
        assert_eq!(
            Demand::of(&older_or_dieting)?.session_cap.to_bits(),
            6.0_f64.to_bits()
        );
        let glutes = Request {
            emphasis: glutes.emphasis.clone(),
            ..older_or_dieting
        };
        assert_eq!(sets(&glutes, Muscle::GluteMax)?, [6.0, 12.0, 18.0]);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// `score` works a week out from the whole of it, by rules written apart from the search.
    #[test]
    fn rules_hold_whatever_is_asked(seed in 0_u64..1_000_000) {
        let request = random(seed);
        let selection = solve(&request)?;
        let problem = Problem::new(&request)?;
        let worth = problem.score(&selection.days);
        prop_assert_eq!(worth, Ok(selection.bound.objective));
        prop_assert!(selection.bound.objective <= selection.bound.upper);
        for pick in selection.days.iter().flatten() {
            let exercise = &exercises()[pick.exercise];
            prop_assert!(exercise.is_possible_with(&request.equipment));
            prop_assert!(!exercise.cautions.iter().any(|joint| request.spared.contains(joint)));
            prop_assert!(!request.disliked.contains(&exercise.name));
        }
        prop_assert_eq!(solve(&request)?, selection);
    }
}

#[test]
fn an_emphasis_never_takes_sets_from_what_it_is_about() -> Result<(), TrainingError> {
    let bands = Request {
        days_per_week: 2,
        minutes_per_session: 30.0,
        equipment: vec![Equipment::Bands],
        ..plain()
    };
    for request in [plain(), bands] {
        let sets = |request: &Request, muscle: Muscle| -> Result<f64, TrainingError> {
            let selection = solve(request)?;
            Ok(Problem::new(request)?.volumes(&selection.days)[muscle as usize])
        };
        for muscle in Muscle::ALL {
            let emphasised = Request {
                emphasis: vec![Emphasis::Muscle(muscle)],
                ..request.clone()
            };
            let (before, after) = (sets(&request, muscle)?, sets(&emphasised, muscle)?);
            assert!(before <= after, "{muscle:?}: {before} {after}");
        }
    }
    Ok(())
}
