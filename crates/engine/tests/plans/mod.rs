//! Random people and goals, and what every plan of theirs must keep to; for a test and for a count of many.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use spotcheck_engine::{
    planner::{
        Ask, Client, Gate, Health, Limit, Mode, Outcome, Phase, Plan, PlanError, Preference, Stops,
        Usual, Wish, closed,
    },
    training::{Emphasis, Equipment, Joint, Level, Request, presets},
};
use spotcheck_model::{Parameters, Person, PersonInput, Sex, activity::Intensity, ensemble::Draws};

/// What became of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Became {
    /// A plan that does what was asked.
    Plan,
    /// The nearest plan, with this limit.
    Nearest(Limit),
    /// No plan: a gate stops it.
    Stopped,
    /// A goal on the other side of today's weight.
    OtherWay,
    /// A body the model does not hold for.
    NoBody,
}

/// A wish of somebody of any kind, by its seed; none where the model takes no such body.
pub(crate) fn wish(seed: u64) -> Option<Wish> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let person = person(&mut rng)?;
    let kg = person.input().weight_kg;
    let weeks = rng.random_bool(0.7).then(|| rng.random_range(1..105));
    let weight_kg = rng
        .random_bool(0.5)
        .then(|| kg * rng.random_range(0.5..1.3));
    let is_fixed = weeks.is_some() && weight_kg.is_some();
    let rate = (!is_fixed && rng.random_bool(0.5)).then(|| rng.random_range(0.0..0.03));
    let modes = [
        Mode::Lose,
        Mode::Lose,
        Mode::Lose,
        Mode::Keep,
        Mode::Recompose,
        Mode::Gain,
    ];
    let request = request(&mut rng, person.input().age_y, seed);
    Some(Wish {
        ask: Ask {
            mode: modes[rng.random_range(0..modes.len())],
            weeks,
            weight_kg,
            rate,
            has_breaks: rng.random_bool(0.8),
        },
        client: Client {
            person,
            health: health(&mut rng),
            usual: Usual {
                active_minutes: rng.random_range(0.0..500.0),
                lifting_minutes: rng.random_range(0.0..300.0),
            },
            is_novice: request.level == Level::Novice,
        },
        request,
        preference: Preference {
            kind: ["walking", "cycling", "running", "yoga"][rng.random_range(0..4)].to_owned(),
            intensity: Intensity::Moderate,
        },
        extras: vec![(rng.random_range(0..140), rng.random_range(0.0..40.0))],
        shoulder_cm: rng.random_bool(0.5).then(|| rng.random_range(85.0..145.0)),
        draws: Draws {
            count: 16,
            seed,
            person: 0,
        },
    })
}

fn person(rng: &mut ChaCha8Rng) -> Option<Person> {
    let sex = if rng.random_bool(0.5) {
        Sex::Male
    } else {
        Sex::Female
    };
    let (age_y, height_cm) = (
        rng.random_range(18.0..95.0),
        rng.random_range(140.0..210.0_f64),
    );
    let bmi = rng.random_range(15.0..55.0);
    let weight_kg = bmi * (height_cm / 100.0).powi(2);
    let waist = rng
        .random_bool(0.5)
        .then_some((40.0 + 0.6 * weight_kg).min(240.0));
    let input = PersonInput {
        waist_cm: waist,
        ..PersonInput::new(sex, age_y, height_cm, weight_kg, rng.random_range(1.1..2.8))
    };
    Person::new(input).ok()
}

fn health(rng: &mut ChaCha8Rng) -> Health {
    let conditions = ["insulin", "knee", "anything at all", "low back"];
    Health {
        pregnant: rng.random_bool(0.03),
        breastfeeding: rng.random_bool(0.03),
        eating_disorder: rng.random_bool(0.03),
        scoff: rng.random_bool(0.2).then(|| rng.random_range(0..6)),
        conditions: (0..rng.random_range(0..2))
            .map(|_| conditions[rng.random_range(0..conditions.len())].to_owned())
            .collect(),
        stated: Vec::new(),
    }
}

