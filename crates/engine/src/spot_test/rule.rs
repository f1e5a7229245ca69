//! When the test ends, and with what.
//!
//! The data alone and the data under the sceptical prior must agree: with such a prior alone a test
//! that sees little would soon call any effect absent.

use super::belief::{Belief, Beliefs};

/// Weeks at which a test is looked at, and no other.
pub const LOOKS: [u32; 3] = [8, 12, 16];
/// The weeks an effect is stated for.
pub const WEEKS_OF_EFFECT: f64 = 12.0;

/// Level below which one end of a 95 % interval lies.
const TAIL_95: f64 = 0.025;
/// Level below which one end of a 90 % interval lies.
const TAIL_90: f64 = 0.05;
/// Probability of a useful effect that one has which is called found: more likely useful than not, where the prior
/// alone gives it 0.16.
const LIKELY: f64 = 0.5;
/// Probability of its side: more than the 0.975 which a 95 % interval asks of the data, since there are three looks.
const SURE: f64 = 0.99;
/// Probability of less than a useful effect where none is said to be: the usual level, where the prior alone gives it
/// 0.68.
const CONFIDENT: f64 = 0.95;

/// What the test ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The trained side lost more, by a useful amount.
    Found,
    /// A useful extra loss is unlikely.
    NoneUseful,
    /// The trained side lost less, by as much.
    Opposite,
    /// Neither could be told by the end.
    Inconclusive,
}

/// What a look says, if it ends the test; effects are trained less control for twelve weeks, so an extra loss
/// is negative.
pub(super) fn decide(beliefs: &Beliefs, worthwhile_mm: f64) -> Option<Verdict> {
    let Beliefs {
        likelihood,
        posterior,
        ..
    } = beliefs;
    let above = |belief: &Belief, value| 1.0 - belief.below(value);
    let found = above(likelihood, 0.0) < TAIL_95
        && LIKELY < posterior.below(-worthwhile_mm)
        && SURE < posterior.below(0.0);
    let opposite = likelihood.below(0.0) < TAIL_95
        && LIKELY < above(posterior, worthwhile_mm)
        && SURE < above(posterior, 0.0);
    let none = likelihood.below(-worthwhile_mm) < TAIL_90
        && above(likelihood, worthwhile_mm) < TAIL_90
        && CONFIDENT < inside(posterior, worthwhile_mm);
    [
        (found, Verdict::Found),
        (none, Verdict::NoneUseful),
        (opposite, Verdict::Opposite),
    ]
    .into_iter()
    .find_map(|(holds, verdict)| holds.then_some(verdict))
}

/// Probability that the effect is of less than that size.
pub(super) fn inside(belief: &Belief, worthwhile_mm: f64) -> f64 {
    belief.below(worthwhile_mm) - belief.below(-worthwhile_mm)
}
