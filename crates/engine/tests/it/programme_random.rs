//! Programmes of random selections: nothing is lost, nothing takes longer than there is time, and the rules of order hold.

use proptest::prelude::*;
use spotcheck_engine::training::{
    Emphasis, Equipment, Exercise, Joint, Level, Muscle, Pattern, Pick, Request, Selection,
    exercises,
    programme::{Class, Entry, Programme, Rank, Session, alike},
};

use crate::programme::{request, selection};

/// Minutes by the time model with full rests and no supersets, which is what a selection is held to.
fn selected_minutes(day: &[Pick]) -> f64 {
    let seconds = |pick: &Pick| {
        let exercise = &exercises()[pick.exercise];
        60.0 + f64::from(pick.sets) * (exercise.work_s + exercise.rest_s)
    };
    6.0 + day.iter().map(seconds).sum::<f64>() / 60.0
}

/// A random day that fits: picks are taken while there is time and none is taken twice.
fn fitting(drawn: Vec<(usize, u8)>, minutes: f64) -> Vec<Pick> {
    let mut day: Vec<Pick> = Vec::new();
    for (exercise, sets) in drawn {
        let pick = Pick { exercise, sets };
        let with: Vec<Pick> = day.iter().copied().chain([pick]).collect();
        let is_twice = day.iter().any(|one| one.exercise == exercise);
        if !is_twice && selected_minutes(&with) <= minutes {
            day = with;
        }
    }
    day
}

#[derive(Clone, Debug)]
struct Case {
    request: Request,
    promoted: Vec<Muscle>,
    selection: Selection,
}

fn cases() -> impl Strategy<Value = Case> {
    let pick = (0..exercises().len(), 2_u8..=5);
    let days = prop::collection::vec(prop::collection::vec(pick, 0..14), 1..=7);
    let level = prop::sample::select(vec![Level::Novice, Level::Intermediate, Level::Advanced]);
    let promoted = prop::sample::subsequence(Muscle::ALL.to_vec(), 0..=3);
    let spared = prop::sample::subsequence(Joint::ALL.to_vec(), 0..=2);
    let equipment = prop::sample::subsequence(Equipment::ALL.to_vec(), 0..=22);
    let who = (20.0..80.0_f64, any::<bool>(), 20.0..120.0_f64);
    (days, level, promoted, spared, equipment, who).prop_map(
        |(days, level, promoted, spared, equipment, (age_y, is_deficit, minutes))| {
            let days: Vec<Vec<Pick>> = days.into_iter().map(|day| fitting(day, minutes)).collect();
            Case {
                request: Request {
                    days_per_week: days.len(),
                    minutes_per_session: minutes,
                    equipment,
                    age_y,
                    is_deficit,
                    spared,
                    emphasis: promoted.iter().copied().map(Emphasis::Muscle).collect(),
                    ..request(level)
                },
                promoted,
                selection: selection(days),
            }
        },
    )
}

fn programme(case: &Case) -> Programme {
    Programme::new(&case.request, &case.selection).expect("what fits with full rests is laid out")
}

/// The time model written down again: rounds of a superset rest 0.55 of the time, sets left over all of it.
fn minutes(session: &Session) -> f64 {
    let seconds = |entry: &Entry| {
        let set = |place: u8| {
            let is_round = entry
                .superset
                .is_some_and(|superset| place < session.entries[superset.partner].sets);
            let rest = if is_round { 0.55 } else { 1.0 } * entry.rest_s;
            entry.exercise().work_s + rest
        };
        60.0 + (0..entry.sets).map(set).sum::<f64>()
    };
    6.0 + session.entries.iter().map(seconds).sum::<f64>() / 60.0
}

fn tired(exercise: &Exercise) -> Vec<Muscle> {
    Muscle::ALL
        .into_iter()
        .filter(|muscle| 0.5 <= exercise.fraction(*muscle))
        .collect()
}

