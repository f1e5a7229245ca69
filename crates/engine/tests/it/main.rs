//! Everything the engine promises, against authorities outside it.
