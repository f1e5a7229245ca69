//! What an effect says of itself: its interval, scale, flag and warnings, and when there is none.

use spotcheck_evidence::{
    Banner, Correlation, Effect, Error, Flag, Library, Measure, Row, SpreadKind, Study,
    pool::check_independent,
};

fn study(key: &str) -> Study {
    let library = Library::built_in().expect("the built-in evidence is sound");
    let Some(Row::Study(study)) = library.row(key) else {
        panic!("{key} is a study")
    };
    study.clone()
}

fn effect(study: &Study, measure: Measure) -> Effect {
    study.effect(measure).expect("computable")
}

#[test]
fn its_interval_is_by_t_on_the_degrees_of_freedom_of_its_design() {
    for (key, measure, df) in [
        ("walts2008_men", Measure::Percent, 79.0),
        ("miura2009", Measure::Percent, 7.0),
        ("brobakken2023", Measure::Percent, 14.0),
        ("vispute2011_curlups", Measure::Difference, 22.0),
        ("stallknecht2007_flow_55", Measure::Difference, 9.0),
        ("scotto2017_upper_within", Measure::Percent, 7.0),
    ] {
        let ours = effect(&study(key), measure).df;
        assert!((ours - df).abs() < 1e-12, "{key}: {ours}");
    }
    // Printed table: t(0.975, 7) = 2.365.
    let miura = effect(&study("miura2009"), Measure::Percent);
    let half = (miura.interval(0.95).hi - miura.estimate) / miura.variance.sqrt();
    assert!((half - 2.365).abs() < 5e-4, "{half}");
}

#[test]
fn two_kinds_of_standard_deviation_are_not_pooled() {
    let limbs = effect(&study("walts2008_men"), Measure::Smd);
    let groups = effect(&study("brobakken2023"), Measure::Smd);
    assert_eq!(
        (limbs.unit.as_str(), groups.unit.as_str()),
        ("SD of baseline", "SD")
    );
    let refused = check_independent(&[limbs, groups]);
    assert!(matches!(refused, Err(Error::MixedUnits { .. })));
}

#[test]
fn only_an_assumed_correlation_is_called_assumed_and_varied() {
    let told = |study: &Study| -> Vec<Correlation> {
        let banners = effect(study, Measure::Percent).banners;
        let of = banners.into_iter().map(|banner| match banner {
            Banner::AssumedCorrelation { of, .. } => of,
            other @ (Banner::UnlabelledSpread { .. } | Banner::SpreadLooksLikeSe { .. }) => {
                panic!("{other:?}")
            }
        });
        of.collect()
    };
    let mut walts = study("walts2008_men");
    assert_eq!(
        told(&walts),
        [Correlation::BeforeAfter, Correlation::BetweenSides]
    );
    assert_eq!(told(&study("miura2009")), [Correlation::BetweenSides]);
    walts.weaker.remove("r_pre_post");
    assert_eq!(told(&walts), [Correlation::BetweenSides]);

    let printed = spotcheck_evidence::BUILT_IN
        .studies
        .replace("r_pre_post:assumed;", "");
    let library = Library::parse(spotcheck_evidence::Texts {
        studies: &printed,
        ..spotcheck_evidence::BUILT_IN
    });
    let library = library.expect("sound");
    let sized = library.size(library.claim("C04").expect("a claim"));
    let pool = sized.expect("computes").pool.expect("three effects");
    assert_eq!(pool.sensitivity, []);
}

#[test]
fn an_unlabelled_spread_is_told_with_its_reading() {
    let banners = effect(&study("scotto2017_upper"), Measure::Percent).banners;
    assert_eq!(
        banners,
        [Banner::UnlabelledSpread {
            key: "scotto2017_upper".to_owned(),
            read_as: SpreadKind::Sd,
        }]
    );
}

#[test]
fn its_flag_is_the_weakest_of_the_columns_used() {
    let mut walts = study("walts2008_men");
    let flag = |study: &Study| effect(study, Measure::Percent).flag;
    assert_eq!(flag(&walts), Flag::Assumed);
    walts.weaker.insert("dose".to_owned(), Flag::Recalled);
    assert_eq!(flag(&walts), Flag::Assumed, "the dose is not in the number");
    walts.weaker.clear();
    assert_eq!(flag(&walts), Flag::Derived, "computed, at best");
    walts
        .weaker
        .insert("control_post".to_owned(), Flag::Recalled);
    assert_eq!(flag(&walts), Flag::Recalled);
}

#[test]
fn what_gives_no_effect_says_which_row_and_column() {
    let row = study("scotto2017_upper_within");
    let error = |change: fn(&mut Study)| {
        let mut row = row.clone();
        change(&mut row);
        let refused = row.effect(Measure::Percent);
        refused.expect_err("no effect").to_string()
    };
    let name = "study `scotto2017_upper_within`";
    assert_eq!(
        error(|row| row.printed_p = "<0.05".to_owned()),
        format!("{name}: no effect can be computed from a `printed_p` of `<0.05`")
    );
    assert_eq!(
        error(|row| row.printed_p.clear()),
        format!("{name} has no `printed_p`, which its effect needs")
    );
    assert_eq!(
        error(|row| row.n_trained = Some(1.0)),
        format!("{name}: no effect can be computed from a `n_trained` of `1`")
    );
    assert_eq!(
        error(|row| row.unit = "kg".to_owned()),
        format!("{name} has no `baseline`, which its effect needs")
    );
    let same = error(|row| row.control_change = row.trained_change);
    assert!(
        same.starts_with(&format!("{name} gives an effect of 0")),
        "{same}"
    );
}
