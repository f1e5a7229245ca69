//! How long a session takes, and rests short enough for the time there is.

use spotcheck_model::parameters::ProgressionParameters;

use super::entry::Entry;

const S_PER_MIN: f64 = 60.0;
/// Rests that had to be shortened are told in these steps, s.
const REST_STEP_S: f64 = 5.0;
/// Halvings of a share of rest.
const HALVINGS: usize = 40;

/// Minutes of a session: warm-up, and of each exercise the way to it, its sets and the rests after them.
pub(super) fn minutes(p: &ProgressionParameters, entries: &[Entry]) -> f64 {
    let work: f64 = entries
        .iter()
        .map(|entry| p.change_time.value + sets_s(entries, entry))
        .sum();
    p.warm_up_time.value + work / S_PER_MIN
}

/// Seconds of the sets of an entry and the rests after them: rounds of a superset first, what is left alone.
fn sets_s(entries: &[Entry], entry: &Entry) -> f64 {
    let sets = f64::from(entry.sets);
    let (rounds, short_s) = entry.superset.map_or((0.0, 0.0), |superset| {
        let both = entry.sets.min(entries[superset.partner].sets);
        (f64::from(both), superset.rest_s)
    });
    sets * entry.exercise().work_s + rounds * short_s + (sets - rounds) * entry.rest_s
}

/// Shortens rests evenly, none below the least, until a session takes no longer than `most_min`.
///
/// # Errors
/// The minutes it takes with the shortest rests, where those are too many.
pub(super) fn fit(
    p: &ProgressionParameters,
    entries: &mut [Entry],
    most_min: f64,
) -> Result<f64, f64> {
    let full = minutes(p, entries);
    if full <= most_min {
        return Ok(full);
    }
    let rests: Vec<f64> = entries.iter().map(|entry| entry.rest_s).collect();
    let mut at = |share: f64| {
        for (entry, rest_s) in entries.iter_mut().zip(&rests) {
            let shortened = (share * rest_s / REST_STEP_S).floor() * REST_STEP_S;
            entry.rest_s = shortened.max(rest_s.min(p.least_rest.value));
            if let Some(superset) = &mut entry.superset {
                superset.rest_s = p.superset_rest.value * entry.rest_s;
            }
        }
        minutes(p, entries)
    };
    let shortest = at(0.0);
    if most_min < shortest {
        return Err(shortest);
    }
    let (mut fits, mut over) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(fits, over);
        if at(middle) <= most_min {
            fits = middle;
        } else {
            over = middle;
        }
    }
    Ok(at(fits))
}
