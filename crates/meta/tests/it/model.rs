//! metafor 3.8-1 `rma.uni`: every estimator of τ², test and interval, with and without moderators.

use serde_json::Value;
use spotcheck_meta::{
    Coefficients, Design, Effects, Fit, FitStatistics, Heterogeneity, Method, Omnibus, Options,
    Prediction, Test, Weighting, fit,
};

use crate::vectors::{agrees, load, number, numbers, rows};

pub(crate) const SETS: [&str; 9] = [
    "bcg",
    "gibson2002",
    "hine1989",
    "li2007",
    "morris2008_prepost",
    "normand1999",
    "normand1999_smd",
    "pritz1997",
    "raudenbush1985",
];

/// How close a group of figures must be, and the size below which the closeness is absolute.
#[derive(Clone, Copy)]
pub(crate) struct Closeness {
    pub(crate) relative: f64,
    pub(crate) floor: f64,
}

const ALONE: Closeness = Closeness {
    relative: 1e-8,
    floor: 1e-2,
};
/// The years of bcg are collinear with the intercept, and metafor inverts their cross products.
const REGRESSION: Closeness = Closeness {
    relative: 1e-7,
    floor: 1.0,
};

pub(crate) fn effects(vectors: &Value) -> Effects {
    Effects::new(numbers(&vectors["yi"]), numbers(&vectors["vi"])).expect("usable effects")
}

/// The moderators of a vector file, where it has some.
pub(crate) fn moderators(vectors: &Value) -> Design {
    let names = vectors["X_names"].as_array().expect("names");
    let x = rows(&vectors["X"]);
    let column = |j: usize| x.iter().map(|row| row[j]).collect();
    let columns = names.iter().enumerate();
    let columns = columns
        .map(|(j, name)| (name.as_str().expect("a name").to_owned(), column(j)))
        .collect();
    Design::with_moderators(x.len(), columns).expect("independent moderators")
}

fn asked(name: &str) -> Options {
    let (method, test) = name.split_once('_').expect("method and test");
    Options::of(
        Method::parse(method).expect("a method"),
        Test::parse(test).expect("a test"),
    )
}

pub(crate) struct Check<'a> {
    pub(crate) what: String,
    pub(crate) expected: &'a Value,
    pub(crate) closeness: Closeness,
}

