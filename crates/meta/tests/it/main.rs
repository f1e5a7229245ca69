//! The engine against outside authorities.

mod correlated;
mod fits;
mod multilevel;
mod multilevel_more;
mod multivariate;
mod robust;
mod special;
mod vectors;
