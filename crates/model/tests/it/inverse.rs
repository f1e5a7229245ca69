//! The model asked backwards: against the planner of the NIDDK, and against the model forwards.

use proptest::prelude::*;
use spotcheck_model::{
    Baseline, Day, Error, Parameters, Person, PersonInput, Schedule, Setting, Solver,
    inverse::{
        Arrival, Goal, Lever, Obstacle, Solution, Target, date_for_goal, maintenance, most_runs,
        plan_for,
    },
    simulate,
};

use crate::{
    cases::Case,
    people::{man, someone, woman},
};

const YEAR: usize = 365;

fn planner_man() -> Person {
    let told = PersonInput {
        age_y: 40.0,
        height_cm: 180.0,
        weight_kg: 95.0,
        ..man()
    };
    Person::new(told).expect("in range")
}

/// Where the planner brings him.
const PLANNED: Target = Target {
    goal: Goal::WeightKg(85.0),
    by_day: 180,
};

fn intake_for(person: &Person, schedule: &Schedule, target: Target) -> Result<Solution, Error> {
    let parameters = Parameters::published();
    plan_for(parameters, person, schedule, target, Lever::Intake)
}

fn day_of(person: &Person, schedule: &Schedule, day: usize) -> Result<Day, Error> {
    let parameters = Parameters::published();
    let course = simulate(parameters, person, schedule, day, Solver::Exact)?;
    Ok(course.days()[day])
}

/// The planner's intake for the body of a day: eq 5 with that day's fat, lean tissue and weight
/// for good, nothing laid down, and AT settled at 0.14 of the change of intake.
fn settled_at_once(person: &Person, day: &Day) -> Result<f64, Error> {
    let parameters = Parameters::published();
    let start = Baseline::new(parameters, person)?;
    let p = &parameters.energy;
    let beta_tef = p.thermic_effect.value;
    let beta = beta_tef + p.adaptive_gain.value;
    let per_pal = start.resting_kcal_per_day / start.weight_kg;
    let delta = ((1.0 - beta_tef) * start.pal - 1.0) * per_pal;
    let tissue = p.fat_upkeep.value * (day.fat_kg - start.state.fat_kg)
        + p.lean_upkeep.value * (day.lean_tissue_kg - start.state.lean_tissue_kg);
    let moved = delta * (day.weight_kg - start.weight_kg);
    Ok(start.intake_kcal_per_day + (tissue + moved) / (1.0 - beta))
}

/// `physiology.md`: the planner of the NIDDK, run by us, brings this man from 95 to 85 kg in 180
/// days with 2230.76 kcal/day and 3160.4 mg of sodium instead of 4000, then keeps him there with
/// 2622.10 kcal/day. It rounds its constants: intake agrees within 1 kcal/day.
#[test]
fn niddk_planner_check_value() -> Result<(), Error> {
    let (parameters, person) = (Parameters::published(), planner_man());
    let usual = Baseline::new(parameters, &person)?.intake_kcal_per_day;
    assert!((usual - 2823.375).abs() < 1e-9);
    let salt = Schedule::usual().hold(Setting::SodiumChangeMgPerDay(3160.4 - 4000.0), 0)?;
    let plan = intake_for(&person, &salt, PLANNED)?;
    assert!(plan.obstacle.is_none());
    assert!((plan.value - 2230.76).abs() < 1.0, "{}", plan.value);
    assert!((plan.reached.weight_kg - 85.0).abs() < 1e-4);
    let shortcut = settled_at_once(&person, &plan.reached)?;
    assert!((shortcut - 2622.10).abs() < 1.0, "{shortcut}");
    Ok(())
}

/// What a general solver and the secant method find, and for maintenance the body at balance by
/// algebra, for every reference person.
#[test]
fn inverse_dop853() -> Result<(), Error> {
    #[derive(serde::Deserialize)]
    struct Expected {
        case: String,
        day: usize,
        goal_kg: f64,
        intake_kcal_per_day: f64,
        maintenance_kcal_per_day: f64,
    }
    let parameters = Parameters::published();
    let cases = Case::all();
    let vectors = include_str!("../vectors/inverse_dop853.csv");
    let mut rows = 0;
    for row in csv::Reader::from_reader(vectors.as_bytes()).deserialize() {
        let expected: Expected = row.expect("the vectors are of this form");
        let case = cases.iter().find(|case| case.id == expected.case);
        let case = case.expect("each row has its person");
        let (person, schedule) = (case.person()?, case.schedule()?);
        let target = Target {
            goal: Goal::WeightKg(expected.goal_kg),
            by_day: expected.day,
        };
        let plan = intake_for(&person, &schedule, target)?;
        let error = plan.value - expected.intake_kcal_per_day;
        assert!(error.abs() < 1e-3, "{}: {error}", case.id);
        let kept = maintenance(parameters, &person, &plan.schedule, expected.day)?;
        let error = kept.intake_kcal_per_day - expected.maintenance_kcal_per_day;
        assert!(error.abs() < 0.01, "{}: {error}", case.id);
        rows += 1;
    }
    assert_eq!(rows, cases.len());
    Ok(())
}

