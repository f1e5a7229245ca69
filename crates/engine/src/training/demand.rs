//! How many sets each muscle is due in a week.

use spotcheck_model::{Parameters, TrainingParameters};

use super::{
    error::{TrainingError, within},
    exercise::{Exercise, exercises},
    muscle::Muscle,
    preset::{Preset, preset},
    request::{Emphasis, Level, Request},
};

/// Muscles that may stand out at once.
const MOST_PROMOTED: usize = 3;
/// Work in most lifts for larger ones.
const SMALL: [Muscle; 6] = [
    Muscle::Forearms,
    Muscle::UpperTraps,
    Muscle::Obliques,
    Muscle::Erectors,
    Muscle::FrontDelts,
    Muscle::Adductors,
];

/// What a muscle is due in a week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dose {
    /// What a set is worth beside those of other muscles.
    pub weight: f64,
    /// Least fractional sets.
    pub min: f64,
    /// Wanted fractional sets; told, and no part of the objective.
    pub target: f64,
    /// Most fractional sets.
    pub max: f64,
    /// Sessions that should train it.
    pub exposures: usize,
    /// Whether it is to stand out.
    pub is_promoted: bool,
}

/// What every muscle is due, and the most of one in a session.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// In the order of [`Muscle::ALL`].
    pub doses: [Dose; Muscle::COUNT],
    /// Most fractional sets of a muscle in a session.
    pub session_cap: f64,
}

impl Demand {
    /// What `request` is due by level, age, deficit and emphasis; days, minutes and equipment change nothing.
    ///
    /// # Errors
    /// [`TrainingError::OutOfRange`] for the age, [`TrainingError::UnknownPreset`] and
    /// [`TrainingError::TooMuchEmphasis`].
    pub fn of(request: &Request) -> Result<Self, TrainingError> {
        within("age in years", request.age_y, 0.0, 120.0)?;
        let parameters = &Parameters::published().training;
        let column = Column::of(request, parameters);
        let wanted = Wanted::of(&request.emphasis)?;
        Ok(Self {
            doses: Muscle::ALL.map(|muscle| dose(muscle, &wanted, &column, parameters)),
            session_cap: column.session_cap,
        })
    }

    /// What `muscle` is due.
    pub fn dose(&self, muscle: Muscle) -> Dose {
        self.doses[muscle as usize]
    }
}

/// Whether age alone calls for the doses of a deficit.
pub(super) fn is_older(request: &Request) -> bool {
    Parameters::published().training.older_lifter_age.value <= request.age_y
}

/// Least, wanted and most sets a week.
type Sets = [f64; 3];

struct Wanted {
    preset: Option<&'static Preset>,
    promoted: Vec<Muscle>,
}

impl Wanted {
    fn of(emphasis: &[Emphasis]) -> Result<Self, TrainingError> {
        let mut wanted = Self {
            preset: None,
            promoted: Vec::new(),
        };
        for one in emphasis {
            match one {
                Emphasis::Muscle(muscle) => wanted.promoted.push(*muscle),
                Emphasis::Preset(name) => {
                    let found = preset(name)
                        .ok_or_else(|| TrainingError::UnknownPreset { name: name.clone() })?;
                    wanted.preset = Some(found);
                    wanted.promoted.extend(&found.promoted);
                }
            }
        }
        let is_too_much = match wanted.preset {
            Some(_) => 1 < emphasis.len(),
            None => MOST_PROMOTED < emphasis.len(),
        };
        if is_too_much {
            return Err(TrainingError::TooMuchEmphasis {
                asked: emphasis.len(),
                most: MOST_PROMOTED,
            });
        }
        Ok(wanted)
    }

    /// Whether exercises for what stands out train `muscle` too.
    fn brings(&self, muscle: Muscle, p: &TrainingParameters) -> bool {
        let counts =
            |exercise: &Exercise, one: &Muscle| p.partner_fraction.value <= exercise.fraction(*one);
        exercises().iter().any(|exercise| {
            counts(exercise, &muscle) && self.promoted.iter().any(|one| counts(exercise, one))
        })
    }

    fn named(&self, muscle: Muscle) -> Option<Sets> {
        let sets = self.preset?.sets.iter();
        sets.copied()
            .find_map(|(named, sets)| (named == muscle).then_some(sets))
    }
}

/// What the table of levels says of somebody.
struct Column {
    due: Sets,
    promoted: Sets,
    small: Sets,
    session_cap: f64,
}

impl Column {
    fn of(request: &Request, p: &TrainingParameters) -> Self {
        let level = match request.level {
            Level::Novice => Self::novice(p),
            Level::Intermediate => Self::intermediate(p),
            Level::Advanced => Self::advanced(p),
        };
        if request.is_deficit || is_older(request) {
            level.within(&Self::reduced(p))
        } else {
            level
        }
    }

