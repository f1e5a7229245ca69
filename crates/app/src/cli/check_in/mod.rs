//! `spotcheck check-in`: once a week, what is known of expenditure now, and whether the target moves.

mod safety;

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::{ToSpan as _, Zoned, civil::Date};
use serde::Serialize;
use spotcheck_engine::tracker::{
    CheckIn, Move, Plateau, STEP_KCAL, Target, Track, check_in, track,
};
use spotcheck_model::Parameters;
use spotcheck_store::Aim;

use super::{
    Output, json,
    kept::{Kept, Whose},
    track::SOURCES,
};
use crate::{
    diary::Diary,
    gate::FORECAST,
    me::Me,
    report::{DONE, NEGATIVE, Refusal},
    wire::Range,
};

/// A target stays for so long.
const WEEK_DAYS: i64 = 7;
/// Without a weighing for so long nothing is known of the fortnight that expenditure is the mean of.
const FRESH_DAYS: i64 = 14;

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word of the command line"
)]
pub(crate) struct Options {
    /// Who you are: ME.toml, as for `ask`
    #[arg(long, value_name = "ME.toml")]
    me: PathBuf,
    /// The change you want, kg a week: -0.5 to lose half a kilogram
    #[arg(long, value_name = "KG", allow_negative_numbers = true)]
    rate: Option<f64>,
    /// What you aim to eat, kcal a day as you log it; else what the rate takes
    #[arg(long, value_name = "KCAL")]
    target: Option<f64>,
    /// The target is to stay, come what may
    #[arg(long, conflicts_with = "unpin")]
    pin: bool,
    /// The target may move again
    #[arg(long)]
    unpin: bool,
    /// The morning to look from, else today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// One JSON document
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    whose: Whose,
}

pub(crate) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let parameters = Parameters::published();
    let me = Me::of_file(&options.me)?;
    let today = options.as_of.unwrap_or_else(|| Zoned::now().date());
    let kept = Kept::open(data)?;
    let person = kept.known(&options.whose)?;
    let before = kept.wait(kept.store.aim(&person))?;
    let diary = Diary::of(&kept, &person, today)?;
    let track = track(
        parameters,
        me.tracked(),
        diary.log.clone(),
        diary.day(today),
        0,
    )?;
    let aim = aim(options, before, &track, today)?;
    if let Some(gate) = safety::gate(parameters, &me, &track, (&aim, diary.weighed_kg(&track)))? {
        return Ok(Output {
            code: NEGATIVE,
            ..Output::done(format!("{}\n", gate.words(parameters, FORECAST)))
        });
    }
    let last = diary.date(diary.last_weighing());
    if last.saturating_add(FRESH_DAYS.days()) < today {
        return Err(Refusal::new(
            format!("the last weighing is of {last}, and no target is set on that"),
            "weigh yourself for some days, as in: spotcheck log weight 84.2 kg",
        )
        .into());
    }
    safety::above_floor(parameters, &me, &track, &aim)?;
    let target = Target {
        rate_kg_per_week: aim.rate_kg_per_week,
        intake_kcal_per_day: aim.intake_kcal_per_day,
        is_pinned: aim.is_pinned,
    };
    let check = check_in(parameters, &me.tracked(), &track, &target);
    let next = aim.since.saturating_add(WEEK_DAYS.days());
    let is_due = aim.since < today && next <= today;
    let aim = if is_due {
        Aim {
            since: today,
            intake_kcal_per_day: check.intake_kcal_per_day(),
            ..aim
        }
    } else {
        aim
    };
    kept.wait(kept.store.set_aim(&person, aim))?;
    kept.close();
    let waits_until = (!is_due).then_some(next);
    let text = if options.json {
        json(&Wire::of(&check, aim, waits_until))?
    } else {
        text(&check, aim, waits_until)
    };
    Ok(Output {
        code: DONE,
        ..Output::done(text)
    })
}

