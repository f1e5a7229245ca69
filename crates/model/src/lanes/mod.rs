//! One source for one person and for sixteen: what the equations are written over.
//!
//! Every equation of the body is generic over [`Real`]. For `f64` it follows one person; for
//! [`Lanes`] it follows sixteen at a time, operation by operation the same, so that both give the
//! same bits. No operation is fused, because a fused one rounds differently.

mod dispatch;
mod exp;
mod wide;

use std::{
    fmt::Debug,
    ops::{Add, Div, Mul, Sub},
};

pub(crate) use dispatch::{Kernel, Width};
pub(crate) use exp::exp;
pub use wide::Lanes;

/// A number of one person, or the same number of sixteen.
pub(crate) trait Real:
    Copy
    + Debug
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
{
    /// The same value for everybody.
    fn splat(value: f64) -> Self;

    /// `f` of each value.
    fn map(self, f: impl Fn(f64) -> f64) -> Self;

    /// `f` of each pair of values.
    fn zip(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self;

    /// Whether `f` holds for any value.
    fn any(self, f: impl Fn(f64) -> bool) -> bool;

    /// The lesser of two values; NaN if `other` is NaN.
    fn least(self, other: Self) -> Self;
}

impl Real for f64 {
    #[inline]
    fn splat(value: Self) -> Self {
        value
    }

    #[inline]
    fn map(self, f: impl Fn(Self) -> Self) -> Self {
        f(self)
    }

    #[inline]
    fn zip(self, other: Self, f: impl Fn(Self, Self) -> Self) -> Self {
        f(self, other)
    }

    #[inline]
    fn any(self, f: impl Fn(Self) -> bool) -> bool {
        f(self)
    }

    #[inline]
    fn least(self, other: Self) -> Self {
        if self < other { self } else { other }
    }
}
