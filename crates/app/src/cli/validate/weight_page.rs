//! What `spotcheck validate` says of whole-body weight.

use super::{
    Validation,
    layout::Block,
    weights::{Forecast, Published, Refused, Weighed},
};
use crate::number::{as_printed, plain, signed};

/// The table of arms, a remark on each, and what others found.
pub(super) fn blocks(validation: &Validation) -> Vec<Block> {
    let counted = || validation.weights.iter().filter_map(Weighed::counted);
    let near = validation
        .weights
        .iter()
        .filter(|weighed| weighed.counted().is_some() && weighed.is_near() == Some(true));
    let n = counted().count();
    let mean = |sum: f64| sum / n as f64;
    let text = format!(
        "Of {n} arms, {} lie within two standard errors of the observed mean; the mean error is {} kg, the mean absolute \
         error {} kg. Intake and exercise are those prescribed or reported, held from the first day.",
        near.count(),
        signed(mean(counted().sum()), 1),
        plain(mean(counted().map(f64::abs).sum()), 1),
    );
    let head = vec![
        "arm",
        "n",
        "days",
        "weight forecast, kg",
        "observed, kg",
        "error, kg",
        "",
        "fat forecast, kg",
        "observed, kg",
        "figures",
    ];
    vec![
        Block::Heading("Whole-body weight"),
        Block::Text(text),
        Block::Table {
            head,
            rows: validation.weights.iter().map(weight).collect(),
        },
        Block::List(validation.weights.iter().map(remark).collect()),
        Block::Text("For comparison, as published:".to_owned()),
        Block::List(
            validation
                .published
                .iter()
                .map(|test| published(validation, test))
                .collect(),
        ),
    ]
}

fn weight(weighed: &Weighed) -> Vec<String> {
    let case = &weighed.case;
    let observed = case.observed_se.map_or_else(
        || signed(case.observed_kg, 1),
        |se| format!("{} (SE {})", signed(case.observed_kg, 1), plain(se, 1)),
    );
    let near = match weighed.is_near() {
        Some(true) => "within 2 SE",
        Some(false) => "OUT",
        None => "",
    };
    let [weight_kg, fat_kg] = match weighed.forecast {
        Forecast::Changes { weight_kg, fat_kg } => [signed(weight_kg, 1), signed(fat_kg, 1)],
        Forecast::Refused(_) => ["none".to_owned(), "none".to_owned()],
    };
    let or_nothing = |kg: Option<f64>| kg.map_or_else(String::new, |kg| signed(kg, 1));
    vec![
        case.arm.clone(),
        case.n.to_string(),
        case.days.to_string(),
        weight_kg,
        observed,
        or_nothing(weighed.error()),
        near.to_owned(),
        fat_kg,
        or_nothing(case.observed_fat_kg),
        case.flag.clone(),
    ]
}

fn remark(weighed: &Weighed) -> String {
    let case = &weighed.case;
    let mut text = format!("{}: {}.", case.arm, case.note);
    let mut add = |lead: &str, what: &str| {
        if !what.is_empty() {
            text.extend([" ", lead, ": ", what, "."]);
        }
    };
    if let Forecast::Refused(error) = &weighed.forecast {
        add("No forecast", &refusal(error));
    }
    add(
        "Ours, not the paper's",
        &case.person_assumed.replace(';', ", "),
    );
    add("Not counted", &case.uncounted);
    if weighed.is_near() != Some(true) {
        add("Likeliest reason for the error", &case.if_missed);
    }
    text
}

/// What the model refused, without the digits a message for one person has.
fn refusal(error: &Refused) -> String {
    if let Refused::LeavesRange { day, quantity, .. } = error {
        format!("on day {day} {quantity} leaves what the model holds for")
    } else {
        error.to_string()
    }
}

fn published(validation: &Validation, test: &Published) -> String {
    let source = validation.library.source(&test.source);
    let cited = source.map_or_else(|| test.source.clone(), spotcheck_evidence::Source::citation);
    format!(
        "{}, on {}: {} kg ({} to {}). {cited}",
        test.model,
        test.data,
        as_printed(test.bias_kg, &[]),
        as_printed(test.lo, &[]),
        as_printed(test.hi, &[]),
    )
}
