//! The units of the model: kg, kcal, day, year; cm for height and girth, mg for sodium, shares as
//! fractions.

pub(crate) const DAYS_PER_WEEK: f64 = 7.0;
pub(crate) const MIN_PER_H: f64 = 60.0;
pub(crate) const S_PER_H: f64 = 3600.0;
pub(crate) const M_PER_KM: f64 = 1000.0;
pub(crate) const ML_PER_L: f64 = 1000.0;
/// Of the thermochemical calorie.
pub(crate) const J_PER_KCAL: f64 = 4184.0;
pub(crate) const CM_PER_M: f64 = 100.0;
pub(crate) const G_PER_KG: f64 = 1000.0;
pub(crate) const PERCENT: f64 = 100.0;
pub(crate) const YEARS_PER_DECADE: f64 = 10.0;
/// Of a kg; releases of tissue are measured per 100 g.
pub(crate) const HUNDRED_G_PER_KG: f64 = 10.0;
pub(crate) const DAYS_PER_YEAR: f64 = 365.25;
