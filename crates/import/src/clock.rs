//! Days and times as vendors write them.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::Offset,
};

use crate::{
    Moment,
    moment::{MOST_HOURS, offset},
};

/// The longest a moment is written.
const MOST_BYTES: usize = 64;

/// The beginnings of the months in English, German, Spanish, French, Italian, Portuguese and Dutch,
/// without accents.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen"],
    &["feb", "fev"],
    &["mar", "mae", "mrt", "maa"],
    &["apr", "abr", "avr"],
    &["may", "mai", "mag", "mei", "maj"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "ago", "aou"],
    &["sep", "set"],
    &["oct", "okt", "ott", "out"],
    &["nov"],
    &["dec", "dez", "dic"],
];

/// A moment in any of the forms that cannot be mistaken for another: ISO 8601 with or without time and
/// offset, `13.10.2019 06:29`, `22 Dec 2025, 08:00`, `May 22, 2026, 12:57 PM`.
pub(crate) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    if MOST_BYTES < text.len() {
        return None;
    }
    stamp(text.as_bytes())
        .or_else(|| iso(text))
        .or_else(|| compact(text))
        .or_else(|| dotted(text))
        .or_else(|| worded(text))
}

/// A day in any of those forms.
pub(crate) fn day(text: &str) -> Option<Date> {
    let moment = moment(text)?;
    moment.time.is_none().then_some(moment.day)
}

/// `MM/DD/YY` or `MM/DD/YYYY`, for vendors that are known to mean that.
pub(crate) fn month_first(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('/');
    let [month, day, year] = [parts.next()?, parts.next()?, parts.next()?];
    let year: i16 = match year.len() {
        2 => 2000 + digits::<i16>(year)?,
        4 => digits(year)?,
        _ => return None,
    };
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, digits(month)?, digits(day)?).ok()
}

/// A time of day, of 12 or 24 hours.
pub(crate) fn time(text: &str) -> Option<Time> {
    let text = text.trim();
    let end = text
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_digit() || matches!(c, ':' | '.')))
        .map_or(text.len(), |(at, _)| at);
    let half: String = text[end..]
        .chars()
        .filter(|c| !(c.is_whitespace() || *c == '.'))
        .collect::<String>()
        .to_lowercase();
    let mut parts = text[..end].split(':');
    let hour: i8 = digits(parts.next()?)?;
    let minute = digits(parts.next()?)?;
    let (second, nanosecond) = parts.next().map_or(Some((0, 0)), seconds)?;
    if parts.next().is_some() {
        return None;
    }
    let hour = match (half.as_str(), hour) {
        ("", 0..24) | ("pm", 12) | ("am", 1..12) => hour,
        ("am", 12) => 0,
        ("pm", 1..12) => hour + 12,
        _ => return None,
    };
    Time::new(hour, minute, second, nanosecond).ok()
}

/// Milliseconds since 1970.
pub(crate) fn epoch_ms(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.len() < 12 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Timestamp::from_millisecond(text.parse().ok()?).ok()
}

/// Whether a text is a plain whole number.
pub(crate) fn is_count(text: &str) -> bool {
    digits::<u32>(text).is_some()
}

fn digits<T: std::str::FromStr>(text: &str) -> Option<T> {
    let is_plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}

fn seconds(text: &str) -> Option<(i8, i32)> {
    let Some((whole, part)) = text.split_once('.') else {
        return Some((digits(text)?, 0));
    };
    let part: String = part.chars().take(9).collect();
    let scale = 10_i32.pow(u32::try_from(9 - part.len()).ok()?);
    let nanoseconds = if part.is_empty() {
        0
    } else {
        digits::<i32>(&part)? * scale
    };
    Some((digits(whole)?, nanoseconds))
}

/// `2026-03-14 07:05:00 -0400`, which long files hold by the million.
fn stamp(text: &[u8]) -> Option<Moment> {
    let text: &[u8; 25] = text.try_into().ok()?;
    let marks = [4, 7, 10, 13, 16, 19].map(|at: usize| text[at]);
    if marks != *b"-- :: " {
        return None;
    }
    let two = |at: usize| {
        let [tens, ones] = [text[at], text[at + 1]].map(|digit| digit.wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then(|| (10 * tens + ones).cast_signed())
    };
    let year = 100 * i16::from(two(0)?) + i16::from(two(2)?);
    let day = Date::new(year, two(5)?, two(8)?).ok()?;
    let time = Time::new(two(11)?, two(14)?, two(17)?, 0).ok()?;
    let (hours, minutes) = (i32::from(two(21)?), i32::from(two(23)?));
    let sign = match text[20] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    if MOST_HOURS < hours || 59 < minutes {
        return None;
    }
    let offset = Offset::from_seconds(sign * 60 * (60 * hours + minutes)).ok()?;
    Some(Moment::at(day.to_datetime(time), offset))
}

fn iso(text: &str) -> Option<Moment> {
    let (date, rest) = text.split_at_checked(10)?;
    let mut parts = date.split('-');
    let [year, month, day] = [parts.next()?, parts.next()?, parts.next()?];
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    let day = Date::new(digits(year)?, digits(month)?, digits(day)?).ok()?;
    let Some(rest) = rest.strip_prefix(['T', 't', ' ', ',']) else {
        return rest.is_empty().then_some(Moment::of_day(day));
    };
    timed(day, rest.trim())
}

/// A time, perhaps with its offset.
fn timed(day: Date, text: &str) -> Option<Moment> {
    let Some(at) = text.find(['Z', 'z', '+', '-']) else {
        return Some(Moment::on_wall(day.to_datetime(time(text)?)));
    };
    let wall = day.to_datetime(time(&text[..at])?);
    Some(Moment::at(wall, offset(&text[at..])?))
}

/// `20150616071820-0700`.
fn compact(text: &str) -> Option<Moment> {
    let (wall, rest) = text.split_at_checked(14)?;
    let part = |from: usize, to: usize| wall.get(from..to);
    let wall = DateTime::new(
        digits(part(0, 4)?)?,
        digits(part(4, 6)?)?,
        digits(part(6, 8)?)?,
        digits(part(8, 10)?)?,
        digits(part(10, 12)?)?,
        digits(part(12, 14)?)?,
        0,
    )
    .ok()?;
    if rest.is_empty() {
        return Some(Moment::on_wall(wall));
    }
    Some(Moment::at(wall, offset(rest)?))
}

fn dotted(text: &str) -> Option<Moment> {
    let (date, rest) = text.split_once([' ', ',']).unwrap_or((text, ""));
    let mut parts = date.split('.');
    let [day, month, year] = [parts.next()?, parts.next()?, parts.next()?];
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    let day = Date::new(digits(year)?, digits(month)?, digits(day)?).ok()?;
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(Moment::of_day(day));
    }
    timed(day, rest)
}

