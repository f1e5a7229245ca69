//! The seven tests a grader of evidence should pass.

use spotcheck_evidence::{
    Answer, Banner, Certainty, Domain, Effect, Error, Flag, Interval, LEVEL, Library, Measure, Row,
    Shade, Sign, SpreadKind, Step, Study, Verdict,
    pool::{check_independent, pool},
    read,
};
use spotcheck_meta::{Method, Test};

fn library() -> Library {
    Library::built_in().expect("the built-in evidence is sound")
}

fn verdict(library: &Library, id: &str) -> Verdict {
    let claim = library.claim(id).expect("a claim");
    library
        .verdict(claim)
        .expect("its evidence can be computed")
}

fn study(library: &Library, key: &str) -> Study {
    match library.row(key) {
        Some(Row::Study(study)) => study.clone(),
        other => panic!("{key} is not a study: {other:?}"),
    }
}

#[test]
fn one_a_precise_null_is_a_high_certainty_no() {
    let steele = verdict(&library(), "C17");
    assert_eq!(
        (steele.answer, steele.certainty),
        (Answer::No, Certainty::High)
    );
    assert!(
        steele.sentence.to_string().starts_with("No. "),
        "{}",
        steele.sentence
    );
    assert!(
        steele
            .sentence
            .to_string()
            .contains("little or no difference"),
        "{}",
        steele.sentence
    );
}

#[test]
fn two_large_effects_are_shown_side_by_side_and_stay_very_low() {
    let local = verdict(&library(), "C07");
    assert_eq!(
        (local.answer, local.certainty),
        (Answer::Unknown, Certainty::VeryLow)
    );
    assert_eq!(local.sized.size, None, "two effects are not pooled");
    assert_eq!(local.sized.side_by_side.len(), 2);
    assert!(
        local
            .sized
            .side_by_side
            .iter()
            .all(|effect| effect.estimate < -4.0)
    );
    assert!(
        local.sentence.to_string().contains("small studies suggest"),
        "{}",
        local.sentence
    );
}

#[test]
fn three_the_limb_answer_stands_without_skinfolds() {
    let all = library();
    let without =
        all.with_rows(|row| !matches!(row, Row::Study(s) if s.method.contains("skinfold")));
    let rows = |library: &Library| library.claim("C04").expect("a claim").evidence.len();
    assert!(
        rows(&without) < rows(&all),
        "the skinfold rows were there to be removed"
    );
    let (before, after) = (verdict(&all, "C04"), verdict(&without, "C04"));
    assert_eq!(before.sentence, after.sentence);
    assert_eq!(before.certainty, after.certainty);
    assert_eq!(before.sized, after.sized);
}

#[test]
fn four_one_cohort_is_not_pooled_twice() {
    let library = library();
    let mut kostek = study(&library, "kostek2007_mri");
    let mut orkunoglu = study(&library, "orkunoglu2008_famuss");
    let miura = study(&library, "miura2009");
    for row in [&mut kostek, &mut orkunoglu] {
        let figures = miura.clone();
        let key = std::mem::replace(&mut row.key, figures.key.clone());
        let cohort = std::mem::replace(row, figures).cohort;
        (row.key, row.cohort) = (key, cohort);
    }
    let effects =
        [&miura, &kostek, &orkunoglu].map(|row| row.effect(Measure::Percent).expect("figures"));
    match check_independent(&effects) {
        Err(Error::SameCohort {
            cohort,
            first,
            second,
        }) => {
            assert_eq!(
                (cohort.as_str(), first.as_str(), second.as_str()),
                ("FAMuSS", "kostek2007_mri", "orkunoglu2008_famuss")
            );
        }
        other => panic!("pooled one cohort twice: {other:?}"),
    }
}

#[test]
fn five_reading_a_standard_error_as_a_deviation_is_noticed() {
    let library = library();
    let as_se = study(&library, "walts2008_men");
    let mut as_sd = as_se.clone();
    as_sd.sd_type = Some(SpreadKind::Sd);
    let effect = |row: &Study| row.effect(Measure::Percent).expect("figures");
    let (right, wrong) = (effect(&as_se), effect(&as_sd));
    assert!(
        wrong.variance < right.variance / 50.0,
        "the interval changes"
    );
    let looks_like_se = |banner: &Banner| matches!(banner, Banner::SpreadLooksLikeSe { .. });
    assert!(wrong.banners.iter().any(looks_like_se));
    assert!(!right.banners.iter().any(looks_like_se));
}

#[test]
fn six_a_superseded_guideline_says_so() {
    let acsm = verdict(&library(), "C15");
    assert!(
        acsm.superseded
            .contains(&("acsm2001".to_owned(), "acsm2009_250".to_owned())),
        "{:?}",
        acsm.superseded
    );
}

