//! How large an effect is: the number behind an answer, with its intervals.

use spotcheck_meta::{Method, Test, anytime::Look};

use crate::{
    Basis, Claim, Flag, Interval, Library,
    effect::{Banner, Effect, Measure},
    error::Error,
    library::Row,
    pool::{Pooled, check_independent, look_again, pool},
    study::{Recipe, Study},
};

/// Level of every interval.
pub const LEVEL: f64 = 0.95;

/// Correlations of before with after at which an assumed one is varied, to show what hangs on it.
const OTHER_CORRELATIONS: [f64; 2] = [0.90, 0.98];

/// The number behind an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Size {
    /// What it is the size of.
    pub of: String,
    /// `percent`, `SMD`, `MD` …
    pub measure: String,
    /// Unit of every number here.
    pub unit: String,
    /// Best estimate.
    pub estimate: f64,
    /// 95 % interval the answer is read from.
    pub ci: Interval,
    /// Where a further study would lie, when pooled here.
    pub pi: Option<Interval>,
    /// Number of effects or trials.
    pub k: Option<u32>,
    /// People measured.
    pub participants: Option<u32>,
    /// Whether we computed it or quote it.
    pub made: Made,
    /// How the number was made.
    pub method: String,
    /// The weakest flag among the figures used.
    pub flag: Flag,
}

/// Where a number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// Quoted with the digits its source prints.
    Published,
    /// Computed here from study rows.
    Computed,
}

/// Our own pool, shown whole in a long answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Pool {
    /// The effects that went in.
    pub effects: Vec<Effect>,
    /// With the floored Hartung-Knapp interval, which the answer is read from.
    pub floored: Pooled,
    /// With the plain normal interval.
    pub wald: Pooled,
    /// The mean of these effects by precision, with the interval that holds however often studies are added
    /// and it is looked at again.
    pub anytime: Look,
    /// Estimate and interval had the assumed correlation been another, by correlation.
    pub sensitivity: Vec<(f64, f64, Interval)>,
}

/// What a claim's basis computes to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sized {
    /// The number, where there is one.
    pub size: Option<Size>,
    /// Our own pool, where there is one.
    pub pool: Option<Pool>,
    /// Effects too few to pool.
    pub side_by_side: Vec<Effect>,
    /// What a reader must be told before using the numbers.
    pub banners: Vec<Banner>,
}

impl Library {
    /// Computes the number behind a claim, if its basis gives one.
    ///
    /// # Errors
    /// Those of computing an effect, and of pooling what must not be pooled.
    pub fn size(&self, claim: &Claim) -> Result<Sized, Error> {
        match &claim.basis {
            Basis::Pool {
                rows, measure, of, ..
            } => pooled(&self.studies_of(rows), *measure, of),
            Basis::Synthesis { row, of, .. } => Ok(Sized {
                size: self.published(row, of),
                ..Sized::default()
            }),
            Basis::Findings | Basis::Follows { .. } | Basis::Textbook { .. } => {
                Ok(Sized::default())
            }
        }
    }

    pub(crate) fn studies_of(&self, keys: &[String]) -> Vec<&Study> {
        let study = |key: &String| match self.row(key) {
            Some(Row::Study(study)) => Some(study),
            Some(Row::Synthesis(_)) | None => None,
        };
        keys.iter().filter_map(study).collect()
    }

    pub(crate) fn published(&self, key: &str, of: &str) -> Option<Size> {
        let Row::Synthesis(row) = self.row(key)? else {
            return None;
        };
        let (estimate, ci) = row.interval()?;
        Some(Size {
            of: of.to_owned(),
            measure: row.measure.clone(),
            unit: row.unit.clone(),
            estimate,
            ci,
            pi: None,
            k: row.trials(),
            participants: row.people(),
            made: Made::Published,
            method: "as published".to_owned(),
            flag: row.estimate_flag(),
        })
    }
}

/// Pools `rows` on `measure`, or shows them side by side.
pub(crate) fn pooled(rows: &[&Study], measure: Measure, of: &str) -> Result<Sized, Error> {
    let effects: Vec<Effect> = rows
        .iter()
        .map(|row| row.effect(measure))
        .collect::<Result<_, _>>()?;
    check_independent(&effects)?;
    let banners = effects
        .iter()
        .flat_map(|effect| effect.banners.clone())
        .collect();
    let floored = match pool(&effects, Method::Reml, Test::Adhoc, LEVEL) {
        Ok(floored) => floored,
        Err(Error::TooFew { .. }) => {
            let size = (effects.len() == 1).then(|| single(&effects[0], measure, of));
            return Ok(Sized {
                size,
                side_by_side: effects,
                banners,
                pool: None,
            });
        }
        Err(other) => return Err(other),
    };
    let pool = Pool {
        wald: pool(&effects, Method::Reml, Test::Z, LEVEL)?,
        anytime: look_again(&effects, LEVEL)?,
        sensitivity: sensitivity(rows, measure)?,
        effects,
        floored,
    };
    Ok(Sized {
        size: Some(together(&pool, measure, of)),
        pool: Some(pool),
        side_by_side: Vec::new(),
        banners,
    })
}

/// The size of a pool.
fn together(pool: &Pool, measure: Measure, of: &str) -> Size {
    let effects = &pool.effects;
    let participants: f64 = effects.iter().map(|effect| effect.participants).sum();
    Size {
        of: of.to_owned(),
        measure: measure.word().to_owned(),
        unit: effects[0].unit.clone(),
        estimate: pool.floored.estimate,
        ci: pool.floored.ci,
        pi: Some(pool.floored.pi),
        k: u32::try_from(pool.floored.k).ok(),
        participants: whole(participants),
        made: Made::Computed,
        method: "random effects, REML, Hartung-Knapp interval with a floor".to_owned(),
        flag: effects
            .iter()
            .map(|effect| effect.flag)
            .fold(Flag::Derived, Flag::max),
    }
}

/// The size of one study's effect.
fn single(effect: &Effect, measure: Measure, of: &str) -> Size {
    Size {
        of: of.to_owned(),
        measure: measure.word().to_owned(),
        unit: effect.unit.clone(),
        estimate: effect.estimate,
        ci: effect.interval(LEVEL),
        pi: None,
        k: Some(1),
        participants: whole(effect.participants),
        made: Made::Computed,
        method: "one study".to_owned(),
        flag: effect.flag,
    }
}

/// The pool again, had the assumed correlation of before with after been another.
fn sensitivity(rows: &[&Study], measure: Measure) -> Result<Vec<(f64, f64, Interval)>, Error> {
    let is_assumed = |row: &Study| {
        row.recipe == Recipe::LimbPrePost && row.flag_of("r_pre_post") == Flag::Assumed
    };
    if !rows.iter().any(|row| is_assumed(row)) {
        return Ok(Vec::new());
    }
    OTHER_CORRELATIONS
        .into_iter()
        .map(|r| {
            let effects: Vec<Effect> = rows
                .iter()
                .map(|row| {
                    let mut row = (*row).clone();
                    if is_assumed(&row) {
                        row.r_pre_post = Some(r);
                    }
                    row.effect(measure)
                })
                .collect::<Result<_, _>>()?;
            let pooled = pool(&effects, Method::Reml, Test::Adhoc, LEVEL)?;
            Ok((r, pooled.estimate, pooled.ci))
        })
        .collect()
}

/// People as a whole number; a midpoint of a printed range is rounded down.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be in range"
)]
pub(crate) fn whole(people: f64) -> Option<u32> {
    (people.is_finite() && 0.0 <= people && people < f64::from(u32::MAX)).then_some(people as u32)
}