/// Where the planner's shortcut leads: it reckons with the fat, lean tissue and weight of the day, so
/// the water that comes back with the food stays on top. The steady state that is found by running the
/// model has less tissue in place of that water, and eats less by what that tissue costs.
#[test]
fn the_planner_s_shortcut_leaves_the_water_on() -> Result<(), Error> {
    let (parameters, person) = (Parameters::published(), planner_man());
    let plan = intake_for(&person, &Schedule::usual(), PLANNED)?;
    let reached = plan.reached;
    let shortcut = settled_at_once(&person, &reached)?;
    let kept = Setting::IntakeKcalPerDay(shortcut);
    let by_shortcut = day_of(&person, &plan.schedule.clone().replace(kept, 180)?, 6000)?;
    let found = maintenance(parameters, &person, &plan.schedule, 180)?;
    assert!((found.settled.weight_kg - 85.0).abs() < 1e-4);
    let water = |day: &Day| day.weight_kg - day.fat_kg - day.lean_tissue_kg;
    let water_kg = water(&by_shortcut) - water(&reached);
    assert!(0.2 < water_kg && water_kg < 0.5, "{water_kg}");
    // Carrying the water about takes some tissue, so not all of it shows.
    let excess_kg = by_shortcut.weight_kg - 85.0;
    let shown = excess_kg / water_kg;
    assert!(0.4 < shown && shown < 1.0, "{excess_kg} {water_kg}");
    assert!((settled_at_once(&person, &by_shortcut)? - shortcut).abs() < 0.01);
    let by_tissue = settled_at_once(&person, &found.settled)?;
    assert!((found.intake_kcal_per_day - by_tissue).abs() < 0.01);
    let less = shortcut - found.intake_kcal_per_day;
    assert!(2.0 < less && less < 6.0, "{less}");
    Ok(())
}

/// The planner steps and halves until a weight is within its tolerance, for ever if none is. Here goals
/// and days where weight hardly answers, or answers beyond all measure, end like any other.
#[test]
fn the_planner_s_endless_search_ends() -> Result<(), Error> {
    let (parameters, person) = (Parameters::published(), planner_man());
    for by_day in [1, 2, 10_000] {
        for goal in [
            Goal::WeightKg(94.999_999_999),
            Goal::WeightKg(60.0),
            Goal::FatKg(300.0),
        ] {
            for lever in [Lever::Intake, Lever::Pal, Lever::AddedActivity] {
                let target = Target { goal, by_day };
                let plan = plan_for(parameters, &person, &Schedule::usual(), target, lever)?;
                assert!(
                    plan.evaluations <= most_runs(),
                    "{target:?} {lever:?} {plan:?}"
                );
            }
        }
    }
    assert_eq!(most_runs(), 38);
    Ok(())
}

/// The body on the day is the goal, on any road there.
#[test]
fn every_lever_and_every_goal() -> Result<(), Error> {
    let (parameters, person) = (Parameters::published(), Person::new(woman())?);
    let eats_less = Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(-200.0), 0)?;
    for (goal, measure) in [
        (
            Goal::WeightKg(74.0),
            (|day| day.weight_kg) as fn(&Day) -> f64,
        ),
        (Goal::FatKg(26.0), |day| day.fat_kg),
        (Goal::Bmi(27.5), |day| day.bmi),
    ] {
        let asked = match goal {
            Goal::WeightKg(kg) | Goal::FatKg(kg) => kg,
            Goal::Bmi(bmi) => bmi,
        };
        for (lever, schedule) in [
            (Lever::Intake, Schedule::usual()),
            (Lever::Pal, eats_less.clone()),
            (Lever::AddedActivity, eats_less.clone()),
        ] {
            let target = Target { goal, by_day: 200 };
            let plan = plan_for(parameters, &person, &schedule, target, lever)?;
            assert!(plan.obstacle.is_none(), "{goal:?} {lever:?} {plan:?}");
            assert!((measure(&plan.reached) - asked).abs() < 1e-4);
            assert_eq!(day_of(&person, &plan.schedule, 200)?, plan.reached);
        }
    }
    Ok(())
}

