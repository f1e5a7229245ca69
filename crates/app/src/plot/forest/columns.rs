//! Where the parts of a row stand: columns side by side on a page, text above each mark on a phone.

use super::{Forest, Line, Mark, Measured};
use crate::plot::{
    axis::Axis,
    svg::{BOLD, Layout, SMALL_PX, Svg, TEXT_PX, diamond, fitted, width},
};

const GAP: f64 = 18.0;
const LEAST_LABEL: f64 = 80.0;
const MOST_LABEL: f64 = 290.0;
/// Half a square of the usual size.
const SQUARE: f64 = 4.5;
/// Height of a row with a mark, on a phone.
pub(super) const PHONE_ROW: f64 = 74.0;

/// The columns of a forest plot.
pub(super) struct Columns {
    pub(super) layout: Layout,
    pub(super) axis: Axis,
    /// Left and right end of the plot.
    pub(super) plot: (f64, f64),
    left: f64,
    label_width: f64,
    /// Right ends of estimate, interval and weight; the last two are the same without weights.
    pub(super) estimate: f64,
    pub(super) interval: f64,
    pub(super) weight: f64,
    has_details: bool,
}

/// The figures of a row as written.
pub(super) struct Written {
    pub(super) estimate: Option<String>,
    pub(super) interval: Option<String>,
    pub(super) weight: Option<String>,
}

impl Columns {
    pub(super) fn of(forest: &Forest, svg: &Svg) -> Self {
        let (left, right) = svg.ends();
        let above = Self {
            layout: svg.layout,
            axis: forest.axis(),
            plot: (left + 6.0, right - 6.0),
            left,
            label_width: right - left,
            estimate: right,
            interval: right,
            weight: right,
            has_details: forest.lines().any(|line| !line.detail.is_empty()),
        };
        match svg.layout {
            Layout::Phone => above,
            Layout::Page => above.side_by_side(forest, right),
        }
    }

    fn side_by_side(self, forest: &Forest, right: f64) -> Self {
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let labels = forest.lines().map(|line| {
            let name = width(&line.label, TEXT_PX * BOLD);
            name.max(width(&line.detail, SMALL_PX))
        });
        let figures = forest.figures;
        let estimates = forest
            .measured()
            .map(|(_, m)| width(&figures.estimate(m), TEXT_PX * BOLD));
        let intervals = forest
            .measured()
            .map(|(_, m)| width(&figures.interval(m), TEXT_PX));
        let heads = ["Estimate", "95 % interval", "Weight"].map(|head| width(head, SMALL_PX));
        let has_weights = forest.lines().any(|line| line.weight_percent.is_some());
        let label_width = widest(&mut { labels }).clamp(LEAST_LABEL, MOST_LABEL);
        let interval = if has_weights {
            right - heads[2] - GAP
        } else {
            right
        };
        let estimate = interval - widest(&mut { intervals }).max(heads[1]) - 14.0;
        let plot_end = estimate - widest(&mut { estimates }).max(heads[0]) - GAP;
        Self {
            plot: (self.left + label_width + GAP, plot_end),
            label_width,
            estimate,
            interval,
            ..self
        }
    }

    /// Names of the columns, and the line below them.
    pub(super) fn heads(&self, svg: &mut Svg) {
        let (left, right) = svg.ends();
        svg.y += 16.0;
        if self.layout == Layout::Page {
            svg.text((left, svg.y), "small faint", "Study");
            svg.text((self.estimate, svg.y), "small faint end", "Estimate");
            svg.text((self.interval, svg.y), "small faint end", "95 % interval");
            if self.interval < self.weight {
                svg.text((self.weight, svg.y), "small faint end", "Weight");
            }
        } else {
            svg.text((right, svg.y), "small faint end", "Estimate, 95 % interval");
        }
        svg.y += 8.0;
    }

    pub(super) fn x(&self, value: f64) -> f64 {
        self.plot.0 + self.axis.share(value) * (self.plot.1 - self.plot.0)
    }

    pub(super) fn height(&self, line: &Line) -> f64 {
        match (self.layout, self.has_details) {
            (Layout::Page, true) => 42.0,
            (Layout::Page, false) => 26.0,
            (Layout::Phone, _) if line.measured.is_none() => 46.0,
            (Layout::Phone, _) => PHONE_ROW,
        }
    }

