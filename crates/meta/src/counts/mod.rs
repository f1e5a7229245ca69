//! Pooling counts of events as such, without an effect size and a normal error for each study.

mod glmm;
mod mantel_haenszel;
mod peto;
mod pooled;

pub use glmm::{Glmm, GlmmModel, glmm};
pub use mantel_haenszel::{Continuity, MantelHaenszel, MhMeasure, MhOptions, mantel_haenszel};
pub use peto::{Peto, PetoOptions, peto};
pub use pooled::{Heterogeneity, Pooled, Test};

use crate::{
    Error,
    escalc::{Absence, Columns, To, Zeros, is_double_zero, read_tables},
};

/// What metafor does to empty cells before it computes the effect sizes of the studies.
const EFFECTS: Zeros = Zeros {
    add: Some(0.5),
    to: To::OnlyZero,
    drop_double_zero: true,
};
/// What it does to them before it pools the tables: nothing.
const TABLES: Zeros = Zeros {
    add: Some(0.0),
    to: To::Never,
    drop_double_zero: false,
};

/// The complete tables with people in both groups or one, and the positions of the others with their reasons.
fn tables(
    columns: &Columns,
    measure: &'static str,
    zeros: Zeros,
) -> Result<pooled::Complete<[f64; 4]>, Error> {
    let mut rows = read_tables(columns, measure)?;
    zeros.drop(&mut rows, is_double_zero);
    zeros.fill(&mut rows, zeros.add.unwrap_or(0.0));
    for row in &mut rows {
        if row.is_ok_and(|cells| cells.iter().sum::<f64>() <= 0.0) {
            *row = Err(Absence::Undefined);
        }
    }
    let (tables, omitted) = pooled::complete(rows);
    if tables.is_empty() {
        return Err(Error::TooFew { k: 0, least: 1 });
    }
    Ok((tables, omitted))
}
