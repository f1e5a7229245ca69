//! A followed weight as a picture: what the scale showed, the trend in its range, and the weeks ahead.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::{axis::Axis, forecast::STYLE};
use crate::{diary::days, wire::Range};

// Narrow enough that its letters can be read on a phone.
const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 350.0;
/// Space around the drawing area: left, right, top, bottom.
const MARGIN: (f64, f64, f64, f64) = (44.0, 14.0, 46.0, 76.0);
const LINE_HEIGHT: f64 = 16.0;
const DIVISIONS: usize = 6;
/// Dates nearer than this would touch.
const DATE: f64 = 120.0;
const DOTS: &str = "<style>.dot{fill:light-dark(#6b6e78,#9a9da6)}\
    .goal{stroke:light-dark(#15171c,#f0f0ec);stroke-dasharray:5 4}</style>\n";

/// What is drawn; days ascend.
pub(crate) struct Picture {
    /// What the scale showed and was believed, kg.
    pub(crate) shown: Vec<(Date, f64)>,
    /// The trend, kg.
    pub(crate) past: Vec<(Date, Range)>,
    /// What the scale will show, kg.
    pub(crate) ahead: Vec<(Date, Range)>,
    /// The weight that is wanted, kg.
    pub(crate) goal: Option<f64>,
}

/// Where days and kilograms lie.
struct Scale {
    first: Date,
    days: f64,
    axis: Axis,
}

impl Scale {
    fn x(&self, day: Date) -> f64 {
        let days = days(self.first, day).unwrap_or(0) as f64;
        MARGIN.0 + days / self.days * (WIDTH - MARGIN.0 - MARGIN.1)
    }

    fn y(&self, kg: f64) -> f64 {
        MARGIN.2 + (1.0 - self.axis.share(kg)) * (HEIGHT - MARGIN.2 - MARGIN.3)
    }

    fn points<'r>(
        &self,
        values: impl Iterator<Item = &'r (Date, Range)>,
        of: fn(&Range) -> f64,
    ) -> String {
        let mut text = String::new();
        for (day, range) in values {
            write!(text, "{:.1},{:.1} ", self.x(*day), self.y(of(range))).expect("a String grows");
        }
        text
    }

    fn band(&self, class: &str, values: &[(Date, Range)], ends: [fn(&Range) -> f64; 2]) -> String {
        let upper = self.points(values.iter(), ends[1]);
        let lower = self.points(values.iter().rev(), ends[0]);
        format!("<polygon class=\"{class}\" points=\"{upper}{lower}\"/>\n")
    }
}

