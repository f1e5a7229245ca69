//! Assumed covariances and aggregates against metafor 3.8-1 (`vcalc`, `aggregate`): assink2016, ρ = 0.6.

use spotcheck_meta::{
    Design, Error,
    correlated::{Weighting, aggregate, correlated},
    multilevel::{Covariance, Options, Random, fit},
};

use crate::{
    fits::{COMPONENTS, all_agree, check_fit, check_prediction, variances},
    multilevel::Nested,
    vectors::{agrees, number, numbers, rows},
};

/// The outcomes of assink2016 with ρ = 0.6 between those of a study, and their studies.
pub(crate) fn correlated_outcomes() -> (Nested, Vec<usize>) {
    let mut data = Nested::outcomes();
    let studies = data.labels();
    let vi = numbers(&data.vectors["vi"]);
    data.sampling = correlated(&vi, &studies, |_, _| 0.6).expect("a covariance");
    (data, studies)
}

#[test]
fn metafor_vcalc() {
    let (data, _) = correlated_outcomes();
    let block = &data.sampling.blocks()[0];
    let expected = rows(&data.vectors["V_first_block"]);
    assert_eq!(block.rows, (0..expected.len()).collect::<Vec<_>>());
    for (i, row) in expected.iter().enumerate() {
        for (j, theirs) in row.iter().enumerate() {
            agrees("covariance", block.matrix[(i, j)], *theirs, 1e-14, 0.0);
        }
    }
}

#[test]
fn metafor_three_levels_with_vcalc() {
    let (data, _) = correlated_outcomes();
    let fit = data.fit(&data.intercept(), &Options::default());
    let expected = &data.vectors["fit"]["vcalc_rho06"];
    check_fit("vcalc", &fit, expected);
    all_agree("vcalc", &variances(&fit), &expected["sigma2"], COMPONENTS);
}

#[test]
fn metafor_aggregate() {
    let (data, studies) = correlated_outcomes();
    let ours = aggregate(&data.yi, &data.sampling, &studies, Weighting::Inverse).expect("effects");
    let expected = &data.vectors["aggregate"];
    let clusters: Vec<f64> = ours.iter().map(|a| a.cluster as f64).collect();
    all_agree("cluster", &clusters, &expected["cluster"], 0.0);
    let yi: Vec<f64> = ours.iter().map(|a| a.estimate).collect();
    let vi: Vec<f64> = ours.iter().map(|a| a.variance).collect();
    all_agree("yi", &yi, &expected["yi"], 1e-12);
    all_agree("vi", &vi, &expected["vi"], 1e-12);

    let sampling = Covariance::independent(&vi).expect("variances");
    let design = Design::intercept(yi.len()).expect("effects");
    let study = [Random::intercept(
        "study",
        &(0..yi.len()).collect::<Vec<_>>(),
    )];
    let fit = fit(&yi, &sampling, &design, &study, &Options::default()).expect("a fit");
    let expected = &expected["rma_REML"];
    check_fit("aggregated", &fit, expected);
    agrees(
        "tau2",
        variances(&fit)[0],
        number(&expected["tau2"]),
        1e-8,
        0.0,
    );
    check_prediction("aggregated", &fit, &[1.0], &expected["predict"]);
}

/// Arithmetic: the mean of three effects with variances 1, 4, 9 and ρ = ½.
#[test]
fn aggregate_with_equal_weights() {
    let sampling = correlated(&[1.0, 4.0, 9.0], &[7, 7, 7], |_, _| 0.5).expect("a covariance");
    let ours = aggregate(&[3.0, 6.0, 9.0], &sampling, &[7, 7, 7], Weighting::Equal);
    let ours = ours.expect("an effect")[0];
    agrees("mean", ours.estimate, 6.0, 1e-15, 0.0);
    agrees(
        "variance",
        ours.variance,
        (14.0 + 2.0 + 3.0 + 6.0) / 9.0,
        1e-15,
        0.0,
    );
}

#[test]
fn impossible_correlations_are_refused() {
    let vi = [1.0; 3];
    let too_high = correlated(&vi, &[1, 1, 1], |_, _| 1.2);
    assert!(matches!(
        too_high,
        Err(Error::BadValue {
            field: "correlation",
            ..
        })
    ));
    let contradictory = correlated(&vi, &[1, 1, 1], |_, _| -0.9);
    assert!(matches!(contradictory, Err(Error::Singular { .. })));
}
