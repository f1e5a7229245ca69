//! A forest plot in letters: label, plot, figures and weight, as wide as the terminal.

use textwrap::core::display_width;

use super::{Forest, Line, Mark, Measured, percent};
use crate::plot::{
    axis::Axis,
    terminal::{Letters, Terminal, padded, place, ruler},
    unit_after,
};

const LEAST_PLOT: usize = 18;
const LEAST_LABEL: usize = 12;
const WEIGHT: usize = 5;

/// How the columns of a terminal are shared out.
struct Columns<'a> {
    forest: &'a Forest,
    axis: Axis,
    letters: Letters,
    label: usize,
    plot: usize,
}

impl Forest {
    /// Rows, axis and key; every line is at most as wide as the terminal, as long as that has room for numbers.
    pub(crate) fn text(&self, terminal: Terminal) -> String {
        let letters = terminal.letters;
        let figures = self
            .measured()
            .map(|(mark, measured)| self.figures_of(mark, measured).chars().count());
        let weighs = self.lines().any(|line| line.weight_percent.is_some());
        let figures = figures.max().unwrap_or_default() + 2 + if weighs { WEIGHT } else { 0 };
        let longest = self
            .lines()
            .map(|line| display_width(&letters.write(&line.label)));
        let room = terminal.columns.saturating_sub(figures);
        let most = room.saturating_sub(LEAST_PLOT).max(LEAST_LABEL);
        let label = longest.max().unwrap_or_default().clamp(LEAST_LABEL, most);
        let columns = Columns {
            forest: self,
            axis: self.axis(),
            letters,
            label,
            plot: room.saturating_sub(label).max(LEAST_PLOT),
        };
        let mut text = String::new();
        for (index, section) in self.sections.iter().enumerate() {
            let follows_rows = 0 < index && section.heading.is_none();
            if let Some(heading) = &section.heading {
                text.push_str(&letters.write(heading));
                text.push('\n');
            } else if follows_rows {
                text.push_str(&columns.rule());
            }
            for line in &section.lines {
                text.push_str(&columns.row(line));
            }
        }
        text.push_str(&columns.foot());
        letters.write(&text)
    }

    fn figures_of(&self, mark: Mark, measured: &Measured) -> String {
        let interval = self.figures.interval(measured);
        match mark {
            Mark::Prediction => format!("({interval})"),
            Mark::Study(_) | Mark::Dissent | Mark::Pooled | Mark::Subgroup | Mark::Published => {
                format!("{} ({interval})", self.figures.estimate(measured))
            }
        }
    }
}

impl Columns<'_> {
    fn row(&self, line: &Line) -> String {
        let label = padded(&self.letters.write(&line.label), self.label);
        let widest = self.figures_width();
        let Some(measured) = &line.measured else {
            let said = padded(&self.letters.write(&line.detail), self.plot + 1 + widest);
            return format!("{label} {}\n", said.trim_end());
        };
        let cells: String = self.cells(line.mark, measured).into_iter().collect();
        let figures = self.forest.figures_of(line.mark, measured);
        let weight = line
            .weight_percent
            .map_or_else(String::new, |weight| format!(" {:>3}%", percent(weight)));
        let row = format!("{label} {cells} {figures:<widest$}{weight}");
        format!("{}\n", row.trim_end())
    }

    fn figures_width(&self) -> usize {
        let figures = self.forest.measured();
        let figures =
            figures.map(|(mark, measured)| self.forest.figures_of(mark, measured).chars().count());
        figures.max().unwrap_or_default()
    }

    /// A row of the plot: ground, line, mark, and an arrow where the line goes on.
    fn cells(&self, mark: Mark, measured: &Measured) -> Vec<char> {
        let mut cells = self.ground();
        let (from, to) = (self.column(measured.ci.lo), self.column(measured.ci.hi));
        let line = if mark == Mark::Prediction {
            '╌'
        } else {
            '─'
        };
        cells[from..=to].fill(line);
        if measured.ci.lo < self.axis.lo {
            cells[from] = '←';
        }
        if self.axis.hi < measured.ci.hi {
            cells[to] = '→';
        }
        let at = &mut cells[self.column(measured.estimate)];
        match mark {
            Mark::Study(_) => *at = '■',
            Mark::Dissent => *at = '○',
            Mark::Pooled | Mark::Subgroup => *at = '◆',
            Mark::Published => *at = '◇',
            Mark::Prediction => {}
        }
        cells
    }

    /// An empty row: the strip that is too small to matter, and the zero line.
    fn ground(&self) -> Vec<char> {
        let mut cells = vec![' '; self.plot];
        if let Some(smallest) = self.forest.smallest {
            cells[self.column(-smallest)..=self.column(smallest)].fill('░');
        }
        cells[self.column(0.0)] = '│';
        cells
    }

    fn column(&self, value: f64) -> usize {
        place(self.axis.share(value), self.plot)
    }

    fn rule(&self) -> String {
        format!(
            "{:<width$} {}\n",
            "",
            "─".repeat(self.plot),
            width = self.label
        )
    }

    /// The axis, which side is which, and what the marks mean.
    fn foot(&self) -> String {
        let Forest { unit, sides, .. } = self.forest;
        let unit = unit_after(unit);
        // Where there is no room for it, it stands above the plot alone.
        let has_room = unit.chars().count() <= 1 + self.figures_width();
        let unit = if has_room { unit.as_str() } else { "" };
        let indent = " ".repeat(self.label + 1);
        let [line, labels] = ruler(&self.axis, self.plot);
        let mut text = format!("{indent}{line}\n{indent}{labels}{unit}\n");
        let (left, right) = (format!("← {}", sides[0]), format!("{} →", sides[1]));
        let room = self.plot.saturating_sub(left.chars().count());
        if right.chars().count() < room {
            text.push_str(&format!("{indent}{left}{right:>room$}\n"));
        } else {
            text.push_str(&format!(
                "{indent}{left}\n{indent}{right:>width$}\n",
                width = self.plot
            ));
        }
        let entries = self.key().into_iter();
        let entries = entries.map(|(mark, words)| format!("{mark} {words}"));
        let most = self.label + 1 + self.plot + 1 + self.figures_width();
        text.push_str(&listed(entries, most));
        text
    }

    fn key(&self) -> Vec<(char, String)> {
        let forest = self.forest;
        let marks = [
            (
                '■',
                "study",
                forest.has(|mark| matches!(mark, Mark::Study(_))),
            ),
            ('◆', "pooled mean", forest.has(|mark| mark == Mark::Pooled)),
            (
                '◇',
                "as published, not pooled here",
                forest.has(|mark| mark == Mark::Published),
            ),
            (
                '╌',
                "where a further study would lie",
                forest.has(|mark| mark == Mark::Prediction),
            ),
            (
                '○',
                "disagrees, not in the pool",
                forest.has(|mark| mark == Mark::Dissent),
            ),
        ];
        let there = marks.into_iter().filter(|(_, _, is_there)| *is_there);
        let mut key: Vec<(char, String)> = there
            .map(|(mark, words, _)| (mark, words.to_owned()))
            .collect();
        key.extend(forest.too_small().map(|words| ('░', words)));
        key
    }
}

/// Entries side by side, as many on a line as fit.
fn listed(entries: impl Iterator<Item = String>, columns: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for entry in entries {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 3 + entry.chars().count() <= columns => {
                line.push_str("   ");
                line.push_str(&entry);
            }
            Some(_) | None => lines.push(format!("  {entry}")),
        }
    }
    lines.into_iter().map(|line| line + "\n").collect()
}
