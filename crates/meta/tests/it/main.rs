//! The engine against outside authorities.

mod special;
mod vectors;
