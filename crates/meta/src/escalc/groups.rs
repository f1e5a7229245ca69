//! Measures of two groups and a continuous outcome: means, standard deviations and sizes.
//!
//! SMD can also be had from a reported d (`di`) or t statistic (`ti`) of the difference; see [`Reported`].
//!
//! Sources: Hedges 1981 and 1982 (SMD), Bonett 2008 and 2009 (SMDH, SMD1H), Hedges, Gurevitch & Curtis
//! 1999 (ROM), Nakagawa et al. 2015 (CVR, VR), Jacobs & Viechtbauer 2017 (RPB, RBIS), Hasselblad & Hedges
//! 1995 and Chinn 2000 (D2OR).

use super::{
    Columns, Effect, Options, Reported, Vtype, biserial,
    columns::{Column, Row},
    small_sample::hedges_j,
    tables::{COX_SNELL, LOGISTIC},
    weighted_mean,
    words::words,
};
use crate::Error;

words! {
    /// Measures of two independent groups and a continuous outcome.
    GroupMeasure {
        /// Mean difference.
        Md = "MD",
        /// Standardised mean difference, Hedges' g.
        Smd = "SMD",
        /// The same by the average variance of the groups.
        Smdh = "SMDH",
        /// Standardised by the SD of the second group.
        Smd1 = "SMD1",
        /// The same where the variances differ.
        Smd1h = "SMD1H",
        /// Log ratio of means.
        Rom = "ROM",
        /// Log ratio of coefficients of variation.
        Cvr = "CVR",
        /// Log ratio of standard deviations.
        Vr = "VR",
        /// Point-biserial correlation.
        Rpb = "RPB",
        /// Biserial correlation.
        Rbis = "RBIS",
        /// Log odds ratio from a standardised mean difference, by the logistic distribution.
        D2or = "D2OR",
        /// The same by the normal distribution (Cox & Snell).
        D2orn = "D2ORN",
        /// The same as D2OR.
        D2orl = "D2ORL",
    }
}

/// Means, standard deviations and sizes of two groups.
#[derive(Debug, Clone, Copy)]
pub(super) struct Groups {
    m: [f64; 2],
    sd: [f64; 2],
    pub(super) n: [f64; 2],
}

impl Groups {
    /// The pooled standard deviation.
    fn pooled_sd(&self) -> f64 {
        let Self {
            sd: [s1, s2],
            n: [n1, n2],
            ..
        } = *self;
        (((n1 - 1.0) * s1 * s1 + (n2 - 1.0) * s2 * s2) / self.df()).sqrt()
    }

    /// The degrees of freedom of the pooled standard deviation.
    pub(super) fn df(&self) -> f64 {
        self.n[0] + self.n[1] - 2.0
    }

    /// Cohen's d.
    pub(super) fn d(&self) -> f64 {
        (self.m[0] - self.m[1]) / self.pooled_sd()
    }

    /// The sum of the inverse sizes.
    pub(super) fn inverse_sizes(&self) -> f64 {
        1.0 / self.n[0] + 1.0 / self.n[1]
    }

    /// Coefficients of variation.
    fn cv(&self) -> [f64; 2] {
        [self.sd[0] / self.m[0], self.sd[1] / self.m[1]]
    }
}

/// The six columns; those the measure does not use may be missing.
struct Read {
    m: [Column; 2],
    sd: [Column; 2],
    n: [Column; 2],
    /// Reported d and t, where they are to be used.
    reported: Option<[Column; 2]>,
}

