//! Multilevel and multivariate fits against metafor 3.8-1 on further data sets, by `reference/multilevel.R`.

use nalgebra::DMatrix;
use serde_json::Value;
use spotcheck_meta::{
    Design,
    multilevel::{
        Component, Covariance, CovarianceBlock, Method, MultilevelFit, Options, Random, Structure,
        fit,
    },
};

use crate::{
    fits::{COMPONENTS, all_agree, integers, strings, variances},
    multilevel::Nested,
    multivariate::Outcomes,
    vectors::{agrees, load, number, numbers, rows},
};

/// One data set of the file.
struct Data {
    vectors: Value,
    yi: Vec<f64>,
    sampling: Covariance,
}

impl Data {
    fn load(name: &str) -> Self {
        let vectors = load("multilevel_more")[name].clone();
        let yi = numbers(&vectors["yi"]);
        let sampling = match vectors["V"].as_array() {
            Some(blocks) => Covariance::from_blocks(yi.len(), in_order(blocks)),
            None => Covariance::independent(&numbers(&vectors["vi"])),
        };
        Self {
            sampling: sampling.expect("a covariance"),
            yi,
            vectors,
        }
    }

    fn input(&self, name: &str) -> &Value {
        &self.vectors["inputs"][name]
    }

    fn means(&self, levels: &[String]) -> Design {
        Design::without_intercept(self.yi.len(), dummies(levels)).expect("full rank")
    }

    fn fit(&self, design: &Design, terms: &[Random], options: &Options) -> MultilevelFit {
        fit(&self.yi, &self.sampling, design, terms, options).expect("a fit")
    }

    /// What is compared with a fit of metafor's, whose own components may be good to `components` only.
    fn check(&self, name: &str, fit: &MultilevelFit, components: f64) {
        let expected = &self.vectors["fit"][name];
        assert!(expected.is_object(), "{name}");
        let likelihoods = fit.likelihoods().expect("a likelihood");
        let statistics = match fit.options().method {
            Method::Ml => likelihoods.ml,
            Method::Reml => likelihoods.reml,
        };
        let theirs = number(&expected["ll"]);
        assert!(
            theirs - 1e-9 <= statistics.ll,
            "{name}: {} falls short of {theirs}",
            statistics.ll
        );
        agrees(name, statistics.ll, theirs, components, 1.0);
        let ours = fit.coefficients();
        let betas = ours.beta.iter().zip(numbers(&expected["beta"]));
        for ((ours, theirs), se) in betas.zip(&ours.se) {
            agrees(name, *ours, theirs, 0.1 * components, 2.0 * se);
        }
        all_agree(&format!("{name} se"), &ours.se, &expected["se"], components);
        agrees(
            name,
            fit.heterogeneity().statistic,
            number(&expected["QE"]),
            1e-9,
            0.0,
        );
        agrees(
            name,
            fit.moderators().statistic,
            number(&expected["QM"]),
            2.0 * components,
            0.0,
        );
    }

    fn check_structure(&self, name: &str, fit: &MultilevelFit) {
        let term = &fit.terms()[0];
        let expected = &self.vectors["fit"][name];
        all_agree(
            &format!("{name} tau2"),
            &term.variances,
            &expected["tau2"],
            2.0 * COMPONENTS,
        );
        if !term.correlations.is_empty() {
            all_agree(
                &format!("{name} rho"),
                &term.correlations,
                &expected["rho"],
                COMPONENTS,
            );
        }
    }
}

/// A column of ones where a factor has the level, for each level in ascending order.
fn dummies(levels: &[String]) -> Vec<(String, Vec<f64>)> {
    let mut names = levels.to_vec();
    names.sort();
    names.dedup();
    let column = |name: &String| {
        levels
            .iter()
            .map(|l| f64::from(u8::from(l == name)))
            .collect()
    };
    names
        .iter()
        .map(|name| (name.clone(), column(name)))
        .collect()
}

fn in_order(blocks: &[Value]) -> Vec<CovarianceBlock> {
    let mut from = 0;
    let mut in_order = Vec::new();
    for block in blocks {
        let elements = rows(block);
        let n = elements.len();
        in_order.push(CovarianceBlock {
            rows: (from..from + n).collect(),
            matrix: DMatrix::from_fn(n, n, |i, j| elements[i][j]),
        });
        from += n;
    }
    in_order
}

