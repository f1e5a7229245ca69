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
    cases_of(2)
}

fn cases_of(levels: u8) -> impl Strategy<Value = Case> {
    let effect = (-2.0..2.0_f64, -4.0..2.0_f64, 0..9_u8, 0..levels);
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

    /// Log-likelihoods of structures, each with that of one that holds it.
    fn likelihoods_of_held(&self) -> Vec<(f64, f64)> {
        let highest = |structure| match self.fit(&self.structured(&structure)) {
            // Of three levels, the unstructured ascents may all be slowed by a nearly free rotation of L.
            Err(Error::NoConvergence { .. })
                if structure == Structure::Unstructured && self.level.contains(&2) =>
            {
                None
            }
            fit => told(fit).as_ref().map(log_likelihood),
        };
        let compound = highest(Structure::Compound);
        let diagonal = highest(Structure::Diagonal);
        let heteroscedastic = highest(Structure::HeteroscedasticCompound);
        let autoregressive = highest(Structure::Autoregressive);
        let both = highest(Structure::HeteroscedasticAutoregressive);
        let free = highest(Structure::Unstructured);
        let held = [
            (compound, heteroscedastic),
            (diagonal, heteroscedastic),
            (autoregressive, both),
            (diagonal, both),
            (compound, free),
            (diagonal, free),
            (heteroscedastic, free),
        ];
        held.into_iter()
            .filter_map(|(less, more)| less.zip(more))
            .collect()
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
        for (less, more) in case.likelihoods_of_held() {
            prop_assert!(less - 1e-7 <= more, "{less} {more}");
        }
    }

    #[test]
    fn prop_more_structure_of_three_levels_is_no_less_likely(case in cases_of(3)) {
        for (less, more) in case.likelihoods_of_held() {
            prop_assert!(less - 1e-7 <= more, "{less} {more}");
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

/// Ascents from common variances and correlations alone miss the summit of the unstructured matrix.
#[test]
fn regress_unstructured_is_no_less_likely_than_what_it_holds() {
    let case = Case {
        yi: vec![
            3.390_002_559_591_59,
            -2.626_023_956_987_215_2,
            1.011_253_143_937_299_8,
            3.387_738_855_971_185_6,
            -3.291_424_234_852_484_3,
            -2.222_792_299_412_019_3,
        ],
        vi: vec![
            6.489_731_165_003_087_6,
            0.253_069_965_143_598_53,
            0.020_416_499_189_518_347,
            2.720_504_252_552_519_4,
            0.042_090_655_305_486_09,
            1.0,
        ],
        group: vec![7, 4, 7, 7, 1, 8],
        level: vec![0, 1, 0, 1, 1, 1],
        method: Method::Ml,
    };
    let held = case.likelihoods_of_held();
    assert_eq!(held.len(), 7);
    for (less, more) in held {
        assert!(less - 1e-7 <= more, "{less} over {more}");
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
