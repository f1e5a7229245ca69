//! What to expect, and what not to.

use spotcheck_engine::{
    planner::{Outline, Plan, Site},
    training::{Emphasis, preset},
};
use spotcheck_model::ensemble::{DayQuantiles, Quantiles};

use super::{Block, Table};
use crate::{cli::plan::Made, number};

pub(super) fn blocks(made: &Made<'_>, plan: &Plan) -> Vec<Block> {
    let mut blocks = vec![Block::Heading("What to expect".to_owned()), changes(plan)];
    blocks.push(Block::Text(
        "Changes from today; nine in ten people like you end within the brackets. Weigh yourself and check in once a \
         week: your own numbers narrow this."
            .to_owned(),
    ));
    let fed = &plan.outlook.fed;
    blocks.push(Block::Text(format!(
        "With the same training and as much food as you burn today: weight {}, lean {} kg after {} weeks.",
        number::signed(fed.by.row.weight_kg.median, 1),
        number::signed(fed.by.row.ffm_kg.median, 1),
        fed.week
    )));
    if let Some(table) = shape(plan) {
        blocks.push(Block::Heading("Shape".to_owned()));
        blocks.push(table);
    }
    blocks.extend(limits_of_training(made));
    blocks.push(Block::Text(
        "What no plan changes: the width of the pelvis and the shoulders' bones, and where fat goes first. You cannot \
         choose the place; the belly is likely to change because every region does."
            .to_owned(),
    ));
    blocks
}

fn changes(plan: &Plan) -> Block {
    let changes = &plan.outlook.changes;
    let mut head = vec![String::new()];
    head.extend(changes.iter().map(|change| format!("week {}", change.week)));
    let rows = [
        (
            "weight, kg",
            (|day: &DayQuantiles| Some(day.row.weight_kg))
                as fn(&DayQuantiles) -> Option<Quantiles>,
        ),
        ("fat, kg", |day| Some(day.row.fat_kg)),
        ("lean, kg", |day| Some(day.row.ffm_kg)),
        ("waist, cm", |day| day.row.waist_cm),
        ("hips, cm", |day| day.row.hip_cm),
        ("fat inside the belly, kg", |day| {
            Some(day.row.regions.visceral_kg)
        }),
        ("fat under the belly's skin, kg", |day| {
            Some(day.row.regions.abdominal_subcutaneous_kg)
        }),
        ("fat of the rest of the trunk, kg", |day| {
            Some(day.row.regions.other_trunk_kg)
        }),
        ("fat of legs and hips, kg", |day| {
            Some(day.row.regions.legs_kg)
        }),
        ("fat of the arms, kg", |day| Some(day.row.regions.arms_kg)),
    ];
    let rows = rows.into_iter().filter_map(|(name, of)| {
        let mut row = vec![name.to_owned()];
        for change in changes {
            row.push(ranged(of(&change.by)?, 1));
        }
        Some(row)
    });
    Block::Table(Table {
        head,
        rows: rows.collect(),
    })
}

fn ranged(of: Quantiles, decimals: usize) -> String {
    let show = |value| number::signed(value, decimals);
    format!(
        "{} ({} to {})",
        show(of.median),
        show(of.lo90),
        show(of.hi90)
    )
}

/// Girths at the end, with and without what is to stand out.
fn shape(plan: &Plan) -> Option<Block> {
    let (with, without) = (&plan.outlook.with_emphasis, &plan.outlook.without_emphasis);
    let row = |(one, other): (&Outline, &Outline)| {
        let decimals = if one.site == Site::ShoulderToWaist {
            3
        } else {
            1
        };
        let show = |value| number::plain(value, decimals);
        let then = |of: Quantiles| {
            format!(
                "{} ({} to {})",
                show(of.median),
                show(of.lo90),
                show(of.hi90)
            )
        };
        [
            words(one.site).to_owned(),
            show(one.start),
            then(one.then),
            number::signed(one.by_muscle.median, decimals),
            then(other.then),
        ]
    };
    let rows: Vec<[String; 5]> = with.iter().zip(without).map(row).collect();
    let head = [
        "",
        "today",
        "then",
        "of it muscle",
        "then, without emphasis",
    ];
    (!rows.is_empty()).then(|| Block::table(head, rows))
}

fn words(site: Site) -> &'static str {
    match site {
        Site::Shoulder => "shoulders, cm",
        Site::Waist => "waist, cm",
        Site::Hip => "hips, cm",
        Site::Thigh => "thigh, cm",
        Site::Arm => "upper arm, cm",
        Site::ShoulderToWaist => "shoulders over waist",
    }
}

/// What the shape somebody asked for can and cannot be.
fn limits_of_training(made: &Made<'_>) -> Vec<Block> {
    let shapes = made
        .meant
        .emphasis
        .iter()
        .filter_map(|emphasis| match emphasis {
            Emphasis::Preset(code) => preset(code),
            Emphasis::Muscle(_) => None,
        });
    shapes
        .map(|shape| Block::Text(format!("{} {}", shape.can, shape.cannot)))
        .collect()
}
