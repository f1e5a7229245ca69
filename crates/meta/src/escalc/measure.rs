//! The measures, what each needs, and what its variance can be.

use super::{
    Vtype,
    changes::ChangeMeasure,
    correlations::{CorrelationMeasure, PartialMeasure},
    groups::GroupMeasure,
    paired_tables::PairedMeasure,
    proportions::ProportionMeasure,
    rates::{RateMeasure, RatePairMeasure},
    single::{AlphaMeasure, GenotypeMeasure, MeanMeasure},
    tables::TableMeasure,
};

/// An effect size measure, by the data it is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Two groups, yes or no.
    Table(TableMeasure),
    /// Pairs, yes or no.
    Paired(PairedMeasure),
    /// Two groups, events in person-time.
    RatePair(RatePairMeasure),
    /// Two groups, continuous.
    Group(GroupMeasure),
    /// Two continuous variables.
    Correlation(CorrelationMeasure),
    /// Two continuous variables, others held.
    Partial(PartialMeasure),
    /// One group, yes or no.
    Proportion(ProportionMeasure),
    /// One group, events in person-time.
    Rate(RateMeasure),
    /// One group, continuous.
    Mean(MeanMeasure),
    /// One group, measured twice.
    Change(ChangeMeasure),
    /// Reliability of a scale.
    Alpha(AlphaMeasure),
    /// Genotypes of a locus.
    Genotype(GenotypeMeasure),
}

/// How an estimate is corrected for the bias it has in small samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// Not at all.
    None,
    /// Times Hedges' exact J.
    HedgesJ,
    /// Plus 1/(2(n − 1)) for each log standard deviation.
    LogSpread,
    /// The unbiased estimate of Olkin and Pratt.
    OlkinPratt,
}

impl Correction {
    /// The word used in results.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::HedgesJ => "hedges_j",
            Self::LogSpread => "log_spread",
            Self::OlkinPratt => "olkin_pratt",
        }
    }
}

impl Measure {
    /// The measure metafor knows by this word, letter by letter: `SMD`, `RR`, `ZCOR`, …
    pub fn parse(word: &str) -> Option<Self> {
        Self::all().find(|measure| measure.word() == word)
    }

    /// All measures.
    pub fn all() -> impl Iterator<Item = Self> {
        let counts = TableMeasure::ALL.iter().copied().map(Self::Table);
        let one = counts
            .chain(PairedMeasure::ALL.iter().copied().map(Self::Paired))
            .chain(RatePairMeasure::ALL.iter().copied().map(Self::RatePair))
            .chain(GroupMeasure::ALL.iter().copied().map(Self::Group))
            .chain(
                CorrelationMeasure::ALL
                    .iter()
                    .copied()
                    .map(Self::Correlation),
            )
            .chain(PartialMeasure::ALL.iter().copied().map(Self::Partial));
        one.chain(ProportionMeasure::ALL.iter().copied().map(Self::Proportion))
            .chain(RateMeasure::ALL.iter().copied().map(Self::Rate))
            .chain(MeanMeasure::ALL.iter().copied().map(Self::Mean))
            .chain(ChangeMeasure::ALL.iter().copied().map(Self::Change))
            .chain(AlphaMeasure::ALL.iter().copied().map(Self::Alpha))
            .chain(GenotypeMeasure::ALL.iter().copied().map(Self::Genotype))
    }

