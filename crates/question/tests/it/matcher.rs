//! Matching holds for any text and any bytes.

use proptest::prelude::*;
use spotcheck_question::{
    Bank, Error, Handling, LONGEST_QUESTION, Lexicon, Matcher, TrainOptions, train,
};

use crate::shipped::{LEXICON, MODEL};

fn matcher() -> Matcher<'static> {
    Matcher::from_bytes(&MODEL).expect("the model is whole")
}

#[test]
fn plain_questions_find_their_claims() {
    for (question, claim) in [
        ("Do sit-ups burn belly fat?", "C02"),
        ("do sit upps burn bely fat", "C02"),
        ("bingo wings tricep exercises", "C23"),
        ("Does the sauna make you lose fat or just water?", "C28"),
        ("can muscle turn into fat if I stop lifting", "C51"),
    ] {
        let matched = matcher().match_question(question).unwrap();
        assert_eq!(matched.handling, Handling::Answer, "{question}");
        assert_eq!(matched.best.unwrap().label, claim, "{question}");
        assert_eq!(matched.best, matched.nearest.first().copied());
    }
}

#[test]
fn strong_wording_is_not_a_danger() {
    for question in [
        "does cardio kill my gains",
        "I hate cardio, am i doomed to stay fat?",
    ] {
        let matched = matcher().match_question(question).unwrap();
        assert_ne!(matched.handling, Handling::Unsafe, "{question}");
    }
}

#[test]
fn refusals_still_name_the_nearest_claims() {
    for (question, handling) in [
        (
            "what dose of semaglutide should I start with",
            Handling::OutOfScope,
        ),
        ("will it rain in Leeds tomorrow", Handling::OutOfScope),
        ("怎么减掉肚子上的脂肪", Handling::OutOfScope),
        ("?!? ... !!!", Handling::OutOfScope),
        (
            "how do I make myself throw up after dinner",
            Handling::Unsafe,
        ),
    ] {
        let matched = matcher().match_question(question).unwrap();
        assert_eq!(matched.handling, handling, "{question}");
        assert_eq!(matched.best, None);
        assert_eq!(matched.nearest.len(), 3);
    }
}

#[test]
fn what_is_no_question_is_refused() {
    assert!(matches!(
        matcher().match_question(""),
        Err(Error::EmptyQuestion)
    ));
    assert!(matches!(
        matcher().match_question(" \n\t\u{3000}"),
        Err(Error::EmptyQuestion)
    ));
    let long = "fat ".repeat(LONGEST_QUESTION);
    let refused = matcher().match_question(&long);
    assert!(matches!(
        refused,
        Err(Error::TooLong {
            chars: 40_000,
            limit: LONGEST_QUESTION
        })
    ));
    assert!(
        matcher()
            .match_question(&"q".repeat(LONGEST_QUESTION))
            .is_ok()
    );
}

#[test]
fn same_bank_same_bytes() {
    let topics = [
        "crunches belly",
        "sauna water",
        "weather leeds",
        "laxatives meals",
    ];
    let labels = ["C02", "C28", "out_of_scope", "unsafe"];
    let mut bank = Bank::default();
    for (label, topic) in labels.iter().zip(topics) {
        let rows: Vec<String> = (0..6)
            .map(|g| format!("g{g},short,{topic} number {g}"))
            .collect();
        let text = format!("group,voice,question\n{}\n", rows.join("\n"));
        bank.extend(Bank::parse(label, &text).unwrap());
    }
    let options = TrainOptions::default();
    let bytes = || train(&bank, &LEXICON, &options).unwrap().to_bytes();
    assert_eq!(bytes(), bytes());
    bank.rows.retain(|row| row.label != "unsafe");
    let without = train(&bank, &Lexicon::default(), &options);
    assert!(matches!(without, Err(Error::MissingLabel { label }) if label == "unsafe"));
}

#[test]
fn the_model_is_small() {
    assert!(MODEL.len() < 8_000_000, "{} bytes", MODEL.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn prop_any_text_is_matched(text in "\\PC{0,200}") {
        if let Ok(matched) = matcher().match_question(&text) {
            prop_assert_eq!(matched.nearest.len(), 3);
            for near in &matched.nearest {
                prop_assert!((0.0..=1.0).contains(&near.score));
            }
        } else {
            prop_assert!(text.trim().is_empty());
        }
    }

    #[test]
    fn prop_truncated_models_are_refused(end in any::<prop::sample::Index>()) {
        let refused = Matcher::from_bytes(&MODEL[..end.index(MODEL.len())]);
        let bad = matches!(refused, Err(Error::BadModel { .. }));
        prop_assert!(bad);
    }

    #[test]
    fn prop_altered_models_are_refused(place in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let mut bytes = MODEL.clone();
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        let refused = Matcher::from_bytes(&bytes);
        let bad = matches!(refused, Err(Error::BadModel { .. }));
        prop_assert!(bad);
    }

    #[test]
    fn prop_foreign_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let refused = Matcher::from_bytes(&bytes);
        let bad = matches!(refused, Err(Error::BadModel { .. }));
        prop_assert!(bad);
    }
}
