//! The exponential function out of operations that every register width has.

/// log₂ e.
const LOG2_E: f64 = std::f64::consts::LOG2_E;
/// ln 2 in two parts, the first with so few digits that its product with a whole number is exact.
const LN_2_HI: f64 = 6.931_471_803_691_238e-1;
const LN_2_LO: f64 = 1.908_214_929_270_587_7e-10;
/// Adding it rounds to a whole number and leaves that number in the lowest bits.
const ROUND: f64 = 6_755_399_441_055_744.0;
/// Bits of a double below its exponent.
const MANTISSA_BITS: u32 = 52;
/// Beyond it eˣ is no normal double.
const LARGEST: f64 = 700.0;

/// eˣ for |x| ≤ 700, within two units in the last place; a call to the system's cannot be spread
/// over lanes.
///
/// With n = x / ln 2 rounded and r = x − n ln 2 it is 2ⁿ eʳ, and eʳ is its Taylor series, whose
/// thirteenth term is below 10⁻¹⁶ for |r| ≤ ½ ln 2. Its even and odd terms are summed side by side:
/// the sum in one row is a chain that the core waits for.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]
pub(crate) fn exp(x: f64) -> f64 {
    let x = if x < LARGEST { x } else { LARGEST };
    let x = if -LARGEST < x { x } else { -LARGEST };
    let shifted = x * LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = (x - n * LN_2_HI) - n * LN_2_LO;
    let r2 = r * r;
    let sum = series(&EVEN, r2) + series(&ODD, r2) * r;
    let power =
        f64::from_bits((shifted.to_bits() << MANTISSA_BITS).wrapping_add(1.0_f64.to_bits()));
    sum * power
}

/// The sum of coefficients, the highest first, times powers of x.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]
fn series(coefficients: &[f64; 7], x: f64) -> f64 {
    let [highest, rest @ ..] = coefficients;
    rest.iter()
        .fold(*highest, |sum, coefficient| sum * x + coefficient)
}

/// 1 / 12!, 1 / 10! to 1 / 0!.
const EVEN: [f64; 7] = [
    1.0 / 479_001_600.0,
    1.0 / 3_628_800.0,
    1.0 / 40_320.0,
    1.0 / 720.0,
    1.0 / 24.0,
    1.0 / 2.0,
    1.0,
];

/// 1 / 13!, 1 / 11! to 1 / 1!.
const ODD: [f64; 7] = [
    1.0 / 6_227_020_800.0,
    1.0 / 39_916_800.0,
    1.0 / 362_880.0,
    1.0 / 5_040.0,
    1.0 / 120.0,
    1.0 / 6.0,
    1.0,
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn prop_agrees_with_the_system(x in -700.0..700.0_f64) {
            let ratio = exp(x) / x.exp();
            prop_assert!((ratio - 1.0).abs() <= 2.0 * f64::EPSILON, "{x} {ratio}");
        }
    }

    #[test]
    fn small_and_special_arguments() {
        for x in [0.0, 1e-300, -1e-9, 1e-9, 0.3466, -0.3466] {
            let ratio = exp(x) / x.exp();
            assert!((ratio - 1.0).abs() <= 2.0 * f64::EPSILON, "{x} {ratio}");
        }
        assert!((exp(1e300) / 700.0_f64.exp() - 1.0).abs() < 1e-15);
    }
}
