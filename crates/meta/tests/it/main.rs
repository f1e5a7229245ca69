//! The engine against outside authorities.

mod anytime;
mod bias;
mod contrast;
mod excess;
mod influence;
mod location_scale;
mod model;
mod models_more;
mod selection;
mod sequential;
mod special;
mod summits;
mod trimfill;
mod vectors;
