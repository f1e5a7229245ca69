//! Training: folds for the calibration, then one model of the whole bank.

use crate::{
    bank::{Bank, Row},
    bytes::Cursor,
    decision::{Calibration, Reading, Special},
    dictionary::{self, Dictionary},
    error::Error,
    features, folds,
    lexicon::Lexicon,
    matcher::{self, Match, Matcher},
    model::TrainedModel,
    options::TrainOptions,
    softmax,
    space::{Scaling, Space},
};

/// What a fold's model made of a row that it was not shown.
#[derive(Debug)]
struct HeldOut<'b> {
    fold: usize,
    row: &'b Row,
    /// None when nothing in the row was known.
    reading: Option<Reading>,
}

/// Trains a matcher on a bank; the same bank gives the same model on every run.
///
/// # Errors
/// A bank without one of the two labels that are no claims, or with a label of too few groups.
pub fn train(
    bank: &Bank,
    lexicon: &Lexicon,
    options: &TrainOptions,
) -> Result<TrainedModel, Error> {
    let plan = Plan::new(bank, lexicon, options)?;
    let held_out = plan.held_out(options.folds)?;
    let calibration = plan.calibrate(&held_out, |_| true);
    plan.fit(&bank.rows.iter().collect::<Vec<_>>(), calibration)
}

/// A bank with its labels numbered, ready to be fitted in whole or in part.
#[derive(Debug)]
pub(crate) struct Plan<'b> {
    bank: &'b Bank,
    lexicon: &'b Lexicon,
    options: &'b TrainOptions,
    labels: Vec<&'b str>,
    special: Special,
}

impl<'b> Plan<'b> {
    pub(crate) fn new(
        bank: &'b Bank,
        lexicon: &'b Lexicon,
        options: &'b TrainOptions,
    ) -> Result<Self, Error> {
        let labels = bank.labels();
        let number = |label: &str| {
            labels
                .binary_search(&label)
                .map_err(|_place| Error::MissingLabel {
                    label: label.to_owned(),
                })
        };
        let special = Special {
            outside: number(&options.outside)?,
            harmful: number(&options.harmful)?,
        };
        Ok(Self {
            bank,
            lexicon,
            options,
            labels,
            special,
        })
    }

    fn number(&self, row: &Row) -> usize {
        self.labels
            .binary_search(&row.label.as_str())
            .expect("the labels are those of the rows")
    }

    /// Shows each row with its match by a model and a calibration that saw no row of its group.
    pub(crate) fn judge_folds(
        &self,
        folds: usize,
        mut show: impl FnMut(&Row, &Match<'b>),
    ) -> Result<(), Error> {
        let held_out = self.held_out(folds)?;
        for fold in 0..folds {
            let calibration = self.calibrate(&held_out, |other| other != fold);
            for held in held_out.iter().filter(|held| held.fold == fold) {
                let reading = held.reading.as_ref();
                show(
                    held.row,
                    &matcher::judge(reading, calibration, &self.labels, self.special),
                );
            }
        }
        Ok(())
    }

    /// Predicts each row by a model fitted to the other folds.
    fn held_out(&self, folds: usize) -> Result<Vec<HeldOut<'b>>, Error> {
        let rows: &'b [Row] = &self.bank.rows;
        let fold_of = folds::assign(rows, folds)?;
        let mut held_out = Vec::with_capacity(rows.len());
        for fold in 0..folds {
            let shown = rows
                .iter()
                .zip(&fold_of)
                .filter(|(_, other)| **other != fold);
            let bytes = self
                .fit(
                    &shown.map(|(row, _)| row).collect::<Vec<_>>(),
                    Calibration::NONE,
                )?
                .to_bytes();
            let matcher = Matcher::from_bytes(&bytes)?;
            for (row, _) in rows
                .iter()
                .zip(&fold_of)
                .filter(|(_, other)| **other == fold)
            {
                let reading = matcher.read(&row.question)?;
                held_out.push(HeldOut { fold, row, reading });
            }
        }
        Ok(held_out)
    }

    /// Calibrates on the held-out rows of some folds.
    fn calibrate(
        &self,
        held_out: &[HeldOut<'_>],
        fold_counts: impl Fn(usize) -> bool,
    ) -> Calibration {
        let pairs: Vec<(&Reading, usize)> = held_out
            .iter()
            .filter(|held| fold_counts(held.fold))
            .filter_map(|held| Some((held.reading.as_ref()?, self.number(held.row))))
            .collect();
        Calibration::fit(&pairs, self.special, self.options)
    }

    fn fit(&self, rows: &[&Row], calibration: Calibration) -> Result<TrainedModel, Error> {
        let options = self.options;
        let scaling = Scaling {
            weights: options.view_weights,
            strangeness: options.strangeness,
        };
        let dictionary = dictionary::build(rows.iter().copied(), self.lexicon);
        let read = Dictionary::read(&mut Cursor::new(&dictionary))?;
        let counted: Vec<_> = rows
            .iter()
            .map(|row| features::extract(&read, &row.question))
            .collect();
        let space = Space::of(&counted, options.least_rows);
        let placed: Vec<_> = counted
            .iter()
            .map(|row| space.place(row, &scaling))
            .collect();
        let targets: Vec<usize> = rows.iter().map(|row| self.number(row)).collect();
        let weights = softmax::fit(
            &placed,
            &targets,
            space.keys.len(),
            self.labels.len(),
            options,
        );
        let labels = self
            .labels
            .iter()
            .map(|label| (*label).to_owned())
            .collect();
        Ok(TrainedModel {
            labels,
            special: self.special,
            calibration,
            scaling,
            dictionary,
            space,
            weights,
        })
    }
}