/// What was scheduled of the rest stays, what was scheduled of the lever goes.
#[test]
fn the_rest_of_the_schedule_is_kept() -> Result<(), Error> {
    let person = planner_man();
    let target = Target {
        goal: Goal::WeightKg(88.0),
        by_day: 150,
    };
    let found = |schedule: &Schedule| intake_for(&person, schedule, target).map(|plan| plan.value);
    let still = found(&Schedule::usual())?;
    let walks = Schedule::usual().hold(Setting::Pal(1.7), 30)?;
    let walks = found(&walks)?;
    assert!(still + 100.0 < walks, "{still} {walks}");
    let other = Schedule::usual().hold(Setting::IntakeKcalPerDay(4000.0), 60)?;
    assert!((found(&other)? - still).abs() < 1e-9);
    Ok(())
}

#[test]
fn what_cannot_be_says_why_and_what_comes_nearest() -> Result<(), Error> {
    let (parameters, person) = (Parameters::published(), planner_man());
    let usual = Schedule::usual();
    let plan = |goal_kg, by_day, lever| {
        let goal = Goal::WeightKg(goal_kg);
        plan_for(parameters, &person, &usual, Target { goal, by_day }, lever)
    };
    let supervised = parameters.safety.intake_supervised.value;
    let soon = plan(70.0, 30, Lever::Intake)?;
    let least = Obstacle::Least { value: supervised };
    assert_eq!((soon.obstacle, soon.evaluations), (Some(least), 2));
    assert!((soon.value - supervised).abs() < 1e-9);
    assert!(soon.reached.weight_kg > 85.0 && soon.reached.weight_kg < 95.0);
    // With 20 000 kcal/day for a year a body leaves what the model holds for.
    let heavy = plan(380.0, 30, Lever::Intake)?;
    assert!(matches!(heavy.obstacle, Some(Obstacle::Most { .. })));
    let resting = plan(120.0, 100, Lever::Pal)?;
    assert!(matches!(resting.obstacle, Some(Obstacle::Least { value }) if value < 1.01));
    // A thin man who loses fat until there is none: the last body that the model holds for.
    let thin = Person::new(PersonInput {
        weight_kg: 62.0,
        fat_kg: Some(7.0),
        ..*person.input()
    })?;
    let target = Target {
        goal: Goal::FatKg(0.2),
        by_day: 400,
    };
    let spent = intake_for(&thin, &usual, target)?;
    assert!(
        matches!(
            spent.obstacle,
            Some(Obstacle::Body {
                quantity: "fat_kg",
                ..
            })
        ),
        "{spent:?}"
    );
    assert!(0.2 < spent.reached.fat_kg && spent.reached.fat_kg < 7.0);
    assert!(spent.evaluations <= most_runs());
    Ok(())
}

#[test]
fn refuses_goals_and_days_that_are_none() {
    let person = planner_man();
    for (goal, by_day) in [
        (Goal::WeightKg(f64::NAN), 10),
        (Goal::WeightKg(10.0), 10),
        (Goal::FatKg(-1.0), 10),
        (Goal::Bmi(1000.0), 10),
        (Goal::WeightKg(90.0), 0),
        (Goal::WeightKg(90.0), 40_000),
    ] {
        let target = Target { goal, by_day };
        let refused = intake_for(&person, &Schedule::usual(), target);
        assert!(
            matches!(refused, Err(Error::OutOfRange { .. })),
            "{refused:?}"
        );
    }
}

#[test]
fn the_date_is_the_first_day_at_the_goal_or_never() -> Result<(), Error> {
    let (parameters, person) = (Parameters::published(), planner_man());
    let less = Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(-500.0), 0)?;
    let on = |goal_kg| date_for_goal(parameters, &person, &less, Goal::WeightKg(goal_kg));
    let Arrival::On(day) = on(85.0)? else {
        panic!("500 kcal/day less settle far below 85 kg");
    };
    assert!(day.weight_kg <= 85.0);
    assert!(85.0 < day_of(&person, &less, day.day - 1)?.weight_kg);
    assert!(matches!(on(95.0)?, Arrival::On(Day { day: 0, .. })));
    // Hall 2011: about 10 kcal/day a pound, so some 22 to 25 kg in the end, half of it in a year.
    let Arrival::Settles(last) = on(60.0)? else {
        panic!("500 kcal/day less settle above 60 kg");
    };
    assert!((70.0..75.0).contains(&last.weight_kg), "{last:?}");
    let starving = Schedule::usual().hold(Setting::IntakeKcalPerDay(0.0), 0)?;
    let never = date_for_goal(parameters, &person, &starving, Goal::WeightKg(150.0))?;
    assert!(matches!(never, Arrival::Leaves(_)), "{never:?}");
    Ok(())
}

