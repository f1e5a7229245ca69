//! The engine against outside authorities.

mod anytime;
mod bias;
mod contrast;
mod correlated;
mod excess;
mod fits;
mod influence;
mod location_scale;
mod model;
mod models_more;
mod multilevel;
mod multilevel_more;
mod multilevel_properties;
mod multivariate;
mod robust;
mod selection;
mod sequential;
mod special;
mod summits;
mod trimfill;
mod vectors;
