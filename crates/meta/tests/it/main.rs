//! The engine against outside authorities.

mod model;
mod sanity;
mod special;
mod summits;
mod vectors;