/// What is aimed at: what was, changed by what is told now.
fn aim(options: &Options, before: Option<Aim>, track: &Track, today: Date) -> Result<Aim, Refusal> {
    let told = options.rate.or(options.target).is_some();
    let is_pinned = before.is_some_and(|aim| aim.is_pinned) && !options.unpin || options.pin;
    let rate = options.rate.or(before.map(|aim| aim.rate_kg_per_week));
    let Some(rate_kg_per_week) = rate.filter(|rate| rate.is_finite()) else {
        return Err(Refusal::new(
            "it is not told what you want",
            "say how fast, as in --rate -0.5 for half a kilogram a week, or --rate 0 to stay",
        ));
    };
    let needed = || {
        let needed = track.present.rate.intake_for(rate_kg_per_week);
        (needed / STEP_KCAL).round() * STEP_KCAL
    };
    let old = before
        .filter(|_| options.rate.is_none())
        .map(|aim| aim.intake_kcal_per_day);
    let intake_kcal_per_day = options.target.or(old).unwrap_or_else(needed);
    if !intake_kcal_per_day.is_finite() {
        return Err(Refusal::new(
            "that is no intake",
            "say kcal a day, as in --target 2000",
        ));
    }
    let since = before.filter(|_| !told).map_or(today, |aim| aim.since);
    Ok(Aim {
        since,
        rate_kg_per_week,
        intake_kcal_per_day,
        is_pinned,
    })
}

fn text(check: &CheckIn, aim: Aim, waits_until: Option<Date>) -> String {
    let first = match waits_until {
        None => check.sentence(),
        Some(next) => format!(
            "The target is {:.0} kcal a day since {}; it is looked at again from {next}.",
            aim.intake_kcal_per_day, aim.since
        ),
    };
    let mut text = format!("{first}\n{}\n", check.expenditure_sentence());
    if let Some(plateau) = check.plateau_sentence() {
        text.push_str(&plateau);
        text.push('\n');
    }
    text.push('\n');
    text.push_str(SOURCES);
    text
}

#[derive(Serialize)]
struct Wire {
    target_kcal_per_day: f64,
    since: String,
    rate_kg_per_week: f64,
    pinned: bool,
    waits_until: Option<String>,
    decision: &'static str,
    would_be_kcal_per_day: Option<f64>,
    expenditure_before_kcal_per_day: Option<Range>,
    expenditure_now_kcal_per_day: Range,
    leads_to_kg_per_week: Range,
    plateau: &'static str,
    sentences: Vec<String>,
}

impl Wire {
    fn of(check: &CheckIn, aim: Aim, waits_until: Option<Date>) -> Self {
        let (decision, would_be) = match check.decision {
            Move::OnCourse => ("on_course", None),
            Move::Pinned(new) => ("pinned", Some(new)),
            Move::AtFloor => ("at_floor", None),
            Move::TooLittle => ("too_little", None),
            Move::To(new) => ("moves", Some(new)),
        };
        let plateau = match check.plateau {
            Plateau::NotMeant => "not_meant",
            Plateau::Falling => "falling",
            Plateau::EatenMore { .. } => "eaten_more",
            Plateau::Explained { .. } => "explained",
            Plateau::Open { .. } => "open",
        };
        let before = check.expenditure_before_kcal_per_day.as_ref();
        let sentences = [Some(check.sentence()), Some(check.expenditure_sentence())];
        Self {
            target_kcal_per_day: aim.intake_kcal_per_day,
            since: aim.since.to_string(),
            rate_kg_per_week: aim.rate_kg_per_week,
            pinned: aim.is_pinned,
            waits_until: waits_until.map(|day| day.to_string()),
            decision,
            would_be_kcal_per_day: would_be,
            expenditure_before_kcal_per_day: before.map(Range::from),
            expenditure_now_kcal_per_day: (&check.expenditure_now_kcal_per_day).into(),
            leads_to_kg_per_week: (&check.rate_kg_per_week).into(),
            plateau,
            sentences: sentences
                .into_iter()
                .chain([check.plateau_sentence()])
                .flatten()
                .collect(),
        }
    }
}
