//! The binary as people and programs use it, and the rules of the house.
#![expect(clippy::panic, reason = "a helper that panics fails its test")]

mod ask;
mod bibliography;
mod brief;
mod candidates;
mod commands;
mod data;
mod dependent;
mod diagnose;
mod import;
mod kept;
mod living;
mod loads;
mod person;
mod plan;
mod plan_forms;
mod plan_why;
mod plot;
mod readme;
mod refusals;
mod run;
mod service;
mod solve;
mod spot_test;
mod states;
mod tables;
mod tidy;
mod track;
mod validate;
mod walls;
mod watch;
