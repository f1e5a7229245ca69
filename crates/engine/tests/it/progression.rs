//! Loads that follow what was lifted: strength against generalised least squares in R, advice against arithmetic by hand.

use spotcheck_engine::training::{
    programme::{Counted, Reps},
    progression::{
        Advice, Bout, LnStrength, Loading, LoggedSet, Prescription, Progress, ProgressionError,
        Units, Why, follow, next, strength_kg,
    },
};
use spotcheck_model::parameters::{Parameters, ProgressionParameters};

const KG_PER_LB: f64 = 0.453_592_37;
pub(crate) fn parameters() -> &'static ProgressionParameters {
    &Parameters::published().progression
}

pub(crate) fn near(found: f64, wanted: f64) -> bool {
    (found - wanted).abs() <= 1e-9
}

pub(crate) fn set(load_kg: f64, reps: u32, rir: impl Into<Option<f64>>) -> LoggedSet {
    let rir = rir.into();
    LoggedSet { load_kg, reps, rir }
}

pub(crate) fn bout(day: usize, sets: &[LoggedSet]) -> Bout {
    Bout {
        day,
        sets: sets.to_vec(),
        is_deload: false,
    }
}

/// Three sets of 8 to 12 with two left, by double progression on a bar for the upper body.
pub(crate) const ASKED: Prescription = Prescription {
    sets: 3,
    reps: Reps {
        lo: 8,
        hi: 12,
        counted: Counted::Repetitions,
    },
    rir: 2.0,
    loading: Loading::Plates,
    units: Units::Kilograms,
    step_frac: 0.025,
    progress: Progress::Double,
    harder: None,
    load_frac: 1.0,
    gap_days: 3.0,
};

pub(crate) fn advised(bouts: &[Bout], asked: &Prescription) -> Advice {
    let today = bouts.last().map_or(0, |last| last.day + 2);
    next(parameters(), bouts, today, asked).expect("bouts are in order")
}

/// Every set the same.
pub(crate) fn after(
    load_kg: f64,
    reps: u32,
    rir: impl Into<Option<f64>>,
    asked: &Prescription,
) -> Advice {
    advised(&[bout(0, &[set(load_kg, reps, rir); 3])], asked)
}

pub(crate) fn load(advice: &Advice) -> f64 {
    advice.load_kg.expect("a load is advised")
}

/// 100 kg for 8 with 2 left: 100 · (1 + 10/30); 60 kg for 12 to failure: 60 · 1.4.
#[test]
fn epley_by_hand() {
    for (load_kg, reps, rir, wanted) in [
        (100.0, 8.0, 2.0, 400.0 / 3.0),
        (60.0, 12.0, 0.0, 84.0),
        (140.0, 1.0, 0.0, 140.0 + 140.0 / 30.0),
    ] {
        assert!(near(strength_kg(parameters(), load_kg, reps, rir), wanted));
    }
}

