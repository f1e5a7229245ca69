//! The shape that weeks of training leave: girths that muscle widens and fat narrows, and the ratio
//! of shoulders to waist.

use rand::{RngExt as _, SeedableRng as _, distr::Open01};
use rand_chacha::ChaCha8Rng;
use spotcheck_model::{Day, Parameter, Parameters, ensemble::Quantiles};
use statrs::distribution::{ContinuousCDF as _, Normal};

use super::budget::DAYS_PER_WEEK;
use crate::training::{Level, Muscle};

/// A stream of its own, so that shape is drawn independently of the body.
const STREAM: u64 = 0x5ba9e;

/// A girth, or the ratio of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// Shoulders, cm.
    Shoulder,
    /// Waist, cm.
    Waist,
    /// Hips, cm.
    Hip,
    /// Thigh, cm.
    Thigh,
    /// Upper arm, cm.
    Arm,
    /// Shoulders over waist.
    ShoulderToWaist,
}

impl Site {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Shoulder,
        Self::Waist,
        Self::Hip,
        Self::Thigh,
        Self::Arm,
        Self::ShoulderToWaist,
    ];

    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shoulder => "shoulder_cm",
            Self::Waist => "waist_cm",
            Self::Hip => "hip_cm",
            Self::Thigh => "thigh_cm",
            Self::Arm => "arm_cm",
            Self::ShoulderToWaist => "shoulder_to_waist",
        }
    }

    /// The muscles below the tape, and the share of its cross-section that they fill.
    fn muscles(self, parameters: &Parameters) -> Option<(&'static [Muscle], &Parameter)> {
        let p = &parameters.shape;
        match self {
            Self::Shoulder => Some((
                &[Muscle::FrontDelts, Muscle::SideDelts, Muscle::RearDelts],
                &p.shoulder_muscle,
            )),
            Self::Hip => Some((&[Muscle::GluteMax, Muscle::GluteMed], &p.hip_muscle)),
            Self::Thigh => Some((
                &[Muscle::Quads, Muscle::Hamstrings, Muscle::Adductors],
                &p.thigh_muscle,
            )),
            Self::Arm => Some((&[Muscle::Biceps, Muscle::Triceps], &p.arm_muscle)),
            Self::Waist | Self::ShoulderToWaist => None,
        }
    }

    /// The girth of a day, before the muscles at it are looked at.
    fn cm(
        self,
        parameters: &Parameters,
        days: [&Day; 2],
        start_cm: Option<f64>,
        score: f64,
    ) -> Option<f64> {
        let [start, day] = days;
        match self {
            Self::Waist => day.waist_cm,
            Self::Hip => day.hip_cm,
            Self::Thigh => day.thigh_cm,
            Self::Arm => day.arm_cm,
            Self::Shoulder => {
                let per_kg = &parameters.shape.shoulder_per_kg;
                let slope = per_kg.value + per_kg.sd() * score;
                start_cm.map(|start_cm| start_cm + slope * (day.weight_kg - start.weight_kg))
            }
            Self::ShoulderToWaist => None,
        }
    }
}

/// Fractional sets a week of each muscle, in the order of [`Muscle::ALL`].
pub type Volumes = [f64; Muscle::COUNT];

/// A week of lifting, as shape sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lifted<'a> {
    /// Sets of each muscle.
    pub sets: &'a Volumes,
    /// Sets of each muscle that the person is used to, whose size they keep up already.
    pub usual: &'a Volumes,
    /// How long somebody has trained.
    pub level: Level,
    /// What is missing on average, kcal/day.
    pub deficit_kcal_per_day: f64,
}

/// Possible people today and on the day for which their shape is foretold.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    /// Each today and then.
    pub bodies: Vec<Vec<Day>>,
    /// Their shoulders today, cm, if known.
    pub shoulder_cm: Option<f64>,
    /// After how many days.
    pub days: usize,
    /// The same seed draws the same.
    pub seed: u64,
}

