//! What weeks off cost.

use spotcheck_model::parameters::ProgressionParameters;

pub(super) const DAYS_PER_WEEK: f64 = 7.0;

/// What follows from weeks off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Absence {
    /// Full weeks beyond the planned days between sessions.
    pub weeks: f64,
    /// Load over that before.
    pub load_frac: f64,
    /// Sets over those planned.
    pub sets_frac: f64,
    /// Whether the block begins anew.
    pub is_restart: bool,
}

/// What follows from that many days since the last session, of those that are planned `gap_days` apart; nothing below a week
/// off.
pub fn absence(p: &ProgressionParameters, days: usize, gap_days: f64) -> Option<Absence> {
    let weeks = ((days as f64 - gap_days) / DAYS_PER_WEEK).floor();
    if weeks < 1.0 {
        return None;
    }
    let is_short = weeks < 2.0;
    let [load, sets] = if is_short {
        [p.short_absence_load.value, 1.0]
    } else {
        [p.long_absence_load.value, p.long_absence_sets.value]
    };
    Some(Absence {
        weeks,
        load_frac: load,
        sets_frac: sets,
        is_restart: p.most_absence.value < weeks,
    })
}
