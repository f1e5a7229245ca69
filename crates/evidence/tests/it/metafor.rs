//! metafor 3.8-1: pooling without moderators, and standardised mean differences.

use serde_json::Value;
use spotcheck_evidence::{
    pool::{Heterogeneity, Test, pool_numbers},
    smd,
};

fn vectors() -> Value {
    serde_json::from_str(include_str!("../vectors/metafor.json")).expect("the vector file is JSON")
}

fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .expect("an array")
        .iter()
        .map(|v| v.as_f64().expect("a number"))
        .collect()
}

/// Two-sided: relative where the expected value is away from zero, absolute at the boundary.
fn agrees(what: &str, ours: f64, theirs: f64, relative: f64) {
    let tolerance = relative * theirs.abs().max(1.0);
    assert!(
        (ours - theirs).abs() <= tolerance,
        "{what}: {ours} is not {theirs}"
    );
}

#[test]
fn metafor_rma_dl_and_reml_with_three_intervals() {
    let fits = [
        ("DL_z", Heterogeneity::DerSimonianLaird, Test::Wald),
        (
            "DL_knha",
            Heterogeneity::DerSimonianLaird,
            Test::HartungKnapp,
        ),
        (
            "DL_adhoc",
            Heterogeneity::DerSimonianLaird,
            Test::HartungKnappFloored,
        ),
        ("REML_z", Heterogeneity::Reml, Test::Wald),
        ("REML_knha", Heterogeneity::Reml, Test::HartungKnapp),
        ("REML_adhoc", Heterogeneity::Reml, Test::HartungKnappFloored),
    ];
    let vectors = vectors();
    let sets = vectors["sets"].as_object().expect("sets");
    assert_eq!(sets.len(), 8);
    for (name, set) in sets {
        let (yi, vi) = (numbers(&set["yi"]), numbers(&set["vi"]));
        let effects: Vec<(f64, f64)> = yi.into_iter().zip(vi).collect();
        for (fit, heterogeneity, test) in fits {
            let ours = pool_numbers(&effects, heterogeneity, test, 0.95).expect("poolable");
            let theirs = |key: &str| set["fit"][fit][key].as_f64();
            for (key, value) in [
                ("beta", ours.estimate),
                ("se", ours.se),
                ("ci_lb", ours.ci.lo),
                ("ci_ub", ours.ci.hi),
                ("tau2", ours.tau2),
                ("I2", ours.i2_percent),
                ("QE", ours.q),
            ] {
                let expected = theirs(key).unwrap_or_else(|| panic!("{name} {fit} has {key}"));
                agrees(&format!("{name} {fit} {key}"), value, expected, 1e-8);
            }
            if let (Some(lo), Some(hi)) = (theirs("pi_lb"), theirs("pi_ub")) {
                agrees(&format!("{name} {fit} pi_lb"), ours.pi.lo, lo, 1e-8);
                agrees(&format!("{name} {fit} pi_ub"), ours.pi.hi, hi, 1e-8);
            }
        }
    }
}

#[test]
fn metafor_escalc_smd_normand1999() {
    let vectors = vectors();
    let rows = vectors["smd"]["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 9);
    for row in rows {
        let number = |key: &str| row[key].as_f64().expect("a number");
        let group = |i: &str| {
            (
                number(&format!("m{i}")),
                number(&format!("sd{i}")),
                number(&format!("n{i}")),
            )
        };
        let (g, se) = smd(group("1"), group("2"));
        agrees("yi", g, number("yi"), 1e-10);
        agrees("vi", se * se, number("vi"), 1e-10);
    }
}
