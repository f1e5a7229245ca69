//! The moments of a model without moderators: all rows of Q are alike, so sums of powers of the weights are
//! enough, and one pass over the effects makes them.
//!
//! Effects are summed in lanes, each a sum of its own, which processors add side by side; the order of
//! additions, and so every bit of a result, is the same on all of them.

use super::weighted::Moments;
use crate::Effects;

const LANES: usize = 4;

/// Sums over some of the effects of wⁿ, wⁿ y and wⁿ y², y measured from a centre.
#[derive(Clone, Copy, Default)]
struct Sums {
    w: f64,
    w2: f64,
    w3: f64,
    wy: f64,
    w2y: f64,
    w3y: f64,
    w2yy: f64,
    w3yy: f64,
}

impl Sums {
    fn take(&mut self, y: f64, variance: f64) {
        let w = 1.0 / variance;
        let (w2, wy) = (w * w, w * y);
        self.w += w;
        self.w2 += w2;
        self.w3 += w2 * w;
        self.wy += wy;
        self.w2y += w * wy;
        self.w3y += w2 * wy;
        self.w2yy += wy * wy;
        self.w3yy += wy * wy * w;
    }

    fn merge(self, other: Self) -> Self {
        Self {
            w: self.w + other.w,
            w2: self.w2 + other.w2,
            w3: self.w3 + other.w3,
            wy: self.wy + other.wy,
            w2y: self.w2y + other.w2y,
            w3y: self.w3y + other.w3y,
            w2yy: self.w2yy + other.w2yy,
            w3yy: self.w3yy + other.w3yy,
        }
    }
}

/// The moments of a mean at `tau2`. `centre` is near the mean, so that little cancels.
pub(super) fn moments(effects: &Effects, tau2: f64, centre: f64) -> Moments {
    let (yi, vi) = (effects.yi(), effects.vi());
    let mut lanes = [Sums::default(); LANES];
    let (chunks, rest) = (yi.chunks_exact(LANES), yi.chunks_exact(LANES).remainder());
    for (y, v) in chunks.zip(vi.chunks_exact(LANES)) {
        for (lane, (y, v)) in lanes.iter_mut().zip(y.iter().zip(v)) {
            lane.take(y - centre, v + tau2);
        }
    }
    let from = yi.len() - rest.len();
    for (lane, (y, v)) in lanes.iter_mut().zip(rest.iter().zip(&vi[from..])) {
        lane.take(y - centre, v + tau2);
    }
    let sums = lanes.into_iter().fold(Sums::default(), Sums::merge);
    let mean = sums.wy / sums.w;
    let lean = sums.w2y - mean * sums.w2;
    let share = sums.w2 / sums.w;
    Moments {
        sum: sums.w,
        squares: sums.w2,
        trace_p: sums.w - share,
        trace_pp: sums.w2 - 2.0 * sums.w3 / sums.w + share * share,
        y_pp_y: sums.w2yy - 2.0 * mean * sums.w2y + mean * mean * sums.w2,
        y_ppp_y: sums.w3yy - 2.0 * mean * sums.w3y + mean * mean * sums.w3 - lean * lean / sums.w,
    }
}
