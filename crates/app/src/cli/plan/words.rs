//! The words of a plan: which way, what limits it, what is short and why.

use spotcheck_engine::{
    planner::{Limit, Mode},
    training::{
        Equipment, Joint, Lack, Pattern, Rule, Shortfall, Why, exercises,
        programme::{Counted, Entry},
    },
};
use spotcheck_model::{Parameters, Sex};

use crate::number;

const PERCENT: f64 = 100.0;

/// The word in files.
pub(super) fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Lose => "lose",
        Mode::Keep => "keep",
        Mode::Recompose => "recompose",
        Mode::Gain => "gain",
    }
}

/// The name of an exercise.
pub(super) fn exercise(place: usize) -> &'static str {
    &exercises()[place].name
}

/// Sets and repetitions: "4 × 8–12 a side".
pub(super) fn sets(entry: &Entry) -> String {
    let (lo, hi) = (entry.reps.lo, entry.reps.hi);
    let unit = match entry.reps.counted {
        Counted::Repetitions => "",
        Counted::Seconds => " s",
    };
    let side = if entry.is_per_side { " a side" } else { "" };
    format!("{} \u{d7} {lo}\u{2013}{hi}{unit}{side}", entry.sets)
}

/// Rest after a set, before that of the exercise it takes turns with if there is one.
pub(super) fn rest(entry: &Entry) -> String {
    let rest_s = entry
        .superset
        .map_or(entry.rest_s, |superset| superset.rest_s);
    format!("{} s", number::plain(rest_s, 0))
}

/// An exercise in a line: "Goblet squat: 4 × 8–12, 2 left, rest 120 s".
pub(super) fn entry(entry: &Entry) -> String {
    let pair = entry.superset.map_or("", |_| "\u{2194} ");
    format!(
        "{pair}{}: {}, {} left, rest {}",
        entry.name,
        sets(entry),
        number::plain(entry.rir.last, 0),
        rest(entry)
    )
}

/// What limits a plan, so that it stands after "because".
pub(super) fn limit(parameters: &Parameters, sex: Sex, limit: Limit) -> String {
    let p = &parameters.nutrition;
    let safety = &parameters.safety;
    let percent = |share: f64, decimals| number::plain(PERCENT * share, decimals);
    match limit {
        Limit::Asked => "nothing limits it".to_owned(),
        Limit::Rate => {
            "a faster loss would take too much muscle at your share of body fat".to_owned()
        }
        Limit::RateMost => format!(
            "nobody is planned to lose more than {} % of body weight or {} kg a week",
            percent(p.rate_most.value, 0),
            number::plain(p.rate_most_kg.value, 1)
        ),
        Limit::FatEnergy => {
            "body fat gives no more energy a day; the rest would come out of muscle".to_owned()
        }
        Limit::Share => format!(
            "a deficit takes at most {} % of what you burn",
            percent(p.deficit_share_most.value, 0)
        ),
        Limit::IntakeFloor => format!(
            "eating less than {} kcal a day needs a clinician",
            number::plain(safety.intake_floor_kcal_per_day(sex), 0)
        ),
        Limit::Resting => format!(
            "eating less than {} of what your body burns at rest does not hold for weeks",
            number::plain(p.resting_share_least.value, 1)
        ),
        Limit::Availability => format!(
            "{} kcal per kg of lean mass must be left for the body after exercise",
            number::plain(p.availability_least.value, 0)
        ),
        Limit::LowWeight => "a lower weight would be too low for the height".to_owned(),
        Limit::LowFat => "less body fat than that is not planned for anybody".to_owned(),
        Limit::Same => "a recomposition stays at about the same weight".to_owned(),
        Limit::Older => format!(
            "from {} on a deficit of {} kcal a day is the most, to keep muscle and bone",
            number::plain(safety.older_age.value, 0),
            number::plain(safety.deficit_default.value, 0)
        ),
        Limit::Surplus => "a larger surplus adds mostly fat".to_owned(),
        Limit::Time => "no plan is longer than two years".to_owned(),
    }
}

/// What a week of lifting is short of, and why.
pub(super) fn shortfall(short: &Shortfall) -> (String, String) {
    let of = |what: &str| {
        format!(
            "{} of {} {what}",
            number::plain(short.planned, 1),
            number::plain(short.wanted, 1)
        )
    };
    let what = match short.what {
        Lack::Sets(muscle) => format!("{} {}", muscle.name(), of("sets")),
        Lack::Sessions(muscle) => format!("{} in {}", muscle.name(), of("sessions")),
        Lack::Pattern(patterns) => format!(
            "{} {}",
            any(patterns.iter().map(|one| Pattern::code(*one))),
            of("a week")
        ),
        Lack::Variety(muscle) => format!("{} {}", muscle.name(), of("exercises")),
    };
    (what, why(&short.why))
}

fn why(why: &Why) -> String {
    match why {
        Why::Minutes(minutes) => format!("{} minutes short", number::plain(minutes.ceil(), 0)),
        Why::Days => "more sessions a week would do".to_owned(),
        Why::NoExercise(lists) => {
            let all = |list: &Vec<Equipment>| {
                list.iter()
                    .map(|thing| thing.name())
                    .collect::<Vec<_>>()
                    .join(" and ")
            };
            format!(
                "nothing you have trains it; {} would",
                any(lists.iter().map(all))
            )
        }
        Why::Spared(joints) => {
            format!(
                "what trains it is hard on what you spare ({})",
                any(joints.iter().map(|joint| Joint::code(*joint)))
            )
        }
        Why::Unsuited => "what trains it is disliked, or too hard to learn yet".to_owned(),
        Why::Rule(rule) => format!("{} leaves no room", rule_words(*rule)),
        Why::Ceiling(muscle) => format!("more would take {} beyond its most", muscle.name()),
        Why::NotWorth => "what it takes is worth more elsewhere".to_owned(),
    }
}

/// "a, b or c".
fn any(names: impl Iterator<Item = impl Into<String>>) -> String {
    let mut names: Vec<String> = names.map(Into::into).collect();
    names.dedup();
    match names.pop() {
        None => String::new(),
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} or {last}", names.join(", ")),
    }
}

/// A rule of `docs/method/training.md`, so that it stands before "leaves no room".
fn rule_words(rule: Rule) -> &'static str {
    match rule {
        Rule::Sets => "two to five sets of an exercise a session",
        Rule::Time => "the time of a session",
        Rule::SessionCap => "the most of a muscle in one session",
        Rule::Neighbours => "recovery between two sessions",
        Rule::Pattern => "at most two exercises of a kind in a session",
        Rule::PushPull => "the balance of pulling and pushing",
        Rule::Axial => "the load that the spine takes in a session",
        Rule::Skill => "one difficult lift a session for novices",
        Rule::Exercises => "the number of exercises in a session",
        Rule::Repeats => "how often an exercise comes in a week",
    }
}