#[test]
fn seven_no_answer_rests_on_a_figure_recalled_or_read_second_hand() {
    let all = library();
    let kept = |key: &str, flag| flag != Flag::Recalled && key != "rc2022_main";
    let verified = all.with_rows(|row| kept(row.key(), row.flag()));
    assert!(
        verified.row("johns2014_vs_ex").is_none(),
        "the recalled figure is gone"
    );
    assert!(
        verified.row("rc2022_main").is_none() && verified.row("rc2022_k").is_some(),
        "the pooled g is gone, the published conclusion is not"
    );
    for claim in all.claims() {
        let (before, after) = (verdict(&all, &claim.id), verdict(&verified, &claim.id));
        assert_eq!(before.sentence, after.sentence, "{}", claim.id);
        assert_eq!(before.certainty, after.certainty, "{}", claim.id);
    }
    let headline = verdict(&verified, "C01");
    assert_eq!(
        (headline.answer, headline.certainty),
        (Answer::No, Certainty::Moderate)
    );
}

#[test]
fn a_null_and_not_knowing_are_told_apart() {
    let read = |estimate, lo, hi| {
        let reading = read(estimate, Interval { lo, hi }, Sign::Negative, 5.0);
        (reading.answer, reading.shade)
    };
    let null = (Answer::No, Shade::Plain);
    assert_eq!(read(0.0, -4.0, 4.0), null, "inside what matters");
    let unknown = (Answer::Unknown, Shade::Plain);
    assert_eq!(read(0.0, -9.0, 9.0), unknown, "crosses both sides");
    assert_eq!(read(-8.0, -11.0, -6.0), (Answer::Yes, Shade::Plain));
    let slight = (Answer::Yes, Shade::Slight);
    assert_eq!(read(-3.0, -5.5, -0.5), slight, "there, but small");
    let beyond = (Answer::No, Shade::Beyond);
    assert_eq!(read(3.0, 1.0, 5.0), beyond, "perhaps the other way");
    assert_eq!(read(8.0, 6.0, 10.0), beyond, "surely the other way");
}

#[test]
fn a_no_that_may_be_a_yes_the_other_way_is_not_called_no_difference() {
    let headline = verdict(&library(), "C01");
    let size = headline.sized.size.expect("a pool");
    assert!(5.0 < size.ci.hi, "{:?} reaches past what matters", size.ci);
    assert_eq!(headline.answer, Answer::No);
    let sentence = headline.sentence.to_string();
    assert!(!sentence.contains("little or no difference"), "{sentence}");
    assert!(sentence.contains("does not "), "{sentence}");
}

#[test]
fn a_wide_pool_of_large_effects_is_unknown() {
    // Two large local effects and one the other way: Hartung-Knapp is wide, so no answer.
    let effect = |key: &str, estimate| Effect {
        key: key.to_owned(),
        cohorts: vec![key.to_owned()],
        participants: 16.0,
        estimate,
        variance: 9.0,
        df: 14.0,
        unit: "%".to_owned(),
        flag: Flag::Derived,
        banners: Vec::new(),
    };
    let effects = [
        effect("one", -12.0),
        effect("two", -10.0),
        effect("three", 2.0),
    ];
    let pooled = pool(&effects, Method::Reml, Test::Adhoc, LEVEL);
    let pooled = pooled.expect("three effects are pooled");
    assert!(pooled.estimate < -5.0, "{}", pooled.estimate);
    let reading = read(pooled.estimate, pooled.ci, Sign::Negative, 5.0);
    assert_eq!(reading.answer, Answer::Unknown, "{:?}", pooled.ci);
}

#[test]
fn one_effect_alone_leans_nowhere() {
    let library = library();
    let two = verdict(&library, "C07");
    let one = library.with_rows(|row| row.key() != "scotto2017_upper_within");
    let one = verdict(&one, "C07");
    assert_eq!(one.sized.side_by_side.len(), 1);
    assert!(two.sentence.to_string().contains("small studies suggest"));
    assert!(
        !one.sentence.to_string().contains("suggest"),
        "{}",
        one.sentence
    );
}

#[test]
fn steps_are_summed_before_the_scale_ends() {
    let library = library();
    let mut claim = library.claim("C11").expect("a claim").clone();
    let step = |levels| Step {
        domain: Domain::Imprecision,
        levels,
        why: String::new(),
    };
    let mut certainty = |levels: &[i8]| {
        claim.grade.steps = levels.iter().copied().map(step).collect();
        library.verdict(&claim).expect("computes").certainty
    };
    assert_eq!(certainty(&[]), Certainty::High);
    assert_eq!(certainty(&[1, -1]), Certainty::High);
    assert_eq!(certainty(&[-2, -2, 1]), Certainty::VeryLow);
    assert_eq!(certainty(&[-2, -2, 2]), Certainty::Low);
    assert_eq!(certainty(&[-4]), Certainty::VeryLow);
}
