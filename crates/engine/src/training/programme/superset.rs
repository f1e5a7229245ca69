//! Supersets: pairs of exercises that tire other muscles, so that one rests while the other works.

use spotcheck_model::parameters::ProgressionParameters;

use super::{
    super::{exercise::Exercise, muscle::Muscle, pattern::Pattern},
    entry::Entry,
    order::{Class, Rank},
};

/// From this share on a muscle is tired by an exercise.
const TIRED_SHARE: f64 = 0.5;
/// Exercises of a session beyond which none is paired; a session has eight at most.
const MOST_PAIRED: usize = 16;

/// Whether two exercises tire a muscle in common.
fn overlaps(one: &Exercise, other: &Exercise) -> bool {
    let tired = |exercise: &Exercise, muscle| TIRED_SHARE <= exercise.fraction(muscle);
    Muscle::ALL
        .into_iter()
        .any(|muscle| tired(one, muscle) && tired(other, muscle))
}

fn is_push(pattern: Pattern) -> bool {
    [
        Pattern::HorizontalPush,
        Pattern::VerticalPush,
        Pattern::ChestIsolation,
    ]
    .contains(&pattern)
}

fn is_pull(pattern: Pattern) -> bool {
    [
        Pattern::HorizontalPull,
        Pattern::VerticalPull,
        Pattern::RearDelt,
        Pattern::LatIsolation,
    ]
    .contains(&pattern)
}

/// Whether two ways of moving work against each other.
fn are_opposites(one: Pattern, other: Pattern) -> bool {
    let both = |a, b| (one, other) == (a, b) || (one, other) == (b, a);
    both(Pattern::ElbowFlexion, Pattern::ElbowExtension)
        || both(Pattern::KneeExtension, Pattern::KneeFlexion)
        || both(Pattern::HipAbduction, Pattern::HipAdduction)
        || (is_push(one) && is_pull(other))
        || (is_pull(one) && is_push(other))
}

/// What a superset of two entries is worth: the seconds it saves, or nothing where there can be none.
fn worth(p: &ProgressionParameters, one: &Entry, other: &Entry, promoted: &[Muscle]) -> f64 {
    let (first, second) = (one.exercise(), other.exercise());
    let rank = Rank::of(first, promoted);
    if rank.class == Class::Heavy
        || rank != Rank::of(second, promoted)
        || overlaps(first, second)
        || one.exercise == other.exercise
    {
        return 0.0;
    }
    let rounds = f64::from(one.sets.min(other.sets));
    let saved_s = (1.0 - p.superset_rest.value) * rounds * (one.rest_s + other.rest_s);
    if are_opposites(first.pattern, second.pattern) {
        saved_s
    } else {
        p.far_pair_worth.value * saved_s
    }
}

/// The pairs that are worth most together, by their places; exact.
pub(super) fn pairs(
    p: &ProgressionParameters,
    entries: &[Entry],
    promoted: &[Muscle],
) -> Vec<(usize, usize)> {
    let count = entries.len().min(MOST_PAIRED);
    let worth = |i: usize, j: usize| worth(p, &entries[i], &entries[j], promoted);
    let worths: Vec<Vec<f64>> = (0..count)
        .map(|i| (0..count).map(|j| worth(i, j)).collect())
        .collect();
    best(&worths)
}

/// The matching of greatest worth: of every set of exercises the best, from those of one fewer and of two fewer.
fn best(worths: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let count = worths.len();
    let mut most = vec![0.0_f64; 1 << count];
    let mut partner = vec![None; 1 << count];
    for set in 1_usize..1 << count {
        let first = set.trailing_zeros() as usize;
        let rest = set & (set - 1);
        most[set] = most[rest];
        for other in (first + 1..count).filter(|other| rest >> other & 1 == 1) {
            let together = worths[first][other] + most[rest & !(1 << other)];
            if 0.0 < worths[first][other] && most[set] < together {
                most[set] = together;
                partner[set] = Some(other);
            }
        }
    }
    let mut pairs = Vec::new();
    let mut set = (1_usize << count) - 1;
    while set != 0 {
        let first = set.trailing_zeros() as usize;
        let taken = partner[set];
        pairs.extend(taken.map(|other| (first, other)));
        set &= set - 1;
        set &= !taken.map_or(0, |other| 1 << other);
    }
    pairs
}
