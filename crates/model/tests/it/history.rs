//! Intake told from weights: what the model forwards made of a known intake is found again.

use spotcheck_model::{
    Baseline, Day, Error, Parameters, Person, PersonInput, Schedule, Setting, Solver,
    inverse::{Method, Span, Weighing, intake_history},
    simulate,
};

use crate::people::woman;

const WINDOW: usize = 28;

fn person() -> Person {
    Person::new(woman()).expect("in range")
}

fn days(schedule: &Schedule, days: usize) -> Result<Vec<Day>, Error> {
    let parameters = Parameters::published();
    let course = simulate(parameters, &person(), schedule, days, Solver::Exact)?;
    Ok(course.days().to_vec())
}

fn weighed(days: &[Day], every: usize) -> Vec<Weighing> {
    let some = days.iter().step_by(every);
    some.map(|day| Weighing {
        day: day.day,
        weight_kg: day.weight_kg,
    })
    .collect()
}

fn told(weighings: &[Weighing], schedule: &Schedule, method: Method) -> Result<Vec<Span>, Error> {
    let parameters = Parameters::published();
    intake_history(parameters, &person(), schedule, weighings, WINDOW, method)
}

/// An intake that changes every four weeks, by day.
fn eaten() -> Result<(Vec<f64>, Schedule), Error> {
    let levels = [1700.0, 1500.0, 2400.0, 2000.0, 1900.0, 2246.0];
    let mut schedule = Schedule::usual().hold(Setting::Pal(1.7), 70)?;
    for (index, level) in levels.into_iter().enumerate() {
        schedule = schedule.hold(Setting::IntakeKcalPerDay(level), index * WINDOW)?;
    }
    Ok((levels.to_vec(), schedule))
}

#[test]
fn exact_gives_a_known_intake_back() -> Result<(), Error> {
    let (levels, schedule) = eaten()?;
    let days = days(&schedule, levels.len() * WINDOW)?;
    let known = Schedule::usual().hold(Setting::Pal(1.7), 70)?;
    for every in [1, 4, 28] {
        let spans = told(&weighed(&days, every), &known, Method::Exact)?;
        assert_eq!(spans.len(), levels.len());
        for (span, level) in spans.iter().zip(&levels) {
            let error = span.intake_kcal_per_day - level;
            assert!(error.abs() < 0.01, "every {every}: {span:?} {level}");
        }
    }
    Ok(())
}

/// The linearised method takes water for tissue: in the window after a change it errs by that water
/// times ρ over the window, later by the curvature of the model alone. The mean of all of it is
/// within the 40 kcal/day of Sanghvi 2015.
#[test]
fn linearised_errs_by_the_water_it_does_not_know() -> Result<(), Error> {
    let usual = Baseline::new(Parameters::published(), &person())?.intake_kcal_per_day;
    let less = Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(-500.0), 0)?;
    let days = days(&less, 13 * WINDOW)?;
    let spans = told(&weighed(&days, 1), &Schedule::usual(), Method::Linearised)?;
    assert_eq!(spans.len(), 13);
    let error = |span: &Span| span.intake_kcal_per_day - (usual - 500.0);
    let water_kg = |day: &Day| day.glycogen_kg * 3.7 + day.ecf_kg;
    let water_kg = water_kg(&days[0]) - water_kg(&days[WINDOW]);
    assert!(0.5 < water_kg && water_kg < 1.2, "{water_kg}");
    let first = error(&spans[0]);
    // ρ is about 9300 kcal/kg here. Water goes in the first week, which a slope over the window sees
    // with less than full weight.
    let whole = -9300.0 * water_kg / WINDOW as f64;
    assert!(whole < first && first < 0.3 * whole, "{first} {whole}");
    for span in &spans[2..] {
        assert!(error(span).abs() < 40.0, "{span:?} {}", error(span));
    }
    let mean = spans.iter().map(error).sum::<f64>() / spans.len() as f64;
    assert!(mean.abs() < 40.0, "{mean}");
    Ok(())
}

/// Known activity is not taken for food: usual intake with more activity is told as usual intake.
#[test]
fn linearised_knows_what_activity_spends() -> Result<(), Error> {
    let usual = Baseline::new(Parameters::published(), &person())?.intake_kcal_per_day;
    for active in [
        Setting::Pal(1.7),
        Setting::AddedActivityKcalPerKgPerDay(3.0),
    ] {
        let schedule = Schedule::usual().hold(active, 0)?;
        let days = days(&schedule, 6 * WINDOW)?;
        for span in told(&weighed(&days, 1), &schedule, Method::Linearised)? {
            let error = span.intake_kcal_per_day - usual;
            assert!(error.abs() < 25.0, "{active:?} {span:?} {error}");
        }
    }
    Ok(())
}

