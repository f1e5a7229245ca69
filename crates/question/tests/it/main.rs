//! The matcher against the bank that ships, and against bytes and text that nobody wrote.

mod bank;
mod hard;
mod languages;
mod matcher;
mod shipped;
