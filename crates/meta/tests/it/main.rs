//! The engine against outside authorities.

mod anytime;
mod bias;
mod excess;
mod model;
mod selection;
mod special;
mod trimfill;
mod vectors;
