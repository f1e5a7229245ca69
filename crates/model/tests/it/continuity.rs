//! No input makes a number jump.
//!
//! An input is swept over a range in even steps. Where a number is continuous, a sixteenth of
//! the step leaves about a sixteenth of the largest difference between neighbours; a jump keeps its
//! size.

use proptest::prelude::*;
use spotcheck_model::{
    Error, Parameters, Person, PersonInput, Row, Schedule, Setting, Sex,
    batch::{Batch, Lanes, Schedules},
};

/// Days looked at, of which the first has the baseline alone.
const DAYS: [usize; 4] = [0, 1, 30, 90];

/// Steps over the range of an input, coarse ones and fine ones.
const STEPS: [u32; 2] = [32, 512];
/// What may be left of the largest difference: more than a sixteenth, for the sake of bends.
const LEFT: f64 = 0.75;
/// In kg, kcal/day and cm this is rounding.
const ROUNDING: f64 = 1e-9;

/// Who, and what they do from day 0 on.
#[derive(Clone, Copy, Debug)]
struct Life {
    person: PersonInput,
    intake_change: f64,
    carb_frac: f64,
    sodium_change: f64,
    pal: f64,
    added_activity: f64,
    protein: f64,
    lifting: f64,
    ages: bool,
}

impl Life {
    fn schedule(&self) -> Result<Schedule, Error> {
        let settings = [
            Setting::IntakeChangeKcalPerDay(self.intake_change),
            Setting::CarbFrac(self.carb_frac),
            Setting::SodiumChangeMgPerDay(self.sodium_change),
            Setting::Pal(self.pal),
            Setting::AddedActivityKcalPerKgPerDay(self.added_activity),
            Setting::ProteinGPerDay(self.protein),
            Setting::LiftingSetsPerMusclePerWeek(self.lifting),
        ];
        let mut schedule = Schedule::usual();
        if self.ages {
            schedule = schedule.ageing();
        }
        for setting in settings {
            schedule = schedule.hold(setting, 0)?;
        }
        Ok(schedule)
    }
}

/// Moves an input by so much of its range.
type Move = fn(&mut Life, f64);

/// Every number that is told, with a range wide enough to cross the bends there are: at 30 and 75
/// years, at a BMI of 25, where protein counts no further, at the first set.
const MOVES: [(&str, Move); 18] = [
    // Years that go by are left out here: depots drift at the pace of day 0 through the whole
    // forecast, and that pace begins and ends at an age.
    ("age_y", |life, x| {
        life.ages = false;
        life.person.age_y += 15.0 * x;
    }),
    ("height_cm", |life, x| life.person.height_cm += 10.0 * x),
    ("weight_kg", |life, x| life.person.weight_kg += 15.0 * x),
    ("pal", |life, x| life.person.pal += 0.3 * x),
    ("fat_kg", |life, x| {
        life.person.fat_kg = life.person.fat_kg.map(|kg| kg + 5.0 * x);
    }),
    ("waist_cm", |life, x| {
        life.person.waist_cm = life.person.waist_cm.map(|cm| cm + 20.0 * x);
    }),
    ("hip_cm", |life, x| {
        life.person.hip_cm = life.person.hip_cm.map(|cm| cm + 20.0 * x);
    }),
    ("thigh_cm", |life, x| {
        life.person.thigh_cm = life.person.thigh_cm.map(|cm| cm + 10.0 * x);
    }),
    ("arm_cm", |life, x| {
        life.person.arm_cm = life.person.arm_cm.map(|cm| cm + 5.0 * x);
    }),
    ("baseline_intake", |life, x| {
        let usual = life.person.baseline_intake_kcal_per_day;
        life.person.baseline_intake_kcal_per_day = usual.map(|kcal| kcal + 300.0 * x);
    }),
    ("baseline carb_frac", |life, x| {
        life.person.carb_frac = life.person.carb_frac.map(|frac| frac + 0.2 * x);
    }),
    ("intake", |life, x| life.intake_change += 500.0 * x),
    ("carb_frac", |life, x| life.carb_frac += 0.3 * x),
    ("sodium", |life, x| life.sodium_change += 2000.0 * x),
    ("scheduled pal", |life, x| life.pal += 0.5 * x),
    ("added activity", |life, x| life.added_activity += 8.0 * x),
    ("protein", |life, x| life.protein += 100.0 * x),
    ("lifting", |life, x| life.lifting += 20.0 * x),
];

