//! A funnel plot in letters: a grid with contours, the region of chance, and the studies.

use super::{CONTOURS, Funnel, Kind, Point};
use crate::plot::{
    axis::Axis,
    in_unit,
    terminal::{Terminal, place, ruler},
};

const ROWS: usize = 17;
const MOST_COLUMNS: usize = 73;
const LEAST_COLUMNS: usize = 21;
/// What marks a study where several fall on one place, from two on.
const SEVERAL: &str = "23456789";

/// The cells of the grid, and what its ends stand for.
struct Grid {
    across: Axis,
    down: Axis,
    columns: usize,
    cells: Vec<Vec<char>>,
}

impl Funnel {
    /// The grid with its axes and key.
    pub(crate) fn text(&self, terminal: Terminal) -> String {
        let down = self.down();
        let labels = down
            .ticks
            .iter()
            .map(|tick| down.label(*tick).chars().count());
        let margin = labels.max().unwrap_or_default() + 1;
        let columns = terminal
            .columns
            .saturating_sub(margin + 1)
            .clamp(LEAST_COLUMNS, MOST_COLUMNS);
        let mut grid = Grid {
            across: self.across(),
            down,
            columns,
            cells: vec![vec![' '; columns]; ROWS],
        };
        grid.lines(self.mean);
        for kind in [Kind::Filled, Kind::Dissent, Kind::Study] {
            for point in self.of(kind) {
                grid.mark(point);
            }
        }
        let mut text = String::from("standard error\n");
        text.push_str(&grid.drawn(margin));
        let unit = in_unit("estimate", &self.unit);
        text.push_str(&format!("{unit:>width$}\n", width = margin + 1 + columns));
        for (mark, words) in self.marks() {
            text.push_str(&format!("{:margin$} {mark} {words}\n", ""));
        }
        terminal.letters.write(&text)
    }

    fn marks(&self) -> Vec<(char, &'static str)> {
        let mut marks = vec![('■', "study; a digit counts several in one place")];
        if self.of(Kind::Dissent).next().is_some() {
            marks.push(('○', "disagrees, not in the pool"));
        }
        if self.of(Kind::Filled).next().is_some() {
            marks.push(('□', "added by trim and fill"));
        }
        marks.extend([
            ('│', "pooled mean"),
            ('╲', "95 in 100 lie within, if only chance is at work"),
            (
                '.',
                "p 0.10 against no effect; further out : 0.05, then ┊ 0.01",
            ),
        ]);
        marks
    }
}

impl Grid {
    /// Contours of significance first, so that the region of chance and the mean lie over them.
    fn lines(&mut self, mean: f64) {
        for row in 0..ROWS {
            let se = self.down.hi * row as f64 / (ROWS - 1) as f64;
            let [p10, p05, p01] = CONTOURS;
            for (mark, centre, z) in [('┊', 0.0, p01), (':', 0.0, p05), ('.', 0.0, p10)] {
                self.set(row, centre - z * se, mark);
                self.set(row, centre + z * se, mark);
            }
            self.set(row, mean - p05 * se, '╱');
            self.set(row, mean + p05 * se, '╲');
            self.set(row, mean, '│');
        }
    }

    fn set(&mut self, row: usize, value: f64, mark: char) {
        if (self.across.lo..=self.across.hi).contains(&value) {
            let column = place(self.across.share(value), self.columns);
            self.cells[row][column] = mark;
        }
    }

    fn mark(&mut self, point: &Point) {
        let row = place(self.down.share(point.se), ROWS);
        let column = place(self.across.share(point.estimate), self.columns);
        let cell = &mut self.cells[row][column];
        let mut several = SEVERAL.chars();
        *cell = match (point.kind, *cell) {
            (Kind::Filled, _) => '□',
            (Kind::Dissent, _) => '○',
            (Kind::Study, '■') => '2',
            (Kind::Study, count) if count.is_ascii_digit() => {
                several.find(|next| count < *next).unwrap_or('9')
            }
            (Kind::Study, _) => '■',
        };
    }

    fn drawn(&self, margin: usize) -> String {
        let mut text = String::new();
        let labelled = |row: usize| {
            let tick = self
                .down
                .ticks
                .iter()
                .find(|tick| place(self.down.share(**tick), ROWS) == row);
            tick.map_or_else(String::new, |tick| self.down.label(*tick))
        };
        for (row, cells) in self.cells.iter().enumerate() {
            let cells: String = cells.iter().collect();
            let line = format!(
                "{:>margin$} │{}",
                labelled(row),
                cells.trim_end(),
                margin = margin - 1
            );
            text.push_str(&line);
            text.push('\n');
        }
        let [line, labels] = ruler(&self.across, self.columns);
        text.push_str(&format!(
            "{:margin$}└{line}\n{:margin$} {}\n",
            "",
            "",
            labels.trim_end()
        ));
        text
    }
}
