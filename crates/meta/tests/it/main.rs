//! The engine against outside authorities.

mod contrast;
mod influence;
mod model;
mod sequential;
mod special;
mod summits;
mod vectors;
