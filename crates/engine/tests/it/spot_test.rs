//! The test of one spot: its reading against R, its checks and its words.

use spotcheck_engine::spot_test::{
    Check, Error, Fault, Finding, Limb, Measurement, Outcome, Question, Told, Tool, Verdict, read,
};
use spotcheck_model::Parameters;

fn table(name: &str) -> Vec<csv::StringRecord> {
    let path = format!("{}/tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(path).expect("the vector is there");
    reader
        .records()
        .map(|row| row.expect("it is CSV"))
        .collect()
}

fn reading(day: i32, limb: Limb, value_mm: f64) -> Measurement {
    Measurement {
        day,
        limb,
        value_mm,
        rater: None,
        tool: None,
        weight_kg: None,
        rest_h: None,
    }
}

fn vector() -> Vec<Measurement> {
    let limb = |word: &str| {
        if word == "trained" {
            Limb::Trained
        } else {
            Limb::Control
        }
    };
    let number = |text: &str| text.parse::<f64>().expect("a number");
    table("spot_test.csv")
        .iter()
        .map(|row| {
            reading(
                row[0].parse().expect("a day"),
                limb(&row[1]),
                number(&row[2]),
            )
        })
        .collect()
}

fn asked(measurements: &[Measurement]) -> Question<'_> {
    Question {
        measurements,
        tool: Tool::Ultrasound,
        worthwhile_mm: 1.0,
        weeks: 8,
        per_week: 2,
        trained_frac: None,
    }
}

fn ended(question: &Question<'_>) -> Finding {
    match read(Parameters::published(), question)
        .expect("it can be read")
        .outcome
    {
        Outcome::Ended(finding) => finding,
        Outcome::Waiting { .. } => panic!("the last look ends every test"),
    }
}

/// `reference/spot_test.R`: dense covariance matrices, Simpson's rule.
#[test]
fn r_reading_by_dense_quadrature() {
    let finding = ended(&asked(&vector()));
    let Finding {
        extra_loss_mm,
        extra_loss_90_mm: [lo90, hi90],
        extra_loss_95_mm: [lo95, hi95],
        useful,
        negligible,
        difference_sd_mm,
        detectable_mm,
        ..
    } = finding;
    let expected = table("spot_test_expected.csv");
    for (name, found) in [
        ("extra_loss", extra_loss_mm),
        ("lo90", lo90),
        ("hi90", hi90),
        ("lo95", lo95),
        ("hi95", hi95),
        ("useful", useful),
        ("negligible", negligible),
        ("difference_sd", difference_sd_mm),
        ("sd", detectable_mm / 2.8),
    ] {
        let row = expected
            .iter()
            .find(|row| &row[0] == name)
            .expect("R gives it");
        let expected: f64 = row[1].parse().expect("a number");
        assert!(
            (found - expected).abs() < 2e-4,
            "{name}: {found} {expected}"
        );
    }
}

/// What both sides lose cancels, and swapping them turns the sign.
#[test]
fn common_loss_cancels_and_sides_are_alike() {
    let given = vector();
    let plain = ended(&asked(&given));
    let common: Vec<Measurement> = given
        .iter()
        .map(|told| {
            reading(
                told.day,
                told.limb,
                told.value_mm + 3.0 - 0.05 * f64::from(told.day),
            )
        })
        .collect();
    let common = ended(&asked(&common));
    assert!((common.extra_loss_mm - plain.extra_loss_mm).abs() < 1e-9);
    assert!((common.trained_loss_mm - plain.trained_loss_mm).abs() > 1.0);
    let swapped: Vec<Measurement> = given
        .iter()
        .map(|told| {
            let limb = match told.limb {
                Limb::Trained => Limb::Control,
                Limb::Control => Limb::Trained,
            };
            reading(told.day, limb, told.value_mm)
        })
        .collect();
    let swapped = ended(&asked(&swapped));
    assert!((swapped.extra_loss_mm + plain.extra_loss_mm).abs() < 1e-9);
    assert!((swapped.extra_loss_90_mm[0] + plain.extra_loss_90_mm[1]).abs() < 1e-9);
}