impl Read {
    fn new(measure: GroupMeasure, columns: &Columns, reported: Reported) -> Result<Self, Error> {
        let word = measure.word();
        let n = [
            columns.required("n1i", word)?.sizes()?,
            columns.required("n2i", word)?.sizes()?,
        ];
        let holds_any = |fields: &[&str]| fields.iter().any(|field| columns.holds(field));
        let may_report = reported == Reported::First || !holds_any(&["m1i", "m2i", "sd1i", "sd2i"]);
        let reports = measure == GroupMeasure::Smd && may_report && holds_any(&["di", "ti"]);
        let reported = if reports {
            Some([columns.optional("di")?, columns.optional("ti")?])
        } else {
            None
        };
        let get = |field: &'static str, is_used: bool| {
            if is_used && !reports {
                columns.required(field, word)
            } else {
                columns.optional(field)
            }
        };
        let has_means = measure != GroupMeasure::Vr;
        Ok(Self {
            m: [get("m1i", has_means)?, get("m2i", has_means)?],
            sd: [
                get("sd1i", measure != GroupMeasure::Smd1)?.spreads()?,
                get("sd2i", true)?.spreads()?,
            ],
            n,
            reported,
        })
    }

    fn row(&self, measure: GroupMeasure, i: usize) -> Row<Groups> {
        let n = [self.n[0].at(i)?, self.n[1].at(i)?];
        if let Some([d, t]) = &self.reported {
            let from_t = |t: f64| t * (1.0 / n[0] + 1.0 / n[1]).sqrt();
            if let Ok(d) = d.at(i).or_else(|_missing| t.at(i).map(from_t)) {
                return Ok(Groups {
                    m: [d, 0.0],
                    sd: [1.0; 2],
                    n,
                });
            }
        }
        let unless = |is_idle: bool, column: &Column| if is_idle { Ok(0.0) } else { column.at(i) };
        let idle_means = measure == GroupMeasure::Vr;
        Ok(Groups {
            m: [
                unless(idle_means, &self.m[0])?,
                unless(idle_means, &self.m[1])?,
            ],
            sd: [
                unless(measure == GroupMeasure::Smd1, &self.sd[0])?,
                self.sd[1].at(i)?,
            ],
            n,
        })
    }
}

/// What is averaged over the studies for the variances of kind AV and AVHO.
#[derive(Debug, Clone, Copy)]
struct Averages {
    /// The standardised mean difference.
    smd: f64,
    /// The coefficient of variation of each group.
    cv: [f64; 2],
    /// That of both groups together.
    both_cv: f64,
}

impl Averages {
    fn over(measure: GroupMeasure, rows: &[Row<Groups>]) -> Self {
        let known = || rows.iter().flatten();
        let smd =
            known().filter_map(|g| Some((standardised(measure, g).ok()?.g(), g.n[0] + g.n[1])));
        let cv = |which: usize| known().map(move |g| (g.cv()[which], g.n[which]));
        Self {
            smd: weighted_mean(smd),
            cv: [weighted_mean(cv(0)), weighted_mean(cv(1))],
            both_cv: weighted_mean(cv(0).chain(cv(1))),
        }
    }
}

/// Effects and people of each study.
pub(super) fn compute(
    measure: GroupMeasure,
    columns: &Columns,
    options: &Options,
) -> Result<(Vec<Effect>, Vec<Option<f64>>), Error> {
    let read = Read::new(measure, columns, options.reported)?;
    let rows: Vec<Row<Groups>> = (0..columns.k()).map(|i| read.row(measure, i)).collect();
    let averages = Averages::over(measure, &rows);
    let sizes = rows
        .iter()
        .map(|row| row.ok().map(|g| g.n[0] + g.n[1]))
        .collect();
    let effect = |row: &Row<Groups>| {
        let effect = row.and_then(|groups| effect(measure, &groups, options.vtype, &averages));
        effect.unwrap_or_else(Effect::Absent)
    };
    Ok((rows.iter().map(effect).collect(), sizes))
}

/// A difference in units of a standard deviation.
#[derive(Debug, Clone, Copy)]
struct Standardised {
    /// Uncorrected.
    d: f64,
    /// Hedges' correction.
    j: f64,
    /// Degrees of freedom of the standard deviation.
    df: f64,
    /// People it is taken from.
    size: f64,
}

impl Standardised {
    /// The corrected difference.
    fn g(&self) -> f64 {
        self.j * self.d
    }
}

fn standardised(measure: GroupMeasure, groups: &Groups) -> Row<Standardised> {
    let by_second = matches!(measure, GroupMeasure::Smd1 | GroupMeasure::Smd1h);
    let (d, df, size) = if by_second {
        let [_, n2] = groups.n;
        ((groups.m[0] - groups.m[1]) / groups.sd[1], n2 - 1.0, n2)
    } else {
        (groups.d(), groups.df(), groups.n[0] + groups.n[1])
    };
    let j = hedges_j(df)?;
    Ok(Standardised { d, j, df, size })
}

