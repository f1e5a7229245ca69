//! A programme: sessions in order with sets, repetitions, effort, rests, supersets and warm-up, and the weeks of a block.
//!
//! Of a [`Selection`], which says what is done on which day and no more. The numbers are those of
//! `params/progression.toml`; `docs/method/programme.md` says how they are used.

mod block;
mod column;
mod entry;
mod minutes;
mod order;
mod prescribed;
mod substitution;
mod superset;
mod weekday;

use spotcheck_model::{Parameters, parameters::ProgressionParameters};

pub use block::{Block, Week, Work};
pub use entry::{Counted, Effort, Entry, RampSet, Reps, Superset};
pub use order::{Class, Rank, Region};
pub use substitution::alike;
pub use weekday::Weekday;

use super::{
    demand::Demand,
    error::TrainingError,
    exercise::exercises,
    muscle::Muscle,
    request::Request,
    selection::{Pick, Selection},
};

/// Sessions of a week and the weeks of a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// Sessions of a week.
    pub sessions: Vec<Session>,
    /// What changes from week to week.
    pub block: Block,
}

/// What is done on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// When.
    pub weekday: Weekday,
    /// What, in order.
    pub entries: Vec<Entry>,
    /// How long it takes with all sets planned, min.
    pub minutes: f64,
}

/// Why no programme is made of a selection.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProgrammeError {
    /// The request is refused.
    #[error(transparent)]
    Request(#[from] TrainingError),
    /// No session, or more than a week has days.
    #[error("{count} sessions a week; 1 to 7 can be laid out")]
    Sessions {
        /// How many there are.
        count: usize,
    },
    /// A pick that is no exercise of the table.
    #[error("there is no exercise {place}; the table has {count}")]
    NoExercise {
        /// Its place.
        place: usize,
        /// How many the table has.
        count: usize,
    },
    /// A pick without sets.
    #[error("{name} has no sets")]
    NoSets {
        /// What it is.
        name: &'static str,
    },
    /// A session that takes longer than there is time, however short its rests.
    #[error(
        "session {session} takes {minutes:.1} minutes with the shortest rests; {most} are given"
    )]
    TooLong {
        /// Its place in the week, from 1.
        session: usize,
        /// The least it takes.
        minutes: f64,
        /// What it may take.
        most: f64,
    },
}

impl Programme {
    /// The programme of a selection, with what is to stand out first.
    ///
    /// # Errors
    /// [`ProgrammeError`] where the request is refused, or the selection has no exercise or no sets, or does not fit the
    /// minutes of a session.
    pub fn new(request: &Request, selection: &Selection) -> Result<Self, ProgrammeError> {
        let parameters = Parameters::published();
        let count = selection.days.len();
        if !(1..=Weekday::COUNT).contains(&count) {
            return Err(ProgrammeError::Sessions { count });
        }
        let demand = Demand::of(request)?;
        let stands_out = |muscle: &Muscle| demand.dose(*muscle).is_promoted;
        let promoted: Vec<Muscle> = Muscle::ALL.into_iter().filter(stands_out).collect();
        let mut sessions = Vec::new();
        for (place, picks) in selection.days.iter().enumerate() {
            check(picks)?;
            let mut entries = ordered(
                &parameters.progression,
                request,
                &promoted,
                selection,
                place,
            );
            let most = request.minutes_per_session;
            let minutes = minutes::fit(parameters, &mut entries, most).map_err(|minutes| {
                let session = place + 1;
                ProgrammeError::TooLong {
                    session,
                    minutes,
                    most,
                }
            })?;
            sessions.push(Session {
                weekday: Weekday::spaced(place, count),
                entries,
                minutes,
            });
        }
        let block = Block::new(&parameters.progression, request, &sessions);
        Ok(Self { sessions, block })
    }
}

fn check(picks: &[Pick]) -> Result<(), ProgrammeError> {
    let count = exercises().len();
    for pick in picks {
        let place = pick.exercise;
        let Some(exercise) = exercises().get(place) else {
            return Err(ProgrammeError::NoExercise { place, count });
        };
        if pick.sets == 0 {
            let name = &exercise.name;
            return Err(ProgrammeError::NoSets { name });
        }
    }
    Ok(())
}

/// The entries of a session: by rank, of a rank what loads the spine and takes skill first, partners side by side.
fn ordered(
    p: &ProgressionParameters,
    request: &Request,
    promoted: &[Muscle],
    selection: &Selection,
    day: usize,
) -> Vec<Entry> {
    let picks = &selection.days[day];
    let places: Vec<usize> = picks.iter().map(|pick| pick.exercise).collect();
    let mut entries: Vec<Entry> = picks
        .iter()
        .map(|pick| prescribed::entry(p, request, *pick, &places, selection))
        .collect();
    entries.sort_by_key(|entry| {
        let exercise = entry.exercise();
        let care = u8::MAX - exercise.axial - exercise.skill;
        (Rank::of(exercise, promoted), care, entry.exercise)
    });
    let pairs = superset::pairs(p, &entries, promoted);
    let mut entries = side_by_side(p, entries, &pairs);
    prescribed::warm_up(p, &mut entries);
    entries
}

/// Puts the second of each pair behind the first.
fn side_by_side(
    p: &ProgressionParameters,
    entries: Vec<Entry>,
    pairs: &[(usize, usize)],
) -> Vec<Entry> {
    let leader = |place: usize| {
        let pair = pairs.iter().find(|(_, second)| *second == place);
        pair.map_or(place, |(first, _)| *first)
    };
    let mut placed: Vec<(usize, Entry)> = entries.into_iter().enumerate().collect();
    placed.sort_by_key(|(place, _)| (leader(*place), *place));
    let at = |of: usize| placed.iter().position(|(place, _)| *place == of);
    let partners: Vec<Option<usize>> = placed
        .iter()
        .map(|&(place, _)| {
            let pair = pairs.iter().find(|(a, b)| *a == place || *b == place)?;
            at(if pair.0 == place { pair.1 } else { pair.0 })
        })
        .collect();
    placed
        .into_iter()
        .zip(partners)
        .map(|((_, entry), partner)| Entry {
            superset: partner.map(|partner| Superset {
                partner,
                rest_s: p.superset_rest.value * entry.rest_s,
            }),
            ..entry
        })
        .collect()
}
