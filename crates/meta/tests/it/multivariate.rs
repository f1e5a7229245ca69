//! Several outcomes, and networks, against metafor 3.8-1 (`rma.mv`): berkey1998 and senn2013.

use nalgebra::DMatrix;
use serde_json::Value;
use spotcheck_meta::{
    Design, Error,
    multilevel::{Component, Covariance, Method, MultilevelFit, Options, Random, Structure, fit},
};

use crate::{
    fits::{COMPONENTS, all_agree, check_fit, integers, strings},
    vectors::{load, numbers, rows},
};

fn matrix(value: &Value) -> DMatrix<f64> {
    let rows = rows(value);
    DMatrix::from_fn(rows.len(), rows[0].len(), |i, j| rows[i][j])
}

/// Two outcomes of five trials of gum treatment.
pub(crate) struct Outcomes {
    pub(crate) vectors: Value,
    yi: Vec<f64>,
    sampling: Covariance,
    of_effect: Vec<String>,
}

impl Outcomes {
    pub(crate) fn load() -> Self {
        let vectors = load("berkey1998");
        Self {
            yi: numbers(&vectors["yi"]),
            sampling: Covariance::from_matrix(&matrix(&vectors["V"])).expect("a covariance"),
            of_effect: strings(&vectors["inputs"]["outcome"])
                .iter()
                .map(|&s| s.to_owned())
                .collect(),
            vectors,
        }
    }

    pub(crate) fn trials(&self) -> Vec<usize> {
        let trials = integers(&self.vectors["inputs"]["trial"]);
        trials
            .iter()
            .map(|&trial| usize::try_from(trial).expect("a number"))
            .collect()
    }

    fn of(&self, outcome: &str, value: impl Fn(usize) -> f64) -> Vec<f64> {
        let outcomes = self.of_effect.iter().enumerate();
        outcomes
            .map(|(i, o)| if o == outcome { value(i) } else { 0.0 })
            .collect()
    }

    /// A mean for each outcome.
    pub(crate) fn design(&self) -> Design {
        let columns = ["AL", "PD"].map(|o| (format!("outcome{o}"), self.of(o, |_| 1.0)));
        Design::without_intercept(self.yi.len(), columns.to_vec()).expect("full rank")
    }

    pub(crate) fn fit(
        &self,
        design: &Design,
        structure: &Structure,
        options: &Options,
    ) -> MultilevelFit {
        let term = Random::structured(
            "outcome | trial",
            &self.of_effect,
            &self.trials(),
            structure,
        );
        let terms = [term.expect("as many")];
        fit(&self.yi, &self.sampling, design, &terms, options).expect("a fit")
    }

    fn check(&self, name: &str, design: &Design, structure: &Structure, options: &Options) {
        let fit = self.fit(design, structure, options);
        let expected = &self.vectors["fit"][name];
        check_fit(name, &fit, expected);
        let term = &fit.terms()[0];
        all_agree(name, &term.variances, &expected["tau2"], COMPONENTS);
        if !term.correlations.is_empty() {
            all_agree(name, &term.correlations, &expected["rho"], COMPONENTS);
        }
    }
}

#[test]
fn metafor_structures() {
    let data = Outcomes::load();
    for (name, structure) in [
        ("REML_UN", Structure::Unstructured),
        ("REML_CS", Structure::Compound),
        ("REML_HCS", Structure::HeteroscedasticCompound),
        ("REML_DIAG", Structure::Diagonal),
    ] {
        data.check(name, &data.design(), &structure, &Options::default());
    }
}

#[test]
fn metafor_maximum_likelihood() {
    let data = Outcomes::load();
    let options = Options {
        method: Method::Ml,
        ..Options::default()
    };
    data.check("ML_UN", &data.design(), &Structure::Unstructured, &options);
}

#[test]
fn metafor_moderator_of_each_outcome() {
    let data = Outcomes::load();
    let years = numbers(&data.vectors["inputs"]["year"]);
    let mut columns = ["AL", "PD"]
        .map(|o| (o.to_owned(), data.of(o, |_| 1.0)))
        .to_vec();
    columns.extend(["AL", "PD"].map(|o| (format!("{o}:year"), data.of(o, |i| years[i] - 1983.0))));
    let design = Design::without_intercept(years.len(), columns).expect("full rank");
    data.check(
        "REML_year",
        &design,
        &Structure::Unstructured,
        &Options::default(),
    );
}

