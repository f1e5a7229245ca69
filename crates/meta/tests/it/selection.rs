//! metafor 3.8-1 `selmodel`: beta, half-normal, logistic and step functions.
//!
//! These likelihoods are flat in places, and metafor's optimiser stops short of the top or at a lower one. So the
//! log-likelihood is asserted from below everywhere, and the parameters where it found the same top.

use proptest::prelude::*;
use serde_json::Value;
use spotcheck_meta::{
    Effects, Error,
    bias::{Selection, SelectionFit, SelectionOptions, Tail, selection_model},
};

use crate::{
    bias::{SETS, blocks, is_refused},
    vectors::{agrees, load, number, numbers},
};

/// How far below metafor's a log-likelihood may be.
const LEAST_LL: f64 = 1e-6;
/// Tops this close together are one, and its parameters lie √(2 × 1e-6) standard errors apart at most.
const SAME_TOP: f64 = 1e-6;
const OF_ERROR: f64 = 1.5e-3;
/// Standard errors from a close likelihood, where tops differ by no more than that; and from metafor's integrals.
const CLOSE_SE: f64 = 5e-3;
const INTEGRATED_SE: f64 = 1e-1;
/// How far a likelihood-ratio statistic may be from metafor's.
const LRT: f64 = 2e-3;

fn asked(name: &str) -> (Selection, SelectionOptions) {
    let mut words = name.split('_');
    let kind = words.next().expect("a type");
    let mut options = SelectionOptions::default();
    let mut cuts = Vec::new();
    for word in words {
        match word {
            "greater" => options.tail = Tail::Greater,
            "less" => options.tail = Tail::Less,
            "two.sided" => options.tail = Tail::TwoSided,
            cut => cuts.push(cut.parse().expect("a cut point")),
        }
    }
    let selection = match kind {
        "beta" => Selection::Beta,
        "halfnorm" => Selection::HalfNormal,
        "logistic" => Selection::Logistic,
        _ => Selection::Steps(cuts),
    };
    assert_eq!(selection.word(), kind);
    (selection, options)
}

fn fit(effects: &Effects, name: &str) -> Result<SelectionFit, Error> {
    let (selection, options) = asked(name);
    selection_model(effects, &selection, options)
}

/// A model of one data set, metafor's figures, and its log-likelihood.
struct Case {
    what: String,
    effects: Effects,
    name: String,
    expected: Value,
    ll: f64,
}

/// The models metafor fitted, and those it refused. It integrates each study to 1.2e-4 only, which moves its
/// log-likelihood by up to 0.4 (hine1989), so the one held against ours is taken where its parameters lie
/// (`reference/selection.R`). Steps need no integral.
fn cases() -> (Vec<Case>, Vec<Case>) {
    let exact = load("selection");
    let (mut fitted, mut refused) = (Vec::new(), Vec::new());
    for (set, effects, _, block) in blocks() {
        let block = if SETS.contains(&set.as_str()) {
            &block["selmodel"]
        } else {
            &exact["more"][&set]
        };
        for (name, expected) in block.as_object().into_iter().flatten() {
            let at = [
                &exact["given"][&set][name],
                &expected["exact"],
                &expected["ll"],
            ];
            let ll = at.into_iter().find_map(Value::as_f64);
            let case = Case {
                what: format!("{set} {name}"),
                effects: effects.clone(),
                name: name.clone(),
                expected: expected.clone(),
                ll: ll.unwrap_or(f64::NAN),
            };
            let kind = if is_refused(expected) {
                &mut refused
            } else {
                &mut fitted
            };
            kind.push(case);
        }
    }
    (fitted, refused)
}

/// An estimate within a small part of its standard error, and the standard error itself.
fn same(what: &str, ours: (f64, Option<f64>), theirs: f64, (se, relative): (&Value, f64)) {
    let Some(se) = se.as_f64() else {
        return;
    };
    agrees(what, ours.0, theirs, OF_ERROR * se / theirs.abs(), 0.0);
    agrees(what, ours.1.expect("an error"), se, relative, 0.0);
}

/// The parameters, where metafor found the same top. Its standard errors are those of a likelihood integrated to
/// 1.2e-4, up to 25 % off, so ours are held to the curvature of the closely integrated one, where
/// `reference/selection.R` has it.
fn compare(what: &str, ours: &SelectionFit, expected: &Value) {
    let deltas = numbers(&expected["delta"]);
    assert_eq!(ours.deltas.len(), deltas.len(), "{what}");
    let mean = (ours.mean.estimate, ours.mean.se);
    let tau2 = (ours.tau2, ours.se_tau2);
    let selected = ours.deltas.iter().map(|delta| (delta.estimate, delta.se));
    let found = [mean, tau2].into_iter().chain(selected);
    let theirs = [numbers(&expected["beta"])[0], number(&expected["tau2"])];
    for (j, (found, theirs)) in found.zip(theirs.into_iter().chain(deltas)).enumerate() {
        let exact = &expected["exact_se"][j];
        let integrated = if ours.selection.word() == "stepfun" {
            CLOSE_SE
        } else {
            INTEGRATED_SE
        };
        let se = match j {
            _ if exact.is_number() => (exact, CLOSE_SE),
            0 => (first(&expected["se"]), integrated),
            1 => (&expected["se_tau2"], integrated),
            _ => (&expected["se_delta"][j - 2], integrated),
        };
        same(&format!("{what} parameter {j}"), found, theirs, se);
    }
}

