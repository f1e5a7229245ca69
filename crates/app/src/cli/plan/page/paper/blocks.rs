//! Headings, paragraphs, tables and bars on a sheet.

use super::{
    super::{Block, Table},
    font::{Face, width, wrapped},
    sheet::{Column, Sheet},
};
use crate::number;

const GAP: f32 = 10.0;
/// The least of the first column of a table, pt.
const LEAST: f32 = 60.0;
/// Letters of headings over those of text.
const HEADING: f32 = 1.15;
/// Space after a paragraph, over a line.
const AFTER: f32 = 0.35;

impl Sheet {
    /// A part of a page.
    pub(super) fn block(&mut self, block: &Block) {
        let line = self.scale.line;
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Text(text) => {
                self.paragraph(text, Face::Regular, self.scale.letters);
                self.skip(AFTER * line);
            }
            Block::Sources(sources) => {
                self.paragraph(&sources.short, Face::Regular, self.scale.letters);
                self.skip(AFTER * line);
            }
            Block::Table(table) => self.table(table),
            Block::Bars(bars) => self.bars(bars),
        }
    }

    /// A heading, with what it is a heading of in the same column.
    fn heading(&mut self, text: &str) {
        let line = self.scale.line;
        self.make_room(4.0 * line);
        self.skip(AFTER * line);
        self.paragraph(text, Face::Bold, HEADING * self.scale.letters);
    }

    fn table(&mut self, table: &Table) {
        let line = self.scale.line;
        self.make_room(3.0 * line);
        self.row(table, &table.head, Face::Bold);
        let widths = self.widths(table);
        self.rule(widths.iter().sum::<f32>() + GAP * (widths.len() as f32 - 1.0));
        for row in &table.rows {
            self.row(table, row, Face::Regular);
        }
        self.skip(AFTER * line);
    }

    /// As wide as their cells; the first has what is left where that is less.
    fn widths(&self, table: &Table) -> Vec<f32> {
        let size = self.scale.letters;
        let widest = |place: usize| {
            let rows = table
                .rows
                .iter()
                .map(|row| width(&row[place], Face::Regular, size));
            rows.fold(width(&table.head[place], Face::Bold, size), f32::max)
        };
        let mut widths: Vec<f32> = (0..table.head.len()).map(widest).collect();
        let others: f32 = widths.iter().skip(1).map(|wide| wide + GAP).sum();
        let left = (self.column().wide - others).max(LEAST);
        widths[0] = widths[0].min(left);
        widths
    }

    fn row(&mut self, table: &Table, cells: &[String], face: Face) {
        let (size, line) = (self.scale.letters, self.scale.line);
        let name_in = |sheet: &Self| wrapped(&cells[0], face, size, sheet.widths(table)[0]);
        self.make_room(line * name_in(self).len() as f32);
        // The next column may be narrower.
        let widths = self.widths(table);
        let name = name_in(self);
        let high = line * name.len() as f32;
        let Column { left, .. } = self.column();
        for (place, text) in name.iter().enumerate() {
            self.write(text, face, size, (left, line * place as f32, line));
        }
        let mut right = left + widths[0];
        for (cell, wide) in cells.iter().zip(&widths).skip(1) {
            right += GAP + wide;
            self.write_to(cell, face, size, (right, 0.0, line));
        }
        self.advance(high);
    }

    /// Bars to one scale; what is below nothing has none.
    fn bars(&mut self, bars: &[(String, f64)]) {
        let (size, line) = (self.scale.letters, self.scale.line);
        self.make_room(line * bars.len() as f32);
        let Column { left, wide } = self.column();
        let widest = |texts: &mut dyn Iterator<Item = String>| {
            texts
                .map(|text| width(&text, Face::Regular, size))
                .fold(0.0, f32::max)
        };
        let names = widest(&mut bars.iter().map(|(name, _)| name.clone()));
        let amounts = widest(&mut bars.iter().map(|(_, amount)| number::plain(*amount, 0)));
        let longest = bars
            .iter()
            .map(|(_, amount)| amount.abs())
            .fold(1.0, f64::max);
        let right = left + names + GAP + amounts;
        let most = left + wide - right - GAP;
        for (name, amount) in bars {
            self.write(name, Face::Regular, size, (left, 0.0, line));
            self.write_to(
                &number::plain(*amount, 0),
                Face::Regular,
                size,
                (right, 0.0, line),
            );
            #[expect(clippy::cast_possible_truncation, reason = "a share of a width")]
            let share = (amount / longest).max(0.0) as f32;
            if 0.0 < share {
                self.bar(right + GAP, 0.2 * line, share * most, 0.6 * line);
            }
            self.advance(line);
        }
        self.skip(AFTER * line);
    }
}
