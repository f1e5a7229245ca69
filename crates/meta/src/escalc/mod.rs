//! Effect sizes: from what studies report to one estimate with its sampling variance each.
//!
//! The measures, their words and their formulas are those of metafor's `escalc` (version 3.8-1).

mod biserial;
mod changes;
mod columns;
mod correlations;
mod effect;
mod groups;
mod measure;
mod options;
mod paired_tables;
mod proportions;
mod rates;
mod single;
mod small_sample;
mod tables;
mod tetrachoric;
mod words;

pub use changes::ChangeMeasure;
pub use columns::Columns;
pub use correlations::{CorrelationMeasure, PartialMeasure};
pub use effect::{Absence, Effect};
pub use groups::GroupMeasure;
pub use measure::{Correction, Measure};
pub use options::{Options, To, Vtype, Zeros};
pub use paired_tables::PairedMeasure;
pub use proportions::ProportionMeasure;
pub use rates::{RateMeasure, RatePairMeasure};
pub use single::{AlphaMeasure, GenotypeMeasure, MeanMeasure};
pub use tables::TableMeasure;

use crate::{ENGINE_VERSION, Error};

/// The effect sizes of k studies, and how they were computed.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectSizes {
    /// One for each study, in order.
    pub effects: Vec<Effect>,
    /// People in each study, or pairs, or person-time; `None` where that is not known.
    pub sizes: Vec<Option<f64>>,
    /// How they were computed.
    pub provenance: Provenance,
}

/// How effect sizes were computed: all that a later reader needs to compute them again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Provenance {
    /// The measure.
    pub measure: Measure,
    /// The kind of variance.
    pub vtype: Vtype,
    /// The correction for small samples.
    pub correction: Correction,
    /// What was done to empty cells, `add` as used; `None` for measures that count nothing.
    pub zeros: Option<Zeros>,
    /// [`ENGINE_VERSION`].
    pub engine_version: &'static str,
}

/// The effect sizes of all rows of `columns`.
///
/// A study that does not report what is needed, or whose numbers have no effect size, is absent with its
/// reason; numbers no study can have are an error.
///
/// # Errors
/// [`Error::MissingField`] for a column that is not there, [`Error::BadValue`] naming column and row for a
/// value that cannot be (a negative standard deviation, more events than people, …), and
/// [`Error::Variance`] for a kind of variance the measure does not have.
pub fn effect_sizes(
    measure: Measure,
    columns: &Columns,
    options: &Options,
) -> Result<EffectSizes, Error> {
    if !measure.vtypes().contains(&options.vtype) {
        return Err(Error::Variance {
            measure: measure.word(),
            vtype: options.vtype.word(),
        });
    }
    let add = options.zeros.add.unwrap_or_else(|| measure.default_add());
    let (effects, sizes) = match measure {
        Measure::Table(measure) => tables::compute(measure, columns, options, add)?,
        Measure::Paired(measure) => paired_tables::compute(measure, columns, options, add)?,
        Measure::RatePair(measure) => rates::compute_pairs(measure, columns, options, add)?,
        Measure::Group(measure) => groups::compute(measure, columns, options)?,
        Measure::Correlation(measure) => correlations::compute(measure, columns, options)?,
        Measure::Partial(measure) => correlations::compute_partial(measure, columns, options)?,
        Measure::Proportion(measure) => proportions::compute(measure, columns, options, add)?,
        Measure::Rate(measure) => rates::compute(measure, columns, options, add)?,
        Measure::Mean(measure) => single::compute(measure, columns)?,
        Measure::Change(measure) => changes::compute(measure, columns, options)?,
        Measure::Alpha(measure) => single::compute_alpha(measure, columns)?,
        Measure::Genotype(measure) => single::compute_genotypes(measure, columns)?,
    };
    let zeros = measure.counts_events().then_some(Zeros {
        add: Some(add),
        ..options.zeros
    });
    Ok(EffectSizes {
        effects,
        sizes,
        provenance: Provenance {
            measure,
            vtype: options.vtype,
            correction: measure.correction(),
            zeros,
            engine_version: ENGINE_VERSION,
        },
    })
}

/// The mean of values, each with its weight.
fn weighted_mean(values: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (sum, weight) = values.fold((0.0, 0.0), |(sum, weight), (y, w)| {
        (sum + y * w, weight + w)
    });
    sum / weight
}