/// Numbers of every place of a row, by number.
fn by_number(row: &Row<Lanes>) -> Vec<Lanes> {
    let mut numbers = Vec::new();
    row.map(|lanes| numbers.push(lanes));
    numbers
}

/// Largest difference of each number between neighbours, by day and number, if nobody is refused.
fn largest_steps(life: &Life, moved: Move, steps: u32) -> Result<Option<Vec<f64>>, Error> {
    let (mut people, mut schedules) = (Vec::new(), Vec::new());
    for i in 0..=steps {
        let mut life = *life;
        moved(&mut life, f64::from(i) / f64::from(steps));
        people.push(Person::new(life.person)?);
        schedules.push(life.schedule()?);
    }
    let batch = Batch {
        parameters: Parameters::published(),
        people: &people,
        schedules: Schedules::Each(&schedules),
        days: &DAYS,
    };
    let mut courses: Vec<Vec<f64>> = Vec::new();
    batch.rows(|block| {
        let numbers: Vec<Lanes> = block.rows().iter().flat_map(by_number).collect();
        for place in block.kept() {
            courses.push(numbers.iter().map(|lanes| lanes.values()[place]).collect());
        }
    })?;
    if courses.len() < people.len() {
        return Ok(None);
    }
    let mut largest = vec![0.0_f64; courses[0].len()];
    for pair in courses.windows(2) {
        for (number, largest) in largest.iter_mut().enumerate() {
            *largest = largest.max((pair[1][number] - pair[0][number]).abs());
        }
    }
    Ok(Some(largest))
}

fn lives() -> impl Strategy<Value = Life> {
    let sex = prop_oneof![Just(Sex::Male), Just(Sex::Female)];
    let body = (18.0..75.0, 155.0..190.0, 23.0..40.0, 1.4..2.0);
    let schedule = (-700.0..500.0, 0.2..0.6, -2000.0..1000.0, 1.4..1.9);
    let beside = (0.0..6.0, 40.0..120.0, 0.0..10.0);
    (sex, body, any::<bool>(), schedule, beside).prop_map(
        |(sex, body, is_told, schedule, beside)| {
            let (age_y, height_cm, bmi, pal): (f64, f64, f64, f64) = body;
            let weight_kg = bmi * (height_cm / 100.0).powi(2);
            let told = |value| is_told.then_some(value);
            let person = PersonInput {
                fat_kg: told(0.3 * weight_kg),
                waist_cm: Some(90.0),
                hip_cm: Some(100.0),
                thigh_cm: Some(55.0),
                arm_cm: Some(30.0),
                baseline_intake_kcal_per_day: told(27.0 * weight_kg),
                carb_frac: told(0.45),
                ..PersonInput::new(sex, age_y, height_cm, weight_kg, pal)
            };
            Life {
                person,
                intake_change: schedule.0,
                carb_frac: schedule.1,
                sodium_change: schedule.2,
                pal: schedule.3,
                added_activity: beside.0,
                protein: beside.1,
                lifting: beside.2,
                ages: true,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn prop_no_number_jumps(life in lives()) {
        for (name, moved) in MOVES {
            let [coarse, fine] = STEPS.map(|steps| largest_steps(&life, moved, steps));
            let (Some(coarse), Some(fine)) = (coarse.unwrap(), fine.unwrap()) else {
                continue;
            };
            for (number, (coarse, fine)) in coarse.iter().zip(&fine).enumerate() {
                prop_assert!(
                    *fine <= LEFT * coarse + ROUNDING,
                    "{name} makes number {number} jump by {fine}"
                );
            }
        }
    }
}

/// The test sees a jump where there is one: between sexes.
#[test]
fn a_jump_is_seen() {
    let life = Life {
        person: PersonInput {
            hip_cm: None,
            ..crate::people::woman()
        },
        intake_change: -500.0,
        carb_frac: 0.4,
        sodium_change: 0.0,
        pal: 1.5,
        added_activity: 0.0,
        protein: 80.0,
        lifting: 0.0,
        ages: true,
    };
    let turned: Move = |life, x| {
        if 0.5 < x {
            life.person.sex = Sex::Male;
        }
    };
    let steps = STEPS.map(|steps| largest_steps(&life, turned, steps));
    let [Some(coarse), Some(fine)] = steps.map(|steps| steps.unwrap()) else {
        panic!("nobody is refused")
    };
    assert!(
        coarse
            .iter()
            .zip(&fine)
            .any(|(coarse, fine)| LEFT * coarse + ROUNDING < *fine)
    );
}
