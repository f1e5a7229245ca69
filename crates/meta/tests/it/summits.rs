//! Likelihoods that are hard to climb still end at their highest point.

use spotcheck_meta::{Design, Effects, Method, Options, Test, fit};

/// Scoring alone overshoots for ever on the first three; the fourth falls from zero and rises again.
#[test]
fn regress_scoring_that_overshoots() {
    let cases: [&[(f64, f64)]; 4] = [
        &[(9.9, 3.798), (3.5, 0.02), (3.9, 0.001), (4.9, 2.605)],
        &[(7.4, 0.144), (7.9, 0.002), (8.8, 0.337)],
        &[(0.2, 0.002), (0.8, 0.009), (0.1, 0.031), (4.5, 1.919)],
        &[(0.0, 0.001), (0.01, 0.001), (0.02, 0.001), (9.0, 1.0)],
    ];
    for pairs in cases {
        let (yi, vi) = pairs.iter().copied().unzip();
        let effects = Effects::new(yi, vi).expect("usable effects");
        let design = Design::intercept(pairs.len()).expect("effects");
        for method in [Method::Ml, Method::Reml] {
            let options = Options::of(method, Test::Z);
            let ours = fit(&effects, &design, &options).expect("it fits");
            let likelihood = |tau2: f64| {
                let ll = ours.profile(tau2, &effects, &design);
                ll.expect("a likelihood")
            };
            let highest = likelihood(ours.tau2);
            // A dense scan over six powers of ten is the independent authority.
            let scanned = (-300..=300).map(|i| likelihood(10_f64.powf(f64::from(i) / 100.0)));
            for other in scanned.chain([likelihood(0.0)]) {
                assert!(other <= highest + 1e-9, "{pairs:?}: {other} over {highest}");
            }
        }
    }
}
