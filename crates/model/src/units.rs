//! The units of the model: kg, kcal, day, year; cm for height and girth, mg for sodium, shares as
//! fractions.

pub(crate) const CM_PER_M: f64 = 100.0;
pub(crate) const G_PER_KG: f64 = 1000.0;
pub(crate) const PERCENT: f64 = 100.0;
pub(crate) const YEARS_PER_DECADE: f64 = 10.0;
/// Of a kg; releases of tissue are measured per 100 g.
pub(crate) const HUNDRED_G_PER_KG: f64 = 10.0;
pub(crate) const DAYS_PER_YEAR: f64 = 365.25;
