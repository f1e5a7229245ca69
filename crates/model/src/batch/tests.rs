//! Every register width gives the same bits, as do sixteen and one.

use super::*;
use crate::{PersonInput, Setting, Sex};

/// Sixteen people who differ in all that is told of them.
fn people() -> Vec<Person> {
    let person = |i: u8| {
        let x = f64::from(i);
        Person::new(PersonInput {
            fat_kg: (i.is_multiple_of(3)).then_some(25.0),
            waist_cm: Some(90.0 + x),
            hip_cm: (!i.is_multiple_of(5)).then_some(101.0),
            carb_frac: (i.is_multiple_of(4)).then_some(0.42),
            ..PersonInput::new(
                if i.is_multiple_of(2) {
                    Sex::Male
                } else {
                    Sex::Female
                },
                20.0 + 3.5 * x,
                156.0 + 1.9 * ((7.0 * x) % 16.0),
                70.0 + 3.1 * ((5.0 * x) % 16.0),
                1.35 + 0.04 * x,
            )
        })
        .expect("in range")
    };
    (0..16).map(person).collect()
}

fn schedules() -> Vec<Schedule> {
    let schedule = |i: u8| {
        let x = f64::from(i);
        Schedule::usual()
            .hold(
                Setting::IntakeChangeKcalPerDay(-600.0 + 50.0 * x),
                usize::from(i),
            )?
            .ramp(Setting::CarbFrac(0.3), 10, 30)?
            .daily(Setting::Pal, 5, &[1.6, 1.9, 1.4])?
            .hold_between(Setting::AddedActivityKcalPerKgPerDay(0.5 * x), 3, 40)?
            .hold(Setting::ProteinGPerDay(60.0 + 8.0 * x), 0)?
            .hold(Setting::LiftingSetsPerMusclePerWeek(x), 12)
    };
    let schedules: Result<Vec<_>, _> = (0..16).map(schedule).collect();
    schedules.expect("in range and in order")
}

/// Every number of every place of rows with regions, as bits, in registers of a width.
fn bits(width: Width, people: &[Person], schedules: &[Schedule], days: &[usize]) -> Vec<u64> {
    let courses: [Course<f64>; Lanes::COUNT] = std::array::from_fn(|place| {
        let plan = schedules[place].on(0);
        let (parameters, typical) = (Parameters::published(), Scores::default());
        let pace = Pace::new(parameters, DAILY_STEPS);
        Course::new(parameters, &people[place], &typical, &plan, &pace).expect("of usual build")
    });
    let plans = Plans::Each(std::array::from_fn(|place| &schedules[place]));
    let Course { path, shape } = Course::abreast(&courses.each_ref(), &plans.on(0));
    let mut rows = Vec::new();
    let margin = width.run(Follow {
        path,
        plans: &plans,
        days,
        rows: &mut rows,
        row: shape,
    });
    let mut bits = margin.0.map(f64::to_bits).to_vec();
    for row in rows {
        row.map(|lanes: Lanes| bits.extend(lanes.0.map(f64::to_bits)));
    }
    bits
}

#[test]
fn every_width_gives_the_same_bits() {
    let (people, schedules) = (people(), schedules());
    let days: Vec<usize> = (0..=120).collect();
    let plain = bits(Width::Plain, &people, &schedules, &days);
    assert!(10 * Lanes::COUNT * days.len() < plain.len());
    let mut widths = 0;
    for width in Width::available() {
        let found = bits(width, &people, &schedules, &days);
        assert!(found == plain, "{width:?}");
        widths += 1;
    }
    assert!(0 < widths);
}

/// The same equations over plain numbers, one person at a time.
#[test]
fn sixteen_give_the_bits_of_one() {
    let (people, schedules) = (people(), schedules());
    for width in Width::available() {
        let abreast = bits(width, &people, &schedules, &[90]);
        for (place, (person, schedule)) in people.iter().zip(&schedules).enumerate() {
            let (parameters, typical) = (Parameters::published(), Scores::default());
            let pace = Pace::new(parameters, DAILY_STEPS);
            let mut course = Course::new(parameters, person, &typical, &schedule.on(0), &pace)
                .expect("of usual build");
            for day in 0..90 {
                course.path.advance();
                course.path.plan(&schedule.on(day + 1));
            }
            let mut numbers = vec![course.path.margin()];
            // Hips come last, so that who has none among those who have counts as they do.
            course.row(90).map(|number| numbers.push(number));
            for (number, value) in numbers.iter().enumerate() {
                let lane = abreast[number * Lanes::COUNT + place];
                assert_eq!(value.to_bits(), lane, "{width:?} {place} {number}");
            }
        }
    }
}
