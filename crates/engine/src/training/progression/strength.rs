//! How strong somebody is in an exercise, followed from session to session.

use spotcheck_model::parameters::ProgressionParameters;

use super::{
    advice::Prescription,
    bout::{Bout, LoggedSet},
};

/// What could be lifted once, kg: Epley's line with the repetitions that were left counted as done.
pub fn strength_kg(p: &ProgressionParameters, load_kg: f64, reps: f64, rir: f64) -> f64 {
    load_kg * (1.0 + (reps + rir) / p.epley_reps.value)
}

/// ln strength in kg, and one SD of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LnStrength {
    /// Its mean.
    pub mean: f64,
    /// One SD.
    pub sd: f64,
}

impl LnStrength {
    /// What could be lifted once, kg.
    pub fn kg(self) -> f64 {
        self.mean.exp()
    }
}

/// A session as the filter sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Followed {
    /// The day.
    pub day: usize,
    /// What was to be seen, with the error of seeing; nothing of a first session.
    pub forecast: Option<LnStrength>,
    /// What was seen, with the error of a set.
    pub seen: LnStrength,
    /// What is known after it.
    pub known: LnStrength,
}

/// Follows ln strength through sessions: a Kalman filter of a random walk, which begins with the first session alone.
///
/// It steps once from a session to the next, and once for each that was planned between them and missed.
/// Sessions without a load, and those that were meant to be of less, tell nothing and are left out; so does
/// all of an exercise that is counted in seconds or moves the body.
pub fn follow(p: &ProgressionParameters, bouts: &[Bout], asked: &Prescription) -> Vec<Followed> {
    let mut followed: Vec<Followed> = Vec::new();
    if !asked.tells_strength() {
        return followed;
    }
    for bout in bouts.iter().filter(|bout| !bout.is_deload) {
        let Some(seen) = seen(p, &bout.sets) else {
            continue;
        };
        let before = followed.last().map(|last| {
            let steps = (bout.day.saturating_sub(last.day) as f64 / asked.gap_days)
                .round()
                .max(1.0);
            LnStrength {
                sd: last.known.sd.hypot(p.strength_step_sd.value * steps.sqrt()),
                ..last.known
            }
        });
        followed.push(Followed {
            day: bout.day,
            forecast: before.map(|before| LnStrength {
                sd: before.sd.hypot(seen.sd),
                ..before
            }),
            seen,
            known: before.map_or(seen, |before| learned(before, seen)),
        });
    }
    followed
}

fn learned(before: LnStrength, seen: LnStrength) -> LnStrength {
    let (variance, error) = (before.sd * before.sd, seen.sd * seen.sd);
    let gain = variance / (variance + error);
    LnStrength {
        mean: before.mean + gain * (seen.mean - before.mean),
        sd: (gain * error).sqrt(),
    }
}

/// The best set of a session. Its error is that of the mean effort of the session, so that to lift more at the same
/// effort never tells of less strength; a set that failed at once counts as the load itself.
fn seen(p: &ProgressionParameters, sets: &[LoggedSet]) -> Option<LnStrength> {
    let tells = |set: &&LoggedSet| 0.0 < set.load_kg;
    let rir = |set: &LoggedSet| set.rir.unwrap_or(p.untold_rir.value);
    let strengths = sets
        .iter()
        .filter(tells)
        .map(|set| strength_kg(p, set.load_kg, f64::from(set.reps), rir(set)));
    let best = strengths.max_by(f64::total_cmp)?;
    let told: Vec<&LoggedSet> = sets.iter().filter(tells).collect();
    let mean_rir = told.iter().map(|set| rir(set)).sum::<f64>() / told.len() as f64;
    let untold = told.iter().filter(|set| set.rir.is_none()).count() as f64 / told.len() as f64;
    let sd = p.set_sd.value + p.set_rir_sd.value * mean_rir;
    Some(LnStrength {
        mean: best.ln(),
        sd: sd.hypot(untold * p.untold_rir_sd.value),
    })
}
