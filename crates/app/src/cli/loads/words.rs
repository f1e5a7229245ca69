//! Why a load is next, in a sentence.

use spotcheck_engine::training::{
    programme::Counted,
    progression::{KG_PER_LB, LnStrength, Loading, Units, Why},
};

use super::advised::Next;
use crate::number;

/// Of the normal distribution, for nine in ten.
const SCORE_90: f64 = 1.645;

/// A load in the units of weights, to a hundredth.
pub(super) fn told(kg: f64, units: Units) -> f64 {
    let load = match units {
        Units::Kilograms => kg,
        Units::Pounds => kg / KG_PER_LB,
    };
    (100.0 * load).round() / 100.0
}

pub(super) const fn unit(units: Units) -> &'static str {
    match units {
        Units::Kilograms => "kg",
        Units::Pounds => "lb",
    }
}

/// "22.5 kg".
pub(super) fn load(kg: f64, units: Units) -> String {
    format!("{} {}", told(kg, units), unit(units))
}

/// What could be lifted once, with the range of nine in ten, kg.
pub(super) fn once(strength: LnStrength) -> [f64; 3] {
    let at = |score: f64| (strength.mean + score * strength.sd).exp();
    [at(0.0), at(-SCORE_90), at(SCORE_90)]
}

/// "About 31 kg once (28 to 34)."
pub(super) fn once_text(strength: LnStrength, units: Units) -> String {
    let [median, lo, hi] = once(strength).map(|kg| number::plain(told(kg, units), 0));
    format!("About {median} {} once ({lo} to {hi}).", unit(units))
}

/// Why.
pub(super) fn why(next: &Next<'_>, units: Units) -> String {
    let show = |kg| load(kg, units);
    match next.advice.why {
        Why::First => first(next),
        Why::Full { from_kg, least } => {
            format!(
                "{}: {}.",
                reached(next, least),
                changed(next, from_kg, units)
            )
        }
        Why::FarStep {
            least,
            next_kg,
            step_frac,
            needed,
        } => format!(
            "{}, but the next weight, {}, is {} % more: stay, and go on to {needed}.",
            reached(next, least),
            show(next_kg),
            number::plain(100.0 * step_frac, 0)
        ),
        Why::NotFull { least, most } if least < most => {
            format!(
                "The shortest set had {least} of {most}: stay, and try for {}.",
                next.advice.aim
            )
        }
        Why::NotFull { most, .. } => format!(
            "Every set had {most}, but not all with {} left: stay until they do.",
            left(next)
        ),
        Why::Short {
            from_kg,
            strength_kg,
            ..
        }
        | Why::Strength {
            from_kg,
            strength_kg,
            ..
        } => by_strength(next, [from_kg, strength_kg], units),
        Why::Deload { from_kg, load_frac } => deload(from_kg.map(show), load_frac),
        Why::Absent {
            weeks,
            from_kg,
            load_frac,
            is_restart,
        } => absent(weeks, from_kg.map(show).zip(Some(load_frac)), is_restart),
        Why::Harder { least } | Why::Longer { least } | Why::Longest { least } => {
            format!("{}, and {}.", reached(next, least), without_load(next))
        }
    }
}

/// How it goes on where no load can be added.
fn without_load(next: &Next<'_>) -> String {
    let none = "there is nothing harder of its kind";
    match next.advice.why {
        Why::Longest { .. } => format!("{none}: that is as long as a set need be"),
        Why::Longer { .. } => format!("{none}: go on to {}", next.advice.reps.hi),
        _ => format!(
            "no load can be added: do {} instead",
            next.instead().unwrap_or("something harder")
        ),
    }
}

/// What strength gives: less where a set was too short, and else for what is tried.
fn by_strength(next: &Next<'_>, [from_kg, strength_kg]: [f64; 2], units: Units) -> String {
    let change = changed(next, from_kg, units);
    let once = format!(
        "{} {}",
        number::plain(told(strength_kg, units), 0),
        unit(units)
    );
    if let Why::Short { least, .. } = next.advice.why {
        let lo = next.asked.reps.lo;
        return format!(
            "A set had {least}, fewer than {lo}: what you could lift once, about {once}, gives {change}."
        );
    }
    let (aim, left) = (next.advice.aim, left(next));
    format!("What you could lift once, about {once}, gives {change} for {aim} with {left} left.")
}

fn deload(from: Option<String>, load_frac: f64) -> String {
    from.map_or_else(
        || "A week of less: fewer sets, and more left at their end.".to_owned(),
        |from| match load_frac {
            1.0.. => {
                format!("A week of less: fewer sets with {from}, as no lighter weight is near.")
            }
            share => format!("A week of less: {} of {from}.", number::plain(share, 2)),
        },
    )
}

fn first(next: &Next<'_>) -> String {
    let (lo, left) = (next.asked.reps.lo, left(next));
    let nothing = if next.bouts.is_empty() {
        "Nothing is kept of it"
    } else {
        "What is kept of it tells no load"
    };
    if next.asked.loading == Loading::Unloaded {
        return format!("{nothing}: begin with {lo}, and stop where {left} are left.");
    }
    match next.asked.reps.counted {
        Counted::Repetitions => {
            let most = f64::from(lo) + next.asked.rir;
            let most = number::plain(most, 0);
            format!(
                "{nothing}: find the load you could lift about {most} times, and do {lo} with it, so that {left} are left."
            )
        }
        Counted::Seconds => {
            format!("{nothing}: find the load you can hold for {lo} s without losing your posture.")
        }
    }
}

/// "Every set reached 12 with 2 left", as far as it is told.
fn reached(next: &Next<'_>, least: u32) -> String {
    let last = next.bouts.iter().rfind(|bout| !bout.is_deload);
    let tells = last.is_some_and(|bout| bout.sets.iter().all(|set| set.rir.is_some()));
    if tells {
        format!("Every set reached {least} with {} left", left(next))
    } else {
        format!("Every set reached {least}")
    }
}

fn left(next: &Next<'_>) -> String {
    number::plain(next.asked.rir, 0)
}

/// "+2.5 kg", or that the load stays.
fn changed(next: &Next<'_>, from_kg: f64, units: Units) -> String {
    let change = next
        .advice
        .load_kg
        .map_or(0.0, |kg| told(kg - from_kg, units));
    if change == 0.0 {
        return "the same load".to_owned();
    }
    let sign = if change < 0.0 { '\u{2212}' } else { '+' };
    format!("{sign}{} {}", change.abs(), unit(units))
}

fn absent(weeks: f64, from: Option<(String, f64)>, is_restart: bool) -> String {
    let off = if weeks < 2.0 {
        "A week off".to_owned()
    } else {
        format!("{} weeks off", number::plain(weeks, 0))
    };
    let what = from.map_or_else(
        || "fewer to begin with".to_owned(),
        |(from, load_frac)| match load_frac {
            1.0.. => format!("the {from} before, as no lighter weight is near"),
            _ => format!("less than the {from} before"),
        },
    );
    let anew = if is_restart {
        " The block begins anew."
    } else {
        ""
    };
    format!("{off}: {what}.{anew}")
}

/// Why a week of less is due before its time.
pub(super) fn early(flagged: usize) -> String {
    format!("{flagged} exercises were weaker than forecast in two sessions in a row")
}
