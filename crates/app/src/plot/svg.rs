//! An SVG being written: shapes with classes, text that is measured, wrapped and escaped.

use super::style;

/// Room left at the edges.
const MARGIN_PAGE: f64 = 28.0;
const MARGIN_PHONE: f64 = 16.0;
const WIDTH_PAGE: f64 = 860.0;
const WIDTH_PHONE: f64 = 390.0;
/// Letters of a title, and of everything else by class.
pub(super) const TITLE_PX: f64 = 22.0;
pub(super) const TEXT_PX: f64 = 13.0;
pub(super) const SMALL_PX: f64 = 12.0;
const TITLE_LINE: f64 = 28.0;
const LINE: f64 = 17.0;
/// How much wider letters of weight 600 are.
pub(super) const BOLD: f64 = 1.12;
/// How wide the letters of a title are.
const SERIF: f64 = 0.95;
/// Coordinates beyond this help nobody and break some readers.
const FARTHEST: f64 = 1e5;

/// For what width a picture is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Layout {
    /// A page or a screen: columns side by side
    Page,
    /// A phone: text above each mark
    Phone,
}

impl Layout {
    pub(super) fn width(self) -> f64 {
        match self {
            Self::Page => WIDTH_PAGE,
            Self::Phone => WIDTH_PHONE,
        }
    }

    pub(super) fn margin(self) -> f64 {
        match self {
            Self::Page => MARGIN_PAGE,
            Self::Phone => MARGIN_PHONE,
        }
    }
}

/// A picture that grows downwards.
pub(super) struct Svg {
    pub(super) layout: Layout,
    /// Where the next thing goes.
    pub(super) y: f64,
    body: String,
}

impl Svg {
    pub(super) fn new(layout: Layout) -> Self {
        Self {
            layout,
            y: layout.margin(),
            body: String::new(),
        }
    }

    /// Left and right end of what is drawn.
    pub(super) fn ends(&self) -> (f64, f64) {
        let margin = self.layout.margin();
        (margin, self.layout.width() - margin)
    }

    /// The title over the whole width, then what is measured.
    pub(super) fn heading(&mut self, title: &str, subject: &str) {
        let (left, right) = self.ends();
        for line in balanced(title, right - left, SERIF * TITLE_PX) {
            self.y += TITLE_LINE;
            self.text((left, self.y - 6.0), "title", &line);
        }
        self.paragraph("soft", subject);
        self.y += 10.0;
    }

    /// Small text over the whole width, wrapped.
    pub(super) fn paragraph(&mut self, class: &str, text: &str) {
        let (left, right) = self.ends();
        let factor = if class.contains("name") { BOLD } else { 1.0 };
        for line in wrapped(text, right - left, TEXT_PX * factor) {
            self.y += LINE;
            self.text((left, self.y), class, &line);
        }
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), class: &str, text: &str) {
        self.body.push_str(&format!(
            "<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>\n",
            number(x),
            number(y),
            escaped(text)
        ));
    }

    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        self.body.push_str(&format!(
            "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n",
            number(from.0),
            number(from.1),
            number(to.0),
            number(to.1)
        ));
    }

    /// A rectangle between two corners.
    pub(super) fn rect(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        self.body.push_str(&format!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
            number(from.0),
            number(from.1),
            number((to.0 - from.0).max(0.0)),
            number((to.1 - from.1).max(0.0))
        ));
    }

    /// A square around a point.
    pub(super) fn square(&mut self, class: &str, (x, y): (f64, f64), half: f64) {
        self.rect(class, (x - half, y - half), (x + half, y + half));
    }

    pub(super) fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        self.body.push_str(&format!(
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>\n",
            number(x),
            number(y),
            number(radius)
        ));
    }

    pub(super) fn polygon(&mut self, class: &str, points: &[(f64, f64)]) {
        let points: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
            .collect();
        self.body.push_str(&format!(
            "<polygon class=\"{class}\" points=\"{}\"/>\n",
            points.join(" ")
        ));
    }

    /// A tip at `(x, y)` that points left where `length` is negative, else right.
    pub(super) fn tip(&mut self, (x, y): (f64, f64), length: f64) {
        self.polygon(
            "tip",
            &[(x, y), (x - length, y - 4.0), (x - length, y + 4.0)],
        );
    }

    /// What `draw` adds, cut off outside a frame.
    pub(super) fn framed(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        draw: impl FnOnce(&mut Self),
    ) {
        self.body.push_str(&format!(
            "<svg x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" viewBox=\"{x} {y} {w} {h}\">\n",
            x = number(from.0),
            y = number(from.1),
            w = number(to.0 - from.0),
            h = number(to.1 - from.1)
        ));
        draw(self);
        self.body.push_str("</svg>\n");
    }

    /// Marks with what they mean, side by side as far as they fit; each mark is drawn around a point.
    pub(super) fn legend(&mut self, entries: &[(Mark, String)]) {
        let (left, right) = self.ends();
        let mut x = left;
        self.y += 20.0;
        for (mark, words) in entries {
            let width = 24.0 + width(words, SMALL_PX);
            if right < x + width && left < x {
                x = left;
                self.y += 18.0;
            }
            mark.draw(self, (x + 8.0, self.y - 4.0));
            self.text((x + 22.0, self.y), "small soft", words);
            x += width + 16.0;
        }
        self.y += 4.0;
    }

    /// The finished file; `spoken` is everything the picture shows, in words.
    pub(super) fn finished(self, title: &str, spoken: &str) -> String {
        let width = number(self.layout.width());
        let height = number((self.y + self.layout.margin()).ceil());
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"evidence\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
             <title>{}</title>\n<desc>{}</desc>\n<style>{}</style>\n\
             <rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n{}</svg>\n",
            escaped(title),
            escaped(spoken),
            style::sheet(),
            self.body
        )
    }
}

