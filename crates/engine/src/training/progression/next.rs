//! What is lifted next, from what was lifted.
//!
//! Loads follow the lightest set of the last session that was no deload, since that is what every set was done with.
//! To lift more in it, at the same effort, never lowers what is advised.

use spotcheck_model::parameters::ProgressionParameters;

use super::{
    super::programme::{Counted, Reps},
    absence::absence,
    advice::{Advice, Prescription, Why},
    bout::{Bout, LoggedSet, ProgressionError, check},
    load::{Loading, Progress, Steps},
    strength::{LnStrength, follow},
};

/// What a number may be above another by rounding: repetitions, or a step of exactly the most.
const ROUNDING: f64 = 1e-9;

/// A log and what it is asked for.
struct Question<'a> {
    p: &'a ProgressionParameters,
    asked: &'a Prescription,
    /// Work sets of the last session that was no deload; of an exercise with a load those that have one.
    last: Vec<&'a LoggedSet>,
    strength: Option<LnStrength>,
}

/// What to do next of an exercise of which `bouts` were logged up to `today`.
///
/// # Errors
/// [`ProgressionError`] for days out of order and numbers that no set has.
pub fn next(
    p: &ProgressionParameters,
    bouts: &[Bout],
    today: usize,
    asked: &Prescription,
) -> Result<Advice, ProgressionError> {
    check(bouts, today)?;
    let counts = |bout: &&Bout| !bout.is_deload && !bout.sets.is_empty();
    let Some(last) = bouts.iter().rfind(counts) else {
        return Ok(held(asked, None, Why::First));
    };
    let tells = |set: &&LoggedSet| asked.loading == Loading::Unloaded || 0.0 < set.load_kg;
    let question = Question {
        p,
        asked,
        last: last.sets.iter().filter(tells).collect(),
        strength: follow(p, bouts, asked)
            .last()
            .map(|followed| followed.known),
    };
    let day = bouts.last().map_or(last.day, |bout| bout.day);
    Ok(question.answer(today - day))
}

/// As asked for, from the fewest repetitions.
fn held(asked: &Prescription, load_kg: Option<f64>, why: Why) -> Advice {
    Advice {
        load_kg,
        sets: asked.sets,
        reps: asked.reps,
        aim: asked.reps.lo,
        rir: asked.rir,
        exercise: None,
        why,
    }
}