/// Weekly sets of each muscle in a week of a block.
fn volume(programme: &Programme, week: usize) -> Vec<f64> {
    let doses = &programme.block.weeks[week].sessions;
    let of = |muscle: Muscle| {
        let mut sum = 0.0;
        for (session, doses) in programme.sessions.iter().zip(doses) {
            for (entry, dose) in session.entries.iter().zip(doses) {
                sum += f64::from(dose.sets) * entry.exercise().fraction(muscle);
            }
        }
        sum
    };
    Muscle::ALL.into_iter().map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_pick_is_in_its_session_once_and_no_session_takes_too_long(case in cases()) {
        let programme = programme(&case);
        prop_assert_eq!(programme.sessions.len(), case.selection.days.len());
        for (session, day) in programme.sessions.iter().zip(&case.selection.days) {
            let mut found: Vec<_> = session.entries.iter().map(|e| (e.exercise, e.sets)).collect();
            let mut picked: Vec<_> = day.iter().map(|pick| (pick.exercise, pick.sets)).collect();
            found.sort_unstable();
            picked.sort_unstable();
            prop_assert_eq!(found, picked);
            prop_assert!(session.minutes <= case.request.minutes_per_session);
            prop_assert!((session.minutes - minutes(session)).abs() < 1e-9);
            prop_assert!(session.minutes <= selected_minutes(day) + 1e-9);
        }
    }

    #[test]
    fn what_stands_out_is_first_then_care_then_many_joints(case in cases()) {
        let programme = programme(&case);
        for session in &programme.sessions {
            let ranks = session.entries.iter().map(|entry| Rank::of(entry.exercise(), &case.promoted));
            prop_assert!(ranks.is_sorted());
        }
    }

    #[test]
    fn partners_stand_side_by_side_and_tire_other_muscles(case in cases()) {
        for session in programme(&case).sessions {
            for (place, entry) in session.entries.iter().enumerate() {
                let Some(superset) = entry.superset else { continue };
                let other = &session.entries[superset.partner];
                prop_assert_eq!(superset.partner.abs_diff(place), 1);
                prop_assert_eq!(other.superset.map(|back| back.partner), Some(place));
                let shared = tired(other.exercise());
                prop_assert!(!tired(entry.exercise()).iter().any(|muscle| shared.contains(muscle)));
                prop_assert!(Class::of(entry.exercise()) != Class::Heavy);
            }
        }
    }

    #[test]
    fn the_same_selection_gives_the_same_programme(case in cases()) {
        prop_assert_eq!(programme(&case), programme(&case));
    }

    #[test]
    fn a_block_rises_by_the_ramp_to_the_plan_and_ends_with_less(case in cases()) {
        let programme = programme(&case);
        let weeks = &programme.block.weeks;
        let (deload, work) = weeks.split_last().expect("a block has weeks");
        prop_assert!(deload.is_deload && work.iter().all(|week| !week.is_deload));
        for week in 1..work.len() {
            for (low, high) in volume(&programme, week - 1).into_iter().zip(volume(&programme, week)) {
                prop_assert!(low <= high && high <= 1.2 * low + 1e-12 && high - low <= 2.0);
            }
        }
        for (session, doses) in programme.sessions.iter().zip(&work[work.len() - 1].sessions) {
            for (entry, dose) in session.entries.iter().zip(doses) {
                prop_assert_eq!((entry.sets, entry.rir.last), (dose.sets, dose.rir));
            }
        }
        for pair in work.windows(2) {
            let [before, after] = pair else { unreachable!() };
            for (a, b) in before.sessions.iter().flatten().zip(after.sessions.iter().flatten()) {
                prop_assert!(b.rir <= a.rir && a.rir - b.rir <= 2.0 && 1 <= a.sets);
            }
        }
        let sets = |week: usize| weeks[week].sessions.iter().flatten().map(|d| f64::from(d.sets)).sum::<f64>();
        let (planned, left) = (sets(work.len() - 1), sets(work.len()));
        prop_assert!((left - 0.5 * planned).abs() <= 0.5 && (deload.load_frac - 0.9).abs() < 1e-12);
        for (hard, easy) in work[work.len() - 1].sessions.iter().flatten().zip(deload.sessions.iter().flatten()) {
            prop_assert!((easy.rir - hard.rir - 2.0).abs() < 1e-12);
        }
    }

    #[test]
    fn what_stands_in_is_alike_possible_and_spares_what_is_spared(case in cases()) {
        for session in programme(&case).sessions {
            for entry in &session.entries {
                prop_assert!(entry.substitutions.len() <= 3);
                for place in entry.substitutions.iter().chain(&entry.harder) {
                    let other = &exercises()[*place];
                    prop_assert_eq!(other.pattern, entry.exercise().pattern);
                    prop_assert!(other.is_possible_with(&case.request.equipment));
                    prop_assert!(!other.cautions.iter().any(|joint| case.request.spared.contains(joint)));
                    prop_assert!(0.5 <= alike(entry.exercise(), other));
                    prop_assert!(*place != entry.exercise);
                }
                let likeness = entry.substitutions.iter().map(|place| alike(entry.exercise(), &exercises()[*place]));
                prop_assert!(likeness.is_sorted_by(|a, b| b <= a));
                prop_assert!(entry.substitutions.iter().all(|place| session.entries.iter().all(|e| e.exercise != *place)));
            }
        }
    }

    /// All ways to pair, tried one by one.
    #[test]
    fn no_other_pairs_are_worth_more(case in cases()) {
        let programme = programme(&case);
        for (session, day) in programme.sessions.iter().zip(&case.selection.days) {
            let taken: f64 = session.entries.iter().enumerate().filter_map(|(place, entry)| {
                let superset = entry.superset.filter(|superset| place < superset.partner)?;
                worth(&session.entries[superset.partner], entry, &case.promoted)
            }).sum();
            let entries: Vec<&Entry> = session.entries.iter().collect();
            let best = most(&entries, &case.promoted);
            prop_assert!((taken - best).abs() < 1e-9, "{} of {}, {:?}", taken, best, day);
        }
    }
}

