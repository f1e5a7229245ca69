//! What we get when we recompute a printed figure, in one sentence each; none where the two agree.

use spotcheck_evidence::{
    Interval,
    recompute::{Beside, Comparison, Difference, Figure, Given, Recomputed},
};

use super::short;
use crate::number;

/// Below this the first decimals of a p are zeros.
const SMALL_P: f64 = 0.01;

/// The label and the sentence of a comparison that a reader should see.
pub(super) fn told(comparison: &Comparison) -> Option<(&'static str, String)> {
    match comparison {
        Comparison::Figure(figure) if figure.follows => None,
        Comparison::Figure(figure) => Some(("we get", recomputed(figure))),
        Comparison::Pool(pool) => Some(("compare", beside(pool))),
    }
}

fn recomputed(found: &Recomputed) -> String {
    let printed = found.text.replace('<', "< ").replace('>', "> ");
    match found.figure {
        Figure::P => format!(
            "Its printed figures give p {}{}; the paper says {printed}.",
            bound(found.ours, found.printed),
            given(&found.given)
        ),
        Figure::PBesideInterval => format!(
            "Its printed interval gives p {}; the paper says {printed}.",
            bound(found.ours, found.printed)
        ),
        Figure::Estimate => {
            let decimals = found
                .text
                .split_once('.')
                .map_or(0, |(_, after)| after.len());
            let middle = f64::midpoint(found.ours.lo, found.ours.hi);
            format!(
                "The middle of its printed interval is {}; the estimate beside it is {}, so one of \
                 the three figures may be a misprint.",
                number::signed(middle, decimals),
                printed.replace('-', "\u{2212}")
            )
        }
    }
}

/// The end of our range that is nearest to what was printed.
fn bound(ours: Interval, printed: Interval) -> String {
    // Rounded outwards, so that what is said holds.
    let shown = |p: f64, outwards: fn(f64) -> f64| {
        let (decimals, units) = if p < SMALL_P { (4, 1e4) } else { (2, 1e2) };
        number::plain(outwards(p * units) / units, decimals)
    };
    if printed.hi < ours.lo {
        format!("\u{2265} {}", shown(ours.lo, f64::floor))
    } else {
        format!("\u{2264} {}", shown(ours.hi, f64::ceil))
    }
}

fn given(given: &[Given]) -> String {
    let mut words: Vec<String> = given
        .iter()
        .map(|given| match given {
            Given::PeoplePerGroup(n) => {
                format!("{} people per group assumed", number::plain(*n, 0))
            }
            Given::People(n) => format!("{} people assumed", number::plain(*n, 0)),
            Given::AnyCorrelation(_) => "whatever the correlation".to_owned(),
        })
        .collect();
    words.dedup();
    if words.is_empty() {
        String::new()
    } else {
        format!(" ({})", words.join("; "))
    }
}

/// "We get +0.02 SD (−0.08 to +0.12) from 3 groups of people, they printed −0.03 SD (…) from 13 trials: …"
fn beside(pool: &Beside) -> String {
    let of = |k: Option<u32>, one: &str, many: &str| {
        k.map_or_else(String::new, |k| {
            format!(" from {}", number::count(k as usize, one, many))
        })
    };
    let mut reasons: Vec<&str> = pool.because.iter().map(reason).collect();
    reasons.dedup();
    let why = match reasons.split_last() {
        None => String::new(),
        Some((last, [])) => format!("; they may differ because {last}"),
        Some((last, rest)) => format!("; they may differ because {} and {last}", rest.join(", ")),
    };
    format!(
        "We get {}{}, they printed {}{}{why}.",
        short::measured(&pool.ours),
        of(pool.ours.k, "group of people", "groups of people"),
        short::measured(&pool.theirs),
        of(pool.theirs.k, "trial", "trials"),
    )
}

fn reason(difference: &Difference) -> &'static str {
    match difference {
        Difference::Trials { ours, theirs } if ours < theirs => {
            "ours holds only those whose figures we found"
        }
        Difference::Trials { .. } => "they do not hold the same trials",
        Difference::AssumedCorrelation { .. } => {
            "ours assumes how alike two measurements of a person are"
        }
        Difference::Standardised { .. } => "each divides by another standard deviation",
    }
}

#[cfg(test)]
mod tests {
    use spotcheck_evidence::{Claim, Library};

    use super::*;

    fn all(library: &Library, claim: &Claim) -> Vec<String> {
        let comparisons = library.comparisons(claim).expect("computes");
        let told = comparisons.iter().filter_map(told);
        told.map(|(label, text)| format!("{label}: {text}"))
            .collect()
    }

    #[test]
    fn what_the_library_says_of_itself() {
        let library = Library::built_in().expect("the built-in evidence is sound");
        let claim = |id| library.claim(id).expect("a claim");
        assert_eq!(
            all(&library, claim("C07")),
            [
                "we get: Its printed figures give p \u{2265} 0.09 (8 people per group assumed); the \
                 paper says < 0.05."
            ]
        );
        assert_eq!(
            all(&library, claim("C47")),
            [
                "we get: The middle of its printed interval is +0.01; the estimate beside it is \
                 \u{2212}0.01, so one of the three figures may be a misprint."
            ]
        );
        assert_eq!(
            all(&library, claim("C04")),
            [
                "compare: We get +0.02 SD of baseline (\u{2212}0.08 to +0.12) from 3 groups of \
                 people, they printed \u{2212}0.03 SD (\u{2212}0.1 to +0.05) from 13 trials; they \
                 may differ because ours holds only those whose figures we found, ours assumes how \
                 alike two measurements of a person are and each divides by another standard \
                 deviation."
            ]
        );
    }
}
