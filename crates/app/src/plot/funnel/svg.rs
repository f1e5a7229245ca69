//! A funnel plot as SVG.

use super::{CONTOURS, Funnel, Kind, Point};
use crate::plot::{
    axis::Axis,
    in_unit,
    svg::{Layout, Mark, SMALL_PX, Svg, width},
};

const HEIGHT: f64 = 360.0;
const HEIGHT_PHONE: f64 = 300.0;
/// Marks that are named, at most.
const MOST_NAMES: usize = 12;
/// Half a mark.
const MARK: f64 = 4.0;
/// Room inside the frame, so that no mark is cut by it.
const PAD: f64 = 10.0;

/// The frame and what its ends stand for.
struct Frame {
    from: (f64, f64),
    to: (f64, f64),
    across: Axis,
    down: Axis,
}

/// The corners of something drawn.
#[derive(Debug, Clone, Copy)]
struct Place {
    from: (f64, f64),
    to: (f64, f64),
}

impl Place {
    fn around((x, y): (f64, f64), half: f64) -> Self {
        Self {
            from: (x - half, y - half),
            to: (x + half, y + half),
        }
    }

    /// A text of a width that starts at a point on its middle line.
    fn of((x, y): (f64, f64), width: f64) -> Self {
        Self {
            from: (x, y - 0.5 * SMALL_PX),
            to: (x + width, y + 0.5 * SMALL_PX),
        }
    }

    fn meets(&self, other: &Self) -> bool {
        self.from.0 < other.to.0
            && other.from.0 < self.to.0
            && self.from.1 < other.to.1
            && other.from.1 < self.to.1
    }
}

impl Frame {
    fn x(&self, value: f64) -> f64 {
        let (left, right) = (self.from.0 + PAD, self.to.0 - PAD);
        left + self.across.share(value) * (right - left)
    }

    /// As [`Frame::x`], beyond the frame too.
    fn x_beyond(&self, value: f64) -> f64 {
        let per_unit = (self.to.0 - self.from.0 - 2.0 * PAD) / (self.across.hi - self.across.lo);
        self.from.0 + PAD + (value - self.across.lo) * per_unit
    }

    fn y(&self, se: f64) -> f64 {
        self.from.1 + self.down.share(se) * (self.to.1 - self.from.1 - PAD)
    }

    /// Where `centre ± z × se` meets the bottom of the frame, with the top between.
    fn cone(&self, centre: f64, z: f64) -> [(f64, f64); 3] {
        let share = (self.to.1 - self.from.1) / (self.to.1 - self.from.1 - PAD);
        let half = z * self.down.hi * share;
        [
            (self.x_beyond(centre - half), self.to.1),
            (self.x_beyond(centre), self.from.1),
            (self.x_beyond(centre + half), self.to.1),
        ]
    }
}

impl Funnel {
    /// The file, for a page or for a phone.
    pub(crate) fn svg(&self, layout: Layout) -> String {
        let mut svg = Svg::new(layout);
        svg.heading(&self.title, &in_unit(&self.subject, &self.unit));
        if let Some(warning) = self.too_few() {
            svg.paragraph("name", &warning);
            svg.y += 8.0;
        }
        let frame = self.frame(&mut svg);
        svg.framed(frame.from, frame.to, |svg| self.inside(svg, &frame));
        self.names(&mut svg, &frame);
        self.axes(&mut svg, &frame);
        svg.legend(&self.key());
        svg.y += 8.0;
        for note in &self.notes {
            svg.y += 3.0;
            svg.paragraph("small soft", note);
        }
        svg.finished(&self.title, &self.spoken())
    }

    fn frame(&self, svg: &mut Svg) -> Frame {
        let (left, right) = svg.ends();
        let (across, down) = (self.across(), self.down());
        let labels = down
            .ticks
            .iter()
            .map(|tick| width(&down.label(*tick), SMALL_PX));
        let room = labels.fold(0.0, f64::max) + 10.0;
        svg.y += 14.0;
        svg.text(
            (left, svg.y),
            "small soft",
            "Standard error, precise studies at the top",
        );
        svg.y += 12.0;
        let height = match svg.layout {
            Layout::Page => HEIGHT,
            Layout::Phone => HEIGHT_PHONE,
        };
        Frame {
            from: (left + room, svg.y),
            to: (right, svg.y + height),
            across,
            down,
        }
    }

