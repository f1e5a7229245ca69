//! Peto's method: one log odds ratio from the events beyond expectation.
//!
//! Source: Yusuf et al. 1985, Prog Cardiovasc Dis 27:335.

use super::pooled::{Heterogeneity, Pooled};
use crate::{
    Error,
    escalc::{Absence, Columns, TableMeasure, Zeros, peto_parts},
};

/// How tables are pooled: metafor's defaults unless told otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PetoOptions {
    /// Empty cells in the effect sizes, whose number is that of the test of heterogeneity.
    pub effects: Zeros,
    /// Empty cells in the tables that are pooled.
    pub tables: Zeros,
    /// Level of the interval.
    pub level: f64,
}

impl Default for PetoOptions {
    fn default() -> Self {
        Self {
            effects: super::EFFECTS,
            tables: super::TABLES,
            level: 0.95,
        }
    }
}

/// A log odds ratio pooled by Peto's method.
#[derive(Debug, Clone, PartialEq)]
pub struct Peto {
    /// The common log odds ratio.
    pub pooled: Pooled,
    /// Between the studies.
    pub heterogeneity: Heterogeneity,
    /// Studies pooled.
    pub k: usize,
    /// Studies that have an effect size.
    pub k_effects: usize,
    /// Studies left out, by position.
    pub omitted: Vec<(usize, Absence)>,
}

/// Pools the tables of all studies: `ai`, `bi` or `n1i`, `ci`, `di` or `n2i`.
///
/// # Errors
/// Those of [`effect_sizes`](crate::escalc::effect_sizes); [`Error::TooFew`] without a study,
/// [`Error::BadLevel`], and [`Error::Undefined`] where no study has both outcomes.
pub fn peto(columns: &Columns, options: &PetoOptions) -> Result<Peto, Error> {
    let measure = TableMeasure::Peto;
    let effects = super::pooled::known_effects(
        crate::escalc::Measure::Table(measure),
        columns,
        options.effects,
    )?;
    let (tables, omitted) = super::tables(columns, measure.word(), options.tables)?;
    let parts: Vec<(f64, f64)> = tables.iter().map(|&table| peto_parts(table)).collect();
    let excess: f64 = parts.iter().map(|(excess, _)| excess).sum();
    let information: f64 = parts.iter().map(|(_, variance)| variance).sum();
    if information <= 0.0 {
        return Err(Error::Undefined {
            what: "Peto's odds ratio",
            why: "one of the two outcomes never occurred in any study",
        });
    }
    let pooled = Pooled::new(
        excess / information,
        information.sqrt().recip(),
        options.level,
    )?;
    let informative = || parts.iter().filter(|(_, variance)| 0.0 < *variance);
    let heterogeneity = if informative().count() < 2 {
        Heterogeneity::none()
    } else {
        let squares: f64 = informative().map(|(excess, v)| excess * excess / v).sum();
        let df = effects.len() as f64 - 1.0;
        Heterogeneity::from_q(squares - excess * excess / information, df)
    };
    Ok(Peto {
        pooled,
        heterogeneity,
        k: tables.len(),
        k_effects: effects.len(),
        omitted,
    })
}