#[test]
fn nothing_is_told_before_a_look() {
    let given = vector();
    let early: Vec<Measurement> = given.iter().filter(|told| told.day < 50).cloned().collect();
    let reading = read(Parameters::published(), &asked(&early)).expect("it can be read");
    let waiting = Outcome::Waiting {
        next_week: 8,
        looks: 0,
    };
    assert_eq!(reading.outcome, waiting);
    let nothing = read(Parameters::published(), &asked(&[])).expect("it can be read");
    assert_eq!(nothing.outcome, waiting);
    let late: Vec<Measurement> = given.iter().filter(|told| 40 < told.day).cloned().collect();
    assert!(matches!(
        read(Parameters::published(), &asked(&late)),
        Err(Error::TooFewSessions { sessions: 4, .. })
    ));
    let modest = Question {
        worthwhile_mm: 0.5,
        ..asked(&given)
    };
    assert!(matches!(
        read(Parameters::published(), &modest),
        Err(Error::OutOfRange { .. })
    ));
}

/// Readings without error that lose as told, at weekly sessions.
fn made_up(trained_mm: f64, both_mm: f64) -> Vec<Measurement> {
    let mut made = Vec::new();
    for day in (-14_i32..=112).step_by(7) {
        let weeks = f64::from(day.max(0)) / 7.0;
        // Sides differ a little from session to session, and readings within it, as any do.
        let wobble = 0.1 * f64::from(day.rem_euclid(3));
        for jitter in [-0.1, 0.0, 0.1] {
            let control = 12.0 - both_mm * weeks / 12.0 + jitter;
            made.push(reading(day, Limb::Control, control));
            made.push(reading(
                day,
                Limb::Trained,
                control + wobble - trained_mm * weeks / 12.0,
            ));
        }
    }
    made
}

#[test]
fn a_plain_effect_is_found_and_a_plain_absence_too() {
    for (extra_mm, verdict) in [
        (2.5, Verdict::Found),
        (0.0, Verdict::NoneUseful),
        (-2.5, Verdict::Opposite),
    ] {
        let made = made_up(extra_mm, 1.0);
        let question = Question {
            weeks: 16,
            per_week: 1,
            ..asked(&made)
        };
        let finding = ended(&question);
        assert_eq!(finding.verdict, verdict, "{extra_mm}");
        assert!(
            (finding.extra_loss_mm - extra_mm).abs() < 0.2,
            "{finding:?}"
        );
        assert!((finding.control_loss_mm - f64::from(finding.week) / 12.0).abs() < 1e-9);
    }
}

/// One reading that cannot be would decide a test, or stop it.
#[test]
fn regress_what_cannot_have_been_measured_is_refused() {
    type Spoil = fn(&mut Measurement);
    let spoilt: [(Spoil, Fault); 8] = [
        (|told| told.value_mm = f64::NAN, Fault::Value),
        (|told| told.value_mm = 0.0, Fault::Value),
        (|told| told.value_mm = 3001.0, Fault::Value),
        (|told| told.day = i32::MAX, Fault::Day),
        (|told| told.day = i32::MIN, Fault::Day),
        (|told| told.weight_kg = Some(0.0), Fault::Weight),
        (|told| told.weight_kg = Some(f64::INFINITY), Fault::Weight),
        (|told| told.rest_h = Some(f64::NAN), Fault::Rest),
    ];
    for (spoil, expected) in spoilt {
        let mut given = vector();
        spoil(&mut given[5]);
        let refused = read(Parameters::published(), &asked(&given));
        let Err(Error::CannotBe { place, fault }) = refused else {
            panic!("{expected:?} was read: {refused:?}");
        };
        assert_eq!((place, fault), (5, expected));
    }
}

