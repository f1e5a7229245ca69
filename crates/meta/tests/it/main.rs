//! The engine against outside authorities.

mod model;
mod special;
mod summits;
mod vectors;
