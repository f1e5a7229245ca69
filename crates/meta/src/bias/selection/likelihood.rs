//! The log-likelihood of a selection model.
//!
//! A is taken over u = y / √v, in which the weight function is the same for every study: its values at the
//! points of integration are worked out once. Beyond some u the weight is constant, and so it is between
//! steps: there A is the mass of a normal.

use super::{
    super::{Tail, panels},
    weight::{Chance, Selection},
};
use crate::{Effects, Error, special};

const LN_2PI: f64 = 1.837_877_066_409_345_3;
/// Beyond this u a p value is 0 or 1 in double precision.
const FAR: f64 = 8.5;
/// Widest panel of integration: the normal has a standard deviation of one or more in u.
const PANEL: f64 = 1.0;
/// A two-sided beta weight is a power of u near zero, where panels widen by this factor.
const WIDENING: f64 = 4.0;

/// A stretch of u on which the weight is constant.
struct Flat {
    from: f64,
    to: f64,
    chance: Chance,
}

/// A point of integration.
struct Node {
    u: f64,
    weight: f64,
    chance: Chance,
}

/// A study: u = y / √v, v, and its p.
struct Study {
    u: f64,
    v: f64,
    chance: Chance,
}

/// What the likelihood of a selection model is made of.
pub(super) struct Likelihood<'a> {
    pub(super) selection: &'a Selection,
    studies: Vec<Study>,
    flats: Vec<Flat>,
    nodes: Vec<Node>,
}

impl<'a> Likelihood<'a> {
    /// Of `effects`, turned round where selection goes by p values for an effect below zero.
    ///
    /// # Errors
    /// [`Error::Undefined`] when no study lies on some step.
    pub(super) fn new(
        effects: &Effects,
        selection: &'a Selection,
        tail: Tail,
    ) -> Result<Self, Error> {
        let sign = if tail == Tail::Less { -1.0 } else { 1.0 };
        let is_two_sided = tail == Tail::TwoSided;
        let chance = |u: f64| {
            let (p, complement) = if is_two_sided {
                let (above, below) = (
                    special::normal_above(u.abs()),
                    special::normal_below(u.abs()),
                );
                (2.0 * above, below - above)
            } else {
                (special::normal_above(u), special::normal_below(u))
            };
            Chance {
                p,
                complement,
                step: selection.step_of(p),
            }
        };
        let pairs = effects.yi().iter().zip(effects.vi());
        let studies: Vec<Study> = pairs
            .map(|(y, v)| Study {
                u: sign * y / v.sqrt(),
                v: *v,
                chance: chance(sign * y / v.sqrt()),
            })
            .collect();
        if let Selection::Steps(cuts) = selection {
            let is_empty = |step| studies.iter().all(|study| study.chance.step != step);
            if (1..=cuts.len()).any(is_empty) {
                return Err(Error::Undefined {
                    what: "the selection model",
                    why: "no p value lies on one of its steps: give fewer cut points, or others",
                });
            }
        }
        let (flats, edges) = if let Selection::Steps(cuts) = selection {
            (steps(cuts, is_two_sided), Vec::new())
        } else {
            ends(selection.least_p(), is_two_sided)
        };
        let nodes = edges.iter().flat_map(|edges| panels::nodes(edges));
        Ok(Self {
            selection,
            studies,
            flats,
            nodes: nodes
                .map(|(u, weight)| Node {
                    u,
                    weight,
                    chance: chance(u),
                })
                .collect(),
        })
    }

    /// The log-likelihood at a mean, a τ² and δ; minus infinity where it has none.
    pub(super) fn ll(&self, mean: f64, tau2: f64, deltas: &[f64]) -> f64 {
        let weight = |chance| self.selection.ln_weight(deltas, chance).exp();
        let at_nodes: Vec<f64> = self
            .nodes
            .iter()
            .map(|node| node.weight * weight(node.chance))
            .collect();
        let on_flats: Vec<f64> = self.flats.iter().map(|flat| weight(flat.chance)).collect();
        let each = self.studies.iter().map(|study| {
            let center = mean / study.v.sqrt();
            let spread = (1.0 + tau2 / study.v).sqrt();
            let density = |u: f64| special::normal_density((u - center) / spread) / spread;
            let inner: f64 = self
                .nodes
                .iter()
                .zip(&at_nodes)
                .map(|(node, weight)| weight * density(node.u))
                .sum();
            let outer: f64 = self
                .flats
                .iter()
                .zip(&on_flats)
                .map(|(flat, w)| {
                    w * mass((flat.from - center) / spread, (flat.to - center) / spread)
                })
                .sum();
            let z = (study.u - center) / spread;
            let total = study.v + tau2;
            self.selection.ln_weight(deltas, study.chance)
                - 0.5 * (LN_2PI + total.ln() + z * z)
                - (inner + outer).ln()
        });
        let ll: f64 = each.sum();
        if ll.is_finite() {
            ll
        } else {
            f64::NEG_INFINITY
        }
    }
}

/// Mass of a standard normal between two points, from the tail they lie in.
fn mass(from: f64, to: f64) -> f64 {
    if 0.0 < from {
        special::normal_above(from) - special::normal_above(to)
    } else {
        special::normal_below(to) - special::normal_below(from)
    }
}

/// The u above which a p value is below `p`.
fn u_of(p: f64, is_two_sided: bool) -> f64 {
    let upper = if is_two_sided { 0.5 * p } else { p };
    if upper <= 0.0 {
        f64::INFINITY
    } else if 1.0 <= upper {
        f64::NEG_INFINITY
    } else {
        -special::normal_quantile(upper)
    }
}

/// The stretches between `cuts`.
fn steps(cuts: &[f64], is_two_sided: bool) -> Vec<Flat> {
    let mut flats = Vec::new();
    for step in 0..=cuts.len() {
        let lowest = if step == 0 { 0.0 } else { cuts[step - 1] };
        let highest = cuts.get(step).copied().unwrap_or(1.0);
        let (from, to) = (u_of(highest, is_two_sided), u_of(lowest, is_two_sided));
        let chance = Chance {
            p: highest,
            complement: 1.0 - highest,
            step,
        };
        flats.push(Flat { from, to, chance });
        if is_two_sided {
            flats.push(Flat {
                from: -to,
                to: -from,
                chance,
            });
        }
    }
    flats
}

/// The stretches beyond which p is kept at `least` from 0 and 1, and the panels between them.
fn ends(least: f64, is_two_sided: bool) -> (Vec<Flat>, Vec<Vec<f64>>) {
    let flat = |from, to, p: f64| Flat {
        from,
        to,
        chance: Chance {
            p,
            complement: 1.0 - p,
            step: 0,
        },
    };
    let far = u_of(least, is_two_sided).min(FAR);
    if !is_two_sided {
        return (
            vec![
                flat(far, f64::INFINITY, 0.0),
                flat(f64::NEG_INFINITY, -far, 1.0),
            ],
            vec![panels::even(-far, far, PANEL)],
        );
    }
    let near = u_of(1.0 - least, true).max(0.0);
    let mut edges = Vec::new();
    let mut next = near;
    while 0.0 < next && next < PANEL {
        edges.push(next);
        next *= WIDENING;
    }
    edges.extend(panels::even(next, far, PANEL));
    let mirrored = edges.iter().rev().map(|edge| -edge).collect();
    (
        vec![
            flat(far, f64::INFINITY, 0.0),
            flat(f64::NEG_INFINITY, -far, 0.0),
            flat(-near, near, 1.0),
        ],
        vec![edges, mirrored],
    )
}
