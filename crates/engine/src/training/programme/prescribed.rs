//! From a pick to an entry: how long its sets are, how hard, how much rest, and what its load follows.

use spotcheck_model::parameters::ProgressionParameters;

use super::{
    super::{
        exercise::{Exercise, exercises},
        pattern::Pattern,
        progression::{Loading, Progress},
        request::{Level, Request},
        selection::{Pick, Selection},
    },
    column::Column,
    entry::{Counted, Entry, RampSet, Reps},
    order::{Class, Region},
    substitution::{harder, substitutions},
};

/// Positions that are held; carries are counted in seconds by their pattern.
const HELD: [&str; 2] = ["Front plank", "Side plank"];
/// Of the seconds of a set or of a side, the share that is the least held.
const LEAST_HELD: f64 = 0.5;

/// The entry of a pick, without order, superset and warm-up.
pub(super) fn entry(
    p: &ProgressionParameters,
    request: &Request,
    pick: Pick,
    session: &[usize],
    selection: &Selection,
) -> Entry {
    let exercise = &exercises()[pick.exercise];
    let column = Column::of(request);
    let class = Class::of(exercise);
    let loading = Loading::of(exercise, &request.equipment);
    Entry {
        exercise: pick.exercise,
        name: &exercise.name,
        per_week: sessions(selection, pick.exercise),
        sets: pick.sets,
        reps: reps(p, column, exercise, loading),
        rir: column.rir(p, class),
        rest_s: exercise.rest_s,
        is_per_side: exercise.is_unilateral,
        superset: None,
        warm_up: Vec::new(),
        substitutions: substitutions(request, pick.exercise, session),
        harder: harder(request, pick.exercise, session),
        loading,
        step_frac: match Region::of(exercise.pattern) {
            Region::Lower => p.lower_step.value,
            Region::Upper | Region::Trunk => p.upper_step.value,
        },
        progress: progress(column, request.level, class, loading),
    }
}

/// Sessions of a week that have an exercise.
fn sessions(selection: &Selection, exercise: usize) -> usize {
    let has = |day: &&Vec<Pick>| day.iter().any(|pick| pick.exercise == exercise);
    selection.days.iter().filter(has).count()
}

/// The range of the class, moved and cut to what the level is given.
fn reps(p: &ProgressionParameters, column: Column, exercise: &Exercise, loading: Loading) -> Reps {
    if HELD.contains(&exercise.name.as_str()) || exercise.pattern == Pattern::Carry {
        return held(exercise);
    }
    let (least, most) = match (loading, Class::of(exercise)) {
        (Loading::Unloaded, _) => (&p.unloaded_least_reps, &p.unloaded_most_reps),
        (_, Class::Heavy) => (&p.heavy_least_reps, &p.heavy_most_reps),
        (_, Class::Compound) => (&p.compound_least_reps, &p.compound_most_reps),
        (_, Class::Isolation) => (&p.isolation_least_reps, &p.isolation_most_reps),
    };
    let [lo, hi] = column.reps(p);
    let from = least.value.max(lo);
    Reps {
        lo: whole(from),
        hi: whole((from + most.value - least.value).min(hi)),
        counted: Counted::Repetitions,
    }
}

/// A hold is as long as a set of the table, or half of it.
fn held(exercise: &Exercise) -> Reps {
    let sides = if exercise.is_unilateral { 2.0 } else { 1.0 };
    let most_s = exercise.work_s / sides;
    Reps {
        lo: whole(LEAST_HELD * most_s),
        hi: whole(most_s),
        counted: Counted::Seconds,
    }
}

/// Effort tells the load where somebody judges it, and a step is a small one.
fn progress(column: Column, level: Level, class: Class, loading: Loading) -> Progress {
    let judges = column != Column::Careful && Level::Intermediate <= level;
    let is_fine = [Loading::Plates, Loading::Stack].contains(&loading);
    if judges && is_fine && class != Class::Isolation {
        Progress::Effort
    } else {
        Progress::Double
    }
}

/// Ramp sets of a session in order: three for the first lift with a load of each region, one for later ones, and none for what
/// is counted in seconds.
pub(super) fn warm_up(p: &ProgressionParameters, entries: &mut [Entry]) {
    let ramp = [
        (p.ramp_first_load.value, p.ramp_first_reps.value),
        (p.ramp_second_load.value, p.ramp_second_reps.value),
        (p.ramp_third_load.value, p.ramp_third_reps.value),
    ];
    let ramp = ramp.map(|(load_frac, reps)| RampSet {
        load_frac,
        reps: whole(reps),
    });
    let mut warm = Vec::new();
    for entry in entries {
        if entry.loading == Loading::Unloaded || entry.reps.counted == Counted::Seconds {
            continue;
        }
        let region = Region::of(entry.exercise().pattern);
        if warm.contains(&region) {
            entry.warm_up = vec![ramp[1]];
        } else {
            warm.push(region);
            entry.warm_up = ramp.to_vec();
        }
    }
}

/// A small whole number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "repetitions and seconds of a set: rounded, above nought and few"
)]
fn whole(value: f64) -> u32 {
    value.max(0.0).round() as u32
}
