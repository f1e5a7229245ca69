//! What logs say of a body.

pub mod spot_test;