impl Check<'_> {
    pub(crate) fn one(&self, key: &str, ours: f64) {
        let what = format!("{} {key}", self.what);
        let Closeness { relative, floor } = self.closeness;
        agrees(&what, ours, number(&self.expected[key]), relative, floor);
    }

    pub(crate) fn many(&self, key: &str, ours: &[f64]) {
        let theirs = numbers(&self.expected[key]);
        assert_eq!(ours.len(), theirs.len(), "{} {key}", self.what);
        let Closeness { relative, floor } = self.closeness;
        for (ours, theirs) in ours.iter().zip(theirs) {
            agrees(
                &format!("{} {key}", self.what),
                *ours,
                theirs,
                relative,
                floor,
            );
        }
    }

    fn coefficients(&self, ours: &Coefficients) {
        self.many("beta", &ours.beta);
        self.many("se", &ours.se);
        self.many("zval", &ours.statistic);
        self.many("pval", &ours.p_value);
        self.many("ci_lb", &ours.ci_lb);
        self.many("ci_ub", &ours.ci_ub);
        for (i, row) in rows(&self.expected["vb"]).iter().enumerate() {
            for (j, expected) in row.iter().enumerate() {
                let what = format!("{} vb[{i}][{j}]", self.what);
                let Closeness { relative, floor } = self.closeness;
                agrees(&what, ours.vb[(i, j)], *expected, relative, floor);
            }
        }
    }

    fn omnibus(&self, ours: &Omnibus) {
        self.one("QM", ours.statistic);
        self.one("QMp", ours.p_value);
        let df = &self.expected["QM_df"];
        assert_eq!(ours.df as u64, df[0].as_u64().expect("df"), "{}", self.what);
        assert_eq!(ours.df2, df[1].as_f64(), "{}", self.what);
    }

    fn statistics(&self, key: &str, ours: &FitStatistics) {
        let inner = Check {
            what: format!("{} {key}", self.what),
            expected: &self.expected["fit_stats"][key],
            closeness: self.closeness,
        };
        inner.one("ll", ours.ll);
        inner.one("dev", ours.deviance);
        inner.one("AIC", ours.aic);
        inner.one("BIC", ours.bic);
        inner.one("AICc", ours.aicc);
    }

    fn predictions(&self, ours: &[Prediction], has_prediction_interval: bool) {
        let each = |get: fn(&Prediction) -> f64| ours.iter().map(get).collect::<Vec<_>>();
        self.many("pred", &each(|p| p.estimate));
        self.many("se", &each(|p| p.se));
        self.many("ci.lb", &each(|p| p.ci_lb));
        self.many("ci.ub", &each(|p| p.ci_ub));
        if has_prediction_interval {
            self.many("pi.lb", &each(|p| p.pi_lb));
            self.many("pi.ub", &each(|p| p.pi_ub));
        }
    }

    fn fit(&self, ours: &Fit) {
        self.coefficients(&ours.coefficients);
        self.omnibus(&ours.moderators);
        self.one("tau2", ours.tau2);
        match (&self.expected["se_tau2"], ours.se_tau2) {
            (Value::Null, None) => {}
            (_, se) => self.one("se_tau2", se.expect("a standard error")),
        }
        self.one("I2", ours.i2_percent);
        self.one("H2", ours.h2);
        self.one("vt", ours.typical_variance);
        self.one("QE", ours.q);
        self.one("QEp", ours.q_p_value);
        if let Some(r2) = ours.r2_percent {
            self.one("R2", r2);
        } else {
            assert!(self.expected["R2"].is_null());
        }
        self.statistics("ML", &ours.likelihoods.ml);
        self.statistics("REML", &ours.likelihoods.reml);
    }

    /// An interval of τ² with those of I² and H².
    fn heterogeneity(&self, ours: &Heterogeneity, typical_variance: f64) {
        let (i2, h2) = (ours.i2_percent(typical_variance), ours.h2(typical_variance));
        let ends = [
            ("tau^2", (ours.lb, ours.ub)),
            ("tau", (ours.lb.sqrt(), ours.ub.sqrt())),
            ("I^2(%)", i2),
            ("H^2", h2),
        ];
        for (key, (lb, ub)) in ends {
            let inner = Check {
                what: format!("{} {key}", self.what),
                expected: &self.expected[key],
                closeness: self.closeness,
            };
            inner.one("ci.lb", lb);
            inner.one("ci.ub", ub);
        }
    }
}

fn check_fits(set: &str, block: &str, design: &Design, closeness: Closeness) {
    let vectors = load(set);
    let effects = effects(&vectors);
    let fits = vectors[block].as_object().expect("fits");
    let mut seen = 0;
    for (name, expected) in fits.iter().filter(|(name, _)| !name.contains("tau2")) {
        let ours = fit(&effects, design, &asked(name)).expect("it fits");
        let check = Check {
            what: format!("{set} {block} {name}"),
            expected,
            closeness,
        };
        check.fit(&ours);
        if expected["fitted"].is_array() {
            let yi = effects.yi().iter().zip(&ours.residuals);
            check.many("fitted", &yi.map(|(y, r)| y - r).collect::<Vec<_>>());
            check.many("weights_pct", &ours.weights_percent(&effects));
        }
        let predict = Check {
            what: format!("{} predict", check.what),
            expected: &expected["predict"],
            closeness,
        };
        let has_pi = ours.options.method != Method::Fe;
        if design.is_intercept_only() {
            predict.predictions(&[ours.predict_mean().expect("a mean")], has_pi);
        } else {
            let each = (0..design.k()).map(|i| ours.predict(design.row(i).as_slice()));
            let each: Vec<_> = each.collect::<Result<_, _>>().expect("rows of p");
            predict.predictions(&each, has_pi);
        }
        check_q_profile(set, &check, &ours, &effects, design);
        seen += 1;
    }
    assert_eq!(seen, 24, "{set} {block}");
}