    /// How far below the top of its row a mark stands.
    pub(super) fn mark_at(&self, line: &Line) -> f64 {
        match self.layout {
            Layout::Page => 0.5 * self.height(line),
            Layout::Phone => self.height(line) - 17.0,
        }
    }

    /// The words and figures of a row.
    pub(super) fn write(&self, svg: &mut Svg, line: &Line, written: &Written) {
        match self.layout {
            Layout::Page => self.write_beside(svg, line, written),
            Layout::Phone => self.write_above(svg, line, written),
        }
    }

    fn write_beside(&self, svg: &mut Svg, line: &Line, written: &Written) {
        let middle = svg.y + self.mark_at(line) + 4.5;
        let name = fitted(&line.label, self.label_width, TEXT_PX * BOLD);
        if line.detail.is_empty() {
            svg.text((self.left, middle), "name", &name);
        } else {
            svg.text((self.left, svg.y + 18.0), "name", &name);
            let detail = fitted(&line.detail, self.label_width, SMALL_PX);
            svg.text((self.left, svg.y + 34.0), "small faint", &detail);
        }
        for (text, x, class) in [
            (&written.estimate, self.estimate, "name end"),
            (&written.interval, self.interval, "soft end"),
            (&written.weight, self.weight, "soft end"),
        ] {
            if let Some(text) = text {
                svg.text((x, middle), class, text);
            }
        }
    }

    fn write_above(&self, svg: &mut Svg, line: &Line, written: &Written) {
        let (first, second) = (svg.y + 20.0, svg.y + 37.0);
        let left_of = |text: &Option<String>, px: f64| {
            let taken = text.as_ref().map_or(0.0, |text| GAP + width(text, px));
            self.label_width - taken
        };
        let weight = written.weight.as_ref().filter(|_| !line.mark.is_summary());
        let mut parts: Vec<String> = weight
            .map(|weight| format!("weight {weight}"))
            .into_iter()
            .collect();
        parts.extend(
            line.detail
                .split(", ")
                .filter(|part| !part.is_empty())
                .map(str::to_owned),
        );
        let room = left_of(&written.interval, TEXT_PX);
        // What does not fit is left out part by part, the first part last.
        while 1 < parts.len() && room < width(&parts.join(", "), SMALL_PX) {
            parts.pop();
        }
        let name = fitted(
            &line.label,
            left_of(&written.estimate, TEXT_PX * BOLD),
            TEXT_PX * BOLD,
        );
        svg.text((self.left, first), "name", &name);
        if !parts.is_empty() {
            let detail = fitted(&parts.join(", "), room, SMALL_PX);
            svg.text((self.left, second), "small faint", &detail);
        }
        if let Some(estimate) = &written.estimate {
            svg.text((self.estimate, first), "name end", estimate);
        }
        if let Some(interval) = &written.interval {
            svg.text((self.interval, second), "soft end", interval);
        }
    }

    /// The mark of a row at a height, its line, and an arrow where that goes on beyond the axis.
    pub(super) fn draw(&self, svg: &mut Svg, mark: Mark, measured: &Measured, y: f64) {
        let ci = measured.ci;
        let (lo, x, hi) = (self.x(ci.lo), self.x(measured.estimate), self.x(ci.hi));
        match mark {
            Mark::Study(_) | Mark::Dissent => svg.line("reach", (lo, y), (hi, y)),
            Mark::Prediction => {
                svg.line("reach dash", (lo, y), (hi, y));
                let is_inside = |value: &f64| (self.axis.lo..=self.axis.hi).contains(value);
                for end in [ci.lo, ci.hi].into_iter().filter(is_inside) {
                    let x = self.x(end);
                    svg.line("reach", (x, y - 5.0), (x, y + 5.0));
                }
            }
            Mark::Pooled | Mark::Subgroup | Mark::Published => {}
        }
        if ci.lo < self.axis.lo {
            svg.tip((lo - 4.0, y), -8.0);
        }
        if self.axis.hi < ci.hi {
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
}
