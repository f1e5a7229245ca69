//! What logs say of a body.

pub mod tracker;