fn check_q_profile(set: &str, check: &Check<'_>, ours: &Fit, effects: &Effects, design: &Design) {
    let expected = &check.expected["tau2_ci_Qprofile"];
    if !expected.is_object() {
        return;
    }
    let interval = ours.q_profile(effects, design).expect("an interval");
    if set == "normand1999" && ours.options.method == Method::Dl {
        // metafor stops at its search limit; the value is that of an independent root finder.
        agrees("normand1999 DL upper", interval.ub, 2889.4513, 1e-7, 0.0);
        return;
    }
    let inner = Check {
        what: format!("{} Q-profile", check.what),
        expected,
        closeness: Closeness {
            relative: 1e-7,
            floor: 1e-3,
        },
    };
    inner.heterogeneity(&interval, ours.typical_variance);
}

#[test]
fn metafor_rma_every_method_without_moderators() {
    for set in SETS {
        let k = numbers(&load(set)["yi"]).len();
        let design = Design::intercept(k).expect("effects");
        check_fits(set, "fit", &design, ALONE);
    }
}

#[test]
fn metafor_rma_every_method_with_moderators() {
    for set in ["bcg", "raudenbush1985"] {
        check_fits(set, "metareg", &moderators(&load(set)), REGRESSION);
    }
}

#[test]
fn metafor_profile_likelihood_intervals() {
    for set in SETS {
        let vectors = load(set);
        let alone = Design::intercept(effects(&vectors).k()).expect("effects");
        check_likelihood_intervals(set, "fit", &alone);
        if vectors["X"].is_array() {
            check_likelihood_intervals(set, "metareg", &moderators(&vectors));
        }
    }
}

fn check_likelihood_intervals(set: &str, block: &str, design: &Design) {
    let vectors = load(set);
    let effects = effects(&vectors);
    for method in [Method::Ml, Method::Reml] {
        let ours = fit(&effects, design, &Options::of(method, Test::Z)).expect("it fits");
        let interval = ours.likelihood_interval(&effects, design);
        let key = format!("{}_tau2_ci_PL", method.word());
        let expected = &vectors[block][&key];
        if expected["tau^2"]["ci.ub"].is_null() {
            continue;
        }
        let check = Check {
            what: format!("{set} {block} {key}"),
            expected,
            closeness: Closeness {
                relative: 1e-6,
                floor: 1e-2,
            },
        };
        check.heterogeneity(&interval.expect("an interval"), ours.typical_variance);
    }
}

#[test]
fn metafor_profile_of_tau2() {
    for (set, block) in [("bcg", "diagnostics"), ("raudenbush1985", "metareg_diag")] {
        let vectors = load(set);
        let effects = effects(&vectors);
        let design = if block == "metareg_diag" {
            moderators(&vectors)
        } else {
            Design::intercept(effects.k()).expect("effects")
        };
        let ours = fit(&effects, &design, &Options::default()).expect("it fits");
        let profile = &vectors[block]["profile_tau2"];
        let ll = numbers(&profile["ll"]);
        for (tau2, ll) in numbers(&profile["tau2"]).into_iter().zip(ll) {
            let found = ours.profile(tau2, &effects, &design).expect("a likelihood");
            agrees(&format!("{set} profile {tau2}"), found, ll, 1e-7, 1.0);
        }
    }
}

