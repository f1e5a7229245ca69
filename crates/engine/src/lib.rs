//! What logs say of a body.
