//! What must hold of any multilevel fit, whatever the data.

use proptest::prelude::*;
use spotcheck_meta::{
    Design, Error,
    multilevel::{Component, Covariance, Method, MultilevelFit, Options, Random, Structure, fit},
};

use crate::{fits::variances, vectors::agrees};

#[derive(Debug, Clone)]
struct Case {
    yi: Vec<f64>,
    vi: Vec<f64>,
    group: Vec<u8>,
    level: Vec<u8>,
    method: Method,
}

/// Up to forty effects in up to nine groups and two levels, some groups far from the others.
fn cases() -> impl Strategy<Value = Case> {
    let effect = (-2.0..2.0_f64, -4.0..2.0_f64, 0..9_u8, 0..2_u8);
    let far = prop::collection::vec(-3.0..3.0_f64, 9);
    let method = prop_oneof![Just(Method::Ml), Just(Method::Reml)];
    let effects = prop::collection::vec(effect, 6..40);
    (effects, far, 0.0..1.0_f64, method).prop_map(|(effects, far, spread, method)| Case {
        yi: effects
            .iter()
            .map(|(y, _, g, _)| spread * y + far[usize::from(*g)])
            .collect(),
        vi: effects.iter().map(|(_, ln_v, _, _)| ln_v.exp()).collect(),
        group: effects.iter().map(|(_, _, g, _)| *g).collect(),
        level: effects.iter().map(|(_, _, _, l)| *l).collect(),
        method,
    })
}

impl Case {
    fn fit(&self, terms: &[Random]) -> Result<MultilevelFit, Error> {
        let sampling = Covariance::independent(&self.vi)?;
        let design = Design::intercept(self.yi.len())?;
        let options = Options {
            method: self.method,
            ..Options::default()
        };
        fit(&self.yi, &sampling, &design, terms, &options)
    }

    fn nested(&self) -> Vec<Random> {
        let each: Vec<usize> = (0..self.yi.len()).collect();
        Random::nested(&[("group", &self.group[..])])
            .into_iter()
            .chain([Random::intercept("effect", &each)])
            .collect()
    }

    fn crossed(&self) -> Vec<Random> {
        let mut terms = self.nested();
        terms.push(Random::intercept("level", &self.level));
        terms
    }

    fn structured(&self, structure: &Structure) -> Vec<Random> {
        let term = Random::structured("level | group", &self.level, &self.group, structure);
        vec![term.expect("as many")]
    }

    fn reversed(&self) -> Self {
        let mut other = self.clone();
        other.yi.reverse();
        other.vi.reverse();
        other.group.reverse();
        other.level.reverse();
        other
    }
}

/// A fit, or the one reason that data may give for having none.
fn told(fit: Result<MultilevelFit, Error>) -> Option<MultilevelFit> {
    match fit {
        Ok(fit) => Some(fit),
        Err(Error::Singular { .. }) => None,
        Err(error) => unreachable!("{error}"),
    }
}