/// A mark in a legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Square,
    Circle,
    OpenSquare,
    Diamond,
    OpenDiamond,
    /// A line of a class.
    Line(&'static str),
    /// A field of a class.
    Field(&'static str),
}

impl Mark {
    fn draw(self, svg: &mut Svg, (x, y): (f64, f64)) {
        match self {
            Self::Square => svg.square("ink", (x, y), 4.5),
            Self::Circle => svg.circle("open", (x, y), 4.5),
            Self::OpenSquare => svg.square("open", (x, y), 4.0),
            Self::Diamond => svg.polygon("ink", &diamond((x - 8.0, x, x + 8.0), y, 5.5)),
            Self::OpenDiamond => svg.polygon("open", &diamond((x - 8.0, x, x + 8.0), y, 5.5)),
            Self::Line(class) => svg.line(class, (x - 8.0, y), (x + 8.0, y)),
            Self::Field(class) => {
                svg.rect(
                    &format!("{class} edge"),
                    (x - 8.0, y - 5.0),
                    (x + 8.0, y + 5.0),
                );
            }
        }
    }
}

/// The corners of a diamond: left end, middle and right end, at a height, and half as thick.
pub(super) fn diamond((lo, middle, hi): (f64, f64, f64), y: f64, half: f64) -> [(f64, f64); 4] {
    [(lo, y), (middle, y - half), (hi, y), (middle, y + half)]
}

/// A coordinate with two decimals at most.
pub(super) fn number(value: f64) -> String {
    let value = if value.is_nan() { 0.0 } else { value };
    let text = format!("{:.2}", value.clamp(-FARTHEST, FARTHEST));
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// Text as XML holds it; what no XML may hold is replaced.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(' '),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            c if c.is_control() => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

/// About how wide a text is, in the widest of the usual sans-serif faces.
pub(super) fn width(text: &str, px: f64) -> f64 {
    let ems: f64 = text.chars().map(em).sum();
    ems * px
}

fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '|' | '\'' | '.' | ',' | ':' | ';' | '!' | ' ' => 0.32,
        'f' | 't' | 'r' | '(' | ')' | '-' | '\u{b7}' => 0.41,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.96,
        'A'..='Z' => 0.72,
        '\u{2212}' | '+' | '=' | '<' | '>' => 0.84,
        c if '\u{2e80}' <= c => 1.0,
        _ => 0.63,
    }
}

/// The text cut to a width, with an ellipsis where something is left out.
pub(super) fn fitted(text: &str, room: f64, px: f64) -> String {
    if width(text, px) <= room {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if room < width(&cut, px) + (em(c) + 1.0) * px {
            break;
        }
        cut.push(c);
    }
    format!("{}\u{2026}", cut.trim_end())
}

/// The text in lines of a width, broken at spaces.
pub(super) fn wrapped(text: &str, room: f64, px: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, px) + width(word, px) + 0.32 * px <= room => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
        .into_iter()
        .map(|line| fitted(&line, room, px))
        .collect()
}

/// As [`wrapped`], in lines of about the same width.
fn balanced(text: &str, room: f64, px: f64) -> Vec<String> {
    let lines = wrapped(text, room, px).len();
    let narrower = (1..20).rev().map(|share| 0.05 * f64::from(share) * room);
    let narrowest = narrower.take_while(|room| {
        let longest = text.split_whitespace().map(|word| width(word, px));
        longest.fold(0.0, f64::max) <= *room && wrapped(text, *room, px).len() == lines
    });
    wrapped(text, narrowest.last().unwrap_or(room), px)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_coordinates_are_numbers() {
        assert_eq!(
            escaped("a<b & \"c\">\u{1b}[0m\u{0}\u{ffff}\n"),
            "a&lt;b &amp; &quot;c&quot;&gt;\u{fffd}[0m\u{fffd}\u{fffd} "
        );
        assert_eq!(
            [0.0, -0.001, 1.5, 1e300, f64::NAN, f64::NEG_INFINITY].map(number),
            ["0", "0", "1.5", "100000", "0", "-100000"]
        );
    }

    #[test]
    fn a_text_keeps_to_its_room() {
        let text = "Scotto di Palumbo 2017, upper-limb";
        let cut = fitted(text, 100.0, 13.0);
        assert!(
            cut.ends_with('\u{2026}') && width(&cut, 13.0) <= 100.0,
            "{cut}"
        );
        for line in wrapped(text, 100.0, 13.0) {
            assert!(width(&line, 13.0) <= 100.0, "{line}");
        }
        assert_eq!(wrapped(text, 1000.0, 13.0), [text]);
    }
}
