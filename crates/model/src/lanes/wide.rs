//! Sixteen numbers that are reckoned with together.
#![expect(
    clippy::inline_always,
    reason = "an operation left as a call would be compiled without the wide registers of its caller"
)]

use std::ops::{Add, Div, Mul, Sub};

use super::Real;

/// The same number of sixteen people: two registers of AVX-512, four of AVX2.
///
/// Sixteen was measured to hide the latency of a day's chain of operations best.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, align(64))]
pub struct Lanes(pub(crate) [f64; Self::COUNT]);

impl Lanes {
    /// How many people.
    pub const COUNT: usize = 16;

    /// The number of each person by place.
    pub fn values(&self) -> &[f64; Self::COUNT] {
        &self.0
    }

    /// Sixteen numbers from each place's.
    #[inline(always)]
    pub(crate) fn of(value: impl Fn(usize) -> f64) -> Self {
        let mut lanes = Self([0.0; Self::COUNT]);
        for (place, lane) in lanes.0.iter_mut().enumerate() {
            *lane = value(place);
        }
        lanes
    }
}

impl Real for Lanes {
    #[inline(always)]
    fn splat(value: f64) -> Self {
        Self([value; Self::COUNT])
    }

    #[inline(always)]
    fn map(self, f: impl Fn(f64) -> f64) -> Self {
        let mut result = self;
        for value in &mut result.0 {
            *value = f(*value);
        }
        result
    }

    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        let mut result = self;
        for (value, other) in result.0.iter_mut().zip(other.0) {
            *value = f(*value, other);
        }
        result
    }

    #[inline(always)]
    fn any(self, f: impl Fn(f64) -> bool) -> bool {
        // Without a way out in the middle it is one comparison of whole registers.
        self.0.into_iter().fold(false, |any, value| any | f(value))
    }

    #[inline(always)]
    fn least(self, other: Self) -> Self {
        self.zip(other, f64::least)
    }
}

/// An operation lane by lane, with another sixteen or with one number for all.
macro_rules! lanewise {
    ($($trait:ident, $method:ident;)+) => {$(
        impl $trait for Lanes {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.zip(other, f64::$method)
            }
        }

        impl $trait<f64> for Lanes {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: f64) -> Self {
                self.map(|value| value.$method(other))
            }
        }
    )+};
}

lanewise! {
    Add, add;
    Sub, sub;
    Mul, mul;
    Div, div;
}
