//! The engine against outside authorities.

mod anytime;
mod bias;
mod contrast;
mod counts;
mod escalc;
mod escalc_properties;
mod escalc_rows;
mod excess;
mod glmm;
mod influence;
mod location_scale;
mod model;
mod models_more;
mod properties;
mod selection;
mod sequential;
mod special;
mod summits;
mod transform;
mod trimfill;
mod vectors;
