//! metafor 3.8-1 on eight data sets more: every estimator and test, diagnostics, comparisons, scales.

use serde_json::Value;
use spotcheck_meta::{
    Design, Effects, Error, Fit, Method, Options, Test, Weighting, diagnose, fit, likelihood_ratio,
    location_scale,
};

use crate::{
    influence::{check_influence, check_residuals, whole},
    model::{Check, Closeness, effects},
    sequential::check_pooled,
    vectors::{agrees, load, number, numbers, rows},
};

/// The vectors hold twelve digits; the moderators of several sets are years or doses, collinear with the
/// intercept, and metafor inverts their cross products.
const CLOSE: Closeness = Closeness {
    relative: 1e-7,
    floor: 1e-2,
};
/// metafor's optimiser of a scale stops when a step gains less than 1e-10 of the likelihood.
const SCALE: Closeness = Closeness {
    relative: 1e-4,
    floor: 1e-2,
};

/// Its standard errors come from numerical second derivatives there.
const SCALE_ERROR: Closeness = Closeness {
    relative: 1e-3,
    floor: 1e-2,
};

/// One data set with its two designs.
struct Set {
    name: String,
    vectors: Value,
    effects: Effects,
    alone: Design,
    moderated: Design,
}

impl Set {
    fn check<'a>(&self, what: &str, expected: &'a Value) -> Check<'a> {
        Check {
            what: format!("{} {what}", self.name),
            expected,
            closeness: CLOSE,
        }
    }

    fn fit(&self, design: &Design, options: &Options) -> Fit {
        fit(&self.effects, design, options).expect("it fits")
    }
}

fn sets() -> Vec<Set> {
    let all = load("models_more");
    let all = all.as_object().expect("data sets").clone();
    let sets = all.into_iter().filter(|(name, _)| name != "meta");
    let sets: Vec<Set> = sets
        .map(|(name, vectors)| {
            let effects = effects(&vectors);
            let x = rows(&vectors["X"]);
            let columns = (0..x[0].len()).map(|j| {
                let column = x.iter().map(|row| row[j]).collect();
                (format!("x{j}"), column)
            });
            let moderated = Design::with_moderators(effects.k(), columns.collect());
            Set {
                name,
                alone: Design::intercept(effects.k()).expect("effects"),
                moderated: moderated.expect("independent"),
                effects,
                vectors,
            }
        })
        .collect();
    assert_eq!(sets.len(), 8);
    sets
}

#[test]
fn metafor_more_fits() {
    for set in sets() {
        for method in Method::ALL {
            let expected = &set.vectors["fits"][method.word()];
            for (key, design) in [("mean", &set.alone), ("regression", &set.moderated)] {
                check_method(&set, method, design, &expected[key]);
            }
        }
    }
}

fn check_method(set: &Set, method: Method, design: &Design, expected: &Value) {
    let what = format!("{} p = {}", method.word(), design.p());
    let check = set.check(&what, expected);
    for test in Test::ALL {
        let ours = set.fit(design, &Options::of(method, test));
        check.many("beta", &ours.coefficients.beta);
        check.one("tau2", ours.tau2);
        if let Some(se) = ours.se_tau2 {
            check.one("se_tau2", se);
        }
        check.one("I2", ours.i2_percent);
        check.one("H2", ours.h2);
        check.one("QE", ours.q);
        check.one("QEp", ours.q_p_value);
        if let Some(r2) = ours.r2_percent {
            check_share(&check, method, set, r2);
        }
        let likelihoods = &ours.likelihoods;
        check.many("ll", &[likelihoods.ml.ll, likelihoods.reml.ll]);
        let by = set.check(
            &format!("{what} {}", test.word()),
            &expected["tests"][test.word()],
        );
        by.many("se", &ours.coefficients.se);
        by.many("pval", &ours.coefficients.p_value);
        by.many("ci_lb", &ours.coefficients.ci_lb);
        by.one("QMp", ours.moderators.p_value);
    }
}

/// R², but where τ² is zero: of that metafor keeps 1e-17, and the share of nothing is anything.
fn check_share(check: &Check<'_>, method: Method, set: &Set, r2_percent: f64) {
    let tau2 = number(&set.vectors["fits"][method.word()]["mean"]["tau2"]);
    if method == Method::Fe || 1e-12 < tau2 {
        check.one("R2", r2_percent);
    }
}

#[test]
fn metafor_more_diagnostics() {
    let mut seen = 0;
    for set in sets() {
        let reml = Options::default();
        let regression = set.fit(&set.moderated, &reml);
        let influence_of = |key: &str, fit: &Fit, design: &Design| {
            let ours = diagnose::influence(fit, &set.effects, design).expect("k > 1");
            check_influence(&set.check(key, &set.vectors[key]), &ours);
        };
        if set.vectors["influence_regression"].is_object() {
            influence_of("influence_regression", &regression, &set.moderated);
            seen += 1;
        }
        if !set.vectors["cumul"].is_object() {
            continue;
        }
        let knha = set.fit(&set.alone, &Options::of(Method::Reml, Test::Knha));
        influence_of("influence_knha", &knha, &set.alone);
        let adhoc = Options::of(Method::Dl, Test::Adhoc);
        let without = diagnose::leave1out(&set.effects, &adhoc).expect("k > 1");
        check_pooled(
            &set.check("leave1out", &set.vectors["leave1out_adhoc"]),
            &without,
        );
        let order: Vec<usize> = (0..set.effects.k()).collect();
        let grown = diagnose::cumul(&set.effects, &order, &reml).expect("an order");
        check_pooled(&set.check("cumul", &set.vectors["cumul"]), &grown);
        let points = diagnose::baujat(&regression, &set.effects, &set.moderated);
        let check = set.check("baujat", &set.vectors["baujat_regression"]);
        check.many("x", &whole(&points, |point| point.x));
        check.many("y", &whole(&points, |point| point.y));
        seen += 1;
    }
    assert_eq!(seen, 12);
}