/// `reference/strength.R`: least squares with the full covariance, no recursion.
#[test]
fn r_least_squares() {
    let text = include_str!("../vectors/strength.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<Vec<Option<f64>>> = reader
        .records()
        .map(|row| {
            row.expect("the vector is a table")
                .iter()
                .map(|cell| cell.parse().ok())
                .collect()
        })
        .collect();
    let mut compared = 0;
    for series in 1..=4 {
        let of = |session: usize| {
            rows.iter().filter(move |row| {
                row[0] == Some(f64::from(series)) && row[1] == Some(session as f64)
            })
        };
        let bouts: Vec<Bout> = (1..)
            .map_while(|session| {
                let sets: Vec<LoggedSet> = of(session)
                    .map(|row| set(row[2].expect("load"), whole(row[3].expect("reps")), row[4]))
                    .collect();
                (!sets.is_empty()).then(|| bout(session, &sets))
            })
            .collect();
        let followed = follow(parameters(), &bouts, &ASKED);
        assert_eq!(followed.len(), bouts.len());
        for one in followed {
            let row = of(one.day).next().expect("a session has sets");
            let wanted = |at: usize| row[at].expect("a number");
            agree(one.seen, wanted(5), wanted(6));
            agree(one.known, wanted(9), wanted(10));
            match one.forecast {
                Some(forecast) => agree(forecast, wanted(7), wanted(8)),
                None => assert_eq!((one.day, row[7]), (1, None)),
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 78);
}

fn agree(found: LnStrength, mean: f64, sd: f64) {
    assert!(
        near(found.mean, mean) && near(found.sd, sd),
        "{found:?} {mean} {sd}"
    );
}

fn whole(value: f64) -> u32 {
    format!("{value}").parse().expect("a whole number")
}

/// Upper body 2.5 %, lower 5 %, never less than the smallest step there is.
#[test]
fn full_sets_raise_the_load_by_a_step() {
    let lower = Prescription {
        step_frac: 0.05,
        ..ASKED
    };
    for (asked, from, to) in [
        (ASKED, 60.0, 62.5),
        (ASKED, 100.0, 102.5),
        (ASKED, 200.0, 205.0),
        (lower, 60.0, 62.5),
        (lower, 100.0, 105.0),
        (lower, 140.0, 145.0),
    ] {
        let advice = after(from, 12, 2.0, &asked);
        assert!(near(load(&advice), to), "{from} {advice:?}");
        assert_eq!((advice.aim, advice.sets), (8, 3));
        assert_eq!(
            advice.why,
            Why::Full {
                from_kg: from,
                least: 12
            }
        );
    }
    let pounds = Prescription {
        units: Units::Pounds,
        ..ASKED
    };
    let advice = after(135.0 * KG_PER_LB, 12, 2.0, &pounds);
    assert!(near(load(&advice), 140.0 * KG_PER_LB));
}

#[test]
fn sets_that_are_not_full_keep_the_load() {
    for (reps, rir, aim) in [(11, 2.0, 12), (12, 1.0, 12), (8, 2.0, 9)] {
        let advice = after(60.0, reps, rir, &ASKED);
        assert!(near(load(&advice), 60.0));
        assert_eq!(advice.aim, aim);
        assert!(matches!(advice.why, Why::NotFull { most: 12, .. }));
    }
    let one_short = [set(60.0, 12, 2.0), set(60.0, 12, 2.0), set(60.0, 10, 2.0)];
    let advice = advised(&[bout(0, &one_short)], &ASKED);
    assert_eq!((advice.load_kg, advice.aim), (Some(60.0), 11));
}

/// 6 with none left is 72 kg for once; 8 with 2 left of that are 72 / (4/3) = 54, which is a tenth less; the least on plates
/// that is no more than a tenth less is 55.
#[test]
fn sets_that_are_short_lower_the_load_to_what_strength_gives() {
    let advice = after(60.0, 6, 0.0, &ASKED);
    assert!(near(load(&advice), 55.0));
    assert!(
        matches!(advice.why, Why::Short { least: 6, strength_kg, .. } if near(strength_kg, 72.0))
    );
    // 7 with 3 left could be 8 with 2.
    assert!(near(load(&after(60.0, 7, 3.0, &ASKED)), 60.0));
    // At most a tenth less: 100 · 31/30 / (4/3) = 77.5, but 90.
    assert!(near(load(&after(100.0, 1, 0.0, &ASKED)), 90.0));
}

/// 100 kg for 8 with 4 left is 140 kg for once: 8 with 2 left of that are 105 kg, on a bar 105, on a stack 105.
#[test]
fn effort_tells_the_load() {
    let asked = Prescription {
        progress: Progress::Effort,
        ..ASKED
    };
    let advice = after(100.0, 8, 4.0, &asked);
    assert!(near(load(&advice), 105.0));
    assert!(
        matches!(advice.why, Why::Strength { from_kg, strength_kg, sd } if near(from_kg, 100.0) && near(strength_kg, 140.0) && near(sd, 0.07))
    );
    assert_eq!(advice.aim, 8);
    // 8 with 1 left: 130 / (4/3) = 97.5.
    assert!(near(load(&after(100.0, 8, 1.0, &asked)), 97.5));
    // No more than a tenth at once, either way.
    assert!(near(load(&after(100.0, 20, 4.0, &asked)), 110.0));
    assert!(near(load(&after(100.0, 2, 0.0, &asked)), 90.0));
    // Who does not tell their effort goes by repetitions.
    assert!(matches!(
        after(100.0, 12, None, &asked).why,
        Why::Full { .. }
    ));
}

/// Stacks go up by 5 kg, which is more than a tenth below 50: 45 kg for 15 with 5 left is 75 kg once, of which 8 with 2
/// left are 56.25, so the next weight is taken. 45 kg for 8 with 3 left is 61.5 once: 46.1, so it is not.
#[test]
fn regress_ample_strength_raises_a_load_by_a_step_of_more_than_a_tenth() {
    let asked = Prescription {
        loading: Loading::Stack,
        progress: Progress::Effort,
        ..ASKED
    };
    let advice = after(45.0, 15, 5.0, &asked);
    assert!(near(load(&advice), 50.0), "{advice:?}");
    assert!(near(load(&after(45.0, 8, 3.0, &asked)), 45.0));
}

/// From 10 to 12 kg are 20 %: 8 with 2 left of 12 kg are 12 · 4/3 = 16 kg once, as 16/10 · 30 − 30 − 2 = 16 of 10 kg.
#[test]
fn a_far_dumbbell_is_reached_by_repetitions() {
    let asked = Prescription {
        loading: Loading::Dumbbells,
        ..ASKED
    };
    let advice = after(10.0, 12, 2.0, &asked);
    assert_eq!(
        (advice.load_kg, advice.reps.hi, advice.aim),
        (Some(10.0), 16, 13)
    );
    assert!(
        matches!(advice.why, Why::FarStep { next_kg, step_frac, needed: 16, least: 12 } if near(next_kg, 12.0) && near(step_frac, 0.2))
    );
    assert!(near(load(&after(10.0, 16, 2.0, &asked)), 12.0));
    // From 14 to 16 kg: 16/14 · 40 − 32 = 13.7.
    assert_eq!(after(14.0, 12, 2.0, &asked).reps.hi, 14);
    // From 20 to 22 kg are 10 %.
    assert!(near(load(&after(20.0, 12, 2.0, &asked)), 22.0));
}

/// From 5 to 10 kg of a stack is as much again, whatever weights are made of: 5 kg for 15 with 3 left is 8 kg once, and 10 with
/// 3 left of 10 kg tell of 43/3, for which 5 kg has to go 2 · 43 − 33 = 53 times.
#[test]
fn regress_a_far_step_of_a_stack_waits_as_one_of_dumbbells() {
    let asked = Prescription {
        reps: Reps {
            lo: 10,
            hi: 15,
            ..ASKED.reps
        },
        rir: 3.0,
        loading: Loading::Stack,
        ..ASKED
    };
    let advice = after(5.0, 15, 3.0, &asked);
    assert_eq!((advice.load_kg, advice.aim), (Some(5.0), 16));
    assert!(
        matches!(advice.why, Why::FarStep { next_kg, needed: 53, .. } if near(next_kg, 10.0)),
        "{advice:?}"
    );
    // From 20 to 22.5 kg of a bar are an eighth: 22.5/20 · 43 − 33 = 15.4.
    let plates = Prescription {
        loading: Loading::Plates,
        ..asked
    };
    assert!(matches!(
        after(20.0, 15, 3.0, &plates).why,
        Why::FarStep { needed: 16, .. }
    ));
}

#[test]
fn without_a_load_sets_grow_longer_and_then_harder() {
    let body = Prescription {
        loading: Loading::Unloaded,
        ..ASKED
    };
    let harder = Prescription {
        harder: Some(3),
        ..body
    };
    let advice = after(0.0, 9, 2.0, &body);
    assert_eq!((advice.load_kg, advice.aim), (None, 10));
    let advice = after(0.0, 12, 2.0, &harder);
    assert_eq!(
        (advice.exercise, advice.why),
        (Some(3), Why::Harder { least: 12 })
    );
    let advice = after(0.0, 12, 2.0, &body);
    assert_eq!((advice.aim, advice.reps.hi), (13, 17));
    assert_eq!(advice.why, Why::Longer { least: 12 });
}

/// Epley's line is one of repetitions: seconds of a hold, and what is added to the body, tell of no strength. 24 kg for 45 s
/// goes on to the next weight, and for 15 s is tried for a second more.
#[test]
fn regress_seconds_and_the_body_tell_of_no_strength() {
    let carry = Prescription {
        reps: Reps {
            lo: 22,
            hi: 45,
            counted: Counted::Seconds,
        },
        loading: Loading::Dumbbells,
        progress: Progress::Effort,
        ..ASKED
    };
    let body = Prescription {
        loading: Loading::Unloaded,
        ..ASKED
    };
    let bouts = [bout(0, &[set(24.0, 45, 2.0); 3])];
    assert_eq!(follow(parameters(), &bouts, &carry), []);
    assert_eq!(follow(parameters(), &bouts, &body), []);
    assert_eq!(follow(parameters(), &bouts, &ASKED).len(), 1);
    let advice = advised(&bouts, &carry);
    assert!(near(load(&advice), 26.0), "{advice:?}");
    let advice = after(24.0, 15, 2.0, &carry);
    assert!(near(load(&advice), 24.0) && matches!(advice.why, Why::NotFull { .. }));
    // 4 to 6 kg are half as much again, and a hold begins anew at half its seconds.
    assert!(near(load(&after(4.0, 45, 2.0, &carry)), 6.0));
}

/// Five more at a time, to 50 repetitions or two minutes, where a set is long enough.
#[test]
fn regress_sets_without_a_load_do_not_grow_for_ever() {
    let body = Prescription {
        loading: Loading::Unloaded,
        ..ASKED
    };
    let hold = Prescription {
        reps: Reps {
            lo: 22,
            hi: 45,
            counted: Counted::Seconds,
        },
        ..body
    };
    for (asked, least, hi, aim) in [
        (body, 16, 21, 17),
        (body, 47, 50, 48),
        (hold, 50, 55, 51),
        (hold, 118, 120, 119),
    ] {
        let advice = after(0.0, least, 2.0, &asked);
        assert_eq!((advice.reps.hi, advice.aim), (hi, aim));
        assert_eq!(advice.why, Why::Longer { least });
    }
    for (asked, least, most) in [(body, 50, 50), (body, 64, 50), (hold, 120, 120)] {
        let advice = after(0.0, least, 2.0, &asked);
        assert_eq!((advice.reps.hi, advice.aim), (most, most));
        assert_eq!(advice.why, Why::Longest { least });
    }
}

/// Who did 3 is asked for 4, not for the 8 of the range.
#[test]
fn regress_one_more_is_tried_below_the_range_too() {
    let body = Prescription {
        loading: Loading::Unloaded,
        ..ASKED
    };
    let carry = Prescription {
        reps: Reps {
            counted: Counted::Seconds,
            ..ASKED.reps
        },
        ..ASKED
    };
    assert_eq!(after(0.0, 3, 2.0, &body).aim, 4);
    assert_eq!(after(24.0, 3, 2.0, &carry).aim, 4);
}

/// A set of which no load was kept tells nothing of one: the others do.
#[test]
fn regress_a_set_without_a_load_does_not_cancel_the_session() {
    let sets = [set(60.0, 12, 2.0), set(0.0, 3, 2.0), set(60.0, 12, 2.0)];
    let advice = advised(&[bout(0, &sets)], &ASKED);
    assert!(near(load(&advice), 62.5), "{advice:?}");
}

#[test]
fn nothing_lifted_yet_leaves_the_load_to_be_found() {
    let advice = advised(&[], &ASKED);
    assert_eq!((advice.load_kg, advice.why), (None, Why::First));
    assert_eq!((advice.reps, advice.rir), (ASKED.reps, 2.0));
}

#[test]
fn what_cannot_be_is_refused() {
    let of = |bouts: &[Bout], today| next(parameters(), bouts, today, &ASKED);
    let good = set(60.0, 8, 2.0);
    assert!(matches!(
        of(&[bout(3, &[good]), bout(3, &[good])], 9),
        Err(ProgressionError::OutOfOrder {
            day: 3,
            previous: 3
        })
    ));
    assert!(matches!(
        of(&[bout(3, &[good])], 2),
        Err(ProgressionError::OutOfOrder {
            day: 2,
            previous: 3
        })
    ));
    for (bad, field) in [
        (set(f64::NAN, 8, 2.0), "load"),
        (set(-1.0, 8, 2.0), "load"),
        (set(1001.0, 8, 2.0), "load"),
        (set(60.0, 1001, 2.0), "repetitions"),
        (set(60.0, 8, f64::INFINITY), "reserve"),
    ] {
        let refused = of(&[bout(3, &[good, bad])], 9);
        assert!(
            matches!(refused, Err(ProgressionError::OutOfRange { field: found, day: 3, .. }) if found == field)
        );
    }
}
