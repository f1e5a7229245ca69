//! The store as others use it, on every database it runs on.

mod samples;
mod spot_test;
mod story;