/// A day with the month in words, either way round, perhaps with a time.
fn worded(text: &str) -> Option<Moment> {
    let words: Vec<&str> = text
        .split([' ', ','])
        .filter(|w| !matches!(*w, "" | "de" | "at" | "um"))
        .collect();
    let [first, second, year, rest @ ..] = words.as_slice() else {
        return None;
    };
    let bare = |word: &str| digits::<i8>(word.trim_end_matches('.'));
    let (day, month) = match (bare(first), bare(second)) {
        (Some(day), None) => (day, month(second)?),
        (None, Some(day)) => (day, month(first)?),
        _ => return None,
    };
    if year.len() != 4 {
        return None;
    }
    let day = Date::new(digits(year)?, month, day).ok()?;
    if rest.is_empty() {
        return Some(Moment::of_day(day));
    }
    timed(day, &rest.join(" "))
}

fn month(word: &str) -> Option<i8> {
    let word: String = word.to_lowercase().chars().map(unaccented).collect();
    let begins = |names: &[&str]| names.iter().any(|name| word.starts_with(name));
    let at = MONTHS.iter().position(|names| begins(names))?;
    i8::try_from(at + 1).ok()
}

fn unaccented(c: char) -> char {
    match c {
        'é' | 'è' => 'e',
        'û' | 'ü' => 'u',
        'ä' => 'a',
        'ç' => 'c',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{epoch_ms, moment, month_first, time};

    #[test]
    fn every_form_tells_the_same_morning() {
        for text in [
            "2026-03-01 07:10",
            "2026-03-01T07:10:00",
            "2026-03-01 07:10:00.000",
            "2026-03-01, 07:10",
            "01.03.2026 07:10",
            "1 Mar 2026, 07:10",
            "Mar 1, 2026, 7:10 AM",
            "Mar 1, 2026, 7:10\u{202f}AM",
            "1 mars 2026, 07:10",
            "1 de marzo de 2026, 07:10",
            "1. März 2026, 07:10",
            "20260301071000",
        ] {
            let moment = moment(text).expect(text);
            assert_eq!(moment.day.to_string(), "2026-03-01", "{text}");
            assert_eq!(moment.time.expect(text).to_string(), "07:10:00", "{text}");
            assert_eq!(moment.offset, None, "{text}");
        }
    }

    #[test]
    fn offsets_are_kept() {
        for (text, seconds) in [
            ("2026-03-14 07:05:00 -0400", -14_400),
            ("2026-06-01T08:00:00.000Z", 0),
            ("2026-06-01T08:00:00+02:00", 7_200),
            ("20150616071820-0700", -25_200),
        ] {
            let offset = moment(text).expect(text).offset.expect(text);
            assert_eq!(offset.seconds(), seconds, "{text}");
        }
    }

    #[test]
    fn what_can_be_mistaken_is_no_date() {
        for text in [
            "03/04/2026",
            "2026-13-01",
            "2026-02-30",
            "7:10",
            "",
            "1 Foo 2026",
            "2026-03-01 25:00",
            "1 Mar 26",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
        assert_eq!(
            month_first("08/04/17").expect("it is one").to_string(),
            "2017-08-04"
        );
        let noon = |text| time(text).map(|t| t.to_string());
        assert_eq!(noon("12:00 PM").as_deref(), Some("12:00:00"));
        assert_eq!(noon("12:05 am").as_deref(), Some("00:05:00"));
        assert_eq!(noon("8:30:00 AM").as_deref(), Some("08:30:00"));
        assert_eq!(noon("13:00 PM"), None);
        assert_eq!(epoch_ms("12"), None);
    }

    #[test]
    fn regress_a_half_of_the_day_in_other_letters_is_no_morning() {
        for text in ["7:12 μ.μ.", "7:12 下午", "07:10 99", "07:10 -", "7:10 p/m"] {
            assert_eq!(time(text), None, "{text}");
        }
        for text in [
            "7:12 p.m.",
            "7:12 P. M.",
            "7:12\u{a0}p.\u{202f}m.",
            "7:12pm",
        ] {
            let found = time(text).expect(text);
            assert_eq!(found.to_string(), "19:12:00", "{text}");
        }
    }
}