/// The stated errors are those of many noisy records, and the records centre on what was eaten.
#[test]
fn stated_errors_are_those_of_noisy_weights() -> Result<(), Error> {
    let usual = Baseline::new(Parameters::published(), &person())?.intake_kcal_per_day;
    let parameters = Parameters::published();
    let sd_kg = parameters.baseline.weighing_sd.value;
    let days = days(&Schedule::usual(), 4 * WINDOW)?;
    let mut uniform = uniform();
    // Twelve uniform numbers have variance one.
    let mut normal = || (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
    let records: Vec<Vec<Weighing>> = (0..200)
        .map(|_| {
            let mut weighings = weighed(&days, 1);
            for weighing in &mut weighings {
                weighing.weight_kg += sd_kg * normal();
            }
            weighings
        })
        .collect();
    for method in [Method::Exact, Method::Linearised] {
        let spans: Result<Vec<Vec<Span>>, Error> = records
            .iter()
            .map(|record| {
                // Who has only a weighing to start from starts from its error.
                let weighed = Person::new(PersonInput {
                    weight_kg: record[0].weight_kg,
                    ..woman()
                })?;
                let usual = Schedule::usual();
                intake_history(parameters, &weighed, &usual, record, WINDOW, method)
            })
            .collect();
        let spans = spans?;
        for window in 0..4 {
            let errors: Vec<f64> = spans
                .iter()
                .map(|spans| spans[window].intake_kcal_per_day - usual)
                .collect();
            let count = errors.len() as f64;
            let mean = errors.iter().sum::<f64>() / count;
            let sd = (errors.iter().map(|e| (e - mean).powi(2)).sum::<f64>() / count).sqrt();
            let stated = spans[0][window].intake_se;
            assert!(
                mean.abs() < 4.0 * stated / count.sqrt(),
                "{method:?} {mean}"
            );
            // Stated to first order in tissue; in the model water moves with intake too and tells
            // more of it.
            let least = match method {
                Method::Exact => 0.7,
                Method::Linearised => 0.85,
            };
            let ratio = sd / stated;
            assert!(
                (least..1.15).contains(&ratio),
                "{method:?} {window}: {sd} {stated}"
            );
        }
    }
    Ok(())
}

/// Numbers between 0 and 1 from a small linear congruence (Lehmer 1951, as in Park and Miller 1988).
fn uniform() -> impl FnMut() -> f64 {
    let mut state: u64 = 20_261_123;
    move || {
        state = state * 48_271 % 2_147_483_647;
        state as f64 / 2_147_483_647.0
    }
}

#[test]
fn windows_end_where_somebody_was_weighed() -> Result<(), Error> {
    let weighed = [(40, 79.0), (0, 80.0), (41, 79.1), (70, 78.0), (75, 77.8)];
    let weighings = weighed.map(|(day, weight_kg)| Weighing { day, weight_kg });
    let spans = told(&weighings, &Schedule::usual(), Method::Exact)?;
    let ends: Vec<_> = spans.iter().map(|s| (s.from_day, s.to_day)).collect();
    assert_eq!(ends, [(0, 40), (40, 75)]);
    let late = [(10, 79.0), (50, 78.0)].map(|(day, weight_kg)| Weighing { day, weight_kg });
    for method in [Method::Exact, Method::Linearised] {
        let spans = told(&late, &Schedule::usual(), method)?;
        assert_eq!(spans.len(), 1);
        assert!(spans[0].intake_kcal_per_day.is_finite() && spans[0].intake_se > 0.0);
    }
    Ok(())
}

#[test]
fn refuses_weights_that_tell_nothing() {
    let usual = Schedule::usual();
    let none = told(&[], &usual, Method::Exact);
    assert!(matches!(none, Err(Error::NoWeighings)));
    let start = Weighing {
        day: 0,
        weight_kg: 80.0,
    };
    let only = told(&[start], &usual, Method::Linearised);
    assert!(matches!(only, Err(Error::NoWeighings)));
    let heavy = Weighing {
        day: 9,
        weight_kg: 900.0,
    };
    let refused = told(&[heavy], &usual, Method::Exact);
    assert!(matches!(refused, Err(Error::OutOfRange { .. })));
}
