//! A forest plot as SVG: columns side by side on a page, text above each mark on a phone.

use super::{Forest, Line, Mark, Measured, Section};
use crate::{
    number,
    plot::{
        axis::{self, Axis},
        svg::{self, BOLD, Layout, SMALL_PX, Svg, TEXT_PX, diamond, fitted, width},
    },
};

const GAP: f64 = 18.0;
const MOST_LABEL: f64 = 290.0;
/// Half a square of the usual size.
const SQUARE: f64 = 4.5;
const HEADING: f64 = 30.0;
/// Height of a row with a mark, on a phone.
const NARROW_ROW: f64 = 74.0;

/// Where things stand in a row.
struct Columns {
    layout: Layout,
    axis: Axis,
    label_width: f64,
    plot: (f64, f64),
    /// Right ends of estimate, interval and weight.
    estimate: f64,
    interval: f64,
    weight: f64,
    has_details: bool,
}

impl Forest {
    /// The file, for a page or for a phone.
    pub(crate) fn svg(&self, layout: Layout) -> String {
        let mut svg = Svg::new(layout);
        svg.heading(&self.title, &format!("{}, {}", self.subject, self.unit));
        let columns = self.columns(&svg);
        self.heads(&mut svg, &columns);
        for (index, section) in self.sections.iter().enumerate() {
            self.section(&mut svg, &columns, section, 0 < index);
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

    fn columns(&self, svg: &Svg) -> Columns {
        let (left, right) = svg.ends();
        let axis = self.axis();
        let has_details = self.lines().any(|line| !line.detail.is_empty());
        if svg.layout == Layout::Narrow {
            return Columns {
                layout: svg.layout,
                axis,
                label_width: right - left,
                plot: (left + 6.0, right - 6.0),
                estimate: right,
                interval: right,
                weight: right,
                has_details,
            };
        }
        let widest = |texts: Vec<f64>| texts.into_iter().fold(0.0, f64::max);
        let labels = self
            .lines()
            .map(|line| width(&line.label, TEXT_PX * BOLD).max(width(&line.detail, SMALL_PX)));
        let estimates = self
            .measured()
            .map(|(_, m)| width(&self.figures.estimate(m), TEXT_PX * BOLD));
        let intervals = self
            .measured()
            .map(|(_, m)| width(&self.figures.interval(m), TEXT_PX));
        let label_width = widest(labels.collect()).clamp(80.0, MOST_LABEL);
        let has_weights = self.lines().any(|line| line.weight_percent.is_some());
        let weight_room = if has_weights {
            width("Weight", SMALL_PX) + GAP
        } else {
            0.0
        };
        let interval_room = widest(intervals.collect()).max(width("95 % interval", SMALL_PX));
        let estimate_room = widest(estimates.collect()).max(width("Estimate", SMALL_PX));
        let interval = right - weight_room;
        let estimate = interval - interval_room - 10.0;
        Columns {
            layout: svg.layout,
            axis,
            label_width,
            plot: (left + label_width + GAP, estimate - estimate_room - GAP),
            estimate,
            interval,
            weight: right,
            has_details,
        }
    }

    /// Names of the columns, and the line below them.
    fn heads(&self, svg: &mut Svg, columns: &Columns) {
        let (left, right) = svg.ends();
        svg.y += 16.0;
        if columns.layout == Layout::Wide {
            svg.text((left, svg.y), "small faint", "Study");
            svg.text((columns.estimate, svg.y), "small faint end", "Estimate");
            svg.text(
                (columns.interval, svg.y),
                "small faint end",
                "95 % interval",
            );
            if columns.interval < columns.weight {
                svg.text((columns.weight, svg.y), "small faint end", "Weight");
            }
        } else {
            svg.text((right, svg.y), "small faint end", "Estimate, 95 % interval");
        }
        svg.y += 8.0;
        svg.line("rule", (left, svg.y), (right, svg.y));
    }

    fn section(&self, svg: &mut Svg, columns: &Columns, section: &Section, is_later: bool) {
        let (left, right) = svg.ends();
        if is_later {
            svg.line("rule", (left, svg.y), (right, svg.y));
        }
        if let Some(heading) = &section.heading {
            self.ground(svg, columns, HEADING);
            let heading = fitted(heading, right - left, TEXT_PX * BOLD);
            svg.text((left, svg.y + 20.0), "name soft", &heading);
            svg.y += HEADING;
        }
        for (index, line) in section.lines.iter().enumerate() {
            if 0 < index || section.heading.is_some() {
                svg.line("hair", (left, svg.y), (right, svg.y));
            }
            let height = columns.height(line);
            self.ground(svg, columns, height);
            self.words(svg, columns, line);
            if let Some(measured) = &line.measured {
                let y = svg.y + columns.mark_at(line);
                columns.draw(svg, line.mark, measured, y);
            }
            svg.y += height;
        }
    }

    /// The range that is too small to matter, and the zero line, behind a row.
    fn ground(&self, svg: &mut Svg, columns: &Columns, height: f64) {
        let (top, bottom) = match columns.layout {
            Layout::Wide => (svg.y, svg.y + height),
            // Only a row with a mark has a strip of the plot.
            Layout::Narrow if height < NARROW_ROW => return,
            Layout::Narrow => (svg.y + height - 28.0, svg.y + height - 6.0),
        };
        if let Some(smallest) = self.smallest {
            let (from, to) = (columns.x(-smallest), columns.x(smallest));
            svg.rect("zone", (from, top), (to, bottom));
        }
        let zero = columns.x(0.0);
        svg.line("edge", (zero, top), (zero, bottom));
    }

    fn words(&self, svg: &mut Svg, columns: &Columns, line: &Line) {
        let (left, _) = svg.ends();
        let class = if line.mark.is_summary() {
            "name"
        } else {
            "name"
        };
        let (first, second) = columns.baselines(svg.y, line);
        let weight = line
            .weight_percent
            .map(|weight| format!("{} %", number::plain(weight, 0)));
        let estimate = line
            .measured
            .as_ref()
            .filter(|_| line.mark != Mark::Prediction);
        let estimate = estimate.map(|measured| self.figures.estimate(measured));
        let interval = line
            .measured
            .as_ref()
            .map(|measured| self.figures.interval(measured));
        let (mut name_room, mut detail_room) = (columns.label_width, columns.label_width);
        let mut detail = line.detail.clone();
        if columns.layout == Layout::Narrow {
            let taken = |text: &Option<String>| {
                text.as_ref()
                    .map_or(0.0, |text| GAP + width(text, TEXT_PX * BOLD))
            };
            name_room -= taken(&estimate);
            detail_room -= taken(&interval);
            if let Some(weight) = weight.as_ref().filter(|_| !line.mark.is_summary()) {
                let comma = if detail.is_empty() { "" } else { ", " };
                detail = format!("{detail}{comma}weight {weight}");
            }
        }
        svg.text(
            (left, first),
            class,
            &fitted(&line.label, name_room, TEXT_PX * BOLD),
        );
        if !detail.is_empty() {
            svg.text(
                (left, second),
                "small faint",
                &fitted(&detail, detail_room, SMALL_PX),
            );
        }
        let middle = svg.y + columns.mark_at(line) + 4.5;
        let (estimate_y, interval_y) = match columns.layout {
            Layout::Wide => (middle, middle),
            Layout::Narrow => (first, second),
        };
        if let Some(estimate) = estimate {
            svg.text((columns.estimate, estimate_y), "name end", &estimate);
        }
        if let Some(interval) = interval {
            svg.text((columns.interval, interval_y), "soft end", &interval);
        }
        if let (Some(weight), Layout::Wide) = (weight, columns.layout) {
            svg.text((columns.weight, middle), "soft end", &weight);
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
            "a further study",
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

impl Columns {
    fn x(&self, value: f64) -> f64 {
        self.plot.0 + self.axis.share(value) * (self.plot.1 - self.plot.0)
    }

    fn height(&self, line: &Line) -> f64 {
        match (self.layout, self.has_details) {
            (Layout::Wide, true) => 42.0,
            (Layout::Wide, false) => 26.0,
            (Layout::Narrow, _) if line.measured.is_none() => 46.0,
            (Layout::Narrow, _) => NARROW_ROW,
        }
    }

    /// How far below the top of its row a mark stands.
    fn mark_at(&self, line: &Line) -> f64 {
        match self.layout {
            Layout::Wide => 0.5 * self.height(line),
            Layout::Narrow => self.height(line) - 17.0,
        }
    }

    /// Where name and detail stand, in a row that starts at `top`.
    fn baselines(&self, top: f64, line: &Line) -> (f64, f64) {
        match self.layout {
            Layout::Wide if line.detail.is_empty() => (top + self.mark_at(line) + 4.5, top),
            Layout::Wide => (top + 18.0, top + 34.0),
            Layout::Narrow => (top + 20.0, top + 37.0),
        }
    }

    fn draw(&self, svg: &mut Svg, mark: Mark, measured: &Measured, y: f64) {
        let (lo, x, hi) = (
            self.x(measured.ci.lo),
            self.x(measured.estimate),
            self.x(measured.ci.hi),
        );
        match mark {
            Mark::Study(_) | Mark::Dissent => svg.line("reach", (lo, y), (hi, y)),
            Mark::Prediction => {
                svg.line("reach dash", (lo, y), (hi, y));
                for (end, value) in [(lo, measured.ci.lo), (hi, measured.ci.hi)] {
                    if self.holds(value) {
                        svg.line("reach", (end, y - 5.0), (end, y + 5.0));
                    }
                }
            }
            Mark::Pooled | Mark::Subgroup | Mark::Published => {}
        }
        if measured.ci.lo < self.axis.lo {
            svg.tip((lo - 4.0, y), -8.0);
        }
        if self.axis.hi < measured.ci.hi {
            svg.tip((hi + 4.0, y), 8.0);
        }
        match mark {
            Mark::Study(size) => svg.square("ink", (x, y), SQUARE * size),
            Mark::Dissent => svg.circle("open", (x, y), SQUARE),
            Mark::Pooled => svg.polygon("ink", &diamond((lo, x, hi), y, 8.0)),
            Mark::Subgroup => svg.polygon("sub", &diamond((lo, x, hi), y, 6.0)),
            Mark::Published => svg.polygon("open", &diamond((lo, x, hi), y, 8.0)),
            Mark::Prediction => {}
        }
    }

    fn holds(&self, value: f64) -> bool {
        (self.axis.lo..=self.axis.hi).contains(&value)
    }
}
