//! What holds of every set of effects, whatever they measure.

use proptest::{collection::vec, prelude::*, sample::Index};
use spotcheck_meta::{
    Coefficients, Design, Effects, Error, Fit, FitStatistics, Method, Options, Test, diagnose, fit,
    location_scale,
};

/// Effects with moderators, none to three.
#[derive(Debug, Clone)]
struct Case {
    yi: Vec<f64>,
    vi: Vec<f64>,
    columns: Vec<Vec<f64>>,
}

impl Case {
    fn k(&self) -> usize {
        self.yi.len()
    }

    fn effects(&self) -> Effects {
        Effects::new(self.yi.clone(), self.vi.clone()).expect("finite, with positive variances")
    }

    /// Absent where the columns happen to be collinear.
    fn design(&self) -> Option<Design> {
        let columns = self.columns.iter().enumerate();
        let columns = columns.map(|(j, column)| (format!("x{j}"), column.clone()));
        Design::with_moderators(self.k(), columns.collect()).ok()
    }

    fn alone(&self) -> Design {
        Design::intercept(self.k()).expect("effects")
    }

    fn select(&self, keep: &[usize]) -> Self {
        let pick = |values: &[f64]| keep.iter().map(|&i| values[i]).collect();
        Self {
            yi: pick(&self.yi),
            vi: pick(&self.vi),
            columns: self.columns.iter().map(|column| pick(column)).collect(),
        }
    }

    /// The size of what is estimated: an error is judged by it.
    fn size(&self) -> f64 {
        let most = |values: &[f64]| values.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
        most(&self.yi) + most(&self.vi).sqrt()
    }
}

/// A measured moderator, or two groups.
fn column(k: usize) -> impl Strategy<Value = Vec<f64>> {
    prop_oneof![
        vec(-2.0..2.0, k),
        vec(prop_oneof![Just(0.0), Just(1.0)], k),
        vec(1950.0..2020.0, k),
    ]
}

/// Effects of size 1 whose variances span 10 to the power of `lo` to `hi`.
fn cases(lo: f64, hi: f64) -> impl Strategy<Value = Case> {
    (6..25_usize, 0..4_usize)
        .prop_flat_map(move |(k, p)| (vec(-2.0..2.0, k), vec(lo..hi, k), vec(column(k), p)))
        .prop_map(|(yi, exponents, columns)| Case {
            yi,
            vi: exponents.into_iter().map(|e| 10_f64.powf(e)).collect(),
            columns,
        })
}

fn methods() -> impl Strategy<Value = Method> {
    proptest::sample::select(Method::ALL.to_vec())
}

fn requests() -> impl Strategy<Value = Options> {
    (methods(), proptest::sample::select(Test::ALL.to_vec()))
        .prop_map(|(method, test)| Options::of(method, test))
}

#[track_caller]
fn close(ours: f64, theirs: f64, relative: f64, size: f64) {
    let off = (ours - theirs).abs();
    assert!(
        off <= relative * theirs.abs().max(size),
        "{ours} is not {theirs}"
    );
}

fn same_table(one: &Coefficients, other: &Coefficients, size: f64) {
    for j in 0..one.beta.len() {
        // A slope is as large as its error says.
        let size = 1e-7 * one.se[j].max(other.se[j]) + 1e-10 * size;
        close(one.beta[j], other.beta[j], 1e-7, size * 1e7);
        close(one.se[j], other.se[j], 1e-7, size);
        close(one.p_value[j], other.p_value[j], 1e-5, 1e-2);
    }
}

fn statistics(of: &FitStatistics) -> [f64; 5] {
    [of.ll, of.deviance, of.aic, of.bic, of.aicc]
}

fn all_finite(fit: &Fit) -> bool {
    let table = &fit.coefficients;
    let columns = [
        &table.beta,
        &table.se,
        &table.statistic,
        &table.p_value,
        &table.ci_lb,
        &table.ci_ub,
        &fit.residuals,
    ];
    let single = [
        fit.tau2,
        fit.se_tau2.unwrap_or(0.0),
        fit.i2_percent,
        fit.h2,
        fit.r2_percent.unwrap_or(0.0),
        fit.typical_variance,
        fit.q,
        fit.q_p_value,
        fit.moderators.statistic,
        fit.moderators.p_value,
    ];
    let columns = columns.into_iter().flatten().copied();
    let likelihoods = [fit.likelihoods.ml, fit.likelihoods.reml];
    let likelihoods = likelihoods.iter().flat_map(statistics);
    columns.chain(single).chain(likelihoods).all(f64::is_finite)
}

