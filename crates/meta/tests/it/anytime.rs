//! Anytime-valid inference: against numerical integration (`reference/anytime.R`), and by simulation.

use serde_json::Value;
use spotcheck_meta::{
    Effects, Error,
    anytime::{AnytimeOptions, Look, Mixture, looks},
};

use crate::vectors::{agrees, load, number, numbers};

/// R integrates to 1e-12 and finds roots to 1e-13; both are then written with fifteen digits.
const BY_INTEGRATION: f64 = 1e-9;

fn check(what: &str, ours: &[Look], expected: &Value, get: fn(&Look) -> f64) {
    let theirs = numbers(&expected[what]);
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (look, theirs) in ours.iter().zip(theirs) {
        let what = format!("{what} after {}", look.k);
        agrees(&what, get(look), theirs, BY_INTEGRATION, 1.0);
    }
}

#[test]
fn r_integration_of_bcg_by_year() {
    let vectors = load("anytime");
    let effects = Effects::new(numbers(&vectors["yi"]), numbers(&vectors["vi"])).expect("effects");
    let cases = vectors["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 12);
    for case in cases {
        let mixture = Mixture::of_scale(number(&case["scale"])).expect("a scale");
        let options = AnytimeOptions {
            level: number(&case["level"]),
            tau2: number(&case["tau2"]),
            ..AnytimeOptions::default()
        };
        let ours = looks(&effects, mixture, options).expect("looks");
        check("study", &ours, case, |look| look.ln_e_study);
        check("common", &ours, case, |look| look.ln_e);
        check("ci_lb", &ours, case, |look| look.ci_lb);
        check("ci_ub", &ours, case, |look| look.ci_ub);
        let product: f64 = numbers(&case["study"]).iter().sum();
        let last = ours.last().expect("a look");
        agrees("product", last.ln_e_product, product, BY_INTEGRATION, 1.0);
        let highest = numbers(&case["common"]).into_iter().fold(0.0, f64::max);
        agrees("p", last.p_value.ln(), -highest, BY_INTEGRATION, 1.0);
    }
}

/// R searched for the variance, at which the width is flat, so it has fewer digits than the width.
#[test]
fn r_search_for_the_narrowest_mixture() {
    for case in load("anytime")["narrowest"].as_array().expect("cases") {
        let information = number(&case["information"]);
        let level = number(&case["level"]);
        let mixture = Mixture::narrowest_at(information, level).expect("a mixture");
        let expected = number(&case["variance"]);
        agrees("variance", mixture.variance(), expected, 1e-4, 0.0);
        let one = Effects::new(vec![0.0], vec![1.0 / information]).expect("an effect");
        let options = AnytimeOptions {
            level,
            ..AnytimeOptions::default()
        };
        let look = looks(&one, mixture, options).expect("looks")[0];
        agrees("width", look.ci_ub, number(&case["half"]), 1e-9, 0.0);
    }
}

/// `SplitMix64` (Steele, Lea and Flood 2014) with Box and Muller's normals.
struct Draws(u64);

impl Draws {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        ((z >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let (u, v) = (self.uniform(), self.uniform());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }

    /// `k` studies of standard errors 0.1 to 0.5 with true effects N(`mean`, `tau2`).
    fn studies(&mut self, k: usize, mean: f64, tau2: f64) -> Effects {
        let (mut yi, mut vi) = (Vec::new(), Vec::new());
        for _ in 0..k {
            let v = (0.1 + 0.4 * self.uniform()).powi(2);
            yi.push(mean + (v + tau2).sqrt() * self.normal());
            vi.push(v);
        }
        Effects::new(yi, vi).expect("usable effects")
    }
}

const REPLICATES: usize = 2000;
const MOST: usize = 50;
/// Three standard errors of a share of 5 % in 2000 replicates.
const ALLOWED: f64 = 0.05 + 3.0 * 0.0049;

/// Shares of replicates in which the anytime-valid, and the ordinary interval, exclude the truth at some look.
fn ever_wrong(mixture: Mixture, truth: f64, tau2: f64, assumed: f64) -> (f64, f64) {
    let mut draws = Draws(20_221_109);
    let (mut valid, mut ordinary) = (0, 0);
    let options = AnytimeOptions {
        tau2: assumed,
        ..AnytimeOptions::default()
    };
    for _ in 0..REPLICATES {
        let effects = draws.studies(MOST, truth, tau2);
        let looks = looks(&effects, mixture, options).expect("looks");
        let misses = |look: &Look| truth < look.ci_lb || look.ci_ub < truth;
        valid += usize::from(looks.iter().any(misses));
        let half = |look: &Look| 1.959_963_984_540_054 / look.information.sqrt();
        let excludes = |look: &Look| half(look) < (look.estimate - truth).abs();
        ordinary += usize::from(looks.iter().any(excludes));
    }
    let share = |count: usize| count as f64 / REPLICATES as f64;
    (share(valid), share(ordinary))
}

#[test]
fn simulated_looks_are_wrong_as_seldom_as_promised() {
    let mixtures = [0.05, 0.3, 2.0].map(|scale| Mixture::of_scale(scale).expect("a scale"));
    for mixture in mixtures {
        for truth in [0.0, 0.4] {
            let (valid, ordinary) = ever_wrong(mixture, truth, 0.0, 0.0);
            assert!(valid <= ALLOWED, "{mixture:?}: wrong in {valid}");
            assert!(0.2 < ordinary, "{mixture:?}: {ordinary}");
        }
    }
}

#[test]
fn simulated_heterogeneity_needs_its_variance() {
    let mixture = Mixture::of_scale(0.3).expect("a scale");
    let (known, _) = ever_wrong(mixture, 0.2, 0.09, 0.09);
    assert!(known <= ALLOWED, "{known}");
    let (larger, _) = ever_wrong(mixture, 0.2, 0.09, 0.2);
    assert!(larger <= ALLOWED, "{larger}");
    // And without it the promise about the mean of the population is broken, as the documentation says.
    let (ignored, _) = ever_wrong(mixture, 0.2, 0.09, 0.0);
    assert!(2.0 * ALLOWED < ignored, "{ignored}");
}

/// With effects as they are, the interval that assumes no variance covers the weighted mean of those seen.
#[test]
fn simulated_unlike_effects_are_covered_on_average() {
    let mut draws = Draws(7);
    let mixture = Mixture::of_scale(0.3).expect("a scale");
    let mut wrong = 0;
    for _ in 0..REPLICATES {
        let seen = draws.studies(MOST, 0.0, 0.0);
        let truths: Vec<f64> = (0..MOST).map(|i| 0.5 * (i as f64 * 0.7).sin()).collect();
        let yi = seen.yi().iter().zip(&truths).map(|(y, t)| y + t).collect();
        let effects = Effects::new(yi, seen.vi().to_vec()).expect("usable effects");
        let looks = looks(&effects, mixture, AnytimeOptions::default()).expect("looks");
        let (mut sum, mut weight) = (0.0, 0.0);
        let misses = looks
            .iter()
            .zip(&truths)
            .zip(effects.vi())
            .filter(|((look, truth), v)| {
                sum += **truth / **v;
                weight += 1.0 / **v;
                let mean = sum / weight;
                mean < look.ci_lb || look.ci_ub < mean
            });
        wrong += usize::from(0 < misses.count());
    }
    assert!(wrong as f64 <= ALLOWED * REPLICATES as f64, "{wrong}");
}

/// Under the null the mean of an e-value is 1, whenever one stops. The scale is small enough that the mean of
/// the replicates settles: an e-value of a wide mixture owes its mean to rare large values.
#[test]
fn simulated_e_values_are_one_on_average() {
    let mut draws = Draws(99);
    let mixture = Mixture::of_scale(0.05).expect("a scale");
    let replicates = 20_000;
    let mut sums = [0.0; 4];
    let mut squares = [0.0; 4];
    for _ in 0..replicates {
        let effects = draws.studies(10, 0.0, 0.0);
        let looks = looks(&effects, mixture, AnytimeOptions::default()).expect("looks");
        let last = looks[9];
        // Stops at the first e-value of 3, or at the end.
        let stopped = looks.iter().find(|look| 3.0_f64.ln() <= look.ln_e);
        let stopped = stopped.unwrap_or(&last).ln_e;
        let each = [last.ln_e_study, last.ln_e_product, last.ln_e, stopped];
        for (j, ln_e) in each.into_iter().enumerate() {
            sums[j] += ln_e.exp();
            squares[j] += (2.0 * ln_e).exp();
        }
    }
    for (sum, square) in sums.iter().zip(squares) {
        let n = f64::from(replicates);
        let mean = sum / n;
        let error = ((square / n - mean * mean) / n).sqrt();
        assert!(
            (mean - 1.0).abs() < 4.0 * error && error < 0.02,
            "{mean} ± {error}"
        );
    }
}

#[test]
fn prop_the_interval_narrows_about_the_fixed_effect_mean() {
    let effects = Draws(3).studies(MOST, 0.3, 0.0);
    for scale in [0.01, 0.3, 20.0] {
        let mixture = Mixture::of_scale(scale).expect("a scale");
        let looks = looks(&effects, mixture, AnytimeOptions::default()).expect("looks");
        for pair in looks.windows(2) {
            let width = |look: &Look| look.ci_ub - look.ci_lb;
            assert!(width(&pair[1]) < width(&pair[0]), "scale {scale}");
            assert!(pair[1].p_value <= pair[0].p_value, "scale {scale}");
        }
        for look in &looks {
            let kept: Vec<usize> = (0..look.k).collect();
            let so_far = effects.select(&kept).expect("some");
            let weights = || so_far.vi().iter().map(|v| 1.0 / v);
            let sum: f64 = weights().zip(so_far.yi()).map(|(w, y)| w * y).sum();
            let mean = sum / weights().sum::<f64>();
            assert!(look.ci_lb < mean && mean < look.ci_ub, "scale {scale}");
            // An ordinary interval is always narrower: this is the price.
            let ordinary = 2.0 * 1.959_963_984_540_054 / weights().sum::<f64>().sqrt();
            assert!(ordinary < look.ci_ub - look.ci_lb, "scale {scale}");
            let excluded = 0.0 < look.ci_lb || look.ci_ub < 0.0;
            assert_eq!(excluded, 20.0_f64.ln() < look.ln_e, "scale {scale}");
        }
    }
}

#[test]
fn refuses_what_is_no_mixture() {
    assert!(matches!(
        Mixture::of_scale(0.0),
        Err(Error::BadValue { .. })
    ));
    assert!(matches!(
        Mixture::of_scale(f64::NAN),
        Err(Error::BadValue { .. })
    ));
    let level = Mixture::narrowest_at(1.0, 1.0);
    assert!(matches!(level, Err(Error::BadLevel { .. })));
    let one = Effects::new(vec![0.1], vec![0.1]).expect("an effect");
    let options = AnytimeOptions {
        tau2: -1.0,
        ..AnytimeOptions::default()
    };
    let mixture = Mixture::of_scale(1.0).expect("a scale");
    assert!(matches!(
        looks(&one, mixture, options),
        Err(Error::BadValue { .. })
    ));
}
