//! People followed side by side.
