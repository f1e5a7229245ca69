//! Named columns of raw study data, in which single values may be missing.

use std::collections::BTreeMap;

use super::Absence;
use crate::Error;

/// What a study reports, or why nothing can be computed from it.
pub(crate) type Row<T> = Result<T, Absence>;

/// Raw data of k studies: columns named as in metafor's `escalc` (`ai`, `m1i`, `sd1i`, `ri`, …), each of
/// k values. `None` is a value the study does not report.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    k: usize,
    values: BTreeMap<String, Vec<Option<f64>>>,
}

impl Columns {
    /// No columns yet, for `k` studies.
    pub fn new(k: usize) -> Self {
        Self {
            k,
            values: BTreeMap::new(),
        }
    }

    /// The same with one more column, or with that column replaced.
    ///
    /// # Errors
    /// [`Error::Length`].
    pub fn with(
        mut self,
        name: impl Into<String>,
        values: Vec<Option<f64>>,
    ) -> Result<Self, Error> {
        let name = name.into();
        if values.len() != self.k {
            return Err(Error::Length {
                what: name,
                found: values.len(),
                expected: self.k,
            });
        }
        self.values.insert(name, values);
        Ok(self)
    }

    /// Number of studies.
    pub fn k(&self) -> usize {
        self.k
    }

    /// Whether there is a column of this name.
    pub(crate) fn holds(&self, field: &str) -> bool {
        self.values.contains_key(field)
    }

    /// The column `field`; all its values are missing where it was not given.
    pub(crate) fn optional(&self, field: &'static str) -> Result<Column, Error> {
        let Some(values) = self.values.get(field) else {
            return Ok(Column {
                field,
                is_given: false,
                values: vec![None; self.k],
            });
        };
        let column = Column {
            field,
            is_given: true,
            values: values.clone(),
        };
        column.where_all("it is a finite number", f64::is_finite)
    }

    /// The column `field`, which `measure` cannot do without.
    pub(crate) fn required(
        &self,
        field: &'static str,
        measure: &'static str,
    ) -> Result<Column, Error> {
        let column = self.optional(field)?;
        if column.is_given {
            Ok(column)
        } else {
            Err(Error::MissingField { measure, field })
        }
    }
}

/// One column: k values of one meaning.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    field: &'static str,
    is_given: bool,
    values: Vec<Option<f64>>,
}

impl Column {
    /// Whether the data hold this column at all.
    pub(crate) fn is_given(&self) -> bool {
        self.is_given
    }

    /// The value of study `i`.
    pub(crate) fn at(&self, i: usize) -> Row<f64> {
        self.values[i].ok_or(Absence::Missing { field: self.field })
    }

    /// Itself, if `rule` holds for every value there is.
    pub(crate) fn where_all(
        self,
        rule: &'static str,
        holds: impl Fn(f64) -> bool,
    ) -> Result<Self, Error> {
        let offence =
            self.values.iter().enumerate().find_map(|(index, &value)| {
                value.filter(|&v| !holds(v)).map(|value| (index, value))
            });
        match offence {
            None => Ok(self),
            Some((index, value)) => Err(self.refuse(index, value, rule)),
        }
    }

    /// The error that `value` of study `index` breaks `rule`.
    pub(crate) fn refuse(&self, index: usize, value: f64, rule: &'static str) -> Error {
        Error::BadValue {
            field: self.field,
            index,
            value,
            rule,
        }
    }

    /// Itself as counts of events.
    pub(crate) fn counts(self) -> Result<Self, Error> {
        self.where_all("a count is zero or more", |v| 0.0 <= v)
    }

    /// Itself as standard deviations.
    pub(crate) fn spreads(self) -> Result<Self, Error> {
        self.where_all("a standard deviation is zero or more", |v| 0.0 <= v)
    }

    /// Itself as numbers of people.
    pub(crate) fn sizes(self) -> Result<Self, Error> {
        self.where_all("a sample size is above zero", |v| 0.0 < v)
    }

    /// Itself as person-time.
    pub(crate) fn times(self) -> Result<Self, Error> {
        self.where_all("person-time is above zero", |v| 0.0 < v)
    }

    /// Itself as correlations.
    pub(crate) fn correlations(self) -> Result<Self, Error> {
        self.where_all("a correlation lies between -1 and 1", |v| v.abs() <= 1.0)
    }
}