fn owned(value: &Value) -> Vec<String> {
    strings(value).iter().map(|&s| s.to_owned()).collect()
}

#[test]
fn metafor_ishak2007_over_time() {
    let data = Data::load("ishak2007");
    let times = integers(data.input("time"));
    let design = data.means(&times.iter().map(i64::to_string).collect::<Vec<_>>());
    let months = vec![1.0, 2.0, 3.0, 4.0];
    for (name, structure) in [
        ("HAR", Structure::HeteroscedasticAutoregressive),
        ("AR", Structure::Autoregressive),
        ("CAR", Structure::ContinuousAutoregressive { times: months }),
        ("HCS", Structure::HeteroscedasticCompound),
    ] {
        let studies = strings(data.input("study"));
        let term = Random::structured("time | study", &times, &studies, &structure);
        let fit = data.fit(&design, &[term.expect("as many")], &Options::default());
        data.check(name, &fit, COMPONENTS);
        data.check_structure(name, &fit);
    }
}

/// The correlation is estimated as −1, and without it a variance as 0.
#[test]
fn metafor_kalaian1996_at_the_boundary() {
    let data = Data::load("kalaian1996");
    let outcomes = owned(data.input("outcome"));
    let hours = numbers(data.input("ln_hours"));
    let mut columns = dummies(&outcomes);
    columns.extend(dummies(&outcomes).into_iter().map(|(name, ones)| {
        let slope = ones.iter().zip(&hours).map(|(one, hour)| one * hour);
        (format!("{name}:ln_hours"), slope.collect())
    }));
    let design = Design::without_intercept(hours.len(), columns).expect("full rank");
    for (name, structure, method) in [
        ("UN", Structure::Unstructured, Method::Reml),
        ("ML_UN", Structure::Unstructured, Method::Ml),
        ("DIAG", Structure::Diagonal, Method::Reml),
    ] {
        let studies = strings(data.input("study"));
        let term = Random::structured("outcome | study", &outcomes, &studies, &structure);
        let options = Options {
            method,
            ..Options::default()
        };
        let fit = data.fit(&design, &[term.expect("as many")], &options);
        data.check(name, &fit, COMPONENTS);
        data.check_structure(name, &fit);
    }
}

#[test]
fn metafor_bornmann2007_nested_and_crossed() {
    let data = Data::load("bornmann2007");
    let (studies, proposals) = (strings(data.input("study")), integers(data.input("obs")));
    let nested = Random::intercept("study", &studies);
    let within: Vec<_> = studies.iter().zip(&proposals).collect();
    let terms = [nested.clone(), Random::intercept("study/obs", &within)];
    let design = Design::intercept(data.yi.len()).expect("effects");
    let fit = data.fit(&design, &terms, &Options::default());
    data.check("nested", &fit, COMPONENTS);
    all_agree(
        "nested",
        &variances(&fit),
        &data.vectors["fit"]["nested"]["sigma2"],
        COMPONENTS,
    );
    check_intervals("bornmann2007", &fit, 0, &data.vectors["profile"]);

    let terms = [
        nested,
        Random::intercept("country", &strings(data.input("country"))),
        Random::intercept("discipline", &strings(data.input("discipline"))),
    ];
    let mut types = dummies(&owned(data.input("type")));
    types.remove(0);
    let design = Design::with_moderators(data.yi.len(), types).expect("full rank");
    let fit = data.fit(&design, &terms, &Options::default());
    data.check("crossed", &fit, COMPONENTS);
    all_agree(
        "crossed",
        &variances(&fit),
        &data.vectors["fit"]["crossed"]["sigma2"],
        COMPONENTS,
    );
}

