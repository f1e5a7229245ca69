//! A track in words, as JSON and as CSV.

use serde::Serialize;
use spotcheck_engine::tracker::{CALIBRATED_DAY, Device, FatMethod, Refused, Slip, TimeOfDay};
use spotcheck_model::Parameters;

use super::own::Followed;
use crate::{gate::FORECAST, number, report::printable, wire::Range};

/// Where what is told of a log comes from.
pub(crate) const SOURCES: &str = "Of the numbers behind this some are measured and some assumed: `spotcheck why` lists \
    each with its source,\nand docs/method/tracking.md says what is done with them. General information, not medical \
    advice.\n";

/// A jump that is less likely is not worth a question.
const LIKELY: f64 = 0.5;

pub(super) fn text(followed: &Followed, parameters: &Parameters) -> String {
    let present = &followed.track.present;
    let mut text = format!(
        "You spend {} kcal a day on the scale on which you log.\n",
        Range::from(&present.expenditure_kcal_per_day).text(0)
    );
    if present.as_of < CALIBRATED_DAY {
        text.push_str(&format!(
            "This is day {}: until about day {CALIBRATED_DAY} it rests mostly on what is known of people like you.\n",
            present.as_of
        ));
    }
    text.push_str(&format!(
        "In truth it is likely {} kcal: most people log less than they eat. Plan by the first.\n\
         Weight without passing water {} kg, fat {} kg.\n",
        Range::from(&present.real_expenditure_kcal_per_day).text(0),
        Range::from(&present.trend_kg).text(1),
        Range::from(&present.fat_kg).text(1),
    ));
    ahead(&mut text, followed, parameters);
    remarks(&mut text, followed);
    text.push_str("\nRanges hold nine in ten. ");
    text.push_str(SOURCES);
    printable(&text)
}

/// The mornings to come, or why none are told.
fn ahead(text: &mut String, followed: &Followed, parameters: &Parameters) {
    if let Some(gate) = followed.gate {
        text.push_str(&format!("\n{}\n", gate.words(parameters, FORECAST)));
        return;
    }
    text.push_str("\nWhat the scale will show if you go on as planned\n");
    for (date, shown) in followed.mornings() {
        text.push_str(&format!("{date}  {} kg\n", shown.text(1)));
    }
    if let (Some(chance), Some(goal)) = (followed.chance(), followed.goal_kg) {
        text.push_str(&format!(
            "You are at {} kg by then with a probability of {}.\n",
            number::plain(goal, 1),
            percent(chance)
        ));
    }
}

/// "42 %"; what is not quite nothing or certain is not told as that.
fn percent(probability: f64) -> String {
    match 100.0 * probability {
        percent if percent < 1.0 => "less than 1 %".to_owned(),
        percent if 99.0 < percent => "more than 99 %".to_owned(),
        percent => format!("{percent:.0} %"),
    }
}

/// Scales and evenings that differ, and weighings that were left out.
fn remarks(text: &mut String, followed: &Followed) {
    for offset in &followed.track.offsets {
        let by: Range = (&offset.by).into();
        let (what, scale, unit) = device(followed, offset.of);
        let by = Range {
            median: scale * by.median,
            lo90: scale * by.lo90,
            hi90: scale * by.hi90,
            ..by
        };
        text.push_str(&format!("{what} adds {} {unit}.\n", by.text(1)));
    }
    for jump in &followed.track.present.jumps {
        if jump.probability < LIKELY {
            continue;
        }
        text.push_str(&format!(
            "Around {} weight seems to have jumped without food behind it ({:.0} % likely): another scale, creatine, a \
             journey? `spotcheck log` can say so.\n",
            followed.diary.date(jump.day),
            100.0 * jump.probability
        ));
    }
    for Refused { day, kg, why } in &followed.track.present.refused {
        let why = match why {
            Slip::OtherUnit => "it fits if it is in another unit",
            Slip::Alone => "nothing near it confirms it",
        };
        text.push_str(&format!(
            "Left out: {} kg on {}, {why}.\n",
            number::plain(*kg, 1),
            followed.diary.date(*day)
        ));
    }
}

