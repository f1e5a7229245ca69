//! The test of one spot: does training it take fat from it, in one person?
//!
//! One side of the body, chosen by a coin, is trained for weeks and the other is not. Both are measured again and
//! again; what both lose is common and cancels in their difference, whose slope is the local effect.
//!
//! | symbol | meaning |
//! |---|---|
//! | `b` | change of trained less control in twelve weeks, mm; an extra loss is negative |
//! | `s`, `τ` | SD of a reading, and of a session's difference beyond readings |
//! | `φ` | correlation of errors half a week apart |
//!
//! [`Design`] plans a test, [`read()`] reads it at weeks 8, 12 and 16, [`World`] says how often that is right.
//! `docs/method/spot_test.md` derives it. That whoever measures does not see earlier readings is for the
//! program that takes them down; here nothing is told before a look ends the test.

mod belief;
mod checks;
mod design;
mod error;
mod line;
mod operating;
mod reading;
mod rule;
mod series;
mod text;
mod tool;

pub use belief::Errors;
pub use checks::Check;
pub use design::{Design, READS, Session, Side, detectable};
pub use error::{Error, Fault};
pub use operating::{Rates, World};
pub use reading::{Finding, Outcome, Question, Reading, read};
pub use rule::{LOOKS, Verdict, WEEKS_OF_EFFECT};
pub use series::{Limb, Measurement, Point, Within};
pub use text::Told;
pub use tool::{Tool, ToolErrors};
