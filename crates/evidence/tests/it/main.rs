//! Integration tests of the evidence crate; each module names its authority.

mod built_in;
mod grader;
mod metafor;
mod pool_py;
mod properties;
mod refusals;
