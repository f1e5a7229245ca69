//! A forest plot as SVG: rows from top to bottom, the axis below, then what the marks mean and the notes.

use super::{
    Forest, Line, Mark, Section,
    columns::{Columns, PHONE_ROW, Written},
    percent,
};
use crate::plot::{
    axis, in_unit,
    svg::{self, BOLD, Layout, SMALL_PX, Svg, TEXT_PX, fitted, width},
};

const HEADING: f64 = 30.0;

impl Forest {
    /// The file, for a page or for a phone.
    pub(crate) fn svg(&self, layout: Layout) -> String {
        let mut svg = Svg::new(layout);
        svg.heading(&self.title, &in_unit(&self.subject, &self.unit));
        let columns = Columns::of(self, &svg);
        columns.heads(&mut svg);
        for section in &self.sections {
            self.section(&mut svg, &columns, section);
        }
        self.foot(&mut svg, &columns);
        svg.legend(&self.key());
        svg.y += 8.0;
        for note in &self.notes {
            svg.y += 3.0;
            svg.paragraph("small soft", note);
        }
        svg.finished(&self.title, &self.spoken())
    }

    fn section(&self, svg: &mut Svg, columns: &Columns, section: &Section) {
        let (left, right) = svg.ends();
        let mut rule = "rule";
        if let Some(heading) = &section.heading {
            let end = left + width(heading, TEXT_PX * BOLD);
            if end + 6.0 < columns.plot.0 {
                self.ground(svg, columns, HEADING);
            }
            svg.line(rule, (left, svg.y), (right, svg.y));
            let heading = fitted(heading, right - left, TEXT_PX * BOLD);
            svg.text((left, svg.y + 20.0), "name soft", &heading);
            svg.y += HEADING;
            rule = "hair";
        }
        for line in &section.lines {
            let height = columns.height(line);
            self.ground(svg, columns, height);
            svg.line(rule, (left, svg.y), (right, svg.y));
            columns.write(svg, line, &self.written(line));
            if let Some(measured) = &line.measured {
                let y = svg.y + columns.mark_at(line);
                columns.draw(svg, line.mark, measured, y);
            }
            svg.y += height;
            rule = "hair";
        }
    }

    /// The range that is too small to matter, and the zero line, behind a row.
    fn ground(&self, svg: &mut Svg, columns: &Columns, height: f64) {
        let (top, bottom) = match columns.layout {
            Layout::Page => (svg.y, svg.y + height),
            // Only a row with a mark has a strip of the plot.
            Layout::Phone if height < PHONE_ROW => return,
            Layout::Phone => (svg.y + height - 28.0, svg.y + height - 6.0),
        };
        if let Some(smallest) = self.smallest {
            let (from, to) = (columns.x(-smallest), columns.x(smallest));
            svg.rect("zone", (from, top), (to, bottom));
        }
        let zero = columns.x(0.0);
        svg.line("edge", (zero, top), (zero, bottom));
    }

    fn written(&self, line: &Line) -> Written {
        let estimate = line
            .measured
            .as_ref()
            .filter(|_| line.mark != Mark::Prediction);
        Written {
            estimate: estimate.map(|measured| self.figures.estimate(measured)),
            interval: line
                .measured
                .as_ref()
                .map(|measured| self.figures.interval(measured)),
            weight: line
                .weight_percent
                .map(|weight| format!("{} %", percent(weight))),
        }
    }

    /// The axis with its round values, its unit and which side is which.
    fn foot(&self, svg: &mut Svg, columns: &Columns) {
        let (from, to) = columns.plot;
        svg.line("edge", (from, svg.y), (to, svg.y));
        let labels: Vec<String> = columns
            .axis
            .ticks
            .iter()
            .map(|tick| columns.axis.label(*tick))
            .collect();
        let widest = labels
            .iter()
            .map(|label| width(label, SMALL_PX))
            .fold(0.0, f64::max);
        let step = (to - from) / (labels.len().max(2) - 1) as f64;
        let is_written = axis::thinned(labels.len(), columns.axis.home(), widest + 8.0, step);
        for (index, (tick, label)) in columns.axis.ticks.iter().zip(&labels).enumerate() {
            let x = columns.x(*tick);
            svg.line("edge", (x, svg.y), (x, svg.y + 5.0));
            if is_written(index) {
                svg.text((x, svg.y + 18.0), "small faint middle", label);
            }
        }
        svg.y += 38.0;
        let [below, above] = &self.sides;
        let room = to - from;
        let arrow = 16.0;
        let is_one_line =
            width(below, SMALL_PX) + width(above, SMALL_PX) + 2.0 * arrow + 14.0 <= room;
        svg.line(
            "reach",
            (from + 2.0, svg.y - 4.0),
            (from + 11.0, svg.y - 4.0),
        );
        svg.tip((from, svg.y - 4.0), -6.0);
        svg.text(
            (from + arrow, svg.y),
            "small soft",
            &fitted(below, room - arrow, SMALL_PX),
        );
        if !is_one_line {
            svg.y += 17.0;
        }
        svg.line("reach", (to - 11.0, svg.y - 4.0), (to - 2.0, svg.y - 4.0));
        svg.tip((to, svg.y - 4.0), 6.0);
        svg.text(
            (to - arrow, svg.y),
            "small soft end",
            &fitted(above, room - arrow, SMALL_PX),
        );
        svg.y += 6.0;
    }

    fn key(&self) -> Vec<(svg::Mark, String)> {
        let has_weights = self.lines().any(|line| line.weight_percent.is_some());
        let study = if has_weights {
            "study, larger with more weight"
        } else {
            "study"
        };
        let is_cut = {
            let axis = self.axis();
            self.measured()
                .any(|(_, m)| m.ci.lo < axis.lo || axis.hi < m.ci.hi)
        };
        let mut key = Vec::new();
        let mut add = |is_there: bool, mark, words: &str| {
            if is_there {
                key.push((mark, words.to_owned()));
            }
        };
        add(
            self.has(|mark| matches!(mark, Mark::Study(_))),
            svg::Mark::Square,
            study,
        );
        add(
            self.has(|mark| mark == Mark::Pooled),
            svg::Mark::Diamond,
            "pooled mean",
        );
        add(
            self.has(|mark| mark == Mark::Published),
            svg::Mark::OpenDiamond,
            "as published, not pooled here",
        );
        add(
            self.has(|mark| mark == Mark::Prediction),
            svg::Mark::Line("reach dash"),
            "where a further study would lie",
        );
        add(
            self.has(|mark| mark == Mark::Dissent),
            svg::Mark::Circle,
            "disagrees, not in the pool",
        );
        if let Some(words) = self.too_small() {
            key.push((svg::Mark::Field("zone"), words));
        }
        if is_cut {
            key.push((
                svg::Mark::Line("reach"),
                "an arrow at the edge: goes on".to_owned(),
            ));
        }
        key
    }
}
