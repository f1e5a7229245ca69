//! What an input table may not plausibly be: standard errors or variances in the place of deviations, lost
//! signs, effects nobody sees, people who do not add up or stand twice.
//!
//! Figures alone are looked at, so a finding is a doubt and not a verdict: what blocks waits until someone
//! has looked, what warns is told beside the row. The thresholds stand as constants with their reasons.

mod people;
mod signs;
mod spreads;

pub use people::pooled_rows;
pub use spotcheck_meta::sanity::Severity;
pub(crate) use spreads::IMPLAUSIBLE_CV;

use crate::{
    Basis, Library, Row, Study, Synthesis,
    recompute::{Figure, synthesis_figures},
};

/// One doubt, and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Key of the row.
    pub row: String,
    /// Column of the doubted figure.
    pub column: &'static str,
    /// What it should do.
    pub severity: Severity,
    /// What is doubted.
    pub doubt: Doubt,
}

/// What may be wrong with a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Doubt {
    /// A spread marked SD is too small for one, by about the root of the number of people.
    SpreadLooksLikeSe {
        /// As read.
        sd: f64,
        /// What it would be if it were a standard error.
        as_se: f64,
    },
    /// A spread marked SD is about the square of what it should be.
    SpreadLooksLikeVariance {
        /// As read.
        sd: f64,
        /// What it would be if it were a variance.
        as_variance: f64,
    },
    /// A change runs against its own before and after.
    ChangeHasWrongSign {
        /// As printed.
        change: f64,
        /// After less before.
        difference: f64,
    },
    /// A change is not after less before, beyond rounding: adjusted, or of other people?
    ChangeDoesNotFit {
        /// As printed.
        change: f64,
        /// After less before.
        difference: f64,
    },
    /// The effect lies far on the other side of zero from all its fellows', and its mirror image would fit.
    OpposesFellows {
        /// The row's effect, in its unit.
        effect: f64,
        /// The fellows' pooled effect.
        fellows: f64,
    },
    /// The effect is many standard deviations between people.
    LargeEffect {
        /// Standard deviations.
        sds: f64,
    },
    /// The same control group stands in another row under another name.
    SharedControl {
        /// Key of the other row.
        with: String,
    },
    /// The same people stand in another row that it is pooled with.
    SameCohort {
        /// Key of the other row.
        with: String,
        /// The cohort they share.
        cohort: String,
    },
    /// All its figures stand in another row under another cohort.
    SameFigures {
        /// Key of the other row.
        with: String,
    },
    /// The people in the groups are more than there are in all.
    PeopleDoNotAdd {
        /// People in the groups.
        groups: f64,
        /// People in all.
        all: f64,
    },
    /// An estimate is not in the middle of its interval.
    Lopsided {
        /// As printed.
        estimate: f64,
        /// The middle of the interval.
        middle: f64,
    },
}

impl Doubt {
    /// The word used in files and JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Self::SpreadLooksLikeSe { .. } => "spread_looks_like_se",
            Self::SpreadLooksLikeVariance { .. } => "spread_looks_like_variance",
            Self::ChangeHasWrongSign { .. } => "change_has_wrong_sign",
            Self::ChangeDoesNotFit { .. } => "change_does_not_fit",
            Self::OpposesFellows { .. } => "opposes_fellows",
            Self::LargeEffect { .. } => "large_effect",
            Self::SharedControl { .. } => "shared_control",
            Self::SameCohort { .. } => "same_cohort",
            Self::SameFigures { .. } => "same_figures",
            Self::PeopleDoNotAdd { .. } => "people_do_not_add",
            Self::Lopsided { .. } => "lopsided",
        }
    }
}

/// Looks through study rows; those of one outcome and unit are each other's fellows.
pub fn study_rows(rows: &[&Study]) -> Vec<Finding> {
    let mut findings = spreads::find(rows);
    findings.extend(signs::find(rows));
    findings.extend(people::find(rows));
    findings
}

/// Looks through published results.
pub fn synthesis_rows(rows: &[&Synthesis]) -> Vec<Finding> {
    let lopsided = |row: &&Synthesis| {
        let figures = synthesis_figures(row).into_iter();
        let mut odd = figures.filter(|found| !found.follows);
        let found = odd.find(|found| found.figure == Figure::Estimate)?;
        let doubt = Doubt::Lopsided {
            estimate: row.estimate?,
            middle: f64::midpoint(found.ours.lo, found.ours.hi),
        };
        Some(warning(&row.key, "estimate", doubt))
    };
    rows.iter().filter_map(lopsided).collect()
}

impl Library {
    /// Every doubt about its rows, those acknowledged in the registry included: about each row, and about
    /// rows that a claim pools.
    pub fn findings(&self) -> Vec<Finding> {
        let (mut studies, mut syntheses) = (Vec::new(), Vec::new());
        for row in self.rows() {
            match row {
                Row::Study(study) => studies.push(study),
                Row::Synthesis(row) => syntheses.push(row),
            }
        }
        let mut findings = study_rows(&studies);
        findings.extend(synthesis_rows(&syntheses));
        let pooled = self.claims().filter_map(|claim| match &claim.basis {
            Basis::Pool { rows, .. } => Some(pooled_rows(&self.studies_of(rows))),
            Basis::Synthesis { .. }
            | Basis::Findings
            | Basis::Follows { .. }
            | Basis::Textbook { .. } => None,
        });
        // Several claims may pool the same rows.
        let mut pooled: Vec<Finding> = pooled.flatten().collect();
        pooled.sort_by(|one, other| one.row.cmp(&other.row));
        pooled.dedup();
        findings.extend(pooled);
        findings
    }

    /// The doubts that the registry does not acknowledge with a reason.
    pub fn open_findings(&self) -> Vec<Finding> {
        let is_open = |finding: &Finding| {
            let known = &self.registry().acknowledged;
            !known.iter().any(|known| known.is_of(finding))
        };
        self.findings().into_iter().filter(is_open).collect()
    }
}

fn warning(row: &str, column: &'static str, doubt: Doubt) -> Finding {
    Finding {
        row: row.to_owned(),
        column,
        severity: Severity::Warns,
        doubt,
    }
}

fn block(row: &str, column: &'static str, doubt: Doubt) -> Finding {
    Finding {
        severity: Severity::Blocks,
        ..warning(row, column, doubt)
    }
}
