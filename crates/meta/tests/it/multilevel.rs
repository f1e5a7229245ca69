//! Nested random effects against metafor 3.8-1 (`rma.mv`): konstantopoulos2011 and assink2016.

use serde_json::Value;
use spotcheck_meta::{
    Design,
    multilevel::{
        Component, Covariance, Method, MultilevelFit, Options, Random, Structure, Test, fit,
    },
};

use crate::{
    fits::{COMPONENTS, all_agree, check_fit, check_prediction, integers, strings, variances},
    vectors::{agrees, load, numbers},
};

fn options(expected: &Value) -> Options {
    let named = |key: &str| expected[key].as_str().expect("a name");
    Options {
        method: if named("method") == "ML" {
            Method::Ml
        } else {
            Method::Reml
        },
        test: if named("test") == "t" {
            Test::TResidual
        } else {
            Test::Z
        },
        level: 0.95,
    }
}

/// Schools in districts, or outcomes in studies.
pub(crate) struct Nested {
    pub(crate) vectors: Value,
    pub(crate) yi: Vec<f64>,
    pub(crate) sampling: Covariance,
    pub(crate) outer: Vec<i64>,
    pub(crate) inner: Vec<i64>,
    names: [&'static str; 2],
}

impl Nested {
    pub(crate) fn load(dataset: &str, names: [&'static str; 2]) -> Self {
        let vectors = load(dataset);
        let vi = numbers(&vectors["vi"]);
        Self {
            yi: numbers(&vectors["yi"]),
            sampling: Covariance::independent(&vi).expect("positive variances"),
            outer: integers(&vectors["inputs"][names[0]]),
            inner: integers(&vectors["inputs"][names[1]]),
            vectors,
            names,
        }
    }

    pub(crate) fn schools() -> Self {
        Self::load("konstantopoulos2011", ["district", "school"])
    }

    pub(crate) fn outcomes() -> Self {
        Self::load("assink2016", ["study", "esid"])
    }

    pub(crate) fn terms(&self) -> Vec<Random> {
        Random::nested(&[(self.names[0], &self.outer), (self.names[1], &self.inner)])
    }

    /// The outer factor as cluster labels.
    pub(crate) fn labels(&self) -> Vec<usize> {
        let labels = self.outer.iter();
        labels
            .map(|&label| usize::try_from(label).expect("a number"))
            .collect()
    }

    pub(crate) fn intercept(&self) -> Design {
        Design::intercept(self.yi.len()).expect("effects")
    }

    pub(crate) fn fit(&self, design: &Design, options: &Options) -> MultilevelFit {
        fit(&self.yi, &self.sampling, design, &self.terms(), options).expect("a fit")
    }

    fn check(&self, name: &str, design: &Design, options: &Options) -> MultilevelFit {
        let fit = self.fit(design, options);
        let expected = &self.vectors["fit"][name];
        check_fit(name, &fit, expected);
        all_agree(name, &variances(&fit), &expected["sigma2"], COMPONENTS);
        assert_eq!(
            fit.terms()
                .iter()
                .map(|term| term.name.as_str())
                .collect::<Vec<_>>(),
            strings(&expected["s_names"])
        );
        fit
    }
}

#[test]
fn metafor_three_levels() {
    for data in [Nested::schools(), Nested::outcomes()] {
        for name in ["REML", "ML", "REML_t"] {
            let options = options(&data.vectors["fit"][name]);
            data.check(name, &data.intercept(), &options);
        }
    }
}

#[test]
fn metafor_containment() {
    let options = Options {
        test: Test::TContain,
        ..Options::default()
    };
    let data = Nested::schools();
    data.check("REML_t_contain", &data.intercept(), &options);
}

#[test]
fn metafor_moderators() {
    let data = Nested::schools();
    let years = numbers(&data.vectors["inputs"]["year"]);
    let mean = years.iter().sum::<f64>() / years.len() as f64;
    let centred = years.iter().map(|year| year - mean).collect();
    let design = Design::with_moderators(years.len(), vec![("year".to_owned(), centred)]);
    data.check("mod_year", &design.expect("full rank"), &Options::default());
}

pub(crate) fn types(data: &Nested) -> Design {
    let types = strings(&data.vectors["inputs"]["deltype"]);
    let is = |name: &str| {
        types
            .iter()
            .map(|&t| f64::from(u8::from(t == name)))
            .collect()
    };
    let columns = ["general", "overt"].map(|name| (format!("deltype{name}"), is(name)));
    Design::with_moderators(types.len(), columns.to_vec()).expect("full rank")
}

#[test]
fn metafor_moderator_of_types() {
    let data = Nested::outcomes();
    data.check("mods_deltype", &types(&data), &Options::default());
}

#[test]
fn metafor_no_random_effects() {
    let data = Nested::schools();
    let design = data.intercept();
    let fit = fit(&data.yi, &data.sampling, &design, &[], &Options::default()).expect("a fit");
    check_fit("FE", &fit, &data.vectors["fit"]["FE"]);
}

/// Of three levels the multivariate form with one correlation is another parametrisation.
#[test]
fn metafor_three_levels_as_compound_symmetry() {
    let data = Nested::schools();
    let schools = Random::structured(
        "school | district",
        &data.inner,
        &data.outer,
        &Structure::Compound,
    );
    let terms = [schools.expect("as many")];
    let fit = fit(
        &data.yi,
        &data.sampling,
        &data.intercept(),
        &terms,
        &Options::default(),
    );
    let fit = fit.expect("a fit");
    let expected = &data.vectors["fit"]["multivariate_CS"];
    check_fit("CS", &fit, expected);
    let term = &fit.terms()[0];
    all_agree("tau2", &term.variances, &expected["tau2"], COMPONENTS);
    all_agree("rho", &term.correlations, &expected["rho"], COMPONENTS);
}

#[test]
fn metafor_predictions() {
    for data in [Nested::schools(), Nested::outcomes()] {
        let fit = data.fit(&data.intercept(), &Options::default());
        check_prediction("predict", &fit, &[1.0], &data.vectors["predict"]);
    }
}

#[test]
fn metafor_diagnostics() {
    for data in [Nested::schools(), Nested::outcomes()] {
        let fit = data.fit(&data.intercept(), &Options::default());
        let expected = &data.vectors["diagnostics"];
        let gls = fit.gls();
        all_agree("hat", &gls.hat(), &expected["hat"], COMPONENTS);
        all_agree(
            "weights",
            &gls.weights_percent(),
            &expected["weights_rowsum"],
            COMPONENTS,
        );
        let residuals = &expected["rstandard"];
        all_agree("resid", gls.residuals(), &residuals["resid"], COMPONENTS);
        all_agree("resid se", &gls.residual_se(), &residuals["se"], COMPONENTS);
        let z: Vec<f64> = gls
            .residuals()
            .iter()
            .zip(gls.residual_se())
            .map(|(e, se)| e / se)
            .collect();
        all_agree("resid z", &z, &residuals["z"], COMPONENTS);
        for (effects, name) in fit
            .random_effects()
            .expect("effects")
            .iter()
            .zip(fit.terms().iter().map(|term| term.name.clone()))
        {
            let theirs = &expected["ranef"][&name];
            let ours: Vec<f64> = effects.iter().map(|effect| effect.estimate).collect();
            all_agree(&name, &ours, &theirs["intrcpt"], 2.0 * COMPONENTS);
            let ours: Vec<f64> = effects.iter().map(|effect| effect.se).collect();
            all_agree(&name, &ours, &theirs["se"], 2.0 * COMPONENTS);
        }
    }
}

/// metafor gives NA for the clusters without which its optimiser does not converge.
#[test]
fn metafor_cooks_distances() {
    for (data, compared) in [(Nested::schools(), 8), (Nested::outcomes(), 17)] {
        let fit = data.fit(&data.intercept(), &Options::default());
        let ours = fit.cooks_distances(&data.labels()).expect("as many");
        let theirs = data.vectors["diagnostics"]["cooks"]
            .as_array()
            .expect("a list");
        assert_eq!(ours.len(), theirs.len());
        let mut told = 0;
        for (ours, theirs) in ours.iter().zip(theirs) {
            let ours = ours.as_ref().expect("a refit");
            if let Some(theirs) = theirs.as_f64() {
                agrees("Cook's distance", *ours, theirs, 1e-4, 1e-3);
                told += 1;
            }
        }
        assert_eq!(told, compared);
    }
}

#[test]
fn metafor_profile_interval() {
    let data = Nested::schools();
    let fit = data.fit(&data.intercept(), &Options::default());
    let interval = fit
        .profile_interval(1, Component::Variance(0))
        .expect("an interval");
    let expected = numbers(&serde_json::json!(
        data.vectors["profile_ci"][""]["sigma2"]
            .as_array()
            .expect("a list")[..2]
    ));
    agrees("estimate", interval.estimate, expected[0], COMPONENTS, 0.0);
    // metafor's own search stops within .Machine$double.eps^0.25.
    agrees("lower", interval.lower, expected[1], 1.3e-4, 1.0);
}
