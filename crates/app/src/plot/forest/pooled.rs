//! Effects put in order: groups with a mean of their own, the pool of all, and where a further study would lie.

use spotcheck_evidence::{
    Interval,
    pool::{FEWEST, Pooled},
};
use spotcheck_meta::{Design, Effects, Error, Method, Options, Test, fit, special};

use super::{Line, Mark, Measured, Section};
use crate::number;

/// Sizes of the smallest and of the largest square, as metafor's `plim`.
const SIZES: (f64, f64) = (0.5, 1.5);

/// One effect to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Given {
    pub(crate) label: String,
    /// Who was measured and how; may be empty.
    pub(crate) detail: String,
    /// What it is grouped by.
    pub(crate) group: Option<String>,
    pub(crate) estimate: f64,
    pub(crate) variance: f64,
    /// Its own 95 % interval.
    pub(crate) ci: Interval,
}

impl Given {
    pub(crate) fn line(&self, mark: Mark, weight_percent: Option<f64>) -> Line {
        Line {
            label: self.label.clone(),
            detail: self.detail.clone(),
            mark,
            measured: Some(Measured {
                estimate: self.estimate,
                ci: self.ci,
            }),
            weight_percent,
        }
    }
}

/// The model of every pool drawn here.
pub(crate) fn model() -> Options {
    Options::of(Method::Reml, Test::Adhoc)
}

/// Estimates and variances as the engine takes them.
///
/// # Errors
/// Those of the engine.
pub(crate) fn effects(given: &[&Given]) -> Result<Effects, Error> {
    Effects::new(
        given.iter().map(|effect| effect.estimate).collect(),
        given.iter().map(|effect| effect.variance).collect(),
    )
}

/// The random-effects mean of some effects, by REML with a Knapp-Hartung interval that is never narrower
/// than the model's; none where there are too few to pool.
///
/// # Errors
/// Those of the engine.
pub(crate) fn summary(given: &[&Given]) -> Result<Option<Pooled>, Error> {
    let k = given.len();
    if k < FEWEST {
        return Ok(None);
    }
    let fitted = fit(&effects(given)?, &Design::intercept(k)?, &model())?;
    let mean = fitted.predict_mean()?;
    let interval = |lo, hi| Interval { lo, hi };
    let pooled = Pooled {
        k,
        estimate: mean.estimate,
        se: mean.se,
        ci: interval(mean.ci_lb, mean.ci_ub),
        pi: interval(mean.pi_lb, mean.pi_ub),
        tau2: fitted.tau2,
        i2_percent: fitted.i2_percent,
        q: fitted.q,
    };
    let all = [
        mean.ci_lb,
        mean.ci_ub,
        mean.pi_lb,
        mean.pi_ub,
        fitted.tau2,
        fitted.i2_percent,
        fitted.q,
    ];
    if all.iter().all(|number| number.is_finite()) {
        Ok(Some(pooled))
    } else {
        Err(Error::Undefined {
            what: "the pooled mean",
            why: "the effects or their variances differ by too many powers of ten",
        })
    }
}

/// What a reader must know of groups.
pub(crate) const GROUPS_NOTE: &str = "Each group of three effects or more has its own mean, from its own \
     between-study variance; fewer are not pooled.";

/// "Between-study variance τ² 1.2, I² 30 %, Q 4.1 with 2 degrees of freedom (p 0.13)."
pub(crate) fn heterogeneity(pool: &Pooled) -> String {
    let df = pool.k - 1;
    let p = special::chi2_above(pool.q, df as f64);
    let p = if p < 0.001 {
        "below 0.001".to_owned()
    } else {
        number::plain(p, if p < 0.1 { 3 } else { 2 })
    };
    let freedom = number::count(df, "degree", "degrees");
    format!(
        "Between-study variance τ² {}, I² {} %, Q {} with {freedom} of freedom (p {p}).",
        number::two_digits(pool.tau2).trim_start_matches('+'),
        number::plain(pool.i2_percent, 0),
        number::two_digits(pool.q).trim_start_matches('+'),
    )
}

