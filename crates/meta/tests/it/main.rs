//! The engine against outside authorities.

mod influence;
mod model;
mod sequential;
mod special;
mod vectors;
