//! The engine against outside authorities.

mod anytime;
mod bias;
mod contrast;
mod excess;
mod influence;
mod model;
mod selection;
mod sequential;
mod special;
mod summits;
mod trimfill;
mod vectors;