fn request(rng: &mut ChaCha8Rng, age_y: f64, seed: u64) -> Request {
    let levels = [Level::Novice, Level::Intermediate, Level::Advanced];
    let any = rng.random_range(0.0..1.0);
    let equipment = Equipment::ALL
        .into_iter()
        .filter(|_| rng.random_range(0.0..1.0) < any);
    let equipment = equipment.collect();
    let emphasis = rng.random_bool(0.5).then(|| {
        let shapes = presets();
        Emphasis::Preset(shapes[rng.random_range(0..shapes.len())].code.clone())
    });
    Request {
        days_per_week: rng.random_range(1..8),
        minutes_per_session: rng.random_range(15.0..120.0),
        equipment,
        level: levels[rng.random_range(0..levels.len())],
        age_y,
        is_deficit: false,
        spared: Joint::ALL
            .into_iter()
            .filter(|_| rng.random_bool(0.15))
            .collect(),
        emphasis: emphasis.into_iter().collect(),
        disliked: Vec::new(),
        liked: Vec::new(),
        seed,
    }
}

/// Plans, and says what is wrong with the plan if anything is.
pub(crate) fn judged(wish: &Wish) -> Result<Became, String> {
    let parameters = Parameters::published();
    let input = wish.client.person.input();
    let bmi = wish.client.person.bmi(input.weight_kg);
    let gates = closed(parameters, input.age_y, bmi, &wish.client.health);
    match Plan::made_for(parameters, wish) {
        Ok(Outcome::Made(plan)) => {
            passes_no_gate(&gates, &plan)?;
            keeps_to_limits(wish, &plan)?;
            keeps_to_time(wish, &plan)?;
            let solved = &plan.solved;
            ok(solved.is_feasible == (solved.limit == Limit::Asked), || {
                "an infeasible plan names no limit, or another one does".to_owned()
            })?;
            Ok(if solved.is_feasible {
                Became::Plan
            } else {
                Became::Nearest(solved.limit)
            })
        }
        Ok(Outcome::Stopped(stopping)) if stopping.is_empty() => {
            Err("stopped by nothing".to_owned())
        }
        Ok(Outcome::Stopped(_)) => Ok(Became::Stopped),
        Err(PlanError::Direction { .. } | PlanError::Still) => Ok(Became::OtherWay),
        Err(PlanError::Person(_)) => Ok(Became::NoBody),
        Err(error) => Err(error.to_string()),
    }
}

fn passes_no_gate(gates: &[Gate], plan: &Plan) -> Result<(), String> {
    let stops_all = gates
        .iter()
        .any(|gate| gate.row().stops == Stops::Everything);
    let mut phases = plan.solved.budget.phases.iter();
    let loses = phases.any(|phase| 0.0 < phase.deficit_kcal_per_day);
    ok(!stops_all && (gates.is_empty() || !loses), || {
        format!("{gates:?} were passed")
    })
}

fn keeps_to_limits(wish: &Wish, plan: &Plan) -> Result<(), String> {
    let (parameters, person) = (Parameters::published(), &wish.client.person);
    let mut loses = false;
    for phase in &plan.solved.budget.phases {
        let parts = phase.parts.food + phase.parts.lifting + phase.parts.activity;
        ok((parts - phase.deficit_kcal_per_day).abs() < 1e-6, || {
            format!("{phase:?}")
        })?;
        macros_sum(phase, parameters)?;
        if 0.0 < phase.deficit_kcal_per_day {
            loses = true;
            is_bounded(wish, plan, phase)?;
            ends_well(person, plan, phase)?;
        }
    }
    let first = plan.outlook.changes.first();
    let typical = first.map_or(0.0, |change| change.by.row.bmi.lo90);
    let bmi = person.bmi(person.input().weight_kg);
    ok(
        !loses || parameters.safety.bmi_floor.value <= bmi + typical,
        || "one in twenty too light".to_owned(),
    )
}

