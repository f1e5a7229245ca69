//! Statements over many rows at once, which is what makes an import fast.

use std::fmt::Write as _;

use crate::store::Dialect;

/// Rows a statement takes: with the widest table below the 32,766 parameters SQLite allows.
pub(crate) const ROWS: usize = 512;

/// `($1, $2), ($3, $4)`: as many tuples of as many parameters.
///
/// SQLite looks up a numbered parameter by walking all their names, which for thousands of them is most of
/// the time; so there they have none.
pub(crate) fn tuples(dialect: Dialect, rows: usize, columns: usize) -> String {
    let mut text = String::with_capacity(rows * columns * 5);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns {
            if 0 < column {
                text.push(',');
            }
            match dialect {
                Dialect::Sqlite => text.push('?'),
                Dialect::Postgres => {
                    write!(text, "${}", row * columns + column + 1)
                        .expect("a string takes any text");
                }
            }
        }
        text.push(')');
    }
    text
}
