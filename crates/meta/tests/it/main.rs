//! The engine against outside authorities.

mod contrast;
mod influence;
mod location_scale;
mod model;
mod models_more;
mod sequential;
mod special;
mod vectors;
