//! How an answer is read from an interval.

use crate::{
    Interval,
    claim::{Answer, Sign},
    wording::Shade,
};

/// An answer with the shade in which it is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Yes, no, depends or unknown.
    pub answer: Answer,
    /// How the sentence is shaded.
    pub shade: Shade,
}

impl Reading {
    /// An answer without a shade.
    pub(crate) fn plain(answer: Answer) -> Self {
        let shade = Shade::Plain;
        Self { answer, shade }
    }
}

/// Reads an answer from an interval against the smallest effect that matters.
///
/// With the claim's sign turned positive: an upper end below `smallest` rules out an effect that
/// matters (no; beyond, when the interval reaches past `smallest` the other way); else a lower end
/// above zero shows one (yes; slight, when the estimate is below `smallest`); else the interval
/// cannot tell (unknown).
pub fn read(estimate: f64, ci: Interval, favours: Sign, smallest: f64) -> Reading {
    let estimate = favours.factor() * estimate;
    let ci = ci.times(favours.factor());
    let (answer, shade) = if ci.hi < smallest {
        let is_within = -smallest < ci.lo;
        (
            Answer::No,
            if is_within {
                Shade::Plain
            } else {
                Shade::Beyond
            },
        )
    } else if 0.0 < ci.lo {
        let is_slight = estimate < smallest;
        (
            Answer::Yes,
            if is_slight {
                Shade::Slight
            } else {
                Shade::Plain
            },
        )
    } else {
        (Answer::Unknown, Shade::Plain)
    };
    Reading { answer, shade }
}
