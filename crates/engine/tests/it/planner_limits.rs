//! Plans of many people and goals: no gate is passed, every limit holds, parts sum.

use proptest::prelude::*;
use spotcheck_engine::planner::{
    Ask, Client, Health, Limit, Mode, Outcome, Phase, Plan, PlanError, Stops, Usual, Wish, closed,
    least_weight_kg,
};
use spotcheck_model::{Parameters, Person, PersonInput, Sex};

use crate::planner::{parameters, wish};

/// Anybody the model takes, from the very light to the very heavy.
fn anybody() -> impl Strategy<Value = Person> {
    let body = (
        18.0..90.0_f64,
        145.0..205.0_f64,
        16.0..50.0_f64,
        1.2..2.4_f64,
    );
    (any::<bool>(), body).prop_filter_map("a body the model takes", |(is_man, body)| {
        let (age_y, height_cm, bmi, pal) = body;
        let sex = if is_man { Sex::Male } else { Sex::Female };
        let weight_kg = bmi * (height_cm / 100.0_f64).powi(2);
        let input = PersonInput {
            waist_cm: Some(40.0 + 0.6 * weight_kg),
            ..PersonInput::new(sex, age_y, height_cm, weight_kg, pal)
        };
        Person::new(input).ok()
    })
}

fn mode() -> impl Strategy<Value = Mode> {
    prop_oneof![
        3 => Just(Mode::Lose),
        1 => Just(Mode::Keep),
        1 => Just(Mode::Recompose),
        1 => Just(Mode::Gain),
    ]
}

/// Any wish: what it asks for may be far out of reach.
fn anything() -> impl Strategy<Value = Wish> {
    let ask = (
        mode(),
        prop::option::of(1..104_usize),
        prop::option::of(0.5..1.3_f64),
        prop::option::of(0.0..0.03_f64),
    );
    let health = (
        prop::bool::weighted(0.05),
        prop::bool::weighted(0.05),
        prop::option::weighted(0.2, 0..6_u8),
    );
    let usual = (0.0..400.0_f64, 0.0..300.0_f64);
    (anybody(), ask, health, usual).prop_map(|(person, ask, health, usual)| {
        let (mode, weeks, weight, rate) = ask;
        let weight_kg = weight.map(|share| share * person.input().weight_kg);
        let plain = wish(person, mode);
        Wish {
            client: Client {
                health: Health {
                    pregnant: health.0,
                    eating_disorder: health.1,
                    scoff: health.2,
                    ..Health::default()
                },
                usual: Usual {
                    active_minutes: usual.0,
                    lifting_minutes: usual.1,
                },
                ..plain.client
            },
            ask: Ask {
                mode,
                weeks,
                weight_kg,
                rate: if weeks.is_some() && weight_kg.is_some() {
                    None
                } else {
                    rate
                },
                has_breaks: true,
            },
            ..plain
        }
    })
}

/// Everything a plan must keep to, whoever it is for.
fn keeps_to_limits(wish: &Wish, plan: &Plan) -> Result<(), TestCaseError> {
    let (parameters, person) = (parameters(), &wish.client.person);
    let p = &parameters.nutrition;
    let days = plan.solved.budget.course.days();
    let least_kg = least_weight_kg(parameters, person);
    for phase in &plan.solved.budget.phases {
        let parts = phase.parts.food + phase.parts.lifting + phase.parts.activity;
        prop_assert!(
            (parts - phase.deficit_kcal_per_day).abs() < 1e-6,
            "{phase:?}"
        );
        if phase.deficit_kcal_per_day <= 0.0 {
            continue;
        }
        let floor = parameters
            .safety
            .intake_floor_kcal_per_day(person.input().sex);
        prop_assert!(floor <= phase.intake_kcal_per_day, "{phase:?}");
        let body = &days[7 * phase.from_week];
        let cap = p.fat_energy_share.value * parameters.safety.fat_energy_cap.value * body.fat_kg;
        prop_assert!(phase.deficit_kcal_per_day <= cap + 1e-6, "{phase:?}");
        let share = p.deficit_share_most.value * phase.expenditure_kcal_per_day;
        prop_assert!(phase.deficit_kcal_per_day <= share + 1e-6, "{phase:?}");
        if body.bmi < p.availability_bmi.value {
            prop_assert!(p.availability_least.value <= phase.availability_kcal_per_kg + 1e-9);
        }
        let end = &days[7 * phase.to_week];
        prop_assert!(
            least_kg <= end.weight_kg,
            "{phase:?} leads to {}",
            end.weight_kg
        );
        macros_sum(phase, parameters)?;
    }
    prop_assert!(plan.solved.is_feasible || plan.solved.limit != Limit::Asked);
    let ramp = parameters.minutes.minutes_ramp.value;
    for pair in plan.week.minutes.weeks.windows(2) {
        prop_assert!(pair[1] - pair[0] <= ramp + 1e-9);
    }
    Ok(())
}

fn macros_sum(phase: &Phase, parameters: &Parameters) -> Result<(), TestCaseError> {
    let p = &parameters.nutrition;
    let macros = &phase.macros;
    let kcal = macros.protein_g * parameters.lean.protein_energy.value
        + macros.fat_g * p.fat_food_energy.value
        + macros.carb_g * p.carb_food_energy.value;
    prop_assert!((kcal - phase.intake_kcal_per_day).abs() < 1e-6, "{phase:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn prop_no_plan_passes_a_gate_or_a_limit(wish in anything()) {
        let input = wish.client.person.input();
        let bmi = wish.client.person.bmi(input.weight_kg);
        let gates = closed(parameters(), input.age_y, bmi, &wish.client.health);
        match Plan::new(parameters(), &wish) {
            Ok(Outcome::Made(plan)) => {
                let stops = |gate: &spotcheck_engine::planner::Gate| gate.row().stops;
                prop_assert!(gates.iter().all(|gate| stops(gate) == Stops::Loss));
                let loses = plan.solved.budget.phases.iter().any(|phase| 0.0 < phase.deficit_kcal_per_day);
                prop_assert!(gates.is_empty() || !loses, "{gates:?}");
                keeps_to_limits(&wish, &plan)?;
            }
            Ok(Outcome::Stopped(stopping)) => prop_assert!(!stopping.is_empty()),
            Err(PlanError::Direction { .. } | PlanError::Person(_)) => {}
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}