proptest! {
    #[test]
    fn prop_order_does_not_matter(
        case in cases(-3.0, 1.0),
        options in requests(),
        swaps in vec(any::<(Index, Index)>(), 20),
    ) {
        let Some(design) = case.design() else { return Ok(()) };
        let mut order: Vec<usize> = (0..case.k()).collect();
        for (a, b) in swaps {
            order.swap(a.index(case.k()), b.index(case.k()));
        }
        let other = case.select(&order);
        let other_design = other.design().expect("independent in another order, too");
        let one = fit(&case.effects(), &design, &options).expect("it fits");
        let two = fit(&other.effects(), &other_design, &options).expect("it fits");
        same_table(&one.coefficients, &two.coefficients, case.size());
        close(one.tau2, two.tau2, 1e-7, 1e-2 * one.typical_variance);
        close(one.q, two.q, 1e-8, 1.0);
    }

    #[test]
    fn prop_estimates_move_with_the_scale(
        case in cases(-3.0, 1.0),
        options in requests(),
        shift in -5.0..5.0,
        factor in prop_oneof![-20.0_f64..-0.05, 0.05..20.0_f64],
    ) {
        let Some(design) = case.design() else { return Ok(()) };
        let moved = Case {
            yi: case.yi.iter().map(|y| factor * y + shift).collect(),
            vi: case.vi.iter().map(|v| factor * factor * v).collect(),
            columns: case.columns.clone(),
        };
        let one = fit(&case.effects(), &design, &options).expect("it fits");
        let two = fit(&moved.effects(), &design, &options).expect("it fits");
        let size = moved.size();
        for j in 0..one.p {
            let shift = if j == 0 { shift } else { 0.0 };
            let (a, b) = (&one.coefficients, &two.coefficients);
            let size = size.max(b.se[j]);
            close(b.beta[j], factor * a.beta[j] + shift, 1e-7, size);
            close(b.se[j], factor.abs() * a.se[j], 1e-7, size);
            let mut ends = [factor * a.ci_lb[j] + shift, factor * a.ci_ub[j] + shift];
            ends.sort_by(f64::total_cmp);
            close(b.ci_lb[j], ends[0], 1e-7, size);
            close(b.ci_ub[j], ends[1], 1e-7, size);
        }
        close(two.tau2, factor * factor * one.tau2, 1e-7, 1e-2 * two.typical_variance);
        close(two.i2_percent, one.i2_percent, 1e-6, 1.0);
        close(two.q, one.q, 1e-7, 1.0);
    }

    #[test]
    fn prop_equal_effects_grow_no_less_certain(case in cases(-3.0, 1.0), more in -2.0..2.0, e in -3.0..1.0) {
        let grown = Case {
            yi: [case.yi.clone(), vec![more]].concat(),
            vi: [case.vi.clone(), vec![10_f64.powf(e)]].concat(),
            columns: Vec::new(),
        };
        let options = Options::of(Method::Fe, Test::Z);
        let before = fit(&case.effects(), &case.alone(), &options).expect("it fits");
        let after = fit(&grown.effects(), &grown.alone(), &options).expect("it fits");
        let width = |fit: &Fit| fit.coefficients.ci_ub[0] - fit.coefficients.ci_lb[0];
        prop_assert!(width(&after) <= width(&before));
    }

    #[test]
    fn prop_twice_the_data_halves_the_variance(case in cases(-3.0, 1.0)) {
        let Some(design) = case.design() else { return Ok(()) };
        let twice: Vec<usize> = (0..case.k()).chain(0..case.k()).collect();
        let twice = case.select(&twice);
        let options = Options::of(Method::Fe, Test::Z);
        let one = fit(&case.effects(), &design, &options).expect("it fits");
        let two = fit(&twice.effects(), &twice.design().expect("independent"), &options);
        let two = two.expect("it fits");
        for j in 0..one.p {
            let (a, b) = (one.coefficients.vb[(j, j)], two.coefficients.vb[(j, j)]);
            close(b, 0.5 * a, 1e-8, 0.0);
        }
    }

    #[test]
    fn prop_heterogeneity_stays_in_its_range(case in cases(-3.0, 1.0), options in requests()) {
        let Some(design) = case.design() else { return Ok(()) };
        let ours = fit(&case.effects(), &design, &options).expect("it fits");
        prop_assert!(0.0 <= ours.tau2);
        prop_assert!((0.0..=100.0).contains(&ours.i2_percent));
        prop_assert!(options.method == Method::Fe || 1.0 <= ours.h2);
        let r2 = ours.r2_percent.unwrap_or(0.0);
        prop_assert!((0.0..=100.0).contains(&r2), "{r2}");
    }

    #[test]
    fn prop_q_profile_holds_the_estimate_of_its_own_equation(case in cases(-3.0, 1.0)) {
        let Some(design) = case.design() else { return Ok(()) };
        let effects = case.effects();
        let ours = fit(&effects, &design, &Options::of(Method::Pm, Test::Z)).expect("it fits");
        let interval = ours.q_profile(&effects, &design).expect("degrees of freedom");
        let slack = 1e-10 * ours.typical_variance;
        prop_assert!(0.0 <= interval.lb && interval.lb <= interval.ub);
        prop_assert!(interval.lb <= ours.tau2 + slack && ours.tau2 <= interval.ub + slack);
    }

    #[test]
    fn prop_likelihoods_end_at_their_highest_point(
        case in cases(-3.0, 1.0),
        method in prop_oneof![Just(Method::Ml), Just(Method::Reml)],
    ) {
        let Some(design) = case.design() else { return Ok(()) };
        let effects = case.effects();
        let ours = fit(&effects, &design, &Options::of(method, Test::Z)).expect("it fits");
        let at = |tau2: f64| ours.profile(tau2, &effects, &design).expect("a likelihood");
        let highest = at(ours.tau2);
        for i in -100..=50 {
            let tau2 = 10_f64.powf(f64::from(i) / 25.0);
            prop_assert!(at(tau2) <= highest + 1e-9, "{} at {tau2}, not {}", at(tau2), ours.tau2);
        }
        prop_assert!(at(0.0) <= highest + 1e-9);
    }

    #[test]
    fn prop_every_figure_is_finite_or_refused(
        case in cases(-8.0, 8.0),
        options in requests(),
        size in 0.001..1000.0,
    ) {
        let yi = case.yi.iter().map(|y| size * y).collect();
        let case = Case { yi, ..case };
        let Some(design) = case.design() else { return Ok(()) };
        let effects = case.effects();
        // A refusal is an answer; what is not refused is finite.
        let Ok(ours) = fit(&effects, &design, &options) else { return Ok(()) };
        prop_assert!(all_finite(&ours), "{ours:?}");
        prop_assert!((0.0..=100.0).contains(&ours.i2_percent));
        if let Ok(interval) = ours.q_profile(&effects, &design) {
            prop_assert!(interval.lb.is_finite() && interval.ub.is_finite());
        }
        let influence = diagnose::influence(&ours, &effects, &design);
        for deletion in influence.iter().flat_map(|i| i.deletions.iter().flatten()) {
            let z = deletion.rstudent.z;
            let figures = [z, deletion.dffits, deletion.cook_d, deletion.cov_r, deletion.tau2];
            let mut figures = figures.iter().chain(&deletion.dfbetas);
            prop_assert!(figures.all(|figure| figure.is_finite()), "{deletion:?}");
        }
    }

    #[test]
    fn prop_without_moderators_no_method_fails(case in cases(-8.0, 8.0), options in requests()) {
        let ours = fit(&case.effects(), &case.alone(), &options);
        prop_assert!(ours.is_ok(), "{ours:?}");
    }

    #[test]
    fn prop_hat_values_sum_to_the_coefficients(case in cases(-3.0, 1.0), options in requests()) {
        let Some(design) = case.design() else { return Ok(()) };
        let effects = case.effects();
        let ours = fit(&effects, &design, &options).expect("it fits");
        let influence = diagnose::influence(&ours, &effects, &design).expect("k > 1");
        close(influence.hat.iter().sum(), ours.p as f64, 1e-9, 1.0);
        close(influence.weight_percent.iter().sum(), 100.0, 1e-9, 1.0);
        prop_assert!(influence.hat.iter().all(|hat| (0.0..=1.0).contains(hat)));
        let standard = diagnose::rstandard(&ours, &effects, &design).expect("a fit of these");
        for (i, one) in standard.iter().enumerate() {
            prop_assert!(one.is_ok() || 1.0 - 1e-9 < influence.hat[i]);
        }
    }

    #[test]
    fn prop_the_last_of_a_sequence_is_the_whole(case in cases(-3.0, 1.0), options in requests()) {
        let effects = case.effects();
        let backwards: Vec<usize> = (0..case.k()).rev().collect();
        let grown = diagnose::cumul(&effects, &backwards, &options).expect("an order");
        let last = grown.last().expect("effects").as_ref().expect("it fits");
        let whole = fit(&effects, &case.alone(), &options).expect("it fits");
        close(last.estimate, whole.coefficients.beta[0], 1e-8, 1.0);
        close(last.se, whole.coefficients.se[0], 1e-8, 1.0);
        close(last.tau2, whole.tau2, 1e-7, 1e-2 * whole.typical_variance);
    }

    #[test]
    fn prop_a_scale_climbs_above_one_variance_for_all(case in cases(-3.0, 1.0), unit in 0.1..10.0) {
        prop_assume!(!case.columns.is_empty());
        let Some(scale) = case.design() else { return Ok(()) };
        let effects = case.effects();
        let options = Options::of(Method::Ml, Test::Z);
        // Where τ² of some effects is zero there is no summit.
        let Ok(ours) = location_scale(&effects, &case.alone(), &scale, &options) else {
            return Ok(());
        };
        let one = fit(&effects, &case.alone(), &options).expect("it fits");
        prop_assert!(one.likelihoods.ml.ll <= ours.likelihoods.ml.ll + 1e-9);
        let columns = case.columns.iter();
        let columns = columns.map(|column| column.iter().map(|x| unit * x - 1.0).collect());
        let other = Case { columns: columns.collect(), ..case.clone() };
        let other = other.design().expect("independent in other units, too");
        let other = location_scale(&effects, &case.alone(), &other, &options);
        let other = other.expect("a summit in other units, too");
        close(other.likelihoods.ml.ll, ours.likelihoods.ml.ll, 1e-9, 1.0);
    }
}