impl Picture {
    /// The SVG; nothing where no day was followed.
    pub(crate) fn svg(&self) -> Option<String> {
        let scale = self.scale()?;
        let sentence = self.sentence()?;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\">\n\
             <title>Weight since {}</title>\n<desc>{sentence}</desc>\n<style>{STYLE}</style>\n{DOTS}\
             <text x=\"{}\" y=\"22\">Weight, kg</text>\n",
            scale.first, MARGIN.0
        );
        for (i, tick) in scale.axis.ticks.iter().enumerate() {
            svg.push_str(&grid(&scale, *tick, i % 2 == 0));
        }
        let wide: [fn(&Range) -> f64; 2] = [|range| range.lo90, |range| range.hi90];
        let half: [fn(&Range) -> f64; 2] = [|range| range.lo50, |range| range.hi50];
        for values in [&self.past, &self.ahead] {
            svg.push_str(&scale.band("wide", values, wide));
            svg.push_str(&scale.band("half", values, half));
        }
        for (day, kg) in &self.shown {
            let (x, y) = (scale.x(*day), scale.y(*kg));
            svg.push_str(&format!(
                "<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2\"/>\n"
            ));
        }
        let line = scale.points(self.past.iter().chain(&self.ahead), |range| range.median);
        svg.push_str(&format!(
            "<polyline class=\"line\" points=\"{}\"/>\n",
            line.trim_end()
        ));
        if let Some(goal) = self.goal {
            let (y, right) = (scale.y(goal), WIDTH - MARGIN.1);
            svg.push_str(&format!(
                "<line class=\"goal\" x1=\"{}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\n",
                MARGIN.0
            ));
        }
        svg.push_str(&self.foot(&scale));
        svg.push_str("</svg>\n");
        Some(svg)
    }

    fn scale(&self) -> Option<Scale> {
        let (first, _) = self.past.first()?;
        let (last, _) = self.ahead.last().or(self.past.last())?;
        let ranges = self.past.iter().chain(&self.ahead);
        let ends = ranges.flat_map(|(_, range)| [range.lo90, range.hi90]);
        let dots = self.shown.iter().map(|(_, kg)| *kg);
        let values: Vec<f64> = ends.chain(dots).chain(self.goal).collect();
        let lo = values.iter().copied().fold(f64::INFINITY, f64::min);
        let hi = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Some(Scale {
            first: *first,
            days: days(*first, *last)?.max(1) as f64,
            axis: Axis::covering(lo, hi, DIVISIONS),
        })
    }

    /// "86.1 (85.4 to 86.8) kg on 2026-03-01, 82.0 (81.6 to 82.4) kg on 2026-04-28, 80.1 (78.6 to 81.5) kg expected …"
    fn sentence(&self) -> Option<String> {
        let told = |range: &Range| format!("{} kg", range.text(1));
        let (first, then) = self.past.first()?;
        let (last, now) = self.past.last()?;
        let mut text = format!("{} on {first}, {} on {last}", told(then), told(now));
        if let Some((day, range)) = self.ahead.last() {
            text.push_str(&format!(", {} expected on {day}", told(range)));
        }
        Some(text + ".")
    }

    /// Dates below the axis, and what is what.
    fn foot(&self, scale: &Scale) -> String {
        let axis = HEIGHT - MARGIN.3 + LINE_HEIGHT;
        let mut text = String::new();
        let now = self.past.last().map(|(day, _)| *day);
        let last = self.ahead.last().map(|(day, _)| *day);
        let is_apart = |one: Date, other: Date| DATE < (scale.x(other) - scale.x(one)).abs();
        let now = now.filter(|now| {
            is_apart(scale.first, *now) && last.is_none_or(|last| is_apart(*now, last))
        });
        let dates = [(Some(scale.first), "start"), (now, "middle"), (last, "end")];
        for (day, anchor) in dates.into_iter().filter_map(|(day, a)| Some((day?, a))) {
            // Without weeks ahead, today stands at the edge.
            let anchor = if anchor == "middle" && last.is_none() {
                "end"
            } else {
                anchor
            };
            text.push_str(&format!(
                "<text class=\"small\" text-anchor=\"{anchor}\" x=\"{:.1}\" y=\"{axis}\">{day}</text>\n",
                scale.x(day)
            ));
        }
        let line = if last.is_some() {
            "Line: without passing water, then what the scale will show."
        } else {
            "Line: without passing water."
        };
        let legend = [
            line,
            "Dots: the scale. Dark band: 5 in 10. Light band: 9 in 10.",
            "spotcheck; general information, not medical advice.",
        ];
        for (i, line) in legend.into_iter().enumerate() {
            let y = axis + LINE_HEIGHT * (i + 1) as f64 + 4.0;
            text.push_str(&format!(
                "<text class=\"small\" x=\"{}\" y=\"{y}\">{line}</text>\n",
                MARGIN.0
            ));
        }
        text
    }
}

fn grid(scale: &Scale, tick: f64, is_labelled: bool) -> String {
    let y = scale.y(tick);
    let mut text = format!(
        "<line class=\"grid\" x1=\"{}\" x2=\"{}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\n",
        MARGIN.0,
        WIDTH - MARGIN.1
    );
    if is_labelled {
        text.push_str(&format!(
            "<text class=\"small\" text-anchor=\"end\" x=\"{}\" y=\"{:.1}\">{}</text>\n",
            MARGIN.0 - 6.0,
            y + 4.0,
            scale.axis.label(tick)
        ));
    }
    text
}