    fn novice(p: &TrainingParameters) -> Self {
        Self {
            due: [
                &p.dose_min_novice,
                &p.dose_target_novice,
                &p.dose_max_novice,
            ]
            .map(|p| p.value),
            promoted: [
                &p.promoted_min_novice,
                &p.promoted_target_novice,
                &p.promoted_max_novice,
            ]
            .map(|p| p.value),
            small: [0.0, p.small_target_novice.value, p.small_max_novice.value],
            session_cap: p.session_cap_novice.value,
        }
    }

    fn intermediate(p: &TrainingParameters) -> Self {
        Self {
            due: [
                &p.dose_min_intermediate,
                &p.dose_target_intermediate,
                &p.dose_max_intermediate,
            ]
            .map(|p| p.value),
            promoted: [
                &p.promoted_min_intermediate,
                &p.promoted_target_intermediate,
                &p.promoted_max_intermediate,
            ]
            .map(|p| p.value),
            small: [
                0.0,
                p.small_target_intermediate.value,
                p.small_max_intermediate.value,
            ],
            session_cap: p.session_cap_intermediate.value,
        }
    }

    fn advanced(p: &TrainingParameters) -> Self {
        Self {
            due: [
                &p.dose_min_advanced,
                &p.dose_target_advanced,
                &p.dose_max_advanced,
            ]
            .map(|p| p.value),
            promoted: [
                &p.promoted_min_advanced,
                &p.promoted_target_advanced,
                &p.promoted_max_advanced,
            ]
            .map(|p| p.value),
            small: [
                0.0,
                p.small_target_advanced.value,
                p.small_max_advanced.value,
            ],
            session_cap: p.session_cap_advanced.value,
        }
    }

    fn reduced(p: &TrainingParameters) -> Self {
        Self {
            due: [
                &p.dose_min_reduced,
                &p.dose_target_reduced,
                &p.dose_max_reduced,
            ]
            .map(|p| p.value),
            promoted: [
                &p.promoted_min_reduced,
                &p.promoted_target_reduced,
                &p.promoted_max_reduced,
            ]
            .map(|p| p.value),
            small: [0.0, p.small_target_reduced.value, p.small_max_reduced.value],
            session_cap: p.session_cap_reduced.value,
        }
    }

    /// No more than `other` leaves room for.
    fn within(&self, other: &Self) -> Self {
        Self {
            due: capped(self.due, other.due),
            promoted: capped(self.promoted, other.promoted),
            small: capped(self.small, other.small),
            session_cap: self.session_cap.min(other.session_cap),
        }
    }
}

fn capped(sets: Sets, caps: Sets) -> Sets {
    std::array::from_fn(|at| sets[at].min(caps[at]))
}

/// What stands out is never due less than it would be otherwise.
fn raised(sets: Sets, plain: Sets) -> Sets {
    std::array::from_fn(|at| sets[at].max(plain[at]))
}

/// What is only kept has less, but for its ceiling where work for what stands out brings it along.
fn kept(is_brought: bool, due: Sets, p: &TrainingParameters) -> Sets {
    let max = if is_brought { due[2] } else { p.kept_max.value };
    capped([p.kept_min.value, p.kept_target.value, max], due)
}

fn dose(muscle: Muscle, wanted: &Wanted, column: &Column, p: &TrainingParameters) -> Dose {
    let is_promoted = wanted.promoted.contains(&muscle);
    let is_small = SMALL.contains(&muscle);
    let plain = if is_small { column.small } else { column.due };
    let [min, target, max] = match (wanted.named(muscle), is_promoted) {
        (Some(sets), true) => raised(capped(sets, column.promoted), plain),
        (Some(sets), false) => capped(sets, column.due),
        (None, true) => raised(column.promoted, plain),
        (None, false) if is_small || wanted.promoted.is_empty() => plain,
        (None, false) => kept(wanted.brings(muscle, p), column.due, p),
    };
    let exposures = if min < p.exposure_from.value {
        0.0
    } else if is_promoted {
        p.promoted_exposures.value
    } else {
        p.exposures.value
    };
    Dose {
        weight: if is_promoted {
            p.promoted_weight.value
        } else if is_small {
            p.small_weight.value
        } else {
            p.muscle_weight.value
        },
        min,
        target,
        max,
        exposures: whole(exposures),
        is_promoted,
    }
}

/// A count that a file spells as a number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of the parameter file are small and positive, and a test says so"
)]
pub(super) fn whole(count: f64) -> usize {
    count.round() as usize
}
