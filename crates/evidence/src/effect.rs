//! Effect sizes: one number with its variance from one row.
//!
//! | symbol | meaning |
//! |---|---|
//! | tp, tq | trained mean before, after |
//! | cp, cq | comparison mean before, after |
//! | r, rb | correlation of before with after, of the two sides |
//! | J | Hedges' small-sample factor, exact gamma form |

use statrs::function::gamma::ln_gamma;

use crate::{
    Flag, Interval,
    error::Error,
    quantile,
    study::{Recipe, SpreadKind, Study},
    table::weakest,
};

/// Below this coefficient of variation a "standard deviation" of people is likely a standard error.
const IMPLAUSIBLE_CV: f64 = 0.15;

/// The scale an effect is asked for on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Percent of the baseline: 100 × the log ratio, or 100 × difference / baseline.
    Percent,
    /// Standardised mean difference.
    Smd,
    /// Plain difference, in the row's unit.
    Difference,
}

impl Measure {
    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Smd => "SMD",
            Self::Difference => "MD",
        }
    }
}

/// One effect with its sampling variance.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Key of the row it comes from.
    pub key: String,
    /// The people measured.
    pub cohorts: Vec<String>,
    /// People in the study, both sides of a parallel trial together.
    pub participants: f64,
    /// The estimate, in `unit`.
    pub estimate: f64,
    /// Its sampling variance, in `unit` squared.
    pub variance: f64,
    /// Degrees of freedom of its own t interval, where the design is small and paired.
    pub df: Option<f64>,
    /// `%`, `SD` or the row's unit.
    pub unit: String,
    /// The weakest flag among the figures used.
    pub flag: Flag,
    /// What a reader must be told before using it.
    pub banners: Vec<Banner>,
}

/// A warning that travels with a computed effect.
#[derive(Debug, Clone, PartialEq)]
pub enum Banner {
    /// A correlation was assumed because the paper prints none.
    AssumedCorrelation {
        /// Row key.
        key: String,
        /// The assumed value.
        r: f64,
    },
    /// The ± is unlabelled; it was read as stated.
    UnlabelledSpread {
        /// Row key.
        key: String,
    },
    /// The ± is marked SD but is too small for one.
    SpreadLooksLikeSe {
        /// Row key.
        key: String,
        /// Coefficient of variation it implies.
        cv_frac: f64,
    },
}

impl Effect {
    /// The effect's own two-sided interval at `level` (0..1): by t where the design is small and
    /// paired, else normal.
    pub fn interval(&self, level: f64) -> Interval {
        let critical = self.df.map_or_else(
            || quantile::normal(level),
            |df| quantile::student(level, df),
        );
        Interval::around(self.estimate, critical * self.variance.sqrt())
    }
}

impl Study {
    /// Computes this row's effect on `measure`; negative means the trained side ended lower.
    ///
    /// # Errors
    /// [`Error::MissingField`], [`Error::SpreadUnlabelled`] or [`Error::NotComputable`].
    pub fn effect(&self, measure: Measure) -> Result<Effect, Error> {
        match self.recipe {
            Recipe::LimbPrePost => self.limb_pre_post(measure),
            Recipe::LimbPostOnly => self.limb_post_only(measure),
            Recipe::ParallelChange => self.parallel_change(measure),
            Recipe::ParallelPost => self.parallel_post(measure),
            Recipe::PairedPostUnpairedSe => self.paired_post(measure),
            Recipe::PairedP => self.paired_p(measure),
            Recipe::PrePost | Recipe::None => Err(Error::NotComputable {
                key: self.key.clone(),
            }),
        }
    }

    /// Same people, both sides before and after: the variance uses both correlations, so that limbs
    /// are not treated as strangers.
    fn limb_pre_post(&self, measure: Measure) -> Result<Effect, Error> {
        let n = self.need(self.n_trained, "n_trained")?;
        let (tp, tq) = (
            self.need(self.trained_pre, "trained_pre")?,
            self.need(self.trained_post, "trained_post")?,
        );
        let (cp, cq) = (
            self.need(self.control_pre, "control_pre")?,
            self.need(self.control_post, "control_post")?,
        );
        let r = self.need(self.r_pre_post, "r_pre_post")?;
        let rb = self.need(self.r_between, "r_between")?;
        let sd = self.sd(self.trained_pre_spread, "trained_pre_spread", n)?;
        let mean = f64::midpoint(tp, cp);
        let change_se = ((2.0 * (1.0 - r)) * (2.0 * (1.0 - rb)) / n).sqrt();
        let difference = (tq - tp) - (cq - cp);
        let (estimate, se) = match measure {
            Measure::Percent => (
                100.0 * ((tq / tp).ln() - (cq / cp).ln()),
                100.0 * sd / mean * change_se,
            ),
            Measure::Smd => (difference / sd, change_se),
            Measure::Difference => (difference, sd * change_se),
        };
        let banners = vec![
            Some(Banner::AssumedCorrelation {
                key: self.key.clone(),
                r,
            }),
            self.implausible_sd(sd, mean),
        ];
        Ok(self.built(measure, (estimate, se), n, banners))
    }