#[test]
fn metafor_bcg_subgroups_and_other_weights() {
    let vectors = load("bcg");
    let all = effects(&vectors);
    let alloc = vectors["inputs"]["alloc"].as_array().expect("a column");
    for (group, expected) in vectors["subgroup_alloc"].as_object().expect("groups") {
        let keep: Vec<usize> = (0..all.k())
            .filter(|&i| alloc[i] == group.as_str())
            .collect();
        let subset = all.select(&keep).expect("a group");
        let design = Design::intercept(keep.len()).expect("effects");
        let ours = fit(&subset, &design, &Options::default()).expect("it fits");
        let check = Check {
            what: format!("bcg {group}"),
            expected,
            closeness: ALONE,
        };
        check.fit(&ours);
    }
    let weights = (1..=all.k()).map(|i| i as f64).collect();
    let design = Design::intercept(all.k()).expect("effects");
    for (block, weighting) in [
        ("user_weights_1_to_k", Weighting::Given(weights)),
        ("unweighted", Weighting::Equal),
    ] {
        let options = Options {
            weighting,
            ..Options::default()
        };
        let ours = fit(&all, &design, &options).expect("it fits");
        let check = Check {
            what: format!("bcg {block}"),
            expected: &vectors[block],
            closeness: ALONE,
        };
        check.fit(&ours);
        let predict = Check {
            what: format!("bcg {block} predict"),
            expected: &vectors[block]["predict"],
            closeness: ALONE,
        };
        predict.predictions(&[ours.predict_mean().expect("a mean")], true);
    }
}

#[test]
fn metafor_bcg_predicts_at_new_latitudes_and_levels() {
    let vectors = load("bcg");
    let all = effects(&vectors);
    let new = &vectors["predict_new"];
    let latitude = Design::with_moderators(
        all.k(),
        vec![("ablat".to_owned(), numbers(&vectors["inputs"]["ablat"]))],
    )
    .expect("a moderator");
    let regression = fit(&all, &latitude, &Options::default()).expect("it fits");
    let at = |ablat: f64| regression.predict(&[1.0, ablat]).expect("two values");
    let check = |what: &str, expected| Check {
        what: what.to_owned(),
        expected,
        closeness: ALONE,
    };
    let found: Vec<_> = numbers(&new["newmods"]).into_iter().map(at).collect();
    check("newmods", &new["pred"]).predictions(&found, true);
    let exp = check("exp_10_50", &new["exp_10_50"]);
    let each = |get: fn(&Prediction) -> f64| [at(10.0), at(50.0)].map(|p| get(&p).exp());
    exp.many("pred", &each(|p| p.estimate));
    exp.many("ci.lb", &each(|p| p.ci_lb));
    exp.many("ci.ub", &each(|p| p.ci_ub));
    exp.many("pi.lb", &each(|p| p.pi_lb));
    exp.many("pi.ub", &each(|p| p.pi_ub));
    let alone = Design::intercept(all.k()).expect("effects");
    let at_90 = Options {
        level: 0.9,
        ..Options::default()
    };
    let mean = fit(&all, &alone, &at_90).expect("it fits").predict_mean();
    let mean = mean.expect("a mean");
    let level90 = check("exp_level90", &new["exp_level90"]);
    level90.one("pred", mean.estimate.exp());
    level90.one("ci.lb", mean.ci_lb.exp());
    level90.one("ci.ub", mean.ci_ub.exp());
    level90.one("pi.lb", mean.pi_lb.exp());
    level90.one("pi.ub", mean.pi_ub.exp());
    let knha = fit(&all, &alone, &Options::of(Method::Reml, Test::Knha)).expect("it fits");
    check("knha", &new["knha"]).predictions(&[knha.predict_mean().expect("a mean")], true);
}

#[test]
fn metafor_effects_of_multilevel_sets_taken_as_independent() {
    for (set, block) in [
        ("senn2013", "pairwise_REML"),
        ("konstantopoulos2011", "uni_REML"),
    ] {
        let vectors = load(set);
        let all = effects(&vectors);
        let design = Design::intercept(all.k()).expect("effects");
        let ours = fit(&all, &design, &Options::default()).expect("it fits");
        let check = Check {
            what: format!("{set} {block}"),
            expected: &vectors["fit"][block],
            closeness: ALONE,
        };
        check.fit(&ours);
    }
}
