//! The p that a study's printed figures give: a range over their rounding and over what is not printed.
//!
//! | symbol | meaning |
//! |---|---|
//! | a, b | SD of the two things compared |
//! | r | correlation of one with the other in the same people |
//! | t | the difference in its standard errors |

use spotcheck_meta::special;

use super::{Given, printed::rounded};
use crate::{
    Correlation, Flag, Interval,
    study::{Recipe, SpreadKind, Study},
};

/// Correlations that two measurements of the same people may have: who has much before or on one side has
/// much after or on the other, and no method measures so well that two of its figures agree any better.
const PLAUSIBLE: Interval = Interval { lo: 0.0, hi: 0.99 };

/// A difference as far as the printed figures tell it.
pub(super) struct Contrast {
    difference: Interval,
    se: Interval,
    df: Interval,
    pub(super) given: Vec<Given>,
}

impl Contrast {
    /// The two-sided p of a t test, from the least to the largest that the figures admit.
    pub(super) fn p(&self) -> Interval {
        let size = self.difference.sizes();
        let p = |t: f64, df: f64| 2.0 * special::student_above(t, df);
        Interval {
            lo: p(size.hi / self.se.lo, self.df.hi),
            hi: p(size.lo / self.se.hi, self.df.lo),
        }
    }
}

impl Study {
    /// The comparison whose p the row prints; `None` where its figures do not make one, or stand from
    /// memory.
    pub(super) fn contrast(&self) -> Option<Contrast> {
        match self.recipe {
            Recipe::ParallelChange => {
                let difference = self.difference("trained_change", "control_change")?;
                self.of_groups(difference, "trained_change_spread", "control_change_spread")
            }
            Recipe::ParallelPost => {
                let difference = self.difference("trained_post", "control_post")?;
                self.of_groups(difference, "trained_post_spread", "control_post_spread")
            }
            Recipe::PairedPostUnpairedSe => self.of_sides("n"),
            Recipe::LimbPostOnly => self.of_sides("n_trained"),
            Recipe::LimbPrePost => self.of_sides_over_time(),
            Recipe::PrePost => self.over_time(),
            // The p of the first is what its variance is made from.
            Recipe::PairedP | Recipe::None => None,
        }
    }

    /// Different people: the equal-variance and Welch's test both count as following.
    fn of_groups(&self, difference: Interval, spread: &str, other: &str) -> Option<Contrast> {
        let (nt, nc) = (self.people_in("n_trained")?, self.people_in("n_control")?);
        let st = self.deviation(spread, nt)?;
        let sc = self.deviation(other, nc)?;
        let df = nt + nc - 2.0;
        let welch = |a: f64, b: f64| (a * a / nt + b * b / nc).sqrt();
        let pooled = |a: f64, b: f64| {
            let variance = ((nt - 1.0) * a * a + (nc - 1.0) * b * b) / df;
            (variance * (1.0 / nt + 1.0 / nc)).sqrt()
        };
        let se = Interval {
            lo: welch(st.lo, sc.lo).min(pooled(st.lo, sc.lo)),
            hi: welch(st.hi, sc.hi).max(pooled(st.hi, sc.hi)),
        };
        Some(Contrast {
            difference,
            se,
            df: Interval {
                lo: nt.min(nc) - 1.0,
                hi: df,
            },
            given: self.assumed_people("n_trained").into_iter().collect(),
        })
    }

    /// Two sides or conditions of the same people.
    fn of_sides(&self, people: &'static str) -> Option<Contrast> {
        let n = self.people_in(people)?;
        let a = self.deviation("trained_post_spread", n)?;
        let b = self.deviation("control_post_spread", n)?;
        let (r, given) = self.correlation(Correlation::BetweenSides);
        let difference = self.difference("trained_post", "control_post")?;
        let variance = variance_of_difference(a, b, r);
        let given = given.into_iter().chain(self.assumed_people(people));
        Some(paired(difference, variance, n, given.collect()))
    }

    /// One group before and after.
    fn over_time(&self) -> Option<Contrast> {
        let n = self.people_in("n_trained")?;
        let before = self.deviation("trained_pre_spread", n)?;
        let after = self.deviation("trained_post_spread", n)?;
        let (r, given) = self.correlation(Correlation::BeforeAfter);
        let difference = self.difference("trained_post", "trained_pre")?;
        let variance = variance_of_difference(before, after, r);
        let given = given.into_iter().chain(self.assumed_people("n_trained"));
        Some(paired(difference, variance, n, given.collect()))
    }

