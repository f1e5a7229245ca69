//! How effect sizes are computed: the kind of variance, and what is added to empty cells.

use super::{Absence, columns::Row, words::words};

words! {
    /// How a sampling variance is estimated; the words are metafor's `vtype`.
    Vtype {
        /// Large-sample approximation at the corrected estimate.
        Ls = "LS",
        /// Large-sample approximation at the uncorrected estimate, times the correction squared.
        Ls2 = "LS2",
        /// Unbiased estimate.
        Ub = "UB",
        /// Equal variances in both groups (homoscedastic).
        Ho = "HO",
        /// At the average estimate of all studies.
        Av = "AV",
        /// At the average coefficient of variation of all groups, taken as one.
        AvHo = "AVHO",
        /// Stratified sampling: the row totals are fixed.
        St = "ST",
        /// Cross-sectional sampling: only the total is fixed.
        Cs = "CS",
    }
}

words! {
    /// To which tables `add` is added; the words are metafor's `to`.
    To {
        /// Those with an empty cell.
        OnlyZero = "only0",
        /// All.
        All = "all",
        /// All, if any of them has an empty cell.
        IfZeroAll = "if0all",
        /// None.
        Never = "none",
    }
}

/// What happens to empty cells before a measure of counts is computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zeros {
    /// Added to each cell of the tables that `to` names. `None` is what metafor does by default: ½, but
    /// nothing for the measures that need it not (AS, PHI, RTET, IRSD, PAS, PFT, IRS, IRFT).
    pub add: Option<f64>,
    /// The tables it is added to.
    pub to: To,
    /// Whether tables without events, or with nothing but events, in both groups are left out.
    pub drop_double_zero: bool,
}

impl Default for Zeros {
    fn default() -> Self {
        Self {
            add: None,
            to: To::OnlyZero,
            drop_double_zero: false,
        }
    }
}

impl Zeros {
    /// Adds `add` to the cells of the rows that are due.
    pub(crate) fn fill<const N: usize>(self, rows: &mut [Row<[f64; N]>], add: f64) {
        let is_empty = |cells: &[f64; N]| cells.contains(&0.0);
        let any_empty = rows.iter().flatten().any(is_empty);
        for cells in rows.iter_mut().flatten() {
            let is_due = match self.to {
                To::OnlyZero => is_empty(cells),
                To::All => true,
                To::IfZeroAll => any_empty,
                To::Never => false,
            };
            if is_due {
                *cells = cells.map(|count| count + add);
            }
        }
    }

    /// Leaves out the rows that `is_double_zero` names, if such are dropped.
    pub(crate) fn drop<const N: usize>(
        self,
        rows: &mut [Row<[f64; N]>],
        is_double_zero: impl Fn(&[f64; N]) -> bool,
    ) {
        if !self.drop_double_zero {
            return;
        }
        for row in rows {
            if row.as_ref().is_ok_and(&is_double_zero) {
                *row = Err(Absence::DoubleZero);
            }
        }
    }
}

/// Which studies give their standardised mean difference (SMD) by a reported d, `di`, or t statistic, `ti`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reported {
    /// All, where the data hold neither means nor standard deviations; else none, as a column `di` beside them
    /// may well be a cell of a table.
    Alone,
    /// Each that reports one, whatever else it reports: what metafor does when it is handed `di` or `ti`.
    First,
}

/// How [`effect_sizes`](super::effect_sizes) computes: metafor's defaults unless told otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Kind of sampling variance, one of the measure's [`vtypes`](super::Measure::vtypes).
    pub vtype: Vtype,
    /// What happens to empty cells; of no matter to measures that count nothing.
    pub zeros: Zeros,
    /// Whether SMD may come from a reported d or t; of no matter to other measures.
    pub reported: Reported,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            vtype: Vtype::Ls,
            zeros: Zeros::default(),
            reported: Reported::Alone,
        }
    }
}
