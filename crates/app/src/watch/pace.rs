//! No more than three requests a second to one service, as NCBI asks of those without a key.

use std::{
    thread,
    time::{Duration, Instant},
};

/// A little more than a third of a second.
const BETWEEN: Duration = Duration::from_millis(340);

/// When the last request was made.
#[derive(Debug, Default)]
pub(super) struct Pace {
    last: Option<Instant>,
}

impl Pace {
    /// Waits until the next request may be made.
    pub(super) fn wait(&mut self) {
        if let Some(last) = self.last {
            thread::sleep(BETWEEN.saturating_sub(last.elapsed()));
        }
        self.last = Some(Instant::now());
    }
}