#[test]
fn metafor_selmodel_climbs_no_higher() {
    let (mut the_same, mut interior) = (0, 0);
    for case in cases().0 {
        let what = &case.what;
        let ours = fit(&case.effects, &case.name).expect("a fit");
        let (ll, theirs) = (ours.ll, case.ll);
        assert!(theirs - LEAST_LL <= ll, "{what}: {ll} < {theirs}");
        let gained = number(&case.expected["LRT"]);
        if 0.0 < gained {
            // The model without selection is the same, so what is gained on it is, too, but that metafor's ML
            // stops before a τ² of zero.
            let raised = ll - number(&case.expected["ll"]);
            let lrt = ours.lrt.statistic;
            agrees(what, lrt, gained + 2.0 * raised, LRT, 1.0);
        }
        let reference = usize::from(case.name.starts_with("step"));
        assert_eq!(ours.deltas.len(), ours.lrt.df + reference, "{what}");
        interior += usize::from(ours.deltas.iter().all(|delta| !delta.is_at_bound));
        if ll - theirs <= SAME_TOP {
            the_same += 1;
            compare(what, &ours, &case.expected);
        }
    }
    // Enough for the comparison to mean something.
    assert!(35 <= the_same, "only {the_same} tops were the same");
    assert!(
        20 <= interior,
        "only {interior} had no parameter at a bound"
    );
}

fn first(value: &Value) -> &Value {
    if value.is_array() { &value[0] } else { value }
}

/// What metafor's optimiser gives up on may have a top all the same; a step without studies has none.
#[test]
fn metafor_selmodel_refusals() {
    for case in cases().1 {
        let message = case.expected["error"].as_str().expect("a message");
        match fit(&case.effects, &case.name) {
            Ok(ours) => {
                assert!(!message.contains("intervals"), "{}", case.what);
                assert!(
                    ours.ll.is_finite() && 0.0 <= ours.lrt.statistic,
                    "{}",
                    case.what
                );
            }
            Err(error) => {
                assert!(message.contains("intervals"), "{}: {error}", case.what);
                assert!(
                    matches!(error, Error::Undefined { .. }),
                    "{}: {error}",
                    case.what
                );
            }
        }
    }
}

#[test]
fn refuses_what_selects_nothing() {
    let effects = Effects::new(vec![0.4, 0.1, 0.3], vec![0.02, 0.03, 0.04]).expect("effects");
    let ask = |selection| selection_model(&effects, &selection, SelectionOptions::default());
    let steps = |cuts: &[f64]| ask(Selection::Steps(cuts.to_vec()));
    assert!(matches!(steps(&[]), Err(Error::Undefined { .. })));
    assert!(matches!(steps(&[0.5, 0.025]), Err(Error::BadValue { .. })));
    assert!(matches!(steps(&[1.0]), Err(Error::BadValue { .. })));
    assert!(matches!(
        ask(Selection::Beta),
        Err(Error::TooFew { k: 3, least: 4 })
    ));
    let options = SelectionOptions {
        level: 1.0,
        ..SelectionOptions::default()
    };
    let bad = selection_model(&effects, &Selection::HalfNormal, options);
    assert!(matches!(bad, Err(Error::BadLevel { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the effects, a fit is numbers, no worse than without selection, or an error.
    #[test]
    fn prop_nothing_is_nan(
        studies in prop::collection::vec((-5.0..5.0_f64, -12.0..3.0_f64), 2..9)
    ) {
        let yi = studies.iter().map(|(y, _)| *y).collect();
        let vi = studies.iter().map(|(_, ln_v)| ln_v.exp()).collect();
        let effects = Effects::new(yi, vi).expect("usable effects");
        for name in ["beta_two.sided", "halfnorm_greater", "logistic_less", "stepfun_greater_0.1"] {
            let Ok(ours) = fit(&effects, name) else {
                continue;
            };
            let figures = [ours.ll, ours.mean.estimate, ours.tau2, ours.lrt.p_value];
            prop_assert!(figures.iter().all(|figure| figure.is_finite()), "{ours:?}");
            prop_assert!(ours.deltas.iter().all(|delta| delta.estimate.is_finite()), "{ours:?}");
        }
    }
}

/// Selecting for small p values of the other sign, of the effects turned round, is the same.
#[test]
fn prop_tails_mirror_each_other() {
    for (set, effects, _, _) in blocks().into_iter().take(3) {
        let turned = effects.yi().iter().map(|y| -y).collect();
        let turned = Effects::new(turned, effects.vi().to_vec()).expect("effects");
        let greater = fit(&effects, "beta_greater").expect("a fit");
        let less = fit(&turned, "beta_less").expect("a fit");
        agrees(&set, less.ll, greater.ll, 1e-9, 1.0);
        agrees(&set, less.mean.estimate, -greater.mean.estimate, 1e-4, 0.1);
        // Without heterogeneity the likelihood is lower, and its τ² is zero.
        let (selection, options) = asked("beta_greater");
        let fixed = SelectionOptions {
            is_random: false,
            ..options
        };
        let fixed = selection_model(&effects, &selection, fixed).expect("a fit");
        assert!(fixed.ll <= greater.ll + 1e-7, "{set}");
        assert!(fixed.tau2 <= 0.0 && fixed.se_tau2.is_none(), "{set}");
    }
}