    /// Same people, both sides after training only.
    fn limb_post_only(&self, measure: Measure) -> Result<Effect, Error> {
        let n = self.need(self.n_trained, "n_trained")?;
        let tq = self.need(self.trained_post, "trained_post")?;
        let cq = self.need(self.control_post, "control_post")?;
        let rb = self.need(self.r_between, "r_between")?;
        let sd = f64::midpoint(
            self.sd(self.trained_post_spread, "trained_post_spread", n)?,
            self.sd(self.control_post_spread, "control_post_spread", n)?,
        );
        let mean = f64::midpoint(tq, cq);
        let se = (2.0 * (1.0 - rb) / n).sqrt();
        let pair = match measure {
            Measure::Percent => (100.0 * (tq / cq).ln(), 100.0 * sd / mean * se),
            Measure::Smd => ((tq - cq) / sd, se),
            Measure::Difference => (tq - cq, sd * se),
        };
        let banners = vec![
            Some(Banner::AssumedCorrelation {
                key: self.key.clone(),
                r: rb,
            }),
            self.implausible_sd(sd, mean),
        ];
        Ok(self.built(measure, pair, n, banners))
    }

    /// Different people: difference of the two groups' changes.
    fn parallel_change(&self, measure: Measure) -> Result<Effect, Error> {
        let (nt, nc) = (
            self.need(self.n_trained, "n_trained")?,
            self.need(self.n_control, "n_control")?,
        );
        let mt = self.need(self.trained_change, "trained_change")?;
        let mc = self.need(self.control_change, "control_change")?;
        let st = self.sd(self.trained_change_spread, "trained_change_spread", nt)?;
        let sc = self.sd(self.control_change_spread, "control_change_spread", nc)?;
        let scale = match (measure, self.baseline) {
            (Measure::Percent, Some(baseline)) => 100.0 / baseline,
            (Measure::Percent, None) if self.unit != "% change" => {
                return Err(Error::MissingField {
                    key: self.key.clone(),
                    field: "baseline",
                });
            }
            _ => 1.0,
        };
        let pair = match measure {
            Measure::Smd => smd((mt, st, nt), (mc, sc, nc)),
            Measure::Percent | Measure::Difference => (
                scale * (mt - mc),
                scale * (st * st / nt + sc * sc / nc).sqrt(),
            ),
        };
        Ok(self.built(measure, pair, nt + nc, Vec::new()))
    }

    /// Different people, measured after only.
    fn parallel_post(&self, measure: Measure) -> Result<Effect, Error> {
        let (nt, nc) = (
            self.need(self.n_trained, "n_trained")?,
            self.need(self.n_control, "n_control")?,
        );
        let mt = self.need(self.trained_post, "trained_post")?;
        let mc = self.need(self.control_post, "control_post")?;
        let st = self.sd(self.trained_post_spread, "trained_post_spread", nt)?;
        let sc = self.sd(self.control_post_spread, "control_post_spread", nc)?;
        let pair = match measure {
            Measure::Smd => smd((mt, st, nt), (mc, sc, nc)),
            Measure::Difference => (mt - mc, (st * st / nt + sc * sc / nc).sqrt()),
            Measure::Percent => {
                return Err(Error::NotComputable {
                    key: self.key.clone(),
                });
            }
        };
        Ok(self.built(measure, pair, nt + nc, Vec::new()))
    }

    /// Two conditions in the same people, taken as unpaired because no correlation is printed.
    fn paired_post(&self, measure: Measure) -> Result<Effect, Error> {
        let n = self.need(self.n, "n")?;
        let difference = self.need(self.trained_post, "trained_post")?
            - self.need(self.control_post, "control_post")?;
        let st = self.sd(self.trained_post_spread, "trained_post_spread", n)?;
        let sc = self.sd(self.control_post_spread, "control_post_spread", n)?;
        if measure != Measure::Difference {
            return Err(Error::NotComputable {
                key: self.key.clone(),
            });
        }
        let mut effect = self.built(
            measure,
            (difference, ((st * st + sc * sc) / n).sqrt()),
            n,
            Vec::new(),
        );
        effect.df = Some(n - 1.0);
        Ok(effect)
    }

