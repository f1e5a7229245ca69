//! The step of a day against bookkeeping and against finer steps.

use std::array::from_fn;

use proptest::prelude::*;

use super::{Body, EXACT_STEPS, Pace, Path, State, flow::Flow};
use crate::{
    Depot, Parameters, Person, PersonInput, Schedule, Setting, Sex, forecast::Course,
    scores::Scores,
};

/// Divisions of a day that the product has, and others.
const STEPS: [u32; 4] = [1, 4, 7, 10];

/// Standard scores of anything, as far as draws go.
fn scores() -> impl Strategy<Value = Scores> {
    let score = || -3.0..3.0;
    let each = prop::collection::vec(score(), 11 + 2 * Depot::COUNT);
    each.prop_map(|z| Scores {
        expenditure: z[0],
        fat: z[1] / 2.0,
        leg_trunk: z[2],
        arms: z[3],
        visceral: z[4],
        waist: z[5],
        hip: z[6],
        adherence: z[7],
        compensation: z[8],
        lifting: z[9],
        protein: z[10],
        exponents: from_fn(|i| z[11 + i]),
        scatter: from_fn(|i| z[11 + Depot::COUNT + i]),
    })
}

fn person() -> impl Strategy<Value = Person> {
    let sex = prop_oneof![Just(Sex::Male), Just(Sex::Female)];
    let body = (18.0..80.0, 150.0..200.0, 23.0..50.0, 1.2..2.3);
    let usual = (prop::option::of(1800.0..3500.0), 0.3..0.6);
    (sex, body, usual).prop_map(|(sex, body, usual)| {
        let (age_y, height_cm, bmi, pal): (f64, f64, f64, f64) = body;
        Person::new(PersonInput {
            waist_cm: Some(95.0),
            hip_cm: Some(105.0),
            baseline_intake_kcal_per_day: usual.0,
            carb_frac: Some(usual.1),
            ..PersonInput::new(
                sex,
                age_y,
                height_cm,
                bmi * (height_cm / 100.0).powi(2),
                pal,
            )
        })
        .expect("in range")
    })
}

/// A week in which everything changes every day, beside ageing.
fn week() -> impl Strategy<Value = Schedule> {
    let seven = |range: std::ops::Range<f64>| prop::collection::vec(range, 7);
    let levels = (
        seven(-1000.0..1000.0),
        seven(0.05..0.9),
        seven(-3000.0..3000.0),
        seven(1.0..2.5),
        seven(0.0..15.0),
        seven(20.0..250.0),
        seven(0.0..30.0),
    );
    levels.prop_map(|(intake, carb, sodium, pal, added, protein, lifting)| {
        let schedule = Schedule::usual()
            .ageing()
            .daily(Setting::IntakeChangeKcalPerDay, 0, &intake)
            .and_then(|s| s.daily(Setting::CarbFrac, 0, &carb))
            .and_then(|s| s.daily(Setting::SodiumChangeMgPerDay, 0, &sodium))
            .and_then(|s| s.daily(Setting::Pal, 0, &pal))
            .and_then(|s| s.daily(Setting::AddedActivityKcalPerKgPerDay, 0, &added))
            .and_then(|s| s.daily(Setting::ProteinGPerDay, 0, &protein))
            .and_then(|s| s.daily(Setting::LiftingSetsPerMusclePerWeek, 0, &lifting));
        schedule.expect("in range and in order")
    })
}

/// Energy in the body, kcal.
fn stored_kcal(body: &Body<f64>, state: &State) -> f64 {
    let c = &body.constants;
    c.rho_f * state.fat_kg + c.rho_l * state.lean_tissue_kg + c.rho_g * state.glycogen_kg
}

/// Moves on to the next day and tells what was spent on the way, kcal.
fn spend(path: &mut Path<f64>) -> f64 {
    let mut spent_kcal = 0.0;
    let mut state = path.state;
    for _ in 0..path.pace.steps {
        let (intake, constants) = (path.input.intake_kcal_per_day, &path.body.constants);
        let (later, spent) = constants.spending_step(&path.flow, &path.pace, intake, &state);
        spent_kcal += spent;
        state = later;
    }
    path.advance();
    assert_eq!(path.state, state, "the bookkeeping is of the way taken");
    spent_kcal
}

