//! The weeks of a block: sets and effort rise to the plan, then a week of less.

use spotcheck_model::parameters::ProgressionParameters;

use super::{
    super::{exercise::volumes, muscle::Muscle, request::Request},
    Session,
    column::Column,
};

/// Weeks of which the last is a deload.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// In order.
    pub weeks: Vec<Week>,
}

/// A week of a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    /// Whether it is one of less.
    pub is_deload: bool,
    /// Loads over the usual.
    pub load_frac: f64,
    /// What is done of each entry of each session.
    pub sessions: Vec<Vec<Work>>,
}

/// What is done of an entry in a week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work {
    /// Work sets.
    pub sets: u8,
    /// Repetitions left at the end of each.
    pub rir: f64,
}

/// Sets of a week, session by session and entry by entry.
type Sets = Vec<Vec<u8>>;

impl Block {
    /// The block of a programme.
    pub(super) fn new(p: &ProgressionParameters, request: &Request, sessions: &[Session]) -> Self {
        let planned: Sets = sessions
            .iter()
            .map(|session| session.entries.iter().map(|entry| entry.sets).collect())
            .collect();
        let mut weeks = Vec::new();
        let ramp = ramp(p, request, sessions, &planned);
        for (place, sets) in ramp.iter().enumerate() {
            let share = place as f64 / (ramp.len() - 1).max(1) as f64;
            weeks.push(Week {
                is_deload: false,
                load_frac: 1.0,
                sessions: doses(sessions, sets, |first, last| {
                    (first + share * (last - first)).round()
                }),
            });
        }
        weeks.push(Week {
            is_deload: true,
            load_frac: p.deload_load.value,
            sessions: doses(
                sessions,
                &lessened(&planned, p.deload_sets.value),
                |_, last| last + p.deload_rir.value,
            ),
        });
        Self { weeks }
    }
}

fn doses(sessions: &[Session], sets: &Sets, rir: impl Fn(f64, f64) -> f64) -> Vec<Vec<Work>> {
    let of_session = |(session, sets): (&Session, &Vec<u8>)| {
        let entries = session.entries.iter().zip(sets);
        entries
            .map(|(entry, &sets)| Work {
                sets,
                rir: rir(entry.rir.first, entry.rir.last),
            })
            .collect()
    };
    sessions.iter().zip(sets).map(of_session).collect()
}

/// Sets of the weeks before the deload, found backwards from the plan, each a step of the ramp below the next.
fn ramp(
    p: &ProgressionParameters,
    request: &Request,
    sessions: &[Session],
    planned: &Sets,
) -> Vec<Sets> {
    let work_weeks = Column::of(request).weeks(p) - 1.0;
    let mut weeks = vec![planned.clone()];
    while (weeks.len() as f64) < work_weeks {
        let before_plan = weeks.len() as f64 / (work_weeks - 1.0);
        let least = total(planned) * (1.0 - before_plan * (1.0 - p.first_week.value));
        let before = week_before(p, sessions, &weeks[weeks.len() - 1], least);
        weeks.push(before);
    }
    weeks.reverse();
    weeks
}

/// The fewest sets from which the ramp leads to `sets` in a week: at most one less of an entry, of the largest first,
/// none where one is left, and not below `least` in all.
fn week_before(p: &ProgressionParameters, sessions: &[Session], sets: &Sets, least: f64) -> Sets {
    let after = volume(sessions, sets);
    let mut before = sets.clone();
    let mut places: Vec<(usize, usize)> = sets
        .iter()
        .enumerate()
        .flat_map(|(session, entries)| (0..entries.len()).map(move |entry| (session, entry)))
        .filter(|&(session, entry)| 1 < sets[session][entry])
        .collect();
    places.sort_by_key(|&(session, entry)| std::cmp::Reverse(sets[session][entry]));
    for (session, entry) in places {
        before[session][entry] -= 1;
        let is_step = volume(sessions, &before)
            .iter()
            .zip(&after)
            .all(|(&low, &high)| is_within_ramp(p, low, high));
        if total(&before) < least || !is_step {
            before[session][entry] += 1;
        }
    }
    before
}

/// Whether a muscle may go from one number of weekly sets to another.
fn is_within_ramp(p: &ProgressionParameters, from: f64, to: f64) -> bool {
    // Shares are quarters, so that sums of them are exact but for the product.
    let rounding = f64::EPSILON * to;
    to <= from * (1.0 + p.most_added_share.value) + rounding && to - from <= p.most_added_sets.value
}

fn total(sets: &Sets) -> f64 {
    sets.iter().flatten().map(|&sets| f64::from(sets)).sum()
}

/// Weekly sets of each muscle, each set counted by the share the muscle has of it.
fn volume(sessions: &[Session], sets: &Sets) -> [f64; Muscle::COUNT] {
    let of_session = |(session, sets): (&Session, &Vec<u8>)| -> Vec<(usize, f64)> {
        let entries = session.entries.iter().zip(sets);
        entries
            .map(|(entry, sets)| (entry.exercise, f64::from(*sets)))
            .collect()
    };
    volumes(sessions.iter().zip(sets).flat_map(of_session))
}

/// A share of the sets, spread so that their sum is right to a set: each has half of one too many or too few.
fn lessened(planned: &Sets, share: f64) -> Sets {
    let mut sum = 0.0_f64;
    let mut lessen = |sets: &u8| {
        let before = (share * sum).round();
        sum += f64::from(*sets);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of a number of sets, which is a small one"
        )]
        let left = ((share * sum).round() - before) as u8;
        left.max(1)
    };
    planned
        .iter()
        .map(|entries| entries.iter().map(&mut lessen).collect())
        .collect()
}
