//! How an effect is computed from a row, one function a recipe.
//!
//! | symbol | meaning |
//! |---|---|
//! | tp, tq | trained mean before, after |
//! | cp, cq | comparison mean before, after |
//! | mt, mc; st, sc | mean and SD of the trained and the comparison group |
//! | r, rb | correlation of before with after, of the two sides |

use spotcheck_meta::special;

use crate::{
    Flag,
    effect::{Banner, Correlation, Effect, Measure, smd},
    error::Error,
    study::{Recipe, SpreadKind, Study},
    table::weakest,
};

/// Below this coefficient of variation a "standard deviation" of people is likely a standard error.
const IMPLAUSIBLE_CV: f64 = 0.15;

/// What a recipe makes of a row.
struct Computed {
    estimate: f64,
    se: f64,
    people: f64,
    df: f64,
    /// The columns it was made from.
    columns: Vec<&'static str>,
    banners: Vec<Option<Banner>>,
}

impl Study {
    /// Computes this row's effect on `measure`; negative means the trained side ended lower.
    ///
    /// # Errors
    /// [`Error::MissingField`], [`Error::UnusableField`], [`Error::SpreadUnlabelled`],
    /// [`Error::NotComputable`] or [`Error::UnusableEffect`].
    pub fn effect(&self, measure: Measure) -> Result<Effect, Error> {
        let computed = match self.recipe {
            Recipe::LimbPrePost => self.limb_pre_post(measure),
            Recipe::LimbPostOnly => self.limb_post_only(measure),
            Recipe::ParallelChange => self.parallel_change(measure),
            Recipe::ParallelPost => self.parallel_post(measure),
            Recipe::PairedPostUnpairedSe => self.paired_post(measure),
            Recipe::PairedP => self.paired_p(measure),
            Recipe::PrePost | Recipe::None => Err(self.not_computable()),
        }?;
        self.built(measure, computed)
    }

    /// Same people, both sides before and after: the variance uses both correlations, so that limbs
    /// are not treated as strangers. Standardised, it is divided by the trained side's SD before,
    /// without a small-sample factor.
    fn limb_pre_post(&self, measure: Measure) -> Result<Computed, Error> {
        let n = self.group(self.n_trained, "n_trained")?;
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
        Ok(Computed {
            estimate,
            se,
            people: n,
            df: n - 1.0,
            columns: vec![
                "n_trained",
                "trained_pre",
                "trained_pre_spread",
                "trained_post",
                "control_pre",
                "control_post",
                "r_pre_post",
                "r_between",
                "sd_type",
                "spread_read_as",
            ],
            banners: vec![
                self.assumed(Correlation::BeforeAfter, r),
                self.assumed(Correlation::BetweenSides, rb),
                self.implausible_sd(sd, mean),
            ],
        })
    }

    /// Same people, both sides after training only. Standardised, it is divided by the mean of the
    /// two sides' SD, which stands in for the one before.
    fn limb_post_only(&self, measure: Measure) -> Result<Computed, Error> {
        let n = self.group(self.n_trained, "n_trained")?;
        let tq = self.need(self.trained_post, "trained_post")?;
        let cq = self.need(self.control_post, "control_post")?;
        let rb = self.need(self.r_between, "r_between")?;
        let sd = f64::midpoint(
            self.sd(self.trained_post_spread, "trained_post_spread", n)?,
            self.sd(self.control_post_spread, "control_post_spread", n)?,
        );
        let mean = f64::midpoint(tq, cq);
        let side_se = (2.0 * (1.0 - rb) / n).sqrt();
        let (estimate, se) = match measure {
            Measure::Percent => (100.0 * (tq / cq).ln(), 100.0 * sd / mean * side_se),
            Measure::Smd => ((tq - cq) / sd, side_se),
            Measure::Difference => (tq - cq, sd * side_se),
        };
        Ok(Computed {
            estimate,
            se,
            people: n,
            df: n - 1.0,
            columns: vec![
                "n_trained",
                "trained_post",
                "trained_post_spread",
                "control_post",
                "control_post_spread",
                "r_between",
                "sd_type",
                "spread_read_as",
            ],
            banners: vec![
                self.assumed(Correlation::BetweenSides, rb),
                self.implausible_sd(sd, mean),
            ],
        })
    }

