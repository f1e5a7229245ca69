//! The engine against outside authorities.

mod counts;
mod escalc;
mod escalc_properties;
mod escalc_rows;
mod glmm;
mod special;
mod transform;
mod vectors;
