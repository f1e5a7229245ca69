//! How many minutes a day a question speaks of.

/// Minutes a day named in `question` ("10 min abs every day"), if it names any.
pub(crate) fn minutes_per_day(question: &str) -> Option<f64> {
    let spaced: String = question
        .chars()
        .flat_map(|c| {
            if c == '-' {
                [Some(' '), None]
            } else {
                [Some(c), None]
            }
        })
        .flatten()
        .collect();
    let words: Vec<String> = spaced.split_whitespace().map(str::to_lowercase).collect();
    words.iter().enumerate().find_map(|(i, word)| {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        let unit = match &word[digits.len()..] {
            "" => words.get(i + 1).map_or("", String::as_str),
            attached => attached,
        };
        let unit = unit.trim_end_matches(|c: char| !c.is_alphabetic());
        let number: f64 = digits.parse().ok()?;
        let minutes = match unit {
            "min" | "mins" | "minute" | "minutes" => number,
            "hour" | "hours" | "hr" | "hrs" | "h" => 60.0 * number,
            _ => return None,
        };
        (0.0 < minutes && minutes <= 24.0 * 60.0).then_some(minutes)
    })
}

#[cfg(test)]
mod tests {
    use super::minutes_per_day;

    #[test]
    fn minutes_are_read_in_the_ways_people_write_them() {
        assert_eq!(minutes_per_day("gonna do 10 min abs every day"), Some(10.0));
        assert_eq!(minutes_per_day("20-minute ab workout"), Some(20.0));
        assert_eq!(minutes_per_day("15mins of planks?"), Some(15.0));
        assert_eq!(minutes_per_day("an hour a day"), None);
        assert_eq!(minutes_per_day("1 hour a day of crunches"), Some(60.0));
        assert_eq!(minutes_per_day("100 crunches"), None);
        assert_eq!(minutes_per_day("99999999 minutes"), None);
    }
}
