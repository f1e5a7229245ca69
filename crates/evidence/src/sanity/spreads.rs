//! Standard errors and variances in the place of standard deviations.

use spotcheck_meta::special;

use super::{Doubt, Finding, block, warning};
use crate::study::{SpreadKind, Study};

/// Below this coefficient of variation a "standard deviation" of people is likely a standard error.
pub(crate) const IMPLAUSIBLE_CV: f64 = 0.15;
/// Above this one a quantity that cannot fall below zero has no standard deviation a normal could have:
/// one person in six would be below zero.
const LARGEST_CV: f64 = 1.0;
/// People of two trials differ in spread by a factor of about two, rarely by more than this.
const LEAST_RATIO: f64 = 2.5;
/// How far a ratio may be from √n, or a spread from a square, and still be taken for it: two deviations of
/// eight people differ by this factor in one comparison of three.
const NEAR: f64 = 1.5;
/// Chance at which two spreads in one paper are taken to differ in kind: one in a thousand, two-sided.
const RARE: f64 = 5e-4;
/// Fewest other rows whose spreads say what is usual.
const FEWEST_FELLOWS: usize = 2;

/// Spread, mean and people of each figure of a row.
const FIGURES: [(&str, &str, &str); 6] = [
    ("trained_pre_spread", "trained_pre", "n_trained"),
    ("trained_post_spread", "trained_post", "n_trained"),
    ("control_pre_spread", "control_pre", "n_control"),
    ("control_post_spread", "control_post", "n_control"),
    ("trained_change_spread", "trained_change", "n_trained"),
    ("control_change_spread", "control_change", "n_control"),
];

/// One ± as the row says to read it.
struct Spread {
    column: &'static str,
    sd: f64,
    /// Its mean, where a share of it means something: a level above zero, not a change.
    level: Option<f64>,
    n: f64,
}

impl Spread {
    /// What can be compared between figures: of levels the coefficient of variation.
    fn relative(&self, sd: f64) -> f64 {
        self.level.map_or(sd, |mean| sd / mean)
    }

    fn as_se(&self) -> f64 {
        self.sd * self.n.sqrt()
    }

    fn se_doubt(&self) -> Doubt {
        Doubt::SpreadLooksLikeSe {
            sd: self.sd,
            as_se: self.as_se(),
        }
    }

    fn variance_doubt(&self) -> Doubt {
        Doubt::SpreadLooksLikeVariance {
            sd: self.sd,
            as_variance: self.sd.sqrt(),
        }
    }

    /// What it would be taken for among spreads that are usually `usual`, when `differs` in a ratio this
    /// large.
    fn misread(&self, usual: f64, differs: impl Fn(f64) -> bool) -> Option<Doubt> {
        let own = self.relative(self.sd);
        if differs(usual / own) && is_near(usual, self.relative(self.as_se())) {
            Some(self.se_doubt())
        } else if differs(own / usual) && is_near(usual, self.relative(self.sd.sqrt())) {
            Some(self.variance_doubt())
        } else {
            None
        }
    }
}

/// At most one doubt a row: by its fellows, else by its own other figures, else by its size alone.
pub(super) fn find(rows: &[&Study]) -> Vec<Finding> {
    let read: Vec<(&Study, Vec<Spread>)> = rows.iter().map(|row| (*row, spreads(row))).collect();
    let doubt = |(study, spreads): &(&Study, Vec<Spread>)| {
        let read_as = match study.sd_type {
            Some(SpreadKind::Unlabelled) => study.spread_read_as,
            stated => stated,
        };
        if read_as != Some(SpreadKind::Sd) {
            return None;
        }
        by_fellows(study, spreads, &read)
            .or_else(|| by_own(study, spreads))
            .or_else(|| by_size(study, spreads))
    };
    read.iter().filter_map(doubt).collect()
}

/// Against rows of the same outcome and unit from other people.
fn by_fellows(study: &Study, spreads: &[Spread], all: &[(&Study, Vec<Spread>)]) -> Option<Finding> {
    let is_fellow = |other: &Study| {
        other.outcome == study.outcome
            && other.unit == study.unit
            && other.key != study.key
            && !other
                .cohorts()
                .any(|of| study.cohorts().any(|own| own == of))
    };
    spreads.iter().find_map(|spread| {
        let usual: Vec<f64> = all
            .iter()
            .filter(|(other, _)| is_fellow(other))
            .filter_map(|(_, spreads)| usual_of(spreads.iter(), spread))
            .collect();
        if usual.len() < FEWEST_FELLOWS {
            return None;
        }
        let doubt = spread.misread(median(usual)?, |ratio| LEAST_RATIO <= ratio)?;
        Some(block(&study.key, spread.column, doubt))
    })
}

/// Against the row's other figures of the same kind: arms and times of one trial differ by chance alone.
fn by_own(study: &Study, spreads: &[Spread]) -> Option<Finding> {
    spreads.iter().find_map(|spread| {
        let others = spreads.iter().filter(|other| other.column != spread.column);
        let usual = usual_of(others, spread)?;
        let df = spread.n - 1.0;
        let differs =
            |ratio: f64| 1.0 < ratio && 0.0 < df && special::f_above(ratio * ratio, df, df) < RARE;
        let doubt = spread.misread(usual, differs)?;
        Some(block(&study.key, spread.column, doubt))
    })
}

/// Against its own mean.
fn by_size(study: &Study, spreads: &[Spread]) -> Option<Finding> {
    let plausible = IMPLAUSIBLE_CV..=LARGEST_CV;
    spreads.iter().find_map(|spread| {
        let mean = spread.level?;
        let cv = spread.sd / mean;
        let doubt = if cv < IMPLAUSIBLE_CV && plausible.contains(&(spread.as_se() / mean)) {
            spread.se_doubt()
        } else if study.recipe.is_of_limbs()
            && LARGEST_CV < cv
            && plausible.contains(&(spread.sd.sqrt() / mean))
        {
            spread.variance_doubt()
        } else {
            return None;
        };
        Some(warning(&study.key, spread.column, doubt))
    })
}

/// The middle of the spreads that can be compared with `spread`: levels with levels, changes with changes.
fn usual_of<'a>(spreads: impl Iterator<Item = &'a Spread>, spread: &Spread) -> Option<f64> {
    let alike = spreads.filter(|other| other.level.is_some() == spread.level.is_some());
    median(alike.map(|other| other.relative(other.sd)).collect())
}

fn spreads(study: &Study) -> Vec<Spread> {
    let read = |(column, mean, people): (&'static str, &str, &'static str)| {
        let is_change = mean.ends_with("_change");
        let n = [people, "n_trained", "n"];
        let n = n.iter().find_map(|column| study.number(column))?;
        let sd = study.sd(study.number(column), column, n).ok()?;
        let level = study.number(mean).filter(|mean| !is_change && 0.0 < *mean);
        (is_change || level.is_some()).then_some(Spread {
            column,
            sd,
            level,
            n,
        })
    };
    FIGURES.into_iter().filter_map(read).collect()
}

fn is_near(a: f64, b: f64) -> bool {
    (1.0 / NEAR..=NEAR).contains(&(a / b))
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let (below, above) = (values.len().checked_sub(1)? / 2, values.len() / 2);
    Some(f64::midpoint(values[below], values[above]))
}
