//! What the solver chose: sets of exercises on days, before they are put in order.

/// An exercise on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Its place in [`exercises`](super::exercises).
    pub exercise: usize,
    /// Work sets, 2 to 5.
    pub sets: u8,
}

/// How good a choice is, and how good any could be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// What the choice is worth by the rules of `docs/method/training.md`.
    pub objective: f64,
    /// No choice is worth more.
    pub upper: f64,
}

impl Bound {
    /// The share of the upper bound that may be missing, 0 or more.
    pub fn gap(self) -> f64 {
        ((self.upper - self.objective) / self.upper.abs().max(f64::MIN_POSITIVE)).max(0.0)
    }

    /// How much more than the choice the best may be worth, over the choice; none where that is worth nothing.
    pub fn surplus(self) -> Option<f64> {
        let more = (self.upper - self.objective).max(0.0);
        (0.0 < self.objective).then(|| more / self.objective)
    }
}

/// Sessions of a week, each with what is done in it, in no order.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// One list a session.
    pub days: Vec<Vec<Pick>>,
    /// How good it is.
    pub bound: Bound,
}
