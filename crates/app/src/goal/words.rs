//! Where somebody wants to go, read from their own words: which way, how far, by when and with what to
//! stand out.

use jiff::{Span, civil::Date};
use serde::Deserialize;
use spotcheck_engine::{planner::Mode, training};

const KG_PER_LB: f64 = 0.453_592_37;
const KG_PER_STONE: f64 = 14.0 * KG_PER_LB;
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// The shortest beginning of a month that stands for it.
const MONTH_LETTERS: usize = 3;
/// What stands before a weight to reach, where others stand before a change.
const BEFORE_GOAL: [&str; 6] = ["to", "at", "reach", "weigh", "hit", "auf"];

/// What a person's words tell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Told {
    pub(super) mode: Option<Mode>,
    /// The shape to stand out, by its code.
    pub(super) preset: Option<String>,
    /// Change of weight, kg; negative for a loss.
    pub(super) change_kg: Option<f64>,
    /// Weight to reach, kg.
    pub(super) weight_kg: Option<f64>,
    pub(super) by: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    keep: Vec<String>,
    recompose: Vec<String>,
    lose: Vec<String>,
    gain: Vec<String>,
}

impl Told {
    /// Reads `ask`; dates are after `start`.
    ///
    /// # Errors
    /// When the built-in lists do not load, which a test rules out.
    pub(super) fn of(ask: &str, start: Date) -> anyhow::Result<Self> {
        let lists: Lists = toml::from_str(include_str!("../../../../data/goals/words.toml"))?;
        let words = words(ask);
        let amount = amount(&words);
        let (change_kg, weight_kg) = match amount {
            Some(Amount::Change(kg)) => (Some(kg), None),
            Some(Amount::Goal(kg)) => (None, Some(kg)),
            None => (None, None),
        };
        let mut told = Self {
            mode: mode(&lists, &words),
            preset: preset(&words),
            change_kg,
            weight_kg,
            by: by(&words, start),
        };
        if let Some(change_kg) = &mut told.change_kg {
            let is_signed = *change_kg < 0.0;
            match told.mode {
                Some(Mode::Gain) if !is_signed => {}
                None if !is_signed => told.mode = Some(Mode::Gain),
                _ => {
                    *change_kg = -change_kg.abs();
                    told.mode = Some(Mode::Lose);
                }
            }
        }
        Ok(told)
    }
}

/// Lower-case words; numbers keep their sign and their decimals.
fn words(ask: &str) -> Vec<String> {
    let text = ask.to_lowercase().replace(['\u{2212}', '\u{2013}'], "-");
    let is_part = |c: char| c.is_alphanumeric() || ".,-".contains(c);
    text.split(|c: char| !is_part(c))
        .flat_map(split_unit)
        .map(|word| trimmed(&word))
        .filter(|word| !word.is_empty())
        .collect()
}

/// "8kg" as "8" and "kg"; "v-taper" and "2027-06-01" as they are.
fn split_unit(word: &str) -> Vec<String> {
    let number = word.trim_start_matches(|c: char| c.is_ascii_digit() || ".,-".contains(c));
    let digits = &word[..word.len() - number.len()];
    if digits.chars().any(|c| c.is_ascii_digit()) && !number.is_empty() {
        vec![digits.to_owned(), number.to_owned()]
    } else {
        vec![word.to_owned()]
    }
}

fn trimmed(word: &str) -> String {
    let word = word
        .trim_end_matches(['.', ',', '-'])
        .trim_start_matches(['.', ',']);
    if word.starts_with('-') && !word[1..].starts_with(|c: char| c.is_ascii_digit()) {
        word.trim_start_matches('-').to_owned()
    } else {
        word.to_owned()
    }
}

fn mode(lists: &Lists, words: &[String]) -> Option<Mode> {
    [
        (&lists.keep, Mode::Keep),
        (&lists.recompose, Mode::Recompose),
        (&lists.lose, Mode::Lose),
        (&lists.gain, Mode::Gain),
    ]
    .into_iter()
    .find_map(|(list, mode)| {
        list.iter()
            .any(|phrase| says(words, phrase))
            .then_some(mode)
    })
}

/// The shape whose name or other word is the longest of those said.
fn preset(words: &[String]) -> Option<String> {
    let said = training::presets().iter().flat_map(|preset| {
        let names = std::iter::once(&preset.code).chain(&preset.words);
        names
            .filter(|name| says(words, &name.to_lowercase()))
            .map(move |name| (name.len(), &preset.code))
    });
    said.max_by_key(|(length, _)| *length)
        .map(|(_, code)| code.clone())
}

/// Whether a phrase is among the words, hyphens and blanks alike.
fn says(words: &[String], phrase: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        text.split([' ', '-'])
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let wanted = parts(phrase);
    let all: Vec<String> = words.iter().flat_map(|word| parts(word)).collect();
    all.windows(wanted.len()).any(|window| window == wanted)
}

enum Amount {
    Change(f64),
    Goal(f64),
}

