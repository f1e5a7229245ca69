//! Standard scores drawn by seed and index.

use rand::{RngExt, SeedableRng, distr::Open01};
use rand_chacha::ChaCha8Rng;
use statrs::distribution::{ContinuousCDF, Normal};

use super::Draws;
use crate::{Error, limits, scores::Scores};

impl Draws {
    /// The scores of every draw, from the person's own stream of the seeded generator, each from
    /// its own place in it.
    pub(super) fn scores(self) -> Result<impl Iterator<Item = Scores>, Error> {
        limits::DRAWS.check(self.count as f64)?;
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(self.person);
        Ok((0..self.count as u128).map(move |index| {
            rng.set_word_pos(index * WORDS_PER_DRAW);
            draw(&mut rng)
        }))
    }
}

/// Room in the stream for the scores of a draw: more than it takes.
const WORDS_PER_DRAW: u128 = 128;

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
        adherence: score(),
        compensation: score(),
        lifting: score(),
        protein: score(),
        exponents: std::array::from_fn(|_| score()),
        scatter: std::array::from_fn(|_| score()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_depends_on_seed_person_and_index_alone() -> Result<(), Error> {
        let scores = |count, seed, person| {
            let draws = Draws {
                count,
                seed,
                person,
            };
            let bits = draws.scores()?.map(|s| s.expenditure.to_bits());
            Ok::<_, Error>(bits.collect::<Vec<_>>())
        };
        let (few, many) = (scores(3, 7, 1)?, scores(10, 7, 1)?);
        assert_eq!(few, many[..3]);
        assert_ne!(few, scores(3, 8, 1)?);
        assert_ne!(few, scores(3, 7, 2)?);
        assert!(matches!(scores(0, 7, 1), Err(Error::OutOfRange { .. })));
        Ok(())
    }

    #[test]
    fn scores_are_standard_normal() -> Result<(), Error> {
        let scores: Vec<f64> = Draws {
            count: 10_000,
            seed: 1,
            person: 0,
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
