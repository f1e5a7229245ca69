//! Recompute, then compare: what is printed beside what the printed figures around it give.
//!
//! A figure is said not to follow only where nothing that its neighbours leave open would give it: not
//! their rounding, not a correlation or a spread that is not printed. Whether it follows from another
//! test than the one named here cannot be known from the figures.

mod contrast;
mod interval;
mod pools;
mod printed;

pub use pools::{Beside, Difference};
pub use printed::printed_p;
pub(crate) use printed::rounded;

use crate::{Claim, Correlation, Flag, Interval, Library, Row, Study, Synthesis, error::Error};

/// One figure of the library against others.
#[derive(Debug, Clone, PartialEq)]
pub enum Comparison {
    /// A printed figure against the printed figures beside it.
    Figure(Recomputed),
    /// A published pool against our own of the same question.
    Pool(Box<Beside>),
}

/// A printed figure, what we get in its place, and whether the two can be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Recomputed {
    /// Key of the row that prints it.
    pub row: String,
    /// Which figure.
    pub figure: Figure,
    /// As printed.
    pub text: String,
    /// All that the printed figure admits: a bound as it is, a number with its rounding.
    pub printed: Interval,
    /// The least and the most we get.
    pub ours: Interval,
    /// Whether the two meet.
    pub follows: bool,
    /// What was taken for granted.
    pub given: Vec<Given>,
}

/// Which printed figure was recomputed, from what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// The p of a study's comparison, by a t test on its means, spreads and people.
    P,
    /// The p beside an estimate, from the estimate and its interval.
    PBesideInterval,
    /// An estimate, from the middle of its interval.
    Estimate,
}

impl Figure {
    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::P => "p",
            Self::PBesideInterval => "p_beside_interval",
            Self::Estimate => "estimate",
        }
    }
}

/// What a recomputation takes for granted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Given {
    /// So many people in the trained group, and likewise in the other.
    PeoplePerGroup(f64),
    /// So many people.
    People(f64),
    /// Any correlation that is plausible, as none is printed.
    AnyCorrelation(Correlation),
}

impl Recomputed {
    fn of(row: &str, figure: Figure, text: String, printed: Interval, ours: Interval) -> Self {
        Self {
            row: row.to_owned(),
            figure,
            text,
            printed,
            ours,
            follows: ours.meets(printed),
            given: Vec::new(),
        }
    }
}

/// The p of a study's comparison; `None` where none is printed, or its figures do not make one.
pub fn study_p(study: &Study) -> Option<Recomputed> {
    let printed = printed_p(&study.printed_p)?;
    if study.flag_of("printed_p") == Flag::Recalled {
        return None;
    }
    let contrast = study.contrast()?;
    let text = study.printed_p.clone();
    Some(Recomputed {
        given: contrast.given.clone(),
        ..Recomputed::of(&study.key, Figure::P, text, printed, contrast.p())
    })
}

/// Estimate and p of a published result, each against its interval; none where the figures are not the
/// publication's own.
pub fn synthesis_figures(row: &Synthesis) -> Vec<Recomputed> {
    let Some(figures) = row.printed() else {
        return Vec::new();
    };
    let estimate = figures.estimate();
    let middles = row.is_log().iter();
    let middles: Vec<Interval> = middles.filter_map(|log| figures.middle(*log)).collect();
    let fits = middles.iter().find(|middle| middle.meets(estimate));
    let printed_text = |column: &str, value: f64| {
        let decimals = row.decimals.get(column).copied().unwrap_or_default();
        format!("{value:.*}", usize::try_from(decimals).unwrap_or_default())
    };
    let of_estimate = fits.or_else(|| middles.first()).zip(row.estimate);
    let of_estimate = of_estimate.map(|(middle, value)| {
        let text = printed_text("estimate", value);
        Recomputed::of(&row.key, Figure::Estimate, text, estimate, *middle)
    });
    let p = printed_p(&row.printed_p).filter(|_| row.flag_of("printed_p") == Flag::Verified);
    let of_p = p.zip(row.p_of_interval(figures)).map(|(printed, ours)| {
        let text = row.printed_p.clone();
        Recomputed::of(&row.key, Figure::PBesideInterval, text, printed, ours)
    });
    of_estimate.into_iter().chain(of_p).collect()
}

impl Library {
    /// Everything that can be compared of a claim's rows, in the order of its evidence: printed figures
    /// with those beside them, whether they follow or not, and published pools with ours.
    ///
    /// # Errors
    /// Those of computing and pooling the effects of the claim's rows.
    pub fn comparisons(&self, claim: &Claim) -> Result<Vec<Comparison>, Error> {
        let mut comparisons = Vec::new();
        for item in &claim.evidence {
            comparisons.extend(self.compared(claim, &item.row)?);
        }
        Ok(comparisons)
    }

    /// What can be compared of one row of a claim.
    ///
    /// # Errors
    /// Those of computing and pooling the effects of the claim's rows.
    pub fn compared(&self, claim: &Claim, key: &str) -> Result<Vec<Comparison>, Error> {
        let figures = match self.row(key) {
            Some(Row::Study(study)) => study_p(study).into_iter().collect(),
            Some(Row::Synthesis(row)) => synthesis_figures(row),
            None => Vec::new(),
        };
        let pool = self.beside(claim, key)?.map(Box::new);
        let figures = figures.into_iter().map(Comparison::Figure);
        Ok(figures.chain(pool.map(Comparison::Pool)).collect())
    }
}
