//! Pictures: a forecast over time, a forest of effects, a funnel of their precision; as SVG and as text.

mod axis;
pub(crate) mod forecast;
pub(crate) mod forest;
pub(crate) mod funnel;
pub(crate) mod own;
mod page;
mod style;
mod svg;
mod terminal;
pub(crate) mod track;

pub(crate) use svg::Layout;
pub(crate) use terminal::{Letters, Terminal};

/// A unit as it follows a number: " %", or nothing where it has no name.
fn unit_after(unit: &str) -> String {
    if unit.is_empty() {
        String::new()
    } else {
        format!(" {unit}")
    }
}

/// What is measured, with its unit.
fn in_unit(subject: &str, unit: &str) -> String {
    if unit.is_empty() {
        subject.to_owned()
    } else {
        format!("{subject}, {unit}")
    }
}