    /// Contours, lines and points, the points last.
    fn inside(&self, svg: &mut Svg, frame: &Frame) {
        svg.rect("p00", frame.from, frame.to);
        let [p10, p05, p01] = CONTOURS.map(|z| frame.cone(0.0, z));
        svg.polygon("p01", &p01);
        svg.polygon("p05", &p05);
        svg.polygon("paper", &p10);
        for (class, [left, top, right]) in [("edge", p10), ("edge dash", p05), ("edge dot", p01)] {
            svg.line(class, top, left);
            svg.line(class, top, right);
        }
        let [left, top, right] = frame.cone(self.mean, CONTOURS[1]);
        svg.line("mid dash", top, left);
        svg.line("mid dash", top, right);
        svg.line("mid", top, (top.0, frame.to.1));
        for point in &self.points {
            let at = (frame.x(point.estimate), frame.y(point.se));
            match point.kind {
                Kind::Study => svg.square("ink", at, MARK),
                Kind::Dissent => svg.circle("open", at, MARK + 0.5),
                Kind::Filled => svg.square("open", at, MARK),
            }
        }
    }

    /// Names beside the marks, where there are few, as far as none covers another or a mark.
    fn names(&self, svg: &mut Svg, frame: &Frame) {
        if svg.layout == Layout::Phone || MOST_NAMES < self.points.len() {
            return;
        }
        let mark =
            |point: &Point| Place::around((frame.x(point.estimate), frame.y(point.se)), MARK + 1.0);
        let mut taken: Vec<Place> = self.points.iter().map(mark).collect();
        for point in &self.points {
            let (x, y) = (frame.x(point.estimate), frame.y(point.se));
            let width = width(&point.label, SMALL_PX);
            let places = [0.0, -14.0, 14.0].map(|down| {
                let y = y + down;
                [x + 9.0, x - 9.0 - width, x - 0.5 * width].map(|x| Place::of((x, y), width))
            });
            let is_free = |place: &Place| {
                let is_inside = frame.from.0 <= place.from.0 && place.to.0 <= frame.to.0;
                is_inside && !taken.iter().any(|other| other.meets(place))
            };
            let Some(place) = places.into_iter().flatten().find(is_free) else {
                continue;
            };
            svg.text((place.from.0, place.to.1 - 2.0), "small halo", &point.label);
            taken.push(place);
        }
    }

    fn axes(&self, svg: &mut Svg, frame: &Frame) {
        for tick in &frame.down.ticks {
            let y = frame.y(*tick);
            svg.line("edge", (frame.from.0 - 5.0, y), (frame.from.0, y));
            svg.text(
                (frame.from.0 - 8.0, y + 4.0),
                "small faint end",
                &frame.down.label(*tick),
            );
        }
        for tick in &frame.across.ticks {
            let x = frame.x(*tick);
            svg.line("edge", (x, frame.to.1), (x, frame.to.1 + 5.0));
            svg.text(
                (x, frame.to.1 + 18.0),
                "small faint middle",
                &frame.across.label(*tick),
            );
        }
        svg.y = frame.to.1 + 36.0;
        svg.text(
            (frame.to.0, svg.y),
            "small soft end",
            &in_unit("Estimate", &self.unit),
        );
        svg.y += 4.0;
    }

    fn key(&self) -> Vec<(Mark, String)> {
        let mut key = vec![(Mark::Square, "study".to_owned())];
        for (kind, mark, words) in [
            (Kind::Dissent, Mark::Circle, "disagrees, not in the pool"),
            (Kind::Filled, Mark::OpenSquare, "added by trim and fill"),
        ] {
            if self.of(kind).next().is_some() {
                key.push((mark, words.to_owned()));
            }
        }
        let others = [
            (Mark::Line("mid"), "pooled mean"),
            (
                Mark::Line("mid dash"),
                "95 in 100 lie within, if only chance is at work",
            ),
            (Mark::Field("paper"), "p above 0.10"),
            (Mark::Field("p05"), "0.05 to 0.10"),
            (Mark::Field("p01"), "0.01 to 0.05"),
            (Mark::Field("p00"), "p below 0.01, against no effect"),
        ];
        key.extend(others.map(|(mark, words)| (mark, words.to_owned())));
        key
    }
}
