//! What must hold of any pool.

use proptest::prelude::*;
use spotcheck_evidence::pool::{Heterogeneity, Pooled, Test, pool_numbers};

fn effects() -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec((-10.0..10.0_f64, 1e-3..4.0_f64), 3..20)
}

fn pooled(effects: &[(f64, f64)], heterogeneity: Heterogeneity, test: Test) -> Pooled {
    pool_numbers(effects, heterogeneity, test, 0.95).expect("finite effects are poolable")
}

const BOTH: [Heterogeneity; 2] = [Heterogeneity::DerSimonianLaird, Heterogeneity::Reml];

/// Scoring alone overshoots for ever on these; it must still end at the likeliest variance.
#[test]
fn regress_scoring_that_overshoots() {
    let cases: [&[(f64, f64)]; 3] = [
        &[(9.9, 3.798), (3.5, 0.02), (3.9, 0.001), (4.9, 2.605)],
        &[(7.4, 0.144), (7.9, 0.002), (8.8, 0.337)],
        &[(0.2, 0.002), (0.8, 0.009), (0.1, 0.031), (4.5, 1.919)],
    ];
    for effects in cases {
        let reml = pooled(effects, Heterogeneity::Reml, Test::Wald);
        let likelihood = |tau2: f64| restricted_likelihood(effects, tau2);
        assert!(0.0 < reml.tau2, "{effects:?}");
        for nearby in [0.99, 1.01] {
            assert!(
                likelihood(reml.tau2 * nearby) < likelihood(reml.tau2),
                "{effects:?}"
            );
        }
    }
}

/// The restricted log-likelihood of tau², up to a constant.
fn restricted_likelihood(effects: &[(f64, f64)], tau2: f64) -> f64 {
    let weights: Vec<f64> = effects.iter().map(|(_, v)| 1.0 / (v + tau2)).collect();
    let sum: f64 = weights.iter().sum();
    let mu = effects
        .iter()
        .zip(&weights)
        .map(|((y, _), w)| w * y)
        .sum::<f64>()
        / sum;
    let q: f64 = effects
        .iter()
        .zip(&weights)
        .map(|((y, _), w)| w * (y - mu).powi(2))
        .sum();
    -0.5 * (-weights.iter().map(|w| w.ln()).sum::<f64>() + sum.ln() + q)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn prop_pooling_ignores_row_order(effects in effects()) {
        let mut reversed = effects.clone();
        reversed.reverse();
        for heterogeneity in BOTH {
            let one = pooled(&effects, heterogeneity, Test::HartungKnappFloored);
            let two = pooled(&reversed, heterogeneity, Test::HartungKnappFloored);
            prop_assert!((one.estimate - two.estimate).abs() < 1e-9);
            prop_assert!((one.tau2 - two.tau2).abs() < 1e-7 * (1.0 + one.tau2));
        }
    }

    #[test]
    fn prop_the_estimate_lies_within_the_effects(effects in effects()) {
        let lowest = effects.iter().map(|e| e.0).fold(f64::INFINITY, f64::min);
        let highest = effects.iter().map(|e| e.0).fold(f64::NEG_INFINITY, f64::max);
        for heterogeneity in BOTH {
            let one = pooled(&effects, heterogeneity, Test::Wald);
            prop_assert!(lowest - 1e-9 <= one.estimate && one.estimate <= highest + 1e-9);
        }
    }

    #[test]
    fn prop_the_floor_never_narrows(effects in effects()) {
        for heterogeneity in BOTH {
            let floored = pooled(&effects, heterogeneity, Test::HartungKnappFloored);
            for other in [Test::Wald, Test::HartungKnapp] {
                let other = pooled(&effects, heterogeneity, other);
                prop_assert!(other.se <= floored.se + 1e-12);
            }
            prop_assert!(floored.pi.lo <= floored.ci.lo && floored.ci.hi <= floored.pi.hi);
        }
    }

    #[test]
    fn prop_shifting_every_effect_shifts_the_pool(effects in effects(), by in -5.0..5.0_f64) {
        let shifted: Vec<_> = effects.iter().map(|(y, v)| (y + by, *v)).collect();
        for heterogeneity in BOTH {
            let one = pooled(&effects, heterogeneity, Test::Wald);
            let two = pooled(&shifted, heterogeneity, Test::Wald);
            prop_assert!((one.estimate + by - two.estimate).abs() < 1e-7);
            prop_assert!((one.se - two.se).abs() < 1e-7);
        }
    }
}
