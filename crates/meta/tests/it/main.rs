//! The engine against outside authorities.

mod multilevel;
mod special;
mod vectors;