/// Sorted by label, as metafor's are; NA where its refit does not converge.
#[test]
fn metafor_bornmann2007_cooks_distances() {
    let data = Data::load("bornmann2007");
    let studies = strings(data.input("study"));
    let proposals = strings_of(data.input("obs"));
    let proposals: Vec<&str> = proposals.iter().map(String::as_str).collect();
    let terms = Random::nested(&[("study", &studies), ("obs", &proposals)]);
    let design = Design::intercept(data.yi.len()).expect("effects");
    let fit = data.fit(&design, &terms, &Options::default());
    let mut sorted = studies.clone();
    sorted.sort_unstable();
    sorted.dedup();
    let label = |study| sorted.iter().position(|s| s == study).expect("a study");
    let labels: Vec<usize> = studies.iter().map(label).collect();
    let mut first = labels.clone();
    first.dedup();
    let ours = fit.cooks_distances(&labels).expect("as many");
    let theirs = data.vectors["cooks"].as_array().expect("a list");
    assert_eq!(ours.len(), theirs.len());
    let mut told = 0;
    for (label, ours) in first.iter().zip(ours) {
        let ours = ours.expect("a refit");
        if let Some(theirs) = theirs[*label].as_f64() {
            agrees(sorted[*label], ours, theirs, 1e-4, 1e-3);
            told += 1;
        }
    }
    assert!(10 <= told, "{told} compared");
}

fn strings_of(value: &Value) -> Vec<String> {
    integers(value).iter().map(i64::to_string).collect()
}

/// Twenty-one components of nine studies: the surface is flat, and only its height is compared.
#[test]
fn metafor_craft2003_unstructured() {
    let data = Data::load("craft2003");
    let pairs = owned(data.input("pair"));
    let studies = strings_of(data.input("study"));
    let term = Random::structured("pair | study", &pairs, &studies, &Structure::Unstructured);
    let terms = [term.expect("as many")];
    let fit = data.fit(&data.means(&pairs), &terms, &Options::default());
    data.check("UN", &fit, 1e-3);
}

#[test]
fn metafor_tannersmith2016_nested() {
    let data = Data::load("tannersmith2016");
    let studies = integers(data.input("study"));
    let terms = Random::nested(&[("study", &studies), ("id", &integers(data.input("id")))]);
    let ages = vec![("age".to_owned(), numbers(data.input("age")))];
    let design = Design::with_moderators(data.yi.len(), ages).expect("full rank");
    let fit = data.fit(&design, &terms, &Options::default());
    data.check("nested", &fit, COMPONENTS);
    all_agree(
        "nested",
        &variances(&fit),
        &data.vectors["fit"]["nested"]["sigma2"],
        COMPONENTS,
    );
}

/// Intervals of the variances of terms from `term` on, one a term.
fn check_intervals(what: &str, fit: &MultilevelFit, term: usize, expected: &Value) {
    for (t, expected) in expected.as_array().expect("a list").iter().enumerate() {
        let ours = fit.profile_interval(term + t, Component::Variance(0));
        check_interval(
            &format!("{what}[{t}]"),
            ours.expect("an interval"),
            expected,
        );
    }
}

fn check_interval(what: &str, ours: spotcheck_meta::multilevel::ProfileInterval, expected: &Value) {
    let size = ours.estimate;
    agrees(
        what,
        ours.estimate,
        number(&expected["estimate"]),
        COMPONENTS,
        0.0,
    );
    // NA where metafor's refits do not converge.
    if let Some(theirs) = expected["lower"].as_f64() {
        agrees(what, ours.lower, theirs, COMPONENTS, 0.1 * size);
    }
    if let Some(theirs) = expected["upper"].as_f64() {
        agrees(what, ours.upper.expect("an end"), theirs, COMPONENTS, 0.0);
    }
}

#[test]
fn metafor_profile_intervals() {
    let expected = &load("multilevel_more")["profile"];
    let (schools, outcomes) = (Nested::schools(), Nested::outcomes());
    for (name, data) in [("konstantopoulos2011", schools), ("assink2016", outcomes)] {
        let fit = data.fit(&data.intercept(), &Options::default());
        check_intervals(name, &fit, 0, &expected[name]);
    }
    let gums = Outcomes::load();
    let fit = gums.fit(
        &gums.design(),
        &Structure::Unstructured,
        &Options::default(),
    );
    let components = [
        Component::Variance(0),
        Component::Variance(1),
        Component::Correlation(0),
    ];
    for (component, expected) in components
        .iter()
        .zip(expected["berkey1998"].as_array().expect("a list"))
    {
        let ours = fit.profile_interval(0, *component).expect("an interval");
        check_interval(&format!("berkey1998 {component:?}"), ours, expected);
    }
}
