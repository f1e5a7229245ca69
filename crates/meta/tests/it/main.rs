//! The engine against outside authorities.

mod escalc;
mod special;
mod transform;
mod vectors;
