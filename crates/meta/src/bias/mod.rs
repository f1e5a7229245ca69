//! Whether small or dull studies are missing: tests of asymmetry, what they would change, and models of how
//! results were selected.
//!
//! | question | here |
//! |---|---|
//! | do small studies say more? | [`regression_test`], [`rank_test`] |
//! | what would a study of no error say? | [`pet_peese`], the limit of a [`RegressionTest`] |
//! | what if the funnel were symmetric? | [`trim_and_fill`] |
//! | how many null results would undo it? | [`rosenthal`], [`orwin`], [`rosenberg`] |
//! | are there more significant results than power allows? | [`excess_significance`] |
//! | do significant p values look like a true effect's? | [`p_curve`] |
//! | what if the interval is to bear such bias? | [`henmi_copas`] |
//! | how likely was each result to be seen? | [`selection_model`] |
//!
//! Semantics are those of metafor 3.8 where it has the method. None of these tells bias from other reasons why
//! small studies differ.

mod excess;
mod failsafe;
mod henmi;
mod panels;
mod pcurve;
mod rank;
mod regression;
mod selection;
mod trimfill;

pub use excess::{CountTest, ExcessOptions, ExcessSignificance, Tail, excess_significance};
pub use failsafe::{FailSafe, orwin, rosenberg, rosenthal};
pub use henmi::{HenmiCopas, henmi_copas};
pub use pcurve::{PCurve, Skew, p_curve};
pub use rank::{RankTest, rank_test};
pub use regression::{
    Limit, PetPeese, Predictor, RegressionTest, classical, pet_peese, regression_test,
};
pub use selection::{
    Estimated, Parameter, Selection, SelectionFit, SelectionOptions, selection_model,
};
pub use trimfill::{MissingEstimator, Side, TrimFill, trim_and_fill};
