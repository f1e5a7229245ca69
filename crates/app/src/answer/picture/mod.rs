//! A claim as a picture: the effects its answer rests on, what they come to together, and what disagrees.

mod notes;
mod rows;

use spotcheck_evidence::{Basis, Claim, Effect, Library, Sign, Verdict, capital, pool::Pooled};

use super::{cite, grading, short};
use crate::plot::{
    forest::{Figures, Forest, Given, sections},
    funnel::{Funnel, Kind, Point},
};

pub(crate) use rows::Column;

/// A claim with everything a picture of it needs.
pub(crate) struct Subject<'a> {
    pub(crate) library: &'a Library,
    pub(crate) claim: &'a Claim,
    pub(crate) verdict: &'a Verdict,
    pub(crate) group: Option<Column>,
}

/// What a number stands for, on either basis that has one.
struct Scale<'a> {
    of: &'a str,
    unit: &'a str,
    favours: Sign,
    smallest: f64,
}

impl Subject<'_> {
    /// The forest plot; none where the answer rests on no figure.
    pub(crate) fn forest(&self) -> anyhow::Result<Option<Forest>> {
        let Some(scale) = self.scale() else {
            return Ok(None);
        };
        let (mut sections, figures) = match &self.claim.basis {
            Basis::Pool { measure, .. } => {
                let given = self.given(self.effects(), *measure);
                (sections(&given, self.pooled())?, Figures::TwoDigits)
            }
            Basis::Synthesis { row, .. } => match self.published(row) {
                Some(section) => (vec![section], Figures::AsPrinted),
                None => return Ok(None),
            },
            Basis::Findings | Basis::Follows { .. } | Basis::Textbook { .. } => return Ok(None),
        };
        sections.extend(self.dissent(scale.unit));
        Ok(Some(Forest {
            title: self.verdict.sentence.to_string(),
            subject: capital(scale.of),
            unit: scale.unit.to_owned(),
            sides: sides(scale.favours),
            smallest: Some(scale.smallest),
            figures,
            sections,
            notes: self.notes(),
        }))
    }

    /// The funnel plot; none where nothing is pooled here.
    pub(crate) fn funnel(&self) -> Option<Funnel> {
        let (scale, pool) = (self.scale()?, self.pooled()?);
        let Basis::Pool { measure, .. } = &self.claim.basis else {
            return None;
        };
        let point = |kind| {
            move |given: Given| Point {
                se: given.variance.sqrt(),
                label: given.label,
                estimate: given.estimate,
                kind,
            }
        };
        let studies = self.given(self.effects(), *measure);
        let apart: Vec<Effect> = self.apart(*measure, scale.unit);
        let points = studies.into_iter().map(point(Kind::Study));
        let points = points.chain(
            self.given(&apart, *measure)
                .into_iter()
                .map(point(Kind::Dissent)),
        );
        Some(Funnel {
            title: self.verdict.sentence.to_string(),
            subject: capital(scale.of),
            unit: scale.unit.to_owned(),
            points: points.collect(),
            mean: pool.estimate,
            figures: Figures::TwoDigits,
            notes: self.notes(),
        })
    }

    fn scale(&self) -> Option<Scale<'_>> {
        match &self.claim.basis {
            Basis::Pool {
                of,
                unit,
                favours,
                smallest,
                ..
            }
            | Basis::Synthesis {
                of,
                unit,
                favours,
                smallest,
                ..
            } => Some(Scale {
                of,
                unit,
                favours: *favours,
                smallest: *smallest,
            }),
            Basis::Findings | Basis::Follows { .. } | Basis::Textbook { .. } => None,
        }
    }

    fn pooled(&self) -> Option<&Pooled> {
        self.verdict.sized.pool.as_ref().map(|pool| &pool.floored)
    }
}

/// Which side of zero is which.
fn sides(favours: Sign) -> [String; 2] {
    let [below, above] = match favours {
        Sign::Negative => ["less, as claimed", "more"],
        Sign::Positive => ["less", "more, as claimed"],
    };
    [below.to_owned(), above.to_owned()]
}
