//! PubMed identifiers and DOIs in one spelling, so that two records of a publication are seen to be one.

/// Digits a PubMed identifier may have.
const MOST_PMID_DIGITS: usize = 9;

/// A PubMed identifier without prefix or leading zeros; `None` where it is none.
pub fn pmid(text: &str) -> Option<String> {
    let text = text.trim();
    let text = ["PMID:", "pmid:", "PMID", "pmid"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text);
    let digits = text.trim().trim_start_matches('0');
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && (1..=MOST_PMID_DIGITS).contains(&digits.len())).then(|| digits.to_owned())
}

/// A DOI in lower case without host or prefix; `None` where it is none.
///
/// Case does not tell DOIs apart (DOI Handbook, 2.4).
pub fn doi(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let start = text.find("10.")?;
    let (before, name) = text.split_at(start);
    let is_prefix = before.is_empty()
        || before.ends_with("doi.org/")
        || before.trim_end().ends_with("doi:")
        || before.trim_end() == "doi";
    let (registrant, suffix) = name.strip_prefix("10.")?.split_once('/')?;
    let is_registrant = 4 <= registrant.len()
        && registrant
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_suffix =
        !suffix.is_empty() && !suffix.contains(|c: char| c.is_whitespace() || c.is_control());
    (is_prefix && is_registrant && is_suffix).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_publication_has_one_spelling() {
        for spelled in [
            "10.1002/OBY.1",
            "doi:10.1002/oby.1",
            "DOI: 10.1002/oby.1",
            "https://doi.org/10.1002/Oby.1",
            "http://dx.doi.org/10.1002/oby.1 ",
        ] {
            assert_eq!(doi(spelled).as_deref(), Some("10.1002/oby.1"), "{spelled}");
        }
        for none in [
            "",
            "10.",
            "10.1002",
            "10.1002/",
            "10.x/1",
            "on page 10.1002/1",
            "10.1002/a b",
        ] {
            assert_eq!(doi(none), None, "{none}");
        }
        for spelled in ["17596787", "PMID: 17596787", "PMID17596787", " 017596787 "] {
            assert_eq!(pmid(spelled).as_deref(), Some("17596787"), "{spelled}");
        }
        for none in ["", "0", "PMC123", "1759678x", "1234567890"] {
            assert_eq!(pmid(none), None, "{none}");
        }
    }
}