#[test]
fn metafor_more_diagnostics_of_other_weights() {
    let sets = sets();
    let molloy = sets.iter().find(|set| set.name == "molloy2014");
    let molloy = molloy.expect("it has other weights");
    let one_to_k = (1..=molloy.effects.k()).map(|i| i as f64).collect();
    for (key, weighting) in [
        ("weights_1_to_k", Weighting::Given(one_to_k)),
        ("unweighted", Weighting::Equal),
    ] {
        let options = Options {
            weighting,
            ..Options::default()
        };
        let (effects, design) = (&molloy.effects, &molloy.moderated);
        let ours = molloy.fit(design, &options);
        let influence = diagnose::influence(&ours, effects, design).expect("k > 1");
        let expected = &molloy.vectors[format!("influence_{key}")];
        check_influence(&molloy.check(key, expected), &influence);
        let standard = diagnose::rstandard(&ours, effects, design).expect("a fit of these");
        let expected = &molloy.vectors[format!("rstandard_{key}")];
        check_residuals(&molloy.check(key, expected), &standard);
    }
}

#[test]
fn metafor_more_comparisons() {
    for set in sets() {
        let compare = &set.vectors["compare"];
        for (key, full, reduced, smaller) in [
            ("lrt", Method::Ml, Method::Ml, &set.alone),
            ("fixed", Method::Fe, Method::Fe, &set.alone),
            ("against_fixed", Method::Reml, Method::Fe, &set.moderated),
        ] {
            let full = set.fit(&set.moderated, &Options::of(full, Test::Z));
            let reduced = set.fit(smaller, &Options::of(reduced, Test::Z));
            let ours = likelihood_ratio((&full, &set.moderated), (&reduced, smaller));
            let ours = ours.expect("nested");
            let check = set.check(key, &compare[key]);
            check.one("LRT", ours.statistic);
            check.one("pval", ours.p_value);
            if compare[key]["R2"].is_number() {
                check_share(&check, full.options.method, &set, ours.r2_percent);
            }
        }
        let by_t = set.fit(&set.moderated, &Options::of(Method::Reml, Test::Knha));
        let p = by_t.p;
        let difference = [vec![0.0; p - 2], vec![1.0, -1.0]].concat();
        let difference = by_t.contrasts(&[difference]).expect("a row of p");
        let check = set.check("contrast", &compare["contrast"]);
        check.one("est", difference.beta[0]);
        check.one("se", difference.se[0]);
        check.one("zval", difference.statistic[0]);
        check.one("pval", difference.p_value[0]);
        let all = by_t.test(&(0..p).collect::<Vec<_>>()).expect("all of them");
        let check = set.check("all coefficients", &compare["all"]);
        check.one("QM", all.statistic);
        check.one("QMp", all.p_value);
        if 2 < p {
            let inflations = by_t.variance_inflations(&set.moderated);
            set.check("vif", compare)
                .many("vif", &inflations.expect("moderators"));
        }
    }
}

#[test]
fn metafor_more_scales() {
    for set in sets() {
        let first = set.moderated.x().column(1).iter().copied().collect();
        let scale = Design::with_moderators(set.effects.k(), vec![("z".to_owned(), first)]);
        let scale = scale.expect("a moderator");
        for (method, test, design) in [
            (Method::Ml, Test::Z, &set.alone),
            (Method::Reml, Test::Knha, &set.moderated),
        ] {
            let expected = &set.vectors["scale"][method.word()];
            let ours = location_scale(&set.effects, design, &scale, &Options::of(method, test));
            if expected["error"].is_string() {
                assert!(
                    matches!(ours, Err(Error::Undefined { .. })),
                    "{} {ours:?}",
                    set.name
                );
                continue;
            }
            let ours = ours.expect("a summit");
            let mut check = set.check(&format!("scale {}", method.word()), expected);
            check.one("QE", ours.q);
            check.one("QEp", ours.q_p_value);
            // The other likelihood is not flat where metafor stops.
            let is_restricted = usize::from(method == Method::Reml);
            let climbed = [ours.likelihoods.ml, ours.likelihoods.reml][is_restricted];
            let highest = numbers(&expected["ll"])[is_restricted];
            agrees(&check.what, climbed.ll, highest, 1e-8, 1.0);
            let aic = numbers(&expected["AIC"])[is_restricted];
            agrees(&check.what, climbed.aic, aic, 1e-8, 1.0);
            check.closeness = SCALE;
            check.many("beta", &ours.coefficients.beta);
            check.many("se", &ours.coefficients.se);
            check.many("pval", &ours.coefficients.p_value);
            check.many("alpha", &ours.scale.beta);
            check.closeness = SCALE_ERROR;
            check.many("se_alpha", &ours.scale.se);
            check.many("pval_alpha", &ours.scale.p_value);
            check.one("QM", ours.moderators.statistic);
            check.one("QS", ours.scale_moderators.statistic);
            check.one("QSp", ours.scale_moderators.p_value);
        }
    }
}