/// A site today and then, as quantiles over draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outline {
    /// Which.
    pub site: Site,
    /// Today.
    pub start: f64,
    /// Then.
    pub then: Quantiles,
    /// How much of the change is muscle at the site, in the unit of the site.
    pub by_muscle: Quantiles,
}

/// Growth of a muscle's cross-section over that of today, for somebody `score` standard deviations
/// from the typical: in proportion to the root of sets, slower with every level, less in a deficit.
///
/// Negative where fewer sets are done than usual.
pub(super) fn growth_frac(
    parameters: &Parameters,
    lifted: &Lifted<'_>,
    muscle: Muscle,
    days: f64,
    score: f64,
) -> f64 {
    let p = &parameters.shape;
    let worth = |sets: f64| (sets + p.growth_start.value).sqrt() - p.growth_start.value.sqrt();
    let place = muscle as usize;
    let more =
        (worth(lifted.sets[place]) - worth(lifted.usual[place])) / worth(p.growth_sets.value);
    let rate = (p.growth.value + p.growth.sd() * score) / DAYS_PER_WEEK as f64;
    let fed = 1.0 - (lifted.deficit_kcal_per_day / p.growth_deficit.value).clamp(0.0, 1.0);
    let time = p.growth_time.value;
    let in_full =
        rate * time * -(-days / time).exp_m1() * p.growth_level.value.powi(lifted.level.halvings());
    in_full * more * if 0.0 < more { fed } else { 1.0 }
}

/// The shape after some weeks of lifting; only sites whose girth today is known.
pub(super) fn outlines(
    parameters: &Parameters,
    drawn: &Drawn,
    lifted: &Lifted<'_>,
) -> Vec<Outline> {
    let sites: Vec<[Option<[f64; 3]>; Site::ALL.len()]> = drawn
        .bodies
        .iter()
        .enumerate()
        .map(|(draw, days)| one(parameters, drawn, lifted, [&days[0], &days[1]], draw))
        .collect();
    let outline = |(place, site): (usize, Site)| {
        let of = |part: usize| -> Option<Vec<f64>> {
            sites
                .iter()
                .map(|sites| sites[place].map(|parts| parts[part]))
                .collect()
        };
        Some(Outline {
            site,
            start: *of(0)?.first()?,
            then: Quantiles::of(&of(1)?),
            by_muscle: Quantiles::of(&of(2)?),
        })
    };
    Site::ALL
        .into_iter()
        .enumerate()
        .filter_map(outline)
        .collect()
}

/// Of one draw: each site today, then, and what of the change is muscle.
fn one(
    parameters: &Parameters,
    drawn: &Drawn,
    lifted: &Lifted<'_>,
    days: [&Day; 2],
    draw: usize,
) -> [Option<[f64; 3]>; Site::ALL.len()] {
    let mut rng = ChaCha8Rng::seed_from_u64(drawn.seed);
    rng.set_stream(STREAM + draw as u64);
    let mut score = || Normal::standard().inverse_cdf(rng.sample(Open01));
    let (slope, growing, filling) = (score(), score(), score());
    let mut sites = Site::ALL.map(|site| {
        let cm = |day: &Day| site.cm(parameters, [days[0], day], drawn.shoulder_cm, slope);
        let (start, plain) = (cm(days[0])?, cm(days[1])?);
        let widened = site.muscles(parameters).map_or(plain, |(muscles, share)| {
            let share = (share.value + share.sd() * filling).clamp(0.0, 1.0);
            let span = drawn.days as f64;
            let grown = |muscle: &Muscle| growth_frac(parameters, lifted, *muscle, span, growing);
            let mean = muscles.iter().map(grown).sum::<f64>() / muscles.len() as f64;
            // A cross-section grows with its muscle; a girth with its root.
            plain * (1.0 + share * mean).max(0.0).sqrt()
        });
        Some([start, widened, widened - plain])
    });
    let [shoulder, waist, .., ratio] = &mut sites;
    if let (Some(shoulder), Some(waist)) = (*shoulder, *waist) {
        let [start, then, muscle] = shoulder;
        *ratio = Some([start / waist[0], then / waist[1], muscle / waist[1]]);
    }
    sites
}