/// A deficit within every bound on it.
fn is_bounded(wish: &Wish, plan: &Plan, phase: &Phase) -> Result<(), String> {
    let parameters = Parameters::published();
    let (p, safety) = (&parameters.nutrition, &parameters.safety);
    let input = wish.client.person.input();
    let body = &plan.solved.budget.course.days()[7 * phase.from_week];
    let resting = parameters.baseline.resting_per_kg.value * (body.weight_kg - input.weight_kg)
        + resting(parameters, wish);
    let floor = safety.intake_floor_kcal_per_day(input.sex);
    let least_kcal = floor.max(p.resting_share_least.value * resting - 1e-6);
    let mut most_kcal = (p.deficit_share_most.value * phase.expenditure_kcal_per_day)
        .min(p.fat_energy_share.value * safety.fat_energy_cap.value * body.fat_kg)
        + 1e-6;
    if safety.older_age.value <= input.age_y {
        most_kcal = most_kcal.min(safety.deficit_default.value);
    }
    let minutes = plan.week.lifting_minutes + plan.week.minutes.most();
    let is_watched =
        body.bmi < p.availability_bmi.value || 60.0 * p.availability_hours.value < minutes;
    let is_available = p.availability_least.value <= phase.availability_kcal_per_kg + 1e-9;
    ok(
        least_kcal <= phase.intake_kcal_per_day
            && phase.deficit_kcal_per_day <= most_kcal
            && (!is_watched || is_available),
        || format!("{least_kcal} to {most_kcal}: {phase:?}"),
    )
}

/// A phase of loss that ends at no body too light or too lean, and was no faster than any may be.
fn ends_well(person: &Person, plan: &Plan, phase: &Phase) -> Result<(), String> {
    let parameters = Parameters::published();
    let (p, safety) = (&parameters.nutrition, &parameters.safety);
    let input = person.input();
    let days = plan.solved.budget.course.days();
    let (start, end) = (&days[7 * phase.from_week], &days[7 * phase.to_week]);
    let least_bmi = if safety.older_age.value <= input.age_y {
        &safety.older_bmi_floor
    } else {
        &safety.bmi_floor
    };
    let least_fat = if input.sex == Sex::Male {
        &p.fat_edge_least_men
    } else {
        &p.fat_edge_least_women
    };
    // No more than 1 % or 1.5 kg a week, in the last weeks of a phase, when water has settled.
    let weeks = phase.to_week - phase.from_week;
    let before = &days[7 * (phase.to_week - 1)];
    let fastest_kg = (p.rate_most.value * start.weight_kg).min(p.rate_most_kg.value);
    ok(
        least_bmi.value <= end.bmi
            && least_fat.value * end.weight_kg <= end.fat_kg
            && (weeks < 3 || before.weight_kg - end.weight_kg <= fastest_kg),
        || format!("ends at {end:?}: {phase:?}"),
    )
}

/// Resting expenditure by Mifflin-St Jeor, written down a second time.
fn resting(parameters: &Parameters, wish: &Wish) -> f64 {
    let p = &parameters.baseline;
    let input = wish.client.person.input();
    let of_sex = if input.sex == Sex::Male {
        &p.resting_men
    } else {
        &p.resting_women
    };
    p.resting_per_kg.value * input.weight_kg
        + p.resting_per_m.value * input.height_cm / 100.0
        + p.resting_per_year.value * input.age_y
        + of_sex.value
}

fn macros_sum(phase: &Phase, parameters: &Parameters) -> Result<(), String> {
    let p = &parameters.nutrition;
    let macros = &phase.macros;
    let kcal = macros.protein_g * parameters.lean.protein_energy.value
        + macros.fat_g * p.fat_food_energy.value
        + macros.carb_g * p.carb_food_energy.value;
    ok((kcal - phase.intake_kcal_per_day).abs() < 1e-6, || {
        format!("{phase:?}")
    })
}

fn keeps_to_time(wish: &Wish, plan: &Plan) -> Result<(), String> {
    let most = wish.request.minutes_per_session + 1e-9;
    for session in &plan.training.programme.sessions {
        ok(session.minutes <= most, || {
            format!("{} of {most} minutes", session.minutes)
        })?;
    }
    let ramp = Parameters::published().minutes.minutes_ramp.value + 1e-9;
    let mut pairs = plan.week.minutes.weeks.windows(2);
    ok(pairs.all(|pair| pair[1] - pair[0] <= ramp), || {
        "minutes jump".to_owned()
    })
}

fn ok(holds: bool, what: impl Fn() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}
