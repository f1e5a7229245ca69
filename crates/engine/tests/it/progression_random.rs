//! Advice on random logs: finite, on a step, near the load before, and never lower because more was lifted.

use proptest::prelude::*;
use spotcheck_engine::training::{
    exercises,
    programme::{Counted, Reps},
    progression::{
        Advice, Bout, Followed, Loading, Prescription, Progress, Steps, Units, follow, next,
    },
};

use crate::progression::{load, near, parameters, set};

const LOADINGS: [Loading; 4] = [
    Loading::Plates,
    Loading::Dumbbells,
    Loading::Stack,
    Loading::Unloaded,
];

#[derive(Clone, Debug)]
struct Case {
    bouts: Vec<Bout>,
    asked: Prescription,
    today: usize,
}

fn cases() -> impl Strategy<Value = Case> {
    let rir = prop::option::weighted(0.8, (0..=10_u8).prop_map(|halves| f64::from(halves) / 2.0));
    let one = (0..=160_u16, 0..=25_u32, rir)
        .prop_map(|(steps, reps, rir)| set(1.25 * f64::from(steps), reps, rir));
    let sets = prop::collection::vec(one, 0..=5);
    let bouts = prop::collection::vec((1..20_usize, sets, prop::bool::weighted(0.1)), 0..=12);
    let asked = (
        prop::sample::select(LOADINGS.to_vec()),
        any::<bool>(),
        any::<bool>(),
        prop::sample::select(vec![0.025, 0.05]),
        (1..=5_u8, 5..=12_u32, 1..=8_u32, 0..=4_u8),
        prop::option::of(0..exercises().len()),
        prop::bool::weighted(0.1),
    );
    (bouts, asked, 0..60_usize).prop_map(|(bouts, asked, later)| {
        let (loading, is_pounds, is_effort, step_frac, (sets, lo, width, rir), harder, eases) =
            asked;
        let mut day = 0;
        let bouts: Vec<Bout> = bouts
            .into_iter()
            .map(|(gap, sets, is_deload)| {
                day += gap;
                Bout {
                    day,
                    sets,
                    is_deload,
                }
            })
            .collect();
        let asked = Prescription {
            sets,
            reps: Reps {
                lo,
                hi: lo + width,
                counted: Counted::Repetitions,
            },
            rir: f64::from(rir),
            loading,
            units: if is_pounds {
                Units::Pounds
            } else {
                Units::Kilograms
            },
            step_frac,
            progress: if is_effort {
                Progress::Effort
            } else {
                Progress::Double
            },
            harder,
            load_frac: if eases { 0.9 } else { 1.0 },
            gap_days: 3.0,
        };
        Case {
            bouts,
            asked,
            today: day + later,
        }
    })
}

fn of(case: &Case) -> Advice {
    next(parameters(), &case.bouts, case.today, &case.asked).expect("bouts are in order")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn advice_is_finite_on_steps_and_never_far_from_the_last_load(case in cases()) {
        let advice = of(&case);
        prop_assert!(1 <= advice.sets && advice.sets <= case.asked.sets);
        prop_assert!(advice.reps.lo <= advice.reps.hi);
        // Below the range one more than the shortest set is tried.
        let shortest = case.bouts.iter().rfind(|bout| !bout.is_deload && !bout.sets.is_empty());
        let shortest = shortest.and_then(|bout| bout.sets.iter().map(|set| set.reps).min());
        let least = shortest.map_or(case.asked.reps.lo, |reps| case.asked.reps.lo.min(reps + 1));
        prop_assert!(least <= advice.aim);
        let Some(steps) = Steps::new(parameters(), case.asked.loading, case.asked.units) else {
            prop_assert_eq!(advice.load_kg, None);
            return Ok(());
        };
        let last = case.bouts.iter().rfind(|bout| !bout.is_deload && !bout.sets.is_empty());
        let base = last.and_then(|bout| bout.sets.iter().map(|set| set.load_kg).filter(|load| 0.0 < *load).min_by(f64::total_cmp));
        let Some(base) = base else {
            prop_assert_eq!(advice.load_kg, None);
            return Ok(());
        };
        let load_kg = load(&advice);
        prop_assert!(load_kg.is_finite() && 0.0 < load_kg);
        prop_assert!(near(load_kg, base) || near(load_kg, steps.below(load_kg)));
        prop_assert!(load_kg <= (1.1 * base).max(steps.above(base)) + 1e-9);
        prop_assert!(steps.below(0.8 * base).min(base) <= load_kg + 1e-9);
    }

    /// More repetitions or more load in a set of the last session never lower the next load, nor what to try for where
    /// there is none.
    #[test]
    fn to_lift_more_never_lowers_the_next_load(
        case in cases(), place in 0..5_usize, reps in 0..6_u32, steps in 0..8_u8,
    ) {
        let mut more = case.clone();
        let Some(last) = more.bouts.iter_mut().rfind(|bout| !bout.is_deload && !bout.sets.is_empty()) else {
            return Ok(());
        };
        let place = place % last.sets.len();
        let lifted = &mut last.sets[place];
        lifted.reps += reps;
        if 0.0 < lifted.load_kg {
            lifted.load_kg += 1.25 * f64::from(steps);
        }
        let (before, after) = (of(&case), of(&more));
        match (before.load_kg, after.load_kg) {
            (Some(before), Some(after)) => prop_assert!(before <= after + 1e-9, "{before} {after}"),
            (before, after) => prop_assert_eq!(before, after),
        }
        if case.asked.loading == Loading::Unloaded && after.exercise.is_none() {
            prop_assert!(before.exercise.is_none() && before.aim <= after.aim);
        }
    }

    #[test]
    fn what_is_known_lies_between_what_was_and_what_is_seen(case in cases()) {
        let followed = follow(parameters(), &case.bouts, &case.asked);
        for pair in followed.windows(2) {
            let [before, after]: &[Followed; 2] = pair.try_into().expect("windows of two");
            let (lo, hi) = (before.known.mean.min(after.seen.mean), before.known.mean.max(after.seen.mean));
            prop_assert!((lo - 1e-12..=hi + 1e-12).contains(&after.known.mean));
            prop_assert!(after.known.sd <= after.seen.sd);
        }
    }
}
