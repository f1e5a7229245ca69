//! metafor 3.8-1 `anova` and `vif`: tests of coefficients, and of one model against another.

use spotcheck_meta::{Design, Effects, Error, Fit, Method, Options, Test, fit, likelihood_ratio};

use crate::{
    model::{Check, Closeness, effects, moderators},
    vectors::{load, numbers},
};

const CLOSE: Closeness = Closeness {
    relative: 1e-7,
    floor: 0.1,
};

fn by(method: Method, effects: &Effects, design: &Design) -> Fit {
    fit(effects, design, &Options::of(method, Test::Z)).expect("it fits")
}

#[test]
fn metafor_bcg_wald_tests_and_variance_inflation() {
    let vectors = load("bcg");
    let (effects, design) = (effects(&vectors), moderators(&vectors));
    let ours = by(Method::Reml, &effects, &design);
    let check = |key: &str| Check {
        what: format!("bcg anova {key}"),
        expected: &vectors["anova"][key],
        closeness: CLOSE,
    };
    let tested = ours.test(&[3, 4]).expect("two coefficients");
    check("btt_4_5").one("QM", tested.statistic);
    check("btt_4_5").one("QMp", tested.p_value);
    let difference = ours.contrasts(&[vec![0.0, 0.0, 0.0, 1.0, -1.0]]);
    let difference = difference.expect("a row of p");
    check("contrast").one("est", difference.beta[0]);
    check("contrast").one("se", difference.se[0]);
    check("contrast").one("zval", difference.statistic[0]);
    check("contrast").one("pval", difference.p_value[0]);
    let anova = Check {
        what: "bcg".to_owned(),
        expected: &vectors["anova"],
        closeness: CLOSE,
    };
    let inflations = ours.variance_inflations(&design).expect("moderators");
    anova.many("vif", &inflations);
    // metafor prints GVIF 1.2339 and GSIF 1.0540 for the two columns of allocation.
    let allocation = ours
        .variance_inflation(&[3, 4], &design)
        .expect("moderators");
    assert!((allocation - 1.2339).abs() < 5e-5, "{allocation}");
    assert!(
        (allocation.powf(0.25) - 1.0540).abs() < 5e-5,
        "{allocation}"
    );
}

#[test]
fn metafor_bcg_likelihood_ratio() {
    let vectors = load("bcg");
    let effects = effects(&vectors);
    let columns = vec![("ablat".to_owned(), numbers(&vectors["inputs"]["ablat"]))];
    let latitude = Design::with_moderators(effects.k(), columns).expect("a moderator");
    let alone = Design::intercept(effects.k()).expect("effects");
    let full = by(Method::Ml, &effects, &latitude);
    let reduced = by(Method::Ml, &effects, &alone);
    let ours = likelihood_ratio((&full, &latitude), (&reduced, &alone)).expect("nested");
    assert_eq!(ours.df, 1);
    let check = Check {
        what: "bcg LRT".to_owned(),
        expected: &vectors["anova"]["LRT"],
        closeness: CLOSE,
    };
    check.one("LRT", ours.statistic);
    check.one("pval", ours.p_value);
    check.one("R2", ours.r2_percent);
    check.one("full_AIC", ours.full.aic);
    check.one("full_BIC", ours.full.bic);
}

#[test]
fn models_that_cannot_be_compared_are_refused() {
    let vectors = load("bcg");
    let (effects, design) = (effects(&vectors), moderators(&vectors));
    let alone = Design::intercept(effects.k()).expect("effects");
    let refused = |full: Method, reduced: Method| {
        let (full, reduced) = (by(full, &effects, &design), by(reduced, &effects, &alone));
        let forwards = likelihood_ratio((&full, &design), (&reduced, &alone));
        matches!(forwards, Err(Error::Undefined { .. }))
    };
    assert!(refused(Method::Reml, Method::Reml));
    assert!(refused(Method::Ml, Method::Reml));
    assert!(refused(Method::Dl, Method::Dl));
    assert!(!refused(Method::Ml, Method::Ml));
    assert!(!refused(Method::Fe, Method::Fe));
    let (full, reduced) = (
        by(Method::Ml, &effects, &design),
        by(Method::Ml, &effects, &alone),
    );
    let backwards = likelihood_ratio((&reduced, &alone), (&full, &design));
    assert!(matches!(backwards, Err(Error::Undefined { .. })));
    let same = likelihood_ratio((&full, &design), (&full, &design));
    assert!(matches!(same, Err(Error::Undefined { .. })));
}

#[test]
fn coefficients_that_are_not_there_are_refused() {
    let vectors = load("bcg");
    let (effects, design) = (effects(&vectors), moderators(&vectors));
    let ours = by(Method::Reml, &effects, &design);
    assert!(matches!(ours.test(&[5]), Err(Error::BadValue { .. })));
    assert!(matches!(ours.test(&[]), Err(Error::TooFew { .. })));
    let short = ours.contrasts(&[vec![1.0, -1.0]]);
    assert!(matches!(short, Err(Error::Length { .. })));
    let zeros = ours.contrasts(&[vec![0.0; 5]]);
    assert!(matches!(zeros, Err(Error::Singular { .. })));
    let intercept = ours.variance_inflation(&[0], &design);
    assert!(matches!(intercept, Err(Error::BadValue { .. })));
    let none = ours.variance_inflation(&[], &design);
    assert!(matches!(none, Err(Error::TooFew { .. })));
}
