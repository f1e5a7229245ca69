//! Plans of any people and goals: no gate is passed, every limit holds, parts sum.

use std::collections::BTreeSet;

use spotcheck_engine::planner::{Ask, Client, Health, Mode, Wish};
use spotcheck_model::{Person, PersonInput, Sex};

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
    let like = wish(2649).expect("a body the model takes");
    let input = PersonInput::new(Sex::Female, 70.0, 165.0, 72.0, 1.5);
    for rate in [0.0, 1e-6, 1e-5, 1e-4] {
        let older = Wish {
            ask: Ask {
                mode: Mode::Gain,
                rate: Some(rate),
                weeks: Some(24),
                weight_kg: None,
                has_breaks: false,
            },
            client: Client {
                person: Person::new(input).expect("a body the model takes"),
                health: Health::default(),
                ..like.client.clone()
            },
            ..like.clone()
        };
        assert_eq!(judged(&older), Ok(Became::Plan), "{rate}");
    }
}
