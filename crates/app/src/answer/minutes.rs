//! How many minutes a day of working a spot a question speaks of.

/// Longer than anybody works one spot: such a figure is about something else.
const MOST_MINUTES: f64 = 240.0;
const DAYS_PER_WEEK: f64 = 7.0;
const DAILY: [&str; 7] = [
    "a day",
    "per day",
    "every day",
    "each day",
    "daily",
    "everyday",
    "a night",
];
/// What people do for minutes or hours without working a spot.
const OTHER: [&str; 9] = [
    "sit", "sitting", "sleep", "sleeping", "work", "desk", "fast", "fasting", "drive",
];

/// Minutes a day named in `question` ("10 min abs every day"), if it says how often.
pub(crate) fn minutes_per_day(question: &str) -> Option<f64> {
    let text = question.to_lowercase().replace("/day", " a day");
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.iter().any(|word| OTHER.contains(word)) {
        return None;
    }
    let minutes = (0..words.len()).find_map(|i| minutes_at(&words, i))?;
    let spaced = words.join(" ");
    let per_day = if DAILY.iter().any(|often| spaced.contains(often)) {
        minutes
    } else {
        minutes * times_a_week(&words)? / DAYS_PER_WEEK
    };
    (0.0 < per_day && per_day <= MOST_MINUTES).then_some(per_day)
}

/// "20 min", "20min", "1 hour" starting at a word.
fn minutes_at(words: &[&str], i: usize) -> Option<f64> {
    let digits = words[i].len()
        - words[i]
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let (number, attached) = words[i].split_at(digits);
    let unit = if attached.is_empty() {
        *words.get(i + 1)?
    } else {
        attached
    };
    let number: f64 = number.parse().ok()?;
    match unit {
        "min" | "mins" | "minute" | "minutes" => Some(number),
        "hour" | "hours" | "hr" | "hrs" | "h" => Some(60.0 * number),
        _ => None,
    }
}

/// "3 times a week", "3x a week", "twice a week".
fn times_a_week(words: &[&str]) -> Option<f64> {
    let week = words
        .iter()
        .position(|word| ["week", "weekly"].contains(word))?;
    words[..week]
        .iter()
        .rev()
        .take(4)
        .find_map(|word| match *word {
            "once" => Some(1.0),
            "twice" => Some(2.0),
            "thrice" => Some(3.0),
            word => word.trim_end_matches('x').parse().ok(),
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
        assert_eq!(minutes_per_day("gonna do 10 min abs every day"), Some(10.0));
        assert_eq!(minutes_per_day("20-minute ab workout daily"), Some(20.0));
        assert_eq!(minutes_per_day("15mins/day of planks?"), Some(15.0));
        assert_eq!(minutes_per_day("1 hour a day of crunches"), Some(60.0));
        assert_eq!(
            minutes_per_day("35 minutes of crunches 3 times a week"),
            Some(15.0)
        );
        assert_eq!(minutes_per_day("35 min abs twice a week"), Some(10.0));
    }

    #[test]
    fn other_figures_are_left_alone() {
        assert_eq!(
            minutes_per_day("I sit 8 hours a day, do crunches burn belly fat?"),
            None
        );
        assert_eq!(minutes_per_day("20 minute ab workout"), None);
        assert_eq!(minutes_per_day("I did 100 crunches a day"), None);
        assert_eq!(minutes_per_day("an hour a day"), None);
        assert_eq!(minutes_per_day("99999999 minutes a day"), None);
    }
}