#[test]
fn broken_assumptions_are_seen() {
    let mut made = made_up(0.0, 1.0);
    for (index, told) in made.iter_mut().enumerate() {
        told.rater = Some(if index % 2 == 0 { "a" } else { "b" }.to_owned());
        told.tool = Some("caliper 3".to_owned());
        told.weight_kg = Some(80.0 - 0.005 * f64::from(told.day));
        told.rest_h = Some(if told.day == 14 { 3.0 } else { 30.0 });
        if told.limb == Limb::Trained && told.day < 0 {
            told.value_mm += 0.2 * f64::from(told.day);
        }
    }
    let question = Question {
        weeks: 16,
        per_week: 2,
        trained_frac: Some(0.9),
        ..asked(&made)
    };
    let parameters = Parameters::published();
    let reading = read(parameters, &question).expect("it can be read");
    let held: Vec<Option<bool>> = reading
        .checks
        .iter()
        .map(|check| check.holds(parameters))
        .collect();
    let [parallel, tool, rater, measured, trained, weight, rested] = held[..] else {
        panic!("seven checks")
    };
    // Three sessions before training do not tell.
    assert_eq!(parallel, None);
    assert_eq!(tool, Some(true));
    assert_eq!([rater, measured, weight, rested], [Some(false); 4]);
    assert_eq!(trained, Some(true));
    assert_eq!(
        Check::Parallel { p: Some(0.05) }.holds(parameters),
        Some(false)
    );
}

/// A finding as `none`, `found` and so on are told of.
fn found(verdict: Verdict) -> Finding {
    Finding {
        verdict,
        week: 12,
        sessions: 29,
        trained_loss_mm: 1.24,
        control_loss_mm: -0.31,
        extra_loss_mm: 1.55,
        extra_loss_90_mm: [0.98, 2.12],
        extra_loss_95_mm: [0.87, 2.23],
        extra_loss_frac: 0.1,
        extra_loss_90_frac: [0.06, 0.14],
        worthwhile_mm: 1.0,
        useful: 0.034,
        negligible: 0.08,
        difference_sd_mm: 0.52,
        detectable_mm: 0.97,
    }
}

/// What each text says; "90" and "95" stand for the interval.
const WORDS: [(Verdict, [&str; 4]); 4] = [
    (
        Verdict::NoneUseful,
        [
            "lost 1.6 mm more",
            "90",
            "1.0 mm or more, is unlikely (3 %)",
            "Most trials found the same",
        ],
    ),
    (
        Verdict::Found,
        [
            "lost 1.6 mm more",
            "95",
            "wrong about 1 time in 12",
            "not blinded",
        ],
    ),
    (
        Verdict::Opposite,
        ["lost 1.6 mm more", "95", "swelling", "sides swapped"],
    ),
    (
        Verdict::Inconclusive,
        [
            "±0.5 mm",
            "less than 1.0 mm in 12 weeks cannot be seen",
            "90",
            "stop here",
        ],
    ),
];

/// The texts of section 6 of the working note, each with its figures.
#[test]
fn working_note_texts() {
    let told = Told {
        site: "calf",
        tool: Tool::Ultrasound,
        girth_growth_mm: None,
    };
    for (verdict, words) in WORDS {
        let finding = found(verdict);
        let text = finding.sentences(&told).join("\n");
        assert!(
            text.starts_with(
                "Over 12 weeks the trained calf lost 1.2 mm and the untrained one gained 0.3 mm."
            ),
            "{text}"
        );
        for word in words {
            let word = match word {
                "90" => "1.0 to 2.1",
                "95" => "0.9 to 2.2",
                word => word,
            };
            assert!(text.contains(word), "{word}: {text}");
        }
        assert!(!text.contains("Girth"), "{text}");
    }
    let tape = Told {
        tool: Tool::Tape,
        girth_growth_mm: Some(4.0),
        ..told
    };
    let text = found(Verdict::NoneUseful).sentences(&tape).join("\n");
    assert!(
        text.contains("size, not about fat") && text.contains("grew by 4.0 mm more"),
        "{text}"
    );
}
