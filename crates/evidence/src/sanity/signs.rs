//! Lost signs, and effects too large to be true.

use std::collections::BTreeMap;

use spotcheck_meta::{
    Effects, escalc,
    sanity::{self, IMPOSSIBLE_SMD, LARGE_SMD, sign_outliers},
};

use super::{Doubt, Finding, block, warning};
use crate::{
    Effect, Interval, Measure,
    recompute::rounded,
    study::{Recipe, Study},
};

/// Unit of rows whose changes are not in the unit of their means.
const RELATIVE: &str = "% change";

pub(super) fn find(rows: &[&Study]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = rows.iter().flat_map(|row| changes(row)).collect();
    findings.extend(rows.iter().filter_map(|row| large(row)));
    findings.extend(opposed(rows));
    findings
}

/// Changes against the means before and after.
fn changes(study: &Study) -> Vec<Finding> {
    let sides = [
        ("trained_pre", "trained_post", "trained_change"),
        ("control_pre", "control_post", "control_change"),
    ];
    let judge = |(before, after, column): (&'static str, &'static str, &'static str)| {
        let figure = |column: &'static str| {
            let value = study.number(column)?;
            Some((value, rounded(&study.decimals, column, value)))
        };
        let (before, after, change) = (figure(before)?, figure(after)?, figure(column)?);
        let between = Interval {
            lo: after.1.lo - before.1.hi,
            hi: after.1.hi - before.1.lo,
        };
        if study.unit == RELATIVE || change.1.meets(between) {
            return None;
        }
        let (change, admits, difference) = (change.0, change.1, after.0 - before.0);
        let is_mirrored = change * difference < 0.0 && admits.times(-1.0).meets(between);
        Some(if is_mirrored {
            let doubt = Doubt::ChangeHasWrongSign { change, difference };
            block(&study.key, column, doubt)
        } else {
            let doubt = Doubt::ChangeDoesNotFit { change, difference };
            warning(&study.key, column, doubt)
        })
    };
    sides.into_iter().filter_map(judge).collect()
}

/// The effect in standard deviations, which the row's own recipe or its two figures give.
fn large(study: &Study) -> Option<Finding> {
    let (sds, column) = standardised(study)?;
    let doubt = Doubt::LargeEffect { sds };
    if IMPOSSIBLE_SMD < sds {
        Some(block(&study.key, column, doubt))
    } else if LARGE_SMD < sds {
        Some(warning(&study.key, column, doubt))
    } else {
        None
    }
}

fn standardised(study: &Study) -> Option<(f64, &'static str)> {
    if let Ok(effect) = study.effect(Measure::Smd) {
        let column = match study.recipe {
            Recipe::ParallelChange => "trained_change_spread",
            Recipe::LimbPrePost => "trained_pre_spread",
            Recipe::LimbPostOnly
            | Recipe::ParallelPost
            | Recipe::PairedPostUnpairedSe
            | Recipe::PairedP
            | Recipe::PrePost
            | Recipe::None => "trained_post_spread",
        };
        return Some((effect.estimate.abs(), column));
    }
    let (people, other) = match study.recipe {
        Recipe::PairedPostUnpairedSe => ("n", "control_post"),
        Recipe::PrePost => ("n_trained", "trained_pre"),
        Recipe::LimbPrePost
        | Recipe::LimbPostOnly
        | Recipe::ParallelChange
        | Recipe::ParallelPost
        | Recipe::PairedP
        | Recipe::None => return None,
    };
    let n = study.number(people).filter(|n| 3.0 <= *n)?;
    let other_spread = if other == "control_post" {
        "control_post_spread"
    } else {
        "trained_pre_spread"
    };
    let sd = |column| study.sd(study.number(column), column, n).ok();
    let (a, b) = (sd("trained_post_spread")?, sd(other_spread)?);
    let difference = study.number("trained_post")? - study.number(other)?;
    let mean_sd = f64::midpoint(a * a, b * b).sqrt();
    let sds = escalc::hedges_j(n - 1.0).ok()? * difference.abs() / mean_sd;
    Some((sds, "trained_post_spread"))
}

/// Effects of one outcome and unit that lie alone on their side of zero.
fn opposed(rows: &[&Study]) -> Vec<Finding> {
    let mut groups: BTreeMap<(&str, &str), Vec<Effect>> = BTreeMap::new();
    for row in rows {
        if let Ok(effect) = row.effect(Measure::Difference) {
            let group = groups.entry((&row.outcome, &row.unit)).or_default();
            group.push(effect);
        }
    }
    groups.values().flat_map(|group| alone(group)).collect()
}

fn alone(group: &[Effect]) -> Vec<Finding> {
    let yi = group.iter().map(|effect| effect.estimate).collect();
    let vi = group.iter().map(|effect| effect.variance).collect();
    // Effects that cannot be pooled have no middle to be opposed to.
    let found = Effects::new(yi, vi).and_then(|effects| sign_outliers(&effects));
    let told = |finding: sanity::Finding| {
        let Effect { key, estimate, .. } = &group[finding.index?];
        let sanity::Doubt::OpposesFellows { fellows } = finding.doubt else {
            return None;
        };
        let effect = *estimate;
        let doubt = Doubt::OpposesFellows { effect, fellows };
        Some(warning(key, "trained_post", doubt))
    };
    found
        .unwrap_or_default()
        .into_iter()
        .filter_map(told)
        .collect()
}
