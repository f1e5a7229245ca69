//! Many people like this one: what is uncertain, drawn again and again.
//!
//! Each draw is one possible person: expenditure, fat mass if it was not measured, where fat lies,
//! how depots follow total fat, how girth follows weight, how far a planned change is kept to, what
//! the body saves when it is active, how muscle answers. The local effect of exercise is zero in
//! every draw. Draws are keyed by seed, person and index, so a draw is the same in whatever order,
//! number or company they are made.

mod contributions;
mod courses;
mod draw;
mod group;
mod quantiles;

pub use contributions::{Share, Source, contributions};
pub use group::{Arm, GroupChange, Method, Region, group_change};
pub use quantiles::Quantiles;

use courses::Courses;
use quantiles::Sample;

use crate::{
    Baseline, Day, Depot, Error, Interval, Parameters, Person, Row, Schedule, lanes::Lanes,
    regional::Split, scores::Scores,
};

/// Share of draws that may leave the range of the model before the 5 % quantile means nothing.
const MAX_LOST_FRAC: f64 = 0.05;

/// How many draws, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// How many, 1 to 100 000.
    pub count: usize,
    /// The same seed gives the same draws of the same person.
    pub seed: u64,
    /// Whose draws: another key gives others, independent of them.
    pub person: u64,
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

/// Forecasts the days asked for, in ascending order, as quantiles over draws.
///
/// # Errors
/// As [`simulate`](crate::simulate) for the person; [`Error::OutOfRange`] for no draws or too many;
/// [`Error::DrawsLost`] with the day by which more than one draw in twenty has left the range the
/// model holds for; [`Error::OutOfOrder`] for days that do not ascend.
pub fn forecast(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    days: impl IntoIterator<Item = usize>,
    draws: Draws,
) -> Result<Vec<DayQuantiles>, Error> {
    let mut courses = Courses::new(parameters, person, schedule, draws.scores()?)?;
    let mut quantiles = Vec::new();
    for day in days {
        courses.go_to(day)?;
        let rows = courses.rows();
        let inside = courses.inside(&rows);
        check_lost(day, &inside, draws)?;
        quantiles.push(Sample::of(&rows, &inside).quantiles());
    }
    Ok(quantiles)
}

/// How much each quantity of a [`Day`] changes from day 0 to day `days`, as quantiles
/// over draws.
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
    let changes = changes(parameters, person, schedule, [days], draws)?;
    Ok(changes[0])
}

/// [`change`] to several days, in ascending order.
///
/// # Errors
/// As [`forecast`].
pub fn changes(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    days: impl IntoIterator<Item = usize>,
    draws: Draws,
) -> Result<Vec<DayQuantiles>, Error> {
    let mut courses = Courses::new(parameters, person, schedule, draws.scores()?)?;
    let before = courses.rows();
    let mut quantiles = Vec::new();
    for day in days {
        courses.go_to(day)?;
        let after = courses.rows();
        let inside = courses.inside(&after);
        check_lost(day, &inside, draws)?;
        let pairs = after.into_iter().zip(&before);
        let changes: Vec<Row<Lanes>> = pairs
            .map(|(after, before)| after.zip(*before, |after, before| after - before))
            .collect();
        quantiles.push(Sample::of(&changes, &inside).quantiles());
    }
    Ok(quantiles)
}

/// Every draw on the days asked for, in ascending order; those that have left the range of the model
/// by the last day are left out.
///
/// For what quantiles do not tell, such as how two quantities move together.
///
/// # Errors
/// As [`forecast`].
pub fn draws_on(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    days: impl IntoIterator<Item = usize>,
    draws: Draws,
) -> Result<Vec<Vec<Day>>, Error> {
    let mut courses = Courses::new(parameters, person, schedule, draws.scores()?)?;
    let (mut told, mut last) = (Vec::new(), 0);
    for day in days {
        courses.go_to(day)?;
        told.push(courses.rows());
        last = day;
    }
    let inside = courses.inside(&courses.rows());
    check_lost(last, &inside, draws)?;
    let of_group = |(group, places): (usize, &Vec<usize>)| {
        let alone = |place: &usize| {
            let on = |rows: &Vec<Row<Lanes>>| rows[group].map(|lanes| lanes.0[*place]);
            told.iter().map(on).collect()
        };
        places.iter().map(alone).collect::<Vec<_>>()
    };
    Ok(inside.iter().enumerate().flat_map(of_group).collect())
}

/// Refuses quantiles over what is left when too many draws are lost.
fn check_lost(day: usize, inside: &[Vec<usize>], draws: Draws) -> Result<(), Error> {
    let lost = draws.count - inside.iter().map(Vec::len).sum::<usize>();
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
    let on_day_0 = |scores: &Scores| {
        let fat_kg = Baseline::scored(parameters, person, scores)?.state.fat_kg;
        Ok::<_, Error>(Split::new(parameters, person, fat_kg, scores).at(fat_kg, 0.0, 0.0))
    };
    let typical = on_day_0(&Scores::default())?;
    let drawn = draws
        .scores()?
        .map(|scores| on_day_0(&scores))
        .collect::<Result<Vec<_>, _>>()?;
    let mass = |i: usize| {
        let sample: Vec<f64> = drawn.iter().map(|depots_kg| depots_kg[i]).collect();
        let Quantiles { lo90, hi90, .. } = Quantiles::of(&sample);
        DepotMass {
            depot: Depot::ALL[i],
            mass_kg: typical[i],
            interval: Interval::new(lo90, hi90, 0.9).expect("quantiles are in order"),
        }
    };
    Ok(std::array::from_fn(mass))
}