fn log_likelihood(fit: &MultilevelFit) -> f64 {
    let likelihoods = fit.likelihoods().expect("a likelihood");
    match fit.options().method {
        Method::Ml => likelihoods.ml.ll,
        Method::Reml => likelihoods.reml.ll,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn prop_every_fit_settles_and_is_finite(case in cases()) {
        let structures = [
            Structure::Compound,
            Structure::Diagonal,
            Structure::Unstructured,
            Structure::HeteroscedasticAutoregressive,
        ];
        let structured = structures.iter().map(|structure| case.structured(structure));
        for terms in [case.nested(), case.crossed()].into_iter().chain(structured) {
            let Some(fit) = told(case.fit(&terms)) else { continue };
            prop_assert!(fit.coefficients().beta[0].is_finite());
            prop_assert!(variances(&fit).iter().all(|v| v.is_finite() && 0.0 <= *v));
            for term in fit.terms() {
                prop_assert!(term.correlations.iter().all(|rho| rho.abs() <= 1.0));
            }
            let random = fit.random_effects().expect("effects");
            prop_assert!(random.iter().flatten().all(|u| u.estimate.is_finite() && u.se.is_finite()));
        }
    }

    #[test]
    fn prop_row_order_does_not_matter(case in cases()) {
        for which in [Case::nested, Case::crossed, |case: &Case| case.structured(&Structure::Unstructured)] {
            let Some(fit) = told(case.fit(&which(&case))) else { continue };
            let other = case.reversed();
            let other = other.fit(&which(&other)).expect("as the first");
            agrees("log-likelihood", log_likelihood(&other), log_likelihood(&fit), 1e-9, 1.0);
            let se = fit.coefficients().se[0];
            agrees("beta", other.coefficients().beta[0], fit.coefficients().beta[0], 1e-4, se);
        }
    }

    /// A variance of each effect's own is the same model whatever else its effects are told to have in common, which
    /// decides how it is computed.
    #[test]
    fn prop_a_level_without_a_meaning_changes_nothing(case in cases()) {
        let each: Vec<usize> = (0..case.yi.len()).collect();
        let own = Random::structured("effect", &case.level, &each, &Structure::Identity).expect("as many");
        for plain in [case.nested(), case.crossed()] {
            let mut levelled = plain.clone();
            levelled[1] = own.clone();
            let (plain, levelled) = (told(case.fit(&plain)), told(case.fit(&levelled)));
            prop_assert_eq!(plain.is_some(), levelled.is_some());
            let (Some(plain), Some(levelled)) = (plain, levelled) else { continue };
            agrees("log-likelihood", log_likelihood(&levelled), log_likelihood(&plain), 1e-9, 1.0);
            let se = plain.coefficients().se[0];
            agrees("beta", levelled.coefficients().beta[0], plain.coefficients().beta[0], 1e-4, se);
        }
    }

    /// A model that holds another cannot be less likely than it.
    #[test]
    fn prop_more_structure_is_no_less_likely(case in cases()) {
        let nested = told(case.fit(&case.nested()));
        let crossed = told(case.fit(&case.crossed()));
        if let (Some(nested), Some(crossed)) = (&nested, &crossed) {
            prop_assert!(log_likelihood(nested) - 1e-7 <= log_likelihood(crossed));
        }
        let compound = told(case.fit(&case.structured(&Structure::Compound)));
        let diagonal = told(case.fit(&case.structured(&Structure::Diagonal)));
        let free = told(case.fit(&case.structured(&Structure::Unstructured)));
        if let Some(free) = &free {
            for less in [&compound, &diagonal].into_iter().flatten() {
                prop_assert!(log_likelihood(less) - 1e-7 <= log_likelihood(free), "{} {}", log_likelihood(less), log_likelihood(free));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn prop_an_interval_holds_its_estimate(case in cases()) {
        if let Some(fit) = told(case.fit(&case.nested())) {
            for term in 0..2 {
                let interval = fit.profile_interval(term, Component::Variance(0)).expect("an interval");
                prop_assert!(interval.lower <= interval.estimate);
                prop_assert!(interval.upper.is_none_or(|upper| interval.estimate <= upper));
            }
        }
    }
}

/// A restricted likelihood is flat in the variance of a term that holds all effects in one group.
#[test]
fn a_term_of_one_group_is_refused_in_any_order() {
    let case = Case {
        yi: vec![1.722, 0.978, -1.514, -2.541, -0.393, 2.340],
        vi: vec![1.0, 0.068, 0.021, 0.044, 1.774, 5.771],
        group: vec![0, 2, 8, 1, 0, 2],
        level: vec![0; 6],
        method: Method::Reml,
    };
    for case in [case.reversed(), case] {
        let alone = [Random::intercept("level", &case.level)];
        for terms in [&alone[..], &case.crossed()] {
            let refused = case.fit(terms).err();
            assert!(
                matches!(refused, Some(Error::Singular { .. })),
                "{refused:?}"
            );
        }
    }
}
