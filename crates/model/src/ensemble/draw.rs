//! Standard scores drawn by seed and index.

use rand::{RngExt, SeedableRng, distr::Open01};
use rand_chacha::ChaCha8Rng;
use statrs::distribution::{ContinuousCDF, Normal};

use super::Draws;
use crate::{Error, limits, scores::Scores};

impl Draws {
    /// The scores of every draw; draw i comes from stream i of the seeded generator.
    pub(super) fn scores(self) -> Result<impl Iterator<Item = Scores>, Error> {
        limits::DRAWS.check(self.count as f64)?;
        let seeded = ChaCha8Rng::seed_from_u64(self.seed);
        Ok((0..self.count as u64).map(move |index| {
            let mut rng = seeded.clone();
            rng.set_stream(index);
            draw(&mut rng)
        }))
    }
}

/// Independent standard normal scores. The order of the fields is part of what a seed means.
fn draw(rng: &mut ChaCha8Rng) -> Scores {
    let mut score = || Normal::standard().inverse_cdf(rng.sample(Open01));
    Scores {
        expenditure: score(),
        fat: score(),
        leg_trunk: score(),
        arms: score(),
        visceral: score(),
        waist: score(),
        hip: score(),
        exponents: std::array::from_fn(|_| score()),
        scatter: std::array::from_fn(|_| score()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_depends_on_seed_and_index_alone() -> Result<(), Error> {
        let scores = |count, seed| {
            let draws = Draws { count, seed }.scores()?;
            Ok::<_, Error>(draws.map(|s| s.expenditure.to_bits()).collect::<Vec<_>>())
        };
        let (few, many, other) = (scores(3, 7)?, scores(10, 7)?, scores(3, 8)?);
        assert_eq!(few, many[..3]);
        assert_ne!(few, other);
        assert!(matches!(scores(0, 7), Err(Error::OutOfRange { .. })));
        Ok(())
    }

    #[test]
    fn scores_are_standard_normal() -> Result<(), Error> {
        let scores: Vec<f64> = Draws {
            count: 10_000,
            seed: 1,
        }
        .scores()?
        .map(|s| s.fat)
        .collect();
        let n = scores.len() as f64;
        let mean = scores.iter().sum::<f64>() / n;
        let var = scores.iter().map(|z| (z - mean).powi(2)).sum::<f64>() / n;
        // Four standard errors: 1/√n of the mean, √(2/n) of the variance.
        assert!(mean.abs() < 4.0 / n.sqrt(), "{mean}");
        assert!((var - 1.0).abs() < 4.0 * (2.0 / n).sqrt(), "{var}");
        Ok(())
    }
}
