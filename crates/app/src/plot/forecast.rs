//! A forecast as a picture: small charts on one time axis, each with its range.

use std::fmt::Write as _;

use spotcheck_model::Row;

use crate::{number, wire::Range};

const COLUMNS: usize = 2;
const PANEL_WIDTH: f64 = 340.0;
const PANEL_HEIGHT: f64 = 170.0;
/// Room below the panels for two lines of text.
const FOOT: f64 = 48.0;
const LINE_HEIGHT: f64 = 16.0;
/// Space around the drawing area of a panel: left, right, top, bottom.
const MARGIN: (f64, f64, f64, f64) = (48.0, 12.0, 40.0, 26.0);
const WEEK_DAYS: f64 = 7.0;

pub(super) const STYLE: &str = "\
:root{color-scheme:light dark}\
svg{background:light-dark(#fff,#17181c);font:13px system-ui,sans-serif}\
text{fill:light-dark(#15171c,#f0f0ec)}\
.small{font-size:12px;fill:light-dark(#4a4d57,#b9bbc3)}\
.grid{stroke:light-dark(#ebebe6,#2a2c33)}\
.wide{fill:light-dark(#dbe4fb,#1d2a55)}\
.half{fill:light-dark(#a9bff3,#34509c)}\
.line{fill:none;stroke:light-dark(#2148c7,#8caeff);stroke-width:2.5}";

/// One quantity over the days.
struct Panel {
    title: &'static str,
    unit: &'static str,
    decimals: usize,
    /// Day and value, ascending.
    values: Vec<(usize, Range)>,
}

/// The SVG of a forecast of at least one day; `legend` says what line and bands are.
pub(crate) fn svg(days: &[Row<Range>], legend: &str) -> String {
    let panels = panels(days);
    let rows = panels.len().div_ceil(COLUMNS);
    let (width, height) = (
        PANEL_WIDTH * COLUMNS as f64,
        PANEL_HEIGHT * rows as f64 + FOOT,
    );
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
         <title>Forecast over {} days</title>\n<desc>{}</desc>\n<style>{STYLE}</style>\n",
        days.last().map_or(0, |day| day.day),
        panels
            .iter()
            .map(Panel::sentence)
            .collect::<Vec<_>>()
            .join(" "),
    );
    for (index, panel) in panels.iter().enumerate() {
        let x = PANEL_WIDTH * (index % COLUMNS) as f64;
        let y = PANEL_HEIGHT * (index / COLUMNS) as f64;
        svg.push_str(&format!(
            "<g transform=\"translate({x} {y})\">\n{}</g>\n",
            panel.drawn()
        ));
    }
    let note = "spotcheck; general information, not medical advice.";
    for (index, line) in [legend, note].into_iter().enumerate() {
        let y = height - FOOT + LINE_HEIGHT * (index + 1) as f64;
        svg.push_str(&format!(
            "<text class=\"small\" x=\"{}\" y=\"{y}\">{line}</text>\n",
            MARGIN.0
        ));
    }
    svg.push_str("</svg>\n");
    svg
}

fn panels(days: &[Row<Range>]) -> Vec<Panel> {
    let mut panels = Vec::new();
    let mut add = |title, unit, decimals, of: &dyn Fn(&Row<Range>) -> Range| {
        panels.push(Panel {
            title,
            unit,
            decimals,
            values: days.iter().map(|day| (day.day, of(day))).collect(),
        });
    };
    add("Weight", "kg", 1, &|day| day.weight_kg);
    add("Fat", "kg", 1, &|day| day.fat_kg);
    add("Everything but fat", "kg", 1, &|day| day.ffm_kg);
    add("Deep belly fat", "kg", 1, &|day| day.regions.visceral_kg);
    add("Fat under the skin of the belly", "kg", 1, &|day| {
        day.regions.abdominal_subcutaneous_kg
    });
    add("Fat on the rest of the trunk", "kg", 1, &|day| {
        day.regions.other_trunk_kg
    });
    add("Fat on hips and legs", "kg", 1, &|day| day.regions.legs_kg);
    add("Fat on the arms", "kg", 1, &|day| day.regions.arms_kg);
    for (index, title) in ["Waist", "Hip", "Thigh", "Upper arm"]
        .into_iter()
        .enumerate()
    {
        let known = days.iter().filter_map(|day| {
            let girths = [day.waist_cm, day.hip_cm, day.thigh_cm, day.arm_cm];
            Some((day.day, girths[index]?))
        });
        let values: Vec<(usize, Range)> = known.collect();
        if !values.is_empty() {
            panels.push(Panel {
                title,
                unit: "cm",
                decimals: 0,
                values,
            });
        }
    }
    panels
}

