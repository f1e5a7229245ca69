//! What makes a range wide: first-order and total Sobol indices by what is uncertain.

use super::{Draws, courses::Courses, quantiles::Sample};
use crate::{Error, Parameters, Person, Row, Schedule, scores::Scores};

/// Something about a person that is uncertain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// How much they spend.
    Expenditure,
    /// How much of them is fat.
    FatMass,
    /// Where their fat lies.
    Distribution,
    /// How depots follow total fat in people like them.
    DepotLaw,
    /// How their own depots differ from that.
    DepotScatter,
    /// How girths follow weight.
    Girth,
    /// How far they do what they plan.
    Adherence,
    /// How much of added activity the body makes up for.
    Compensation,
    /// How lean tissue answers to lifting and protein.
    Training,
}

impl Source {
    /// Everything that is uncertain, each once.
    pub const ALL: [Self; 9] = [
        Self::Expenditure,
        Self::FatMass,
        Self::Distribution,
        Self::DepotLaw,
        Self::DepotScatter,
        Self::Girth,
        Self::Adherence,
        Self::Compensation,
        Self::Training,
    ];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Expenditure => "expenditure",
            Self::FatMass => "fat_mass",
            Self::Distribution => "distribution",
            Self::DepotLaw => "depot_law",
            Self::DepotScatter => "depot_scatter",
            Self::Girth => "girth",
            Self::Adherence => "adherence",
            Self::Compensation => "compensation",
            Self::Training => "training",
        }
    }

    /// `scores` with everything of this source from `other`.
    fn swapped(self, scores: &Scores, other: &Scores) -> Scores {
        let mut mixed = scores.clone();
        match self {
            Self::Expenditure => mixed.expenditure = other.expenditure,
            Self::FatMass => mixed.fat = other.fat,
            Self::Distribution => {
                mixed.leg_trunk = other.leg_trunk;
                mixed.arms = other.arms;
                mixed.visceral = other.visceral;
            }
            Self::DepotLaw => mixed.exponents = other.exponents,
            Self::DepotScatter => mixed.scatter = other.scatter,
            Self::Girth => {
                mixed.waist = other.waist;
                mixed.hip = other.hip;
            }
            Self::Adherence => mixed.adherence = other.adherence,
            Self::Compensation => mixed.compensation = other.compensation,
            Self::Training => {
                mixed.lifting = other.lifting;
                mixed.protein = other.protein;
            }
        }
        mixed
    }
}

/// The share of a variance that one source makes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// On its own: by how much the variance would shrink, on average, if it were known. An
    /// estimate, so that it may fall below zero.
    pub first_frac: f64,
    /// With everything it acts together with.
    pub total_frac: f64,
}

/// What makes each quantity of a [`Day`](crate::Day) uncertain on one day: a row of shares for
/// every source, in the order of [`Source::ALL`]. A quantity that does not vary has none: zero.
///
/// First-order indices by the estimator of Saltelli et al. 2010, total ones by that of Jansen 1999,
/// over draws A, draws B and, for each source, draws A with that source of B.
///
/// # Errors
/// As [`forecast`](super::forecast).
pub fn contributions(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    day: usize,
    draws: Draws,
) -> Result<Vec<(Source, Row<Share>)>, Error> {
    let twice = Draws {
        count: 2 * draws.count,
        ..draws
    };
    let mut first: Vec<Scores> = twice.scores()?.collect();
    let second = first.split_off(draws.count);
    let mut sets = vec![first.clone(), second.clone()];
    sets.extend(Source::ALL.map(|source| {
        let pairs = first.iter().zip(&second);
        pairs.map(|(a, b)| source.swapped(a, b)).collect()
    }));
    let mut told = Vec::with_capacity(sets.len());
    let mut kept: Option<Vec<Vec<usize>>> = None;
    for scores in sets {
        let mut courses = Courses::new(parameters, person, schedule, scores.into_iter())?;
        courses.go_to(day)?;
        let rows = courses.rows();
        let inside = courses.inside(&rows);
        kept = Some(kept.map_or_else(|| inside.clone(), |kept| common(kept, &inside)));
        told.push(rows);
    }
    let kept = kept.unwrap_or_default();
    super::check_lost(day, &kept, draws)?;
    let samples: Vec<Sample> = told.iter().map(|rows| Sample::of(rows, &kept)).collect();
    let [a, b, mixed @ ..] = &samples[..] else {
        return Ok(Vec::new());
    };
    let shares = mixed.iter().map(|mixed| a.map_with([b, mixed], Share::of));
    Ok(Source::ALL.into_iter().zip(shares).collect())
}

/// Places, by group, that are in both.
fn common(mut places: Vec<Vec<usize>>, others: &[Vec<usize>]) -> Vec<Vec<usize>> {
    for (places, others) in places.iter_mut().zip(others) {
        places.retain(|place| others.contains(place));
    }
    places
}

/// A spread as small beside the mean is that of rounding.
const ROUNDING: f64 = 1e-9;

impl Share {
    /// Of draws A, B, and A with one source of B.
    fn of([a, b, mixed]: [&[f64]; 3]) -> Self {
        let mean = |f: &dyn Fn(usize) -> f64| {
            let sum: f64 = (0..a.len()).map(f).sum();
            sum / a.len() as f64
        };
        let centre = 0.5 * mean(&|i| a[i] + b[i]);
        let variance = 0.5 * mean(&|i| (a[i] - centre).powi(2) + (b[i] - centre).powi(2));
        if variance.sqrt() <= ROUNDING * centre.abs() {
            return Self {
                first_frac: 0.0,
                total_frac: 0.0,
            };
        }
        Self {
            first_frac: mean(&|i| (b[i] - centre) * (mixed[i] - a[i])) / variance,
            total_frac: 0.5 * mean(&|i| (a[i] - mixed[i]).powi(2)) / variance,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// f = 4 u + 2 v + u v with independent standard normal u, v has variance 16 + 4 + 1: u makes
    /// 16/21 of it alone and 17/21 in all, v 4/21 and 5/21, by hand.
    #[test]
    fn a_product_of_normals() -> Result<(), Error> {
        let draws = Draws {
            count: 40_000,
            seed: 5,
            person: 0,
        };
        let scores: Vec<Scores> = draws.scores()?.collect();
        let (a, b) = scores.split_at(20_000);
        let f = |s: &Scores| 4.0 * s.expenditure + 2.0 * s.fat + s.expenditure * s.fat;
        let values = |scores: &[Scores]| scores.iter().map(f).collect::<Vec<_>>();
        for (source, first, total) in [
            (Source::Expenditure, 16.0 / 21.0, 17.0 / 21.0),
            (Source::FatMass, 4.0 / 21.0, 5.0 / 21.0),
            (Source::Adherence, 0.0, 0.0),
        ] {
            let mixed: Vec<Scores> = a.iter().zip(b).map(|(a, b)| source.swapped(a, b)).collect();
            let share = Share::of([&values(a)[..], &values(b)[..], &values(&mixed)[..]]);
            // Some four standard errors of 20 000 draws.
            assert!(
                (share.first_frac - first).abs() < 0.04,
                "{source:?} {share:?}"
            );
            assert!(
                (share.total_frac - total).abs() < 0.04,
                "{source:?} {share:?}"
            );
        }
        Ok(())
    }
}
