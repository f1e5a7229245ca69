//! Plans of any people and goals: no gate is passed, every limit holds, parts sum.

use std::collections::BTreeSet;

use crate::plans::{Became, judged, wish};

/// Enough for every limit to bind somewhere, few enough to wait for.
const WISHES: u64 = 250;

#[test]
fn no_plan_passes_a_gate_or_a_limit_and_each_infeasible_one_names_its_limit() {
    let mut became = BTreeSet::new();
    for (seed, wish) in (0..WISHES).filter_map(|seed| Some((seed, wish(seed)?))) {
        match judged(&wish) {
            Ok(one) => became.insert(one),
            Err(wrong) => panic!("wish {seed}: {wrong}"),
        };
    }
    assert!(
        became.contains(&Became::Plan) && became.contains(&Became::Stopped),
        "{became:?}"
    );
    assert!(
        became.iter().any(|one| matches!(one, Became::Nearest(_))),
        "{became:?}"
    );
}

/// A surplus of less than the step that intake is told in was rounded to a deficit, past the gate of older adults.
#[test]
fn regress_a_tiny_surplus_is_no_deficit() {
    let older = wish(2649).expect("a body the model takes");
    assert_eq!(judged(&older), Ok(Became::Plan));
}