/// What differs, by what factor it is told, and in which unit.
fn device(followed: &Followed, device: Device) -> (String, f64, &'static str) {
    match device {
        Device::Scale(number) => {
            let name = followed.diary.scales.get(number as usize);
            let name = name.map_or("another scale", String::as_str);
            (format!("Beside the first scale, {name}"), 1.0, "kg")
        }
        Device::Time(TimeOfDay::Morning) => ("The morning".to_owned(), 1.0, "kg"),
        Device::Time(TimeOfDay::Evening) => ("The evening".to_owned(), 1.0, "kg"),
        Device::Fat(method) => {
            let name = match method {
                FatMethod::Tape => "the tape",
                FatMethod::Skinfold => "the calliper",
                FatMethod::Ultrasound => "ultrasound",
                FatMethod::Bia => "the scale's body fat",
                FatMethod::Dxa => "DXA",
            };
            (format!("To the share of fat, {name}"), 100.0, "points")
        }
    }
}

/// The contract's line of a batch, with what only a kept log has.
#[derive(Serialize)]
pub(super) struct Wire {
    as_of: String,
    days: usize,
    expenditure_kcal_per_day: Range,
    real_expenditure_kcal_per_day: Range,
    trend_kg: Range,
    fat_kg: Range,
    weight_ahead_kg: Vec<Morning>,
    chance_of_goal: Option<f64>,
    no_forecast_since: Option<String>,
    refused: Vec<LeftOut>,
    jumps: Vec<Jump>,
}

#[derive(Serialize)]
struct Jump {
    day: String,
    probability: f64,
}

#[derive(Serialize)]
struct Morning {
    day: String,
    #[serde(flatten)]
    shown_kg: Range,
}

#[derive(Serialize)]
struct LeftOut {
    day: String,
    kg: f64,
    fits_another_unit: bool,
}

impl Wire {
    pub(super) fn of(followed: &Followed) -> Self {
        let present = &followed.track.present;
        let date = |day| followed.diary.date(day).to_string();
        let parameters = Parameters::published();
        Self {
            as_of: date(present.as_of),
            days: present.as_of,
            expenditure_kcal_per_day: (&present.expenditure_kcal_per_day).into(),
            real_expenditure_kcal_per_day: (&present.real_expenditure_kcal_per_day).into(),
            trend_kg: (&present.trend_kg).into(),
            fat_kg: (&present.fat_kg).into(),
            weight_ahead_kg: followed
                .mornings()
                .into_iter()
                .map(|(day, shown_kg)| Morning {
                    day: day.to_string(),
                    shown_kg,
                })
                .collect(),
            chance_of_goal: followed.chance(),
            no_forecast_since: followed.gate.map(|gate| gate.words(parameters, FORECAST)),
            refused: present
                .refused
                .iter()
                .map(|refused| LeftOut {
                    day: date(refused.day),
                    kg: refused.kg,
                    fits_another_unit: refused.why == Slip::OtherUnit,
                })
                .collect(),
            jumps: present
                .jumps
                .iter()
                .map(|jump| Jump {
                    day: date(jump.day),
                    probability: jump.probability,
                })
                .collect(),
        }
    }
}

/// A row a day: what was, in the light of everything logged.
pub(super) fn csv(followed: &Followed) -> String {
    let mut text = "day,trend_kg,trend_kg_lo90,trend_kg_hi90,fat_kg,fat_kg_lo90,fat_kg_hi90,\
                    expenditure_kcal_per_day,expenditure_kcal_per_day_lo90,expenditure_kcal_per_day_hi90\n"
        .to_owned();
    for past in &followed.track.past {
        text.push_str(&followed.diary.date(past.day).to_string());
        for (mixture, decimals) in [
            (&past.trend_kg, 3),
            (&past.fat_kg, 3),
            (&past.expenditure_kcal_per_day, 1),
        ] {
            let range = Range::from(mixture);
            for value in [range.median, range.lo90, range.hi90] {
                text.push_str(&format!(",{value:.decimals$}"));
            }
        }
        text.push('\n');
    }
    text
}
