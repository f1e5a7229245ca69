//! The colours and letters of evidence pictures, for paper, screen and dark screen, in one style sheet.

/// What is drawn in ink, light and dark; evidence has no other colour. `light-dark` comes second: a program
/// that does not know it keeps the first, which is also what is printed.
const COLOURS: [(&str, &str, &str, &str); 19] = [
    (".paper", "fill", "#fff", "#17181c"),
    ("text", "fill", "#15171c", "#f0f0ec"),
    (".soft", "fill", "#4a4d57", "#b9bbc3"),
    (".faint", "fill", "#656872", "#959aa5"),
    (".ink", "fill", "#15171c", "#f0f0ec"),
    (".open", "fill", "#fff", "#17181c"),
    (".open", "stroke", "#15171c", "#f0f0ec"),
    (".reach", "stroke", "#4a4d57", "#b9bbc3"),
    (".tip", "fill", "#4a4d57", "#b9bbc3"),
    (".rule", "stroke", "#15171c", "#f0f0ec"),
    (".hair", "stroke", "#e1e1db", "#2b2d34"),
    (".edge", "stroke", "#858892", "#71757f"),
    (".zone", "fill", "#e9e9e3", "#24262c"),
    (".p05", "fill", "#f1f1ee", "#1e2025"),
    (".p01", "fill", "#e4e4df", "#272a30"),
    (".p00", "fill", "#d6d6d0", "#32353e"),
    (".halo", "stroke", "#fff", "#17181c"),
    (".sub", "fill", "#656872", "#959aa5"),
    (".mid", "stroke", "#15171c", "#f0f0ec"),
];

/// Everything that is not a colour.
const SHAPES: [(&str, &str); 15] = [
    (
        "",
        "font:13px system-ui,sans-serif;max-width:100%;height:auto",
    ),
    ("text", "stroke:none"),
    (
        ".title",
        "font-family:ui-serif,Georgia,serif;font-size:22px",
    ),
    (".name", "font-weight:600"),
    (".small", "font-size:12px"),
    (".end", "text-anchor:end"),
    (".middle", "text-anchor:middle"),
    (
        ".halo",
        "paint-order:stroke;stroke-width:3;stroke-linejoin:round",
    ),
    (".open", "stroke-width:1.8"),
    (".reach", "stroke-width:1.5"),
    (".dash", "stroke-dasharray:5 3"),
    (".dot", "stroke-dasharray:1.5 3"),
    (".rule", "stroke-width:1.5"),
    (".edge", "stroke-width:1"),
    (".mid", "stroke-width:1.2"),
];

/// The style sheet. Every rule begins with the picture's class, so that it stays inside a page it is put in;
/// a page with its own `color-scheme` decides, a picture by itself follows the reader's, and paper is light.
pub(super) fn sheet() -> String {
    let mut text = String::from(
        "svg.evidence:root{color-scheme:light dark}\
         @media print{svg.evidence:root{color-scheme:light}}",
    );
    for (part, rule) in SHAPES {
        text.push_str(&format!(".evidence {part}{{{rule}}}").replace(" {", "{"));
    }
    for (part, property, light, dark) in COLOURS {
        text.push_str(&format!(
            ".evidence {part}{{{property}:{light};{property}:light-dark({light},{dark})}}"
        ));
    }
    text
}
