//! Requests that are solved elsewhere too, and a problem as JSON.

use spotcheck_engine::training::{
    Emphasis, Equipment, Joint, Level, Muscle, Problem, Request, exercises, presets,
};
use spotcheck_model::Parameters;

/// An ordinary request.
pub(crate) fn plain() -> Request {
    Request {
        days_per_week: 4,
        minutes_per_session: 60.0,
        equipment: Equipment::ALL.to_vec(),
        level: Level::Intermediate,
        age_y: 30.0,
        is_deficit: false,
        spared: Vec::new(),
        emphasis: Vec::new(),
        disliked: Vec::new(),
        liked: Vec::new(),
        seed: 1,
    }
}

/// The six scenarios of the working note.
pub(crate) fn named() -> Vec<(String, Request)> {
    let preset = |name: &str| vec![Emphasis::Preset(name.to_owned())];
    let scenarios = [
        (
            "A",
            Request {
                emphasis: preset("glutes"),
                ..plain()
            },
        ),
        (
            "B",
            Request {
                emphasis: preset("V taper"),
                ..plain()
            },
        ),
        (
            "C",
            Request {
                days_per_week: 3,
                minutes_per_session: 45.0,
                equipment: vec![Equipment::Dumbbells, Equipment::Bench],
                is_deficit: true,
                ..plain()
            },
        ),
        (
            "D",
            Request {
                days_per_week: 2,
                minutes_per_session: 30.0,
                equipment: vec![Equipment::Bands],
                level: Level::Novice,
                ..plain()
            },
        ),
        (
            "E",
            Request {
                days_per_week: 6,
                minutes_per_session: 75.0,
                ..plain()
            },
        ),
        (
            "F",
            Request {
                days_per_week: 3,
                spared: vec![Joint::Knee, Joint::LowBack],
                ..plain()
            },
        ),
    ];
    scenarios
        .map(|(name, request)| (name.to_owned(), request))
        .to_vec()
}

/// A request by a number, so that requests nobody thought of are solved too.
pub(crate) fn random(seed: u64) -> Request {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
    let mut below = |bound: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from((state >> 11) % bound).expect("small")
    };
    for _ in 0..8 {
        below(2);
    }
    let emphasis = match below(3) {
        0 => Vec::new(),
        1 => vec![Emphasis::Preset(presets()[below(10)].code.clone())],
        _ => vec![Emphasis::Muscle(Muscle::ALL[below(19)])],
    };
    Request {
        days_per_week: 1 + below(7),
        minutes_per_session: 15.0 + 5.0 * below(16) as f64,
        equipment: Equipment::ALL
            .into_iter()
            .filter(|_| below(2) == 0)
            .collect(),
        level: [Level::Novice, Level::Intermediate, Level::Advanced][below(3)],
        age_y: 20.0 + 5.0 * below(12) as f64,
        is_deficit: below(3) == 0,
        spared: Joint::ALL.into_iter().filter(|_| below(5) == 0).collect(),
        emphasis,
        disliked: (0..below(4))
            .map(|_| exercises()[below(140)].name.clone())
            .collect(),
        liked: (0..below(4))
            .map(|_| exercises()[below(140)].name.clone())
            .collect(),
        seed,
    }
}

/// The same request with more of one thing, by the name of that thing.
pub(crate) fn richer(request: &Request) -> Vec<(&'static str, Request)> {
    let mut richer = vec![
        (
            "minutes",
            Request {
                minutes_per_session: request.minutes_per_session + 5.0,
                ..request.clone()
            },
        ),
        (
            "hour",
            Request {
                minutes_per_session: request.minutes_per_session + 60.0,
                ..request.clone()
            },
        ),
    ];
    if request.days_per_week < 7 {
        let days_per_week = request.days_per_week + 1;
        let request = request.clone();
        richer.push((
            "day",
            Request {
                days_per_week,
                ..request
            },
        ));
    }
    let missing = Equipment::ALL
        .into_iter()
        .filter(|one| !request.equipment.contains(one));
    for one in missing.take(2) {
        let mut request = request.clone();
        request.equipment.push(one);
        richer.push(("equipment", request));
    }
    richer
}

/// A problem as JSON: all that a solver of the same rules needs.
pub(crate) fn json(problem: &Problem) -> serde_json::Value {
    let limits = problem.limits;
    let candidates = problem.candidates.iter().enumerate().map(|(at, one)| {
        let exercise = problem.exercise(at);
        serde_json::json!({
            "exercise": one.exercise,
            "name": exercise.name,
            "fractions": exercise.fractions,
            "set_s": one.set_s,
            "set_worth": one.set_worth,
            "cost": one.cost,
            "push": one.is_push,
            "pull": one.is_pull,
            "pattern": exercise.pattern.code(),
            "axial": exercise.axial,
            "skill": exercise.skill,
        })
    });
    let muscles = Muscle::ALL.map(|muscle| {
        let dose = problem.demand.dose(muscle);
        serde_json::json!({
            "code": muscle.code(),
            "weight": dose.weight,
            "min": dose.min,
            "max": dose.max,
            "exposures": dose.exposures,
        })
    });
    serde_json::json!({
        "days": problem.days,
        "session_s": problem.session_s,
        "is_balanced": problem.is_balanced,
        "candidates": candidates.collect::<Vec<_>>(),
        "muscles": muscles,
        "required": problem.required.iter().map(|kind| &kind.candidates).collect::<Vec<_>>(),
        "varied": problem.varied.iter().map(|kind| &kind.candidates).collect::<Vec<_>>(),
        "costs": costs(),
        "limits": {
            "set_least": limits.set_least,
            "set_most": limits.set_most,
            "session_cap": limits.session_cap,
            "neighbours_cap": limits.neighbours_cap,
            "pattern_most": limits.pattern_most,
            "axial_most": limits.axial_most,
            "skill_most": limits.skill_most,
            "session_exercises": limits.session_exercises,
            "exercise_days": limits.exercise_days,
        },
    })
}

/// What growth is worth and breaches cost, so that the hash of a problem covers them.
fn costs() -> serde_json::Value {
    let p = &Parameters::published().training;
    let values = |of: [&spotcheck_model::parameters::Parameter; 5]| of.map(|one| one.value);
    serde_json::json!({
        "widths": values([
            &p.growth_width_1,
            &p.growth_width_2,
            &p.growth_width_3,
            &p.growth_width_4,
            &p.growth_width_5,
        ]),
        "slopes": values([
            &p.growth_slope_1,
            &p.growth_slope_2,
            &p.growth_slope_3,
            &p.growth_slope_4,
            &p.growth_slope_5,
        ]),
        "under": p.under_cost.value,
        "over": p.over_cost.value,
        "exposure": p.exposure_cost.value,
        "exposure_dose": p.exposure_dose.value,
        "pattern": p.pattern_cost.value,
        "variety": p.variety_cost.value,
        "variety_least": p.variety_least.value,
        "change_s": p.change_over.value,
        "pull_least": p.pull_least.value,
        "pull_most": p.pull_most.value,
    })
}
