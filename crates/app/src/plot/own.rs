//! Effects of somebody's own as pictures: pooled as a claim's are, and read against zero alone.

use spotcheck_evidence::pool::Pooled;
use spotcheck_meta::Error;

use super::{
    forest::{Figures, Forest, GROUPS_NOTE, Given, Measured, heterogeneity, sections, summary},
    funnel::{Funnel, Kind, Point},
};
use crate::number;

/// Effects with what they come to together, where there are enough.
pub(crate) struct Own {
    name: String,
    given: Vec<Given>,
    pool: Option<Pooled>,
}

impl Own {
    /// Pools `given`; `name` is where they come from.
    ///
    /// # Errors
    /// Those of the engine.
    pub(crate) fn new(name: String, given: Vec<Given>) -> Result<Self, Error> {
        let pool = summary(&given.iter().collect::<Vec<_>>())?;
        Ok(Self { name, given, pool })
    }

    /// The forest plot.
    ///
    /// # Errors
    /// Those of the engine, on a group.
    pub(crate) fn forest(&self) -> Result<Forest, Error> {
        Ok(Forest {
            title: self.title(),
            subject: self.subject(),
            unit: String::new(),
            sides: ["less".to_owned(), "more".to_owned()],
            smallest: None,
            figures: self.figures(),
            sections: sections(&self.given, self.pool.as_ref())?,
            notes: self.notes(),
        })
    }

    /// The funnel plot, with what trim and fill adds: estimates and their variances. None where there are
    /// too few to pool.
    pub(crate) fn funnel(&self, filled: &[(f64, f64)]) -> Option<Funnel> {
        let mean = self.pool.as_ref()?.estimate;
        let study = |given: &Given| Point {
            label: given.label.clone(),
            estimate: given.estimate,
            se: given.variance.sqrt(),
            kind: Kind::Study,
        };
        let added = |(index, &(estimate, variance)): (usize, &(f64, f64))| Point {
            label: format!("Filled {}", index + 1),
            estimate,
            se: variance.sqrt(),
            kind: Kind::Filled,
        };
        let points = self.given.iter().map(study);
        Some(Funnel {
            title: self.title(),
            subject: self.subject(),
            unit: String::new(),
            points: points.chain(filled.iter().enumerate().map(added)).collect(),
            mean,
            figures: self.figures(),
            notes: self.notes(),
        })
    }

    fn title(&self) -> String {
        let Some(pool) = &self.pool else {
            let count = number::count(self.given.len(), "effect", "effects");
            return format!("{count}, too few to pool");
        };
        let mean = Measured {
            estimate: pool.estimate,
            ci: pool.ci,
        };
        let figures = self.figures();
        format!(
            "Pooled mean {}, 95 % interval {}",
            figures.estimate(&mean),
            figures.interval(&mean)
        )
    }

    fn subject(&self) -> String {
        format!("Effects of {}", self.name)
    }

    fn figures(&self) -> Figures {
        Figures::of_errors(self.given.iter().map(|given| given.variance.sqrt()))
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(pool) = &self.pool {
            let count = number::count(pool.k, "effect", "effects");
            notes.push(format!(
                "Random effects, REML, Hartung-Knapp interval with a floor: {count}."
            ));
            notes.push(heterogeneity(pool));
        }
        if self.given.iter().any(|given| given.group.is_some()) {
            notes.push(GROUPS_NOTE.to_owned());
        }
        notes
    }
}
