//! What the planner is asked, out of ME.toml and GOAL.toml.

use spotcheck_engine::{
    planner::{Client, Gate, Health, Preference, Usual, Wish, spared},
    training::{Equipment, Joint, Level, Request},
};
use spotcheck_model::{
    Parameters, Person,
    activity::{Bout, Intensity},
    ensemble::Draws,
};

use crate::{
    goal::{IntensityWord, Meant},
    lifted,
    me::{Habits, Me},
    report::Refusal,
};

/// Enough for a 90 % range to the digits shown.
const DRAWS: usize = 500;
/// What everybody can do at once.
const WALKING: &str = "walking";

/// The wish of somebody with a goal.
pub(super) fn wish(
    parameters: &Parameters,
    person: Person,
    me: &Me,
    meant: &Meant,
    (stated, seed): (Vec<Gate>, u64),
) -> anyhow::Result<Wish> {
    let habits = me.habits();
    let level = level(habits.level)?;
    let usual = &parameters.minutes;
    let days_per_week = meant
        .days_per_week
        .unwrap_or_else(|| whole(usual.usual_sessions.value));
    let minutes_per_session = meant
        .minutes_per_session
        .unwrap_or(usual.usual_session.value);
    let request = Request {
        days_per_week,
        minutes_per_session,
        equipment: equipment(habits.equipment)?,
        level,
        age_y: person.input().age_y,
        is_deficit: false,
        spared: joints(&habits)?,
        emphasis: meant.emphasis.clone(),
        disliked: habits.disliked.to_vec(),
        liked: habits.liked.to_vec(),
        seed,
    };
    let usual_lifting = habits.lifting_minutes_per_week.unwrap_or(match level {
        Level::Novice => 0.0,
        // Whoever lifts already burns it already.
        Level::Intermediate | Level::Advanced => days_per_week as f64 * minutes_per_session,
    });
    Ok(Wish {
        client: Client {
            person,
            health: Health {
                stated,
                ..me.health()
            },
            usual: Usual {
                active_minutes: habits.active_minutes_per_week.unwrap_or(0.0),
                lifting_minutes: usual_lifting,
            },
            is_novice: level == Level::Novice,
        },
        ask: meant.ask,
        request,
        preference: preference(parameters, meant, level)?,
        extras: extras(meant)?,
        shoulder_cm: habits.shoulder_cm,
        draws: Draws {
            count: DRAWS,
            seed,
            person: 0,
        },
    })
}

fn level(word: Option<&str>) -> anyhow::Result<Level> {
    match word.map(|word| word.trim().to_lowercase()).as_deref() {
        None | Some("novice" | "beginner" | "new" | "never") => Ok(Level::Novice),
        Some("intermediate") => Ok(Level::Intermediate),
        Some("advanced") => Ok(Level::Advanced),
        Some(other) => Err(Refusal::new(
            format!("level `{other}` is not known"),
            "write novice, intermediate or advanced",
        )
        .into()),
    }
}

/// Things by their name or code; "gym" is all of them, "home" or "none" nothing beside the floor.
fn equipment(names: &[String]) -> anyhow::Result<Vec<Equipment>> {
    let mut things = Vec::new();
    for name in names {
        let told = name.trim().to_lowercase();
        match told.as_str() {
            "gym" | "full gym" | "all" => things.extend(Equipment::ALL),
            "none" | "home" | "body weight" | "bodyweight" => {}
            _ => things.push(thing(&told)?),
        }
    }
    things.sort_unstable();
    things.dedup();
    Ok(things)
}

fn thing(told: &str) -> anyhow::Result<Equipment> {
    let plain = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    let is_meant = |thing: &Equipment| {
        let (name, told) = (plain(thing.name()), plain(told));
        let (name, told) = (name.trim_end_matches('s'), told.trim_end_matches('s'));
        told == name || told == plain(thing.code())
    };
    Equipment::ALL.into_iter().find(is_meant).ok_or_else(|| {
        let known: Vec<&str> = Equipment::ALL.iter().map(|thing| thing.name()).collect();
        Refusal::new(
            format!("no equipment is called `{told}`"),
            format!("known are gym, none, {}", known.join(", ")),
        )
        .into()
    })
}

fn joints(habits: &Habits<'_>) -> anyhow::Result<Vec<Joint>> {
    let told = habits.limits.iter().map(|limit| {
        spared(limit).ok_or_else(|| {
            Refusal::new(
                format!("`{limit}` is no joint we know to spare"),
                "limits are knee, low back, shoulder, wrist and elbow; whatever else a doctor should \
                 know of belongs into `conditions`",
            )
        })
    });
    let mut joints = told.collect::<Result<Vec<_>, _>>()?;
    joints.extend(habits.conditions.iter().filter_map(|told| spared(told)));
    joints.sort_unstable();
    joints.dedup();
    Ok(joints)
}

/// Walking first for beginners; else what was told.
fn preference(parameters: &Parameters, meant: &Meant, level: Level) -> anyhow::Result<Preference> {
    let kind = Bout::new(
        meant.activity.as_deref().unwrap_or(WALKING),
        0.0,
        Intensity::Moderate,
    )?;
    let told = kind.kind();
    let is_first_walk = told == WALKING && level == Level::Novice && meant.intensity.is_none();
    let intensity = match meant.intensity {
        _ if is_first_walk => Intensity::Speed {
            km_per_h: parameters.minutes.walking_first_pace.value,
            grade_frac: 0.0,
        },
        Some(IntensityWord::Easy) => Intensity::Easy,
        Some(IntensityWord::Hard) => Intensity::Hard,
        Some(IntensityWord::Moderate) | None => Intensity::Moderate,
    };
    Ok(Preference {
        kind: told.to_owned(),
        intensity,
    })
}

fn extras(meant: &Meant) -> anyhow::Result<Vec<(usize, f64)>> {
    meant
        .extras
        .iter()
        .map(|extra| {
            let name = extra.exercise.trim();
            let place = lifted::place(name).ok_or_else(|| {
                Refusal::new(
                    format!("no exercise is called `{name}`"),
                    format!("did you mean {}?", lifted::near(name).join(", ")),
                )
            })?;
            Ok((place, extra.sets_per_week))
        })
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few sessions in a parameter file"
)]
fn whole(sessions: f64) -> usize {
    sessions as usize
}