    /// metafor's word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Table(measure) => measure.word(),
            Self::Paired(measure) => measure.word(),
            Self::RatePair(measure) => measure.word(),
            Self::Group(measure) => measure.word(),
            Self::Correlation(measure) => measure.word(),
            Self::Partial(measure) => measure.word(),
            Self::Proportion(measure) => measure.word(),
            Self::Rate(measure) => measure.word(),
            Self::Mean(measure) => measure.word(),
            Self::Change(measure) => measure.word(),
            Self::Alpha(measure) => measure.word(),
            Self::Genotype(measure) => measure.word(),
        }
    }

    /// Every column it reads, where given. `n1i` may stand for `bi`, `n2i` for `di` and `ni` for `mi` beside
    /// counts; SMD may have `di` or `ti`, as [`Reported`](super::Reported) tells.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Paired(PairedMeasure::Mporm) => &["ai", "bi", "ci", "di", "n1i", "n2i", "ri"],
            Self::Table(_) | Self::Paired(_) => &["ai", "bi", "ci", "di", "n1i", "n2i"],
            Self::RatePair(_) => &["x1i", "x2i", "t1i", "t2i"],
            Self::Group(GroupMeasure::Smd) => {
                &["m1i", "m2i", "sd1i", "sd2i", "n1i", "n2i", "di", "ti"]
            }
            Self::Group(GroupMeasure::Smd1) => &["m1i", "m2i", "sd2i", "n1i", "n2i"],
            Self::Group(GroupMeasure::Vr) => &["sd1i", "sd2i", "n1i", "n2i"],
            Self::Group(_) => &["m1i", "m2i", "sd1i", "sd2i", "n1i", "n2i"],
            Self::Correlation(_) => &["ri", "ni"],
            Self::Partial(PartialMeasure::Spcor) => &["ti", "ni", "mi", "r2i"],
            Self::Partial(_) => &["ti", "ni", "mi"],
            Self::Proportion(_) => &["xi", "mi", "ni"],
            Self::Rate(_) => &["xi", "ti"],
            Self::Mean(MeanMeasure::Sdln) => &["sdi", "ni"],
            Self::Mean(_) => &["mi", "sdi", "ni"],
            Self::Change(ChangeMeasure::Smcr) => &["m1i", "m2i", "sd1i", "ni", "ri"],
            Self::Change(ChangeMeasure::Vrc) => &["sd1i", "sd2i", "ni", "ri"],
            Self::Change(_) => &["m1i", "m2i", "sd1i", "sd2i", "ni", "ri"],
            Self::Alpha(_) => &["ai", "mi", "ni"],
            Self::Genotype(GenotypeMeasure::Reh) => &["ai", "bi", "ci"],
        }
    }

    /// The kinds of variance it can have, the default first.
    pub fn vtypes(self) -> &'static [Vtype] {
        use Vtype::{Av, AvHo, Cs, Ho, Ls, Ls2, St, Ub};
        match self {
            Self::Table(TableMeasure::Rd)
            | Self::Proportion(ProportionMeasure::Pr)
            | Self::Correlation(CorrelationMeasure::Ucor) => &[Ls, Ub, Av],
            Self::Table(TableMeasure::Phi) | Self::Group(GroupMeasure::Rpb) => &[Ls, St, Cs],
            Self::Group(GroupMeasure::Md) => &[Ls, Ub, Ho],
            Self::Group(GroupMeasure::Smd | GroupMeasure::Smd1) => &[Ls, Ls2, Ub, Av],
            Self::Group(GroupMeasure::Smdh)
            | Self::Change(ChangeMeasure::Smcc | ChangeMeasure::Smcr) => &[Ls, Ls2],
            Self::Group(GroupMeasure::Rom) => &[Ls, Ho, Av, AvHo],
            Self::Correlation(CorrelationMeasure::Cor)
            | Self::Partial(PartialMeasure::Pcor | PartialMeasure::Spcor)
            | Self::Proportion(ProportionMeasure::Pln | ProportionMeasure::Plo) => &[Ls, Av],
            Self::Table(_)
            | Self::Paired(_)
            | Self::RatePair(_)
            | Self::Group(_)
            | Self::Correlation(_)
            | Self::Partial(_)
            | Self::Proportion(_)
            | Self::Rate(_)
            | Self::Mean(_)
            | Self::Change(_)
            | Self::Alpha(_)
            | Self::Genotype(_) => &[Ls],
        }
    }

    /// The correction its estimate has.
    pub fn correction(self) -> Correction {
        match self {
            Self::Group(
                GroupMeasure::Smd | GroupMeasure::Smdh | GroupMeasure::Smd1 | GroupMeasure::Smd1h,
            )
            | Self::Mean(MeanMeasure::Smn)
            | Self::Change(ChangeMeasure::Smcc | ChangeMeasure::Smcr | ChangeMeasure::Smcrh) => {
                Correction::HedgesJ
            }
            Self::Group(GroupMeasure::Cvr | GroupMeasure::Vr)
            | Self::Mean(MeanMeasure::Cvln | MeanMeasure::Sdln) => Correction::LogSpread,
            Self::Correlation(CorrelationMeasure::Ucor) => Correction::OlkinPratt,
            Self::Table(_)
            | Self::Paired(_)
            | Self::RatePair(_)
            | Self::Group(_)
            | Self::Correlation(_)
            | Self::Partial(_)
            | Self::Proportion(_)
            | Self::Rate(_)
            | Self::Mean(_)
            | Self::Change(_)
            | Self::Alpha(_)
            | Self::Genotype(_) => Correction::None,
        }
    }

    /// What is added to empty cells unless told otherwise: nothing where the formula can do with them.
    pub fn default_add(self) -> f64 {
        let does_without = matches!(
            self,
            Self::Table(TableMeasure::As | TableMeasure::Phi | TableMeasure::Rtet)
                | Self::RatePair(RatePairMeasure::Irsd)
                | Self::Proportion(ProportionMeasure::Pas | ProportionMeasure::Pft)
                | Self::Rate(RateMeasure::Irs | RateMeasure::Irft)
        );
        if self.counts_events() && !does_without {
            0.5
        } else {
            0.0
        }
    }

    /// Whether it is computed from counts of events, to which something may be added.
    pub fn counts_events(self) -> bool {
        match self {
            Self::Table(_)
            | Self::Paired(_)
            | Self::RatePair(_)
            | Self::Proportion(_)
            | Self::Rate(_) => true,
            Self::Group(_)
            | Self::Correlation(_)
            | Self::Partial(_)
            | Self::Mean(_)
            | Self::Change(_)
            | Self::Alpha(_)
            | Self::Genotype(_) => false,
        }
    }
}
