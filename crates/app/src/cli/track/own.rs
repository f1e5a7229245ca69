//! The log that is kept, followed.

use std::path::Path;

use jiff::{Zoned, civil::Date};
use spotcheck_engine::tracker::{Log, Mixture, PlannedIntake, Track, Weighing, track};
use spotcheck_import::Quantity;
use spotcheck_model::{Parameters, Person};
use spotcheck_store::Foretold;

use super::{Options, told};
use crate::{
    cli::{Output, json, kept::Kept, write},
    diary::Diary,
    gate::{Gate, TOO_LOW, low_goal},
    me::Me,
    plot::track::Picture,
    report::Refusal,
    wire::Range,
};

/// Days between the mornings that are shown, and kept to be held to what comes.
const STEP_DAYS: usize = 7;

/// A track with what it is of.
pub(super) struct Followed {
    pub(super) diary: Diary,
    pub(super) track: Track,
    /// What stops a forecast of losing weight.
    pub(super) gate: Option<Gate>,
    pub(super) goal_kg: Option<f64>,
}

impl Followed {
    /// The mornings ahead that are shown, unless a gate stops it.
    pub(super) fn mornings(&self) -> Vec<(Date, Range)> {
        if self.gate.is_some() {
            return Vec::new();
        }
        let forecast = self.track.forecast.iter().skip(STEP_DAYS - 1);
        let shown = forecast.step_by(STEP_DAYS);
        shown
            .map(|morning| (self.diary.date(morning.day), (&morning.shown_kg).into()))
            .collect()
    }

    /// The picture of it: dots of what was believed, and the mornings ahead unless a gate stops them.
    fn picture(&self) -> Picture {
        let refused = &self.track.present.refused;
        let is_believed = |weighing: &&Weighing| {
            !refused
                .iter()
                .any(|slip| slip.day == weighing.day && slip.kg.to_bits() == weighing.kg.to_bits())
        };
        let shown = self.diary.log.weights.iter().filter(is_believed);
        let ahead = self.track.forecast.iter();
        Picture {
            shown: shown
                .map(|weighing| (self.diary.date(weighing.day), weighing.kg))
                .collect(),
            past: self
                .track
                .past
                .iter()
                .map(|past| (self.diary.date(past.day), (&past.trend_kg).into()))
                .collect(),
            ahead: ahead
                .filter(|_| self.gate.is_none())
                .map(|morning| (self.diary.date(morning.day), (&morning.shown_kg).into()))
                .collect(),
            goal: self.goal_kg.filter(|_| self.gate.is_none()),
        }
    }

    /// Why a goal is none that is looked forward to, if it is not.
    fn low_goal(&self, parameters: &Parameters, body: &Person) -> Option<String> {
        let start = body.bmi(self.diary.weighed_kg(&self.track));
        low_goal(parameters, start, body.bmi(self.goal_kg?))
    }

    /// Whether going on leads down to below the least healthy body mass index.
    fn leads_too_low(&self, parameters: &Parameters, body: &Person) -> bool {
        let bmi = |kg: &Mixture| body.bmi(Range::from(kg).lo90);
        let (floor, now) = (
            parameters.safety.bmi_floor.value,
            bmi(&self.track.present.trend_kg),
        );
        let mut later = self.track.forecast.iter().map(|day| bmi(&day.trend_kg));
        later.any(|later| later < floor && later < now)
    }

    /// How likely the goal is reached by the last morning that is shown.
    pub(super) fn chance(&self) -> Option<f64> {
        if self.gate.is_some() {
            return None;
        }
        let last = self.track.forecast.last()?;
        self.track.chance_of(self.goal_kg?, last.day)
    }
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let parameters = Parameters::published();
    let me = options
        .me
        .as_deref()
        .ok_or_else(|| Refusal::new("it is not told who you are", "say it with --me ME.toml"))?;
    let me = Me::of_file(me)?;
    let body = me.person(parameters)?;
    let today = morning(&options.as_of)?;
    let kept = Kept::open(data)?;
    let person = kept.known(&options.whose)?;
    let diary = Diary::of(&kept, &person, today)?;
    let as_of = diary.day(today);
    let plan = options.plan.map(|kcal| PlannedIntake {
        from_day: as_of,
        kcal,
    });
    let log = Log {
        plan: plan.into_iter().collect(),
        ..diary.log.clone()
    };
    let track = track(parameters, me.tracked(), log, as_of, options.horizon)?;
    let followed = Followed {
        gate: me.gate_at(parameters, diary.weighed_kg(&track))?,
        track,
        diary,
        goal_kg: options.goal,
    };
    if let Some(why) = followed.low_goal(parameters, &body) {
        return Err(Refusal::new(why, "tell another --goal, or none").into());
    }
    let shown = followed.mornings();
    kept.wait(kept.store.keep_foretold(&person, &foretold(today, &shown)))?;
    kept.close();
    if let (Some(path), Some(svg)) = (&options.plot, followed.picture().svg()) {
        write(path, &svg)?;
    }
    let text = if options.csv {
        told::csv(&followed)
    } else if options.json {
        json(&told::Wire::of(&followed))?
    } else {
        told::text(&followed, parameters)
    };
    let low = followed.leads_too_low(parameters, &body);
    Ok(Output {
        note: low.then(|| TOO_LOW.to_owned()),
        ..Output::done(text)
    })
}

/// The morning to look from.
fn morning(as_of: &[String]) -> Result<Date, Refusal> {
    match as_of {
        [] => Ok(Zoned::now().date()),
        [day] => day
            .parse()
            .ok()
            .ok_or_else(|| Refusal::new(format!("`{day}` is no date"), "as in --as-of 2026-03-01")),
        _ => Err(Refusal::new(
            "several dates are told",
            "tell one; several days are for --batch",
        )),
    }
}

fn foretold(made: Date, shown: &[(Date, Range)]) -> Vec<Foretold> {
    let one = |(due, range): &(Date, Range)| Foretold {
        quantity: Quantity::Weight,
        made,
        due: *due,
        median: range.median,
        range50: [range.lo50, range.hi50],
        range90: [range.lo90, range.hi90],
    };
    shown.iter().map(one).collect()
}