    /// Different people: difference of the two groups' changes.
    fn parallel_change(&self, measure: Measure) -> Result<Computed, Error> {
        let nt = self.group(self.n_trained, "n_trained")?;
        let nc = self.group(self.n_control, "n_control")?;
        let mt = self.need(self.trained_change, "trained_change")?;
        let mc = self.need(self.control_change, "control_change")?;
        let st = self.sd(self.trained_change_spread, "trained_change_spread", nt)?;
        let sc = self.sd(self.control_change_spread, "control_change_spread", nc)?;
        let (scale, scaled_by) = self.scale(measure)?;
        let (estimate, se) = match measure {
            Measure::Smd => smd((mt, st, nt), (mc, sc, nc))?,
            Measure::Percent | Measure::Difference => (
                scale * (mt - mc),
                scale * (st * st / nt + sc * sc / nc).sqrt(),
            ),
        };
        let mut columns = vec![
            "n_trained",
            "n_control",
            "trained_change",
            "trained_change_spread",
            "control_change",
            "control_change_spread",
            "sd_type",
            "spread_read_as",
        ];
        columns.extend(scaled_by);
        Ok(Computed {
            estimate,
            se,
            people: nt + nc,
            df: nt + nc - 2.0,
            columns,
            banners: Vec::new(),
        })
    }

    /// Different people, measured after only.
    fn parallel_post(&self, measure: Measure) -> Result<Computed, Error> {
        let nt = self.group(self.n_trained, "n_trained")?;
        let nc = self.group(self.n_control, "n_control")?;
        let mt = self.need(self.trained_post, "trained_post")?;
        let mc = self.need(self.control_post, "control_post")?;
        let st = self.sd(self.trained_post_spread, "trained_post_spread", nt)?;
        let sc = self.sd(self.control_post_spread, "control_post_spread", nc)?;
        let (estimate, se) = match measure {
            Measure::Smd => smd((mt, st, nt), (mc, sc, nc))?,
            Measure::Difference => (mt - mc, (st * st / nt + sc * sc / nc).sqrt()),
            Measure::Percent => return Err(self.not_computable()),
        };
        Ok(Computed {
            estimate,
            se,
            people: nt + nc,
            df: nt + nc - 2.0,
            columns: vec![
                "n_trained",
                "n_control",
                "trained_post",
                "trained_post_spread",
                "control_post",
                "control_post_spread",
                "sd_type",
                "spread_read_as",
            ],
            banners: Vec::new(),
        })
    }

    /// Two conditions in the same people, taken as unpaired because no correlation is printed.
    fn paired_post(&self, measure: Measure) -> Result<Computed, Error> {
        if measure != Measure::Difference {
            return Err(self.not_computable());
        }
        let n = self.group(self.n, "n")?;
        let mt = self.need(self.trained_post, "trained_post")?;
        let mc = self.need(self.control_post, "control_post")?;
        let st = self.sd(self.trained_post_spread, "trained_post_spread", n)?;
        let sc = self.sd(self.control_post_spread, "control_post_spread", n)?;
        Ok(Computed {
            estimate: mt - mc,
            se: ((st * st + sc * sc) / n).sqrt(),
            people: n,
            df: n - 1.0,
            columns: vec![
                "n",
                "trained_post",
                "trained_post_spread",
                "control_post",
                "control_post_spread",
                "sd_type",
                "spread_read_as",
            ],
            banners: Vec::new(),
        })
    }

    /// Two changes in the same people: the variance is what the printed p implies.
    fn paired_p(&self, measure: Measure) -> Result<Computed, Error> {
        if measure == Measure::Smd {
            return Err(self.not_computable());
        }
        let n = self.group(self.n_trained, "n_trained")?;
        let mt = self.need(self.trained_change, "trained_change")?;
        let mc = self.need(self.control_change, "control_change")?;
        let p = self.exact_p()?;
        let (scale, scaled_by) = self.scale(measure)?;
        let df = n - 1.0;
        let estimate = scale * (mt - mc);
        let mut columns = vec!["n_trained", "trained_change", "control_change", "printed_p"];
        columns.extend(scaled_by);
        Ok(Computed {
            estimate,
            se: estimate.abs() / special::student_quantile(1.0 - p / 2.0, df),
            people: n,
            df,
            columns,
            banners: Vec::new(),
        })
    }

