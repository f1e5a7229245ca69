//! A plan as JSON, as the contract has it.

mod training;

use serde::Serialize;
use spotcheck_engine::planner::{Expected as Hoped, Macros, Outcome, Outline, Parts, Phase, Plan};
use spotcheck_model::ensemble::DayQuantiles;

use super::{
    Made,
    numbers::{self, Cited},
    words,
};
use crate::wire::{Day, Range};
use training::{Training, training};

/// The document.
#[derive(Debug, Serialize)]
pub(crate) struct Wire {
    safety: Safety,
    goal: Goal,
    #[serde(flatten)]
    plan: Option<PlanWire>,
    answer: Option<String>,
    sources: Vec<Cited>,
    seed: u64,
}

#[derive(Debug, Serialize)]
struct Safety {
    ok: bool,
    reasons: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Goal {
    ask: Option<String>,
    mode: &'static str,
    start: String,
    weight_kg: Option<f64>,
    feasible: bool,
    /// What limits it, where it is not feasible.
    limit: Option<&'static str>,
    why: Option<String>,
    weeks_needed: Option<usize>,
}

#[derive(Debug, Serialize)]
struct PlanWire {
    energy: Energy,
    macros: MacrosWire,
    training: Training,
    activity: Activity,
    forecast: Forecast,
}

#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "the term of the field")]
struct Energy {
    /// What is burnt before anything changes, over people like this one.
    expenditure: f64,
    expenditure_range: Range,
    resting: f64,
    target_intake: f64,
    deficit: f64,
    parts: PartsWire,
    limit: &'static str,
    energy_availability: f64,
    weeks: usize,
    phases: Vec<PhaseWire>,
    after: Option<After>,
}

#[derive(Debug, Serialize)]
struct PartsWire {
    food: f64,
    lifting: f64,
    activity: f64,
}

#[derive(Debug, Serialize)]
struct PhaseWire {
    from_week: usize,
    to_week: usize,
    is_break: bool,
    expenditure: f64,
    target_intake: f64,
    deficit: f64,
    parts: PartsWire,
    macros: MacrosWire,
    limit: &'static str,
}

#[derive(Debug, Serialize)]
struct After {
    maintenance_intake: f64,
    ramp_weeks: usize,
    minutes_per_week: f64,
}

#[derive(Debug, Clone, Copy, Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "the contract's names, units included"
)]
struct MacrosWire {
    protein_g: f64,
    fat_g: f64,
    carb_g: f64,
    fibre_g: f64,
}

#[derive(Debug, Serialize)]
struct Activity {
    kind: String,
    vigorous: bool,
    /// Minutes of each week, on the clock: a vigorous one counts twice.
    minutes_per_week: Vec<f64>,
    target_minutes: f64,
    /// Of the minutes that are added, where they are walked.
    steps_per_day: Option<f64>,
    kept_minutes: f64,
    /// Expected of the minutes added, from trials of supervised training.
    expected_weight_kg: Expected,
    expected_waist_cm: Expected,
}

#[derive(Debug, Serialize)]
struct Expected {
    estimate: f64,
    lo: f64,
    hi: f64,
    level: f64,
}

#[derive(Debug, Serialize)]
struct Forecast {
    weeks: Vec<WeekWire>,
    changes: Vec<WeekWire>,
    change_without_deficit: WeekWire,
    shape: Vec<ShapeWire>,
    shape_without_emphasis: Vec<ShapeWire>,
}

#[derive(Debug, Serialize)]
struct WeekWire {
    week: usize,
    #[serde(flatten)]
    row: Day<Range>,
}

#[derive(Debug, Serialize)]
struct ShapeWire {
    what: &'static str,
    start: f64,
    then: Range,
    by_muscle: Range,
}

