//! What to eat, and what the deficit is made of.

use spotcheck_engine::planner::{Limit, Mode, Phase, Plan};
use spotcheck_model::Sex;

use super::{Block, aim};
use crate::{
    cli::plan::{Made, words},
    number,
    wire::Range,
};

pub(super) fn blocks(made: &Made<'_>, plan: &Plan) -> Vec<Block> {
    let budget = &plan.solved.budget;
    let first = &budget.phases[0];
    let burnt = Range::from(plan.outlook.expenditure);
    let mut blocks = vec![
        Block::Heading(format!("Food: {}", aim(plan.mode).to_lowercase())),
        Block::Text(format!(
            "You burn about {} kcal a day (nine in ten like you {} to {}), of which {} at rest. What sets the {}: {}.",
            number::plain(first.expenditure_kcal_per_day, 0),
            number::plain(burnt.lo90, 0),
            number::plain(burnt.hi90, 0),
            number::plain(made.resting_kcal_per_day, 0),
            missing(plan.mode),
            set_by(made, plan.mode, first)
        )),
        bars(plan.mode, first),
        phases(plan),
    ];
    let macros = &first.macros;
    blocks.push(Block::Text(format!(
        "A day in weeks {} to {}: {} g protein, at least {} g fat and {} g fibre, {} g carbohydrate; \
         swap fat and carbohydrate as you like, as long as fat stays above its least.",
        first.from_week + 1,
        first.to_week,
        number::plain(macros.protein_g, 0),
        number::plain(macros.fat_g, 0),
        number::plain(macros.fibre_g, 0),
        number::plain(macros.carb_g, 0),
    )));
    if first.availability_kcal_per_kg < made.parameters.nutrition.availability_warned.value {
        blocks.push(Block::Text(format!(
            "Little is left for the body after exercise ({} kcal per kg of lean mass a day): if you feel {}, \
             eat more and ask a doctor.",
            number::plain(first.availability_kcal_per_kg, 0),
            signs(made.sex)
        )));
    }
    if let Some(exit) = plan.outlook.exit {
        blocks.push(Block::Text(format!(
            "Afterwards: go to about {} kcal a day over {}, and keep {} minutes of activity a week or more.",
            number::plain(exit.intake_kcal_per_day, 0),
            number::count(exit.ramp_weeks, "week", "weeks"),
            number::plain(clocked(made, plan, plan.week.minutes.kept), 0),
        )));
    }
    blocks
}

fn set_by(made: &Made<'_>, mode: Mode, phase: &Phase) -> String {
    if phase.limit != Limit::Asked {
        return words::limit(made.parameters, made.sex, phase.limit);
    }
    match mode {
        Mode::Lose => "the pace that suits your share of body fat, or that you asked for",
        Mode::Keep => "nothing is to be missing",
        Mode::Recompose => "a little is missing while muscle grows easily, and nothing later",
        Mode::Gain => "what builds muscle with little fat, or what you asked for",
    }
    .to_owned()
}

/// What there is less of, or more.
fn missing(mode: Mode) -> &'static str {
    if mode == Mode::Gain {
        "surplus"
    } else {
        "deficit"
    }
}

/// As a deficit, or turned round as a surplus.
fn signed(mode: Mode, kcal: f64) -> f64 {
    if mode == Mode::Gain { -kcal } else { kcal }
}

/// Where the kilocalories come from.
fn bars(mode: Mode, phase: &Phase) -> Block {
    let parts = phase.parts;
    let food = if mode == Mode::Gain {
        "eaten more"
    } else {
        "eaten less"
    };
    let named = [
        (food, parts.food),
        ("lifting", parts.lifting),
        ("activity", parts.activity),
        ("together, kcal a day", phase.deficit_kcal_per_day),
    ];
    let told = named.map(|(name, kcal)| (name.to_owned(), signed(mode, kcal)));
    Block::Bars(told.to_vec())
}

fn phases(plan: &Plan) -> Block {
    let row = |phase: &Phase| {
        let weeks = if phase.from_week + 1 == phase.to_week {
            format!("{}", phase.to_week)
        } else {
            format!("{} to {}", phase.from_week + 1, phase.to_week)
        };
        let name = if phase.is_break { "break" } else { "" };
        [
            format!("{weeks} {name}").trim_end().to_owned(),
            number::plain(phase.intake_kcal_per_day, 0),
            number::plain(signed(plan.mode, phase.deficit_kcal_per_day), 0),
            number::plain(phase.macros.protein_g, 0),
        ]
    };
    let rows = plan.solved.budget.phases.iter().map(row).collect();
    let missing = format!("{}, kcal", missing(plan.mode));
    Block::table(["weeks", "eat, kcal", &missing, "protein, g"], rows)
}

/// How too little energy is felt.
fn signs(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "cold or tired, or your cycle changes",
        Sex::Male => "cold or tired, or want less",
    }
}

/// Moderate minutes as they pass.
pub(super) fn clocked(made: &Made<'_>, plan: &Plan, moderate: f64) -> f64 {
    plan.week.minutes.on_the_clock(made.parameters, moderate)
}

/// Minutes of activity, and what trials promise of them.
pub(super) fn minutes(made: &Made<'_>, plan: &Plan) -> Vec<Block> {
    let minutes = &plan.week.minutes;
    let weeks = &minutes.weeks[..plan.solved.weeks];
    let target = *weeks.last().expect("a plan has a week");
    let clock = |moderate| number::plain(clocked(made, plan, moderate), 0);
    let first = weeks[0];
    let built = weeks.iter().position(|week| target <= *week).unwrap_or(0) + 1;
    let kind = minutes.preference.kind.replace('_', " ");
    let mut text = if first < target {
        let ramp = made.parameters.minutes.minutes_ramp.value;
        format!(
            "Week 1: {} minutes of {kind}, then {} more each week until {} in week {built}.",
            clock(first),
            clock(ramp),
            clock(target)
        )
    } else {
        format!("{} minutes of {kind} a week.", clock(target))
    };
    if let Some(steps) = minutes.steps_per_day(made.parameters, target) {
        text.push_str(&format!(
            " That is about {} steps a day more than usual.",
            number::plain(steps, 0)
        ));
    }
    text.push_str(
        " How hard is a matter of taste: a vigorous minute counts as two, and does not burn more fat for the same \
         energy.",
    );
    text.push_str(&promised(made, plan, target));
    vec![Block::Heading("Activity".to_owned()), Block::Text(text)]
}

/// What trials saw of so many moderate minutes.
fn promised(made: &Made<'_>, plan: &Plan, moderate: f64) -> String {
    let [weight, waist] = plan.week.minutes.expected(made.parameters, moderate);
    if 0.0 <= weight.estimate {
        return String::new();
    }
    format!(
        " Supervised trials saw {} kg ({} to {}) and {} cm of waist ({} to {}) from that much without a diet; at home \
         expect less. The forecast counts it as energy.",
        number::signed(weight.estimate, 1),
        number::signed(weight.interval.lo(), 1),
        number::signed(weight.interval.hi(), 1),
        number::signed(waist.estimate, 1),
        number::signed(waist.interval.lo(), 1),
        number::signed(waist.interval.hi(), 1),
    )
}