fn are_opposites(one: Pattern, other: Pattern) -> bool {
    use Pattern::{
        ChestIsolation, ElbowExtension, ElbowFlexion, HipAbduction, HipAdduction, HorizontalPull,
        HorizontalPush, KneeExtension, KneeFlexion, LatIsolation, RearDelt, VerticalPull,
        VerticalPush,
    };
    let sides: [(&[Pattern], &[Pattern]); 4] = [
        (
            &[HorizontalPush, VerticalPush, ChestIsolation],
            &[HorizontalPull, VerticalPull, RearDelt, LatIsolation],
        ),
        (&[ElbowFlexion], &[ElbowExtension]),
        (&[KneeFlexion], &[KneeExtension]),
        (&[HipAbduction], &[HipAdduction]),
    ];
    sides.iter().any(|(left, right)| {
        left.contains(&one) && right.contains(&other)
            || right.contains(&one) && left.contains(&other)
    })
}

/// The seconds a pair saves, half of them where it is no pair of opposites; full rests, so only where none was shortened.
fn worth(one: &Entry, other: &Entry, promoted: &[Muscle]) -> Option<f64> {
    let (a, b) = (one.exercise(), other.exercise());
    let is_apart = !tired(a).iter().any(|muscle| tired(b).contains(muscle));
    let is_alone = Class::of(a) == Class::Heavy
        || Rank::of(a, promoted) != Rank::of(b, promoted)
        || 0 < a.axial.min(b.axial);
    if !is_apart || is_alone {
        return None;
    }
    let saved = 0.45 * f64::from(one.sets.min(other.sets)) * (a.rest_s + b.rest_s);
    Some(if are_opposites(a.pattern, b.pattern) {
        saved
    } else {
        0.5 * saved
    })
}

fn most(entries: &[&Entry], promoted: &[Muscle]) -> f64 {
    let Some((first, rest)) = entries.split_first() else {
        return 0.0;
    };
    let mut best = most(rest, promoted);
    for (place, other) in rest.iter().enumerate() {
        if let Some(worth) = worth(first, other, promoted) {
            let mut left = rest.to_vec();
            left.remove(place);
            best = best.max(worth + most(&left, promoted));
        }
    }
    best
}
