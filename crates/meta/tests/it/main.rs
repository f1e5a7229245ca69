//! The engine against outside authorities.

mod correlated;
mod multilevel;
mod multivariate;
mod robust;
mod special;
mod vectors;