/// The effects in their groups, each with its own mean where it has enough, then the pool of all.
///
/// # Errors
/// Those of the engine, on a group.
pub(crate) fn sections(given: &[Given], together: Option<&Pooled>) -> Result<Vec<Section>, Error> {
    let weights = together.map(|pool| weights(given, pool.tau2));
    let sizes = weights.as_ref().map(|weights| sizes(weights));
    let line = |index: usize| {
        let size = sizes.as_ref().map_or(1.0, |sizes| sizes[index]);
        let weight = weights.as_ref().map(|weights| 100.0 * weights[index]);
        given[index].line(Mark::Study(size), weight)
    };
    let mut sections = Vec::new();
    for group in groups(given) {
        let members: Vec<usize> = (0..given.len())
            .filter(|index| given[*index].group == group)
            .collect();
        let mut lines: Vec<Line> = members.iter().map(|index| line(*index)).collect();
        if group.is_some() {
            let effects: Vec<&Given> = members.iter().map(|index| &given[*index]).collect();
            lines.extend(summary(&effects)?.map(|pool| subgroup(&pool)));
        }
        sections.push(Section {
            heading: group,
            lines,
        });
    }
    if let Some(pool) = together {
        sections.push(Section {
            heading: None,
            lines: together_lines(pool),
        });
    }
    Ok(sections)
}

/// The groups in the order they first appear; one without a name where nothing is grouped.
fn groups(given: &[Given]) -> Vec<Option<String>> {
    let mut groups: Vec<Option<String>> = Vec::new();
    for effect in given {
        if !groups.contains(&effect.group) {
            groups.push(effect.group.clone());
        }
    }
    groups
}

/// Each effect's share of the pool.
fn weights(given: &[Given], tau2: f64) -> Vec<f64> {
    let total: f64 = given
        .iter()
        .map(|effect| 1.0 / (effect.variance + tau2))
        .sum();
    let share = |effect: &Given| 1.0 / (effect.variance + tau2) / total;
    given.iter().map(share).collect()
}

/// Roots of the weights, spread over [`SIZES`].
fn sizes(weights: &[f64]) -> Vec<f64> {
    let roots: Vec<f64> = weights.iter().map(|weight| weight.sqrt()).collect();
    let least = roots.iter().copied().fold(f64::INFINITY, f64::min);
    let most = roots.iter().copied().fold(0.0, f64::max);
    let spread = |root: f64| {
        if most - least < 1e-9 {
            1.0
        } else {
            SIZES.0 + (SIZES.1 - SIZES.0) * (root - least) / (most - least)
        }
    };
    roots.into_iter().map(spread).collect()
}

fn subgroup(pool: &Pooled) -> Line {
    Line {
        label: format!("These {} together", pool.k),
        detail: String::new(),
        mark: Mark::Subgroup,
        measured: Some(Measured {
            estimate: pool.estimate,
            ci: pool.ci,
        }),
        weight_percent: None,
    }
}

fn together_lines(pool: &Pooled) -> Vec<Line> {
    let line = |label: String, mark, ci, weight_percent| Line {
        label,
        detail: String::new(),
        mark,
        measured: Some(Measured {
            estimate: pool.estimate,
            ci,
        }),
        weight_percent,
    };
    vec![
        line(
            format!("All {} together", pool.k),
            Mark::Pooled,
            pool.ci,
            Some(100.0),
        ),
        line(
            "A further study".to_owned(),
            Mark::Prediction,
            pool.pi,
            None,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// metafor: `psize` is the root of the weight, spread over 0.5 to 1.5, and 1 where all are alike.
    #[test]
    fn squares_grow_with_the_root_of_the_weight() {
        let sizes_of = sizes(&[0.04, 0.16, 0.36]);
        for (found, expected) in sizes_of.iter().zip([0.5, 1.0, 1.5]) {
            assert!((found - expected).abs() < 1e-12, "{found}");
        }
        assert_eq!(sizes(&[0.5, 0.5]), [1.0, 1.0]);
    }
}