    /// Both sides of the same people, before and after.
    fn of_sides_over_time(&self) -> Option<Contrast> {
        let n = self.people_in("n_trained")?;
        let trained = self.difference("trained_post", "trained_pre")?;
        let control = self.difference("control_post", "control_pre")?;
        let (r, over_time) = self.correlation(Correlation::BeforeAfter);
        let (rb, of_sides) = self.correlation(Correlation::BetweenSides);
        let change = |before: &str, after: &str| {
            let before = self.deviation(before, n)?;
            let after = self.deviation(after, n)?;
            let variance = variance_of_difference(before, after, r);
            Some(Interval {
                lo: variance.lo.sqrt(),
                hi: variance.hi.sqrt(),
            })
        };
        let a = change("trained_pre_spread", "trained_post_spread")?;
        let b = change("control_pre_spread", "control_post_spread")?;
        let difference = Interval {
            lo: trained.lo - control.hi,
            hi: trained.hi - control.lo,
        };
        let given = [over_time, of_sides, self.assumed_people("n_trained")];
        let variance = variance_of_difference(a, b, rb);
        let given = given.into_iter().flatten().collect();
        Some(paired(difference, variance, n, given))
    }

    /// The first column less the second.
    fn difference(&self, column: &str, less: &str) -> Option<Interval> {
        let (a, b) = (self.figure(column)?, self.figure(less)?);
        Some(Interval {
            lo: a.lo - b.hi,
            hi: a.hi - b.lo,
        })
    }

    /// A column with its rounding, unless it is empty or only recalled.
    fn figure(&self, column: &str) -> Option<Interval> {
        let value = self.number(column)?;
        let is_known = self.flag_of(column) != Flag::Recalled;
        is_known.then(|| rounded(&self.decimals, column, value))
    }

    /// The SD behind a ± of `n` people. An assumed one says nothing, and one that is not surely labelled
    /// is an SD or an SE.
    fn deviation(&self, column: &str, n: f64) -> Option<Interval> {
        let spread = self.figure(column)?;
        if self.flag_of(column) == Flag::Assumed {
            return Some(Interval {
                lo: 0.0,
                hi: f64::INFINITY,
            });
        }
        let is_sure = self.flag_of("sd_type") < Flag::Assumed;
        let (as_sd, as_se) = (1.0, n.sqrt());
        let (least, most) = match self.sd_type? {
            SpreadKind::Sd if is_sure => (as_sd, as_sd),
            SpreadKind::Se if is_sure => (as_se, as_se),
            SpreadKind::Sd | SpreadKind::Se | SpreadKind::Unlabelled => (as_sd, as_se),
        };
        Some(Interval {
            lo: spread.lo.max(0.0) * least,
            hi: spread.hi * most,
        })
    }

    fn people_in(&self, column: &str) -> Option<f64> {
        let n = self.number(column).filter(|n| 2.0 <= *n)?;
        (self.flag_of(column) != Flag::Recalled).then_some(n)
    }

    fn assumed_people(&self, column: &str) -> Option<Given> {
        let is_assumed = self.flag_of(column) == Flag::Assumed;
        let n = self.number(column).filter(|_| is_assumed)?;
        let is_parallel = matches!(self.recipe, Recipe::ParallelChange | Recipe::ParallelPost);
        Some(if is_parallel {
            Given::PeoplePerGroup(n)
        } else {
            Given::People(n)
        })
    }

    /// A printed correlation with its rounding, else all that is plausible.
    fn correlation(&self, of: Correlation) -> (Interval, Option<Given>) {
        let column = match of {
            Correlation::BeforeAfter => "r_pre_post",
            Correlation::BetweenSides => "r_between",
        };
        let is_printed = self.flag_of(column) < Flag::Assumed;
        match self.figure(column).filter(|_| is_printed) {
            Some(r) => (r, None),
            None => (PLAUSIBLE, Some(Given::AnyCorrelation(of))),
        }
    }
}

fn paired(difference: Interval, variance: Interval, n: f64, given: Vec<Given>) -> Contrast {
    let df = n - 1.0;
    Contrast {
        difference,
        se: Interval {
            lo: (variance.lo / n).sqrt(),
            hi: (variance.hi / n).sqrt(),
        },
        df: Interval { lo: df, hi: df },
        given,
    }
}

/// a² + b² − 2 r a b at its least and its most; none of the three is negative.
fn variance_of_difference(a: Interval, b: Interval, r: Interval) -> Interval {
    let at = |a: f64, b: f64, r: f64| a * a + b * b - 2.0 * r * a * b;
    // It falls when both shrink together, so the least lies where one of them is at its lower end.
    let least = [
        (a.lo, (r.hi * a.lo).clamp(b.lo, b.hi)),
        ((r.hi * b.lo).clamp(a.lo, a.hi), b.lo),
    ];
    let most = [(a.lo, b.hi), (a.hi, b.lo), (a.hi, b.hi)];
    let is_bounded = a.hi.is_finite() && b.hi.is_finite();
    let least = least.map(|(a, b)| at(a, b, r.hi));
    let most = most.map(|(a, b)| at(a, b, r.lo));
    Interval {
        lo: least[0].min(least[1]).max(0.0),
        hi: if is_bounded {
            most.into_iter().fold(0.0, f64::max)
        } else {
            f64::INFINITY
        },
    }
}
