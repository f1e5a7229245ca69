//! `spotcheck validate`: the forecast beside trials that measured what it forecasts.

mod arms;
mod layout;
mod page;
mod score;
mod table;
mod weight_page;
mod weights;
mod wire;

use anyhow::Context as _;
use clap::Args;
use spotcheck_evidence::Library;
use spotcheck_model::Parameters;

use super::{Output, json};
use arms::{Place, Row, Scored, Set};
use layout::Form;
use score::{Score, Summary};
use weights::{Published, Weighed};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// One JSON document
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// The page docs/method/validation.md
    #[arg(long)]
    markdown: bool,
}

/// Everything the model was held to, with how it did.
struct Validation {
    library: Library,
    arms: Vec<Scored>,
    weights: Vec<Weighed>,
    published: Vec<Published>,
}

impl Validation {
    fn run() -> anyhow::Result<Self> {
        let parameters = Parameters::published();
        let library = Library::built_in().context("the built-in evidence does not load")?;
        Ok(Self {
            library,
            arms: arms::scored(parameters)?,
            weights: weights::weighed(parameters)?,
            published: weights::published()?,
        })
    }

    /// The rows that are scored, with their scores.
    fn scored(&self) -> impl Iterator<Item = (&Row, Score)> {
        self.arms
            .iter()
            .filter_map(|Scored { row, score }| Some((row, (*score)?)))
    }

    /// Those of a line of the table by region.
    fn on_line(&self, line: Place) -> impl Iterator<Item = (&Row, Score)> {
        self.scored()
            .filter(move |(row, _)| row.region.map(Place::line) == Some(line))
    }

    /// All of them summed up.
    fn sum(&self) -> Option<Summary> {
        Summary::of(self.scored().map(|(_, score)| score))
    }

    /// Those of a set.
    fn sum_of_set(&self, set: Set) -> Option<Summary> {
        let rows = self.scored().filter(|(row, _)| row.set == set);
        Summary::of(rows.map(|(_, score)| score))
    }

    /// Those of a line.
    fn sum_on_line(&self, line: Place) -> Option<Summary> {
        Summary::of(self.on_line(line).map(|(_, score)| score))
    }
}

pub(crate) fn run(options: &Options) -> anyhow::Result<Output> {
    let validation = Validation::run()?;
    if options.json {
        return Ok(Output::done(json(&wire::document(&validation))?));
    }
    let form = if options.markdown {
        Form::Markdown
    } else {
        Form::Terminal
    };
    let blocks = page::blocks(&validation);
    Ok(Output::done(layout::render(&blocks, form)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_parses_and_its_sources_are_in_the_bibliography() -> anyhow::Result<()> {
        let library = Library::built_in()?;
        let known = |row: &str, source: &str, also: &str| {
            for key in [source].into_iter().chain(also.split_terminator(';')) {
                assert!(library.source(key).is_some(), "{row} cites `{key}`");
            }
        };
        let arms = arms::rows()?;
        let cases = weights::cases()?;
        assert!(!arms.is_empty() && !cases.is_empty());
        for row in &arms {
            known(&row.key, &row.source, &row.also);
        }
        for case in &cases {
            known(&case.key, &case.source, &case.also);
        }
        for published in weights::published()? {
            known("published.csv", &published.source, "");
        }
        Ok(())
    }

    /// A figure from memory must not count, and a row that does not count says why.
    #[test]
    fn nothing_recalled_counts() -> anyhow::Result<()> {
        let validation = Validation::run()?;
        for Scored { row, score } in &validation.arms {
            assert_eq!(score.is_none(), !row.unscored.is_empty(), "{}", row.key);
            assert!(score.is_none() || row.flag != "recalled", "{}", row.key);
        }
        for Weighed { case, .. } in &validation.weights {
            let counts = case.uncounted.is_empty();
            assert!(!counts || case.flag != "recalled", "{}", case.key);
        }
        Ok(())
    }
}
