//! What `spotcheck validate` says, block by block.

use super::{
    Validation,
    arms::{Place, Row, Scored, Set},
    layout::Block,
    score::{Score, Summary, exponent},
    weight_page,
};
use crate::number::{count, plain, signed};

/// The document: the answer, the tables, every miss with its reason, how it is reckoned.
pub(super) fn blocks(validation: &Validation) -> Vec<Block> {
    let mut blocks = vec![answer(validation)];
    blocks.push(Block::Text(lead(validation)));
    blocks.extend(regions(validation));
    blocks.extend(sets(validation));
    blocks.extend(misses(validation));
    blocks.extend(beyond(validation));
    blocks.extend(arms(validation));
    blocks.extend(unscored(validation));
    blocks.extend(weight_page::blocks(validation));
    blocks.push(Block::Heading("How it is reckoned"));
    blocks.push(Block::List(method()));
    blocks
}

fn answer(validation: &Validation) -> Block {
    let text = validation.sum().map_or_else(
        || "No group mean could be scored".to_owned(),
        |all| {
            format!(
                "Of {}, our 90 % interval held {} ({} %)",
                count(
                    all.n,
                    "group mean of regional fat",
                    "group means of regional fat"
                ),
                all.held,
                plain(all.coverage(), 0),
            )
        },
    );
    Block::Answer(text)
}

fn lead(validation: &Validation) -> String {
    let parts = Set::ALL.into_iter().filter_map(|set| {
        let summary = validation.sum_of_set(set)?;
        Some(format!("{} of {} {}", summary.held, summary.n, set.word()))
    });
    let met = |line: &Place| {
        let (target, found) = line.target().zip(validation.sum_on_line(*line))?;
        Some(found.rmse <= target)
    };
    let verdicts: Vec<bool> = Place::LINES.iter().filter_map(met).collect();
    let reached = verdicts.iter().filter(|met| **met).count();
    format!(
        "It held {}; 85 to 95 % were aimed at. The root mean square error is within its target in {reached} of {} regions. \
         A forecast here is of an arm's mean change, given the arm's own change of total fat; a single person differs \
         from it far more.",
        parts.collect::<Vec<_>>().join(", "),
        verdicts.len(),
    )
}

const SUMS: [&str; 5] = [
    "means",
    "bias, pp",
    "RMSE, pp",
    "mean abs. error, pp",
    "held by the 90 % interval",
];

fn sums(found: &Summary) -> [String; 5] {
    [
        found.n.to_string(),
        signed(found.bias, 1),
        plain(found.rmse, 1),
        plain(found.mean_absolute, 1),
        format!("{} ({} %)", found.held, plain(found.coverage(), 0)),
    ]
}

fn regions(validation: &Validation) -> [Block; 3] {
    let row = |line: Place| {
        let found = validation.sum_on_line(line)?;
        let verdict = line.target().map_or_else(
            || "none".to_owned(),
            |target| {
                let word = if found.rmse <= target {
                    "met"
                } else {
                    "missed"
                };
                format!("{} pp, {word}", plain(target, 0))
            },
        );
        let slope = |change: fn(Score) -> f64| {
            let pairs = validation
                .on_line(line)
                .filter_map(|(row, score)| Some((row.fat_change()?, change(score))));
            exponent(pairs).map_or_else(String::new, |k| plain(k, 2))
        };
        let mut cells = vec![line.word().to_owned()];
        cells.extend(sums(&found));
        cells.extend([
            verdict,
            slope(|score| score.forecast),
            slope(|score| score.observed),
        ]);
        Some(cells)
    };
    let mut head = vec!["region"];
    head.extend(SUMS);
    head.extend(["target for RMSE", "exponent forecast", "exponent observed"]);
    let rows = Place::LINES.into_iter().filter_map(row).collect();
    [
        Block::Heading("By region"),
        Block::Table { head, rows },
        Block::Text(
            "pp: percentage points of the region's fat at the start; an error is forecast less observed, so a negative \
             one means that more loss was forecast than seen. The exponent is the slope of ln region on ln total fat \
             through the origin, over the same arms."
                .to_owned(),
        ),
    ]
}

fn sets(validation: &Validation) -> [Block; 3] {
    let row = |set: Set| {
        let mut cells = vec![set.word().to_owned()];
        cells.extend(sums(&validation.sum_of_set(set)?));
        Some(cells)
    };
    let mut head = vec!["arms"];
    head.extend(SUMS);
    let rows = Set::ALL.into_iter().filter_map(row).collect();
    [
        Block::Heading("By what the arms served"),
        Block::Table { head, rows },
        Block::List(vec![
            "In sample: the working note derived its exponents with these arms.".to_owned(),
            "Held out: set aside for this test. The averages over groups in the working note still counted them, so only \
             the visceral exponent, which is a published one of 2008, is untouched by them."
                .to_owned(),
            "Not used: at hand, and no exponent was derived from them.".to_owned(),
            "Unseen: looked up after the exponents stood. All are later than the published visceral exponent.".to_owned(),
        ]),
    ]
}

