//! A funnel plot: each effect by its standard error, precise ones at the top, with contours of significance
//! around zero (Peters 2008, J Clin Epidemiol 61:991) and the region where chance alone would leave 95 in 100.

mod svg;
mod text;

use super::{axis::Axis, forest::Figures, in_unit, unit_after};
use crate::number;

/// Fewest effects from which asymmetry is judged (Sterne 2011, BMJ 343:d4002).
pub(crate) const FEWEST: usize = 10;
/// Normal quantiles of two-sided p of 0.10, 0.05 and 0.01.
const CONTOURS: [f64; 3] = [
    1.644_853_626_951_472_2,
    1.959_963_984_540_054,
    2.575_829_303_548_900_4,
];
const DIVISIONS: usize = 4;

/// What a funnel plot shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Funnel {
    /// What the picture says, in a sentence.
    pub(crate) title: String,
    /// What is measured.
    pub(crate) subject: String,
    pub(crate) unit: String,
    pub(crate) points: Vec<Point>,
    /// The pooled mean.
    pub(crate) mean: f64,
    pub(crate) figures: Figures,
    /// How it was made, and what a reader must know.
    pub(crate) notes: Vec<String>,
}

/// One effect.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Point {
    pub(crate) label: String,
    pub(crate) estimate: f64,
    /// Standard error, in the unit of the estimate.
    pub(crate) se: f64,
    pub(crate) kind: Kind,
}

/// What an effect is to the pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Study,
    /// It disagrees, and is not in the pool.
    Dissent,
    /// Made up by trim and fill to mirror a study.
    Filled,
}

impl Funnel {
    /// "3 studies are fewer than 10: whether small ones are missing cannot be judged."
    pub(super) fn too_few(&self) -> Option<String> {
        let k = self.of(Kind::Study).count();
        (k < FEWEST).then(|| {
            let studies = number::count(k, "study is", "studies are");
            format!("{studies} fewer than {FEWEST}: asymmetry cannot be judged from this.")
        })
    }

    fn of(&self, kind: Kind) -> impl Iterator<Item = &Point> {
        self.points.iter().filter(move |point| point.kind == kind)
    }

    fn largest_se(&self) -> f64 {
        self.points.iter().map(|point| point.se).fold(0.0, f64::max)
    }

    /// Estimates from left to right: every point, and the region of chance at the largest standard error.
    fn across(&self) -> Axis {
        let half = CONTOURS[1] * self.down().hi;
        let values = self.points.iter().map(|point| point.estimate);
        let values = values.chain([self.mean - half, self.mean + half]);
        let (lo, hi) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), value| {
            (lo.min(value), hi.max(value))
        });
        Axis::covering(lo, hi, DIVISIONS)
    }

    /// Standard errors from 0 at the top.
    fn down(&self) -> Axis {
        Axis::covering(0.0, self.largest_se(), DIVISIONS)
    }

    /// Everything the picture shows, in words.
    fn spoken(&self) -> String {
        let unit = unit_after(&self.unit);
        let said = |point: &Point| {
            let kind = match point.kind {
                Kind::Study => "",
                Kind::Dissent => ", disagrees and is not in the pool",
                Kind::Filled => ", added by trim and fill",
            };
            format!(
                "{}: {}{unit}, standard error {}{kind}",
                point.label,
                self.figures.of(point.estimate),
                self.figures.of(point.se).trim_start_matches('+')
            )
        };
        let points: Vec<String> = self.points.iter().map(said).collect();
        let mut parts = vec![
            "Each study by its standard error, precise ones at the top.".to_owned(),
            format!("{}.", in_unit(&self.subject, &self.unit)),
            format!("Pooled mean {}{unit}.", self.figures.of(self.mean)),
            format!("{}.", points.join("; ")),
        ];
        parts.extend(self.too_few());
        parts.extend(self.notes.iter().cloned());
        parts.join(" ")
    }
}