/// "82.0 to 77.5 kg (74.3 to 80.1)"; without draws there is no range to tell.
pub(crate) fn change([first, last]: [&Range; 2], unit: &str, decimals: usize) -> String {
    let show = |value| number::plain(value, decimals);
    let range = if last.lo90 < last.hi90 {
        format!(" ({} to {})", show(last.lo90), show(last.hi90))
    } else {
        String::new()
    };
    format!(
        "{} to {} {unit}{range}",
        show(first.median),
        show(last.median)
    )
}

impl Panel {
    /// "Weight: 82.0 to 77.5 kg (74.3 to 80.1)."
    fn sentence(&self) -> String {
        format!("{}: {}.", self.title, self.change())
    }

    /// How it ends.
    fn change(&self) -> String {
        let (Some((_, first)), Some((_, last))) = (self.values.first(), self.values.last()) else {
            return String::new();
        };
        change([first, last], self.unit, self.decimals)
    }

    fn drawn(&self) -> String {
        let scale = Scale::of(&self.values);
        let mut text = format!(
            "<text x=\"{left}\" y=\"{title}\">{}</text>\n\
             <text class=\"small\" x=\"{left}\" y=\"{below}\">{}</text>\n",
            self.title,
            self.change(),
            left = MARGIN.0,
            title = MARGIN.2 - 1.5 * LINE_HEIGHT,
            below = MARGIN.2 - 0.5 * LINE_HEIGHT
        );
        for value in [scale.lo, f64::midpoint(scale.lo, scale.hi), scale.hi] {
            let y = scale.y(value);
            text.push_str(&format!(
                "<line class=\"grid\" x1=\"{}\" x2=\"{}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
                 <text class=\"small\" text-anchor=\"end\" x=\"{}\" y=\"{:.1}\">{}</text>\n",
                MARGIN.0,
                PANEL_WIDTH - MARGIN.1,
                MARGIN.0 - 6.0,
                y + 4.0,
                number::plain(value, self.decimals)
            ));
        }
        text.push_str(&scale.band("wide", &self.values, |r| (r.lo90, r.hi90)));
        text.push_str(&scale.band("half", &self.values, |r| (r.lo50, r.hi50)));
        let line = scale.points(self.values.iter().map(|(day, range)| (*day, range.median)));
        text.push_str(&format!("<polyline class=\"line\" points=\"{line}\"/>\n"));
        text.push_str(&scale.weeks());
        text
    }
}

/// Where days and values lie in a panel.
struct Scale {
    lo: f64,
    hi: f64,
    last_day: f64,
}

impl Scale {
    fn of(values: &[(usize, Range)]) -> Self {
        let lo = values
            .iter()
            .map(|(_, range)| range.lo90)
            .fold(f64::INFINITY, f64::min);
        let hi = values
            .iter()
            .map(|(_, range)| range.hi90)
            .fold(f64::NEG_INFINITY, f64::max);
        // A quantity that does not move still needs an axis.
        let pad = (0.05 * (hi - lo)).max(0.01 * hi.abs()).max(0.01);
        Self {
            lo: lo - pad,
            hi: hi + pad,
            last_day: values.last().map_or(1, |(day, _)| (*day).max(1)) as f64,
        }
    }

    fn x(&self, day: f64) -> f64 {
        MARGIN.0 + day / self.last_day * (PANEL_WIDTH - MARGIN.0 - MARGIN.1)
    }

    fn y(&self, value: f64) -> f64 {
        let share = (self.hi - value) / (self.hi - self.lo);
        MARGIN.2 + share * (PANEL_HEIGHT - MARGIN.2 - MARGIN.3)
    }

    fn points(&self, values: impl Iterator<Item = (usize, f64)>) -> String {
        let mut text = String::new();
        for (day, value) in values {
            write!(text, "{:.1},{:.1} ", self.x(day as f64), self.y(value))
                .expect("a String grows");
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn band(
        &self,
        class: &str,
        values: &[(usize, Range)],
        ends: impl Fn(&Range) -> (f64, f64),
    ) -> String {
        let upper = self.points(values.iter().map(|(day, range)| (*day, ends(range).1)));
        let lower = self.points(
            values
                .iter()
                .rev()
                .map(|(day, range)| (*day, ends(range).0)),
        );
        format!("<polygon class=\"{class}\" points=\"{upper} {lower}\"/>\n")
    }

    /// First and last day below the axis.
    fn weeks(&self) -> String {
        let y = PANEL_HEIGHT - 8.0;
        let end = if self.last_day < 4.0 * WEEK_DAYS {
            format!("day {}", number::plain(self.last_day, 0))
        } else {
            format!("week {}", number::plain(self.last_day / WEEK_DAYS, 0))
        };
        format!(
            "<text class=\"small\" x=\"{}\" y=\"{y}\">now</text>\
             <text class=\"small\" text-anchor=\"end\" x=\"{}\" y=\"{y}\">{end}</text>\n",
            MARGIN.0,
            PANEL_WIDTH - MARGIN.1
        )
    }
}