fn name(validation: &Validation, row: &Row) -> String {
    let source = validation.library.source(&row.source);
    let year = source.and_then(|source| source.year);
    let first = source.map_or(row.source.as_str(), |source| {
        source.authors.split(',').next().unwrap_or_default()
    });
    let first = first.trim_end_matches(" et al.");
    let year = year.map_or_else(String::new, |year| format!(" {year}"));
    format!("{first}{year}, {}", row.arm)
}

fn interval(score: Score) -> String {
    format!("{} to {}", signed(score.lo, 1), signed(score.hi, 1))
}

fn misses(validation: &Validation) -> [Block; 2] {
    let missed = validation.scored().filter(|(_, score)| !score.held);
    let points = missed.map(|(row, score)| {
        let why = if row.if_missed.is_empty() {
            "no reason we can defend"
        } else {
            &row.if_missed
        };
        format!(
            "{}: {}. Forecast {} % ({}), observed {} %. Likeliest reason: {why}.",
            name(validation, row),
            row.measured,
            signed(score.forecast, 1),
            interval(score),
            signed(score.observed, 1),
        )
    });
    [
        Block::Heading("Outside the interval"),
        Block::List(points.collect()),
    ]
}

/// Errors larger than the region's target that the interval does hold.
fn beyond(validation: &Validation) -> [Block; 2] {
    let far = validation.scored().filter_map(|(row, score)| {
        let target = row.region?.target()?;
        (score.held && target < score.error().abs()).then_some((row, score, target))
    });
    let points = far.map(|(row, score, target)| {
        let why = match row.if_missed.as_str() {
            "" => String::new(),
            why => format!(" Likeliest reason: {why}."),
        };
        format!(
            "{}: {}, {} pp where {} were aimed at.{why}",
            name(validation, row),
            row.measured,
            signed(score.error(), 1),
            plain(target, 0),
        )
    });
    [
        Block::Heading("Inside the interval, but farther off than the target"),
        Block::List(points.collect()),
    ]
}

fn arms(validation: &Validation) -> [Block; 2] {
    let rows = validation.scored().map(|(row, score)| {
        vec![
            row.set.word().to_owned(),
            name(validation, row),
            row.n.to_string(),
            row.fat_change()
                .map_or_else(String::new, |fat| signed(fat, 1)),
            row.measured.clone(),
            signed(score.forecast, 1),
            interval(score),
            signed(score.observed, 1),
            signed(score.error(), 1),
            if score.held { "held" } else { "OUT" }.to_owned(),
            row.flag.clone(),
        ]
    });
    let head = vec![
        "arms",
        "trial and arm",
        "n",
        "total fat, %",
        "measured",
        "forecast, %",
        "90 % interval",
        "observed, %",
        "error, pp",
        "",
        "figures",
    ];
    [
        Block::Heading("Every group mean"),
        Block::Table {
            head,
            rows: rows.collect(),
        },
    ]
}

fn unscored(validation: &Validation) -> [Block; 2] {
    let left = validation
        .arms
        .iter()
        .filter(|Scored { score, .. }| score.is_none());
    let points = left.map(|Scored { row, .. }| {
        let observed = signed(row.observed(), 1);
        let (name, measured, why) = (name(validation, row), &row.measured, &row.unscored);
        format!("{name}: {measured}, observed {observed} %. Not scored: {why}.")
    });
    [
        Block::Heading("Given, and not scored"),
        Block::List(points.collect()),
    ]
}

fn method() -> Vec<String> {
    [
        "The forecast divides the arm's total fat among depots by the law that every forecast uses, for a typical person \
         of the arm's sex and age. No number was fitted to these rows.",
        "The interval adds, as squares on the logarithm: the 95 % intervals of the exponents, which are of group means; one \
         person's SD of the starting shares, since a trial selects whom it takes; how the arm's fat is known, where it was \
         rounded or not printed; and, each divided by the number of people, persons' own scatter and the repeatability of \
         two scans of the region and of total fat. It has no term for how one trial differs from the next beyond the \
         exponents: where total fat hardly changes, that makes it narrow.",
        "A change that was printed rounded is held if a value that rounds to it lies inside.",
        "Figures from memory are shown and never counted. `figures` tells how the row was checked: verified, derived from \
         verified figures, or with an assumed one among them.",
        "Data: data/validation/*.csv, with the source of every row. This page is what `spotcheck validate --markdown` prints.",
    ]
    .map(str::to_owned)
    .to_vec()
}