/// The precise effect decides the mean, so that Q is that of the three others about it, (0.1² + 0.6²/10⁵) to twelve
/// digits, and no likelihood rises.
#[test]
fn an_effect_that_outweighs_the_others_loses_no_digits() {
    let effects = Effects::new(vec![0.1, 0.2, 0.4, -0.5], vec![1e-20, 1.0, 1e20, 1e5]);
    let effects = effects.expect("usable");
    let design = Design::intercept(4).expect("four");
    let ours = fit(&effects, &design, &Options::of(Method::Reml, Test::Z)).expect("it fits");
    close(ours.q, 0.010_003_6, 1e-12, 0.0);
    close(ours.coefficients.se[0], 1e-10, 1e-12, 0.0);
    assert!(ours.tau2.abs() <= 0.0, "{}", ours.tau2);
}

/// What is beyond arithmetic is refused by name, and equal effects leave Knapp and Hartung's test nothing.
#[test]
fn what_rounding_would_decide_is_refused() {
    for (yi, vi) in [
        ([0.1, 0.2], [1.0, 1e-40]),
        ([0.0, 0.0], [1.0, 1e-155]),
        ([1e96, 0.0], [1.0, 1.0]),
    ] {
        let refused = Effects::new(yi.to_vec(), vi.to_vec());
        assert!(
            matches!(refused, Err(Error::BadValue { .. })),
            "{refused:?}"
        );
    }
    let effects = Effects::new(vec![0.3; 4], vec![0.04, 0.04, 0.04, 0.02]).expect("usable");
    let design = Design::intercept(4).expect("four");
    let refused = fit(&effects, &design, &Options::of(Method::Reml, Test::Knha));
    assert!(
        matches!(refused, Err(Error::Singular { .. })),
        "{refused:?}"
    );
    let level = Options {
        level: 0.999_999_999_999_999_9,
        ..Options::default()
    };
    let refused = fit(&effects, &design, &level);
    assert!(
        matches!(refused, Err(Error::BadLevel { .. })),
        "{refused:?}"
    );
}
