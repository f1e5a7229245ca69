//! New records of a claim, asked of PubMed and Europe PMC; nothing else in spotcheck uses the network.

mod cache;
mod client;
mod error;
mod found;
mod pace;
mod services;

pub(crate) use client::{Client, Settings};
pub(crate) use error::Failure;
pub(crate) use found::{Memory, Record};
pub(crate) use services::{Service, Since};
