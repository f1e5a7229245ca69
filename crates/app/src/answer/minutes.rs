//! How many minutes a day of working a spot a question speaks of.

/// Longer than anybody works one spot: such a figure is about something else.
const MOST_MINUTES: f64 = 240.0;
const DAYS_PER_WEEK: f64 = 7.0;
/// What people do for minutes or hours without working a spot.
const OTHER: [&str; 10] = [
    "sit", "sitting", "sleep", "sleeping", "desk", "fast", "fasting", "drive", "driving", "commute",
];

/// Minutes a day named in `question` ("10 min abs every day"), if it says how often.
pub(crate) fn minutes_per_day(question: &str) -> Option<f64> {
    let text = question
        .to_lowercase()
        .replace("/day", " a day")
        .replace("/week", " a week");
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    if words.iter().any(|word| OTHER.contains(word)) {
        return None;
    }
    let (minutes, after) = (0..words.len()).find_map(|i| minutes_at(&words, i))?;
    let rest = &words[after..];
    let per_day = if is_often(rest, "week") || rest.first() == Some(&"weekly") {
        minutes / DAYS_PER_WEEK
    } else if let Some(times) = times_a_week(rest) {
        minutes * times / DAYS_PER_WEEK
    } else if is_daily(&words) {
        minutes
    } else {
        return None;
    };
    (0.0 < per_day && per_day <= MOST_MINUTES).then_some(per_day)
}

/// "20 min", "7.5 minutes", "20min", "1 hour" starting at a word, and where the words go on.
fn minutes_at(words: &[&str], i: usize) -> Option<(f64, usize)> {
    let attached = words[i].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number: f64 = words[i][..words[i].len() - attached.len()].parse().ok()?;
    let (unit, after) = if attached.is_empty() {
        (*words.get(i + 1)?, i + 2)
    } else {
        (attached, i + 1)
    };
    let minutes = match unit {
        "min" | "mins" | "minute" | "minutes" => number,
        "hour" | "hours" | "hr" | "hrs" | "h" => 60.0 * number,
        _ => return None,
    };
    Some((minutes, after))
}

/// Whether the words go straight on with "a week", "per day" and the like.
fn is_often(words: &[&str], span: &str) -> bool {
    matches!(words, ["a" | "per" | "each" | "every", next, ..] if *next == span)
}

fn is_daily(words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| ["daily", "everyday", "nightly"].contains(word))
        || (0..words.len()).any(|i| is_often(&words[i..], "day") || is_often(&words[i..], "night"))
}

/// "3 times a week", "3x a week", "twice a week", "4 days a week".
fn times_a_week(words: &[&str]) -> Option<f64> {
    (0..words.len()).find_map(|i| {
        let (count, after) = match words[i] {
            "once" => (1.0, i + 1),
            "twice" => (2.0, i + 1),
            word => match (word.strip_suffix('x'), words.get(i + 1)) {
                (Some(number), _) => (number.parse().ok()?, i + 1),
                (None, Some(&("times" | "x" | "days"))) => (word.parse().ok()?, i + 2),
                (None, _) => return None,
            },
        };
        let rest = &words[after..];
        (is_often(rest, "week") || rest.first() == Some(&"weekly")).then_some(count)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MOST_MINUTES, minutes_per_day};

    proptest! {
        #[test]
        fn prop_any_text_gives_plausible_minutes_or_none(text in any::<String>()) {
            prop_assert!(minutes_per_day(&text).is_none_or(|m| 0.0 < m && m <= MOST_MINUTES));
        }
    }

    #[test]
    fn minutes_are_read_in_the_ways_people_write_them() {
        for (question, expected) in [
            ("gonna do 10 min abs every day", 10.0),
            ("20-minute ab workout daily", 20.0),
            ("15mins/day of planks?", 15.0),
            ("7.5 minutes of abs each day", 7.5),
            ("1 hour a day of crunches", 60.0),
            ("I work out my abs 20 minutes a day", 20.0),
            ("35 minutes of crunches 3 times a week", 15.0),
            ("35 min abs twice a week", 10.0),
            ("35 minutes a day 3x a week", 15.0),
            ("35 minutes a week of abs", 5.0),
            ("35 minutes of abs 4 days a week", 20.0),
        ] {
            assert_eq!(minutes_per_day(question), Some(expected), "{question}");
        }
    }

    #[test]
    fn other_figures_are_left_alone() {
        for question in [
            "I sit 8 hours a day, do crunches burn belly fat?",
            "20 minute ab workout",
            "20 minutes of abs before yoga days",
            "I did 100 crunches a day",
            "an hour a day",
            "99999999 minutes a day",
            "do ab exercises burn belly fat within 24 hours?",
        ] {
            assert_eq!(minutes_per_day(question), None, "{question}");
        }
    }
}
