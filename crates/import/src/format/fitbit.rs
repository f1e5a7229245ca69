//! Fitbit: `weight-….json`, a month a file. The unit is nowhere in it; the body mass index beside each weight
//! tells it.

use serde_json::Value;

use super::base;
use crate::{
    Ask, Error, Method, Moment, Need, Quantity, Stop, Unit, UnitFrom, Why, clock,
    file::{File, Head},
    intake::Intake,
    json,
    sheet::{brief, by_index},
};

/// More than anybody weighs themselves in a lifetime; a file holds a month.
const MOST: usize = 200_000;

struct Log {
    id: Option<String>,
    weight: Option<f64>,
    index: Option<f64>,
    fat: Option<f64>,
    date: String,
    time: String,
    source: Option<String>,
}

impl Log {
    fn read(value: &Value) -> Self {
        let number = |key: &str| value.get(key).and_then(Value::as_f64);
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(brief);
        let id = value.get("logId").and_then(Value::as_u64);
        Self {
            id: id.map(|id| id.to_string()),
            weight: number("weight"),
            index: number("bmi"),
            fat: number("fat"),
            date: text("date").unwrap_or_default(),
            time: text("time").unwrap_or_default(),
            source: text("source"),
        }
    }

    /// When; a minute to midnight less a second stands for a day without a time.
    fn at(&self) -> Option<Moment> {
        let day = clock::month_first(&self.date)?;
        if matches!(self.time.as_str(), "" | "23:59:59") {
            return Some(Moment::of_day(day));
        }
        Some(Moment::on_wall(day.to_datetime(clock::time(&self.time)?)))
    }
}

pub(super) fn sniff(head: &Head) -> bool {
    let text = &head.text;
    text.trim_start().starts_with('[')
        && ["\"logId\"", "\"weight\"", "\"date\""]
            .iter()
            .all(|key| text.contains(key))
}

pub(super) fn read(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let mut logs = Vec::new();
    let mut is_too_long = false;
    let stop = json::each(file.reader(), "", &mut |value| {
        if logs.len() < MOST {
            logs.push(Log::read(&value));
        } else {
            is_too_long = true;
        }
    });
    let pairs: Vec<(f64, f64)> = logs
        .iter()
        .filter_map(|log| Some((log.weight?, log.index.filter(|index| 0.0 < *index)?)))
        .collect();
    let inferred = by_index(&pairs).map(|unit| (unit, UnitFrom::Inferred));
    let told = intake.answers.unit(Quantity::Weight);
    let (unit, from) = inferred
        .or_else(|| told.map(|unit| (unit, UnitFrom::Told)))
        .ok_or_else(|| {
            Error::UnitNeeded(vec![Need {
                column: "weight".to_owned(),
                ask: Ask::Weight,
            }])
        })?;
    intake.choose("weight", Quantity::Weight, unit, from);
    for (number, log) in (1..).zip(logs) {
        intake.begin(number);
        take(&log, unit, intake);
    }
    if let Some(stop) = stop.or_else(|| is_too_long.then_some(Stop::TooLong)) {
        intake.stop(stop);
    }
    Ok(())
}

fn take(log: &Log, unit: Unit, intake: &mut Intake<'_>) {
    let Some(at) = log.at() else {
        return intake.refuse(Why::BadTime(format!("{} {}", log.date, log.time)));
    };
    let mut base = base(at);
    base.external_id.clone_from(&log.id);
    base.device.clone_from(&log.source);
    base.method = log.source.as_deref().and_then(|source| match source {
        "Aria" => Some(Method::Device),
        "Web" | "Manual" => Some(Method::Manual),
        _ => None,
    });
    if let Some(weight) = log.weight {
        intake.take(&base, Quantity::Weight, weight, unit);
    }
    if let Some(fat) = log.fat {
        intake.take(&base, Quantity::BodyFat, fat, Unit::Percent);
    }
}