#[test]
fn a_weight_that_cannot_settle_in_time_is_not_kept() {
    let (parameters, person) = (Parameters::published(), planner_man());
    let late = maintenance(parameters, &person, &Schedule::usual(), 36_000);
    assert!(matches!(late, Err(Error::OutOfRange { field: "days", .. })));
    let frugal = Schedule::usual().hold(Setting::IntakeKcalPerDay(0.0), 0);
    let starved = maintenance(parameters, &person, &frugal.unwrap(), 3000);
    assert!(matches!(starved, Err(Error::LeavesRange { .. })));
}

fn config() -> ProptestConfig {
    ProptestConfig::with_cases(48)
}

proptest! {
    #![proptest_config(config())]

    /// What is found, put into the model forwards, is the goal; in a number of runs known before.
    #[test]
    fn prop_a_found_intake_leads_to_the_goal(
        person in someone(),
        share in 0.85..1.15,
        by_day in 60_usize..700,
    ) {
        let goal_kg = share * person.input().weight_kg;
        let target = Target { goal: Goal::WeightKg(goal_kg), by_day };
        let plan = intake_for(&person, &Schedule::usual(), target).unwrap();
        prop_assert!(plan.evaluations <= most_runs());
        let held = Schedule::usual().hold(Setting::IntakeKcalPerDay(plan.value), 0).unwrap();
        let there = day_of(&person, &held, by_day).unwrap();
        prop_assert_eq!(there, plan.reached);
        match plan.obstacle {
            None => prop_assert!((there.weight_kg - goal_kg).abs() < 1e-4),
            Some(Obstacle::Least { value }) => {
                prop_assert!((plan.value - value).abs() < 1e-9 && goal_kg < there.weight_kg);
            }
            Some(other) => prop_assert!(false, "{other:?}"),
        }
    }

    /// More weight to lose, or less time, never allows more food.
    #[test]
    fn prop_a_harder_goal_never_allows_more(
        person in someone(),
        share in 0.9..1.1,
        harder in 0.0..0.05,
        by_day in 60_usize..400,
        sooner in 0_usize..50,
    ) {
        let usual = Schedule::usual();
        let found = |share: f64, by_day| {
            let goal = Goal::WeightKg(share * person.input().weight_kg);
            let target = Target { goal, by_day };
            intake_for(&person, &usual, target).unwrap().value
        };
        let easy = found(share, by_day);
        prop_assert!(found(share - harder, by_day) <= easy + 1e-3);
        if share < 0.98 {
            prop_assert!(found(share, by_day - sooner) <= easy + 1e-3);
        }
    }

    /// Weight settles at what was reached, and is near it on the way: glycogen and fluid come back,
    /// and in three years tissue has gone for more than half of them.
    #[test]
    fn prop_maintenance_maintains(
        person in someone(),
        share in 0.88..1.12,
        by_day in 90_usize..400,
    ) {
        let parameters = Parameters::published();
        let goal = Goal::WeightKg(share * person.input().weight_kg);
        let target = Target { goal, by_day };
        let plan = intake_for(&person, &Schedule::usual(), target).unwrap();
        let kept = maintenance(parameters, &person, &plan.schedule, by_day).unwrap();
        prop_assert!(kept.evaluations <= most_runs());
        let held = Setting::IntakeKcalPerDay(kept.intake_kcal_per_day);
        let held = plan.schedule.replace(held, by_day).unwrap();
        let start_kg = plan.reached.weight_kg;
        let settled_kg = day_of(&person, &held, kept.settled.day + 5 * YEAR).unwrap().weight_kg;
        prop_assert!((settled_kg - start_kg).abs() < 1e-3, "{settled_kg} {start_kg}");
        let later_kg = day_of(&person, &held, by_day + 3 * YEAR).unwrap().weight_kg;
        let water_kg = day_of(&person, &held, by_day + 14).unwrap().weight_kg - start_kg;
        let left = (later_kg - start_kg).abs();
        prop_assert!(left < 0.05 + 0.5 * water_kg.abs(), "{left} {water_kg}");
    }
}

/// The planner's man three years after: within 0.05 kg of the goal.
#[test]
fn maintenance_holds_for_three_years() -> Result<(), Error> {
    let (parameters, person) = (Parameters::published(), planner_man());
    let plan = intake_for(&person, &Schedule::usual(), PLANNED)?;
    let kept = maintenance(parameters, &person, &plan.schedule, 180)?;
    let held = Setting::IntakeKcalPerDay(kept.intake_kcal_per_day);
    let held = plan.schedule.replace(held, 180)?;
    let later = day_of(&person, &held, 180 + 3 * YEAR)?;
    assert!((later.weight_kg - 85.0).abs() < 0.05, "{}", later.weight_kg);
    Ok(())
}
