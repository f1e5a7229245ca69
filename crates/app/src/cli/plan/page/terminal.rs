//! A page on the terminal.

use super::{Block, Page, Table};
use crate::number;

const WIDTH: usize = 80;
const GAP: &str = "  ";
const BAR: usize = 40;

impl Page {
    /// Plain text, wrapped.
    pub(crate) fn terminal(&self) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            match block {
                Block::Heading(heading) => {
                    text.push_str(&format!("\n{}\n", heading.to_uppercase()));
                }
                Block::Text(paragraph) => text.push_str(&filled(paragraph)),
                Block::Sources(sources) => text.push_str(&filled(&sources.short)),
                Block::Table(table) => text.push_str(&lines(table)),
                Block::Bars(bars) => text.push_str(&drawn(bars)),
            }
        }
        text
    }
}

fn filled(paragraph: &str) -> String {
    format!("{}\n", textwrap::fill(paragraph, WIDTH))
}

fn lines(table: &Table) -> String {
    let all = || std::iter::once(&table.head).chain(&table.rows);
    let wide = |column: usize| {
        all()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.head.len()).map(wide).collect();
    let line = |row: &Vec<String>| {
        let cells = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| {
                let space = " ".repeat(width - cell.chars().count());
                if column == 0 {
                    format!("{cell}{space}")
                } else {
                    format!("{space}{cell}")
                }
            });
        let cells: Vec<String> = cells.collect();
        format!("{GAP}{}\n", cells.join(GAP).trim_end())
    };
    all().map(line).collect()
}

/// Bars of letters to one scale; what is below nothing has none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a width"
)]
fn drawn(bars: &[(String, f64)]) -> String {
    let wide = bars
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or(0);
    let longest = bars
        .iter()
        .map(|(_, amount)| amount.abs())
        .fold(1.0, f64::max);
    let line = |(name, amount): &(String, f64)| {
        let letters = (BAR as f64 * (amount / longest).max(0.0)).round() as usize;
        let space = " ".repeat(wide - name.chars().count());
        let shown = number::plain(*amount, 0);
        format!(
            "{GAP}{name}{space}{GAP}{shown:>5}{GAP}{}\n",
            "\u{2588}".repeat(letters)
        )
    };
    bars.iter().map(line).collect()
}