impl Question<'_> {
    fn answer(&self, days: usize) -> Advice {
        let steps = Steps::new(self.p, self.asked.loading, self.asked.units);
        let loaded = steps.zip(self.base_kg());
        if let Some(off) = absence(self.p, days, self.asked.gap_days) {
            let (load_kg, load_frac) = eased(loaded, off.load_frac);
            let why = Why::Absent {
                weeks: off.weeks,
                from_kg: loaded.map(|(_, base)| base),
                load_frac,
                is_restart: off.is_restart,
            };
            return Advice {
                sets: fewer(self.asked.sets, off.sets_frac),
                ..held(self.asked, load_kg, why)
            };
        }
        if self.asked.load_frac < 1.0 {
            let (load_kg, load_frac) = eased(loaded, self.asked.load_frac);
            let from_kg = loaded.map(|(_, base)| base);
            return held(self.asked, load_kg, Why::Deload { from_kg, load_frac });
        }
        match loaded {
            None if self.asked.loading == Loading::Unloaded => self.unloaded(),
            None => held(self.asked, None, Why::First),
            Some((steps, base)) => match (self.asked.progress, self.strength) {
                (Progress::Effort, Some(strength)) if self.tells_effort() => {
                    self.by_effort(steps, base, strength)
                }
                _ => self.by_repetitions(steps, base),
            },
        }
    }

    /// The load of the lightest set; nothing where none has one.
    fn base_kg(&self) -> Option<f64> {
        let loads = self.last.iter().map(|set| set.load_kg);
        loads.min_by(f64::total_cmp)
    }

    /// The fewest repetitions of a set.
    fn least(&self) -> u32 {
        self.last.iter().map(|set| set.reps).min().unwrap_or(0)
    }

    fn tells_effort(&self) -> bool {
        self.last.iter().all(|set| set.rir.is_some())
    }

    /// Whether every set had that many repetitions and, where it is told, left those asked for.
    fn reached(&self, reps: u32) -> bool {
        let left = |set: &&LoggedSet| set.rir.is_none_or(|rir| self.asked.rir <= rir);
        self.last.iter().all(|set| reps <= set.reps && left(set))
    }

    /// What strength gives for the fewest repetitions and those to leave, between the most that a load falls and rises;
    /// a step it may always rise.
    fn supported_kg(&self, steps: Steps, base: f64, strength: LnStrength) -> f64 {
        let target = f64::from(self.asked.reps.lo) + self.asked.rir;
        let load = strength.kg() / (1.0 + target / self.p.epley_reps.value);
        let least = steps
            .not_below(base * (1.0 - self.p.most_drop.value))
            .min(base);
        let most = steps
            .below(base * (1.0 + self.p.most_raise.value))
            .max(steps.above(base));
        steps.below(load).clamp(least, most)
    }

    fn by_effort(&self, steps: Steps, base: f64, strength: LnStrength) -> Advice {
        let load_kg = self.supported_kg(steps, base, strength);
        let why = Why::Strength {
            from_kg: base,
            strength_kg: strength.kg(),
            sd: strength.sd,
        };
        let reps = self.p.epley_reps.value * (strength.kg() / load_kg - 1.0) - self.asked.rir;
        Advice {
            aim: within(reps, self.asked.reps),
            ..held(self.asked, Some(load_kg), why)
        }
    }

    fn by_repetitions(&self, steps: Steps, base: f64) -> Advice {
        let Reps { lo, hi, .. } = self.asked.reps;
        let least = self.least();
        if self.reached(hi) {
            return self.after_full(steps, base);
        }
        if let (true, Some(strength)) = (least < lo, self.strength) {
            let load_kg = self.supported_kg(steps, base, strength).min(base);
            let why = Why::Short {
                from_kg: base,
                least,
                strength_kg: strength.kg(),
            };
            return held(self.asked, Some(load_kg), why);
        }
        let why = Why::NotFull { least, most: hi };
        Advice {
            aim: (least + 1).min(hi),
            ..held(self.asked, Some(base), why)
        }
    }

    /// Every set reached the most repetitions: a step, unless it is too large a share of the load.
    fn after_full(&self, steps: Steps, base: f64) -> Advice {
        let least = self.least();
        let next_kg = steps.raised(base, self.asked.step_frac);
        let step_frac = next_kg / base - 1.0;
        let is_far = self.asked.tells_strength() && self.p.most_step.value + ROUNDING < step_frac;
        let needed = self.needed(next_kg / base);
        if is_far && least < needed {
            let why = Why::FarStep {
                least,
                next_kg,
                step_frac,
                needed,
            };
            return Advice {
                reps: Reps {
                    hi: needed,
                    ..self.asked.reps
                },
                aim: least + 1,
                ..held(self.asked, Some(base), why)
            };
        }
        let why = Why::Full {
            from_kg: base,
            least,
        };
        held(self.asked, Some(next_kg), why)
    }

    /// Repetitions that tell of the strength for the fewest with a load so much greater.
    fn needed(&self, ratio: f64) -> u32 {
        let epley = self.p.epley_reps.value;
        let left = self.asked.rir;
        let reps = ratio * (epley + f64::from(self.asked.reps.lo) + left) - epley - left;
        whole((reps - ROUNDING).ceil()).max(self.asked.reps.hi)
    }

    fn unloaded(&self) -> Advice {
        let hi = self.asked.reps.hi;
        let least = self.least();
        if !self.reached(hi) {
            let why = Why::NotFull { least, most: hi };
            return Advice {
                aim: (least + 1).min(hi),
                ..held(self.asked, None, why)
            };
        }
        if self.asked.harder.is_some() {
            return Advice {
                exercise: self.asked.harder,
                ..held(self.asked, None, Why::Harder { least })
            };
        }
        let most = whole(match self.asked.reps.counted {
            Counted::Repetitions => self.p.longest_reps.value,
            Counted::Seconds => self.p.longest_hold.value,
        })
        .max(hi);
        let (hi, why) = if least < most {
            let longer = least + whole(self.p.added_reps.value);
            (longer.min(most), Why::Longer { least })
        } else {
            (most, Why::Longest { least })
        };
        Advice {
            reps: Reps {
                hi,
                ..self.asked.reps
            },
            aim: (least + 1).min(hi),
            ..held(self.asked, None, why)
        }
    }
}

/// What comes nearest to a share of a load and is not more than it, and the share that it is; the share alone without one.
fn eased(loaded: Option<(Steps, f64)>, share: f64) -> (Option<f64>, f64) {
    loaded.map_or((None, share), |(steps, base)| {
        let load_kg = steps.nearest(base * share).min(base);
        (Some(load_kg), load_kg / base)
    })
}

/// A share of sets, one at least.
fn fewer(sets: u8, share: f64) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a number that fits"
    )]
    let left = (f64::from(sets) * share).ceil() as u8;
    left.max(1)
}

/// Repetitions, within a range.
fn within(reps: f64, range: Reps) -> u32 {
    whole(reps.round()).clamp(range.lo, range.hi)
}

/// A number of repetitions.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounded by what is accepted as a set, and not below nought"
)]
fn whole(value: f64) -> u32 {
    value.max(0.0) as u32
}