fn effect(
    measure: GroupMeasure,
    groups: &Groups,
    vtype: Vtype,
    averages: &Averages,
) -> Row<Effect> {
    let Groups {
        m: [m1, m2],
        sd: [s1, s2],
        n: [n1, n2],
    } = *groups;
    let [spread1, spread2] = [s1 * s1, s2 * s2];
    let as_odds_ratio = |scale: f64| {
        let d = groups.d();
        let variance = groups.inverse_sizes() + d * d / (2.0 * (n1 + n2));
        Effect::of(scale * d, scale * scale * variance)
    };
    Ok(match measure {
        GroupMeasure::Md => Effect::of(
            m1 - m2,
            if vtype == Vtype::Ho {
                groups.pooled_sd().powi(2) * groups.inverse_sizes()
            } else {
                spread1 / n1 + spread2 / n2
            },
        ),
        GroupMeasure::Smd | GroupMeasure::Smd1 => {
            let smd = standardised(measure, groups)?;
            let sizes = groups.inverse_sizes();
            Effect::of(smd.g(), sizes + smd_excess(smd, sizes, vtype, averages.smd))
        }
        GroupMeasure::Smdh => smdh(groups, vtype)?,
        GroupMeasure::Smd1h => {
            let g = standardised(measure, groups)?.g();
            Effect::of(g, spread1 / spread2 / n1 + 1.0 / n2 + g * g / (2.0 * n2))
        }
        GroupMeasure::Rom => Effect::of((m1 / m2).ln(), rom_variance(groups, vtype, averages)),
        GroupMeasure::Cvr => {
            let bias = 0.5 / (n1 - 1.0) - 0.5 / (n2 - 1.0);
            let spread = 0.5 / (n1 - 1.0) + 0.5 / (n2 - 1.0);
            let relative = spread1 / (n1 * m1 * m1) + spread2 / (n2 * m2 * m2);
            Effect::of((s1 / m1).ln() - (s2 / m2).ln() + bias, spread + relative)
        }
        GroupMeasure::Vr => {
            let (half1, half2) = (0.5 / (n1 - 1.0), 0.5 / (n2 - 1.0));
            Effect::of((s1 / s2).ln() + half1 - half2, half1 + half2)
        }
        GroupMeasure::Rpb => biserial::point(groups, vtype),
        GroupMeasure::Rbis => biserial::biserial(groups),
        GroupMeasure::D2or | GroupMeasure::D2orl => as_odds_ratio(LOGISTIC),
        GroupMeasure::D2orn => as_odds_ratio(COX_SNELL),
    })
}

/// What the variance of a standardised difference has beyond the sum of the inverse `sizes`.
fn smd_excess(smd: Standardised, sizes: f64, vtype: Vtype, average: f64) -> f64 {
    let Standardised { d, j, df, size } = smd;
    match vtype {
        Vtype::Ub => (1.0 - (df - 2.0) / (df * j * j)) * smd.g().powi(2),
        Vtype::Ls2 => j * j * (sizes + d * d / (2.0 * size)) - sizes,
        Vtype::Av => average * average / (2.0 * size),
        Vtype::Ls | Vtype::Ho | Vtype::AvHo | Vtype::St | Vtype::Cs => {
            smd.g().powi(2) / (2.0 * size)
        }
    }
}

fn smdh(groups: &Groups, vtype: Vtype) -> Row<Effect> {
    let Groups {
        m: [m1, m2],
        sd: [s1, s2],
        n: [n1, n2],
    } = *groups;
    let [spread1, spread2] = [s1 * s1, s2 * s2];
    let both = spread1 + spread2;
    let j = hedges_j(groups.df())?;
    let g = j * (m1 - m2) / (both / 2.0).sqrt();
    let variance = if vtype == Vtype::Ls2 {
        let of_spread = g * g * (spread1 / n1 + spread2 / n2) / (2.0 * both * both);
        of_spread + 2.0 * (spread1 / n1 + spread2 / n2) / both
    } else {
        let [df1, df2] = [n1 - 1.0, n2 - 1.0];
        let of_spread =
            g * g * (spread1 * spread1 / df1 + spread2 * spread2 / df2) / (2.0 * both * both);
        j * j * (of_spread + 2.0 * (spread1 / df1 + spread2 / df2) / both)
    };
    Ok(Effect::of(g, variance))
}

fn rom_variance(groups: &Groups, vtype: Vtype, averages: &Averages) -> f64 {
    let Groups {
        m: [m1, m2],
        n: [n1, n2],
        ..
    } = *groups;
    let [cv1, cv2] = match vtype {
        Vtype::Ho => {
            let sd = groups.pooled_sd();
            [sd / m1, sd / m2]
        }
        Vtype::Av => averages.cv,
        Vtype::AvHo => [averages.both_cv; 2],
        Vtype::Ls | Vtype::Ls2 | Vtype::Ub | Vtype::St | Vtype::Cs => groups.cv(),
    };
    cv1 * cv1 / n1 + cv2 * cv2 / n2
}
