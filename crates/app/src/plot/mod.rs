//! Pictures: a forecast over time, a forest of effects, a funnel of their precision; as SVG and as text.

mod axis;
pub(crate) mod forecast;
pub(crate) mod forest;
pub(crate) mod funnel;
mod page;
mod style;
mod svg;
mod terminal;

pub(crate) use svg::Layout;
pub(crate) use terminal::{Letters, Terminal};
