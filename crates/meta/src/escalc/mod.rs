//! Effect sizes: from what studies report to one estimate with its sampling variance each.
//!
//! The measures, their words and their formulas are those of metafor's `escalc` (version 3.8-1).
//!
//! ```
//! use spotcheck_meta::escalc::{Absence, Columns, Effect, Measure, Options, effect_sizes};
//!
//! // Events and people of two groups in three trials; the second does not report its first group.
//! let data = Columns::new(3)
//!     .with("ai", vec![Some(4.0), None, Some(0.0)])?
//!     .with("n1i", vec![Some(123.0), Some(306.0), Some(60.0)])?
//!     .with("ci", vec![Some(11.0), Some(29.0), Some(0.0)])?
//!     .with("n2i", vec![Some(139.0), Some(303.0), Some(58.0)])?;
//! let measure = Measure::parse("RR").expect("a word of metafor's");
//! let ours = effect_sizes(measure, &data, &Options::default())?;
//!
//! let (log_ratio, variance) = ours.effects[0].known().expect("nothing is missing");
//! assert_eq!(format!("{log_ratio:.4} {variance:.4}"), "-0.8893 0.3256");
//! assert_eq!(ours.effects[1], Effect::Absent(Absence::Missing { field: "ai" }));
//! # Ok::<(), spotcheck_meta::Error>(())
//! ```

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
pub(crate) mod words;

pub use changes::ChangeMeasure;
pub use columns::Columns;
pub use correlations::{CorrelationMeasure, PartialMeasure};
pub use effect::{Absence, Effect};
pub use groups::GroupMeasure;
pub use measure::{Correction, Measure};
pub use options::{Options, Reported, To, Vtype, Zeros};
pub use paired_tables::PairedMeasure;
pub use proportions::ProportionMeasure;
pub use rates::{RateMeasure, RatePairMeasure};
pub use single::{AlphaMeasure, GenotypeMeasure, MeanMeasure};
pub use tables::TableMeasure;

pub(crate) use proportions::read as read_proportions;
pub(crate) use rates::{RatePair, read_pairs as read_rate_pairs};
pub(crate) use tables::{is_double_zero, peto as peto_parts, read as read_tables};

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
    /// Whether SMD may have come from a reported d or t.
    pub reported: Reported,
    /// [`ENGINE_VERSION`].
    pub engine_version: &'static str,
}

/// The effect sizes of all rows of `columns`.
///
/// A study that does not report what is needed, or whose numbers have no effect size, is absent with its
/// reason; numbers no study can have are an error. It differs from metafor in three things: no variance is
/// given without an estimate; the averages of [`Vtype::Av`] and [`Vtype::AvHo`] are over the studies that
/// report both groups; and a tetrachoric correlation is found to the last digit, without a variance where a
/// cell is empty.
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
            reported: options.reported,
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
