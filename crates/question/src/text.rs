//! Text to tokens: lower case, plain ASCII letters, numbers in one spelling, light stems.

/// Letters after which a word is cut: no English word is longer.
pub(crate) const LONGEST_WORD: usize = 24;

/// Splits text into lower-case ASCII words and numbers.
///
/// Apostrophes vanish (`don't` is `dont`), accents are folded, letters of other scripts are dropped,
/// three or more of one letter become one, `10,000`, `10.000` and `10k` become `10000`, `1,6` becomes
/// `1.6`, and a unit written onto its number (`10kg`) becomes a word of its own.
pub fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut current = String::new();
    let folded = fold(text);
    for (i, c) in folded.char_indices() {
        let in_number = current.ends_with(|last: char| last.is_ascii_digit());
        let digits = leading_digits(&folded[i + c.len_utf8()..]);
        let mark = in_number && matches!(c, '.' | ',') && digits > 0;
        if c == '\'' || (mark && digits == 3) {
            continue;
        }
        if !(c.is_ascii_alphanumeric() || mark) {
            finish(&mut current, &mut tokens);
            continue;
        }
        let was_number = current.starts_with(|first: char| first.is_ascii_digit());
        if was_number != (mark || c.is_ascii_digit()) {
            finish(&mut current, &mut tokens);
        }
        current.push(if mark { '.' } else { c });
    }
    finish(&mut current, &mut tokens);
    join_thousands(tokens)
}

/// How many digits a text starts with; no mark within a number needs more than four told apart.
fn leading_digits(text: &str) -> usize {
    let digits = text.bytes().take(4);
    digits.take_while(u8::is_ascii_digit).count()
}

fn finish(current: &mut String, tokens: &mut Vec<String>) {
    if !current.is_empty() {
        let mut word = squeeze(current);
        word.truncate(LONGEST_WORD);
        tokens.push(word);
        current.clear();
    }
}

/// Three or more of one letter are written once: `sooo` is `so`.
fn squeeze(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    for run in chars.chunk_by(|a, b| a == b) {
        let keep = if run.len() > 2 && run[0].is_ascii_alphabetic() {
            1
        } else {
            run.len()
        };
        out.extend(&run[..keep]);
    }
    out
}

/// `10 k` is `10000`.
fn join_thousands(tokens: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match joined.last_mut() {
            Some(number) if token == "k" && is_number(number) && !number.contains('.') => {
                number.push_str("000");
            }
            _ => joined.push(token),
        }
    }
    joined
}

/// Whether a token is a number.
pub(crate) fn is_number(token: &str) -> bool {
    token.starts_with(|first: char| first.is_ascii_digit())
}

/// Lower case in plain ASCII: accents folded, `&` and `%` spelt out, anything foreign a gap.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            '&' | '+' => folded.push_str(" and "),
            '%' => folded.push_str(" percent "),
            _ if c.is_ascii() => folded.push(c),
            'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'æ' => folded.push_str("ae"),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'è'..='ë' | 'ē' | 'ę' | 'ě' => folded.push('e'),
            'ì'..='ï' | 'ī' => folded.push('i'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'œ' => folded.push_str("oe"),
            'ß' => folded.push_str("ss"),
            'ś' | 'š' | 'ş' => folded.push('s'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            '\u{2018}' | '\u{2019}' | '\u{b4}' => folded.push('\''),
            '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' => {}
            _ => folded.push(' '),
        }
    }
    folded
}

/// A word in which umlauts were spelt out (`fuer`), as folding leaves it where they were not (`fur`).
pub(crate) fn without_umlauts(word: &str) -> Option<String> {
    let plain = [("ae", "a"), ("oe", "o"), ("ue", "u")]
        .iter()
        .fold(word.to_owned(), |word, (spelt, plain)| {
            word.replace(spelt, plain)
        });
    (plain != word).then_some(plain)
}

/// A light stem: plural, `-ing`, `-ed`, `-ly` endings and a final `e` go, doubled consonants halve.
pub(crate) fn stem(word: &str) -> &str {
    if word.len() < 4 || is_number(word) {
        return word;
    }
    let mut root = word;
    for ending in ["ies", "ied"] {
        if let Some(cut) = root.strip_suffix(ending) {
            return if cut.len() > 2 {
                halve(cut)
            } else {
                cut_e(root)
            };
        }
    }
    if let Some(cut) = root.strip_suffix('s')
        && !cut.ends_with(['s', 'u'])
    {
        root = cut;
    }
    for ending in ["ing", "ed", "ly"] {
        if let Some(cut) = root.strip_suffix(ending)
            && cut.len() > 2
            && cut.contains(['a', 'e', 'i', 'o', 'u', 'y'])
        {
            return halve(cut_y(cut));
        }
    }
    halve(cut_y(cut_e(root)))
}

fn cut_e(word: &str) -> &str {
    word.strip_suffix('e')
        .filter(|cut| cut.len() > 2)
        .unwrap_or(word)
}

/// `belly` and `bellies` meet at `belli` less its last letter.
fn cut_y(word: &str) -> &str {
    word.strip_suffix(['y', 'i'])
        .filter(|cut| cut.len() > 2)
        .unwrap_or(word)
}

fn halve(word: &str) -> &str {
    let bytes = word.as_bytes();
    let n = bytes.len();
    if n > 3 && bytes[n - 1] == bytes[n - 2] {
        &word[..n - 1]
    } else {
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_units_part() {
        assert_eq!(
            tokens("Don't walk 10,000 or 10k steps; 1.6g/kg, sooo naïve & 5%"),
            [
                "dont", "walk", "10000", "or", "10000", "steps", "1.6", "g", "kg", "so", "naive",
                "and", "5", "percent"
            ]
        );
        assert_eq!(
            tokens("10.000 Schritte, 1,6 g pro Kilo, 2.5."),
            ["10000", "schritte", "1.6", "g", "pro", "kilo", "2.5"]
        );
    }

    #[test]
    fn inflections_meet() {
        for family in [
            ["crunch", "crunches", "crunching"],
            ["bellies", "belly", "belly"],
            ["planks", "planked", "planking"],
            ["lose", "losing", "loses"],
            ["running", "runs", "run"],
            ["calorie", "calories", "calory"],
        ] {
            let stems = family.map(stem);
            assert!(stems.iter().all(|s| *s == stems[0]), "{stems:?}");
        }
    }
}