/// "-8 kg", "lose 10 pounds", "to 75 kg".
fn amount(words: &[String]) -> Option<Amount> {
    let per_unit = |unit: &str| match unit {
        "kg" | "kilo" | "kilos" | "kgs" => Some(1.0),
        "lb" | "lbs" | "pound" | "pounds" => Some(KG_PER_LB),
        "stone" | "st" => Some(KG_PER_STONE),
        _ => None,
    };
    words.windows(2).enumerate().find_map(|(i, pair)| {
        let kg = pair[0].replace(',', ".").parse::<f64>().ok()? * per_unit(&pair[1])?;
        let before = i.checked_sub(1).and_then(|before| words.get(before));
        let is_goal = before.is_some_and(|word| BEFORE_GOAL.contains(&word.as_str()));
        Some(if is_goal {
            Amount::Goal(kg)
        } else {
            Amount::Change(kg)
        })
    })
}

/// "by june", "by 1 june", "by 2027-06-01", "in 12 weeks", "in 3 months".
fn by(words: &[String], start: Date) -> Option<Date> {
    (0..words.len()).find_map(|i| {
        let rest = &words[i + 1..];
        match words[i].as_str() {
            "by" | "until" | "before" | "till" | "bis" | "para" => dated(rest, start),
            "in" | "within" | "over" | "for" => spanned(rest, start),
            _ => None,
        }
    })
}

fn dated(words: &[String], start: Date) -> Option<Date> {
    let first = words.first()?;
    if let Ok(date) = first.parse::<Date>() {
        return Some(date);
    }
    let told = first
        .trim_end_matches(|c: char| c.is_alphabetic())
        .parse::<i8>();
    let (day, month) = if let (Ok(day), Some(month)) = (told, words.get(1)) {
        (day, month_of(month)?)
    } else {
        let said = words.get(1).and_then(|day| day.parse().ok());
        let day = said.filter(|day| (1..=31).contains(day)).unwrap_or(1);
        (day, month_of(first)?)
    };
    let this_year = Date::new(start.year(), month, day).ok()?;
    if start < this_year {
        Some(this_year)
    } else {
        Date::new(start.year() + 1, month, day).ok()
    }
}

fn month_of(word: &str) -> Option<i8> {
    let is_meant = |month: &str| MONTH_LETTERS <= word.len() && month.starts_with(word);
    let place = MONTHS.iter().position(|month| is_meant(month))?;
    i8::try_from(place + 1).ok()
}

fn spanned(words: &[String], start: Date) -> Option<Date> {
    let [number, unit, ..] = words else {
        return None;
    };
    let number: i64 = match number.as_str() {
        "a" | "one" => 1,
        digits => digits.parse().ok()?,
    };
    let span = Span::new();
    let span = match unit.trim_end_matches('s') {
        "day" => span.try_days(number),
        "week" => span.try_weeks(number),
        "month" => span.try_months(number),
        "year" => span.try_years(number),
        _ => return None,
    };
    start.checked_add(span.ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn told(ask: &str) -> Told {
        Told::of(ask, date(2026, 11, 24)).expect("the lists load")
    }

    #[test]
    fn goals_are_read_in_the_ways_people_write_them() {
        let told_of = |ask: &str| {
            let told = told(ask);
            (
                told.mode,
                told.preset,
                told.change_kg,
                told.weight_kg,
                told.by,
            )
        };
        let (lose, gain) = (Some(Mode::Lose), Some(Mode::Gain));
        let named = |code: &str| Some(code.to_owned());
        let day = |y, m, d| Some(date(y, m, d));
        for (ask, expected) in [
            ("lose belly fat", (lose, named("waist"), None, None, None)),
            (
                "tighter hip line",
                (None, named("hip line"), None, None, None),
            ),
            ("V-taper", (None, named("V taper"), None, None, None)),
            (
                "\u{2212}8 kg by June",
                (lose, None, Some(-8.0), None, day(2027, 6, 1)),
            ),
            (
                "-8kg by 15 june",
                (lose, None, Some(-8.0), None, day(2027, 6, 15)),
            ),
            (
                "keep my strength while cutting",
                (lose, None, None, None, None),
            ),
            (
                "get down to 75 kg in 20 weeks",
                (None, None, None, Some(75.0), day(2027, 4, 13)),
            ),
            (
                "gain 4 kilos in 3 months",
                (gain, None, Some(4.0), None, day(2027, 2, 24)),
            ),
            (
                "lose 8,5 kg before 2027-03-01",
                (lose, None, Some(-8.5), None, day(2027, 3, 1)),
            ),
            ("keep my weight", (Some(Mode::Keep), None, None, None, None)),
            ("bauchfett loswerden", (lose, None, None, None, None)),
            (
                "lose fat and gain muscle",
                (Some(Mode::Recompose), None, None, None, None),
            ),
            (
                "broad shoulders by may",
                (None, named("V taper"), None, None, day(2027, 5, 1)),
            ),
        ] {
            assert_eq!(told_of(ask), expected, "{ask}");
        }
        let pounds = told("lose 10 pounds").change_kg.expect("an amount");
        assert!((pounds + 4.535_923_7).abs() < 1e-9);
    }
}