impl Made<'_> {
    /// The JSON of the contract.
    pub(crate) fn wire(&self) -> anyhow::Result<Wire> {
        let (plan, reasons) = match &self.outcome {
            Outcome::Made(plan) => (Some(&**plan), self.reasons(&plan.kept_by)),
            Outcome::Stopped(gates) => (None, self.reasons(gates)),
        };
        let solved = plan.map(|plan| &plan.solved);
        let missed = solved.filter(|solved| !solved.is_feasible);
        let sources = plan
            .map(|_| numbers::sources(self.parameters, self.library))
            .transpose()?;
        Ok(Wire {
            safety: Safety {
                ok: plan.is_some(),
                reasons,
            },
            goal: Goal {
                ask: self.meant.words.clone(),
                mode: words::mode(plan.map_or(self.meant.ask.mode, |plan| plan.mode)),
                start: self.meant.start.to_string(),
                weight_kg: self.meant.ask.weight_kg,
                feasible: solved.is_some_and(|solved| solved.is_feasible),
                limit: missed.map(|solved| solved.limit.name()),
                why: missed.map(|solved| words::limit(self.parameters, self.sex, solved.limit)),
                weeks_needed: missed.and_then(|solved| solved.weeks_needed),
            },
            plan: plan.map(|plan| self.plan_wire(plan)),
            answer: self.answer.clone(),
            sources: sources.unwrap_or_default(),
            seed: self.seed,
        })
    }

    fn plan_wire(&self, plan: &Plan) -> PlanWire {
        let first = &plan.solved.budget.phases[0];
        PlanWire {
            energy: self.energy(plan, first),
            macros: first.macros.into(),
            training: training(plan),
            activity: self.activity(plan),
            forecast: Forecast {
                weeks: weeks(&plan.outlook.weeks),
                changes: plan
                    .outlook
                    .changes
                    .iter()
                    .map(|change| week(change.week, &change.by))
                    .collect(),
                change_without_deficit: week(plan.outlook.fed.week, &plan.outlook.fed.by),
                shape: shape(&plan.outlook.with_emphasis),
                shape_without_emphasis: shape(&plan.outlook.without_emphasis),
            },
        }
    }

    fn energy(&self, plan: &Plan, first: &Phase) -> Energy {
        Energy {
            expenditure: first.expenditure_kcal_per_day,
            expenditure_range: plan.outlook.expenditure.into(),
            resting: self.resting_kcal_per_day,
            target_intake: first.intake_kcal_per_day,
            deficit: first.deficit_kcal_per_day,
            parts: first.parts.into(),
            limit: first.limit.name(),
            energy_availability: first.availability_kcal_per_kg,
            weeks: plan.solved.weeks,
            phases: plan
                .solved
                .budget
                .phases
                .iter()
                .map(PhaseWire::from)
                .collect(),
            after: plan.outlook.exit.map(|exit| After {
                maintenance_intake: exit.intake_kcal_per_day,
                ramp_weeks: exit.ramp_weeks,
                minutes_per_week: plan
                    .week
                    .minutes
                    .on_the_clock(self.parameters, plan.week.minutes.kept),
            }),
        }
    }

    fn activity(&self, plan: &Plan) -> Activity {
        let minutes = &plan.week.minutes;
        let by_week = &minutes.weeks[..plan.solved.weeks];
        let target = by_week.last().copied().unwrap_or(minutes.usual);
        let [weight, waist] = minutes.expected(self.parameters, target);
        let clock = |moderate| minutes.on_the_clock(self.parameters, moderate);
        Activity {
            kind: minutes.preference.kind.clone(),
            vigorous: minutes.is_vigorous,
            minutes_per_week: by_week.iter().copied().map(clock).collect(),
            target_minutes: clock(target),
            steps_per_day: minutes.steps_per_day(self.parameters, target),
            kept_minutes: clock(minutes.kept),
            expected_weight_kg: weight.into(),
            expected_waist_cm: waist.into(),
        }
    }
}

fn weeks(days: &[DayQuantiles]) -> Vec<WeekWire> {
    days.iter()
        .enumerate()
        .map(|(number, day)| week(number, day))
        .collect()
}

fn week(week: usize, day: &DayQuantiles) -> WeekWire {
    WeekWire {
        week,
        row: day.row.map(Range::from).into(),
    }
}

fn shape(outlines: &[Outline]) -> Vec<ShapeWire> {
    outlines
        .iter()
        .map(|outline| ShapeWire {
            what: outline.site.name(),
            start: outline.start,
            then: outline.then.into(),
            by_muscle: outline.by_muscle.into(),
        })
        .collect()
}

impl From<Hoped> for Expected {
    fn from(expected: Hoped) -> Self {
        Self {
            estimate: expected.estimate,
            lo: expected.interval.lo(),
            hi: expected.interval.hi(),
            level: expected.interval.level(),
        }
    }
}

impl From<Parts> for PartsWire {
    fn from(parts: Parts) -> Self {
        Self {
            food: parts.food,
            lifting: parts.lifting,
            activity: parts.activity,
        }
    }
}

impl From<Macros> for MacrosWire {
    fn from(macros: Macros) -> Self {
        Self {
            protein_g: macros.protein_g,
            fat_g: macros.fat_g,
            carb_g: macros.carb_g,
            fibre_g: macros.fibre_g,
        }
    }
}

impl From<&Phase> for PhaseWire {
    fn from(phase: &Phase) -> Self {
        Self {
            from_week: phase.from_week + 1,
            to_week: phase.to_week,
            is_break: phase.is_break,
            expenditure: phase.expenditure_kcal_per_day,
            target_intake: phase.intake_kcal_per_day,
            deficit: phase.deficit_kcal_per_day,
            parts: phase.parts.into(),
            macros: phase.macros.into(),
            limit: phase.limit.name(),
        }
    }
}
