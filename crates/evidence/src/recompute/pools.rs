//! A published pool beside our own of the same question, and why the two may differ.

use crate::{
    Banner, Basis, Claim, Correlation, Library, Measure, Row, Size, Synthesis, error::Error, size,
};

/// What we get and what they printed, on their measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// Key of the row that prints theirs.
    pub row: String,
    /// Ours, of the claim's rows.
    pub ours: Size,
    /// Theirs, as printed.
    pub theirs: Size,
    /// Why they may differ.
    pub because: Vec<Difference>,
}

/// A way in which two pools of one question are not the same sum.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// Ours holds the groups whose figures are printed, theirs more trials.
    Trials {
        /// Effects in ours.
        ours: u32,
        /// Trials in theirs.
        theirs: u32,
    },
    /// A correlation is assumed in ours.
    AssumedCorrelation {
        /// Of what with what.
        of: Correlation,
    },
    /// Differences are divided by another standard deviation.
    Standardised {
        /// What ours are in.
        ours: String,
        /// What theirs are in.
        theirs: String,
    },
}

impl Synthesis {
    /// The measure our own effects can be put on beside it.
    pub(crate) fn comparable(&self) -> Option<Measure> {
        match self.measure.as_str() {
            "SMD" => Some(Measure::Smd),
            "percent" => Some(Measure::Percent),
            "MD" => Some(Measure::Difference),
            _ => None,
        }
    }
}

impl Library {
    /// Our pool beside the published one that `key` is, where the claim says so.
    pub(super) fn beside(&self, claim: &Claim, key: &str) -> Result<Option<Beside>, Error> {
        let (
            Basis::Pool {
                rows,
                of,
                published,
                ..
            },
            Some(Row::Synthesis(row)),
        ) = (&claim.basis, self.row(key))
        else {
            return Ok(None);
        };
        let is_named = published.as_deref() == Some(key);
        let Some(measure) = row.comparable().filter(|_| is_named) else {
            return Ok(None);
        };
        let sized = size::pooled(&self.studies_of(rows), measure, of)?;
        let both = sized.size.zip(self.published(key, of));
        Ok(both.map(|(ours, theirs)| Beside {
            row: key.to_owned(),
            because: differences(&ours, &theirs, &sized.banners),
            ours,
            theirs,
        }))
    }
}

fn differences(ours: &Size, theirs: &Size, banners: &[Banner]) -> Vec<Difference> {
    let trials = ours.k.zip(theirs.k).filter(|(ours, theirs)| ours != theirs);
    let mut because: Vec<Difference> = trials
        .map(|(ours, theirs)| Difference::Trials { ours, theirs })
        .into_iter()
        .collect();
    for of in [Correlation::BeforeAfter, Correlation::BetweenSides] {
        let is_of = |banner: &Banner| matches!(banner, Banner::AssumedCorrelation { of: what, .. } if *what == of);
        if banners.iter().any(is_of) {
            because.push(Difference::AssumedCorrelation { of });
        }
    }
    if ours.unit != theirs.unit {
        because.push(Difference::Standardised {
            ours: ours.unit.clone(),
            theirs: theirs.unit.clone(),
        });
    }
    because
}
