//! A side of paper: columns that fill from the top, and go on where one is full.

use pdf_writer::{Content, Name, Str};

use super::font::{Face, runs, width, wrapped};

/// A4 lying on its long side, pt.
pub(super) const WIDTH: f32 = 841.89;
pub(super) const HEIGHT: f32 = 595.28;
const MARGIN: f32 = 34.0;
const BOTTOM: f32 = HEIGHT - 44.0;
const BETWEEN: f32 = 24.0;
const FOOT: f32 = 9.0;
const RULE: f32 = 0.5;

/// How large letters are and how far apart lines stand, pt.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) letters: f32,
    pub(super) line: f32,
    /// A row of boxes to write into.
    pub(super) row: f32,
}

/// From roomy to what is still easily read.
pub(super) const SCALES: [Scale; 8] = [
    scale(11.0, 14.5, 22.0),
    scale(10.5, 13.5, 20.0),
    scale(10.0, 13.0, 18.0),
    scale(10.0, 12.3, 16.5),
    scale(9.5, 11.8, 15.0),
    scale(9.2, 11.2, 13.5),
    scale(9.0, 10.7, 12.2),
    scale(9.0, 10.2, 11.2),
];

const fn scale(letters: f32, line: f32, row: f32) -> Scale {
    Scale { letters, line, row }
}

/// A piece of the side's width.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) wide: f32,
}

/// Pages as they are filled.
pub(super) struct Sheet {
    pub(super) scale: Scale,
    columns: Vec<Column>,
    /// The column that is filled; none while the whole width is.
    place: Option<usize>,
    /// Where columns of this page begin.
    top: f32,
    /// Where the next line begins, from the upper edge.
    y: f32,
    pages: Vec<Content>,
}

impl Sheet {
    /// An empty side whose columns have these shares of its width.
    pub(super) fn new(scale: Scale, shares: &[f32]) -> Self {
        let wide = WIDTH - 2.0 * MARGIN;
        let between = BETWEEN * (shares.len() as f32 - 1.0);
        let mut left = MARGIN;
        let columns = shares.iter().map(|share| {
            let column = Column {
                left,
                wide: share * (wide - between),
            };
            left += column.wide + BETWEEN;
            column
        });
        Self {
            scale,
            columns: columns.collect(),
            place: None,
            top: MARGIN,
            y: MARGIN,
            pages: vec![Content::new()],
        }
    }

    /// How many pages were begun.
    pub(super) fn pages(&self) -> usize {
        self.pages.len()
    }

    /// From here on columns are filled.
    pub(super) fn split(&mut self) {
        self.top = self.y;
        self.place = Some(0);
    }

    /// From here on column `place` is filled, unless it is already.
    pub(super) fn go_to(&mut self, place: usize) {
        if self.place.is_none_or(|now| now < place) {
            self.place = Some(place);
            self.y = self.top;
        }
    }

    /// What is filled.
    pub(super) fn column(&self) -> Column {
        self.place.map_or(
            Column {
                left: MARGIN,
                wide: WIDTH - 2.0 * MARGIN,
            },
            |place| self.columns[place],
        )
    }

    /// Goes on in the next column where `high` pt are not left in this one.
    pub(super) fn make_room(&mut self, high: f32) {
        let is_empty = self.y <= self.top;
        if self.y + high <= BOTTOM || is_empty {
            return;
        }
        match self.place {
            Some(place) if place + 1 < self.columns.len() => self.place = Some(place + 1),
            Some(_) | None => {
                self.pages.push(Content::new());
                self.top = MARGIN;
                self.place = self.place.map(|_| 0);
            }
        }
        self.y = self.top;
    }

    /// Goes down; nothing at the head of a column.
    pub(super) fn skip(&mut self, high: f32) {
        if self.top < self.y || self.place.is_none() {
            self.y += high;
        }
    }

    /// Goes down by what was drawn.
    pub(super) fn advance(&mut self, high: f32) {
        self.y += high;
    }

    /// Lines of a paragraph, all in one column.
    pub(super) fn paragraph(&mut self, text: &str, face: Face, size: f32) {
        let line = self.scale.line * size / self.scale.letters;
        let lines_in = |sheet: &Self| wrapped(text, face, size, sheet.column().wide);
        self.make_room(line * lines_in(self).len() as f32);
        for text in lines_in(self) {
            // One that is longer than a column.
            self.make_room(line);
            let left = self.column().left;
            self.write(&text, face, size, (left, 0.0, line));
            self.advance(line);
        }
    }

    /// Text whose box begins `down` pt below the line and is `high` pt high, from `left`.
    pub(super) fn write(
        &mut self,
        text: &str,
        face: Face,
        size: f32,
        (left, down, high): (f32, f32, f32),
    ) {
        // Capitals are 0.72 of the size; they stand in the middle.
        let base = HEIGHT - (self.y + down + 0.5 * (high + 0.72 * size));
        draw(self.content(), text, (face, size), (left, base));
    }

    /// As [`Self::write`], ending at `right`.
    pub(super) fn write_to(
        &mut self,
        text: &str,
        face: Face,
        size: f32,
        (right, down, high): (f32, f32, f32),
    ) {
        self.write(
            text,
            face,
            size,
            (right - width(text, face, size), down, high),
        );
    }

    /// An empty box below the line.
    pub(super) fn frame(&mut self, left: f32, down: f32, wide: f32, high: f32) {
        let y = HEIGHT - (self.y + down + high);
        let content = self.content();
        content.set_line_width(RULE).rect(left, y, wide, high);
        content.stroke();
    }

    /// A grey bar below the line.
    pub(super) fn bar(&mut self, left: f32, down: f32, wide: f32, high: f32) {
        let y = HEIGHT - (self.y + down + high);
        let content = self.content();
        content.save_state().set_fill_gray(0.45);
        content.rect(left, y, wide, high).fill_nonzero();
        content.restore_state();
    }

    /// A thin line of a width between two lines of the column.
    pub(super) fn rule(&mut self, wide: f32) {
        let Column { left, .. } = self.column();
        let y = HEIGHT - self.y;
        let content = self.content();
        content.set_line_width(RULE).move_to(left, y);
        content.line_to(left + wide, y).stroke();
    }

    fn content(&mut self) -> &mut Content {
        self.pages.last_mut().expect("there is one from the start")
    }

    /// What was drawn, page by page.
    pub(super) fn done(self) -> Vec<Content> {
        self.pages
    }
}

/// Draws what stands at the foot of a page.
pub(super) fn foot(content: &mut Content, left: &str, right: &str) {
    let base = MARGIN - FOOT;
    draw(content, left, (Face::Regular, FOOT), (MARGIN, base));
    let start = WIDTH - MARGIN - width(right, Face::Regular, FOOT);
    draw(content, right, (Face::Regular, FOOT), (start, base));
}

fn draw(content: &mut Content, text: &str, (face, size): (Face, f32), (left, base): (f32, f32)) {
    if text.is_empty() {
        return;
    }
    content.begin_text().next_line(left, base);
    for run in runs(text, face) {
        content
            .set_font(Name(run.face.resource()), size)
            .show(Str(&run.bytes));
    }
    content.end_text();
}
