//! Pages as the bytes of a PDF; the same pages give the same bytes.

use pdf_writer::{Finish as _, Name, Pdf, Rect, Ref, TextStr};

use super::{
    font::Face,
    sheet::{HEIGHT, WIDTH},
};

const CATALOG: i32 = 1;
const TREE: i32 = 2;
const INFO: i32 = 3;
const FONTS: i32 = 4;

/// A document of what was drawn on each page.
pub(super) fn document(title: &str, drawn: &[Vec<u8>]) -> Vec<u8> {
    let first = FONTS + id(Face::ALL.len());
    let page = |place: usize| Ref::new(first + 2 * id(place));
    let content = |place: usize| Ref::new(first + 2 * id(place) + 1);
    let font = |place: usize| Ref::new(FONTS + id(place));
    let tree = Ref::new(TREE);

    let mut pdf = Pdf::new();
    let mut catalog = pdf.catalog(Ref::new(CATALOG));
    catalog.pages(tree).lang(TextStr("en-GB"));
    catalog.finish();
    pdf.document_info(Ref::new(INFO)).title(TextStr(title));
    pdf.pages(tree)
        .kids((0..drawn.len()).map(page))
        .count(id(drawn.len()));
    for (place, face) in Face::ALL.into_iter().enumerate() {
        let mut written = pdf.type1_font(font(place));
        written.base_font(Name(face.base_font()));
        if face.is_latin() {
            written.encoding_predefined(Name(b"WinAnsiEncoding"));
        }
    }
    for (place, content_of_page) in drawn.iter().enumerate() {
        let mut written = pdf.page(page(place));
        written
            .parent(tree)
            .media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT))
            .contents(content(place));
        let mut resources = written.resources();
        let mut fonts = resources.fonts();
        for (place, face) in Face::ALL.into_iter().enumerate() {
            fonts.pair(Name(face.resource()), font(place));
        }
        fonts.finish();
        resources.finish();
        written.finish();
        pdf.stream(content(place), content_of_page);
    }
    pdf.finish()
}

fn id(count: usize) -> i32 {
    i32::try_from(count).expect("a plan has few pages")
}
