//! Many people like this one: what is uncertain, drawn again and again.
//!
//! Each draw is one possible person: expenditure, fat mass if it was not measured, where fat lies,
//! how depots follow total fat, how girth follows weight. The schedule is kept to the letter, and
//! the local effect of exercise is zero in every draw. Draws are keyed by seed and index, so a draw
//! is the same in whatever order or number they are made.

mod draw;
mod quantiles;

pub use quantiles::Quantiles;

use crate::{
    Day, Depot, Error, Interval, Parameters, Person, Row, Schedule, Solver, forecast::Course,
    limits, schedule::Plan, scores::Scores,
};
use quantiles::of_rows;

/// Share of draws that may leave the range of the model before the 5 % quantile means nothing.
const MAX_LOST_FRAC: f64 = 0.05;

/// How many draws, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// How many, 1 to 100 000.
    pub count: usize,
    /// The same seed gives the same draws.
    pub seed: u64,
}

/// A day of the ensemble.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayQuantiles {
    /// Draws behind the quantiles: those that have not left the range of the model.
    pub draws: usize,
    /// Quantiles of every quantity of a [`Day`].
    pub row: Row<Quantiles>,
}

/// Fat in a depot on day 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DepotMass {
    /// Which depot.
    pub depot: Depot,
    /// Fat of the typical person, kg.
    pub mass_kg: f64,
    /// Where 90 % of people like this one lie, kg.
    pub interval: Interval,
}

/// Forecasts `days` days as quantiles over draws: `days + 1` rows, day 0 included.
///
/// # Errors
/// As [`simulate`](crate::simulate) for the person; [`Error::OutOfRange`] for no draws or too many;
/// [`Error::DrawsLost`] with the day by which more than one draw in twenty has left the range the
/// model holds for.
pub fn forecast(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    days: usize,
    draws: Draws,
) -> Result<Vec<DayQuantiles>, Error> {
    limits::DAYS.check(days as f64)?;
    let mut courses = draws
        .scores()?
        .map(|scores| Course::new(parameters, person, &scores))
        .collect::<Result<Vec<_>, _>>()?;
    let mut rows = Vec::with_capacity(draws.count);
    let mut quantiles = Vec::with_capacity(days + 1);
    for day in 0..=days {
        let plans = [&schedule.on(day), &schedule.on(day + 1)];
        rows.clear();
        // A draw that leaves the range of the model is counted below, for whatever reason it left.
        courses.retain_mut(|course| {
            let row = course.row(day, plans[0]).map(|row| rows.push(row));
            row.and_then(|()| course.advance(day, plans, Solver::Exact))
                .is_ok()
        });
        check_lost(day, rows.len(), draws)?;
        quantiles.push(of_rows(&rows));
    }
    Ok(quantiles)
}

/// How much each quantity of a [`Day`] changes from day 0 to day `days`, as quantiles over draws.
///
/// A draw is compared with itself, so what is uncertain on day 0 does not widen its change.
///
/// # Errors
/// As [`forecast`].
pub fn change(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    days: usize,
    draws: Draws,
) -> Result<DayQuantiles, Error> {
    limits::DAYS.check(days as f64)?;
    let plans: Vec<Plan> = (0..=days).map(|day| schedule.on(day)).collect();
    let mut changes = Vec::with_capacity(draws.count);
    for scores in draws.scores()? {
        let mut course = Course::new(parameters, person, &scores)?;
        let before = course.row(0, &plans[0])?;
        let followed = plans.windows(2).enumerate().try_for_each(|(day, plans)| {
            course.advance(day, [&plans[0], &plans[1]], Solver::Exact)
        });
        // As in a forecast, a draw that leaves the range of the model is only counted.
        if let Ok(after) = followed.and_then(|()| course.row(days, &plans[days])) {
            changes.push(difference(before, after));
        }
    }
    check_lost(days, changes.len(), draws)?;
    Ok(of_rows(&changes))
}

/// `after − before`, quantity by quantity.
fn difference(before: Day, after: Day) -> Day {
    let mut values = Vec::with_capacity(size_of::<Day>() / size_of::<f64>());
    before.map(|value| values.push(value));
    let mut values = values.into_iter();
    after.map(|value| value - values.next().unwrap_or(f64::NAN))
}

/// Refuses quantiles over what is left when too many draws are lost.
fn check_lost(day: usize, left: usize, draws: Draws) -> Result<(), Error> {
    let lost = draws.count - left;
    if MAX_LOST_FRAC * (draws.count as f64) < lost as f64 {
        return Err(Error::DrawsLost {
            day,
            lost,
            count: draws.count,
        });
    }
    Ok(())
}

/// Fat by depot on day 0, in the order of [`Depot::ALL`].
///
/// # Errors
/// What [`Baseline::new`](crate::Baseline::new) refuses of the person, and [`Error::OutOfRange`] for
/// no draws or too many.
///
/// # Panics
/// Never: quantiles are in order.
pub fn baseline_depots(
    parameters: &Parameters,
    person: &Person,
    draws: Draws,
) -> Result<[DepotMass; Depot::COUNT], Error> {
    let on_day_0 = |scores: &Scores| Course::new(parameters, person, scores)?.depots_kg(0);
    let typical = on_day_0(&Scores::default())?;
    let drawn = draws
        .scores()?
        .map(|scores| on_day_0(&scores))
        .collect::<Result<Vec<_>, _>>()?;
    let mass = |i: usize| {
        let mut sample: Vec<f64> = drawn.iter().map(|depots_kg| depots_kg[i]).collect();
        let Quantiles { lo90, hi90, .. } = Quantiles::of(&mut sample);
        DepotMass {
            depot: Depot::ALL[i],
            mass_kg: typical[i],
            interval: Interval::new(lo90, hi90, 0.9).expect("quantiles are in order"),
        }
    };
    Ok(std::array::from_fn(mass))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PersonInput, Setting, Sex};

    #[test]
    fn regions_of_every_draw_sum_to_its_fat() -> Result<(), Error> {
        let person = Person::new(PersonInput {
            sex: Sex::Male,
            age_y: 50.0,
            height_cm: 178.0,
            weight_kg: 100.0,
            pal: 1.5,
            fat_kg: None,
            waist_cm: None,
            hip_cm: None,
            menopause: None,
            baseline_intake_kcal_per_day: None,
            carb_frac: None,
            thigh_cm: None,
            arm_cm: None,
            scan: None,
        })?;
        let schedule = Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(-800.0), 0)?;
        let plans = [&schedule.on(0), &schedule.on(1)];
        for scores in (Draws { count: 50, seed: 3 }).scores()? {
            let mut course = Course::new(Parameters::published(), &person, &scores)?;
            for day in 0..100 {
                let row = course.row(day, plans[0])?;
                let sum: f64 = row.regions.into_array().iter().sum();
                assert!((sum - row.fat_kg).abs() < 1e-9, "{row:?}");
                course.advance(day, plans, Solver::Exact)?;
            }
        }
        Ok(())
    }
}