/// What is spent in a day by Simpson's rule over expenditure along the way.
fn integrated_kcal(path: &Path<f64>, pieces: u32) -> f64 {
    let (body, input) = (&path.body, &path.input);
    let pace = Pace::new(Parameters::published(), pieces);
    let flow = Flow::new(body, input, &pace);
    let mut state = path.state;
    let mut sum = body.expenditure(input, &state);
    for piece in 1..=pieces {
        state = body.constants.step(&flow, &pace, &state);
        let weight = match piece {
            _ if piece == pieces => 1.0,
            _ if piece.is_multiple_of(2) => 2.0,
            _ => 4.0,
        };
        sum += weight * body.expenditure(input, &state);
    }
    sum / (3.0 * f64::from(pieces))
}

/// Someone on the first day of a week.
fn path(person: &Person, scores: &Scores, week: &Schedule, steps: u32) -> Option<Path<f64>> {
    let parameters = Parameters::published();
    let pace = Pace::new(parameters, steps);
    Path::new(parameters, person, scores, &week.on(0), &pace).ok()
}

proptest! {
    #[test]
    fn prop_energy_is_conserved(person in person(), scores in scores(), week in week()) {
        for steps in STEPS {
            let Some(mut path) = path(&person, &scores, &week, steps) else { continue };
            for day in 0..7 {
                let (before, eaten) = (path.state, path.input.intake_kcal_per_day);
                let spent = spend(&mut path);
                let gained = stored_kcal(&path.body, &path.state) - stored_kcal(&path.body, &before);
                let lost = eaten - spent - gained;
                prop_assert!(lost.abs() < 1e-6, "{lost:e} kcal on day {day} in {steps} steps");
                path.plan(&week.on(day + 1));
            }
        }
    }

    /// Against the integral of expenditure in 128 pieces. What is off falls with the steps; the
    /// weeks are harder than any that is lived.
    #[test]
    fn prop_what_is_spent_is_the_integral(
        person in person(),
        scores in scores(),
        week in week(),
    ) {
        for (steps, within_kcal) in [(1, 2.0), (4, 2e-2), (16, 2e-4)] {
            let Some(mut path) = path(&person, &scores, &week, steps) else { continue };
            for day in 0..7 {
                let integral = integrated_kcal(&path, 128);
                let off = spend(&mut path) - integral;
                prop_assert!(off.abs() < within_kcal, "{off:e} kcal on day {day} in {steps} steps");
                path.plan(&week.on(day + 1));
            }
        }
    }

    /// How finely a day is divided says nothing of which day's plan acts.
    #[test]
    fn prop_steps_do_not_move_days(person in person(), week in week()) {
        let scores = Scores::default();
        let ends = STEPS.map(|steps| {
            let mut path = path(&person, &scores, &week, steps)?;
            for day in 0..70 {
                path.advance();
                path.plan(&week.on((day + 1) % 7));
            }
            (0.0 <= path.margin()).then(|| path.weight_kg())
        });
        if let [Some(one), Some(four), Some(seven), Some(ten)] = ends {
            prop_assert!((one - ten).abs() < 2e-3);
            prop_assert!((four - ten).abs() < 2e-5);
            prop_assert!((seven - ten).abs() < 2e-6);
        }
    }

    #[test]
    fn prop_regions_sum_to_fat_in_every_draw(
        person in person(),
        scores in scores(),
        week in week(),
    ) {
        let parameters = Parameters::published();
        let pace = Pace::new(parameters, EXACT_STEPS);
        let course = Course::new(parameters, &person, &scores, &week.on(0), &pace);
        if let Ok(mut course) = course {
            for day in 0..60 {
                if course.path.margin() < 0.0 {
                    break;
                }
                let row = course.row(day);
                let sum: f64 = row.regions.into_array().iter().sum();
                prop_assert!((sum - row.fat_kg).abs() < 1e-9, "{:e}", sum - row.fat_kg);
                course.path.advance();
                course.path.plan(&week.on(day + 1));
            }
        }
    }

    #[test]
    fn prop_without_a_plan_nothing_moves(person in person()) {
        let balanced = PersonInput { baseline_intake_kcal_per_day: None, ..*person.input() };
        let person = Person::new(balanced).expect("in range");
        let usual = Schedule::usual();
        for steps in [1, 4] {
            let Some(mut path) = path(&person, &Scores::default(), &usual, steps) else { continue };
            let start = path.state;
            for _ in 0..3652 {
                path.advance();
            }
            let State { fat_kg, lean_tissue_kg, .. } = path.state;
            prop_assert!((fat_kg / start.fat_kg - 1.0).abs() < 1e-12);
            prop_assert!((lean_tissue_kg / start.lean_tissue_kg - 1.0).abs() < 1e-12);
        }
    }
}