    /// Two changes in the same people: the variance is what the printed p implies.
    fn paired_p(&self, measure: Measure) -> Result<Effect, Error> {
        let n = self.need(self.n_trained, "n_trained")?;
        let p = self.need(self.printed_p.parse::<f64>().ok(), "printed_p")?;
        let difference = self.need(self.trained_change, "trained_change")?
            - self.need(self.control_change, "control_change")?;
        if measure == Measure::Smd {
            return Err(Error::NotComputable {
                key: self.key.clone(),
            });
        }
        let df = n - 1.0;
        let se = difference.abs() / quantile::student(1.0 - p, df);
        let mut effect = self.built(measure, (difference, se), n, Vec::new());
        effect.df = Some(df);
        Ok(effect)
    }

    /// The smallest p the printed group figures allow in a plain comparison: that of a t test in which
    /// the comparison group does not vary at all. A printed p below it does not follow from them.
    ///
    /// `None` unless the row holds the changes of two groups of different people.
    pub fn least_p(&self) -> Option<f64> {
        if self.recipe != Recipe::ParallelChange {
            return None;
        }
        let (nt, nc) = (self.n_trained?, self.n_control?);
        let difference = self.trained_change? - self.control_change?;
        let sd = self
            .sd(self.trained_change_spread, "trained_change_spread", nt)
            .ok()?;
        Some(quantile::student_p(
            difference / (sd / nt.sqrt()),
            nt + nc - 2.0,
        ))
    }

    /// The bound of a p printed as "<0.05"; a p printed as a value is of a test of its own.
    pub fn printed_p_below(&self) -> Option<f64> {
        self.printed_p.strip_prefix('<')?.trim().parse().ok()
    }

    fn built(
        &self,
        measure: Measure,
        (estimate, se): (f64, f64),
        participants: f64,
        mut banners: Vec<Option<Banner>>,
    ) -> Effect {
        let unlabelled = self.sd_type == Some(SpreadKind::Unlabelled);
        banners.push(unlabelled.then(|| Banner::UnlabelledSpread {
            key: self.key.clone(),
        }));
        let used: Vec<&str> = self.weaker.keys().map(String::as_str).collect();
        Effect {
            key: self.key.clone(),
            cohorts: self.cohorts().map(str::to_owned).collect(),
            participants: self.n.unwrap_or(participants),
            estimate,
            variance: se * se,
            df: None,
            unit: match measure {
                Measure::Percent => "%".to_owned(),
                Measure::Smd => "SD".to_owned(),
                Measure::Difference => self.unit.clone(),
            },
            // A number computed from a row is derived, however well its inputs are verified.
            flag: weakest(self.flag, &self.weaker, &used).max(Flag::Derived),
            banners: banners.into_iter().flatten().collect(),
        }
    }

    fn implausible_sd(&self, sd: f64, mean: f64) -> Option<Banner> {
        let cv_frac = sd / mean;
        let marked_sd = self.sd_type == Some(SpreadKind::Sd);
        (marked_sd && cv_frac < IMPLAUSIBLE_CV).then(|| Banner::SpreadLooksLikeSe {
            key: self.key.clone(),
            cv_frac,
        })
    }

    /// The row's ± as a standard deviation of `n` people; an unlabelled one only as its row says to
    /// read it.
    fn sd(&self, spread: Option<f64>, field: &'static str, n: f64) -> Result<f64, Error> {
        let spread = self.need(spread, field)?;
        let kind = match self.sd_type {
            Some(SpreadKind::Unlabelled) => self.spread_read_as,
            stated => stated,
        };
        match kind {
            Some(SpreadKind::Sd) => Ok(spread),
            Some(SpreadKind::Se) => Ok(spread * n.sqrt()),
            Some(SpreadKind::Unlabelled) | None => Err(Error::SpreadUnlabelled {
                key: self.key.clone(),
            }),
        }
    }

    fn need(&self, value: Option<f64>, field: &'static str) -> Result<f64, Error> {
        value.ok_or_else(|| Error::MissingField {
            key: self.key.clone(),
            field,
        })
    }
}

/// Hedges' g of two groups (mean, SD, n) and its standard error, as metafor's `escalc("SMD")`.
pub fn smd(one: (f64, f64, f64), two: (f64, f64, f64)) -> (f64, f64) {
    let ((m1, s1, n1), (m2, s2, n2)) = (one, two);
    let df = n1 + n2 - 2.0;
    let pooled = (((n1 - 1.0) * s1 * s1 + (n2 - 1.0) * s2 * s2) / df).sqrt();
    let g = hedges_j(df) * (m1 - m2) / pooled;
    (g, (1.0 / n1 + 1.0 / n2 + g * g / (2.0 * (n1 + n2))).sqrt())
}

/// Hedges' exact small-sample factor for `m` degrees of freedom.
fn hedges_j(m: f64) -> f64 {
    (ln_gamma(m / 2.0) - (m / 2.0).sqrt().ln() - ln_gamma((m - 1.0) / 2.0)).exp()
}
