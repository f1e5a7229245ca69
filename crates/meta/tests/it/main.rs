//! The engine against outside authorities.

mod counts;
mod escalc;
mod special;
mod transform;
mod vectors;
