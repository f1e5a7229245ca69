//! A plan on paper, as PDF: the week to train by on one side, food and what to expect on the other.
//!
//! Two sides of A4 lying on its long side. Each is set as roomily as its content allows, in letters of 9 pt or more;
//! what does not fit goes on, on a further page, and is never cut. The fonts are those every reader has: nothing is
//! embedded, and the same plan gives the same bytes.

mod blocks;
mod document;
mod font;
mod sheet;
mod week;
mod widths;

use pdf_writer::Content;
use spotcheck_engine::planner::{Outcome, Plan};

use super::{
    Block, NO_ADVICE, SOURCES, energy, expect, first, lifting, nearest, sources, title, too_low,
};
use crate::{cli::plan::Made, number};
use font::Face;
use sheet::{SCALES, Scale, Sheet, foot};

/// Letters of the title over those of text.
const TITLE: f32 = 1.6;
/// Tables of what to expect are wide.
const BACK: [f32; 2] = [0.44, 0.56];
const FRONT: [f32; 2] = [0.5, 0.5];

/// The plan as PDF.
pub(in crate::cli::plan) fn paper(made: &Made<'_>) -> anyhow::Result<Vec<u8>> {
    let mut sides = match &made.outcome {
        Outcome::Stopped(gates) => {
            let reasons = made.reasons(gates);
            fitted(&FRONT, |sheet| {
                sheet.title(&title(made));
                for reason in &reasons {
                    sheet.block(&Block::Text(reason.clone()));
                }
            })
        }
        Outcome::Made(plan) => {
            let mut sides = front(made, plan);
            sides.extend(back(made, plan)?);
            sides
        }
    };
    let title = title(made);
    let count = sides.len();
    for (place, side) in sides.iter_mut().enumerate() {
        let at = format!("{title}, page {} of {count}", place + 1);
        foot(side, NO_ADVICE, &at);
    }
    let drawn: Vec<Vec<u8>> = sides
        .into_iter()
        .map(|side| side.finish().into_vec())
        .collect();
    Ok(document::document(&title, &drawn))
}

/// The answer and the week.
fn front(made: &Made<'_>, plan: &Plan) -> Vec<Content> {
    let mut told = vec![first(made, plan)];
    told.extend(made.reasons(&plan.kept_by));
    told.extend(too_low(made, plan));
    if !plan.solved.is_feasible {
        told.push(nearest(made, plan));
    }
    told.extend(made.answer.clone());
    fitted(&FRONT, |sheet| {
        sheet.title(&title(made));
        for text in &told {
            sheet.block(&Block::Text(text.clone()));
        }
        sheet.split();
        sheet.week(&plan.training.programme.sessions);
        sheet.block(&Block::Text(lifting::progress(plan)));
        for short in lifting::shortfalls(plan) {
            sheet.block(&Block::Text(short));
        }
    })
}

/// Food, activity, what to expect and where it comes from.
fn back(made: &Made<'_>, plan: &Plan) -> anyhow::Result<Vec<Content>> {
    let mut left = energy::blocks(made, plan);
    left.extend(energy::minutes(made, plan));
    left.push(Block::Text(by_week(plan)));
    let mut right = expect::blocks(made, plan);
    right.push(Block::Heading(SOURCES.to_owned()));
    right.push(Block::Sources(sources(made)?));
    Ok(fitted(&BACK, |sheet| {
        sheet.split();
        for block in &left {
            sheet.block(block);
        }
        sheet.go_to(1);
        for block in &right {
            sheet.block(block);
        }
    }))
}

/// Minutes of activity of each week, until they stay.
fn by_week(plan: &Plan) -> String {
    let weeks = &plan.week.minutes.weeks[..plan.solved.weeks];
    let last = weeks.last().copied().unwrap_or(plan.week.minutes.usual);
    let built = weeks.iter().position(|week| last <= *week).unwrap_or(0);
    let told: Vec<String> = weeks[..=built]
        .iter()
        .map(|week| number::plain(*week, 0))
        .collect();
    format!("Minutes week by week: {}, and so on.", told.join(", "))
}

/// The roomiest setting that takes one page, or the tightest.
fn fitted(shares: &[f32], fill: impl Fn(&mut Sheet)) -> Vec<Content> {
    let set = |scale: Scale| {
        let mut sheet = Sheet::new(scale, shares);
        fill(&mut sheet);
        sheet
    };
    let [roomier @ .., tightest] = &SCALES;
    roomier
        .iter()
        .map(|scale| set(*scale))
        .find(|sheet| sheet.pages() == 1)
        .unwrap_or_else(|| set(*tightest))
        .done()
}

impl Sheet {
    fn title(&mut self, text: &str) {
        self.paragraph(text, Face::Bold, TITLE * self.scale.letters);
        self.skip(0.3 * self.scale.line);
    }
}
