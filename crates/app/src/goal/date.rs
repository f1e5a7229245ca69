//! When, in somebody's words: "by 1 June 2027", "in twelve weeks", "in 3 Monaten".

use jiff::{Span, civil::Date};

/// Months as they are written in English, German and Spanish.
const MONTHS: [[&str; 3]; 12] = [
    ["january", "januar", "enero"],
    ["february", "februar", "febrero"],
    ["march", "m\u{e4}rz", "marzo"],
    ["april", "april", "abril"],
    ["may", "mai", "mayo"],
    ["june", "juni", "junio"],
    ["july", "juli", "julio"],
    ["august", "august", "agosto"],
    ["september", "september", "septiembre"],
    ["october", "oktober", "octubre"],
    ["november", "november", "noviembre"],
    ["december", "dezember", "diciembre"],
];
/// The shortest beginning of a month that stands for it.
const MONTH_LETTERS: usize = 3;
const NUMBERS: [[&str; 3]; 12] = [
    ["one", "eine", "un"],
    ["two", "zwei", "dos"],
    ["three", "drei", "tres"],
    ["four", "vier", "cuatro"],
    ["five", "f\u{fc}nf", "cinco"],
    ["six", "sechs", "seis"],
    ["seven", "sieben", "siete"],
    ["eight", "acht", "ocho"],
    ["nine", "neun", "nueve"],
    ["ten", "zehn", "diez"],
    ["eleven", "elf", "once"],
    ["twelve", "zw\u{f6}lf", "doce"],
];
const ONE: [&str; 6] = ["a", "an", "ein", "einem", "einer", "una"];
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// The date that words name, after `start` where they name no year.
pub(super) fn by(words: &[String], start: Date) -> Option<Date> {
    (0..words.len()).find_map(|i| {
        let rest = &words[i + 1..];
        match words[i].as_str() {
            "by" | "until" | "before" | "till" | "bis" | "vor" | "para" | "hasta" => {
                dated(rest, start)
            }
            "in" | "within" | "over" | "for" | "en" => spanned(rest, start),
            _ => None,
        }
    })
}

fn dated(words: &[String], start: Date) -> Option<Date> {
    let first = words.first()?;
    if let Ok(date) = first.parse::<Date>() {
        return Some(date);
    }
    let (place, month) = words
        .iter()
        .take(2)
        .enumerate()
        .find_map(|(place, word)| Some((place, month_of(word)?)))?;
    let day_of = |word: &String| -> Option<i8> {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
        digits.parse().ok().filter(|day| (1..=31).contains(day))
    };
    let beside = |at: Option<usize>| at.and_then(|at| words.get(at)).and_then(day_of);
    let day = beside(place.checked_sub(1))
        .or_else(|| beside(Some(place + 1)))
        .unwrap_or(1);
    let year_of = |word: &String| word.parse::<i16>().ok().filter(|year| YEARS.contains(year));
    if let Some(year) = words.iter().skip(place + 1).take(2).find_map(year_of) {
        return Date::new(year, month, day).ok();
    }
    let this_year = Date::new(start.year(), month, day).ok()?;
    if start < this_year {
        Some(this_year)
    } else {
        Date::new(start.year() + 1, month, day).ok()
    }
}

fn month_of(word: &str) -> Option<i8> {
    let is_meant = |month: &&str| MONTH_LETTERS <= word.chars().count() && month.starts_with(word);
    let place = MONTHS
        .iter()
        .position(|names| names.iter().any(&is_meant))?;
    i8::try_from(place + 1).ok()
}

fn spanned(words: &[String], start: Date) -> Option<Date> {
    let [number, unit, ..] = words else {
        return None;
    };
    let number = count(number)?;
    let span = Span::new();
    let span = match unit.as_str() {
        "day" | "days" | "tag" | "tagen" | "d\u{ed}a" | "d\u{ed}as" => span.try_days(number),
        "week" | "weeks" | "woche" | "wochen" | "semana" | "semanas" => span.try_weeks(number),
        "month" | "months" | "monat" | "monaten" | "mes" | "meses" => span.try_months(number),
        "year" | "years" | "jahr" | "jahren" | "a\u{f1}o" | "a\u{f1}os" => span.try_years(number),
        _ => return None,
    };
    start.checked_add(span.ok()?).ok()
}

fn count(word: &str) -> Option<i64> {
    if ONE.contains(&word) {
        return Some(1);
    }
    let spelled = NUMBERS.iter().position(|names| names.contains(&word));
    let spelled = spelled.and_then(|place| i64::try_from(place + 1).ok());
    spelled.or_else(|| word.parse().ok())
}