/// Treatments of diabetes compared in 26 trials.
struct Network {
    vectors: Value,
    yi: Vec<f64>,
    sampling: Covariance,
    design: Design,
}

impl Network {
    fn load() -> Self {
        let vectors = load("senn2013");
        let x = rows(&vectors["X"]);
        let names = strings(&vectors["X_names"]);
        let column =
            |(j, name): (usize, &&str)| ((*name).to_owned(), x.iter().map(|row| row[j]).collect());
        let columns = names.iter().enumerate().map(column).collect();
        Self {
            yi: numbers(&vectors["yi"]),
            sampling: Covariance::from_matrix(&matrix(&vectors["V"])).expect("a covariance"),
            design: Design::without_intercept(x.len(), columns).expect("full rank"),
            vectors,
        }
    }

    fn comparisons(&self) -> Vec<(&str, &str)> {
        let inputs = &self.vectors["inputs"];
        strings(&inputs["treat1"])
            .into_iter()
            .zip(strings(&inputs["treat2"]))
            .collect()
    }

    /// Comparisons within trials, or within designs, with ρ = ½.
    fn half_correlated<G: Ord>(&self, outer: &[G]) -> Random {
        Random::structured(
            "comparison",
            &self.comparisons(),
            outer,
            &Structure::Compound,
        )
        .and_then(|term| term.with_fixed(Component::Correlation(0), 0.5))
        .expect("a term")
    }

    fn check(&self, name: &str, terms: &[Random]) -> MultilevelFit {
        let fit = fit(
            &self.yi,
            &self.sampling,
            &self.design,
            terms,
            &Options::default(),
        );
        let fit = fit.expect("a fit");
        check_fit(name, &fit, &self.vectors["fit"][name]);
        fit
    }
}

#[test]
fn metafor_network() {
    let data = Network::load();
    data.check("network_consistency_FE", &[]);
    let studies = strings(&data.vectors["inputs"]["study"]);
    let fit = data.check(
        "network_consistency_CS_rho_half",
        &[data.half_correlated(&studies)],
    );
    let expected = &data.vectors["fit"]["network_consistency_CS_rho_half"];
    let term = &fit.terms()[0];
    all_agree("tau2", &term.variances, &expected["tau2"], COMPONENTS);
    all_agree("rho", &term.correlations, &expected["rho"], 0.0);
}

/// The design of a trial is the set of treatments it compares; here inconsistency is estimated as zero.
#[test]
fn metafor_network_with_inconsistency() {
    let data = Network::load();
    let studies = strings(&data.vectors["inputs"]["study"]);
    let comparisons = data.comparisons();
    let design_of = |study: &&str| {
        let of_study = studies
            .iter()
            .zip(&comparisons)
            .filter(|(other, _)| *other == study);
        let mut treatments: Vec<_> = of_study.flat_map(|(_, (a, b))| [*a, *b]).collect();
        treatments.sort_unstable();
        treatments.dedup();
        treatments
    };
    let designs: Vec<_> = studies.iter().map(design_of).collect();
    let terms = [
        data.half_correlated(&studies),
        data.half_correlated(&designs),
    ];
    let fit = data.check("network_inconsistency", &terms);
    let expected = &data.vectors["fit"]["network_inconsistency"];
    all_agree(
        "tau2",
        &fit.terms()[0].variances,
        &expected["tau2"],
        COMPONENTS,
    );
    assert!(fit.terms()[1].variances[0].abs() <= 1e-8);
}

/// The three comparisons of one trial of each are never seen together with another.
#[test]
fn what_the_data_cannot_tell_is_refused() {
    let data = Outcomes::load();
    let trials = data.trials();
    let twice = [
        Random::intercept("a", &trials),
        Random::intercept("b", &trials),
    ];
    let refused = fit(
        &data.yi,
        &data.sampling,
        &data.design(),
        &twice,
        &Options::default(),
    );
    assert!(
        matches!(refused, Err(Error::Singular { .. })),
        "{refused:?}"
    );
    let apart: Vec<usize> = (0..data.yi.len()).collect();
    let term = Random::structured("apart", &data.of_effect, &apart, &Structure::Unstructured);
    let apart = [term.expect("as many")];
    let refused = fit(
        &data.yi,
        &data.sampling,
        &data.design(),
        &apart,
        &Options::default(),
    );
    assert!(
        matches!(refused, Err(Error::Singular { .. })),
        "{refused:?}"
    );
}