    /// The smallest p the printed group figures allow in a plain comparison: that of a t test in which
    /// the comparison group does not vary at all. A printed p below it does not follow from them.
    ///
    /// `None` unless the row holds the changes of two groups of different people.
    pub fn least_p(&self) -> Option<f64> {
        if self.recipe != Recipe::ParallelChange {
            return None;
        }
        let nt = self.group(self.n_trained, "n_trained").ok()?;
        let nc = self.group(self.n_control, "n_control").ok()?;
        let difference = self.trained_change? - self.control_change?;
        let sd = self
            .sd(self.trained_change_spread, "trained_change_spread", nt)
            .ok()?;
        let t = difference / (sd / nt.sqrt());
        Some(2.0 * special::student_above(t.abs(), nt + nc - 2.0))
    }

    /// The bound of a p printed as "<0.05"; a p printed as a value is of a test of its own.
    pub fn printed_p_below(&self) -> Option<f64> {
        self.printed_p.strip_prefix('<')?.trim().parse().ok()
    }

    fn built(&self, measure: Measure, computed: Computed) -> Result<Effect, Error> {
        let Computed {
            estimate,
            se,
            people,
            df,
            columns,
            mut banners,
        } = computed;
        let key = self.key.clone();
        let variance = se * se;
        if !(estimate.is_finite() && variance.is_finite() && 0.0 < variance) {
            return Err(Error::UnusableEffect {
                key,
                estimate,
                variance,
            });
        }
        if self.sd_type == Some(SpreadKind::Unlabelled) && columns.contains(&"sd_type") {
            let told = |read_as| Banner::UnlabelledSpread {
                key: key.clone(),
                read_as,
            };
            banners.push(self.spread_read_as.map(told));
        }
        let unit = match measure {
            Measure::Percent => "%",
            Measure::Smd if self.recipe.is_of_limbs() => "SD of baseline",
            Measure::Smd => "SD",
            Measure::Difference => &self.unit,
        };
        Ok(Effect {
            key,
            cohorts: self.cohorts().map(str::to_owned).collect(),
            participants: self.people().unwrap_or(people),
            estimate,
            variance,
            df,
            unit: unit.to_owned(),
            // A number computed from a row is derived, however well its inputs are verified.
            flag: weakest(self.flag, &self.weaker, &columns).max(Flag::Derived),
            banners: banners.into_iter().flatten().collect(),
        })
    }

    /// What changes are multiplied by on `measure`, and the column that says so.
    fn scale(&self, measure: Measure) -> Result<(f64, Option<&'static str>), Error> {
        if measure != Measure::Percent || self.unit == "% change" {
            return Ok((1.0, None));
        }
        let baseline = self.need(self.baseline, "baseline")?;
        Ok((100.0 / baseline, Some("baseline")))
    }

    fn assumed(&self, of: Correlation, r: f64) -> Option<Banner> {
        let column = match of {
            Correlation::BeforeAfter => "r_pre_post",
            Correlation::BetweenSides => "r_between",
        };
        (self.flag_of(column) == Flag::Assumed).then(|| Banner::AssumedCorrelation {
            key: self.key.clone(),
            of,
            r,
        })
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

    /// The printed p as a value; the bound of one tells no variance.
    fn exact_p(&self) -> Result<f64, Error> {
        let printed = (!self.printed_p.is_empty()).then_some(self.printed_p.as_str());
        let printed = self.need(printed, "printed_p")?;
        let p: Option<f64> = printed.parse().ok();
        p.filter(|p| 0.0 < *p && *p < 1.0)
            .ok_or_else(|| self.unusable("printed_p", &printed))
    }

    /// A number of people that leaves degrees of freedom.
    fn group(&self, n: Option<f64>, field: &'static str) -> Result<f64, Error> {
        let n = self.need(n, field)?;
        if 2.0 <= n {
            Ok(n)
        } else {
            Err(self.unusable(field, &n))
        }
    }

    fn need<T>(&self, value: Option<T>, field: &'static str) -> Result<T, Error> {
        value.ok_or_else(|| Error::MissingField {
            key: self.key.clone(),
            field,
        })
    }

    fn unusable(&self, field: &'static str, value: &impl ToString) -> Error {
        Error::UnusableField {
            key: self.key.clone(),
            field,
            value: value.to_string(),
        }
    }

    fn not_computable(&self) -> Error {
        Error::NotComputable {
            key: self.key.clone(),
        }
    }
}
